"""What an analyst does in a review: decide, note, undo, redo.

Links are in `linking`, evidence, tags and what else is gathered in `gathering`.

Each act takes a session and returns the new one, the entry to append to the ledger, and what to
tell the analyst. Ids and times are handed in, so the same acts give the same ledger.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from workbench import interchange
from workbench.model import Confidence, Entry, EntryKind, Json, ReviewedClaim, Verdict
from workbench.review.history import VERDICTS, claims_of, reason_of
from workbench.review.session import Session
from workbench.review.words import act_in_words, again_in_words, quoted, voices_in_words


@dataclass(frozen=True, slots=True)
class Stamp:
    """What makes an entry this one and no other."""

    entry_id: str
    """32 hexadecimal digits, unique in the store."""
    at: dt.datetime
    """In UTC."""


@dataclass(frozen=True, slots=True)
class Step:
    """What came of an act."""

    session: Session
    entry: Entry | None = None
    """To be appended to the ledger; None where nothing was done."""
    words: str = ""
    """For the analyst; empty where the screen shows it anyway."""


def decide(session: Session, verdict: Verdict, *, reason: str | None = None, stamp: Stamp) -> Step:
    """Give the selected claim the analyst's own verdict and go on to the next open one.

    What others gave stays; where it differs, the claim is in disagreement until it is settled.

    Its reason is the one that is given, or else the one noted before; an empty one is none. The
    analyst's own standing verdict is not given twice.
    """
    claim = session.current
    if claim is None:
        return Step(session, words="No claim is selected.")
    if is_given(claim, verdict, analyst=session.analyst):
        return onward(session, None, f"It was {verdict} already.")
    noted = own_note(session, claim)
    why = noted if reason is None else normalised(reason)
    body = _decided(claim, verdict, reason=why, confidence=None)
    entry = _entry(session, stamp, EntryKind.DECIDED, body)
    # The next one is looked for before the verdict may take the claim off a filtered list.
    forward = session.to_unreviewed()
    after = session.appended(entry)
    if forward is not None and forward.selected != claim.claim.id:
        after = after.select(forward.selected or "")
        return Step(after, entry)
    return onward(after, entry, "")


def is_given(claim: ReviewedClaim, verdict: Verdict, *, analyst: str) -> bool:
    """Tell whether the analyst gave the claim this verdict already, and has noted nothing since."""
    own = claim.voice_of(analyst)
    waiting = claim.noted is not None and claim.noted_by == analyst
    return own is not None and own.verdict is verdict and not waiting


def own_note(session: Session, claim: ReviewedClaim) -> str | None:
    """Return the reason that the analyst noted for their verdict to come; nobody else's."""
    note = session.history.waiting_note(claim.claim.id, by=session.analyst)
    return None if note is None else reason_of(note)


def objection_to_note(claim: ReviewedClaim, *, analyst: str) -> str:
    """Say why the analyst cannot give a reason here; empty where they can.

    A reason is a part of its verdict, so that one on another analyst's would take it over.
    """
    if not claim.verdicts or claim.voice_of(analyst) is not None:
        return ""
    giver = claim.verdicts[-1].analyst
    return f"{giver} gave this verdict; give your own with v, d or u, then add your reason."


def note(
    session: Session,
    reason: str,
    *,
    claim_id: str | None = None,
    ahead: bool = False,
    stamp: Stamp,
) -> Step:
    """Give a reason: with the verdict that stands, or to go with the verdict to come.

    For the claim of that id, listed or not; by default for the selected one. An empty reason takes
    the earlier one off. `ahead` notes it for the analyst's own verdict to come, though another's
    stands.
    """
    claim = session.current if claim_id is None else session.claim(claim_id)
    if claim is None:
        return Step(session, words="No claim is selected.")
    words = objection_to_note(claim, analyst=session.analyst)
    if words and not ahead:
        return Step(session, words=words)
    given = normalised(reason)
    decision = claim.voice_of(session.analyst)
    before = decision.reason if decision else own_note(session, claim)
    if given == normalised(before or ""):
        return Step(session)
    if decision is None:
        body: Mapping[str, Json] = {"claims": [claim.claim.id], "reason": given}
        entry = _entry(session, stamp, EntryKind.NOTED, body)
        words = "The reason goes with the next verdict." if given else "The reason was taken off."
        return Step(session.appended(entry), entry, words)
    body = _decided(claim, decision.verdict, reason=given, confidence=decision.confidence)
    entry = _entry(session, stamp, EntryKind.DECIDED, body)
    return Step(session.appended(entry), entry)


