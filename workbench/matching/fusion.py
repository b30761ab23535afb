"""The search by meaning and the search by words made into one ranking."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

WORDS_WEIGHT: Final = 1.2
"""What words can add to a cosine at most."""
HALF: Final = 60.0
"""The BM25 that adds half of it. Both were fitted on CheckThat! 2022 2A train."""


def fused(cosines: NDArray[np.floating], bm25: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what claims are ranked by, of equal shapes: the cosine plus a share of BM25.

    A weighted CombSUM (Fox and Shaw, 1994, Combination of multiple searches) of the cosine and of
    BM25 with the saturation of Craswell et al. (2005, Relevance weighting for query independent
    evidence). It is a matter of two texts, whatever else is found, so that a claim that comes in
    moves no other two past each other. Reciprocal rank fusion, and the share of the best BM25
    found, do no better (`benchmarks/matching.py`).
    """
    found: NDArray[np.float64] = cosines + WORDS_WEIGHT * bm25 / (bm25 + HALF)
    return found
