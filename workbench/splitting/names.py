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
from workbench.splitting.passage import Run

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARTICLES = frozenset(
    {"de", "da", "di", "del", "van", "von", "der", "bin", "al", "el", "ben", "la"}
)
SHORTEST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Kinds:
    """The words of `speakers.toml`, which says what each table is for."""

    titles: Mapping[str, str]
    """Each title and the pronoun that it settles, or `either`."""
    people: Mapping[str, str]
    bodies: frozenset[str]
    general: frozenset[str]
    documents: frozenset[str]
    calendar: frozenset[str]
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
        calendar=frozenset(table["calendar"]["words"]),
        kin=_inverted(table["kin"]),
    )


def _inverted(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


@dataclass(frozen=True, slots=True)
class Name:
    """A run of proper nouns, titles before it left out."""

    words: tuple[str, ...]
    span: Span


class Names:
    """Every name of the article, found again by its last word or its initials."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._by_last: dict[str, list[Name]] = defaultdict(list)
        self._by_initials: dict[str, Span] = {}
        self._by_capitals: dict[str, Span] = {}
        self._titled: set[str] = set()
        self._genders: dict[str, str] = {}
        self._by_office: dict[str, list[Name]] = defaultdict(list)
        for paragraph in paragraphs:
            for run in name_runs(paragraph.doc):
                self._add(paragraph.doc, paragraph.span.start, run)

    def _add(self, doc: "Doc", offset: int, run: Run) -> None:
        first, last = name_start(doc, run), run[1]
        titles = [
            kinds().titles[w.lower_] for w in doc[run[0] : first] if w.lower_ in kinds().titles
        ]
        gender = titles[0] if titles else "either"
        words = tuple(token.text for token in doc[first : last + 1])
        end = offset + doc[last].idx + len(doc[last])
        span = Span(offset + doc[first].idx, end)
        alike = self._by_last[words[-1]]
        if len(words) > 1 and (not alike or alike[-1].words != words):
            alike.append(Name(words, span))
            self._by_capitals.setdefault("".join(word[0] for word in words), span)
        if titles:
            self._titled.add(words[-1])
        if first and (doc[first - 1].lower_ in {*kinds().titles, *kinds().people}):
            self._by_office[doc[first - 1].lower_].append(Name(words, span))
        if gender != "either":
            self._genders.setdefault(words[-1], gender)
        if last + 3 < len(doc) and doc[last + 1].text == "(" and doc[last + 3].text == ")":
            initials = doc[last + 2].text
            if initials.isupper() and len(words) > 1:
                closed = Span(span.start, offset + doc[last + 3].idx + 1)
                self._by_initials.setdefault(initials, closed)

    def gender(self, last: str) -> str:
        """Return the pronoun for a name's last word that a title settles, or `either`."""
        return self._genders.get(last, "either")

    def holder(self, office: str, before: int) -> Span | None:
        """Return the only one whose name the office stood before, `judge Jane Roe`, at its fullest.

        None where the article gives the office to several before a place.
        """
        held = [name for name in self._by_office.get(office, ()) if name.span.start < before]
        if len({name.words[-1] for name in held}) != 1:
            return None
        return max(held, key=lambda name: len(name.words)).span

    def is_given(self, last: str) -> bool:
        """Tell whether the article gives a name of several words that ends in this one."""
        return bool(self._by_last.get(last))

    def is_titled(self, last: str) -> bool:
        """Tell whether a title stands before a name that ends in this word somewhere."""
        return last in self._titled

    def fullest(self, word: str, before: int) -> Span | None:
        """Return the fullest name that a single word stands for, nearest before a place first.

        None where there is none, or where the article gives the word to different names after it.
        """
        if word in self._by_initials:
            return self._by_initials[word]
        if word.isupper() and len(word) >= SHORTEST_INITIALS and word in self._by_capitals:
            return self._by_capitals[word]
        fuller: list[Name] = self._by_last.get(word) or self._by_last.get(word.title(), [])
        earlier = [name for name in fuller if name.span.start < before]
        if not earlier:
            return fuller[0].span if len({name.words for name in fuller}) == 1 else None
        nearest = earlier[-1]
        same = [name for name in earlier if name.words[-2:] == nearest.words[-2:]]
        return max(same, key=lambda name: (len(name.words), name.span.start)).span


def name_runs(doc: "Doc") -> Iterator[Run]:
    """Yield the runs of proper nouns, with the particles and hyphens inside them."""
    first = None
    proper = {doc.vocab.strings[tag] for tag in ("NNP", "NNPS")}
    for i, tag in enumerate(doc.to_array("TAG").tolist()):
        if first is None and tag not in proper:
            continue
        if _named(doc, i, inside=first is not None):
            first = i if first is None else first
        elif first is not None:
            yield first, i - 1
            first = None
    if first is not None:
        yield first, len(doc) - 1


def name_run(doc: "Doc", word: int) -> Run:
    """Return the run of proper nouns around a proper noun."""
    first = last = word
    while first > 0 and _named(doc, first - 1, inside=first > 1):
        first -= 1
    while last + 1 < len(doc) and _named(doc, last + 1, inside=True):
        last += 1
    while doc[first].is_punct and first < word:
        first += 1
    return first, last


def name_start(doc: "Doc", run: Run) -> int:
    """Return where the name itself starts in a run: "Secretary of State | Jane Roe".

    A title stays where a single word follows it: "Queen Elizabeth".
    """
    first, last = run
    table = kinds()
    start = first
    if (
        first < last
        and doc[first].lower_ in table.calendar
        and first
        and doc[first - 1].tag_ == "IN"
    ):
        start = first + 1
    for i in range(first, last):
        if doc[i].lower_ in table.titles:
            start = i + 1
    office = first > 1 and doc[first - 1].lower_ in {"of", "for"}
    if start == first and office and last - first > 1:
        before = [word.lower_ for word in doc[max(first - 4, 0) : first - 1]]
        start += any(word in table.titles or word in table.people for word in before)
    while start < last and (doc[start].is_punct or doc[start].tag_ == "NN"):
        start += 1
    return start


def _named(doc: "Doc", i: int, *, inside: bool) -> bool:
    """Tell whether a word belongs to a name; `inside` says that one has begun."""
    word = doc[i]
    if word.tag_[:3] == "NNP":
        return word.text[0].isalpha() or inside
    if not inside or i + 1 >= len(doc):
        return inside and doc[i - 1].text == "-" and not doc[i - 1].whitespace_
    glued = not doc[i - 1].whitespace_
    if word.text == "-":
        return glued and not word.whitespace_
    if doc[i - 1].text == "-" and glued:
        return True
    return word.lower_ in PARTICLES and (doc[i + 1].tag_[:3] == "NNP" or doc[i + 1].text == "-")
