"""A verdict, or an answer on a past claim, given from the command line."""

from collections.abc import Callable

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
from workbench.review.acts import Stamp, Step
from workbench.review.blind import seen
from workbench.review.history import History
from workbench.review.linking import link_body
from workbench.review.session import Session
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


def act(
    claim: Claim,
    do: Callable[[Session, Stamp], Step],
    *,
    store: Store,
    context: Context,
    blind: bool = False,
) -> Step:
    """Do one of the review's acts on a stored claim, as the screen does it, and keep its entry.

    Nothing is kept where the act refuses: the step's words then say why, and tell one who reviews
    blind nothing of others.
    """
    listed = store.reviewed_claims(claim.article_id)
    own = tuple(one for one in listed if one.claim.id == claim.id)
    own = seen(own, by=context.analyst if blind else None)
    session = Session(
        store.article(claim.article_id),
        context.analyst,
        own,
        History.of(store.entries_about(claim.id)),
        listed=own,
        selected=claim.id,
        blind=blind,
    )
    step = do(session, Stamp(context.new_id(), context.clock()))
    if step.entry is not None:
        store.append([step.entry])
    return step


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
