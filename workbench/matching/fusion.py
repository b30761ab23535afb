"""Several rankings of the same claims made into one."""

from collections.abc import Iterable, Sequence

RANK_CONSTANT = 60
"""The value of Cormack, Clarke and Büttcher (2009)."""


def reciprocal_rank_fusion(
    rankings: Iterable[Sequence[str]],
    *,
    k: int = RANK_CONSTANT,
    weights: Sequence[float] | None = None,
) -> list[tuple[str, float]]:
    """Fuse rankings of ids, each best first, into (id, score), best first.

    An id scores `weight / (k + rank)` in each ranking that has it, ranks from 1 (Cormack, Clarke
    and Büttcher, 2009: Reciprocal rank fusion outperforms Condorcet and individual rank learning
    methods). Of equal scores the id that an earlier ranking has first comes first.
    """
    scores: dict[str, float] = {}
    listed = list(rankings)
    for ranking, weight in zip(listed, weights or [1.0] * len(listed), strict=True):
        for rank, identity in enumerate(ranking, 1):
            scores[identity] = scores.get(identity, 0.0) + weight / (k + rank)
    return sorted(scores.items(), key=lambda scored: -scored[1])
