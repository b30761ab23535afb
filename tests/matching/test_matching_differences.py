from dataclasses import dataclass

import pytest

from workbench.matching.differences import differences
from workbench.matching.figure_difference import agree
from workbench.model import Claim, DifferenceKind, Figure, FigureKind, PastClaim, Span


def figure(
    text: str,
    value: float | None,
    *,
    hedge: str | None = None,
    unit: str | None = "people",
    kind: FigureKind = FigureKind.COUNT,
) -> Figure:
    return Figure(text, kind, value, hedge, unit, Span(0, len(text)))


def claim(text: str, *figures: Figure, speaker: str | None = None) -> Claim:
    return Claim("c1", "a1", (Span(0, len(text)),), text, speaker=speaker, figures=figures)


def past(text: str, *figures: Figure, speaker: str | None = None) -> PastClaim:
    return PastClaim("p1", text, speaker=speaker, figures=figures)


def lines(ours: Claim | PastClaim, theirs: Claim | PastClaim) -> list[str]:
    return [str(difference) for difference in differences(ours, theirs)]


FLAT = figure("4,000 people", 4_000)
ABOUT = figure("about 4,000 people", 4_000, hedge="about")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FLAT, FLAT),
        (ABOUT, figure("4,050 people", 4_050)),
        (ABOUT, figure("nearly 4,000 people", 4_000, hedge="nearly")),
        (figure("thousands of people", None), FLAT),
        (figure("several thousand people", None), FLAT),
        (figure("tens of thousands of people", None), figure("40,000 people", 40_000)),
        (figure("dozens of people", None), figure("36 people", 36)),
        (figure("at least 12 people", 12, hedge="at least"), figure("15 people", 15)),
        (figure("up to 40 people", 40, hedge="up to"), figure("35 people", 35)),
        (
            figure("over 40 people", 40, hedge="over"),
            figure("well over 40 people", 40, hedge="well over"),
        ),
        (figure("no more than 40 people", 40, hedge="no more than"), figure("35 people", 35)),
        (figure("no fewer than 40 people", 40, hedge="no fewer than"), figure("45 people", 45)),
        (figure("40 or so people", 40, hedge="or so"), figure("42 people", 42)),
        (
            figure("0.44 percent", 0.44, unit="percent", kind=FigureKind.PERCENT),
            figure("0.4%", 0.4, unit="percent", kind=FigureKind.PERCENT),
        ),
        (
            figure("$246 million", 246e6, unit="USD", kind=FigureKind.CURRENCY),
            figure("$246.3 million", 246.3e6, unit="USD", kind=FigureKind.CURRENCY),
        ),
        (
            figure("three weeks", 3, unit="weeks", kind=FigureKind.DURATION),
            figure("21 days", 21, unit="days", kind=FigureKind.DURATION),
        ),
        (
            figure("100 km", 100, unit="km", kind=FigureKind.MEASURE),
            figure("62 miles", 62, unit="miles", kind=FigureKind.MEASURE),
        ),
    ],
)
def test_figures_that_can_both_be_right_agree(one: Figure, other: Figure) -> None:
    assert agree(one, other)
    assert agree(other, one)
    assert differences(claim("", one), past("", other)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FLAT, figure("40,000 people", 40_000)),
        (ABOUT, figure("about 5,500 people", 5_500, hedge="about")),
        (FLAT, figure("4,050 people", 4_050)),
        (figure("12 people", 12), figure("13 people", 13)),
        (figure("thousands of people", None), figure("tens of thousands of people", 90_000)),
        (figure("hundreds of people", None), FLAT),
        (figure("345 people", 345), figure("over 360 people", 360, hedge="over")),
        (figure("more than 4,000 people", 4_000, hedge="more than"), figure("40,000 people", 4e4)),
        (figure("no more than 40 people", 40, hedge="no more than"), figure("45 people", 45)),
        (
            figure("at least 19 people", 19, hedge="at least"),
            figure("more than 23 people", 23, hedge="more than"),
        ),
        (
            figure("up to 40 people", 40, hedge="up to"),
            figure("under 35 people", 35, hedge="under"),
        ),
        (figure("18 million people", 18e6), figure("20 million people", 20e6)),
        (
            figure("3.5 percent", 3.5, unit="percent", kind=FigureKind.PERCENT),
            figure("3.8 percent", 3.8, unit="percent", kind=FigureKind.PERCENT),
        ),
        (
            figure("three weeks", 3, unit="weeks", kind=FigureKind.DURATION),
            figure("three days", 3, unit="days", kind=FigureKind.DURATION),
        ),
    ],
)
def test_figures_that_cannot_both_be_right_differ(one: Figure, other: Figure) -> None:
    assert not agree(one, other)
    assert not agree(other, one)
    found = differences(claim("", one), past("", other))
    assert [difference.kind for difference in found] == [DifferenceKind.FIGURE]


