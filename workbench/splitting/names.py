"""The names of an article: persons and bodies, each at its fullest."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.model import Span
from workbench.splitting.parse import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Kinds:
    """The words of `speakers.toml`, which says what each table is for."""

    titles: Mapping[str, str]
    """Each title and the pronoun that it settles, or `either`."""
    people: Mapping[str, str]
    bodies: frozenset[str]
    general: frozenset[str]
    documents: frozenset[str]
    kin: Mapping[str, str]
    """Each noun and the name of the class that it belongs to."""


@cache
def kinds() -> Kinds:
    """Read the tables, once."""
    source = Path(__file__).with_name("speakers.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    return Kinds(
        titles=_inverted(table["titles"]),
        people=_inverted(table["people"]),
        bodies=frozenset(table["bodies"]["nouns"]),
        general=frozenset(table["general"]["nouns"]),
        documents=frozenset(table["documents"]["nouns"]),
        kin=_inverted(table["kin"]),
    )


def _inverted(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


@dataclass(frozen=True, slots=True)
class Name:
    """A run of proper nouns, titles before it left out."""

    words: tuple[str, ...]
    span: Span
    gender: str = "either"
    """`he`, `she`, or `either` where no title tells."""


class Names:
    """Every name of the article, found again by its last word or its initials."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._by_last: dict[str, list[Name]] = defaultdict(list)
        self._by_initials: dict[str, Span] = {}
        self._genders: dict[str, str] = {}
        for paragraph in paragraphs:
            for run in _runs(paragraph):
                self._add(paragraph.span.start, run)

    def _add(self, offset: int, run: Sequence["Token"]) -> None:
        titles = kinds().titles
        gender, first = "either", 0
        for place, token in enumerate(run[:-1], start=1):
            if token.lower_ in titles:
                gender = titles[token.lower_] if gender == "either" else gender
                first = place
        words = tuple(token.text for token in run[first:])
        last = run[-1]
        span = Span(offset + run[first].idx, offset + last.idx + len(last))
        self._by_last[words[-1]].append(Name(words, span, gender))
        if gender != "either":
            self._genders.setdefault(words[-1], gender)
        doc = last.doc
        if last.i + 3 < len(doc) and doc[last.i + 1].text == "(" and doc[last.i + 3].text == ")":
            initials = doc[last.i + 2]
            if initials.text.isupper() and len(run) > 1:
                end = offset + doc[last.i + 3].idx + 1
                self._by_initials.setdefault(initials.text, Span(span.start, end))

    def gender(self, last: str) -> str:
        """Return the pronoun for a name's last word that a title settles, or `either`."""
        return self._genders.get(last, "either")

    def is_given(self, last: str) -> bool:
        """Tell whether the article gives a name of several words that ends in this one."""
        return any(len(name.words) > 1 for name in self._by_last.get(last, ()))

    def fullest(self, word: str, before: int) -> Span | None:
        """Return the fullest name that a single word stands for, nearest before a place first.

        None where there is none, or where the article gives the word to different names after it.
        """
        if word in self._by_initials:
            return self._by_initials[word]
        fuller = [name for name in self._by_last.get(word, ()) if len(name.words) > 1]
        earlier = [name for name in fuller if name.span.start < before]
        if not earlier:
            return fuller[0].span if len({name.words for name in fuller}) == 1 else None
        nearest = earlier[-1]
        same = [name for name in earlier if name.words[-2:] == nearest.words[-2:]]
        return max(same, key=lambda name: (len(name.words), name.span.start)).span


def _runs(paragraph: Paragraph) -> Iterator[list["Token"]]:
    """Yield the runs of proper nouns, particles such as the `al-` of `al-Amr` inside."""
    run: list[Token] = []
    for token in paragraph.doc:
        inside = (
            bool(run) and token.dep_ in {"compound", "punct"} and token.text in {"-", "al", "de"}
        )
        if token.tag_[:3] == "NNP" or inside:
            run.append(token)
            continue
        if run:
            yield _whole(run)
        run = []
    if run:
        yield _whole(run)


def _whole(run: list["Token"]) -> list["Token"]:
    while len(run) > 1 and run[-1].text == "-":
        run = run[:-1]
    return run
