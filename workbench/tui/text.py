"""The one door for text to the screen: articles, claims, notes, sources and errors pass here.

Textual reads brackets in a plain `str` as markup, and terminals obey control characters; so the
rest of the room hands every text to these functions and never makes a `Content`, a `Strip` or a
Rich `Text` of its own (a test looks for that). What would act on a terminal, or is there without
being seen, becomes a sign; the articles in the store stay as they are.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from workbench.visible import visible

Piece: TypeAlias = "str | tuple[str, str]"
"""Text, or text with the name of a style: `("disputed", "$text-error")`."""

_JOINER = "\u200d"
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028\u2029"
    "\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""Zero width, invisible or ending a line: what a reader would not see in the text."""
_BREAK = re.compile(r"\s*[\n\t\v\f\r]\s*")
_TAB = "    "
_ELLIPSIS = "…"
_REVERSE = Style(reverse=True)


def shown(text: str) -> str:
    """Return the text as the screen shows it, line feeds kept."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_sign, visible(text)).replace("\t", _TAB)


def on_one_line(text: str) -> str:
    """Return the text as the screen shows it, runs of white space folded into one space."""
    return shown(" ".join(text.split()))


def styled(*pieces: Piece) -> Content:
    """Join pieces of text; what looks like markup in them stays text."""
    return Content.assemble(
        *(
            shown(piece) if isinstance(piece, str) else (shown(piece[0]), piece[1])
            for piece in pieces
        )
    )


def lines(parts: Iterable[Content]) -> Content:
    """Put parts under one another."""
    return Content("\n").join(parts)


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of a text, in its own code points, that a style is laid over."""

    start: int
    end: int
    style: str


def marked(text: str, marks: Iterable[Mark], *, style: str = "") -> Content:
    """Return a text with runs of it in styles of their own; later marks lie over earlier ones."""
    laid = (Mark(0, len(text), style), *marks)
    edges = sorted(
        {min(max(edge, 0), len(text)) for mark in laid for edge in (mark.start, mark.end)}
    )
    pieces: list[Piece] = []
    for start, end in itertools.pairwise(edges):
        over = [mark.style for mark in laid if mark.start <= start and end <= mark.end]
        pieces.append((text[start:end], over[-1]) if over[-1] else text[start:end])
    return styled(*pieces)


def cells(text: str) -> int:
    """Return how many columns the text takes on the screen."""
    return cell_len(shown(text))


def strip(runs: Sequence[tuple[str, Style]], *, width: int, rest: Style) -> Strip:
    """Return one line of exactly that width: cut with an ellipsis, or filled up."""
    return _strip(tuple(runs), width, rest)


@lru_cache(maxsize=1024)
def _strip(runs: tuple[tuple[str, Style], ...], width: int, rest: Style) -> Strip:
    """Make a line, once: a list that scrolls by one has all lines but one of before."""
    segments: list[Segment] = []
    left = width
    for text, style in runs:
        seen = shown(_BREAK.sub(" ", text))
        size = cell_len(seen)
        if size > left:
            cut = set_cell_size(seen, max(left - 1, 0)) + _ELLIPSIS if left else ""
            return Strip([*segments, Segment(cut, style)]).adjust_cell_length(width, rest)
        segments.append(Segment(seen, style))
        left -= size
    return Strip([*segments, Segment(" " * left, rest)], width)


def row(runs: Sequence[tuple[str, Style]], *, width: int, rest: Style) -> Strip:
    """Return a line of running text, its spaces kept; it has been broken to fit already."""
    strip_ = Strip([Segment(shown(text), style) for text, style in runs])
    return strip_.adjust_cell_length(width, rest)


def turned_over(strip_: Strip) -> Strip:
    """Return a line with what is in front of its letters and what is behind changed over."""
    return Strip(
        [Segment(text, (style or Style.null()) + _REVERSE) for text, style, _ in strip_],
        strip_.cell_length,
    )


def _sign(match: re.Match[str]) -> str:
    character, place = match[0], match.start()
    before = match.string[place - 1 : place]
    if character in "\u200c\u200d" and before and unicodedata.bidirectional(before) in {"AL", "R"}:
        return character  # Persian and Urdu spell with it
    if character == _JOINER and before and unicodedata.category(before) in {"So", "Sk", "Mn"}:
        return ""  # terminals disagree on the width of joined emoji, and not on that of single ones
    return f"⟨U+{ord(character):04X}⟩"
