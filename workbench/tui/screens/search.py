"""Past claims by free text: by words at once, by meaning too when the model is there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Footer, Input, Static

from workbench.review.search_query import (
    SearchQuery,
    turned_origin,
    turned_since,
    turned_verdict,
)
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.background import Background
from workbench.tui.keymap import Keymap
from workbench.tui.model_loading import ModelLoading
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import Piece, shown, styled
from workbench.tui.widgets.matches import Matches
from workbench.tui.widgets.past_detail import PastDetail

if TYPE_CHECKING:
    from textual.timer import Timer

HINT = "what was claimed, in your own words · is:disputed since:2012 from:imported"
NOTHING_TYPED = (
    "Type what was claimed. "
    "{turn_verdict} is: a verdict · {turn_since} since: a day · {turn_origin} from: where"
)
ONLY_FILTERS = "Type what was claimed as well."
SETTLED_SECONDS = 0.1
"""How long the typing has to rest before a search."""


class QueryLine(Input, inherit_bindings=False):
    """A line with an Input's own keys: those it has from a pane that scrolls hide the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = Input.BINDINGS


class SearchScreen(LeftOnce[None]):
    """A line to type in, what was found for it, and the past claim that is chosen."""

    AT = Place.SEARCH
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SEARCH)]
    AUTO_FOCUS = "#query"

    @dataclass
    class ModelSettled(Message):
        """The sentence model is there, or will not come."""

    def __init__(self, background: Background, model: ModelLoading, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._background = background
        self._model = model
        self._resting: Timer | None = None
        self._unencoded = 0

    def compose(self) -> ComposeResult:
        """A heading, the line, its filters and its state in words, the results, and one of them."""
        yield Static(styled(("Search past claims", "bold")), id="screen-title")
        yield QueryLine(placeholder=HINT, id="query", compact=True)
        yield Static(id="searched")
        yield Static(id="state")
        with Container(id="found"):
            yield Matches(id="results", brief=True)
            yield PastDetail(id="past")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin to load the model."""
        self.query_one(Matches).can_focus = False  # the keys stay with the line
        self._say_of_model()
        self._search()
        self._background.count_unencoded(self.post_message)
        self._model.ask(lambda: self.post_message(self.ModelSettled()))

    @on(ModelSettled)
    def _model_settled(self) -> None:
        self._say_of_model()
        self._search()

    @on(Background.UnencodedCounted)
    def _unencoded_counted(self, message: Background.UnencodedCounted) -> None:
        self._unencoded = message.number
        self._say_of_model()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        """Search when the typing rests: each letter alone would be searched for nothing."""
        if (seen := shown(message.value)) != message.value:
            message.input.value = seen  # pasted: a line holds nothing that acts on a terminal
            return
        if self._resting is not None:
            self._resting.stop()
        self._say_of_search("Searching…" if self._query.text else "")
        self._resting = self.set_timer(SETTLED_SECONDS, self._search)

    @on(Background.TextSearched)
    def _found(self, message: Background.TextSearched) -> None:
        if message.query != self._query:
            return
        count = len(message.matches)
        self._say_of_search("1 found." if count == 1 else f"{count} found.")
        if message.matches:
            self.query_one(Matches).show(message.matches, by_meaning=message.by_meaning)
        else:
            fitting = " that fits the filters" if message.query.filters_in_words else ""
            self.query_one(Matches).say(f"No past claim{fitting} is similar.")

    @on(Background.SearchFailed)
    def _failed(self, message: Background.SearchFailed) -> None:
        if message.query == self._query:
            self._say_of_search("")
            self.query_one(Matches).say(str(message.error), failed=True)

    @on(Matches.Chosen)
    def _chosen(self, message: Matches.Chosen) -> None:
        detail = self.query_one(PastDetail)
        detail.show(message.match)
        detail.display = message.match is not None
        if message.match is not None:
            self._background.read_history(message.match.past, self.post_message)

    @on(Background.HistoryRead)
    def _history_read(self, message: Background.HistoryRead) -> None:
        if self._is_chosen(message.past_id):
            self.query_one(PastDetail).show_history(message.history, message.evidence)

    @on(Background.HistoryFailed)
    def _history_failed(self, message: Background.HistoryFailed) -> None:
        if self._is_chosen(message.past_id):
            self.query_one(PastDetail).show_history(str(message.error))

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_next_found(self) -> None:
        """Choose the next result."""
        self.query_one(Matches).action_choose(1)

    def action_previous_found(self) -> None:
        """Choose the result before."""
        self.query_one(Matches).action_choose(-1)

    def action_read_on(self) -> None:
        """Scroll the chosen past claim by a page."""
        self._read_on(1)

    def action_read_back(self) -> None:
        """Scroll it back."""
        self._read_on(-1)

    def _read_on(self, pages: int) -> None:
        detail = self.query_one(PastDetail)
        detail.scroll_relative(y=pages * max(detail.size.height - 1, 1), animate=False)

    def action_turn_verdict(self) -> None:
        """Find only past claims with the next verdict."""
        self._retype(turned_verdict(self._line))

    def action_turn_since(self) -> None:
        """Begin to type a day, or search without one."""
        self._retype(turned_since(self._line))

    def action_turn_origin(self) -> None:
        """Find only imported past claims, or only claims of articles."""
        self._retype(turned_origin(self._line))

    def _retype(self, line: str) -> None:
        typed = self.query_one("#query", Input)
        typed.value = line
        typed.cursor_position = len(line)

    @property
    def _line(self) -> str:
        return self.query_one("#query", Input).value

    @property
    def _query(self) -> SearchQuery:
        return SearchQuery.parse(self._line)

    def _is_chosen(self, past_id: str) -> bool:
        chosen = self.query_one(Matches).chosen
        return chosen is not None and chosen.past.id == past_id

    def _search(self) -> None:
        query = self._query
        if query.text:
            self._say_of_search("Searching…")
            self._background.search(query, self._model.encoder, self.post_message)
            return
        self._say_of_search("")
        words = ONLY_FILTERS if query.filters_in_words else self._keymap.words(NOTHING_TYPED)
        self.query_one(Matches).say(words)

    def _say_of_search(self, words: str) -> None:
        """Say which past claims are searched, and what has come of it."""
        filters = self._query.filters_in_words
        only: Piece = (f"only {filters}  ", "$text-accent") if filters else ""
        self.query_one("#searched", Static).update(styled(only, words))

    def _say_of_model(self) -> None:
        if self._model.error is not None:
            words = f"By words only. {self._model.error}"
        elif self._model.encoder is None:
            words = "By words; the sentence model is being loaded, then by meaning too."
        else:
            words = "By words and by meaning."
            if self._unencoded:
                words += f" {self._unencoded:,} by words alone until workbench reindex."
        self.query_one("#state", Static).update(styled(words))
