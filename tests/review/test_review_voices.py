"""Several analysts on one claim: each has a voice, a disagreement is settled, blind sees own."""

from dataclasses import replace

from review_values import IDS, decided, noted, session, stamp, undone

from workbench import interchange
from workbench.model import Entry, EntryKind, Evidence, Json, Stance, Status, Verdict
from workbench.review.acts import decide, note, redo, undo
from workbench.review.blind import seen_entries
from workbench.review.filter import Filter
from workbench.review.order import Order
from workbench.review.session import Session
from workbench.review.settling import settle
from workbench.review.several import holding
from workbench.review.telling import told
from workbench.review.words import others_in_words

CLAIM = IDS[0]
BY_OMAR = decided(1, CLAIM, verdict=Verdict.DISPUTED, reason="it was 400", analyst="omar")


def disagreeing(analyst: str = "rana") -> Session:
    return session(BY_OMAR, decided(2, CLAIM), analyst=analyst)


def settled_by_rana() -> Session:
    step = settle(
        disagreeing(), Verdict.UNCONFIRMED, reason="both may be", claim_id=CLAIM, stamp=stamp(3)
    )
    return step.session


def test_a_verdict_is_the_analysts_own_and_overwrites_nobodys() -> None:
    after = decide(session(BY_OMAR).select(CLAIM), Verdict.VERIFIED, stamp=stamp(2)).session

    claim = after.claim(CLAIM)
    assert claim is not None
    assert claim.status is Status.DISAGREEMENT
    assert [(one.analyst, one.verdict) for one in claim.verdicts] == [
        ("omar", Verdict.DISPUTED),
        ("rana", Verdict.VERIFIED),
    ]
    assert after.tally.open == len(IDS)


def test_the_same_verdict_of_another_is_given_again_as_ones_own() -> None:
    step = decide(session(BY_OMAR).select(CLAIM), Verdict.DISPUTED, stamp=stamp(2))

    assert step.entry is not None
    claim = step.session.claim(CLAIM)
    assert claim is not None
    assert (claim.status, len(claim.verdicts)) == (Status.DISPUTED, 2)


def test_a_disagreement_is_open_work() -> None:
    others = decided(3, *IDS[1:])
    begun = session(BY_OMAR, decided(2, CLAIM), others)

    assert begun.selected == CLAIM
    assert begun.select(IDS[3]).to_unreviewed() == begun
    assert [one.claim.id for one in begun.filtered(Filter.parse("is:disagreement")).listed] == [
        CLAIM
    ]
    assert [one.claim.id for one in begun.filtered(Filter.parse("by:omar")).listed] == [CLAIM]
    assert [one.claim.id for one in begun.filtered(Filter.parse("400")).listed] == [CLAIM]


def test_a_reason_goes_with_the_analysts_own_verdict_and_no_one_elses() -> None:
    begun = session(noted(1, CLAIM, "ask the UN", analyst="omar")).select(CLAIM)

    step = decide(begun, Verdict.VERIFIED, stamp=stamp(2))

    assert step.entry is not None
    assert step.entry.body["reason"] is None
    assert step.session.claim(CLAIM).noted == "ask the UN"  # type: ignore[union-attr]  # it is there


def test_a_reason_is_given_to_ones_own_voice_in_a_disagreement() -> None:
    step = note(disagreeing().select(CLAIM), "seen there", stamp=stamp(3))

    assert step.entry is not None
    assert step.entry.body["verdict"] == "verified"


def test_settling_clears_the_voices_and_names_them() -> None:
    step = settle(
        disagreeing(), Verdict.UNCONFIRMED, reason=" both  may be ", claim_id=CLAIM, stamp=stamp(3)
    )

    assert step.entry is not None
    assert step.entry.kind is EntryKind.SETTLED
    assert step.entry.body == {
        "claims": [CLAIM],
        "verdict": "unconfirmed",
        "reason": "both may be",
        "confidence": None,
        "between": [stamp(1).entry_id, stamp(2).entry_id],
    }
    claim = step.session.claim(CLAIM)
    assert claim is not None
    assert [one.analyst for one in claim.verdicts] == ["rana"]
    assert claim.status is Status.UNCONFIRMED


def test_undoing_a_settlement_brings_the_disagreement_back_and_redoing_settles_it_again() -> None:
    back = undo(settled_by_rana(), stamp=stamp(4))

    assert back.words.startswith("Undid: settled as unconfirmed: “")
    assert back.session.claim(CLAIM).status is Status.DISAGREEMENT  # type: ignore[union-attr]  # it is there
    again = redo(back.session, stamp=stamp(5))
    assert again.session.claim(CLAIM).status is Status.UNCONFIRMED  # type: ignore[union-attr]  # it is there