def undo(session: Session, *, stamp: Stamp) -> Step:
    """Take back the newest thing that the analyst did, and select its claim."""
    act = session.history.next_undo(session.analyst)
    if act is None:
        return Step(session, words="There is nothing to undo.")
    return _turn(session, act, stamp, EntryKind.UNDONE)


def redo(session: Session, *, stamp: Stamp) -> Step:
    """Restore what the analyst undid last, and select its claim."""
    act = session.history.next_redo(session.analyst)
    if act is None:
        return Step(session, words="There is nothing to redo.")
    return _turn(session, act, stamp, EntryKind.REDONE)


def _turn(session: Session, act: Entry, stamp: Stamp, kind: EntryKind) -> Step:
    if words := _in_the_way(session, act, kind):
        return Step(session, words=words)
    entry = _entry(session, stamp, kind, {"entry": act.id})
    said = act_in_words(act, session)
    after = session.appended(entry)
    ids = claims_of(act)
    standing = [claim_id for claim_id in ids if after.claim(claim_id) is not None]
    after = after.select(standing[0]) if standing else after
    verb = "Undid" if kind is EntryKind.UNDONE else "Redid"
    judges = act.kind in VERDICTS or act.kind is EntryKind.NOTED
    others = _by_another(after, ids) if judges else ""
    if kind is EntryKind.UNDONE and len(ids) > 1 and judges:
        others = again_in_words(after, ids)
    return Step(after, entry, f"{verb}: {said}{others}")


def _in_the_way(session: Session, act: Entry, kind: EntryKind) -> str:
    """Say which later re-cut keeps one from being taken back or restored; empty where none does."""
    if act.kind is not EntryKind.RECUT:
        return ""
    recut, undoes = interchange.recut_from_entry(act), kind is EntryKind.UNDONE
    for claim_id in [claim.id for claim in recut.made] if undoes else recut.taken:
        claim, newest = session.cuts.claim(claim_id), session.cuts.newest(claim_id)
        later = newest is not None and newest.entry_id != act.id
        if claim is not None and newest is not None and later and claim_id in newest.taken:
            return f"{quoted(claim)} was {newest.act} by {newest.analyst} since: undo that first."
    return ""


def _by_another(session: Session, ids: tuple[str, ...]) -> str:
    """Say whose verdicts are there beside the analyst's: undoing cannot change those."""
    claim = session.claim(ids[0]) if len(ids) == 1 else None
    others = [one for one in claim.verdicts if one.analyst != session.analyst] if claim else []
    if not others or claim is None:
        return ""
    if len(others) == len(claim.verdicts) and claim.decision is not None:
        return f" ({claim.decision.verdict} by {claim.decision.analyst} stands)"
    return f" (beside it: {voices_in_words(others)})"


def onward(session: Session, entry: Entry | None, said: str) -> Step:
    """Return the step that goes on to the next open claim, and says so where none is left."""
    forward = session.to_unreviewed()
    if forward is not None:
        return Step(forward, entry, said)
    left = session.tally.open
    if left:
        what = "open" if session.tally.disagreement else "unreviewed"
        rest = f"None is left {what} in this list; {left} outside its filter."
    else:
        rest = f"All {session.tally.total} claims are reviewed."
    return Step(session, entry, f"{said} {rest}".strip())


def normalised(reason: str) -> str | None:
    """Return a reason on one line; None for an empty one."""
    return " ".join(reason.split()) or None


def _decided(
    claim: ReviewedClaim, verdict: Verdict, *, reason: str | None, confidence: Confidence | None
) -> Mapping[str, Json]:
    return {
        "claims": [claim.claim.id],
        "verdict": verdict.value,
        "reason": reason,
        "confidence": confidence.value if confidence else None,
    }


def _entry(session: Session, stamp: Stamp, kind: EntryKind, body: Mapping[str, Json]) -> Entry:
    return Entry(stamp.entry_id, stamp.at, session.analyst, kind, body)
