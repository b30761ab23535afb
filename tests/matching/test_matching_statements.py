"""Dates, places, actors, opposites and roles of two texts, without and with a parse."""

import datetime as dt

import pytest

from workbench.matching.differences import Statement, differences
from workbench.matching.relation import Relation, compare, features
from workbench.model import Frame
from workbench.splitting.dates import dates_in
from workbench.splitting.figures import figures_in
from workbench.splitting.frames import frames_in

THURSDAY = dt.date(2012, 3, 1)


def statement(text: str, *, published: dt.date | None = None) -> Statement:
    return Statement(text, figures=figures_in(text), dates=dates_in(text, published=published))


def lines(ours: str, theirs: str) -> list[str]:
    return [str(difference) for difference in differences(statement(ours), statement(theirs))]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("It opened on 1 March 2012", "It opened on 2 March 2012", "1 March 2012 ≠ 2 March 2012"),
        ("It opened in March", "It opened in April", "in March ≠ in April"),
        ("It opened on Monday", "It opened on Friday", "Monday ≠ Friday"),
        ("It is the lowest since 2013", "It is the lowest since 2010", "2013 ≠ 2010"),
    ],
)
def test_another_date_is_a_difference(ours: str, theirs: str, expected: str) -> None:
    assert lines(ours, theirs) == [f"date {expected}"]


def test_a_weekday_agrees_with_the_day_that_it_names() -> None:
    ours = statement("The school closed on Thursday", published=THURSDAY)
    assert differences(ours, statement("The school closed on 1 March 2012")) == ()
    other = differences(ours, statement("The school closed on 2 March 2012"))
    assert [str(difference) for difference in other] == ["date Thursday ≠ 2 March 2012"]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("A bomb exploded in Kabul", "A bomb exploded in Kandahar", "Kabul ≠ Kandahar"),
        ("A bomb exploded in Iraq", "A bomb exploded in Syria", "Iraq ≠ Syria"),
        (
            "A bomb exploded in northern Iraq",
            "A bomb exploded in southern Iraq",
            "northern Iraq ≠ southern Iraq",
        ),
        ("French workers struck", "Italian workers struck", "French ≠ Italian"),
    ],
)
def test_another_place_is_a_difference(ours: str, theirs: str, expected: str) -> None:
    assert lines(ours, theirs) == [f"place {expected}"]


def test_another_name_is_a_difference() -> None:
    ours, theirs = "The police arrested Amara Dell", "The police arrested Edith Rowan"
    assert lines(ours, theirs) == ["actor Amara Dell ≠ Edith Rowan"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Anton Marrow", "Edith Marrow"),
        ("Mayor Anton Marrow", "Miss E. Marrow"),
        ("William Marrow", "Hilda Rowan Marrow"),
    ],
)
@pytest.mark.parametrize("after", ["", ", but Marrow fled"])
def test_people_of_one_surname_are_two(ours: str, theirs: str, after: str) -> None:
    told = ("The police arrested {}", "The police arrested {}" + after)
    assert lines(told[0].format(ours), told[1].format(theirs)) == [f"actor {ours} ≠ {theirs}"]
    assert lines(told[1].format(theirs), told[0].format(ours)) == [f"actor {theirs} ≠ {ours}"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Anton Marrow", "Mr Marrow"),
        ("Anton Marrow", "Marrow"),
        ("Anton Marrow", "Defence Secretary Marrow"),
        ("Anton Marrow", "A. W. Marrow"),
        ("Anton Marrow", "President Anton W. Marrow"),
        ("Anton Marrow", "Tony Marrow Jr."),
        ("William Marrow", "Bill Rowan Marrow"),
        ("Benjamin Marrow", "Ben Marrow"),
        ("Hurricane Marrow", "Tropical Storm Marrow"),
        ("Members of the Marrow family", "Anton Marrow"),
        ("The city’s Marrow", "Anton Marrow"),
    ],
)
def test_a_title_an_initial_and_a_short_form_make_no_other_person(ours: str, theirs: str) -> None:
    told = "The police arrested {}"
    assert lines(told.format(ours), told.format(theirs)) == []
    assert lines(told.format(theirs), told.format(ours)) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("The UN rejected the plan", "The UN accepted the plan", "rejected ≠ accepted"),
        ("The convoy was given entry", "The convoy was refused entry", "given ≠ refused"),
        ("Prices in Veldora rose", "Prices in Veldora fell", "rose ≠ fell"),
    ],
)
def test_an_opposite_is_a_difference(ours: str, theirs: str, expected: str) -> None:
    assert lines(ours, theirs) == [f"opposite {expected}"]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("The council denied that it closed the school", "The council closed the school",
         "denied that it closed ≠ closed"),
        ("The convoy failed to reach Homs", "The convoy reached Homs", "failed to reach ≠ reached"),
        ("They were barred from leaving", "They left the town", "barred from leaving ≠ They left"),
    ],
)  # fmt: skip
def test_a_verb_that_denies_another_is_a_negation(ours: str, theirs: str, expected: str) -> None:
    assert lines(ours, theirs) == [f"negation {expected}"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The army attacked the rebels", "The rebels attacked the army"),
        ("The army attacked the rebels", "The army was attacked by the rebels"),
        ("Osman accused the ministry of fraud", "The ministry accused Osman of fraud"),
        ("Dell defeated Rowan in March", "Dell was defeated by Rowan in March"),
    ],
)
@pytest.mark.parametrize("parsed", [False, True])
def test_who_did_it_to_whom_is_a_difference(ours: str, theirs: str, *, parsed: bool) -> None:
    frames = frames_in([ours, theirs]) if parsed else ((), ())
    found = differences(Statement(ours, frames=frames[0]), Statement(theirs, frames=frames[1]))
    assert [difference.kind.value for difference in found] == ["roles"]


