"""A number that changes from claim to claim."""

import datetime as dt
from dataclasses import replace

from workbench.matching.timeline import timelines
from workbench.model import (
    Difference,
    DifferenceKind,
    Figure,
    FigureKind,
    Match,
    PastClaim,
    Span,
    Timeline,
    Verdict,
)


def figure(words: str, value: float, hedge: str | None = None, unit: str = "people") -> Figure:
    return Figure(words, FigureKind.COUNT, value, hedge, unit, Span(0, len(words)))


def claim(number: int, day: int | None, *figures: Figure) -> PastClaim:
    return PastClaim(
        id=f"claim-{number}",
        text=f"{figures[0].text} were killed in the quake." if figures else "It shook.",
        date=None if day is None else dt.date(2023, 2, day),
        figures=figures,
    )


OWN = claim(0, 8, figure("over 360", 360, "over"))


def listed(timeline: Timeline) -> list[tuple[str, bool]]:
    return [(point.figure.text, point.moved) for point in timeline.points]


def series(*similar: PastClaim) -> Timeline:
    (found,) = timelines(OWN, [Match(one, 0.8) for one in similar], floor=0.7)
    return found


def test_figures_stand_in_the_order_of_their_dates_and_what_moved_is_marked() -> None:
    found = series(claim(1, 9, figure("412", 412)), claim(2, 7, figure("345", 345)))

    assert listed(found) == [("345", False), ("over 360", True), ("412", False)]
    assert found.moves == "345 → over 360"


def test_a_claim_without_a_date_comes_last() -> None:
    found = series(claim(1, None, figure("345", 345)), claim(2, 7, figure("350", 350)))

    assert [text for text, _ in listed(found)] == ["350", "over 360", "345"]


def test_the_same_figure_in_other_words_has_not_moved() -> None:
    found = series(claim(1, 9, figure("about 370", 370, "about")))

    assert listed(found) == [("over 360", False), ("about 370", False)]
    assert found.moves == "over 360"


def test_another_thing_counted_is_no_part_of_it() -> None:
    assert (
        timelines(OWN, [Match(claim(1, 7, figure("40", 40, unit="houses")), 0.8)], floor=0.7) == ()
    )


def test_a_claim_about_another_place_is_no_part_of_it() -> None:
    elsewhere = Difference(DifferenceKind.PLACE, "Gaziantep", "Izmit")

    assert (
        timelines(OWN, [Match(claim(1, 7, figure("345", 345)), 0.8, (elsewhere,))], floor=0.7) == ()
    )


def test_a_claim_that_is_less_alike_is_a_part_of_it_where_it_is_of_the_same_time() -> None:
    near, undated = claim(1, 9, figure("412", 412)), claim(2, None, figure("345", 345))
    long_ago = replace(near, date=dt.date(2012, 2, 9))

    assert len(timelines(OWN, [Match(near, 0.55)], floor=0.7)) == 1
    assert timelines(OWN, [Match(long_ago, 0.55)], floor=0.7) == ()
    assert timelines(OWN, [Match(undated, 0.55)], floor=0.7) == ()
    assert len(timelines(OWN, [Match(long_ago, 0.75)], floor=0.7)) == 1


def test_what_may_count_the_same_thing_is_a_part_of_it_where_the_claims_match() -> None:
    dead = claim(1, 9, figure("412 dead", 412, unit="dead"))

    assert len(timelines(OWN, [Match(dead, 0.75)], floor=0.7)) == 1
    assert timelines(OWN, [Match(dead, 0.6)], floor=0.7) == ()


def test_a_figure_that_nobody_else_gives_has_no_timeline() -> None:
    assert timelines(OWN, [], floor=0.7) == ()
    assert timelines(claim(1, 7), [Match(OWN, 0.8)], floor=0.7) == ()


def test_each_figure_of_a_claim_has_a_timeline_of_its_own() -> None:
    both = replace(OWN, figures=(*OWN.figures, figure("20 houses", 20, unit="houses")))
    other = claim(1, 7, figure("345", 345), figure("15 houses", 15, unit="houses"))

    assert [found.moves for found in timelines(both, [Match(other, 0.8)], floor=0.7)] == [
        "345 → over 360",
        "15 houses → 20 houses",
    ]


def test_a_point_keeps_who_said_it_and_what_came_of_it() -> None:
    other = replace(
        claim(1, 7, figure("345", 345)), speaker="the ministry", verdict=Verdict.DISPUTED
    )
    first, last = series(other).points

    assert (first.past, first.score) == (other, 0.8)
    assert (last.past, last.score) == (OWN, 1.0)
