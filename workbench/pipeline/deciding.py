"""A verdict given from the command line."""

from workbench.model import Claim, Confidence, Entry, EntryKind, Verdict
from workbench.pipeline.progress import Context
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
    """Decide a claim; without a reason, the one that was noted before goes with the verdict."""
    if reason is None:
        reviewed = store.reviewed_claims(claim.article_id)
        reason = next((one.noted for one in reviewed if one.claim.id == claim.id), None)
    entry = context.entry(
        EntryKind.DECIDED,
        claims=[claim.id],
        verdict=verdict.value,
        reason=reason,
        confidence=confidence.value if confidence else None,
    )
    store.append([entry])
    return entry
