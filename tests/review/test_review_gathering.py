"""Evidence, tags, a note, confidence and the judgement of what was said."""

import datetime as dt
from dataclasses import replace

import pytest
from review_values import IDS, decided, session, stamp

from workbench.errors import WorkbenchError
from workbench.model import (
    Confidence,
    Credibility,
    EntryKind,
    Evidence,
    KeptFile,
    Reliability,
    ReviewedClaim,
    Stance,
    Status,
    Verdict,
)
from workbench.review.acts import Step, redo, undo
from workbench.review.gathering import (
    give_evidence,
    judge_said,
    remove_evidence,
    set_confidence,
    tag,
    write_note,
)
from workbench.review.session import Session
from workbench.review.tags import common_tags, tags_in

RELEASE = Evidence(
    source="ICRC press release",
    stance=Stance.SUPPORTS,
    quote="We have a [green] light.",
    address="https://icrc.example.org/1",
    retrieved=dt.date(2012, 3, 2),
    reliability=Reliability.B,
    credibility=Credibility.TWO,
    file=KeptFile("release.pdf", "a" * 64, 12_345),
)
OTHER = Evidence("a resident", Stance.REFUTES)
SAID_BY_AMOS = IDS[3]


def claim(after: Session, claim_id: str = IDS[0]) -> ReviewedClaim:
    found = after.claim(claim_id)
    assert found is not None
    return found


def given(*, analyst: str = "rana") -> Session:
    return give_evidence(session(analyst=analyst), RELEASE, stamp=stamp(1)).session


def standing(after: Session) -> list[Evidence]:
    return [one.evidence for one in claim(after).evidence]


def back_and_again(step: Step) -> tuple[Step, Step]:
    back = undo(step.session, stamp=stamp(90))
    return back, redo(back.session, stamp=stamp(91))


def test_evidence_is_put_on_the_selected_claim_with_all_that_is_known_of_it() -> None:
    step = give_evidence(session(), RELEASE, stamp=stamp(1))

    assert step.words == "Evidence from “ICRC press release” is on the claim."
    assert step.entry is not None
    assert step.entry.kind is EntryKind.EVIDENCE_GIVEN
    (found,) = claim(step.session).evidence
    assert (found.evidence, found.analyst, found.entry_id) == (RELEASE, "rana", stamp(1).entry_id)
    assert found.evidence.grade == "B2"
    assert claim(step.session).status is Status.UNREVIEWED


def test_the_same_evidence_is_not_given_twice() -> None:
    step = give_evidence(given(), RELEASE, stamp=stamp(2))

    assert (step.entry, step.words) == (None, "The claim has this evidence already.")


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    better = replace(RELEASE, credibility=Credibility.ONE)
    step = give_evidence(given(), better, replaces=stamp(1).entry_id, stamp=stamp(2))
    back, again = back_and_again(step)

    assert standing(step.session) == [better]
    assert standing(back.session) == [RELEASE]
    assert standing(again.session) == [better]
    assert back.words.startswith("Undid: the correction of evidence from “ICRC press release” on “")


def test_a_correction_that_changes_nothing_is_no_entry() -> None:
    step = give_evidence(given(), RELEASE, replaces=stamp(1).entry_id, stamp=stamp(2))

    assert (step.entry, step.words) == (None, "Nothing was changed.")


def test_what_was_taken_off_meanwhile_is_put_on_anew_and_said() -> None:
    gone = remove_evidence(given(analyst="omar"), stamp(1).entry_id, stamp=stamp(2)).session
    step = give_evidence(gone, OTHER, replaces=stamp(1).entry_id, stamp=stamp(3))

    assert step.entry is not None
    assert step.entry.body["replaces"] is None
    assert step.words == "What you corrected was taken off meanwhile; it is on the claim anew."
    assert standing(step.session) == [OTHER]


def test_evidence_is_taken_off_and_undo_puts_it_back() -> None:
    step = remove_evidence(given(), stamp(1).entry_id, stamp=stamp(2))
    back, again = back_and_again(step)

    assert standing(step.session) == standing(again.session) == []
    assert standing(back.session) == [RELEASE]
    assert back.words == (
        "Undid: taking off evidence from “ICRC press release” on "
        "“About 4,000 people remain in Bab Amr.”"
    )


def test_evidence_that_is_not_there_is_not_taken_off() -> None:
    step = remove_evidence(session(), stamp(1).entry_id, stamp=stamp(2))

    assert (step.entry, step.words) == (None, "That evidence is not on the claim now.")


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("flood toll", ("flood", "toll")),
        (" Flood,, #toll;flood ", ("flood", "toll")),
        ("+a -b", ("a", "b")),
        ("", ()),
        ("# -", ()),
        ("فيضان [x]", ("فيضان", "[x]")),
    ],
)
def test_a_line_of_tags_is_read_as_it_is_typed(line: str, tags: tuple[str, ...]) -> None:
    assert tags_in(line) == tags


@pytest.mark.parametrize("word", ["x" * 5000, "a\x1b[31m"])
def test_what_is_no_tag_is_refused_in_words(word: str) -> None:
    with pytest.raises(WorkbenchError, match="A tag"):
        tags_in(f"flood {word}")


