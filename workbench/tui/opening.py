"""Reading the article that a review begins with, while the screen is still being made.

Imports nothing of Textual: the store is read on a thread of its own before that is imported (~0.1 s
of some 0.3 s), and DuckDB leaves the interpreter to the imports meanwhile.
"""

import threading
from concurrent.futures import Future
from dataclasses import dataclass

from workbench.model import Article, Entry, Furniture, Head, LeftOut, ReviewedClaim
from workbench.store.protocol import Store
from workbench.tui.habits import Habits, habits_path
from workbench.tui.places import Place, article_to_open


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article with everything that its review needs."""

    article: Article
    claims: tuple[ReviewedClaim, ...]
    """Those that it came in with; what was made of them is in the entries."""
    left_out: tuple[LeftOut, ...]
    """When it came in."""
    furniture: tuple[Furniture, ...]
    entries: tuple[Entry, ...]
    head: Head
    """Of the ledger, before the rest was read: what came later is noticed."""


class Opening:
    """An article that is being read since this was made."""

    def __init__(self, store: Store, article_id: str | None) -> None:
        """Begin with an article; by default the one where the review was left, or the newest."""
        self.habits = Habits(habits_path())
        self._read: Future[Loaded | Head] = Future()
        left = self.habits.places.of(store.path)
        arguments = (store, article_id, left)
        self._thread = threading.Thread(
            target=self._run, args=arguments, name="opening", daemon=True
        )
        self._thread.start()

    def result(self) -> Loaded | Head:
        """Wait, and return what `load` returned, or raise what it raised."""
        return self._read.result()

    def end(self) -> None:
        """Wait until nothing is read any more: Python aborts when it ends in the midst of it."""
        self._thread.join()

    def _run(self, store: Store, article_id: str | None, left: Place | None) -> None:
        try:
            self._read.set_result(load(store, article_id, left))
        except Exception as error:  # noqa: BLE001 - the thread's edge: raised where it is waited for
            self._read.set_exception(error)


def load(store: Store, article_id: str | None, left: Place | None) -> Loaded | Head:
    """Read an article; by default the one where the review was left, or the newest.

    Only the ledger's head where the store has no article. Raises WorkbenchError.
    """
    head = store.head()
    if article_id is None:
        summaries = store.articles()
        if not summaries:
            return head
        article = article_to_open(summaries, left)
    else:
        article = store.article(article_id)
    splitting = store.splitting(article.id)
    claims = (ReviewedClaim(claim, article.quote(claim.spans)) for claim in splitting.claims)
    return Loaded(
        article=article,
        claims=tuple(claims),
        left_out=splitting.left_out,
        furniture=store.furniture(article.id),
        entries=store.entries(article.id),
        head=head,
    )