def test_a_parse_tells_the_roles_of_texts_that_share_few_words() -> None:
    ours, theirs = (
        "On Monday the army attacked rebels near Homs",
        "The rebels attacked an army post",
    )
    frames = frames_in([ours, theirs])
    found = differences(Statement(ours, frames=frames[0]), Statement(theirs, frames=frames[1]))
    assert [difference.kind.value for difference in found] == ["roles"]


def test_frames_are_alike_for_active_and_passive() -> None:
    (active,), (passive,) = frames_in(
        ["The army attacked the rebels", "The rebels were attacked by the army"]
    )
    assert active == passive == Frame("attack", ("army",), ("rebel",))


def test_a_time_of_day_is_compared() -> None:
    assert lines("The parade begins at 10:30 a.m.", "The parade begins at 11 a.m.") == [
        "figure 10:30 a.m. ≠ 11 a.m."
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "cosine", "relation"),
    [
        ("About 4,000 people remain in Bab Amr", "40,000 people remain in Bab Amr", 0.97,
         Relation.CONFLICT),
        ("About 4,000 people remain in Bab Amr", "4,050 people remain in Bab Amr", 0.97,
         Relation.COMPATIBLE),
        ("The council closed two schools", "A ship sank off the coast of Peru", 0.05,
         Relation.DIFFERENT),
    ],
)  # fmt: skip
def test_the_relation_follows_the_differences(
    ours: str, theirs: str, cosine: float, relation: Relation
) -> None:
    there = compare(statement(ours), statement(theirs), cosine=cosine)
    back = compare(statement(theirs), statement(ours), cosine=cosine)
    assert there.relation is back.relation is relation


def test_texts_without_a_difference_are_no_conflict() -> None:
    ours, theirs = statement("Osman resigned"), statement("The minister left his office")
    assert compare(ours, theirs, cosine=0.5).relation is not Relation.CONFLICT


@pytest.mark.parametrize("text", ["", "…", "[", "not", "A" * 5_000, "4,000", "\x00"])
def test_texts_that_say_nothing_are_compared_too(text: str) -> None:
    assert compare(statement(text), statement(text), cosine=1.0).differences == ()
    assert compare(statement(text), statement("A ship sank"), cosine=0.0).relation


@pytest.mark.parametrize(
    ("ours", "theirs", "opened"),
    [
        ("The index rose 12.80 points to 912.80.", "The index slid 9.40 to 890.60.", 1),
        ("The index rose 12.80 points to 912.80.", "The index slid 9.40 to 903.40.", -1),
        ("Arden fell 40 cents to $9.60.", "Arden was off 6 percent at $9.40.", 1),
        ("Arden fell 40 cents to $9.60.", "Arden was off 2 percent at $9.40.", -1),
        (
            "The yield rose to 4.31 percent from 4.26 percent.",
            "It was up at 4.29 percent from 4.26 percent.",
            1,
        ),
        ("The FTSE 100 rose 22 points to 4,210.", "The FTSE 100 was up 0.3 percent at 4,288.", -1),
        ("The index rose 12.80 points to 912.80.", "Nine points were agreed.", 0),
    ],
)
def test_market_reports_of_one_day_start_from_one_value(
    ours: str, theirs: str, opened: int
) -> None:
    there = features(statement(ours), statement(theirs), cosine=0.8)
    back = features(statement(theirs), statement(ours), cosine=0.8)
    assert there == back
    assert there["opened"] == opened


def test_market_reports_that_differ_in_their_figures_may_be_of_two_days() -> None:
    ours = statement("Lisbon stocks close down 0.3 percent")
    theirs = statement("Lisbon stocks close down 1.6 percent")
    assert compare(ours, theirs, cosine=0.95).relation is Relation.DIFFERENT
