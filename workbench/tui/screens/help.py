"""All keys, from the registry."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.model import Status
from workbench.tui.actions import by_topic
from workbench.tui.status import status_piece
from workbench.tui.text import Piece, lines, styled
from workbench.tui.widgets.labelled import labelled

_KEYS_WIDE = 13
_TOPIC = "bold $text-primary"


class HelpScreen(ModalScreen[None]):
    """What each key does, and what the signs mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "leave", "back"),
        Binding("j", "scroll_line(1)", show=False),
        Binding("k", "scroll_line(-1)", show=False),
    ]
    AUTO_FOCUS = "#help"

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="help") as scroll:
            scroll.border_title = "Keys"
            scroll.border_subtitle = "Esc closes · arrows scroll"
            yield Static()

    def on_resize(self) -> None:
        """Break the lines for the width there is."""
        width = self.query_one("#help").scrollable_content_region.width
        self.query_one("#help Static", Static).update(_listing(width))

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_scroll_line(self, lines_down: int) -> None:
        """Scroll as the arrows do."""
        self.query_one("#help").scroll_relative(y=lines_down, animate=False)


def _listing(width: int) -> Content:
    parts: list[Content] = []
    for topic, actions in by_topic():
        parts.append(styled((topic.value, _TOPIC)))
        parts += [_row(" ".join(action.keys_shown), action.help, width) for action in actions]
        parts.append(styled(""))
    parts.append(styled(("Signs", _TOPIC)))
    parts += [_row("", status_piece(status), width) for status in Status]
    parts.append(
        _row(
            "[ ]",
            "words taken from elsewhere in the article, so that a claim can be read alone",
            width,
        )
    )
    return lines(parts)


def _row(keys: str, words: Piece, width: int) -> Content:
    return labelled((keys, "bold"), words, column=_KEYS_WIDE, width=width)