def test_a_figure_difference_names_both_figures_without_what_both_count() -> None:
    ours = claim("About 4,000 people remain", ABOUT)
    theirs = past("40,000 people remain", figure("40,000 people", 40_000))
    assert lines(ours, theirs) == ["figure about 4,000 ≠ 40,000"]


def test_what_is_counted_is_named_where_the_words_differ() -> None:
    ours = claim("", figure("4,000 civilians", 4_000, unit="civilians"))
    theirs = past("", figure("40,000", 40_000, unit=None))
    assert lines(ours, theirs) == ["figure 4,000 civilians ≠ 40,000"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("4,000 people", 4_000), figure("300 tents", 300, unit="tents")),
        (figure("12 dead", 12, unit="dead"), figure("30 injured", 30, unit="injured")),
        (
            figure("4,000 people", 4_000),
            figure("2012", 2_012, unit=None, kind=FigureKind.YEAR),
        ),
        (
            figure("4 March", 4, unit=None, kind=FigureKind.DATE),
            figure("5 March", 5, unit=None, kind=FigureKind.DATE),
        ),
        (
            figure("4 percent", 4, unit="percent", kind=FigureKind.PERCENT),
            figure("6 percentage points", 6, unit="percentage points", kind=FigureKind.PERCENT),
        ),
        (
            figure("$4", 4, unit="USD", kind=FigureKind.CURRENCY),
            figure("6 euros", 6, unit="EUR", kind=FigureKind.CURRENCY),
        ),
        (
            figure("30 years old", 30, unit="years", kind=FigureKind.DURATION),
            figure("two years", 2, unit="years", kind=FigureKind.DURATION),
        ),
        (
            figure("4 km", 4, unit="km", kind=FigureKind.MEASURE),
            figure("6 kg", 6, unit="kg", kind=FigureKind.MEASURE),
        ),
    ],
)
def test_figures_of_different_things_are_not_compared(one: Figure, other: Figure) -> None:
    assert differences(claim("", one), past("", other)) == ()
    assert differences(claim("", other), past("", one)) == ()


def test_each_figure_is_held_beside_the_one_that_counts_the_same() -> None:
    dead, injured = "dead", "injured"
    ours = claim("", figure("4 dead", 4, unit=dead), figure("3 injured", 3, unit=injured))
    theirs = past("", figure("8 injured", 8, unit=injured), figure("2 dead", 2, unit=dead))
    assert lines(ours, theirs) == ["figure 4 ≠ 2", "figure 3 ≠ 8"]


def test_a_figure_that_agrees_with_one_of_several_is_no_difference() -> None:
    ours = claim("", figure("4,000 of them", 4_000, unit=None))
    theirs = past("", figure("40,000 people", 40_000), FLAT)
    assert differences(ours, theirs) == ()


def test_a_number_that_the_other_side_has_too_is_no_difference() -> None:
    ours = claim("", figure("37 countries", 37, unit="countries"))
    theirs = past("", figure("37 votes", 37, unit="votes"), figure("3", 3, unit=None))
    assert differences(ours, theirs) == ()


def test_the_same_number_of_something_else_hides_no_difference() -> None:
    ours = claim("", figure("4,000 people", 4_000), figure("12 tents", 12, unit="tents"))
    theirs = past("", figure("12 people", 12))
    assert lines(ours, theirs) == ["figure 4,000 ≠ 12"]


