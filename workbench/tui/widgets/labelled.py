"""A label with what stands beside it, further lines under the first."""

from textual.content import Content

from workbench.tui.text import Piece, lines, on_one_line, styled
from workbench.tui.wrapping import wrap


def labelled(label: Piece, value: Piece, *, column: int, width: int) -> Content:
    """Return a label in a column so wide, and its value broken to fit the rest of the width."""
    words, label_style = _with_style(label)
    text, style = _with_style(value)
    text = on_one_line(text)
    begun, *further = wrap(text, max(width - column, 1))
    first = styled((words.ljust(column), label_style), (text[slice(*begun)], style))
    return lines([first, *(styled(" " * column, (text[slice(*line)], style)) for line in further)])


def _with_style(piece: Piece) -> tuple[str, str]:
    return (piece, "") if isinstance(piece, str) else piece
