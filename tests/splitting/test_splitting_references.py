"""What stands in a claim's brackets: strong evidence only."""

import pytest

from workbench.model import Article
from workbench.splitting import split


def texts(text: str) -> list[str]:
    return [claim.text for claim in split(Article.of(text, title="A title")).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ministry closed the bridge. It had opened in 1974.",
            "[The ministry] had opened in 1974",
        ),
        (
            "Anna Berg resigned on Monday. She had led the party since 2004.",
            "[Anna Berg] had led the party since 2004",
        ),
        (
            "Anna Berg resigned on Monday. Her office confirmed the date.",
            "[Anna Berg] office confirmed the date",
        ),
        (
            "Officers saved 200 men after they were found swimming off the coast.",
            "[200 men] were found swimming off the coast",
        ),
        (
            "The price of bread rose by 9 percent. This led to protests in Oslund.",
            "[The price of bread rose by 9 percent] led to protests in Oslund",
        ),
    ],
)
def test_a_pronoun_stands_for_the_nearest_phrase_that_agrees(text: str, expected: str) -> None:
    assert expected in texts(text)


def test_we_in_a_persons_mouth_keeps_its_word_and_gets_the_speaker() -> None:
    assert "[Anna Berg] We have closed 14 schools" in texts(
        "“We have closed 14 schools,” said Anna Berg."
    )


def test_i_stands_for_the_speaker() -> None:
    assert "[Anna Berg] resigned in March" in texts("Anna Berg said: “I resigned in March.”")


def test_a_filler_it_is_left_as_it_is() -> None:
    assert texts("The court ruled. It took three hours to read the verdict.")[-1].startswith("It")


def test_the_speakers_own_group_is_named() -> None:
    assert "[The Red Cross] had been given a permit on Monday" in texts(
        "The Red Cross said the organisation had been given a permit on Monday."
    )


def test_what_a_quotation_leaves_open_is_no_claim() -> None:
    assert texts("Anna Berg said: “They failed.”") == []


def test_these_stands_for_the_only_things_before() -> None:
    found = texts("Anna Berg announced plans to move the harbour, but these never came about.")
    assert "[plans to move the harbour] never came about" in found


def test_these_is_not_replaced_where_two_things_could_be_meant() -> None:
    found = texts("The council has rules and plans for boats. These came into force in May.")
    assert "[The council has rules and plans for boats] These came into force in May" in found


def test_a_described_thing_is_traced_to_the_same_thing_before() -> None:
    found = texts("The company owned a mine of black coal. This old mine closed in 2004.")
    assert "[a mine of black coal] closed in 2004" in found


def test_this_stands_for_a_statement_with_what_interrupts_it() -> None:
    found = texts("Anna Berg, who lives in Oslund, won the race. This became her third win.")
    assert "[Anna Berg, who lives in Oslund, won the race] became her third win" in found


def test_he_is_not_the_one_whom_he_acts_on() -> None:
    found = texts("Karl Brandt resigned on Monday. He accused Brandt of a cover-up.")
    assert "[Karl Brandt] accused Brandt of a cover-up" not in found


def test_a_hyphenated_name_is_one_person() -> None:
    found = texts("Karl Lind-Brandt resigned on Monday. His lawyer confirmed the date.")
    assert "[Karl Lind-Brandt] lawyer confirmed the date" in found


def test_what_is_the_first_of_its_kind_is_what_the_article_is_about() -> None:
    text = (
        "Two ships sink off Norland\n\nTwo ships sank on Monday. Rescuers searched the sea."
        "\n\nThis is the third such loss in a year."
    )
    assert texts(text)[-1] == "[Two ships sink off Norland] is the third such loss in a year"


def test_that_year_is_the_year_named_last() -> None:
    text = "The cave was found in 2010. That year, bones were found in the cave."
    assert texts(text)[-1] == "[2010] bones were found in the cave"


def test_this_year_is_the_year_of_the_date_line() -> None:
    text = "May 4, 2011\n\nThe club won in 1990. This year, the club lost every match."
    assert texts(text)[-1] == "[2011] the club lost every match"


def test_a_noun_that_sums_up_what_was_told_has_it_in_front() -> None:
    text = "The club scored six goals in May. This effort brought it the cup."
    assert texts(text)[-1].startswith("[The club scored six goals in May] This effort brought")


def test_a_bracket_stands_before_the_marks_of_the_word_after_it() -> None:
    text = 'Anna Berg said[link=http://x] according to the ministry"” “It is overThe river rose'
    for claim in split(Article.of(text, title="x")).claims:
        assert "“ [" not in claim.text


def test_those_who_have_what_was_told_of_them_in_front() -> None:
    text = "A bus tripped the pilgrims. Those who fell were crushed by the others."
    assert texts(text)[-1].startswith("[A bus tripped the pilgrims] Those who fell")


def test_a_relative_pronoun_begins_no_claim() -> None:
    found = texts("She won the Emmy for the film in 1976, but which thrust her into the limelight.")
    assert not any(claim.startswith("which") for claim in found)
