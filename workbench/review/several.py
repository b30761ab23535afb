"""Deciding several claims at once: one question, one ledger entry, one undo."""

from collections import Counter
from collections.abc import Sequence

from workbench.model import Entry, EntryKind, Json, ReviewedClaim, Status, Verdict
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
    decisions = [claim.decision for claim in claims if claim.decision is not None]
    if decisions:
        has = "has" if len(decisions) == 1 else "have"
        counts = Counter(Status.of(decision.verdict) for decision in decisions)
        by = ", ".join(sorted({decision.analyst for decision in decisions}))
        verdicts = counts_in_words(counts)
        said.append(f"{_some(len(decisions), claims)} {has} a verdict: {verdicts} (by {by}).")
    reasons = sum(1 for claim in claims if claim.noted)
    if reasons:
        has = "has a noted reason" if reasons == 1 else "have noted reasons"
        said.append(f"{_some(reasons, claims)} {has}, not carried over: one reason goes for all.")
    return tuple(said)


def _some(count: int, claims: Sequence[ReviewedClaim]) -> str:
    return "All of them" if count == len(claims) > 1 else f"{count} of them"


def _holds(claim: ReviewedClaim, verdict: Verdict, analyst: str) -> bool:
    decision = claim.decision
    return (
        decision is not None
        and (decision.verdict, decision.analyst) == (verdict, analyst)
        and claim.noted is None
    )
