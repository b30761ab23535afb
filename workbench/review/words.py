"""What was done, said to the analyst in one short line."""

from collections import Counter
from collections.abc import Mapping, Sequence

from workbench.model import Entry, EntryKind, ReviewedClaim, Status
from workbench.review.history import History, claims_of, link_of, reason_of, verdict_of
from workbench.review.session import Session

CLIPPED = 48
"""How many letters of a claim a line quotes."""


def clipped(text: str, *, limit: int = CLIPPED) -> str:
    """Return the text on one line, cut after a word where it is longer than the limit."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def quoted(claim: ReviewedClaim) -> str:
    """Return a claim's text, clipped and in quotation marks."""
    return f"“{clipped(claim.claim.text)}”"


def act_in_words(entry: Entry, session: Session) -> str:
    """Return what an act did: `disputed on “about 4,000 remain…”`."""
    ids = claims_of(entry)
    claims = [claim for claim_id in ids if (claim := session.claim(claim_id)) is not None]
    about = quoted(claims[0]) if len(ids) == 1 and claims else number_of_claims(len(ids))
    if entry.kind is EntryKind.NOTED:
        return f"the reason noted on {about}"
    if entry.kind is EntryKind.LINKED:
        return f"a past claim {link_of(entry).answer} on {about}"
    verdict = verdict_of(entry)
    if len(ids) == 1 and _gave_only_a_reason(entry, ids[0], session.history):
        return f"the reason on {about}"
    return f"{verdict} on {about}"


def entry_in_words(entry: Entry, session: Session) -> str:
    """Return what an entry did, an undoing too: `undoing disputed on “about 4,000 remain…”`."""
    if entry.kind not in {EntryKind.UNDONE, EntryKind.REDONE}:
        return act_in_words(entry, session)
    verb = "undoing" if entry.kind is EntryKind.UNDONE else "redoing"
    act = session.history.act(str(entry.body["entry"]))
    return f"{verb} {act_in_words(act, session)}" if act is not None else f"{verb} 1 change"


def others_in_words(entries: tuple[Entry, ...], session: Session) -> str:
    """Return what other windows did; an empty text where it was nothing about these claims."""
    if not entries:
        return ""
    if len(entries) > 1:
        return f"{len(entries)} changes came in from other windows."
    entry = entries[0]
    act, verb = entry, ""
    if entry.kind in {EntryKind.UNDONE, EntryKind.REDONE}:
        turned = session.history.act(str(entry.body["entry"]))
        if turned is None:
            return ""
        act, verb = turned, " took back" if entry.kind is EntryKind.UNDONE else " restored"
    return f"In another window, {entry.analyst}{verb}: {act_in_words(act, session)}"


def _gave_only_a_reason(entry: Entry, claim_id: str, history: History) -> bool:
    """Tell whether the verdict stood already, so that the entry's news is its reason."""
    before = None
    for other in history.by_claim.get(claim_id, ()):
        if other.id == entry.id:
            break
        if other.kind is EntryKind.DECIDED and other.id not in history.taken_back:
            before = other
    return (
        before is not None
        and verdict_of(before) is verdict_of(entry)
        and before.analyst == entry.analyst
        and reason_of(before) != reason_of(entry)
    )


def again_in_words(session: Session, claim_ids: Sequence[str]) -> str:
    """Say where several claims stand after an undo: `, which are unreviewed again`."""
    claims = [claim for claim_id in claim_ids if (claim := session.claim(claim_id)) is not None]
    counts = Counter(claim.status for claim in claims)
    if set(counts) == {Status.UNREVIEWED}:
        return ", which are unreviewed again"
    return f"; they are {counts_in_words(counts)} now" if counts else ""


def counts_in_words(counts: Mapping[Status, int]) -> str:
    """Return how many stand where: `9 unreviewed, 3 verified`."""
    return ", ".join(f"{counts[status]} {status}" for status in Status if counts.get(status))


def number_of_claims(count: int) -> str:
    """Return `1 claim` or `12 claims`."""
    return "1 claim" if count == 1 else f"{count} claims"
