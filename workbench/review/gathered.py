"""What was gathered about a claim, read from its acts: evidence, tags, its note, what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench import interchange
from workbench.model import (
    Claim,
    Decision,
    Entry,
    EntryKind,
    GivenEvidence,
    Manner,
    Note,
    ReviewedClaim,
    Verdict,
)
from workbench.review.history import reason_of, texts_of


def is_reported(claim: Claim) -> bool:
    """Tell whether somebody else than the article says it, so that it can be said and not so."""
    return claim.speaker is not None or claim.manner is not Manner.ASSERTED


def with_gathered(claim: ReviewedClaim, acts: Iterable[Entry]) -> ReviewedClaim:
    """Return a claim with what its acts gathered; they come in order, none of them taken back."""
    acts = tuple(acts)
    return replace(
        claim,
        said=said_in(acts, claim.claim.id),
        evidence=evidence_in(acts),
        tags=tags_in(acts),
        note=note_in(acts),
    )


def said_in(acts: Sequence[Entry], claim_id: str) -> Decision | None:
    """Return the newest judgement of whether the speaker said it."""
    entry = _newest(acts, EntryKind.SAID_JUDGED)
    if entry is None:
        return None
    verdict = Verdict(str(entry.body["verdict"]))
    return Decision(entry.id, claim_id, verdict, reason_of(entry), None, entry.analyst, entry.at)


def evidence_in(acts: Sequence[Entry]) -> tuple[GivenEvidence, ...]:
    """Return the evidence that was neither corrected nor removed, in the order of its entries."""
    gone = {act.body["evidence"] for act in acts if act.kind is EntryKind.EVIDENCE_REMOVED}
    given = [act for act in acts if act.kind is EntryKind.EVIDENCE_GIVEN]
    gone |= {act.body.get("replaces") for act in given}
    return tuple(
        GivenEvidence(
            act.id, interchange.evidence_from_json(act.body["evidence"]), act.analyst, act.at
        )
        for act in given
        if act.id not in gone
    )


def tags_in(acts: Iterable[Entry]) -> tuple[str, ...]:
    """Return the tags that stand, in alphabetical order."""
    tags: set[str] = set()
    for act in acts:
        if act.kind is EntryKind.TAGGED:
            tags = (tags | set(texts_of(act, "added"))) - set(texts_of(act, "removed"))
    return tuple(sorted(tags))


def note_in(acts: Sequence[Entry]) -> Note | None:
    """Return the note that was written last; None where it was taken off."""
    entry = _newest(acts, EntryKind.NOTE_WRITTEN)
    text = entry.body.get("note") if entry is not None else None
    return None if entry is None or text is None else Note(str(text), entry.analyst, entry.at)


def _newest(acts: Sequence[Entry], kind: EntryKind) -> Entry | None:
    return next((act for act in reversed(acts) if act.kind is kind), None)
