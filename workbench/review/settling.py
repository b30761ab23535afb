"""Settling what analysts judge differently: one verdict after all have been read."""

from workbench.model import Entry, EntryKind, Json, Status, Verdict
from workbench.review.acts import Stamp, Step, normalised, onward
from workbench.review.session import Session

NO_DISAGREEMENT = "Nobody disagrees on this claim."


def settle(session: Session, verdict: Verdict, *, reason: str, claim_id: str, stamp: Stamp) -> Step:
    """Give a claim in disagreement the verdict that counts from now on, and go on.

    It clears every analyst's own verdict, which stay in the history, and names them; undoing it
    brings the disagreement back. One who judges otherwise later opens it again.
    """
    claim = session.claim(claim_id)
    if claim is None or claim.status is not Status.DISAGREEMENT:
        return Step(session, words=NO_DISAGREEMENT)
    body: dict[str, Json] = {
        "claims": [claim_id],
        "verdict": verdict.value,
        "reason": normalised(reason),
        "confidence": None,
        "between": [voice.entry_id for voice in claim.verdicts],
    }
    entry = Entry(stamp.entry_id, stamp.at, session.analyst, EntryKind.SETTLED, body)
    return onward(session.appended(entry), entry, f"Settled as {verdict}.")
