import pytest

from workbench.matching.fusion import reciprocal_rank_fusion


def test_what_both_rankings_have_beats_what_leads_one() -> None:
    fused = reciprocal_rank_fusion([["a", "b"], ["c", "b"]])
    assert [identity for identity, _ in fused] == ["b", "a", "c"]


def test_scores_are_those_of_the_paper() -> None:
    fused = dict(reciprocal_rank_fusion([["a", "b"], ["b"]]))
    assert fused["a"] == pytest.approx(1 / 61)
    assert fused["b"] == pytest.approx(1 / 62 + 1 / 61)


def test_a_small_constant_lets_the_leader_win() -> None:
    rankings = [["a", "b"], ["c", "d", "e", "f", "b"]]
    assert reciprocal_rank_fusion(rankings, k=0)[0][0] == "a"
    assert reciprocal_rank_fusion(rankings, k=60)[0][0] == "b"


def test_weights_prefer_a_ranking() -> None:
    fused = reciprocal_rank_fusion([["a"], ["b"]], weights=[1.0, 2.0])
    assert [identity for identity, _ in fused] == ["b", "a"]


def test_of_equal_scores_the_first_ranking_decides() -> None:
    fused = reciprocal_rank_fusion([["b", "a"], ["a", "b"]])
    assert [identity for identity, _ in fused] == ["b", "a"]


def test_no_rankings_fuse_to_nothing() -> None:
    assert reciprocal_rank_fusion([]) == []
    assert reciprocal_rank_fusion([[], []]) == []


def test_a_weight_for_each_ranking_is_asked_for() -> None:
    with pytest.raises(ValueError, match="shorter"):
        reciprocal_rank_fusion([["a"], ["b"]], weights=[1.0])
