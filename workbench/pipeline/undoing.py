"""Taking back, and restoring, what an analyst did: to an article as a whole, or to anything."""

from workbench.errors import NotFoundError, WorkbenchError
from workbench.model import Article, Entry, EntryKind
from workbench.pipeline.progress import Context
from workbench.pipeline.recutting import session_of
from workbench.review.acts import Stamp, redo, undo
from workbench.review.history import ACTS, ON_ARTICLES, History, claims_of
from workbench.store.protocol import Store

NOTHING = {
    EntryKind.UNDONE: "There is nothing of yours to undo.",
    EntryKind.REDONE: "There is nothing to redo: you took nothing back, or did something since.",
}


def turn_on_articles(kind: EntryKind, *, store: Store, context: Context) -> tuple[Entry, Article]:
    """Take back the analyst's newest correction or removal that stands, or restore the last one.

    Returns the entry of that act, with the article as it is now; as it was where it is out again.
    NotFoundError where there is none.
    """
    history = History.of(store.article_acts(), kinds=ON_ARTICLES)
    act = _next(history, kind, context.analyst)
    if act is None:
        hint = "Only what was done to whole articles is meant here; verdicts turn in the review."
        raise NotFoundError(NOTHING[kind], hint)
    return act, _turn_on_article(act, kind, store=store, context=context)


def turn(
    kind: EntryKind, *, store: Store, context: Context, blind: bool = False
) -> tuple[Entry, Article, str]:
    """Take back the newest thing that the analyst did, or restore what they took back last.

    Returns the entry of that act, its article, and what was done in words, which are empty for an
    act on an article as a whole. NotFoundError where there is none; WorkbenchError where something
    that came later stands in the way. One who reviews `blind` is told nothing of others.
    """
    history = History.of(store.entries(), kinds=ACTS | ON_ARTICLES)
    act = _next(history, kind, context.analyst)
    if act is None:
        raise NotFoundError(NOTHING[kind], "workbench history CLAIM shows what was done.")
    if act.kind in ON_ARTICLES:
        return act, _turn_on_article(act, kind, store=store, context=context), ""
    claim = store.claim(claims_of(act)[0], standing=False)
    article = store.article(claim.article_id)
    session = session_of(store, article, analyst=context.analyst, blind=blind)
    stamp = Stamp(context.new_id(), context.clock())
    step = (undo if kind is EntryKind.UNDONE else redo)(session, stamp=stamp)
    if step.entry is None:
        raise WorkbenchError(step.words)
    store.append([step.entry])
    return act, article, step.words


def _next(history: History, kind: EntryKind, analyst: str) -> Entry | None:
    if kind is EntryKind.UNDONE:
        return history.next_undo(analyst)
    return history.next_redo(analyst)


def _turn_on_article(act: Entry, kind: EntryKind, *, store: Store, context: Context) -> Article:
    article_id = str(act.body["article"])
    goes = act.kind is EntryKind.ARTICLE_REMOVED and kind is EntryKind.REDONE
    before = store.article(article_id) if goes else None
    store.append([context.entry(kind, entry=act.id)])
    return before or store.article(article_id)
