"""Deciding several claims at once."""

import pytest
from review_values import IDS, decided, noted, session, stamp, undone

from workbench.model import Entry, EntryKind, Status, Verdict
from workbench.review.acts import redo, undo
from workbench.review.picking import all_picked, picked
from workbench.review.several import decide_several, holding, question


def test_several_claims_are_decided_by_one_entry() -> None:
    step = decide_several(
        session(), IDS[:3], Verdict.DISPUTED, reason=" two\nsources ", stamp=stamp(7)
    )

    assert step.entry == Entry(
        id=f"{7:032x}",
        at=stamp(7).at,
        analyst="rana",
        kind=EntryKind.DECIDED,
        body={
            "claims": list(IDS[:3]),
            "verdict": "disputed",
            "reason": "two sources",
            "confidence": None,
        },
    )
    assert step.session.tally.disputed == 3
    assert step.words == "Marked 3 claims disputed."
    assert step.session.selected == IDS[3]


def test_nothing_is_picked_after_the_decision() -> None:
    step = decide_several(all_picked(session()), IDS, Verdict.VERIFIED, reason="", stamp=stamp(1))

    assert picked(step.session) == ()
    assert step.words == "Marked 6 claims verified. All 6 claims are reviewed."


def test_the_analysts_own_standing_verdict_is_not_given_twice() -> None:
    review = session(decided(1, IDS[0], reason="two sources"))

    step = decide_several(review, IDS[:2], Verdict.VERIFIED, reason="", stamp=stamp(2))

    assert step.entry is not None
    assert step.entry.body["claims"] == [IDS[1]]
    assert step.words == "Marked 1 claim verified. 1 was verified already."


def test_a_reason_goes_to_all_of_them() -> None:
    review = session(decided(1, IDS[0]))

    step = decide_several(review, IDS[:2], Verdict.VERIFIED, reason="seen", stamp=stamp(2))

    assert step.entry is not None
    assert step.entry.body["claims"] == [IDS[0], IDS[1]]


def test_where_all_hold_the_verdict_already_nothing_is_done() -> None:
    review = session(decided(1, *IDS[:2]))

    step = decide_several(review, IDS[:2], Verdict.VERIFIED, reason="", stamp=stamp(2))

    assert step.entry is None
    assert step.words == "They were verified already."


def test_another_analysts_verdict_is_given_by_oneself_too() -> None:
    review = session(decided(1, *IDS[:2], analyst="omar"))

    step = decide_several(review, IDS[:2], Verdict.VERIFIED, reason="", stamp=stamp(2))

    assert step.entry is not None
    assert step.entry.analyst == "rana"


def test_one_undo_takes_all_of_them_back_and_one_redo_restores_them() -> None:
    step = decide_several(session(), IDS[:4], Verdict.DISPUTED, reason="", stamp=stamp(1))
    assert step.entry is not None

    back = undo(session(step.entry), stamp=stamp(2))
    assert back.session.tally.unreviewed == 6
    assert back.words == "Undid: disputed on 4 claims, which are unreviewed again"

    assert back.entry is not None
    again = redo(session(step.entry, back.entry), stamp=stamp(3))
    assert again.session.tally.disputed == 4
    assert again.words == "Redid: disputed on 4 claims"


def test_an_undo_says_where_each_stands_now() -> None:
    earlier = decided(1, IDS[0], verdict=Verdict.VERIFIED)
    review = session(earlier, decided(2, *IDS[:3], verdict=Verdict.DISPUTED))

    back = undo(review, stamp=stamp(3))

    assert back.words == "Undid: disputed on 3 claims; they are 1 verified, 2 unreviewed now"
    assert back.session.claims[0].status is Status.VERIFIED


@pytest.mark.parametrize(
    ("count", "asked"), [(1, "Mark 1 claim disputed?"), (12, "Mark 12 claims disputed?")]
)
def test_the_question_names_the_number(count: int, asked: str) -> None:
    assert question(count, Verdict.DISPUTED) == asked


def test_what_claims_hold_is_said() -> None:
    review = session(
        decided(1, IDS[0]),
        decided(2, IDS[1], verdict=Verdict.DISPUTED, analyst="omar"),
        noted(3, IDS[2], "call them"),
        undone(4, decided(1, IDS[0])),
    )

    assert holding(review.claims) == (
        "1 of them has a verdict: 1 disputed (by omar).",
        "1 of them has a noted reason, not carried over: one reason goes for all.",
    )
    assert holding(review.claims[3:]) == ()


def test_what_all_of_them_hold_is_said() -> None:
    review = session(decided(1, *IDS[:2]), decided(2, IDS[2], verdict=Verdict.UNCONFIRMED))

    assert holding(review.claims[:3]) == (
        "All of them have a verdict: 2 verified, 1 unconfirmed (by rana).",
    )
