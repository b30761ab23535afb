"""The whole list in one line: a glyph for each claim, or for several where there is no room."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from workbench.model import ReviewedClaim, Status
from workbench.tui.text import strip
from workbench.tui.widgets.component_style import ComponentStyled


class QueueBar(ComponentStyled):
    """Shows where every listed claim stands, and where among them the selected one is."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual declares it
        "queue-bar--selected",
        *(f"queue-bar--{status.value}" for status in Status),
    }

    @dataclass
    class Chosen(Message):
        """A place of the bar was clicked."""

        place: int
        """In the list, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._listed: Sequence[ReviewedClaim] = ()
        self._statuses: tuple[Status, ...] = ()
        self._columns: tuple[Status, ...] | None = None
        self._place: int | None = None

    def show(self, listed: Sequence[ReviewedClaim], place: int | None) -> None:
        """Show claims, the one at a place selected."""
        if listed is not self._listed:
            self._listed, self._statuses = listed, tuple(claim.status for claim in listed)
            self._columns = None
        elif place == self._place:
            return
        self._place = place
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has one line
        """Draw the bar, a column free on either side."""
        width = self.size.width
        runs = [(" ", Style())]
        selected = None if self._place is None else _cell(self._place, len(self._statuses), width)
        styles = {one: self.component_style(f"queue-bar--{one.value}") for one in Status}
        for cell, status in enumerate(self._cells_of(max(width - 2, 0))):
            style = styles[status]
            if cell == selected:
                style = self.component_style(f"queue-bar--{status.value}", "queue-bar--selected")
            runs.append((status.glyph, style))
        return strip(runs, width=width, rest=self.component_style())

    def _cells_of(self, width: int) -> tuple[Status, ...]:
        """Return the statuses of the columns: worked out once while the list stays as it is."""
        if self._columns is None or len(self._columns) != min(width, len(self._statuses)):
            self._columns = cells_of(self._statuses, width)
        return self._columns

    def on_click(self, event: events.Click) -> None:
        """Choose the claim under the mouse."""
        width, total = max(self.size.width - 2, 1), len(self._statuses)
        cell = event.x - 1
        if 0 <= cell < min(width, total):
            place = cell if total <= width else -(-cell * total // width)
            self.post_message(self.Chosen(place))


def cells_of(statuses: Sequence[Status], width: int) -> tuple[Status, ...]:
    """Return one status for each column: a claim's own, or the one that several amount to."""
    total = len(statuses)
    if total <= width:
        return tuple(statuses)
    edges = [-(-column * total // width) for column in range(width + 1)]
    return tuple(_several(statuses[start:end]) for start, end in itertools.pairwise(edges))


def _several(statuses: Sequence[Status]) -> Status:
    """Return what is open where one of them is, else the commonest: nothing open is hidden."""
    for status in (Status.DISAGREEMENT, Status.UNREVIEWED):
        if status in statuses:
            return status
    return Counter(statuses).most_common(1)[0][0]


def _cell(place: int, total: int, width: int) -> int:
    """Return the column that a place of the list falls into."""
    columns = max(width - 2, 1)
    return place if total <= columns else place * columns // total
