"""The name of the report's file."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Article
from workbench.tui.report_file import report_name, slug

AT = dt.datetime(2012, 3, 2, 9, 5, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("After the retreat", "after-the-retreat"),
        ("Évacués à Homs: 4.000?", "evacues-a-homs-4-000"),
        ("../../etc/passwd", "etc-passwd"),
        (
            "A title of so many words that no file name should hold them all",
            "a-title-of-so-many-words-that-no-file",
        ),
        ("x" * 200, "x" * 40),
    ],
)
def test_the_title_becomes_plain_letters_and_dashes(title: str, expected: str) -> None:
    assert slug(Article.of("text", title=title)) == expected


def test_a_title_without_plain_letters_gives_way_to_the_id() -> None:
    article = Article.of("text", title="حمص")

    assert slug(article) == article.id[:8]


def test_the_name_says_what_it_is_of_what_and_when() -> None:
    article = Article.of("text", title="After the retreat")

    assert report_name(article, AT) == "claim-status-after-the-retreat-20120302-090507.md"
    assert (
        report_name(article, AT, again=2) == "claim-status-after-the-retreat-20120302-090507-2.md"
    )


@given(st.text(max_size=80))
def test_any_title_gives_a_file_name_without_folders(title: str) -> None:
    name = report_name(Article.of("text", title=title), AT)

    assert "/" not in name
    assert name.isascii()
    assert len(name) < 100
