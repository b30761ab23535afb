"""One question that one key answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workbench.tui.action import Place, key_shown
from workbench.tui.actions import bindings
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import Piece, styled
from workbench.tui.widgets.options import Options


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer and its key."""

    key: str
    """As Textual names it."""
    words: Piece


class ChoiceDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Gives the key of the answer, typed, clicked or moved to; None where none was given."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DIALOG)]
    AUTO_FOCUS = "#choices"

    def __init__(self, asked: Sequence[Piece], choices: Sequence[Choice]) -> None:
        super().__init__()
        self._asked = asked
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The question, the answers with their keys, and how to leave."""
        with Vertical(id="dialog"):
            yield Static(styled(*self._asked))
            yield Options(
                *(
                    Option(
                        styled((f" {key_shown(choice.key)}  ", "bold"), choice.words), id=choice.key
                    )
                    for choice in self._choices
                ),
                id="choices",
                markup=False,
                compact=True,
            )
            yield Static(styled(("One key answers · Esc leaves it as it was", "$foreground-muted")))

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_id)

    def on_key(self, event: Key) -> None:
        """Take the key of an answer."""
        if event.key in {choice.key for choice in self._choices}:
            event.stop()
            self.dismiss(event.key)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        choices = self.query_one(OptionList)
        (choices.action_cursor_down if steps > 0 else choices.action_cursor_up)()
