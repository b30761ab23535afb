"""The history of a claim, line by line."""

import datetime as dt

from review_values import IDS, NOON, decided, noted, redone, session, stamp, undone

from workbench.model import (
    Confidence,
    Entry,
    EntryKind,
    Evidence,
    Json,
    Reliability,
    Stance,
    Told,
    Verdict,
)
from workbench.review.acts import Step, decide, undo
from workbench.review.gathering import (
    give_evidence,
    judge_said,
    remove_evidence,
    set_confidence,
    tag,
    write_note,
)
from workbench.review.session import Session
from workbench.review.telling import told

CLAIM = IDS[0]


def linked(number: int, claim: str, past: str, answer: str = "accepted") -> Entry:
    body: dict[str, Json] = {"claim": claim, "past": past, "answer": answer}
    given = stamp(number)
    return Entry(given.entry_id, given.at, "rana", EntryKind.LINKED, body)


def words(*entries: Entry, of: str = CLAIM) -> list[str]:
    return [one.words for one in told(entries, of)]


def test_each_line_says_who_when_and_what() -> None:
    entry = decided(3, CLAIM, verdict=Verdict.DISPUTED, reason="it was 400", analyst="omar")

    assert told([entry], CLAIM) == (
        Told(
            NOON + dt.timedelta(minutes=3),
            "omar",
            "unreviewed → disputed: it was 400",
            entry=entry,
            before="unreviewed",
            after="disputed",
            why="it was 400",
        ),
    )


def test_how_it_came_in_is_told() -> None:
    at = stamp(1)
    added = Entry(at.entry_id, at.at, "rana", EntryKind.ARTICLE_ADDED, {})
    imported = Entry(at.entry_id, at.at, "rana", EntryKind.PAST_CLAIMS_IMPORTED, {})

    assert words(added) == ["taken in with its article"]
    assert words(imported) == ["imported"]


def test_a_note_is_told_and_its_taking_off() -> None:
    assert words(noted(1, CLAIM, "ask the UN"), noted(2, CLAIM, None)) == [
        "noted: ask the UN",
        "took the noted reason off",
    ]


def test_what_was_taken_back_is_marked_and_the_taking_back_told() -> None:
    first = decided(1, CLAIM)
    back, again = undone(2, first), redone(3, first)

    assert [(one.words, one.taken_back) for one in told([first, back], CLAIM)] == [
        ("unreviewed → verified", True),
        ("took back: verified (verified → unreviewed)", False),
    ]
    assert [(one.words, one.taken_back) for one in told([first, back, again], CLAIM)] == [
        ("unreviewed → verified", False),
        ("took back: verified (verified → unreviewed)", False),
        ("restored: verified (unreviewed → verified)", False),
    ]


def test_a_link_is_told_from_both_ends() -> None:
    entry = linked(1, CLAIM, "past-one", "rejected")

    assert words(entry) == ["rejected a past claim beside it"]
    assert words(entry, of="past-one") == ["rejected it beside another claim"]


def test_a_change_says_from_what_to_what_and_why() -> None:
    first = decided(1, CLAIM, verdict=Verdict.VERIFIED)
    second = decided(2, CLAIM, verdict=Verdict.DISPUTED, reason="it was 400")

    (_, change) = told([first, second], CLAIM)

    assert change.words == "verified → disputed: it was 400"
    assert (change.before, change.after, change.why) == ("verified", "disputed", "it was 400")


def test_what_was_gathered_is_told_with_what_stood_before() -> None:
    start = session()
    acts: list[tuple[Step, str]] = []

    def act(step: Step, words: str) -> Session:
        acts.append((step, words))
        return step.session

    worse = Evidence("a blog", Stance.REFUTES, reliability=Reliability.E)
    better = Evidence("a blog", Stance.CONTEXT, reliability=Reliability.D)
    first = stamp(1).entry_id
    after = act(give_evidence(start, worse, stamp=stamp(1)), "evidence: refutes, E6: a blog")
    after = act(
        give_evidence(after, better, replaces=first, stamp=stamp(2)),
        "corrected evidence: refutes, E6: a blog → context, D6: a blog",
    )
    after = act(
        remove_evidence(after, stamp(2).entry_id, stamp=stamp(3)),
        "took off evidence: context, D6: a blog",
    )
    after = act(tag(after, [CLAIM], added=["toll", "flood"], stamp=stamp(4)), "tags +toll +flood")
    after = act(write_note(after, "ask the UN", stamp=stamp(5)), "note: ask the UN")
    after = act(undo(after, stamp=stamp(6)), "took back: note: ask the UN (ask the UN → none)")
    after = act(decide(after, Verdict.VERIFIED, stamp=stamp(7)), "unreviewed → verified")
    after = act(
        set_confidence(after, Confidence.LOW, claim_id=CLAIM, stamp=stamp(8)),
        "verified → verified (confidence low)",
    )

    entries = [step.entry for step, _ in acts if step.entry is not None]
    assert [one.words for one in told(entries, CLAIM)] == [words for _, words in acts]


def test_that_it_was_said_is_told_apart() -> None:
    step = judge_said(
        session(), Verdict.UNCONFIRMED, reason="no tape", claim_id=IDS[3], stamp=stamp(1)
    )
    assert step.entry is not None

    assert words(step.entry, of=IDS[3]) == ["that it was said: not judged → unconfirmed: no tape"]


def test_acts_on_other_claims_are_passed_over() -> None:
    other = decided(1, IDS[1])

    assert words(other, undone(2, other), decided(3, CLAIM)) == ["unreviewed → verified"]