def test_tags_are_put_on_and_taken_off_several_claims_by_one_entry() -> None:
    first = tag(session(), IDS[:2], added=["toll", "flood"], stamp=stamp(1))
    step = tag(first.session, IDS[:3], added=["flood"], removed=["toll", "no"], stamp=stamp(2))
    back, again = back_and_again(step)

    assert first.words == "Tags: +toll +flood on 2 claims."
    assert step.entry is not None
    assert step.entry.body == {"claims": [*IDS[:3]], "added": ["flood"], "removed": ["toll"]}
    assert [claim(step.session, one).tags for one in IDS[:3]] == [("flood",)] * 3
    assert [claim(back.session, one).tags for one in IDS[:3]] == [("flood", "toll")] * 2 + [()]
    assert claim(again.session).tags == ("flood",)
    assert back.words == "Undid: tags +flood −toll on 3 claims"


def test_tags_that_stand_are_not_put_on_again() -> None:
    first = tag(session(), IDS[:1], added=["flood"], stamp=stamp(1)).session
    step = tag(first, IDS[:1], added=["flood"], removed=["toll"], stamp=stamp(2))

    assert (step.entry, step.words) == (None, "The tags are as they were.")


def test_the_tags_in_common_are_those_on_every_claim() -> None:
    assert common_tags([("b", "a", "c"), ("c", "b")]) == ("b", "c")
    assert common_tags([]) == ()


def test_a_note_keeps_its_lines_and_is_taken_off_by_an_empty_one() -> None:
    step = write_note(session(), "ask the UN  \n\n[then] call\n", stamp=stamp(1))
    off = write_note(step.session, " \n", stamp=stamp(2))
    back, _ = back_and_again(off)

    note = claim(step.session).note
    assert note is not None
    assert (note.text, note.analyst) == ("ask the UN\n\n[then] call", "rana")
    assert claim(off.session).note is None
    assert claim(back.session).note == note
    assert back.words.startswith("Undid: taking the note off on “")


def test_a_note_that_says_the_same_is_no_entry() -> None:
    step = write_note(session(), "ask the UN", stamp=stamp(1))

    assert write_note(step.session, "ask the UN\n", stamp=stamp(2)).entry is None
    assert write_note(session(), "  ", stamp=stamp(2)).entry is None


def test_confidence_gives_the_verdict_again_with_its_reason() -> None:
    entry = decided(1, IDS[0], verdict=Verdict.DISPUTED, reason="it was 400")
    step = set_confidence(session(entry), Confidence.HIGH, claim_id=IDS[0], stamp=stamp(2))
    back, _ = back_and_again(step)

    decision = claim(step.session).decision
    assert decision is not None
    assert (decision.verdict, decision.reason) == (Verdict.DISPUTED, "it was 400")
    assert decision.confidence is Confidence.HIGH
    assert step.words == "High confidence in disputed."
    assert back.words == "Undid: confidence high on “About 4,000 people remain in Bab Amr.”"
    undone = claim(back.session).decision
    assert undone is not None
    assert undone.confidence is None


def test_confidence_needs_a_verdict_of_ones_own() -> None:
    entry = decided(1, IDS[0], analyst="omar")
    without = set_confidence(session(), Confidence.LOW, stamp=stamp(2))
    others = set_confidence(session(entry), None, claim_id=IDS[0], stamp=stamp(2))

    assert (without.entry, others.entry) == (None, None)
    assert without.words.startswith("There is no verdict yet")
    assert others.words.startswith("omar gave this verdict")


def test_that_it_was_said_is_judged_apart_from_whether_it_is_so() -> None:
    entry = decided(1, SAID_BY_AMOS, verdict=Verdict.DISPUTED)
    step = judge_said(
        session(entry), Verdict.VERIFIED, reason=" on\ntape ", claim_id=SAID_BY_AMOS, stamp=stamp(2)
    )
    back, again = back_and_again(step)

    found = claim(step.session, SAID_BY_AMOS)
    assert found.status is Status.DISPUTED
    assert found.said is not None
    assert (found.said.verdict, found.said.reason) == (Verdict.VERIFIED, "on tape")
    assert claim(back.session, SAID_BY_AMOS).said is None
    assert claim(back.session, SAID_BY_AMOS).status is Status.DISPUTED
    assert claim(again.session, SAID_BY_AMOS).said == found.said
    assert back.words == ("Undid: verified that it was said, on “The Red Cross had a green light.”")


def test_what_the_article_says_itself_has_no_speaker_to_judge() -> None:
    step = judge_said(session(), Verdict.VERIFIED, stamp=stamp(1))

    assert step.entry is None
    assert step.words.startswith("The article says this itself")


def test_the_same_judgement_is_not_given_twice_but_another_reason_is() -> None:
    first = judge_said(
        session(), Verdict.VERIFIED, reason="tape", claim_id=SAID_BY_AMOS, stamp=stamp(1)
    ).session

    def again(reason: str) -> Step:
        return judge_said(
            first, Verdict.VERIFIED, reason=reason, claim_id=SAID_BY_AMOS, stamp=stamp(2)
        )

    assert again("").entry is None
    assert again("tape").entry is None
    assert again("her own site").entry is not None
