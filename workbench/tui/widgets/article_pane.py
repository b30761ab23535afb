"""The article, with the selected claim lit up in its place."""

import itertools
from bisect import bisect_right
from collections.abc import Iterable

from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from workbench.model import Article, Claim, Span
from workbench.tui.text import Mark, row, shown
from workbench.tui.widgets.component_style import ComponentStyled
from workbench.tui.wrapping import Line, wrap

_ABOVE = 2
"""Lines of context above a quote that had to be scrolled to."""


class ArticlePane(ScrollView, ComponentStyled, can_focus=True):
    """Drawn by the line, as offsets into the article, so that a long one costs no more."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual declares it
        "article-pane--text",
        "article-pane--quote",
        "article-pane--source",
        "article-pane--speaker",
        "article-pane--selection",
    }

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.border_title = "Article"
        self._text = ""
        self._marks: tuple[Mark, ...] = ()
        self._quote: Span | None = None
        self._lines: tuple[Line, ...] = ()
        self._wrapped: tuple[str, int] = ("", 0)

    def show(self, article: Article, claim: Claim | None) -> None:
        """Light up a claim's quote, its speaker, and where its brackets were taken from."""
        before, self._marks = self._marks, _marks(claim) if claim else ()
        self._quote = claim.spans[0] if claim and claim.spans else None
        if self._wrapped == (article.text, self.scrollable_content_region.width):
            self._relight((*before, *self._marks))
        else:
            self._text = article.text
            self._settle()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the part in view."""
        width = self.scrollable_content_region.width
        plain = self._style()
        place = self.scroll_offset.y + y
        if place >= len(self._lines):
            return Strip.blank(width, plain)
        start, end = self._lines[place]
        marks = (*self._marks, *self._selected(place))
        edges = {start, end}
        edges |= {e for mark in marks for e in (mark.start, mark.end) if start < e < end}
        cuts = sorted(edges)
        runs = [
            (self._text[one:two], self._style(*_over(marks, one, two)))
            for one, two in itertools.pairwise(cuts)
        ]
        return row(runs, width=width, rest=plain).apply_offsets(0, place)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the article's letters under the mouse's selection."""
        if not self._lines:
            return None
        start = self._offset(selection.start.y, selection.start.x) if selection.start else 0
        end = self._offset(selection.end.y, selection.end.x) if selection.end else len(self._text)
        return shown(self._text[start:end]), "\n"

    @property
    def selected_span(self) -> Span | None:
        """What the mouse selected; None where that is nothing, or more than is in view."""
        selection = self.text_selection
        if selection is None or selection.start is None or selection.end is None:
            return None
        start = self._offset(selection.start.y, selection.start.x)
        end = self._offset(selection.end.y, selection.end.x)
        return Span(start, end) if start < end else None

    def selection_updated(self, _selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._settle()

    def line_of(self, offset: int) -> int:
        """Return the line that a code point of the article stands in."""
        return max(bisect_right(self._lines, offset, key=lambda line: line[0]) - 1, 0)

    def _settle(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return  # not on the screen; on_resize comes when it is
        if self._wrapped != (self._text, width):
            self._lines = wrap(self._text, width)
            self._wrapped = (self._text, width)
            self.virtual_size = Size(width, len(self._lines))
        if self._quote is not None:
            self._bring_into_view(self._quote)
        self.refresh()

    def _relight(self, marks: Iterable[Mark]) -> None:
        """Draw anew the lines that marks lie on: the others stay as they are."""
        if self._quote is not None:
            self._bring_into_view(self._quote)  # which draws all lines anew where it scrolls
        for mark in marks:
            first = self.line_of(mark.start)
            self.refresh_lines(first, self.line_of(max(mark.end - 1, mark.start)) - first + 1)

    def _bring_into_view(self, quote: Span) -> None:
        first, last = self.line_of(quote.start), self.line_of(max(quote.end - 1, quote.start))
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if top <= first and last < top + height:
            return
        self.scroll_to(y=max(first - _ABOVE, 0), animate=False, immediate=True, force=True)

    def _selected(self, place: int) -> tuple[Mark, ...]:
        selection = self.text_selection
        span = selection.get_span(place) if selection is not None else None
        if span is None:
            return ()
        start, end = self._lines[place]
        stop = end if span[1] == -1 else min(start + span[1], end)
        return (Mark(min(start + span[0], end), stop, "article-pane--selection"),)

    def _offset(self, place: int, column: int) -> int:
        start, end = self._lines[min(max(place, 0), len(self._lines) - 1)]
        return min(start + column, end)

    def _style(self, *classes: str) -> Style:
        return self.component_style("article-pane--text", *classes)


def _marks(claim: Claim) -> tuple[Mark, ...]:
    quote = [Mark(span.start, span.end, "article-pane--quote") for span in claim.spans]
    sources = [
        Mark(bracket.source.start, bracket.source.end, "article-pane--source")
        for bracket in claim.brackets
    ]
    speaker = claim.speaker_span
    said = [Mark(speaker.start, speaker.end, "article-pane--speaker")] if speaker else []
    return (*said, *sources, *quote)


def _over(marks: tuple[Mark, ...], start: int, end: int) -> tuple[str, ...]:
    over = [mark.style for mark in marks if mark.start <= start and end <= mark.end]
    return tuple(over[-1:])
