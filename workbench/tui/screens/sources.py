"""Which of several addresses to open."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workbench.review.taking import Source
from workbench.review.words import clipped
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import on_one_line, styled
from workbench.tui.widgets.options import Options

_MUTED = "$foreground-muted"
KEYS = "Enter opens it in the browser · Esc leaves"


class SourcesDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Gives the address that was chosen; None where none was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.DIALOG),
        Binding("q", "leave", "leave"),
    ]
    AUTO_FOCUS = "#sources"

    def __init__(self, sources: Sequence[Source]) -> None:
        super().__init__()
        self._sources = sources

    def compose(self) -> ComposeResult:
        """What each address is of, the address itself, and the keys."""
        with Vertical(id="dialog"):
            yield Static(styled(("Open which source?", "bold")))
            yield Options(
                *(
                    Option(
                        styled(
                            (source.what, "bold"),
                            f"  {clipped(on_one_line(source.title))}\n",
                            (f"  {on_one_line(source.address)}", _MUTED),
                        )
                    )
                    for source in self._sources
                ),
                id="sources",
                markup=False,
                compact=True,
            )
            yield Static(styled((KEYS, _MUTED)))

    def on_mount(self) -> None:
        """Begin at the first."""
        self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._sources[message.option_index].address)

    def action_leave(self) -> None:
        """Open nothing."""
        self.dismiss(None)

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if steps > 0 else options.action_cursor_up)()
