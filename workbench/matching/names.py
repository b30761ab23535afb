"""The people and bodies that a text names, and where two texts name different ones.

A name is a run of capitals inside a sentence; the dependency parse is not asked, so that any text
can be compared at once. A word that only begins a sentence is no name, and a headline with most
words in capitals has none that can be told.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.matching.inflection import spelt_out, stem
from workbench.matching.namesakes import agree
from workbench.matching.spelling import spelling
from workbench.matching.words import STOP_WORDS
from workbench.model import Difference, DifferenceKind

_RUN = re.compile(
    r"(?<![\w.'’$€£<-])(?P<run>(?:(?:[A-Z]\.){2,}|[A-Z][\w&'’-]*)"
    r"(?:(?: (?:of the|of|for|and the|de|al|bin|ibn|von|van|der) |[ .]{1,2}|-)"
    r"(?:(?:[A-Z]\.)+|[A-Z][\w&'’-]*))*)"
)
_NO_NAME = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
    mr mrs ms dr prof sir president minister prime chief general sen rep gov inc corp ltd co company
    plc group gmt utc est edt pm am usd eur
    """.split()  # noqa: SIM905 - as for the stop words
)
_GENERIC = frozenset(
    """
    average bank brigade city college committee company composite council county court department
    exchange group high house index industrial institute ministry national new north office party
    police river saint south state stock street united university west east world of the and for abu
    """.split()  # noqa: SIM905 - as for the stop words
)
"""Words that many names share; no two names are one by these alone."""
_OPENERS = frozenset(
    {
        "since",
        "between",
        "among",
        "despite",
        "amid",
        "although",
        "according",
        "earlier",
        "later",
        "last",
        "late",
        "early",
        "shares",
    }
)
_TITLE_CASE = 0.6
"""From which share of its longer words in capitals a text is a headline that has no names."""
_LONGER = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a text has it."""

    text: str
    words: frozenset[str]
    """Folded, without titles."""

    def fits(self, other: "Name") -> bool:
        """Tell whether both may be one name: a part of the other, or its initials."""
        if self.is_namesake(other):
            return False
        telling, other_telling = (
            {spelling(word) for word in name.words - _GENERIC or name.words}
            for name in (self, other)
        )
        if 2 * len(telling & other_telling) >= min(len(telling), len(other_telling)):
            return True
        return bool(self.words & other.initials or other.words & self.initials)

    def is_namesake(self, other: "Name") -> bool:
        """Tell whether both share a surname, and nothing that stands before it."""
        shared = self.words & other.words - _GENERIC
        return bool(shared) and agree(self.text, other.text) is False

    @property
    def initials(self) -> frozenset[str]:
        """What the capitals spell, folded: `fsa` for the Free Syrian Army."""
        return initials(self.text)


def initials(name: str) -> frozenset[str]:
    """Return what a name's capitals spell, folded: {"fsa"} for the Free Syrian Army."""
    letters = re.findall(r"\b[A-Z]", re.sub(r"^(?:The|An?)\b", "", name))
    return frozenset({"".join(letters).casefold()} if len(letters) > 1 else ())


def names_in(text: str, *, without: Iterable[str] = ()) -> tuple[Name, ...]:
    """Return the names of a text in order, each once; `without` are names of places."""
    if _is_title(text):
        return ()
    placed = {_folded(word) for place in without for word in place.split()}
    found: dict[Name, None] = {}
    for match in _RUN.finditer(text):
        run = match["run"].removesuffix("'s").removesuffix("’s")
        begins = _begins_sentence(text, match.start())
        words = run.split()
        if begins and words[0].casefold() in STOP_WORDS | _OPENERS:
            words = words[1:]
        elif begins and len(words) == 1 and not _is_initials(words[0]):
            continue
        name = " ".join(words)
        kept = {_folded(word) for word in spelt_out(name).split() if word[0].isupper()}
        if telling := kept - _NO_NAME - STOP_WORDS - placed - {""}:
            found[Name(name, frozenset(telling))] = None
    return tuple(found)


def name_differences(
    ours: Sequence[Name], theirs: Sequence[Name], *, ours_text: str, theirs_text: str
) -> list[Difference]:
    """Return the names that each side alone has, where both have some.

    A name of which the other text has a word in any spelling is not one of them.
    """
    if not ours or not theirs:
        return []
    ours_only = _only(ours, theirs, theirs_text)
    theirs_only = _only(theirs, ours, ours_text)
    return [
        Difference(DifferenceKind.ACTOR, one.text, other.text)
        for one, other in zip(ours_only, theirs_only, strict=False)
    ]


def _only(names: Sequence[Name], others: Sequence[Name], other_text: str) -> list[Name]:
    others_words = re.findall(r"[^\W_]+", spelt_out(other_text))
    words = {stem(word) for word in others_words}
    spelt = {spelling(word) for word in others_words if word[0].isupper()}
    whole = [one for one in others if not any(one.words < other.words for other in others)]
    found = []
    for name in names:
        of_namesakes = {
            word for other in whole if name.is_namesake(other) for word in name.words & other.words
        }
        if not any(name.fits(other) for other in whole) and not any(
            stem(part) in words or spelling(part) in spelt
            for word in name.words - _GENERIC - of_namesakes
            for part in word.split("-")
        ):
            found.append(name)
    return found


def _is_title(text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z'’]+", text) if len(word) >= _LONGER]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 2 and capitals > _TITLE_CASE * len(words)  # noqa: PLR2004 - `Angela Merkel`


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"“‘'([")
    if not before or before[-1] in "!?:|":
        return True
    return before.endswith(".") and not re.search(r"\b[A-Z][a-z]{0,2}\.$", before)


def _is_initials(word: str) -> bool:
    return len(word) > 1 and word.replace(".", "").isupper()


def _folded(word: str) -> str:
    return word.replace(".", "").replace("’", "'").removesuffix("'s").casefold()
