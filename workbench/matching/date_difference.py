"""Where two claims give different dates."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from workbench.model import DateMention, Difference, DifferenceKind

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEK = re.compile(r"\d{4}-W\d\d")
BESIDE = 3
"""Letters between a weekday and its date: `Thursday, 1 March`, `Thursday (1 March)`."""


def date_differences(
    ours: Sequence[DateMention], theirs: Sequence[DateMention]
) -> list[Difference]:
    """Return the dates that each side alone gives, where both give some that can be compared."""
    ours, theirs = _without_same(_apart(ours), _apart(theirs))
    ours_only = [date for date in ours if not any(_may_agree(date, other) for other in theirs)]
    theirs_only = [date for date in theirs if not any(_may_agree(date, other) for other in ours)]
    return [
        Difference(DifferenceKind.DATE, one.text, other.text)
        for one, other in zip(ours_only, theirs_only, strict=False)
    ]


def _apart(dates: Sequence[DateMention]) -> list[DateMention]:
    """Leave out a weekday beside the day it names: the first word of `Saturday 1st June`."""
    kept: list[DateMention] = []
    for date in dates:
        if kept and date.span.start - kept[-1].span.end <= BESIDE and kept[-1].value is None:
            kept.pop()
        kept.append(date)
    return kept


def _without_same(
    ours: Sequence[DateMention], theirs: Sequence[DateMention]
) -> tuple[list[DateMention], list[DateMention]]:
    """Take away the dates that both sides give alike; the others are compared among themselves."""
    same = {_key(date) for date in ours} & {_key(date) for date in theirs}
    return (
        [date for date in ours if _key(date) not in same],
        [date for date in theirs if _key(date) not in same],
    )


def _key(date: DateMention) -> str:
    return date.value or date.text.casefold()


def _may_agree(one: DateMention, other: DateMention) -> bool:
    """Tell whether two dates may be one: neither says what the other rules out."""
    values = (one.value, other.value)
    if all(values):
        return _values_agree(str(values[0]), str(values[1]))
    weekdays = (_weekday(one.value, one.text), _weekday(other.value, other.text))
    months = (_month(one.text), _month(other.text))
    return all(None in named or named[0] == named[1] for named in (weekdays, months))


def _values_agree(one: str, other: str) -> bool:
    for week, day in ((one, other), (other, one)):
        if _WEEK.fullmatch(week) and not _WEEK.fullmatch(day):
            if not _DAY.fullmatch(day):
                return week[:4] == day[:4]
            year, number, _ = dt.date.fromisoformat(day).isocalendar()
            return week == f"{year}-W{number:02}"
    if one.startswith("--") != other.startswith("--") and 4 in {len(one), len(other)}:  # noqa: PLR2004 - a year alone
        return True
    if one.startswith("--") or other.startswith("--"):
        one, other = (
            value.removeprefix("--")[-5:] if value.startswith("--") else value[5:]
            for value in (one, other)
        )
    return one.startswith(other) or other.startswith(one)


@lru_cache(maxsize=16_384)
def _weekday(value: str | None, text: str) -> str | None:
    """Return the day of the week that a date names or falls on; None where that is open."""
    if value and _DAY.fullmatch(value):
        return _WEEKDAYS[dt.date.fromisoformat(value).weekday()]
    words = re.findall("[a-z]+", text.casefold())
    return next((word for word in words if word in _WEEKDAYS), None)


@lru_cache(maxsize=16_384)
def _month(text: str) -> str | None:
    """Return the first letters of the month that a date’s words name; None for none."""
    words = re.findall("[a-z]+", text.casefold())
    return next((word[:3] for word in words if word[:3] in _MONTHS), None)
