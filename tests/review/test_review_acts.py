"""Deciding, noting, undoing and redoing."""

from hypothesis import given
from hypothesis import strategies as st
from review_values import ARTICLE, IDS, NOON, decided, noted, session, stamp

from workbench.model import Entry, EntryKind, ReviewedClaim, Status, Verdict
from workbench.review.acts import Step, decide, note, redo, undo
from workbench.review.filter import Filter
from workbench.review.session import Session


def claim(review: Session, number: int) -> ReviewedClaim:
    """Return the claim of that number, from 1."""
    found = review.claim(IDS[number - 1])
    assert found is not None
    return found


def test_a_decision_is_an_entry_with_the_id_and_time_handed_in() -> None:
    step = decide(session(), Verdict.VERIFIED, stamp=stamp(7))

    assert step.entry == Entry(
        id=f"{7:032x}",
        at=stamp(7).at,
        analyst="rana",
        kind=EntryKind.DECIDED,
        body={"claims": [IDS[0]], "verdict": "verified", "reason": None, "confidence": None},
    )


def test_deciding_goes_on_to_the_next_unreviewed_claim() -> None:
    step = decide(session(decided(1, IDS[1])), Verdict.DISPUTED, stamp=stamp(2))

    assert claim(step.session, 1).status is Status.DISPUTED
    assert step.session.selected == IDS[2]


def test_deciding_the_last_unreviewed_claim_stays_and_says_that_all_are_reviewed() -> None:
    step = decide(session(decided(1, *IDS[:5])), Verdict.VERIFIED, stamp=stamp(2))

    assert step.session.selected == IDS[5]
    assert step.words == "All 6 claims are reviewed."


def test_deciding_the_last_claim_of_a_filter_says_what_is_left_outside_it() -> None:
    review = session().filtered(Filter.parse("red cross"))

    step = decide(review, Verdict.VERIFIED, stamp=stamp(1))

    assert step.words == "None is left unreviewed in this list; 5 outside its filter."


def test_a_list_of_unreviewed_claims_empties_as_they_are_decided() -> None:
    review = session().filtered(Filter.parse("is:unreviewed"))

    for number in range(6):
        review = decide(review, Verdict.VERIFIED, stamp=stamp(number)).session

    assert review.listed == ()
    assert review.tally.verified == 6


def test_the_same_verdict_by_the_same_analyst_is_not_given_twice() -> None:
    review = session(decided(1, IDS[0])).select(IDS[0])

    step = decide(review, Verdict.VERIFIED, stamp=stamp(2))

    assert step.entry is None
    assert step.words == "It was verified already."
    assert step.session.selected == IDS[1]


def test_the_same_verdict_by_another_analyst_is_a_decision_of_its_own() -> None:
    review = session(decided(1, IDS[0], analyst="omar")).select(IDS[0])

    step = decide(review, Verdict.VERIFIED, stamp=stamp(2))

    assert step.entry is not None
    assert step.entry.analyst == "rana"


def test_a_noted_reason_goes_with_the_next_verdict() -> None:
    step = decide(session(noted(1, IDS[0], "ask the UN")), Verdict.UNCONFIRMED, stamp=stamp(2))

    decision = claim(step.session, 1).decision

    assert decision is not None
    assert decision.reason == "ask the UN"
    assert claim(step.session, 1).noted is None


def test_the_reason_of_one_verdict_does_not_go_with_another() -> None:
    review = session(decided(1, IDS[0], reason="two sources")).select(IDS[0])

    step = decide(review, Verdict.DISPUTED, stamp=stamp(2))

    assert step.entry is not None
    assert step.entry.body["reason"] is None


def test_a_reason_on_an_unreviewed_claim_is_noted() -> None:
    step = note(session(), "  ask\nthe UN ", stamp=stamp(1))

    assert step.entry is not None
    assert step.entry.kind is EntryKind.NOTED
    assert step.entry.body == {"claims": [IDS[0]], "reason": "ask the UN"}
    assert claim(step.session, 1).noted == "ask the UN"
    assert step.session.selected == IDS[0]


def test_a_reason_on_a_decided_claim_is_a_decision_with_the_same_verdict() -> None:
    review = session(decided(1, IDS[0], verdict=Verdict.DISPUTED)).select(IDS[0])

    step = note(review, "the UN counts 400", stamp=stamp(2))

    assert step.entry is not None
    assert step.entry.kind is EntryKind.DECIDED
    assert step.entry.body["verdict"] == "disputed"
    assert step.entry.body["reason"] == "the UN counts 400"


def test_the_same_reason_again_is_no_entry() -> None:
    assert note(session(noted(1, IDS[0], "why")), "why", stamp=stamp(2)).entry is None
    assert note(session(), "   ", stamp=stamp(2)).entry is None


def test_the_same_reason_in_other_white_space_is_no_entry() -> None:
    spaced = decided(1, IDS[0], reason="two  sources,\none office")
    review = session(spaced).select(IDS[0])

    assert note(review, "two sources, one office", stamp=stamp(2)).entry is None


def test_a_reason_for_another_analysts_verdict_is_refused_with_a_sentence() -> None:
    review = session(decided(1, IDS[0], reason="two  sources", analyst="omar")).select(IDS[0])

    step = note(review, "the UN counts 400", stamp=stamp(2))

    assert step == Step(
        review,
        None,
        "omar gave this verdict; give your own with v, d or u, then add your reason.",
    )