def test_what_nobody_disagrees_on_is_not_settled() -> None:
    step = settle(session(BY_OMAR), Verdict.VERIFIED, reason="", claim_id=CLAIM, stamp=stamp(2))

    assert (step.entry, step.words) == (None, "Nobody disagrees on this claim.")


def test_undoing_ones_own_verdict_says_what_others_hold() -> None:
    step = undo(disagreeing(), stamp=stamp(3))

    assert step.words.endswith("(disputed by omar stands)")


def test_the_history_tells_who_settled_what() -> None:
    lines = [one.words for one in told(settled_by_rana().history.entries, CLAIM)]

    assert lines == [
        "unreviewed → disputed: it was 400",
        "no verdict of their own → verified",
        "settled: disputed by omar, verified by rana → unconfirmed: both may be",
    ]


def test_one_who_is_asked_about_several_is_told_of_the_disagreement() -> None:
    claim = disagreeing().claim(CLAIM)
    assert claim is not None
    assert holding([claim]) == ("1 of them has a verdict: 1 disagreement (by omar, rana).",)


# Blind


def blind(*entries: Entry) -> Session:
    return session(*entries).blinded(blind=True)


def test_blind_hides_others_verdicts_until_ones_own_is_given() -> None:
    begun = blind(BY_OMAR)

    hidden = begun.claim(CLAIM)
    assert hidden is not None
    assert (hidden.status, hidden.verdicts, hidden.decision) == (Status.UNREVIEWED, (), None)
    assert begun.tally.unreviewed == len(IDS)
    after = decide(begun.select(CLAIM), Verdict.VERIFIED, stamp=stamp(2)).session
    assert after.claim(CLAIM).status is Status.DISAGREEMENT  # type: ignore[union-attr]  # it is there
    assert begun.blinded(blind=False).claim(CLAIM).status is Status.DISPUTED  # type: ignore[union-attr]  # it is there


def test_nothing_of_what_is_hidden_shows_in_filters_orders_or_words() -> None:
    said: dict[str, Json] = {"claims": [CLAIM], "verdict": "disputed", "reason": "never said so"}
    written: dict[str, Json] = {"claims": [CLAIM], "note": "a secret"}
    found = interchange.evidence_to_json(Evidence("a gauge", Stance.REFUTES))
    given: dict[str, Json] = {"claims": [CLAIM], "evidence": found, "replaces": None}
    entries = (
        BY_OMAR,
        noted(2, IDS[1], "400 again", analyst="omar"),
        Entry(stamp(3).entry_id, stamp(3).at, "omar", EntryKind.SAID_JUDGED, said),
        Entry(stamp(4).entry_id, stamp(4).at, "omar", EntryKind.NOTE_WRITTEN, written),
        Entry(stamp(5).entry_id, stamp(5).at, "omar", EntryKind.EVIDENCE_GIVEN, given),
    )
    begun = blind(*entries)

    hidden = ("is:disputed", "by:omar", "400", "has:reason", "never", "secret", "gauge")
    for query in (*hidden, "has:evidence"):
        assert begun.filtered(Filter.parse(query)).listed == (), query
    assert [one.claim.id for one in begun.ordered(Order.DECIDED_LAST).listed] == list(IDS)
    claim = begun.claim(CLAIM)
    assert claim is not None
    assert (claim.noted, claim.said, claim.note, claim.evidence) == (None, None, None, ())
    assert holding(begun.claims) == ()
    assert others_in_words(entries[:1], begun) == "1 change came in from another window."
    taken_back = undone(6, BY_OMAR, analyst="omar")
    after = begun.caught_up((*entries, taken_back))
    assert others_in_words((taken_back,), after) == "1 change came in from another window."


def test_blind_keeps_ones_own_reason_that_another_noted_over() -> None:
    begun = blind(noted(1, CLAIM, "mine"), noted(2, CLAIM, "theirs", analyst="omar"))

    assert begun.claim(CLAIM).noted == "mine"  # type: ignore[union-attr]  # it is there
    step = decide(begun.select(CLAIM), Verdict.VERIFIED, stamp=stamp(3))
    assert step.entry is not None
    assert step.entry.body["reason"] == "mine"


def test_the_history_of_a_claim_is_hidden_too_until_ones_own_verdict() -> None:
    tagged = replace(
        BY_OMAR,
        id="f" * 32,
        kind=EntryKind.TAGGED,
        body={"claims": [CLAIM], "added": ["a"], "removed": []},
    )
    entries = (BY_OMAR, undone(2, BY_OMAR, analyst="omar"), tagged)

    assert seen_entries(entries, CLAIM, analyst="rana") == (tagged,)
    own = decided(3, CLAIM)
    assert seen_entries((*entries, own), CLAIM, analyst="rana") == (*entries, own)
