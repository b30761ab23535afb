"""Several rankings of the same claims made into one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

RANK_CONSTANT: Final = 60
"""The value of Cormack, Clarke and Büttcher (2009)."""

WORDS_WEIGHT: Final = 0.33
"""What the best score by words adds to a cosine; fitted on CheckThat! 2022 2A train."""

WORDS_BESIDE_LETTERS: Final = 0.2
"""The same where letters count too."""

LETTERS_WEIGHT: Final = 0.75
"""What the same spelling adds to a cosine; fitted on CheckThat! 2022 2A train."""


def rank(
    cosines: Mapping[str, float],
    word_scores: Mapping[str, float],
    *,
    letters: Mapping[str, float] | None = None,
    words_asked: int | None = None,
) -> list[tuple[str, float]]:
    """Rank claims by meaning and words together: (id, score), best first.

    `cosines` holds the candidates of both searches, `word_scores` the BM25 of those that the search
    by words listed, `letters` what `letter_scores` makes of the candidates' texts, where they are
    at hand. A score is the cosine, plus a share of the best BM25, which does not depend on the size
    of the collection, plus the likeness of letters (a weighted CombSUM: Fox and Shaw, 1994,
    Combination of multiple searches). Where the search by words gave all the `words_asked` claims
    it was asked for, it was cut off, and a candidate it does not list counts as its last one. Of
    equal scores the earlier of `cosines` comes first.
    """
    best = max(word_scores.values(), default=0.0)
    weight = WORDS_WEIGHT if letters is None else WORDS_BESIDE_LETTERS
    share = weight / best if best > 0 else 0.0
    cut_off = words_asked is not None and len(word_scores) >= words_asked > 0
    unlisted = min(word_scores.values()) if cut_off else 0.0
    scores = {
        identity: cosine
        + share * word_scores.get(identity, unlisted)
        + LETTERS_WEIGHT * (letters or {}).get(identity, 0.0)
        for identity, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda scored: -scored[1])


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
