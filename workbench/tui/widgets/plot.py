"""Tallies under one another, each a bar of glyphs: it can be read without colours."""

from collections.abc import Callable, Sequence

from rich.style import Style
from textual.strip import Strip

from workbench.model import Status, Tally
from workbench.tui.text import cells, strip
from workbench.tui.widgets.component_style import ComponentStyled

Row = tuple[str, Tally]
"""What it is, and where its claims stand."""
Draw = Callable[[int], tuple[Sequence[Row], str]]
"""Gives the rows for so many lines, and what stands over them."""

_WIDEST_LABEL = 0.45


class Plot(ComponentStyled):
    """Draws as many rows as there is room for."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual declares it
        "plot--text",
        "plot--muted",
        *(f"plot--{status.value}" for status in Status),
    }

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._draw: Draw = _nothing
        self._drawn: tuple[Sequence[Row], str] = ((), "")

    def show(self, draw: Draw) -> None:
        """Show rows; they are asked for again when the room changes."""
        self._draw = draw
        self._settle()

    def on_resize(self) -> None:
        """Ask for what fits."""
        self._settle()

    def render_line(self, y: int) -> Strip:
        """Draw the words on top, or a row."""
        rows, words = self._drawn
        width, text = self.size.width, self._style("plot--text")
        if y == 0:
            return strip([(words, self._style("plot--muted"))], width=width, rest=text)
        if y > len(rows):
            return Strip.blank(width, text)
        return strip(self._row(*rows[y - 1]), width=width, rest=text)

    def _settle(self) -> None:
        self._drawn = self._draw(max(self.size.height - 1, 0))
        self.refresh()

    def _row(self, label: str, tally: Tally) -> list[tuple[str, Style]]:
        rows = self._drawn[0]
        width, text = self.size.width, self._style("plot--text")
        wide = min(max(cells(one) for one, _ in rows), int(width * _WIDEST_LABEL))
        name = strip([(label, text)], width=wide, rest=text).text
        parted = any(one.unreviewed for _, one in rows)
        longest = max(len(_count(one, parted=parted)) for _, one in rows)
        room = max(width - wide - longest - 3, 0)
        most = max(one.total for _, one in rows)
        bar = bar_cells(tally, most=most, width=room)
        blank = " " * (room - sum(count for _, count in bar))
        return [
            (f"{name} ", text),
            *(
                (status.glyph * count, self._style(f"plot--{status.value}"))
                for status, count in bar
            ),
            (f"{blank} {_count(tally, parted=parted)}", self._style("plot--muted")),
        ]

    def _style(self, name: str) -> Style:
        return self.component_style(name)


def bar_cells(tally: Tally, *, most: int, width: int) -> tuple[tuple[Status, int], ...]:
    """Return how many columns each status takes in a bar where `most` claims fill the width.

    One column a claim where that fits. No status that has claims is left without a column, as
    long as there are columns.
    """
    if most <= width:
        return tuple((status, count) for status, count in tally.counts if count)
    length = min(max(round(tally.total * width / most), len(_given(tally))), width)
    shares = {status: count * length / tally.total for status, count in _given(tally)}
    columns = {status: max(int(share), 1) for status, share in shares.items()}
    while columns and sum(columns.values()) != length:
        step = 1 if sum(columns.values()) < length else -1
        spare = [one for one in columns if step > 0 or columns[one] > 1] or list(columns)
        status = max(spare, key=lambda one: step * (shares[one] - columns[one]))
        columns[status] += step
    return tuple((status, count) for status, count in columns.items() if count)


def _given(tally: Tally) -> list[tuple[Status, int]]:
    return [(status, count) for status, count in tally.counts if count]


def _count(tally: Tally, *, parted: bool) -> str:
    """Return how many claims there are; where some rows have unreviewed ones, of how many."""
    if parted:
        return f"{tally.reviewed:,} of {tally.total:,}"
    return f"{tally.total:,}"


def _nothing(_: int) -> tuple[Sequence[Row], str]:
    return (), ""
