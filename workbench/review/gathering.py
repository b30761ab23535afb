"""What an analyst gathers about a claim: evidence, tags, a note, how sure they are, what was said.

Each act takes a session and returns a step, as those of `acts` do; undo and redo are theirs too.
"""

from collections.abc import Iterable, Mapping, Sequence

from workbench import interchange
from workbench.model import (
    Confidence,
    Entry,
    EntryKind,
    Evidence,
    GivenEvidence,
    Json,
    ReviewedClaim,
    Verdict,
)
from workbench.review.acts import Stamp, Step
from workbench.review.gathered import is_reported
from workbench.review.session import Session
from workbench.review.words import clipped, number_of_claims, tags_in_words

NONE_SELECTED = "No claim is selected."


def give_evidence(
    session: Session,
    evidence: Evidence,
    *,
    claim_id: str | None = None,
    replaces: str | None = None,
    stamp: Stamp,
) -> Step:
    """Put evidence on a claim, or correct what the entry `replaces` gave.

    For the claim of that id, listed or not; by default for the selected one. What was corrected or
    removed meanwhile is not corrected again: the evidence is put on as a new piece. The same
    evidence is not given twice.
    """
    claim = _claim(session, claim_id)
    if claim is None:
        return Step(session, words=NONE_SELECTED)
    before = _given(claim, replaces)
    if before is not None and before.evidence == evidence:
        return Step(session, words="Nothing was changed.")
    if any(one.evidence == evidence for one in claim.evidence):
        return Step(session, words="The claim has this evidence already.")
    body: dict[str, Json] = {
        "evidence": interchange.evidence_to_json(evidence),
        "replaces": before.entry_id if before else None,
    }
    if before is not None:
        words = "The evidence was corrected."
    elif replaces is not None:
        words = "What you corrected was taken off meanwhile; it is on the claim anew."
    else:
        words = f"Evidence from “{clipped(evidence.source)}” is on the claim."
    return _done(session, stamp, EntryKind.EVIDENCE_GIVEN, [claim], body, words)


def remove_evidence(
    session: Session, entry_id: str, *, claim_id: str | None = None, stamp: Stamp
) -> Step:
    """Take a piece of evidence off a claim; the ledger keeps it, and so does undo."""
    claim = _claim(session, claim_id)
    if claim is None:
        return Step(session, words=NONE_SELECTED)
    if _given(claim, entry_id) is None:
        return Step(session, words="That evidence is not on the claim now.")
    words = "The evidence was taken off; undo puts it back."
    body: dict[str, Json] = {"evidence": entry_id}
    return _done(session, stamp, EntryKind.EVIDENCE_REMOVED, [claim], body, words)


def tag(
    session: Session,
    claim_ids: Sequence[str],
    *,
    added: Iterable[str] = (),
    removed: Iterable[str] = (),
    stamp: Stamp,
) -> Step:
    """Put tags on claims and take tags off them, by one entry; tags as `tags.tags_in` gives them.

    Claims that this would not change are left out of the entry.
    """
    off = frozenset(removed)
    on = tuple(one for one in dict.fromkeys(added) if one not in off)
    claims = [claim for claim_id in claim_ids if (claim := session.claim(claim_id)) is not None]
    changed = [claim for claim in claims if (set(claim.tags) | set(on)) - off != set(claim.tags)]
    if not changed:
        return Step(session, words="The tags are as they were." if claims else NONE_SELECTED)
    standing = {one for claim in changed for one in claim.tags}
    taken = sorted(off & standing)
    body: dict[str, Json] = {"added": [*on], "removed": [*taken]}
    words = f"Tags: {tags_in_words(on, taken)}"
    if len(changed) > 1:
        words = f"{words} on {number_of_claims(len(changed))}"
    return _done(session, stamp, EntryKind.TAGGED, changed, body, f"{words}.")


