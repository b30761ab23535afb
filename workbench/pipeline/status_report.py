"""The claim status report gathered from the store."""

from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from workbench.errors import StoreBusyError
from workbench.model import Article, Report, ReportSection, Status, Tally
from workbench.pipeline.linked import LinkedClaims
from workbench.store.protocol import Store

ATTEMPTS = 5
"""How often a report is gathered while others write."""


def report(
    store: Store,
    *,
    article_id: str | None = None,
    statuses: frozenset[Status] | None = None,
    made_at: datetime,
    made_by: str,
    similar: LinkedClaims | None = None,
) -> Report:
    """Gather the claim status report of one article, or of all, with each claim's matches.

    What it says and the ledger's head that it carries belong together: where another window writes
    meanwhile, it is gathered anew. StoreBusyError where that does not end.
    """
    for _ in range(ATTEMPTS):
        head = store.head()
        if article_id is None:
            articles = [summary.article for summary in store.articles()]
        else:
            articles = [store.article(article_id)]
        sections = tuple(_section(store, article, statuses, similar) for article in articles)
        if store.head() == head:
            break
    else:
        message = f"{store.path.name} was written to again and again while the report was made."
        raise StoreBusyError(message, "Try again when the other work is done.")
    return Report(
        sections=sections,
        filter=_filter_in_words(statuses),
        made_at=made_at,
        made_by=made_by,
        version=version("claim-workbench"),
        head=head,
    )


def _section(
    store: Store,
    article: Article,
    statuses: frozenset[Status] | None,
    similar: LinkedClaims | None,
) -> ReportSection:
    reviewed = store.reviewed_claims(article.id)
    shown = [claim for claim in reviewed if statuses is None or claim.status in statuses]
    if similar is not None:
        found = similar.to_claims(shown)
        pairs = zip(shown, found, strict=True)
        shown = [replace(claim, matches=matches) for claim, matches in pairs]
    return ReportSection(
        article=article,
        claims=tuple(shown),
        tally=Tally.of(claim.status for claim in reviewed),
        left_out=store.left_out(article.id),
        pairs=() if similar is None else similar.pairs(article.id),
    )


def _filter_in_words(statuses: frozenset[Status] | None) -> str:
    if statuses is None:
        return "all claims"
    return "claims that are " + " or ".join(status for status in Status if status in statuses)
