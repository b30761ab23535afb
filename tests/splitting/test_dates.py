import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.splitting.dates import dates_in

THURSDAY = dt.date(2012, 3, 1)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("said on Thursday", "Thursday", "2012-03-01"),
        ("the town fell on Wednesday", "Wednesday", "2012-02-29"),
        ("it was hit last Tuesday", "last Tuesday", "2012-02-28"),
        ("it fell yesterday", "yesterday", "2012-02-29"),
        ("it will open tomorrow", "tomorrow", "2012-03-02"),
        ("two days ago", "two days ago", "2012-02-28"),
        ("in the bombardment last week", "last week", "2012-W08"),
        ("last month", "last month", "2012-02"),
        ("next year", "next year", "2013"),
        ("on 1 March 2012", "1 March 2012", "2012-03-01"),
        ("on March 1, 2012", "March 1, 2012", "2012-03-01"),
        ("the 1st of March", "the 1st of March", "2012-03-01"),
        ("on May 16", "May 16", "2012-05-16"),
        ("on Dec. 28", "Dec. 28", "2011-12-28"),
        ("since March 2011", "March 2011", "2011-03"),
        ("on 2012-02-29", "2012-02-29", "2012-02-29"),
        ("on 29/2/2012", "29/2/2012", "2012-02-29"),
        ("since 1991", "1991", "1991"),
    ],
)
def test_a_date_is_resolved_and_certain(text: str, words: str, value: str) -> None:
    date = dates_in(text, published=THURSDAY)[0]
    assert (date.text, date.value, date.certain) == (words, value, True)
    assert text[date.span.start : date.span.end] == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lorries will go in on Friday", "2012-03-02"),
        ("a green light to go in on Friday", "2012-02-24"),
        ("three weeks ago", "2012-W06"),
        ("in February", "2012-02"),
        ("in November", "2011-11"),
        ("on 1/3/2012", "2012-03-01"),
        ("on October 15", "2011-10-15"),
    ],
)
def test_the_likelier_of_two_readings_is_marked_as_uncertain(text: str, value: str) -> None:
    date = dates_in(text, published=THURSDAY)[0]
    assert (date.value, date.certain) == (value, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [("on Thursday", None), ("last week", None), ("on May 16", "--05-16"), ("May 2012", "2012-05")],
)
def test_without_a_publication_date_only_the_calendar_resolves(
    text: str, value: str | None
) -> None:
    date = dates_in(text)[0]
    assert date.value == value


@pytest.mark.parametrize(
    "text",
    [
        "8000 may be at sea",
        "a march to the sea",
        "about 2000 people",
        "twenty-two years ago",
        "3.5 percent",
        "",
    ],
)
def test_what_is_no_date_is_not_resolved(text: str) -> None:
    assert not dates_in(text, published=THURSDAY)


def test_a_day_that_no_calendar_has_is_not_invented() -> None:
    assert "2012-02-30" not in {date.value for date in dates_in("30 February 2012")}


def test_all_dates_of_a_text_come_in_order() -> None:
    text = "On 29 February and on Thursday, a year after March 2011"
    dates = dates_in(text, published=THURSDAY)
    assert [date.value for date in dates] == ["2012-02-29", "2012-03-01", "2011-03"]
    assert [text[date.span.start : date.span.end] for date in dates] == [
        date.text for date in dates
    ]


@given(st.text(), st.none() | st.dates())
def test_any_text_is_searched_and_each_date_is_the_text_under_its_span(
    text: str, published: dt.date | None
) -> None:
    for date in dates_in(text, published=published):
        assert text[date.span.start : date.span.end] == date.text


PIECES = st.sampled_from(
    [
        *("on", "Thursday", "last", "next", "week", "May", "16", "2012", "31", "February", "of"),
        *("yesterday", "two", "days", "ago", "999", "years", "1/3/2012", "in", "will", "1st"),
    ]
)


@given(st.lists(PIECES, max_size=8), st.none() | st.dates())
def test_any_run_of_date_words_on_any_day_is_read(
    pieces: list[str], published: dt.date | None
) -> None:
    text = " ".join(pieces)
    for date in dates_in(text, published=published):
        assert text[date.span.start : date.span.end] == date.text


def test_dates_of_several_lines_stand_where_the_text_has_them() -> None:
    text = (
        "Nothing is dated here.\nIt rained on 4 May 2011.\n\nRain came on Monday, in MAY 2011 too."
    )
    found = dates_in(text, published=dt.date(2011, 5, 10))
    assert [text[each.span.start : each.span.end] for each in found] == [
        "4 May 2011",
        "Monday",
        "MAY 2011",
    ]
    assert [each.value for each in found] == ["2011-05-04", "2011-05-09", "2011-05"]
