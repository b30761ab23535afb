"""Claims of one article that repeat or contradict each other."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.matching.differences import differences
from workbench.model import Claim, ClaimPair, Difference, DifferenceKind, PairKind

CONTRADICTING: Final = frozenset(
    {DifferenceKind.FIGURE, DifferenceKind.NEGATION, DifferenceKind.ROLES}
)
"""Differences by which two claims of one event cannot both be right."""
HARMLESS: Final = frozenset({DifferenceKind.SPEAKER})
"""Differences with which two claims still say the same: another said it too."""


def pairs(
    claims: Sequence[Claim], vectors: NDArray[np.float32], *, floor: float
) -> tuple[ClaimPair, ...]:
    """Return the pairs of claims that say the same or contradict each other, in article order.

    `vectors`, shape (claims, dimensions), rows of length 1; only pairs whose cosine reaches `floor`
    are compared. A pair that differs in place, date or actor tells of two events and is neither.
    """
    scores = vectors @ vectors.T
    found = []
    for first, second in combinations(range(len(claims)), 2):
        score = float(scores[first, second])
        if score < floor:
            continue
        differing = differences(claims[first], claims[second])
        kind = _kind(differing)
        if kind is not None:
            found.append(ClaimPair(claims[first], claims[second], kind, score, differing))
    return tuple(found)


def _kind(differing: Sequence[Difference]) -> PairKind | None:
    kinds = {difference.kind for difference in differing}
    if kinds <= HARMLESS:
        return PairKind.REPEATS
    return PairKind.CONTRADICTS if kinds <= HARMLESS | CONTRADICTING else None