def write_note(session: Session, text: str, *, claim_id: str | None = None, stamp: Stamp) -> Step:
    """Write the note of a claim anew, in as many lines as it has; an empty one takes it off."""
    claim = _claim(session, claim_id)
    if claim is None:
        return Step(session, words=NONE_SELECTED)
    written = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") or None
    if written == (claim.note.text if claim.note else None):
        return Step(session, words="The note is as it was.")
    words = "The note is on the claim." if written else "The note was taken off; undo restores it."
    return _done(session, stamp, EntryKind.NOTE_WRITTEN, [claim], {"note": written}, words)


def objection_to_confidence(claim: ReviewedClaim, *, analyst: str) -> str:
    """Say why the analyst cannot say how sure they are; empty where they can."""
    if not claim.verdicts:
        return "There is no verdict yet to be sure of: give one first."
    if claim.voice_of(analyst) is None:
        giver = claim.verdicts[-1].analyst
        return (
            f"{giver} gave this verdict; give your own with v, d or u, then say how sure you are."
        )
    return ""


def set_confidence(
    session: Session,
    confidence: Confidence | None,
    *,
    claim_id: str | None = None,
    stamp: Stamp,
) -> Step:
    """Say how sure the analyst is of their verdict, which is given again with its reason."""
    claim = _claim(session, claim_id)
    if claim is None:
        return Step(session, words=NONE_SELECTED)
    words = objection_to_confidence(claim, analyst=session.analyst)
    own = claim.voice_of(session.analyst)
    if words or own is None:
        return Step(session, words=words)
    if own.confidence is confidence:
        return Step(session, words=f"Its confidence was {confidence or 'none'} already.")
    body: dict[str, Json] = {
        "verdict": own.verdict.value,
        "reason": own.reason,
        "confidence": confidence.value if confidence else None,
    }
    said = f"{confidence.capitalize()} confidence" if confidence else "No confidence"
    words = f"{said} in {own.verdict}."
    return _done(session, stamp, EntryKind.DECIDED, [claim], body, words)


def objection_to_said(claim: ReviewedClaim) -> str:
    """Say why there is no judging that it was said; empty where there is."""
    if is_reported(claim.claim):
        return ""
    return "The article says this itself: there is only whether it is so to be judged."


def judge_said(
    session: Session,
    verdict: Verdict,
    *,
    reason: str = "",
    claim_id: str | None = None,
    stamp: Stamp,
) -> Step:
    """Judge whether the speaker said it, apart from whether it is so."""
    claim = _claim(session, claim_id)
    if claim is None:
        return Step(session, words=NONE_SELECTED)
    if words := objection_to_said(claim):
        return Step(session, words=words)
    given = " ".join(reason.split()) or None
    before = claim.said
    own = before if before is not None and before.analyst == session.analyst else None
    if own is not None and own.verdict is verdict and given in {None, own.reason}:
        return Step(session, words=f"That it was said was {verdict} already.")
    body: dict[str, Json] = {"verdict": verdict.value, "reason": given}
    words = f"That it was said: {verdict}. Whether it is so is judged apart."
    return _done(session, stamp, EntryKind.SAID_JUDGED, [claim], body, words)


def _claim(session: Session, claim_id: str | None) -> ReviewedClaim | None:
    return session.current if claim_id is None else session.claim(claim_id)


def _given(claim: ReviewedClaim, entry_id: str | None) -> GivenEvidence | None:
    return next((one for one in claim.evidence if one.entry_id == entry_id), None)


def _done(
    session: Session,
    stamp: Stamp,
    kind: EntryKind,
    claims: Sequence[ReviewedClaim],
    body: Mapping[str, Json],
    words: str,
) -> Step:
    ids: list[Json] = [claim.claim.id for claim in claims]
    entry = Entry(stamp.entry_id, stamp.at, session.analyst, kind, {"claims": ids, **body})
    return Step(session.appended(entry), entry, words)
