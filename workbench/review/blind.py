"""Reviewing blind: what others made of a claim is hidden until one's own verdict is given."""

from collections.abc import Sequence
from dataclasses import replace

from workbench.model import Entry, EntryKind, ReviewedClaim
from workbench.review.history import History, claims_of, reason_of

HIDDEN = frozenset(
    {
        EntryKind.DECIDED,
        EntryKind.SETTLED,
        EntryKind.NOTED,
        EntryKind.SAID_JUDGED,
        EntryKind.NOTE_WRITTEN,
        EntryKind.EVIDENCE_GIVEN,
        EntryKind.EVIDENCE_REMOVED,
    }
)
"""What others did that is hidden: evidence tells what they make of a claim by its stance.

Tags and links are everybody's material.
"""


def veiled(claim: ReviewedClaim, *, analyst: str, history: History | None = None) -> ReviewedClaim:
    """Return a claim as an analyst sees it who reviews blind.

    One that they gave no verdict themselves has none, and no reason, note, evidence or judgement
    of what was said but their own. `history` knows of a reason of theirs that waits behind
    another's.
    """
    if claim.voice_of(analyst) is not None:
        return claim
    noted = claim.noted if claim.noted_by == analyst else None
    if history is not None:
        note = history.waiting_note(claim.claim.id, by=analyst)
        noted = None if note is None else reason_of(note)
    own_said = claim.said is not None and claim.said.analyst == analyst
    own_note = claim.note is not None and claim.note.analyst == analyst
    return replace(
        claim,
        decision=None,
        verdicts=(),
        noted=noted,
        noted_by=None if noted is None else analyst,
        said=claim.said if own_said else None,
        note=claim.note if own_note else None,
        evidence=tuple(one for one in claim.evidence if one.analyst == analyst),
    )


def seen(claims: Sequence[ReviewedClaim], *, by: str | None) -> tuple[ReviewedClaim, ...]:
    """Return claims as an analyst sees them who reviews blind; all of them where nobody does."""
    return tuple(claims if by is None else (veiled(claim, analyst=by) for claim in claims))


def seen_entries(entries: tuple[Entry, ...], claim_id: str, *, analyst: str) -> tuple[Entry, ...]:
    """Return the entries on a claim that an analyst may see who reviews blind.

    All of them once they gave it a verdict; before that, without what others judged, noted and
    found, and without the undoing of it.
    """
    history = History.of(entries)
    if any(voice.analyst == analyst for voice in history.voices(claim_id)):
        return entries
    hidden = {entry.id for entry in entries if entry.kind in HIDDEN and entry.analyst != analyst}
    return tuple(
        entry
        for entry in entries
        if entry.id not in hidden and str(entry.body.get("entry")) not in hidden
    )


def is_hidden(entry: Entry, claims: dict[str, ReviewedClaim], *, analyst: str) -> bool:
    """Tell whether an act of another's is hidden on one of the claims that it is about."""
    if entry.analyst == analyst or entry.kind not in HIDDEN:
        return False
    about = [claims[claim_id] for claim_id in claims_of(entry) if claim_id in claims]
    return any(claim.voice_of(analyst) is None for claim in about)
