"""All keys, from the registry, narrowed by what is typed."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.model import Status
from workbench.tui.action import Action, Place
from workbench.tui.actions import bindings
from workbench.tui.keymap import Keymap
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.status import status_piece
from workbench.tui.text import Piece, lines, styled
from workbench.tui.widgets.labelled import labelled

_KEYS_WIDE = 13
_TOPIC = "bold $text-primary"
_BRACKETS = "words taken from elsewhere in the article, so that a claim can be read alone"


class HelpScreen(ModalScreen[None], LeftOnce[None]):
    """What each key does, and what the signs mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.HELP),
        Binding("down", "scroll_line(1)", show=False),
        Binding("up", "scroll_line(-1)", show=False),
        Binding("pagedown", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
    ]
    AUTO_FOCUS = "#help-search"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """A line to type in, and one text that scrolls."""
        with Vertical(id="help-box") as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes · arrows scroll"
            yield Input(
                placeholder="type to narrow: undo, copy, past claim …",
                id="help-search",
                compact=True,
            )
            with VerticalScroll(id="help", can_focus=False):
                yield Static()

    def on_resize(self) -> None:
        """Break the lines for the width there is."""
        self._write()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._write()
        self.query_one("#help").scroll_home(animate=False)

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_scroll_line(self, lines_down: int) -> None:
        """Scroll the keys by lines."""
        self.query_one("#help").scroll_relative(y=lines_down, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll the keys by pages."""
        listing = self.query_one("#help")
        listing.scroll_relative(y=pages * max(listing.size.height - 1, 1), animate=False)

    def _write(self) -> None:
        width = self.query_one("#help").scrollable_content_region.width
        wanted = self.query_one(Input).value.split()
        self.query_one("#help Static", Static).update(listing(self._keymap, wanted, width=width))


def listing(keymap: Keymap, wanted: list[str], *, width: int) -> Content:
    """Return the actions that all words fit, under their headings; with the signs for no words."""
    parts: list[Content] = []
    for topic, actions in keymap.by_topic():
        fitting = [action for action in actions if _fits(action, wanted)]
        if fitting:
            parts.append(styled((topic.value, _TOPIC)))
            parts += [_row(" ".join(action.keys_shown), action.help, width) for action in fitting]
            parts.append(styled(""))
    if wanted:
        nothing = styled(f"No key is about “{' '.join(wanted)}”.")
        return lines(parts or [nothing])
    parts.append(styled(("Signs", _TOPIC)))
    parts += [_row("", status_piece(status), width) for status in Status]
    parts.append(_row("[ ]", _BRACKETS, width))
    return lines(parts)


def _fits(action: Action, wanted: list[str]) -> bool:
    """Tell whether each word is in what the action is called or does, or is one of its keys."""
    words = f"{action.label} {action.help} {action.topic.value}".casefold()
    return all(word in action.keys_shown or word.casefold() in words for word in wanted)


def _row(keys: str, words: Piece, width: int) -> Content:
    return labelled((keys, "bold"), words, column=_KEYS_WIDE, width=width)
