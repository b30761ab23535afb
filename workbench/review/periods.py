"""Decisions over time, in as many days, weeks, months or years as there is room for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.model import DayTally, Tally


class Unit(StrEnum):
    """How long a period is; the value is the word for it."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def start(self, day: dt.date) -> dt.date:
        """Return the first day of the period that a day is in; weeks begin on Monday."""
        match self:
            case Unit.DAY:
                return day
            case Unit.WEEK:
                return day - dt.timedelta(days=day.weekday())
            case Unit.MONTH:
                return day.replace(day=1)
            case Unit.YEAR:
                return day.replace(month=1, day=1)

    def label(self, start: dt.date) -> str:
        """Return a period's name by its first day."""
        match self:
            case Unit.DAY | Unit.WEEK:
                return f"{start:%-d %b %Y}"
            case Unit.MONTH:
                return f"{start:%b %Y}"
            case Unit.YEAR:
                return f"{start.year}"

    def after(self, start: dt.date) -> dt.date:
        """Return the first day of the period that follows."""
        longest = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}[self]
        return self.start(start + dt.timedelta(days=longest))


@dataclass(frozen=True, slots=True)
class Periods:
    """Decisions in periods of one length, those without any included, in order."""

    unit: Unit
    rows: tuple[tuple[str, Tally], ...]
    """Each period's name and its decisions."""


def periods(days: Sequence[DayTally], *, limit: int) -> Periods:
    """Return decisions in the shortest periods that are no more than so many; at worst in years."""
    if not days:
        return Periods(Unit.DAY, ())
    for unit in Unit:
        starts = _starts(unit, days[0].day, days[-1].day, limit=limit)
        if starts is not None or unit is Unit.YEAR:
            break
    counts: dict[dt.date, Tally] = dict.fromkeys(starts or (), Tally())
    for day in days:
        start = unit.start(day.day)
        counts[start] = counts.get(start, Tally()) + day.tally
    return Periods(unit, tuple((unit.label(start), tally) for start, tally in counts.items()))


def _starts(unit: Unit, first: dt.date, last: dt.date, *, limit: int) -> list[dt.date] | None:
    """Return the first day of each period; None where there are more than the limit."""
    starts = [unit.start(first)]
    while (following := unit.after(starts[-1])) <= last:
        if len(starts) >= limit:
            return None
        starts.append(following)
    return starts
