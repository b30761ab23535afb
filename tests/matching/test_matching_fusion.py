import pytest

from workbench.matching.fusion import LETTERS_WEIGHT, WORDS_WEIGHT, rank, reciprocal_rank_fusion


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


def test_meaning_and_words_are_weighed_together() -> None:
    ranked = rank({"a": 0.7, "b": 0.6, "c": 0.5}, {"b": 8.0, "c": 4.0})
    assert [identity for identity, _ in ranked] == ["b", "a", "c"]
    assert dict(ranked)["b"] == pytest.approx(0.6 + WORDS_WEIGHT)
    assert dict(ranked)["c"] == pytest.approx(0.5 + WORDS_WEIGHT / 2)


def test_the_scale_of_the_word_scores_does_not_matter() -> None:
    cosines = {"a": 0.7, "b": 0.6}
    assert rank(cosines, {"b": 0.02, "a": 0.01}) == rank(cosines, {"b": 40.0, "a": 20.0})


def test_what_a_list_cut_off_leaves_out_counts_as_its_last() -> None:
    cosines, words = {"a": 0.7, "b": 0.6}, {"b": 8.0, "c": 6.0}
    assert rank(cosines, words)[0][0] == "b"
    assert rank(cosines, words, words_asked=2)[0][0] == "a"
    assert rank(cosines, words, words_asked=3)[0][0] == "b"


@pytest.mark.parametrize("words", [{}, {"a": 0.0}])
def test_without_word_scores_the_cosine_decides(words: dict[str, float]) -> None:
    assert rank({"a": 0.1, "b": 0.9}, words, words_asked=0) == [("b", 0.9), ("a", 0.1)]


def test_letters_count_where_they_are_given() -> None:
    cosines = {"a": 0.7, "b": 0.6}
    assert rank(cosines, {}, letters={"b": 0.4}) == [
        ("b", 0.6 + LETTERS_WEIGHT * 0.4),
        ("a", 0.7),
    ]


def test_of_equal_candidates_the_earlier_comes_first() -> None:
    assert [identity for identity, _ in rank({"b": 0.5, "a": 0.5}, {})] == ["b", "a"]


def test_no_candidates_rank_to_nothing() -> None:
    assert rank({}, {}) == []
