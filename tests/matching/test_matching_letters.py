import pytest

from workbench.matching.letters import letter_scores


def test_a_text_is_spelt_like_itself() -> None:
    scores = letter_scores("The convoy left.", {"same": "The CONVOY, left", "other": "Rain fell"})
    assert scores["same"] == pytest.approx(1)
    assert scores["other"] == 0


def test_words_that_are_joined_or_inflected_still_meet() -> None:
    others = {"joined": "Flood warnings ignored", "apart": "The bank kept its rate"}
    scores = letter_scores("floodwarning was ignored", others)
    assert scores["joined"] > 0.4 > scores["apart"]


def test_what_few_candidates_have_weighs_more() -> None:
    others = {
        "name": "In Homs Orsova spoke",
        "place": "In Homs the market burned",
        "more": "In Homs a bridge fell",
    }
    scores = letter_scores("Homs: Orsova", others)
    assert scores["name"] > scores["place"]


@pytest.mark.parametrize("text", ["", "?", "a"])
def test_a_text_without_letters_is_like_nothing(text: str) -> None:
    assert letter_scores(text, {"a": "The convoy left", "b": text}) == {"a": 0, "b": 0}


def test_no_candidates_have_no_scores() -> None:
    assert letter_scores("The convoy left", {}) == {}
