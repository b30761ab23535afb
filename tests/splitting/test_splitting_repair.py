"""Attachments that the order of the words puts right."""

import pytest

from workbench.model import Article
from workbench.splitting import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Iran denies such allegations and accuses Washington of lying.",
            ["Iran denies such allegations", "[Iran] accuses Washington of lying"],
        ),
        (
            "The army said in a declaration circulated abroad that it had opted for a retreat.",
            ["[The army] had opted for a retreat"],
        ),
    ],
)
def test_statements_are_parted_where_the_words_show_it(text: str, expected: list[str]) -> None:
    claims = split(Article.of(text, title="A title")).claims
    assert [claim.text for claim in claims] == expected


def test_a_subject_before_an_interruption_is_the_last_verbs() -> None:
    text = (
        "The Amalia, renamed the Hope for its mission as an aid ship, "
        "departed the port of Oslund yesterday."
    )
    found = [claim.text for claim in split(Article.of(text, title="A title")).claims]
    assert "departed the port of Oslund yesterday" not in found
    assert "[The Amalia] renamed the Hope for its mission as an aid ship" in found


def test_who_stands_behind_the_last_cue_of_a_sentence_says_it() -> None:
    text = "The bridge is the oldest in Norland, reported the Daily Gazette."
    claims = split(Article.of(text, title="A title")).claims
    assert [(claim.text, claim.speaker) for claim in claims] == [
        ("The bridge is the oldest in Norland", "the Daily Gazette")
    ]
