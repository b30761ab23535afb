"""A line that is asked for: a title, a path, an address."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import on_one_line, shown, styled


class LineDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Gives what was typed; None where it was left, or nothing was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(self, asked: str, *, keys: str, begun: str = "", example: str = "") -> None:
        """Ask for a line that begins with what is there."""
        super().__init__()
        self._asked = asked
        self._keys = keys
        self._begun = begun
        self._example = example

    def compose(self) -> ComposeResult:
        """What is asked, the line, and the two keys."""
        with Vertical(id="dialog"):
            yield Static(styled((self._asked, "bold")))
            yield Input(
                on_one_line(self._begun),
                placeholder=self._example,
                id="reason",
                compact=True,
                select_on_focus=False,
            )
            yield Static(styled((self._keys, "$foreground-muted")))

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        if (seen := shown(message.value)) != message.value:
            message.input.value = seen  # pasted: a line holds nothing that acts on a terminal

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value.strip() or None)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
