"""Choosing an article."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from workbench.model import ArticleSummary
from workbench.store.protocol import Store
from workbench.tui.text import on_one_line, styled
from workbench.tui.widgets.store_reader import StoreReader


class ArticlesScreen(Screen[str | None]):
    """The articles of the store, the newest first; gives the id of the one chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", show=True),
        Binding("escape,a,q", "leave", "back", key_display="Esc"),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    AUTO_FOCUS = "#articles"

    def __init__(
        self, store: Store, *, reviewed: str | None, seen_by: str | None = None
    ) -> None:
        """Offer the articles of a store, beginning at the one under review."""
        super().__init__()
        self._store = store
        self._seen_by = seen_by
        self._reviewed = reviewed

    def compose(self) -> ComposeResult:
        """A heading, the articles, and what is going on."""
        yield Static(styled(("Articles", "bold")), id="screen-title")
        yield Static(styled("Reading the store…"), id="state")
        yield OptionList(id="articles", markup=False, compact=True)
        yield StoreReader(self._store, seen_by=self._seen_by)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(StoreReader).list_articles()

    @on(StoreReader.ArticlesListed)
    def _listed(self, message: StoreReader.ArticlesListed) -> None:
        articles = self.query_one(OptionList)
        articles.set_options(
            Option(_line(summary), id=summary.article.id) for summary in message.summaries
        )
        ids = [summary.article.id for summary in message.summaries]
        place = ids.index(self._reviewed) if self._reviewed in ids else 0
        articles.highlighted = place if ids else None
        articles.focus()
        empty = "There is no article in this store yet: workbench add ARTICLE.txt"
        self._say("" if message.summaries else empty)

    @on(StoreReader.LoadFailed)
    def _list_failed(self, message: StoreReader.LoadFailed) -> None:
        self._say(str(message.error))

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_id)

    def action_choose(self) -> None:
        """Open the article under the cursor."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        articles = self.query_one(OptionList)
        (articles.action_cursor_down if steps > 0 else articles.action_cursor_up)()

    def _say(self, words: str) -> None:
        state = self.query_one("#state", Static)
        state.update(styled(words))
        state.display = bool(words)


def _line(summary: ArticleSummary) -> Content:
    """Return how far it has come, its title, and where it is from: two lines."""
    tally, article = summary.tally, summary.article
    day = f"{article.published:%-d %b %Y}" if article.published else None
    added = f"added {summary.added_at:%-d %b %Y %H:%M} UTC"
    source = " · ".join(part for part in (article.publisher, day, added) if part)
    reviewed = f"{tally.reviewed} of {tally.total} reviewed"
    return styled(
        (f"{on_one_line(article.title)}\n", "bold"),
        (f"  {reviewed} · {source}", "$foreground-muted"),
    )
