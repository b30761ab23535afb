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
from workbench.tui.text import lines, styled

_KEYS_WIDE = 13


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
            yield Static(_listing())

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_scroll_line(self, lines_down: int) -> None:
        """Scroll as the arrows do."""
        self.query_one("#help").scroll_relative(y=lines_down, animate=False)


def _listing() -> Content:
    parts: list[Content] = []
    for topic, actions in by_topic():
        parts.append(styled((topic.value, "bold $text-primary")))
        parts += [
            styled((f"{' '.join(action.keys_shown):<{_KEYS_WIDE}}", "bold"), action.help)
            for action in actions
        ]
        parts.append(styled(""))
    parts.append(styled(("Signs", "bold $text-primary")))
    parts += [styled(" " * _KEYS_WIDE, status_piece(status)) for status in Status]
    parts.append(
        styled(
            ("[ ]".ljust(_KEYS_WIDE), "$text-accent italic"),
            "words added so that a claim can be read alone, taken from elsewhere in the article",
        )
    )
    return lines(parts)