def test_a_figure_that_one_side_alone_gives_is_no_difference() -> None:
    assert differences(claim("", FLAT), past("")) == ()
    assert differences(claim(""), past("", FLAT)) == ()


def test_the_figure_comes_first() -> None:
    ours = claim("It was not allowed", FLAT, speaker="The council")
    theirs = past("It was allowed", figure("40,000 people", 40_000), speaker="The army")
    kinds = [difference.kind for difference in differences(ours, theirs)]
    assert kinds == [DifferenceKind.FIGURE, DifferenceKind.NEGATION, DifferenceKind.SPEAKER]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("The convoy was not let in", "The convoy was let in", "was not let ≠ was let"),
        ("The convoy was let in", "The convoy wasn’t let in", "was let ≠ wasn’t let"),
        ("Britain closed its embassy", "Britain has not closed it", "closed ≠ has not closed"),
        ("The army said it never stopped", "It stopped", "it never stopped ≠ It stopped"),
        ("It did not allow visits", "Visits were allowed", "did not allow ≠ were allowed"),
        ("There is no evidence", "There is evidence", "is no evidence ≠ is evidence"),
        (
            "It could not have been stopped",
            "It was stopped",
            "could not have been stopped ≠ was stopped",
        ),
        ("No people fled", "40 people fled", "No people fled ≠ fled"),
        ("None of the lorries came", "The lorries came", "None of the lorries ≠ The lorries"),
        ("It came without warning", "A warning came", "without warning ≠ A warning"),
        ("They cannot officially leave", "They leave", "They cannot officially leave ≠ They leave"),
    ],
)
def test_what_one_side_denies_and_the_other_states_is_shown(
    ours: str, theirs: str, expected: str
) -> None:
    assert lines(claim(ours), past(theirs)) == [f"negation {expected}"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The convoy was not let in", "The convoy was not let through"),
        ("The convoy was not let in", "The lorries were refused"),
        ("No fewer than 40 people fled", "40 people fled"),
        ("Not only women were seen", "Women were seen"),
        ("No flood warning was sent", "The flood came at night"),
        ("No flood warning was sent", "No warning was sent"),
        ("No flood warning came", "The army came"),
        ("It is not", "It is"),
        ("", ""),
        ("not", "not not"),
    ],
)
def test_no_denial_is_made_up(ours: str, theirs: str) -> None:
    assert lines(claim(ours), past(theirs)) == []
    assert lines(claim(theirs), past(ours)) == []


def test_another_speaker_is_a_difference() -> None:
    ours, theirs = claim("", speaker="The Free Syrian Army"), past("", speaker="the UN")
    assert lines(ours, theirs) == ["speaker The Free Syrian Army ≠ the UN"]
    ours, theirs = claim("", speaker="The Free Syrian Army"), past("", speaker="Syrian Arab Army")
    assert lines(ours, theirs) == ["speaker The Free Syrian Army ≠ Syrian Arab Army"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The Free Syrian Army", "FSA"),
        ("the U.N.", "The United Nations"),
        ("Amara Dell", "Dell"),
        ("William Dell", "Mayor Bill Dell"),
        ("W. Dell", "William Dell"),
        ("the mayor", "Mayor of the town"),
        ("she", "Amara Dell"),
        (None, "Amara Dell"),
        ("[the mayor]", "The mayor"),
    ],
)
def test_two_names_of_one_speaker_are_no_difference(ours: str | None, theirs: str) -> None:
    assert lines(claim("", speaker=ours), past("", speaker=theirs)) == []
    assert lines(claim("", speaker=theirs), past("", speaker=ours)) == []


@dataclass(frozen=True)
class Typed:
    """What an analyst types into the search."""

    text: str
    speaker: str | None = None
    figures: tuple[Figure, ...] = ()


def test_anything_with_a_text_a_speaker_and_figures_can_be_compared() -> None:
    found = differences(Typed("", figures=(FLAT,)), past("", figure("40,000 people", 40_000)))
    assert [str(difference) for difference in found] == ["figure 4,000 ≠ 40,000"]


def test_a_statement_differs_in_nothing_from_itself() -> None:
    ours = claim("About 4,000 people were not let out", ABOUT, speaker="The council")
    assert differences(ours, ours) == ()
