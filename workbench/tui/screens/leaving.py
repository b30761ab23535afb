"""Leaving while something could not be written."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import styled


class LeavingDialog(ModalScreen[bool], LeftOnce[bool]):
    """Stay and go on trying, or leave and lose what is named."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "stay", "stay"),
        Binding("L", "lose", "leave"),
    ]

    def __init__(self, error: WorkbenchError, waiting: int) -> None:
        super().__init__()
        self._error = error
        self._waiting = waiting

    def compose(self) -> ComposeResult:
        """What is not on disk, why, and the two ways on."""
        changes = "1 change is" if self._waiting == 1 else f"{self._waiting} changes are"
        with Vertical(id="dialog"):
            yield Static(styled((f"{changes} not on disk.", "bold $text-error")))
            yield Static(styled(str(self._error)))
            yield Static(styled(""))
            yield Static(
                styled(
                    ("Esc", "bold"),
                    " stays and goes on trying   ",
                    ("L", "bold"),
                    " leaves and loses them",
                )
            )

    def action_stay(self) -> None:
        """Go on trying."""
        self.dismiss(result=False)

    def action_lose(self) -> None:
        """Leave."""
        self.dismiss(result=True)
