"""Reading the store away from the event loop; never seen, it ends each errand in a message."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import work
from textual.message import Message
from textual.widget import Widget

from workbench.errors import WorkbenchError
from workbench.model import Article, ArticleSummary, Entry, Head, Overview
from workbench.store.protocol import Store
from workbench.tui.keys_in_turn import hold_keys, let_keys_go
from workbench.tui.opening import Loaded, Opening, load
from workbench.tui.places import Place


class StoreReader(Widget):
    """Reads articles, and what other windows wrote."""

    @dataclass
    class ArticleLoaded(Message):
        """An article was read."""

        loaded: Loaded

    @dataclass
    class NothingFound(Message):
        """The store was read and has no article."""

        head: Head

    @dataclass
    class ArticlesListed(Message):
        """The articles of the store were read."""

        summaries: tuple[ArticleSummary, ...]

    @dataclass
    class OverviewRead(Message):
        """Where the whole store stands was read."""

        overview: Overview

    @dataclass
    class LoadFailed(Message):
        """The store could not be read."""

        error: WorkbenchError

    @dataclass
    class LedgerRead(Message):
        """The ledger had grown, and its entries on the article were read."""

        head: Head
        article_id: str
        entries: tuple[Entry, ...]
        arrived: tuple[Article, ...] = ()
        """What other windows took in since the last look."""

    @dataclass
    class NothingNew(Message):
        """The ledger was looked at, and had not grown."""

    @dataclass
    class LookFailed(Message):
        """The ledger could not be looked at."""

        error: WorkbenchError

    def __init__(
        self, store: Store, *, seen_by: str | None = None, begun: Opening | None = None
    ) -> None:
        super().__init__()
        self._begun: Opening | None = begun
        """The first load, where that has begun already."""
        self.display = False
        self._store = store
        self._known: frozenset[str] | None = None
        """The ids of the articles at the last look; None before the first."""
        self._seen_by = seen_by

    def on_unmount(self) -> None:
        """Let the keys go: nobody is told any more."""
        let_keys_go(self)

    def load(
        self, article_id: str | None, *, left: Place | None = None, instead: bool = False
    ) -> None:
        """Read an article; by default the one where the review was left, or the newest.

        Keys wait for one that comes `instead` of another: they are not for that one any more.
        """
        if instead:
            hold_keys(self)
        self._read(lambda: self._load(article_id, left))

    def list_articles(self) -> None:
        """Read which articles there are."""
        hold_keys(self)
        self._list(lambda: self.ArticlesListed(self._store.articles(seen_by=self._seen_by)))

    def read_overview(self) -> None:
        """Read where the whole store stands."""
        hold_keys(self)
        self._list(lambda: self.OverviewRead(self._store.overview(seen_by=self._seen_by)))

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _read(self, read: Callable[[], Message]) -> None:
        self._post(read)
        self.call_later(let_keys_go, self)  # behind the message

    @work(thread=True, exclusive=True, group="list", exit_on_error=False)
    def _list(self, read: Callable[[], Message]) -> None:
        self._post(read)
        self.call_later(let_keys_go, self)

    def know(self, ids: frozenset[str]) -> None:
        """Take articles as known: they came in here, and not from another window."""
        if self._known is not None:
            self._known |= ids

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def look(self, article_id: str, known: Head | None) -> None:
        """Read what the ledger has on an article, if it is not as long as it was known to be."""
        self._post(lambda: self._look(article_id, known), failed=self.LookFailed)

    def _post(
        self,
        read: Callable[[], Message],
        *,
        failed: Callable[[WorkbenchError], Message] = LoadFailed,
    ) -> None:
        try:
            message = read()
        except WorkbenchError as error:
            message = failed(error)
        except Exception as error:  # noqa: BLE001 - the thread's edge: said, and tried again
            message = failed(WorkbenchError(f"The store failed: {error!r}."))
        self.post_message(message)

    def _load(self, article_id: str | None, left: Place | None) -> Message:
        begun, self._begun = self._begun, None
        loaded = begun.result() if begun else load(self._store, article_id, left)
        if isinstance(loaded, Loaded):
            return self.ArticleLoaded(loaded)
        return self.NothingFound(loaded)

    def _look(self, article_id: str, known: Head | None) -> Message:
        head = self._store.head()
        if head == known and self._known is not None:
            return self.NothingNew()
        before, articles = self._known, [one.article for one in self._store.articles()]
        self._known = frozenset(article.id for article in articles)
        if head == known:
            return self.NothingNew()
        arrived = tuple(one for one in articles if before is not None and one.id not in before)
        return self.LedgerRead(head, article_id, self._store.entries(article_id), arrived)
