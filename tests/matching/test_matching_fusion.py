import numpy as np
import pytest

from workbench.matching.fusion import HALF, WORDS_WEIGHT, fused


def test_meaning_and_words_are_weighed_together() -> None:
    scores = fused(np.array([0.7, 0.6, 0.5]), np.array([0.0, HALF, HALF / 2]))
    assert scores == pytest.approx([0.7, 0.6 + WORDS_WEIGHT / 2, 0.5 + WORDS_WEIGHT / 3])


def test_many_words_in_common_add_no_more_than_the_weight() -> None:
    (score,) = fused(np.array([0.5]), np.array([1e9]))
    assert 0.5 + 0.99 * WORDS_WEIGHT < score < 0.5 + WORDS_WEIGHT


def test_a_score_is_the_same_whatever_else_is_ranked() -> None:
    cosines, words = np.array([0.7, 0.6], dtype=np.float32), np.array([3.0, 30.0])
    alone = [fused(cosines[[n]], words[[n]])[0] for n in (0, 1)]
    assert fused(cosines, words).tolist() == alone


def test_no_candidates_rank_to_nothing() -> None:
    assert len(fused(np.empty(0), np.empty(0))) == 0
