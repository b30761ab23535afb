"""Decisions over time."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from workbench.model import DayTally, Tally
from workbench.review.periods import Unit, periods


def days(*given_days: dt.date) -> list[DayTally]:
    """Return one verified claim a day."""
    return [DayTally(day, Tally(verified=1)) for day in sorted(set(given_days))]


def test_a_few_days_are_shown_by_day_those_without_a_decision_included() -> None:
    found = periods(days(dt.date(2012, 3, 1), dt.date(2012, 3, 3)), limit=7)

    assert found.unit is Unit.DAY
    assert found.rows == (
        ("1 Mar 2012", Tally(verified=1)),
        ("2 Mar 2012", Tally()),
        ("3 Mar 2012", Tally(verified=1)),
    )


def test_what_does_not_fit_as_days_is_shown_by_week_from_monday() -> None:
    found = periods(days(dt.date(2012, 3, 1), dt.date(2012, 3, 12)), limit=7)

    assert found.unit is Unit.WEEK
    assert [name for name, _ in found.rows] == ["27 Feb 2012", "5 Mar 2012", "12 Mar 2012"]


def test_then_by_month_and_by_year() -> None:
    months = periods(days(dt.date(2011, 12, 31), dt.date(2012, 2, 1)), limit=3)
    years = periods(days(dt.date(2011, 12, 31), dt.date(2012, 12, 1)), limit=3)

    assert [name for name, _ in months.rows] == ["Dec 2011", "Jan 2012", "Feb 2012"]
    assert [name for name, _ in years.rows] == ["2011", "2012"]


def test_no_decision_is_no_period() -> None:
    assert periods([], limit=5).rows == ()


@given(
    st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)), min_size=1, max_size=30),
    st.integers(1, 20),
)
def test_no_decision_is_lost_and_they_fit_unless_they_are_years(
    given_days: list[dt.date], limit: int
) -> None:
    found = periods(days(*given_days), limit=limit)

    assert sum(tally.total for _, tally in found.rows) == len(set(given_days))
    assert len({name for name, _ in found.rows}) == len(found.rows)
    assert len(found.rows) <= limit or found.unit is Unit.YEAR
