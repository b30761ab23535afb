"""What is typed to search past claims."""

import datetime as dt

import pytest

from workbench.model import Status
from workbench.review.search_query import (
    SearchQuery,
    turned_origin,
    turned_since,
    turned_verdict,
)


def test_words_alone_filter_nothing() -> None:
    assert SearchQuery.parse("  about 4,000   remain ") == SearchQuery("about 4,000 remain")


def test_filters_are_read_wherever_they_stand() -> None:
    query = SearchQuery.parse("is:disputed about since:2012-02 4,000 from:imported")

    assert query == SearchQuery(
        "about 4,000", frozenset({Status.DISPUTED}), dt.date(2012, 2, 1), imported=True
    )
    assert query.filters_in_words == "disputed · since 1 Feb 2012 · imported"


@pytest.mark.parametrize(
    ("typed", "statuses"),
    [
        ("is:v", {Status.VERIFIED}),
        ("is:UN", {Status.UNCONFIRMED, Status.UNREVIEWED}),
        ("is:reviewed", {Status.VERIFIED, Status.DISPUTED, Status.UNCONFIRMED}),
    ],
)
def test_the_first_letters_of_a_verdict_will_do(typed: str, statuses: set[Status]) -> None:
    assert SearchQuery.parse(typed).statuses == frozenset(statuses)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2012", dt.date(2012, 1, 1)), ("2012-03-09", dt.date(2012, 3, 9)), ("2012-13", None)],
)
def test_since_takes_a_year_a_month_or_a_day(typed: str, day: dt.date | None) -> None:
    assert SearchQuery.parse(f"x since:{typed}").since == day


@pytest.mark.parametrize("typed", ["since:yesterday", "is:true", "from:nowhere", "since:٢٠١٢"])
def test_a_filter_that_reads_as_none_is_named_and_filters_nothing(typed: str) -> None:
    query = SearchQuery.parse(f"x {typed}")

    assert (query.text, query.unread) == ("x", (typed,))
    assert query.filters_in_words == f"not a filter: {typed}"


def test_a_filter_without_a_value_waits_for_one() -> None:
    assert SearchQuery.parse("x since: is:") == SearchQuery("x")


def test_a_time_or_an_address_is_no_filter() -> None:
    line = "at 12:30 https://example.org/is:x"

    assert SearchQuery.parse(line).text == line


def test_a_key_goes_through_the_verdicts_and_back_to_none() -> None:
    lines = ["bridge"]
    for _ in range(6):
        lines.append(turned_verdict(lines[-1]))

    assert lines[1:] == [
        "bridge is:verified",
        "bridge is:disputed",
        "bridge is:unconfirmed",
        "bridge is:unreviewed",
        "bridge is:reviewed",
        "bridge",
    ]


def test_a_key_goes_through_the_origins_and_back_to_none() -> None:
    assert turned_origin("a b") == "a b from:imported"
    assert turned_origin("a from:imported b") == "a b from:articles"
    assert turned_origin("a b from:articles") == "a b"


def test_a_key_begins_a_day_or_takes_it_off() -> None:
    assert turned_since("bridge") == "bridge since:"
    assert turned_since("") == "since:"
    assert turned_since("bridge since:2012 is:v") == "bridge is:v"
