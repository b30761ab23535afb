"""Where the whole store stands: its articles, what is open, and the verdicts as plots."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.widgets import Footer, Static

from workbench.model import Overview, Tally
from workbench.review.periods import Unit, periods
from workbench.store.protocol import Store
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.status import STYLES
from workbench.tui.text import Piece, styled
from workbench.tui.widgets.article_list import HEADS, ArticleList
from workbench.tui.widgets.plot import Plot, Row
from workbench.tui.widgets.store_reader import StoreReader

EMPTY = "There is no article in this store yet: workbench add ARTICLE.txt"
PLOTS = ("days", "speakers", "publishers")


class OverviewScreen(LeftOnce[str | None]):
    """Gives the id of the article to open; None where the review goes on as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open"),
        *bindings(Place.OVERVIEW),
    ]
    AUTO_FOCUS = "#overview-articles"

    def __init__(self, store: Store, *, reviewed: str | None, seen_by: str | None = None) -> None:
        """Begin at the article under review."""
        super().__init__()
        self._store = store
        self._seen_by = seen_by
        self._reviewed = reviewed
        self._plot = PLOTS[0]

    def compose(self) -> ComposeResult:
        """Totals, the articles under their heads, and the plots."""
        yield Static(styled(("Overview", "bold")), id="screen-title")
        yield Static(styled("Reading the store…"), id="state")
        yield Static(id="overview-totals")
        yield Static(styled((HEADS, "bold")), id="overview-heads")
        yield ArticleList(id="overview-articles")
        with HorizontalGroup(id="plots"):
            for name in PLOTS:
                yield Plot(id=name)
        yield StoreReader(self._store, seen_by=self._seen_by)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Read the figures."""
        self._show_plot(PLOTS[0])
        self.query_one(StoreReader).read_overview()

    @on(StoreReader.OverviewRead)
    def _read(self, message: StoreReader.OverviewRead) -> None:
        overview = message.overview
        self._say("" if overview.articles else EMPTY)
        if not overview.articles:
            return
        self.add_class("-ready")
        self.query_one("#overview-totals", Static).update(styled(*totals(overview)))
        self.query_one(ArticleList).show(overview.articles, at=self._reviewed)
        speakers = [(one.speaker or "(the article itself)", one.tally) for one in overview.speakers]
        publishers = [(name or "(not named)", tally) for name, tally in overview.publishers]
        self.query_one("#speakers", Plot).show(partial(_first, speakers, "Verdicts by speaker"))
        self.query_one("#publishers", Plot).show(
            partial(_first, publishers, "Verdicts by publisher")
        )
        self.query_one("#days", Plot).show(partial(_over_time, overview))

    @on(StoreReader.LoadFailed)
    def _failed(self, message: StoreReader.LoadFailed) -> None:
        self._say(str(message.error), failed=True)

    @on(ArticleList.Opened)
    def _opened(self, message: ArticleList.Opened) -> None:
        self.dismiss(message.article_id)

    def action_open(self) -> None:
        """Open the article under the cursor at its first open claim."""
        selected = self.query_one(ArticleList).selected
        if selected is not None:
            self.dismiss(selected.article.id)

    def action_to_open(self) -> None:
        """Select the next article that has an open claim."""
        if not self.query_one(ArticleList).to_open():
            self._say("No claim of any article is open.")

    def action_turn(self) -> None:
        """Show the next plot, where there is room for one of them."""
        self._show_plot(PLOTS[(PLOTS.index(self._plot) + 1) % len(PLOTS)])

    def action_move(self, steps: int) -> None:
        """Move down the articles."""
        self.query_one(ArticleList).move(steps)

    def action_page(self, pages: int) -> None:
        """Move a page down the articles."""
        articles = self.query_one(ArticleList)
        articles.move(pages * articles.page)

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def _show_plot(self, wanted: str) -> None:
        self._plot = wanted
        for name in PLOTS:
            self.set_class(name == wanted, f"-show-{name}")

    def _say(self, words: str, *, failed: bool = False) -> None:
        state = self.query_one("#state", Static)
        state.update(styled((words, "$text-error") if failed else words))
        state.display = bool(words)


def totals(overview: Overview) -> list[Piece]:
    """Return what stands where over all articles, and in how many something is open."""
    tally, number = overview.tally, len(overview.articles)
    articles = "1 article" if number == 1 else f"{number:,} articles"
    reviewed = f"{tally.reviewed:,} of {tally.total:,} claims reviewed"
    return [
        f"{articles}, {overview.open_articles:,} with open claims · {reviewed}\n",
        *(
            (f"{status.glyph} {count:,} {status}  ", STYLES[status])
            for status, count in tally.counts
        ),
    ]


def _first(rows: Sequence[Row], words: str, room: int) -> tuple[Sequence[Row], str]:
    """Return the rows that there is room for, and say how many there are beside them."""
    left = len(rows) - room
    return rows[:room], f"{words} (the first {room})" if left > 0 else words


def _over_time(overview: Overview, room: int) -> tuple[Sequence[Row], str]:
    """Return the decisions in periods that fit, the newest ones where years alone do not."""
    found = periods(overview.days, limit=max(room, 1))
    if not found.rows:
        return (), "Nothing is decided yet"
    decided = sum((tally for _, tally in found.rows), Tally()).total
    zone = ", from Monday (UTC)" if found.unit is Unit.WEEK else " (UTC)"
    return found.rows[-room:] if room else (), f"{decided:,} decisions by {found.unit.value}{zone}"
