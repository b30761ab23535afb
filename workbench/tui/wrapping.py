"""Where the lines of a text break at a width, as offsets into the text itself."""

import re

from workbench.tui.text import cells

_WORD = re.compile(r"\S+[^\S\n]*|[^\S\n]+")
_NARROW = re.compile("[ -~\u00c0-\u024f\u2010-\u2026]*")
"""Each of these takes one column, so that a paragraph of them alone needs no measuring."""

Line = tuple[int, int]
"""`[start, end)` in code points of the text."""


def wrap(text: str, width: int) -> tuple[Line, ...]:
    """Return the lines of a text: broken after spaces, inside a word only where it is too long."""
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        narrow = _NARROW.fullmatch(paragraph) and _wrap_narrow(text, start, end, max(width, 1))
        lines += narrow or _wrap_paragraph(text, start, end, max(width, 1))
        start = end + 1
    return tuple(lines)


def _wrap_narrow(text: str, start: int, end: int, width: int) -> list[Line] | None:
    """Break a paragraph where columns need no measuring, in a twentieth of the time.

    None where a word is wider than a line.
    """
    lines: list[Line] = []
    begun = start
    while end - begun > width:
        edge = begun + width
        if text[edge] == " ":
            while edge < end and text[edge] == " ":
                edge += 1
        else:
            edge = text.rfind(" ", begun, edge) + 1
            if not edge:
                return None
        if edge == end:
            break  # spaces alone follow
        lines.append((begun, edge))
        begun = edge
    lines.append((begun, end))
    return lines


def _wrap_paragraph(text: str, start: int, end: int, width: int) -> list[Line]:
    lines: list[Line] = []
    begun, taken = start, 0
    for found in _WORD.finditer(text, start, end):
        word = found[0]
        solid = cells(word.rstrip())
        if taken and taken + solid > width:
            lines.append((begun, found.start()))
            begun, taken = found.start(), 0
        if solid > width:
            *full, (begun, _) = _fold(text, found.start(), found.start() + len(word), width)
            lines += full
            taken = cells(text[begun : found.end()])
        else:
            taken += cells(word)
    lines.append((begun, end))
    return lines


def _fold(text: str, start: int, end: int, width: int) -> list[Line]:
    """Break a word that is wider than a line."""
    lines: list[Line] = []
    begun, taken = start, 0
    for place in range(start, end):
        size = cells(text[place])
        if taken and taken + size > width and not text[place].isspace():
            lines.append((begun, place))
            begun, taken = place, 0
        taken += size
    lines.append((begun, end))
    return lines
