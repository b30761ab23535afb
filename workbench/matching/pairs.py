"""Claims of one article that repeat or contradict each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.matching.differences import Statement
from workbench.matching.relation import Comparison, Relation, compare
from workbench.matching.words import terms
from workbench.model import Claim, ClaimPair, DifferenceKind, Figure, Manner, PairKind, Span

HARMLESS: Final = frozenset({DifferenceKind.SPEAKER})
"""Differences with which two claims still say the same: another said it too."""
CONTRADICTING: Final = frozenset(
    {
        DifferenceKind.FIGURE,
        DifferenceKind.NEGATION,
        DifferenceKind.OPPOSITE,
        DifferenceKind.ROLES,
    }
)
"""Differences by which two claims of one event cannot both be right."""
SAME_WORDS: Final = 0.75
"""Share of the words of the longer claim from which two claims are the same but for wording."""

BLOCK: Final = 256
"""Claims that are held against all others at once."""


def pairs(
    claims: Sequence[Claim], vectors: NDArray[np.float32], *, floor: float
) -> tuple[ClaimPair, ...]:
    """Return the pairs of claims that say the same or contradict each other, in article order.

    `vectors`, shape (claims, dimensions), rows of length 1; only pairs whose cosine reaches `floor`
    are compared. Two claims that tell of two events, or that differ and may both be true, are no
    pair; nor are two that were cut out of the same words of the article.
    """
    statements = [_statement(claim) for claim in claims]
    found = []
    for first, second in _near(vectors, floor):
        if _share_words(claims[first], claims[second]):
            continue
        score = float(vectors[first] @ vectors[second])
        comparison = compare(statements[first], statements[second], cosine=score)
        kind = _kind(statements[first], statements[second], comparison)
        if kind is not None:
            found.append(
                ClaimPair(claims[first], claims[second], kind, score, comparison.differences)
            )
    return tuple(found)


def _near(vectors: NDArray[np.float32], floor: float) -> Iterator[tuple[int, int]]:
    """Yield the places of rows whose cosine reaches the floor, the first before the second.

    Some rows at a time: all products of ten thousand rows take 400 MB, and hold the interpreter,
    which a screen waits for, for 20 ms a step.
    """
    for start in range(0, len(vectors), BLOCK):
        products = vectors[start : start + BLOCK] @ vectors[start:].T
        firsts, seconds = np.nonzero(np.triu(products >= floor, k=1))
        yield from zip((firsts + start).tolist(), (seconds + start).tolist(), strict=True)


def _share_words(one: Claim, other: Claim) -> bool:
    """Tell whether two claims hold the same words of the article, or one much of the other’s."""
    if _common(one.spans, other.spans):
        return True
    return _borrows(one, other) or _borrows(other, one)


def _borrows(one: Claim, other: Claim) -> bool:
    sources = [bracket.source for bracket in one.brackets]
    own = sum(span.end - span.start for span in other.spans)
    return _common(sources, other.spans) > own / 3


def _common(spans: Iterable[Span], others: Sequence[Span]) -> int:
    """Return how many code points two lists of spans have in common."""
    return sum(
        max(min(span.end, other.end) - max(span.start, other.start), 0)
        for span in spans
        for other in others
    )


def _statement(claim: Claim) -> Statement:
    """Return a claim with its figures placed in its text, where they stand in its article."""
    return replace(Statement.of(claim), figures=tuple(_placed(claim.text, claim.figures)))


def _placed(text: str, figures: Iterable[Figure]) -> Iterable[Figure]:
    for figure in figures:
        at = text.find(figure.text)
        yield figure if at < 0 else replace(figure, span=Span(at, at + len(figure.text)))


def _kind(one: Statement, other: Statement, comparison: Comparison) -> PairKind | None:
    """Tell how two near claims belong together.

    Claims of one article mostly tell of one event, so that what rules one of them out is believed
    without the comparison, which was made on claims of different articles.
    """
    kinds = {difference.kind for difference in comparison.differences}
    if [one.manner, other.manner].count(Manner.COULD_NOT_CONFIRM) == 1:
        return None  # who could not confirm it neither says so nor denies it
    if kinds <= HARMLESS:
        same = comparison.relation is Relation.COMPATIBLE or _same_words(one.text, other.text)
        return PairKind.REPEATS if same else None
    if comparison.relation is Relation.CONFLICT or kinds <= HARMLESS | CONTRADICTING:
        return PairKind.CONTRADICTS
    return None


def _same_words(one: str, other: str) -> bool:
    ours, theirs = set(terms(one)), set(terms(other))
    return len(ours & theirs) >= SAME_WORDS * max(len(ours), len(theirs), 1)
