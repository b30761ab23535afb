"""Deciding several claims at once: one question, one ledger entry, one undo."""

from collections import Counter
from collections.abc import Sequence

from workbench.model import Entry, EntryKind, Json, ReviewedClaim, Verdict
from workbench.review.acts import Stamp, Step, onward
from workbench.review.picking import nothing_picked
from workbench.review.session import Session
from workbench.review.words import counts_in_words, number_of_claims


def decide_several(
    session: Session, claim_ids: Sequence[str], verdict: Verdict, *, reason: str, stamp: Stamp
) -> Step:
    """Give claims of the article one verdict and reason by one entry; none is picked afterwards.

    Without a reason, the analyst's own standing verdicts are not given twice: they keep theirs.
    """
    given = " ".join(reason.split()) or None
    claims = [claim for claim_id in claim_ids if (claim := session.claim(claim_id)) is not None]
    wanted: list[Json] = [
        claim.claim.id
        for claim in claims
        if given is not None or not _holds(claim, verdict, session.analyst)
    ]
    cleared = nothing_picked(session)
    if not wanted:
        return Step(cleared, words=f"They were {verdict} already.")
    body: dict[str, Json] = {
        "claims": wanted,
        "verdict": verdict.value,
        "reason": given,
        "confidence": None,
    }
    entry = Entry(stamp.entry_id, stamp.at, session.analyst, EntryKind.DECIDED, body)
    words = f"Marked {number_of_claims(len(wanted))} {verdict}."
    if left := len(claims) - len(wanted):
        words = f"{words} {left} {'was' if left == 1 else 'were'} {verdict} already."
    return onward(cleared.appended(entry), entry, words)


def question(count: int, verdict: Verdict) -> str:
    """Ask whether so many claims are to be given a verdict: `Mark 12 claims disputed?`."""
    return f"Mark {number_of_claims(count)} {verdict}?"


def holding(claims: Sequence[ReviewedClaim]) -> tuple[str, ...]:
    """Say what claims hold now that one decision on them all would pass over, in sentences."""
    said = []
    judged = [claim for claim in claims if claim.verdicts]
    if judged:
        has = "has" if len(judged) == 1 else "have"
        counts = counts_in_words(Counter(claim.status for claim in judged))
        by = ", ".join(sorted({voice.analyst for claim in judged for voice in claim.verdicts}))
        said.append(f"{_some(len(judged), claims)} {has} a verdict: {counts} (by {by}).")
    reasons = sum(1 for claim in claims if claim.noted)
    if reasons:
        has = "has a noted reason" if reasons == 1 else "have noted reasons"
        said.append(f"{_some(reasons, claims)} {has}, not carried over: one reason goes for all.")
    return tuple(said)


def _some(count: int, claims: Sequence[ReviewedClaim]) -> str:
    return "All of them" if count == len(claims) > 1 else f"{count} of them"


def _holds(claim: ReviewedClaim, verdict: Verdict, analyst: str) -> bool:
    own = claim.voice_of(analyst)
    waiting = claim.noted is not None and claim.noted_by == analyst
    return own is not None and own.verdict is verdict and not waiting
