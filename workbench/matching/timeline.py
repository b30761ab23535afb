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


def timelines(claim: PastClaim, similar: Sequence[Match]) -> tuple[Timeline, ...]:
    """Return a timeline for each figure of a claim that similar claims give as well.

    `similar` are the claims that may be about the same event, each with its differences from the
    claim. A figure that nobody else gives has no timeline.
    """
    others = [
        match for match in similar if not any(d.kind in ANOTHER_EVENT for d in match.differences)
    ]
    found = (_timeline(claim, figure, others) for figure in claim.figures)
    return tuple(timeline for timeline in found if len(timeline.points) > 1)


def _timeline(claim: PastClaim, figure: Figure, others: Iterable[Match]) -> Timeline:
    points = [TimelinePoint(claim, figure, 1.0)]
    for match in others:
        given = next((other for other in match.past.figures if same_count(figure, other)), None)
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
