"""A number that changes from claim to claim, in the order of the dates: 345 → over 360."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from workbench.matching.figure_difference import agree, same_count
from workbench.model import (
    DifferenceKind,
    Figure,
    Match,
    PastClaim,
    Timeline,
    TimelinePoint,
)

ANOTHER_EVENT: Final = frozenset({DifferenceKind.PLACE, DifferenceKind.ACTOR, DifferenceKind.ROLES})
"""Differences by which a claim tells of something else; dates differ as a count goes on."""


GOES_ON: Final = dt.timedelta(days=60)
"""How far apart the dates of two claims of one count may lie that are not called a match."""


def timelines(claim: PastClaim, similar: Sequence[Match], *, floor: float) -> tuple[Timeline, ...]:
    """Return a timeline for each figure of a claim that similar claims give as well.

    `similar` are the claims that may be about the same event, each with its differences from the
    claim; one whose score does not reach `floor` has to be of about the same time. A figure that
    nobody else gives has no timeline.
    """
    others = [match for match in similar if _of_one_event(claim, match, floor=floor)]
    found = (_timeline(claim, figure, others, floor=floor) for figure in claim.figures)
    return tuple(timeline for timeline in found if len(timeline.points) > 1)


def _of_one_event(claim: PastClaim, match: Match, *, floor: float) -> bool:
    if any(difference.kind in ANOTHER_EVENT for difference in match.differences):
        return False
    day, other = claim.date, match.past.date
    return match.score >= floor or (
        day is not None and other is not None and abs(day - other) <= GOES_ON
    )


def _timeline(
    claim: PastClaim, figure: Figure, others: Iterable[Match], *, floor: float
) -> Timeline:
    """Return what the others give for a figure; in another unit (dead, people) a match only."""
    points = [TimelinePoint(claim, figure, 1.0)]
    for match in others:
        given = next(
            (
                other
                for other in match.past.figures
                if same_count(figure, other) and (other.unit == figure.unit or match.score >= floor)
            ),
            None,
        )
        if given is not None:
            points.append(TimelinePoint(match.past, given, match.score))
    points.sort(key=_day)
    return Timeline(figure, tuple(_marked(points)))


def _day(point: TimelinePoint) -> tuple[bool, dt.date]:
    day = point.past.date
    return day is None, day or dt.date.max


def _marked(points: Iterable[TimelinePoint]) -> Iterable[TimelinePoint]:
    """Mark each figure that cannot be reconciled with the one before."""
    before: Figure | None = None
    for point in points:
        moved = before is not None and not agree(before, point.figure)
        yield TimelinePoint(point.past, point.figure, point.score, moved)
        before = point.figure
