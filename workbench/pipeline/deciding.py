"""A verdict, or an answer on a past claim, given from the command line."""

from workbench.model import (
    Claim,
    Confidence,
    Entry,
    EntryKind,
    LinkAnswer,
    Match,
    Verdict,
)
from workbench.pipeline.linked import LinkedClaims
from workbench.pipeline.progress import Context
from workbench.review.linking import link_body
from workbench.store.protocol import Store


def mark(
    claim: Claim,
    verdict: Verdict,
    *,
    store: Store,
    reason: str | None,
    confidence: Confidence | None,
    context: Context,
) -> Entry:
    """Decide a claim; without a reason, the one that its analyst noted goes with the verdict."""
    if reason is None:
        reviewed = store.reviewed_claims(claim.article_id)
        found = next((one for one in reviewed if one.claim.id == claim.id), None)
        own = found is not None and found.noted_by == context.analyst
        reason = found.noted if found is not None and own else None
    entry = context.entry(
        EntryKind.DECIDED,
        claims=[claim.id],
        verdict=verdict.value,
        reason=reason,
        confidence=confidence.value if confidence else None,
    )
    store.append([entry])
    return entry


def link(
    claim: Claim,
    past_id: str,
    answer: LinkAnswer,
    *,
    store: Store,
    similar: LinkedClaims,
    context: Context,
) -> tuple[Entry, Match]:
    """Accept or reject a past claim beside a claim; no verdict is given.

    NotFoundError where there is no such past claim.
    """
    match = similar.between(claim, past_id)
    entry = context.entry(EntryKind.LINKED, **link_body(claim.id, match, answer))
    store.append([entry])
    return entry, match
