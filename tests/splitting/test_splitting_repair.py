"""Attachments that agreement and word order put right."""

import pytest

from workbench.model import Article
from workbench.splitting import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fishermen first noticed the people and a warship was deployed to retrieve them.",
            ["Fishermen first noticed the people", "a warship was deployed to retrieve them"],
        ),
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


def test_an_apposition_behind_a_name_describes_the_name() -> None:
    text = "The ruling binds the 47 members of the Council of Norland, the continent's monitor."
    found = [claim.text for claim in split(Article.of(text, title="A title")).claims]
    assert "the Council of Norland, the continent's monitor" in found
