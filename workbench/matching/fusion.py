"""The search by meaning and the search by words made into one ranking."""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

Key = TypeVar("Key", bound=Hashable)
"""What a claim goes by: its id, or its row."""

WORDS_WEIGHT: Final = 0.33
"""What the best score by words adds to a cosine; fitted on CheckThat! 2022 2A train."""


def rank(
    cosines: Mapping[Key, float],
    word_scores: Mapping[Key, float],
    *,
    words_asked: int | None = None,
) -> list[tuple[Key, float]]:
    """Rank claims by meaning and words together: (id, score), best first.

    `cosines` holds the candidates of both searches, `word_scores` the BM25 of those that the search
    by words listed. A score is the cosine plus a share of the best BM25, which does not depend on
    the size of the collection (a weighted CombSUM: Fox and Shaw, 1994, Combination of multiple
    searches); reciprocal rank fusion does worse here, as `benchmarks/matching.py` shows. Where the
    search by words gave all the `words_asked` claims it was asked for, it was cut off, and a
    candidate it does not list counts as its last one. Of equal scores the earlier of `cosines`
    comes first.
    """
    best = max(word_scores.values(), default=0.0)
    share = WORDS_WEIGHT / best if best > 0 else 0.0
    cut_off = words_asked is not None and len(word_scores) >= words_asked > 0
    unlisted = min(word_scores.values()) if cut_off else 0.0
    scores = {
        identity: cosine + share * word_scores.get(identity, unlisted)
        for identity, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda scored: -scored[1])
