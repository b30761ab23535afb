"""Past claims by free text: by words at once, by meaning too when the model is there."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from workbench.tui.background import Background
from workbench.tui.model_loading import ModelLoading
from workbench.tui.text import styled
from workbench.tui.widgets.matches import Matches

HINT = "what was claimed, in your own words"


class SearchScreen(Screen[None]):
    """A line to type in, and what was found for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", key_display="Esc"),
        Binding("down", "scroll_line(1)", "scroll", key_display="↑↓"),
        Binding("up", "scroll_line(-1)", show=False),
        Binding("pagedown", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
    ]
    AUTO_FOCUS = "#query"

    @dataclass
    class ModelSettled(Message):
        """The sentence model is there, or will not come."""

    def __init__(self, background: Background, model: ModelLoading) -> None:
        super().__init__()
        self._background = background
        self._model = model

    def compose(self) -> ComposeResult:
        """A heading, the line, its state in words, and the results."""
        yield Static(styled(("Search past claims", "bold")), id="screen-title")
        yield Input(placeholder=HINT, id="query", compact=True)
        yield Static(id="state")
        yield Matches(id="results")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin to load the model."""
        self._say()
        self._model.ask(lambda: self.post_message(self.ModelSettled()))

    @on(ModelSettled)
    def _model_settled(self) -> None:
        self._say()
        self._search()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._search()

    @on(Background.TextSearched)
    def _found(self, message: Background.TextSearched) -> None:
        if message.text == self._text:
            self.query_one(Matches).show(message.matches, by_meaning=message.by_meaning)

    @on(Background.SearchFailed)
    def _failed(self, message: Background.SearchFailed) -> None:
        if message.text == self._text:
            self.query_one(Matches).say(str(message.error), failed=True)

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_scroll_line(self, lines: int) -> None:
        """Scroll the results."""
        self.query_one(Matches).scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll the results by pages."""
        results = self.query_one(Matches)
        results.scroll_relative(y=pages * results.size.height, animate=False)

    @property
    def _text(self) -> str:
        return self.query_one("#query", Input).value.strip()

    def _search(self) -> None:
        if not self._text:
            self.query_one(Matches).say("")
            return
        self._background.search(self._text, self._model.encoder, self.post_message)

    def _say(self) -> None:
        if self._model.error is not None:
            words = f"By words only. {self._model.error}"
        elif self._model.encoder is None:
            words = "By words; the sentence model is being loaded, then by meaning too."
        else:
            words = "By words and by meaning."
        self.query_one("#state", Static).update(styled(words))
