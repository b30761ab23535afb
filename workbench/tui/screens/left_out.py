"""The statements of an article that did not become claims, each with the reason."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from workbench.model import Article, LeftOut
from workbench.tui.text import lines, styled


class LeftOutScreen(Screen[None]):
    """In article order, to be read through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,l,q", "leave", "back", key_display="Esc"),
        Binding("j", "scroll_line(1)", show=False),
        Binding("k", "scroll_line(-1)", show=False),
    ]
    AUTO_FOCUS = "#left-out"

    def __init__(self, article: Article, left_out: Sequence[LeftOut]) -> None:
        super().__init__()
        self._article = article
        self._left_out = left_out

    def compose(self) -> ComposeResult:
        """A heading with the number, then the statements."""
        count = len(self._left_out)
        yield Static(
            styled((f"Left out of “{self._article.title}”: {count}", "bold")), id="screen-title"
        )
        with VerticalScroll(id="left-out"):
            yield Static(self._listing())
        yield Footer(show_command_palette=False, compact=True)

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_scroll_line(self, lines_down: int) -> None:
        """Scroll as the arrows do."""
        self.query_one("#left-out").scroll_relative(y=lines_down, animate=False)

    def _listing(self) -> Content:
        if not self._left_out:
            return styled(("Every statement of the article is in a claim.", "$foreground-muted"))
        return lines(
            part
            for statement in self._left_out
            for part in (
                styled((statement.reason.value, "$text-warning")),
                styled(self._article.quote(statement.spans)),
                styled(""),
            )
        )
