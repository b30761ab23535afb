"""The fold of ledger entries."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from review_values import IDS, decided, noted, redone, stamp, undone

from workbench.model import Confidence, Decision, Entry, EntryKind, Json, Verdict
from workbench.review.history import History

CLAIM = IDS[0]


def test_an_empty_ledger_decides_nothing() -> None:
    assert History.of(()).decision(CLAIM) is None


def test_a_decision_carries_everything_that_its_entry_says() -> None:
    body: dict[str, Json] = {
        "claims": [CLAIM],
        "verdict": "disputed",
        "reason": "the UN counts 400",
        "confidence": "high",
    }
    entry = Entry("e" * 32, dt.datetime(2012, 3, 2, tzinfo=dt.UTC), "omar", EntryKind.DECIDED, body)

    assert History.of((entry,)).decision(CLAIM) == Decision(
        entry_id="e" * 32,
        claim_id=CLAIM,
        verdict=Verdict.DISPUTED,
        reason="the UN counts 400",
        confidence=Confidence.HIGH,
        analyst="omar",
        at=dt.datetime(2012, 3, 2, tzinfo=dt.UTC),
    )


def test_the_newest_decision_stands() -> None:
    history = History.of((decided(1, CLAIM), decided(2, CLAIM, verdict=Verdict.DISPUTED)))

    decision = history.decision(CLAIM)

    assert decision is not None
    assert decision.verdict is Verdict.DISPUTED


def test_undoing_the_newest_decision_brings_back_the_one_before() -> None:
    first, second = decided(1, CLAIM), decided(2, CLAIM, verdict=Verdict.DISPUTED)

    decision = History.of((first, second, undone(3, second))).decision(CLAIM)

    assert decision is not None
    assert decision.entry_id == first.id


def test_one_undo_takes_back_a_decision_on_several_claims() -> None:
    bulk = decided(1, *IDS[:3])

    history = History.of((bulk, undone(2, bulk)))

    assert [history.decision(claim_id) for claim_id in IDS[:3]] == [None, None, None]


def test_a_redone_decision_stands_again() -> None:
    entry = decided(1, CLAIM)

    history = History.of((entry, undone(2, entry), redone(3, entry)))

    assert history.decision(CLAIM) is not None
    assert history.next_undo("rana") == entry


def test_undo_goes_back_one_entry_at_a_time() -> None:
    first, second = decided(1, IDS[0]), decided(2, IDS[1])

    history = History.of((first, second, undone(3, second)))

    assert history.next_undo("rana") == first
    assert history.next_redo("rana") == second


def test_a_new_decision_closes_the_way_to_what_was_undone() -> None:
    first = decided(1, IDS[0])

    history = History.of((first, undone(2, first), decided(3, IDS[1])))

    assert history.next_redo("rana") is None


def test_another_analysts_decision_leaves_ones_own_redo_open() -> None:
    first = decided(1, IDS[0])

    history = History.of((first, undone(2, first), decided(3, IDS[1], analyst="omar")))

    assert history.next_redo("rana") == first


def test_analysts_undo_only_what_is_their_own() -> None:
    mine, theirs = decided(1, CLAIM), decided(2, CLAIM, analyst="omar")

    assert History.of((mine, theirs)).next_undo("rana") == mine


def test_two_windows_may_undo_the_same_decision() -> None:
    entry = decided(1, CLAIM)

    history = History.of((entry, undone(2, entry), undone(3, entry)))

    assert history.redoable["rana"] == (entry,)


def test_a_note_waits_for_the_next_verdict() -> None:
    history = History.of((noted(1, CLAIM, "ask the UN"),))

    assert history.noted(CLAIM) == "ask the UN"
    assert history.decision(CLAIM) is None


def test_a_verdict_uses_up_the_note_before_it() -> None:
    history = History.of((noted(1, CLAIM, "ask the UN"), decided(2, CLAIM)))

    assert history.noted(CLAIM) is None


def test_undoing_the_verdict_brings_back_the_note() -> None:
    verdict = decided(2, CLAIM)

    history = History.of((noted(1, CLAIM, "ask the UN"), verdict, undone(3, verdict)))

    assert history.noted(CLAIM) == "ask the UN"


def test_an_empty_note_takes_the_earlier_one_off() -> None:
    history = History.of((noted(1, CLAIM, "ask the UN"), noted(2, CLAIM, None)))

    assert history.noted(CLAIM) is None


def test_entries_about_other_things_change_no_claim() -> None:
    added = Entry(stamp(1).entry_id, stamp(1).at, "rana", EntryKind.ARTICLE_ADDED, {})

    assert History.of((added,)).next_undo("rana") is None


def test_stored_entries_come_before_those_that_are_not_stored_yet() -> None:
    mine, theirs = decided(2, CLAIM), decided(1, CLAIM, analyst="omar")

    merged = History.of((mine,)).merged((theirs,))

    assert merged.entries == (theirs, mine)


def test_an_entry_that_was_stored_meanwhile_is_not_counted_twice() -> None:
    mine = decided(1, CLAIM)

    assert History.of((mine,)).merged((mine,)).entries == (mine,)


JUDGING = (EntryKind.DECIDED, EntryKind.NOTED)
TURNING = (EntryKind.UNDONE, EntryKind.REDONE)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Entries as two analysts' windows make them, undo and redo of anything included."""
    entries: list[Entry] = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        analyst = draw(st.sampled_from(("rana", "omar")))
        acts = [e for e in entries if e.kind in {EntryKind.DECIDED, EntryKind.NOTED}]
        kind = draw(st.sampled_from((*JUDGING, *TURNING) if acts else JUDGING))
        claim_ids = draw(st.lists(st.sampled_from(IDS[:3]), min_size=1, max_size=3, unique=True))
        if kind is EntryKind.DECIDED:
            verdict = draw(st.sampled_from(Verdict))
            entries.append(decided(number, *claim_ids, verdict=verdict, analyst=analyst))
        elif kind is EntryKind.NOTED:
            entries.append(noted(number, claim_ids[0], "why", analyst=analyst))
        else:
            act = draw(st.sampled_from(acts))
            make = undone if kind is EntryKind.UNDONE else redone
            entries.append(make(number, act, analyst=analyst))
    return tuple(entries)


@given(ledgers())
def test_folding_at_once_and_one_by_one_come_to_the_same(entries: tuple[Entry, ...]) -> None:
    one_by_one = History()
    for entry in entries:
        one_by_one = one_by_one.after(entry)

    assert one_by_one == History.of(entries)


@given(ledgers())
def test_undo_then_redo_comes_back_to_where_it_was(entries: tuple[Entry, ...]) -> None:
    before = History.of(entries)
    act = before.next_undo("rana")
    if act is None:
        return

    after = before.after(undone(90, act)).after(redone(91, act))

    assert [after.decision(i) for i in IDS] == [before.decision(i) for i in IDS]
    assert [after.noted(i) for i in IDS] == [before.noted(i) for i in IDS]
    assert after.undoable["rana"] == before.undoable["rana"]


@given(ledgers())
def test_whatever_is_undoable_stands_and_whatever_is_redoable_does_not(
    entries: tuple[Entry, ...],
) -> None:
    history = History.of(entries)

    undoable = {act.id for acts in history.undoable.values() for act in acts}
    redoable = {act.id for acts in history.redoable.values() for act in acts}

    assert not undoable & history.taken_back
    assert redoable <= history.taken_back
