"""What an analyst does to an article as a whole: another title, out of the store, and back."""

from workbench.errors import NotFoundError
from workbench.model import Entry, EntryKind
from workbench.pipeline.progress import Context
from workbench.store.protocol import Store


def rename_article(article_id: str, title: str, *, store: Store, context: Context) -> Entry:
    """Give an article another title; the first letters of its id do.

    NotFoundError for none or several, ReadingError for a title that is not text, or holds none.
    """
    from workbench.errors import ReadingError
    from workbench.reading.plain_text import heading_of, refuse_surrogates

    article = store.article(article_id)
    refuse_surrogates("title", title)
    heading = heading_of(title)
    if not heading:
        message = "The title is empty."
        raise ReadingError(message, "Type some letters.")
    entry = context.entry(EntryKind.ARTICLE_RENAMED, article=article.id, title=heading)
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
