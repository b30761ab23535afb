"""All that was done about a claim: who, when, from what to what, and why."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from workbench.model import Claim, Told
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import Piece, lines, on_one_line, styled
from workbench.tui.widgets.labelled import labelled

_MUTED = "$foreground-muted"
_WIDE = 19
"""Columns of the times."""
UNSAVED = "not on disk yet"


class HistoryScreen(LeftOnce[None]):
    """In the ledger's order, to be read through; what was taken back stays and says so."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.HISTORY)]
    AUTO_FOCUS = "#claim-history"

    def __init__(self, claim: Claim, history: Sequence[Told], *, unsaved: frozenset[str]) -> None:
        """Show a history; `unsaved` are the ids of entries that are not on disk."""
        super().__init__()
        self._claim = claim
        self._history = history
        self._unsaved = unsaved

    def compose(self) -> ComposeResult:
        """The claim, then its lines."""
        title = f"History of “{on_one_line(self._claim.text)}”"
        yield Static(styled((title, "bold")), id="screen-title")
        with VerticalScroll(id="claim-history"):
            yield Static()
        yield Footer(show_command_palette=False, compact=True)

    def on_resize(self) -> None:
        """Break the lines for the width there is."""
        pane = self.query_one("#claim-history")
        width = pane.scrollable_content_region.width
        self.query_one("#claim-history Static", Static).update(self._listing(width))

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_scroll_line(self, lines_down: int) -> None:
        """Scroll as the arrows do."""
        self.query_one("#claim-history").scroll_relative(y=lines_down, animate=False)

    def _listing(self, width: int) -> Content:
        found: list[Content] = []
        for one in self._history:
            at = f"{one.at:%-d %b %Y %H:%M}"
            style = _MUTED if one.taken_back else ""
            found.append(labelled((at, _MUTED), (one.analyst, "bold"), column=_WIDE, width=width))
            found.append(labelled("", (one.words, style), column=_WIDE, width=width))
            if marks := self._marks(one):
                found.append(labelled("", marks, column=_WIDE, width=width))
        found.append(styled(("All times are UTC.", _MUTED)))
        return lines(found)

    def _marks(self, one: Told) -> "Piece | None":
        if one.entry is not None and one.entry.id in self._unsaved:
            return (UNSAVED, "$text-warning")
        return ("taken back", "$text-warning") if one.taken_back else None
