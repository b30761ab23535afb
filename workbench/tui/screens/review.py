"""The review screen: the list of claims, the selected one in its article, and past claims."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import HorizontalGroup
from textual.widgets import Footer, Input, Static

from workbench.review.session import Session
from workbench.review.words import arrived_in_words, others_in_words
from workbench.tui.action import Place as At
from workbench.tui.actions import bindings
from workbench.tui.background import Background
from workbench.tui.model_loading import ModelLoading
from workbench.tui.opening import Loaded, Opening
from workbench.tui.parts import Parts
from workbench.tui.places import Place
from workbench.tui.screens.recutting import RecuttingScreen
from workbench.tui.text import styled
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.queue_bar import QueueBar
from workbench.tui.widgets.store_reader import StoreReader
from workbench.tui.widgets.workspace import Workspace
from workbench.tui.writer import NotWritten, Writer, Written

if TYPE_CHECKING:
    from workbench.model import Head
    from workbench.tui.screens.articles import ArticlesScreen, Left

EMPTY = """There is no article in this store yet.

{articles} and then n takes one in: a file, a folder or an address. So does, from another window:

    workbench add ARTICLE.txt"""

STATES = ("-busy", "-empty", "-failed", "-ready")
"""Classes of the screen, one at a time."""
BLIND = "Blind: what others made of a claim is hidden until you give your own verdict."
SEEING = "Not blind any more: everybody’s verdicts are shown."
FILTER_HINT = "words · is:disputed · -speaker:Amos · has:reason    Enter lists · Esc all"


class ReviewScreen(RecuttingScreen):
    """One article under review."""

    AT = At.REVIEW
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(At.REVIEW)]
    AUTO_FOCUS = "#claims"

    def __init__(
        self,
        parts: Parts,
        writer: Writer,
        background: Background,
        model: ModelLoading,
        *,
        article_id: str | None,
        poll_seconds: float,
        rest_seconds: float,
        opening: Opening | None = None,
    ) -> None:
        super().__init__(parts, writer, background, model)
        self.add_class("-busy", update=False)
        self._article_id = article_id
        self._poll_seconds = poll_seconds
        self.rest_seconds = rest_seconds
        self._opening = opening
        self._loaded: Loaded | None = None
        self._articles: ArticlesScreen | None = None
        self._head: Head | None = None
        self._workspace = Workspace()
        self._begin_at = parts.habits.places.of(parts.store.path)

    def compose(self) -> ComposeResult:
        """Heading, filter, workspace, and a line that says what was done."""
        yield Heading()
        yield QueueBar()
        with HorizontalGroup(id="filter-line"):
            yield Input(placeholder=FILTER_HINT, id="filter", compact=True)
            yield Static(id="filter-count")
        yield self._workspace
        yield Static(id="state")
        yield Static(id="said")
        yield StoreReader(self._parts.store, begun=self._opening)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Read the article, and look from time to time what other windows wrote."""
        self._show_state("Reading the store…", "-busy")
        if self._begin_at is not None:
            self.query_one(Workspace).lay_out(self._begin_at)
        self.query_one(StoreReader).load(self._article_id, left=self._begin_at)
        self.set_interval(self._poll_seconds, self.look_at_store)

    # Reading the store

    def look_at_store(self) -> None:
        """See what other windows wrote; what comes in on the articles' screen is no such thing."""
        if self._articles is not None and self._articles in self.app.screen_stack:
            return
        reader = self.query_one(StoreReader)
        if self.session is not None:
            reader.look(self.session.article.id, self._head)
        elif not self.has_class("-busy"):
            reader.load(self._article_id, left=self._begin_at)

    @on(StoreReader.ArticleLoaded)
    def _article_loaded(self, message: StoreReader.ArticleLoaded) -> None:
        if self._gone:
            return
        loaded = message.loaded
        order = self.session.order if self.session else self._habits.order
        session = Session.of(
            loaded.article,
            loaded.claims,
            loaded.entries,
            analyst=self._parts.analyst,
            left_out=loaded.left_out,
            furniture=loaded.furniture,
            blind=self._parts.similar.seen_by is not None,
        )
        # What was decided here a moment ago may not have been on disk when the article was read.
        session = session.with_waiting(self._writer.waiting)
        if self._begin_at is not None and self._begin_at.article == loaded.article.id:
            session = session.select(self._begin_at.claim or "")
        self._begin_at = None  # a place is gone back to once
        self.session = session.ordered(order)
        self._loaded, self._head, self._article_id = loaded, loaded.head, loaded.article.id
        self._forget_matches()
        self.query_one("#filter", Input).value = ""
        self.remove_class("-filtering")
        self._show_state("", "-ready")
        self._draw()
        self.query_one(Workspace).focus_list()

    @on(StoreReader.NothingFound)
    def _nothing_found(self, message: StoreReader.NothingFound) -> None:
        self._head, self._article_id, self.session = message.head, None, None
        words = self._keymap.words(EMPTY)
        self._show_state(words, "-empty")

    @on(StoreReader.LoadFailed)
    def _load_failed(self, message: StoreReader.LoadFailed) -> None:
        if self.session is None:
            self._show_state(str(message.error), "-failed")
        else:
            self._say(str(message.error), failed=True)

    @on(StoreReader.LookFailed)
    def _not_looked(self, message: StoreReader.LookFailed) -> None:
        self._say(str(message.error), failed=True)
        self._look_failed = True

    @on(StoreReader.NothingNew)
    def _looked(self) -> None:
        if self._look_failed:
            self._say("")

    @on(StoreReader.LedgerRead)
    def _ledger_read(self, message: StoreReader.LedgerRead) -> None:
        self._looked()
        if self.session is None or self.session.article.id != message.article_id:
            return
        known = {entry.id for entry in self.session.history.entries}
        new = tuple(entry for entry in message.entries if entry.id not in known)
        self.session = self.session.caught_up(message.entries)
        self._head = message.head
        self._forget_matches()  # past claims, or the verdicts on them, may have changed too
        arrived = arrived_in_words(message.arrived)
        arrived += self._keymap.words(" {articles} lists all.") if arrived else ""
        if words := f"{arrived} {others_in_words(new, self.session)}".strip():
            self._say(words)
        self._draw()
        self._ask_for_matches()

    # Writing behind

    def told(self, outcome: Written | NotWritten) -> None:
        """Take in what the writer says after a try."""
        if self._gone:
            return
        self.query_one(Heading).show_unsaved(len(self._writer.waiting))
        if isinstance(outcome, NotWritten):
            self._say(f"Not on disk yet: {outcome.error} It is tried again.", failed=True)
            return
        if self._head and outcome.head.number == self._head.number + len(outcome.entries):
            self._head = outcome.head  # nobody else wrote in between
        if self.query_one("#said").has_class("-failed"):
            self._say("Everything is on disk.")

    def say_of_leaving(self, waiting: int) -> None:
        """Say what leaving waits for."""
        if not waiting:
            self._say("Leaving when the claim is cut…")
            return
        changes = "1 change is" if waiting == 1 else f"{waiting} changes are"
        self._say(f"Leaving when {changes} on disk…")

    # Looking

    def action_search(self) -> None:
        """Search past claims by free text."""
        from workbench.tui.screens.search import SearchScreen  # the review starts without it

        self.app.push_screen(SearchScreen(self._background, self._model, self._keymap))

    def action_turn(self) -> None:
        """Show the next pane below the list."""
        self.query_one(Workspace).turn()

    def action_next_pane(self) -> None:
        """Give the keys to the next pane, or back to the list."""
        self.query_one(Workspace).go(1)

    def action_previous_pane(self) -> None:
        """Give the keys to the pane before, or to the list."""
        self.query_one(Workspace).go(-1)

    def action_larger_list(self) -> None:
        """Give the list more room."""
        self.query_one(Workspace).resize_list(1)

    def action_smaller_list(self) -> None:
        """Give the list less room."""
        self.query_one(Workspace).resize_list(-1)

    def place(self) -> Place | None:
        """Return where the review stands, to be gone back to; None where nothing is reviewed."""
        if self.session is None:
            return None
        workspace = self._workspace  # which may have left the screen already
        return Place(
            article=self.session.article.id,
            claim=self.session.selected,
            pane=workspace.pane.value,
            list_rows=workspace.list_rows,
            list_share=workspace.list_share,
            at=self._parts.clock().isoformat(),
        )

    def action_blind(self) -> None:
        """Hide what others made of claims until one's own verdict is given, or show it again."""
        if self.session is None:
            return
        blind = not self.session.blind
        self._parts.similar.seen_by = self._parts.analyst if blind else None
        self.session = self.session.blinded(blind=blind)
        self._forget_matches()
        self._say(BLIND if blind else SEEING)
        self._draw()
        self._ask_for_matches()

    def action_articles(self) -> None:
        """List the articles: one is opened, renamed, taken out; some are added."""
        self._show_articles(asking=False)

    def action_add_article(self) -> None:
        """Ask at once for what to add."""
        self._show_articles(asking=True)

    def _show_articles(self, *, asking: bool) -> None:
        from workbench.tui.screens.articles import ArticlesScreen  # the review starts without it

        self._articles = ArticlesScreen(
            self._parts,
            self._background.articles,
            self._model,
            reviewed=self._article_id,
            asking=asking,
        )
        self.app.push_screen(self._articles, self._articles_left)

    def _articles_left(self, left: "Left | None") -> None:
        if left is None:
            return
        reader = self.query_one(StoreReader)
        reader.know(left.listed)
        if left.reload:
            reader.load(left.opened, instead=True)

    def action_overview(self) -> None:
        """Show where the whole store stands."""
        from workbench.tui.screens.overview import OverviewScreen  # the review starts without it

        screen = OverviewScreen(
            self._parts.store, reviewed=self._article_id, seen_by=self._parts.similar.seen_by
        )
        self.app.push_screen(screen, self._article_chosen)

    def _article_chosen(self, article_id: str | None) -> None:
        if article_id is not None:
            self.query_one(StoreReader).load(article_id, instead=True)

    # In the background

    def action_report(self) -> None:
        """Write the report, which shows what is hidden from one who reviews blind."""
        if self.session is not None and self.session.blind:
            words = "The report shows what is hidden: end blind mode with {blind} first."
            self._say(self._keymap.words(words))
        elif self.session is not None:
            self._say(self._keymap.words("Writing the report… {stop} stops it."))
            self._background.write_report(self.session.article, self.post_message)

    def action_stop(self) -> None:
        """Stop what runs in the background."""
        stopped = [self._stop_comparing()]
        stopped += ["the report"] if self._background.stop_report() else []
        words = " and ".join(filter(None, stopped))
        self._say(f"Stopped: {words}." if words else "Nothing runs that could be stopped.")

    @on(Background.ReportStopped)
    def _report_stopped(self) -> None:
        self._say("The report was stopped; no file was left.")

    @on(Background.ReportWritten)
    def _report_written(self, message: Background.ReportWritten) -> None:
        self._say(f"The report is in {message.path}")

    @on(Background.ReportFailed)
    def _report_failed(self, message: Background.ReportFailed) -> None:
        self._say(str(message.error), failed=True)

    def _show_state(self, words: str, state: str) -> None:
        if self._gone:
            return
        # At once, as each change of a class styles all widgets anew.
        self.update_classes({other: other == state for other in STATES})
        self.query_one("#state", Static).update(styled(words))
