"""What the review screen reads from the store, in one go, away from the event loop."""

from dataclasses import dataclass

from workbench.model import Article, Entry, Head, LeftOut, ReviewedClaim
from workbench.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article with everything that its review needs."""

    article: Article
    claims: tuple[ReviewedClaim, ...]
    left_out: tuple[LeftOut, ...]
    entries: tuple[Entry, ...]
    head: Head
    """Of the ledger, before the rest was read: what came later is noticed."""


def load(store: Store, article_id: str | None) -> Loaded | Head:
    """Return an article, by default the newest; the ledger's head where there is none."""
    head = store.head()
    if article_id is None:
        summaries = store.articles()
        if not summaries:
            return head
        article = summaries[0].article
    else:
        article = store.article(article_id)
    return Loaded(
        article=article,
        claims=store.reviewed_claims(article.id),
        left_out=store.left_out(article.id),
        entries=store.entries(article.id),
        head=head,
    )
