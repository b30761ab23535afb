import pytest

from workbench.matching.fusion import WORDS_WEIGHT, rank


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


def test_of_equal_candidates_the_earlier_comes_first() -> None:
    assert [identity for identity, _ in rank({"b": 0.5, "a": 0.5}, {})] == ["b", "a"]


def test_no_candidates_rank_to_nothing() -> None:
    assert rank({}, {}) == []
