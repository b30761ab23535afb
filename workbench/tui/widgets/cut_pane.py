"""The article with the words that are to be a claim, to be chosen with the mouse too."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from workbench.model import Article, Span
from workbench.review.edges import Edges
from workbench.tui.text import Mark, cells
from workbench.tui.widgets.article_pane import ArticlePane


class CutPane(ArticlePane):
    """Lights up each piece and the word at the edge in hand; tells what the mouse does."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual declares it
        "article-pane--piece",
        "article-pane--hand",
    }

    @dataclass
    class Dragged(Message):
        """The mouse was drawn over words: from a place of the article to another."""

        start: int
        end: int

    @dataclass
    class Clicked(Message):
        """A place of the article was clicked."""

        offset: int

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._begun: int | None = None
        self._drawn = False

    def show_edges(self, article: Article, edges: Edges) -> None:
        """Light up the pieces, and bring the edge in hand into view."""
        self._text = article.text
        styles = ("article-pane--quote", "article-pane--piece")
        marks = [
            Mark(span.start, span.end, styles[number % 2])
            for number, piece in enumerate(edges.pieces)
            for span in piece
        ]
        at = edges.place - (1 if edges.hand_in_words == "end" else 0)
        self._marks = (*marks, Mark(at, at + 1, "article-pane--hand"))
        self._quote = Span(at, at + 1)
        self._settle()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin at a word."""
        self._begun, self._drawn = self._place_of(event), False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw on to another word."""
        if self._begun is None:
            return
        place = self._place_of(event)
        if self._drawn or place != self._begun:
            self._drawn = True
            self.post_message(self.Dragged(self._begun, place))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End; without drawing it was a click."""
        self.release_mouse()
        if self._begun is not None and not self._drawn:
            self.post_message(self.Clicked(self._place_of(event)))
        self._begun = None

    def _place_of(self, event: events.MouseEvent) -> int:
        """Return the code point of the article under the mouse."""
        offset = event.get_content_offset_capture(self)
        if not self._lines:
            return 0
        place = min(max(self.scroll_offset.y + offset.y, 0), len(self._lines) - 1)
        start, end = self._lines[place]
        for at in range(start, end):
            if cells(self._text[start : at + 1]) > offset.x:
                return at
        return end
