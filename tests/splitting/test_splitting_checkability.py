"""What is a claim and what is none: plans beside forecasts, fragments beside captions."""

import pytest

from workbench.model import Article, LeftOutReason
from workbench.splitting import split


def claims(text: str) -> list[str]:
    return [claim.text for claim in split(Article.of(text, title="A title")).claims]


def left_out(text: str) -> set[LeftOutReason]:
    return {item.reason for item in split(Article.of(text, title="A title")).left_out}


@pytest.mark.parametrize(
    "statement",
    [
        "The talks are expected to start in April",
        "The law will require new filters",
        "Small firms will not be asked to pay",
    ],
)
def test_what_is_planned_or_decided_is_a_claim(statement: str) -> None:
    assert claims(f"{statement}.") == [statement]


def test_a_plan_that_somebody_tells_of_is_a_claim() -> None:
    (claim,) = split(
        Article.of("A ministry official said Berg would meet the king.", title="A title")
    ).claims
    assert claim.text == "Berg would meet the king"
    assert claim.speaker == "A ministry official"


@pytest.mark.parametrize(
    "forecast",
    [
        "The water is expected to fall by Friday.",
        "The number will increase during the day.",
        "Anna Berg said the rules would damage the harbour.",
    ],
)
def test_a_change_that_nobody_decides_is_a_forecast(forecast: str) -> None:
    assert claims(forecast) == []
    assert LeftOutReason.PREDICTION in left_out(forecast)


def test_a_negated_statement_is_no_instruction() -> None:
    text = "The bill sets up a council and does not provide for fees."
    assert "[The bill] does not provide for fees" in claims(text)


def test_a_long_sentence_with_a_full_stop_is_no_caption() -> None:
    text = (
        "The vehicle route led from the old lawn of the upper campus down the long mall to the"
        " parade ground."
    )
    assert LeftOutReason.CAPTION not in left_out(text)


@pytest.mark.parametrize(
    "quoted",
    ["We need very much to find a way.", "They have to do more.", "We were thrilled."],
)
def test_a_quoted_need_or_feeling_is_a_view(quoted: str) -> None:
    text = f"Anna Berg spoke to reporters in Oslund. “{quoted}” she said."
    assert claims(text) == ["Anna Berg spoke to reporters in Oslund"]
    assert LeftOutReason.OPINION in left_out(text)


def test_a_possibility_that_somebody_tells_of_is_a_claim() -> None:
    text = "“There might be more ships in the bay of Oslund,” said Anna Berg."
    assert claims(text) == ["There might be more ships in the bay of Oslund"]


def test_a_feeling_of_others_is_a_claim() -> None:
    text = "Anna Berg said the miners were “worried” about the pit."
    assert claims(text) == ["the miners were “worried” about the pit"]


@pytest.mark.parametrize("left", ["he is quoted", "he then went on"])
def test_a_pronoun_and_an_empty_verb_state_nothing(left: str) -> None:
    text = f"Anna Berg left Oslund on Monday. {left[0].upper()}{left[1:]}."
    assert claims(text) == ["Anna Berg left Oslund on Monday"]


@pytest.mark.parametrize(
    "quoted", ["We have no choice.", "We are not surprised.", "They have a right to know."]
)
def test_a_quoted_right_or_state_of_mind_is_a_view(quoted: str) -> None:
    text = f"Anna Berg spoke to reporters in Oslund. “{quoted}” she said."
    assert claims(text) == ["Anna Berg spoke to reporters in Oslund"]


def test_what_is_going_to_happen_is_a_forecast() -> None:
    text = "“They are going to create tension in the town,” said Anna Berg."
    assert claims(text) == []
    assert LeftOutReason.PREDICTION in left_out(text)


def test_a_relative_clause_of_a_quoted_view_is_no_claim() -> None:
    text = "“It must be a solution that finds a way to open the border,” said Anna Berg."
    assert claims(text) == []


def test_a_decision_that_is_expected_to_be_taken_is_a_claim() -> None:
    text = "A decision is expected to be made in April."
    assert claims(text) == ["A decision is expected to be made in April"]


def test_what_a_quotation_says_of_a_kind_is_a_general_truth() -> None:
    text = "“Governments come and go. The government has resigned,” said Jane Roe."
    splitting = split(Article.of(text, title="A title"))
    assert [claim.text for claim in splitting.claims] == ["The government has resigned"]
    assert LeftOutReason.GENERAL in {item.reason for item in splitting.left_out}


@pytest.mark.parametrize(
    "said",
    [
        "Anna Berg said that the loss was “inevitable”.",
        "Anna Berg said that closing the mine has a strong rationale.",
        "Anna Berg said that the miners were like soldiers.",
        "“Our thoughts are with the families of the miners,” said Anna Berg.",
        "“The system simply does not work for the miners,” said Anna Berg.",
        "“The challenge is to keep the mine open,” said Anna Berg.",
        "“The miners cannot afford to wait another year,” said Anna Berg.",
        "“The decision was a cruel one,” said Anna Berg.",
        "“The noise in the valley is getting to be outrageous,” said Anna Berg.",
    ],
)
def test_a_speakers_own_judgement_is_a_view(said: str) -> None:
    assert claims(said) == []
    assert LeftOutReason.OPINION in left_out(said)


@pytest.mark.parametrize(
    "told", ["there were “massive losses” in the valley", "the mine was “the first of its kind”"]
)
def test_what_can_be_looked_up_is_no_view_in_quotation_marks(told: str) -> None:
    assert claims(f"Anna Berg said {told}.") == [told]


def test_what_would_be_in_somebodys_own_words_is_a_forecast() -> None:
    said = "Anna Berg said the council would “not sell the mill”."
    assert claims(said) == []
    assert LeftOutReason.PREDICTION in left_out(said)