def test_a_reason_goes_to_the_claim_that_is_named_though_it_is_not_listed() -> None:
    review = session().filtered(Filter.parse("amos"))

    step = note(review, "why", claim_id=IDS[0], stamp=stamp(1))

    assert claim(step.session, 1).noted == "why"
    assert step.session.selected == IDS[3]


def test_an_empty_reason_takes_the_noted_one_off() -> None:
    step = note(session(noted(1, IDS[0], "why")), "", stamp=stamp(2))

    assert claim(step.session, 1).noted is None
    assert step.words == "The reason was taken off."


def test_undo_takes_back_the_last_decision_selects_its_claim_and_says_so() -> None:
    step = decide(session(), Verdict.DISPUTED, stamp=stamp(1))

    back = undo(step.session, stamp=stamp(2))

    assert back.entry is not None
    assert back.entry.body == {"entry": stamp(1).entry_id}
    assert claim(back.session, 1).status is Status.UNREVIEWED
    assert back.session.selected == IDS[0]
    assert back.words == "Undid: disputed on “About 4,000 people remain in Bab Amr.”"


def test_redo_restores_it_and_says_so() -> None:
    step = undo(decide(session(), Verdict.DISPUTED, stamp=stamp(1)).session, stamp=stamp(2))

    again = redo(step.session, stamp=stamp(3))

    assert again.entry is not None
    assert again.entry.kind is EntryKind.REDONE
    assert claim(again.session, 1).status is Status.DISPUTED
    assert again.words == "Redid: disputed on “About 4,000 people remain in Bab Amr.”"


def test_undo_names_a_reason_as_a_reason() -> None:
    decision = decided(1, IDS[0])
    with_reason = note(session(decision).select(IDS[0]), "two sources", stamp=stamp(2))

    back = undo(with_reason.session, stamp=stamp(3))

    assert back.words == "Undid: the reason on “About 4,000 people remain in Bab Amr.”"
    assert claim(back.session, 1).status is Status.VERIFIED


def test_undo_names_a_noted_reason() -> None:
    back = undo(session(noted(1, IDS[0], "why")), stamp=stamp(2))

    assert back.words == "Undid: the reason noted on “About 4,000 people remain in Bab Amr.”"


def test_undo_of_a_decision_on_several_claims_says_how_many() -> None:
    back = undo(session(decided(1, *IDS[:4])), stamp=stamp(2))

    assert back.words == "Undid: verified on 4 claims, which are unreviewed again"
    assert back.session.tally.reviewed == 0


def test_undo_says_whose_verdict_stands_where_it_changes_none() -> None:
    review = session(
        decided(1, IDS[0]), decided(2, IDS[0], verdict=Verdict.DISPUTED, analyst="omar")
    )

    back = undo(review, stamp=stamp(3))

    assert back.words.endswith("(disputed by omar stands)")


def test_long_claims_are_quoted_in_short() -> None:
    review = session(decided(1, IDS[1])).select(IDS[1])

    words = undo(review, stamp=stamp(2)).words

    assert words == "Undid: verified on “The army entered the district on Thursday.”"
    assert len(words) < 80


def test_nothing_to_undo_is_said() -> None:
    step = undo(session(decided(1, IDS[0], analyst="omar")), stamp=stamp(2))

    assert step == Step(step.session, None, "There is nothing to undo.")


def test_nothing_to_redo_is_said() -> None:
    assert redo(session(), stamp=stamp(1)).words == "There is nothing to redo."


def test_undo_reaches_back_over_a_restart() -> None:
    step = decide(session(), Verdict.VERIFIED, stamp=stamp(1))
    assert step.entry is not None

    restarted = session(step.entry)

    assert undo(restarted, stamp=stamp(2)).session.tally.reviewed == 0


def test_without_a_claim_every_act_says_so_and_does_nothing() -> None:
    empty = Session.of(ARTICLE, (), (), analyst="rana")

    assert decide(empty, Verdict.VERIFIED, stamp=stamp(1)) == Step(
        empty, None, "No claim is selected."
    )
    assert note(empty, "why", stamp=stamp(1)).entry is None


@given(st.lists(st.sampled_from(("v", "d", "u", "n", "z", "Z", "down")), max_size=25))
def test_the_entries_alone_rebuild_what_the_screen_shows(keys: list[str]) -> None:
    review, ledger = session(), []
    verdicts = {"v": Verdict.VERIFIED, "d": Verdict.DISPUTED, "u": Verdict.UNCONFIRMED}
    for number, key in enumerate(keys):
        if key == "down":
            review = review.next()
            continue
        if key in verdicts:
            step = decide(review, verdicts[key], stamp=stamp(number))
        elif key == "n":
            step = note(review, f"reason {number}", stamp=stamp(number))
        else:
            step = (undo if key == "z" else redo)(review, stamp=stamp(number))
        review = step.session
        ledger += [step.entry] if step.entry else []

    assert session(*ledger).claims == review.claims
    assert all(entry.at >= NOON for entry in ledger)


@given(st.lists(st.sampled_from(Verdict), min_size=1, max_size=9))
def test_undoing_everything_comes_back_to_the_beginning(verdicts: list[Verdict]) -> None:
    review, count = session(), 0
    for verdict in verdicts:
        step = decide(review, verdict, stamp=stamp(count))
        review, count = step.session, count + (step.entry is not None)

    for number in range(count):
        review = undo(review, stamp=stamp(100 + number)).session

    assert review.claims == session().claims
    assert undo(review, stamp=stamp(200)).entry is None
