"""What an analyst does to an article as a whole: corrected, taken out of the store, and back."""

import datetime as dt

from workbench.errors import NotFoundError
from workbench.model import Entry, EntryKind, Json
from workbench.pipeline.progress import Context
from workbench.store.protocol import Store


def rename_article(article_id: str, title: str, *, store: Store, context: Context) -> Entry:
    """Give an article another title; the first letters of its id do.

    NotFoundError for none or several, ReadingError for a title that is not text, or holds none.
    """
    return correct_article(article_id, title=title, store=store, context=context)


def correct_article(
    article_id: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: dt.date | None = None,
    url: str | None = None,
    store: Store,
    context: Context,
) -> Entry:
    """Correct what an article says of itself, where something is given: at least one is.

    NotFoundError for no such article or several, ReadingError for what is not text, or holds none,
    and for an address that is none of the web.
    """
    from workbench.errors import ReadingError
    from workbench.reading.blocks import web_address
    from workbench.reading.plain_text import heading_of, refuse_surrogates

    article = store.article(article_id)
    found: dict[str, Json] = {}
    for name, given in (("title", title), ("publisher", publisher), ("url", url)):
        if given is None:
            continue
        refuse_surrogates(name, given)
        if not (words := heading_of(given)):
            message = f"The {name} is empty."
            raise ReadingError(message, "Type some letters.")
        found[name] = words
    if url is not None and web_address(url) is None:
        message = f"{found['url']} is no address of the web."
        raise ReadingError(message, "It begins with http:// or https://.")
    if published is not None:
        found["published"] = published.isoformat()
    entry = context.entry(EntryKind.ARTICLE_RENAMED, article=article.id, **found)
    store.append([entry])
    return entry


def remove_article(article_id: str, *, store: Store, context: Context) -> Entry:
    """Take an article out: it is listed no more, its claims are neither found nor counted.

    The ledger keeps everything, and undoing the entry puts the article back. NotFoundError for no
    such article, or several.
    """
    article = store.article(article_id)
    entry = context.entry(EntryKind.ARTICLE_REMOVED, article=article.id)
    store.append([entry])
    return entry


def undo_on_articles(*, store: Store, context: Context) -> Entry:
    """Take back the analyst's newest renaming or removal that stands, and return it.

    NotFoundError where there is none.
    """
    own = [act for act in store.article_acts() if act.analyst == context.analyst]
    if not own:
        message = "There is no renaming and no removal of yours to undo."
        raise NotFoundError(message, "Verdicts are undone on the review screen.")
    store.append([context.entry(EntryKind.UNDONE, entry=own[-1].id)])
    return own[-1]
