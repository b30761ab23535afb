"""What a claim and a past claim say differently; similarity alone cannot tell 4,000 from 40,000."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from workbench.matching.date_difference import date_differences
from workbench.matching.figure_difference import figure_differences
from workbench.matching.inflection import spelt_out
from workbench.matching.names import Name, initials, name_differences, names_in
from workbench.matching.namesakes import agree
from workbench.matching.negation import negation_differences
from workbench.matching.places import Place, place_differences, places_in
from workbench.matching.roles import doer_differences, role_differences
from workbench.matching.spelling import spelling
from workbench.matching.words import terms
from workbench.model import (
    Claim,
    DateMention,
    Difference,
    DifferenceKind,
    Figure,
    FigureKind,
    Frame,
    Manner,
    PastClaim,
)


class Comparable(Protocol):
    """What a `Claim`, a `PastClaim` and a `Statement` have in common."""

    @property
    def text(self) -> str:
        """A sentence that can be read alone."""

    @property
    def speaker(self) -> str | None:
        """Who said it, where that is known."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers that the text states."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is compared of a claim, a past claim or a text."""

    text: str
    """A sentence that can be read alone."""
    speaker: str | None = None
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    frames: tuple[Frame, ...] = ()
    """Empty where the text has not been parsed: its words are compared alone."""
    manner: Manner | None = None
    """How its speaker puts it; None where that is not known."""

    @classmethod
    def of(
        cls,
        claim: Comparable,
        *,
        dates: tuple[DateMention, ...] = (),
        frames: tuple[Frame, ...] = (),
    ) -> "Statement":
        """Return what is compared of a claim; a claim's own dates come before those given."""
        if isinstance(claim, cls):
            return claim
        own = claim.dates if isinstance(claim, Claim) else ()
        manner = claim.manner if isinstance(claim, Claim | PastClaim) else None
        return cls(claim.text, claim.speaker, claim.figures, own or dates, frames, manner)


def differences(ours: Comparable, theirs: Comparable) -> tuple[Difference, ...]:
    """Return the respects in which two statements differ, figures first; empty for none found.

    Each difference holds the words of both sides. None found does not mean that they say the same.
    """
    one, other = Statement.of(ours), Statement.of(theirs)
    return tuple(found for check in CHECKS for found in check(one, other))


def _figures(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    return figure_differences(ours.figures, theirs.figures)


def _dates(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    return date_differences(ours.dates, theirs.dates)


def _places(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    return place_differences(places_of(ours.text), places_of(theirs.text))


def _actors(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    found = name_differences(
        names_of(ours.text),
        names_of(theirs.text),
        ours_text=ours.text,
        theirs_text=theirs.text,
    )
    return found or doer_differences(ours.frames, theirs.frames)


def _roles(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    return role_differences(
        ours.text, theirs.text, our_frames=ours.frames, their_frames=theirs.frames
    )


def _negations(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    """Return what one side negates; where the words tell nothing, who denies what they say."""
    found = negation_differences(ours.text, theirs.text)
    manners = (ours.manner, theirs.manner)
    if not found and manners.count(Manner.DENIED) == 1:
        return [Difference(DifferenceKind.NEGATION, *(manner or "stated" for manner in manners))]
    return found


def _speakers(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    if ours.speaker and theirs.speaker and not _same_speaker(ours.speaker, theirs.speaker):
        yield Difference(DifferenceKind.SPEAKER, ours.speaker, theirs.speaker)


CHECKS: Final[tuple[Callable[[Statement, Statement], Iterable[Difference]], ...]] = (
    _figures,
    _negations,
    _roles,
    _dates,
    _places,
    _actors,
    _speakers,
)
"""The respects that are looked at, in the order in which they are shown."""

_PRONOUNS = frozenset({"he", "her", "him", "i", "it", "she", "they", "them", "we", "who"})


@lru_cache(maxsize=16_384)
def places_of(text: str) -> tuple[Place, ...]:
    """Return the places that a text names; looked for once."""
    return places_in(text)


@lru_cache(maxsize=16_384)
def names_of(text: str) -> tuple[Name, ...]:
    """Return the names of a text that are no places; looked for once."""
    return names_in(text, without=[place.text for place in places_of(text)])


@lru_cache(maxsize=16_384)
def _same_speaker(ours: str, theirs: str) -> bool:
    """Tell whether two names may be one speaker's: a part or a form of the other, or initials."""
    ours, theirs = (name.strip("[] ") for name in (ours, theirs))
    if ours.casefold() in _PRONOUNS or theirs.casefold() in _PRONOUNS:
        return True
    words, other_words = _spelt(ours), _spelt(theirs)
    if words <= other_words or other_words <= words or agree(ours, theirs):
        return True
    return bool(words & initials(theirs) or other_words & initials(ours))


def _spelt(name: str) -> set[str]:
    """Return the terms of a name, whatever its spelling."""
    words = spelt_out(name).split()
    return set(
        terms(" ".join(word if re.search(r"\d", word) else spelling(word) for word in words))
    )


_NO_QUANTITY = frozenset({FigureKind.YEAR, FigureKind.DATE, FigureKind.TIME, FigureKind.ORDINAL})


def quantities(statement: Statement) -> list[Figure]:
    """Return the figures that say how many or how much, and have a value."""
    return [
        figure
        for figure in statement.figures
        if figure.value is not None and figure.kind not in _NO_QUANTITY
    ]
