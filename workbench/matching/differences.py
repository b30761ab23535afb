"""What a claim and a past claim say differently; similarity alone cannot tell 4,000 from 40,000."""

import re
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from workbench.matching.figure_difference import figure_differences
from workbench.matching.negation import negation_differences
from workbench.matching.words import terms
from workbench.model import Difference, DifferenceKind, Figure


class Statement(Protocol):
    """What a `Claim` and a `PastClaim` have in common."""

    @property
    def text(self) -> str:
        """A sentence that can be read alone."""

    @property
    def speaker(self) -> str | None:
        """Who said it, where that is known."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers that the text states."""


def differences(ours: Statement, theirs: Statement) -> tuple[Difference, ...]:
    """Return the respects in which two claims differ, figures first; empty for none found.

    Each difference holds the words of both sides. None found does not mean that they say the same.
    """
    return tuple(found for check in CHECKS for found in check(ours, theirs))


def _figures(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    return figure_differences(ours.figures, theirs.figures)


def _negations(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    return negation_differences(ours.text, theirs.text)


def _speakers(ours: Statement, theirs: Statement) -> Iterable[Difference]:
    if ours.speaker and theirs.speaker and not _same_speaker(ours.speaker, theirs.speaker):
        yield Difference(DifferenceKind.SPEAKER, ours.speaker, theirs.speaker)


CHECKS: Final[tuple[Callable[[Statement, Statement], Iterable[Difference]], ...]] = (
    _figures,
    _negations,
    _speakers,
)
"""The respects that are looked at, in the order in which they are shown."""

_PRONOUNS = frozenset({"he", "her", "him", "i", "it", "she", "they", "them", "we", "who"})


def _same_speaker(ours: str, theirs: str) -> bool:
    """Tell whether two names may be one speaker's: a part of the other, or its initials."""
    ours, theirs = (name.strip("[] ") for name in (ours, theirs))
    if ours.casefold() in _PRONOUNS or theirs.casefold() in _PRONOUNS:
        return True
    words, other_words = set(terms(ours)), set(terms(theirs))
    if words <= other_words or other_words <= words:
        return True
    return bool(words & _initials(theirs) or other_words & _initials(ours))


def _initials(name: str) -> set[str]:
    """Return what a name's capitals spell: {"fsa"} for the Free Syrian Army."""
    letters = re.findall(r"\b[A-Z]", re.sub(r"^(?:The|An?)\b", "", name))
    return {"".join(letters).casefold()} if len(letters) > 1 else set()
