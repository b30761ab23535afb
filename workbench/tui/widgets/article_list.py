"""The articles of the store, one line each, with where their claims stand.

Drawn by the line, as the list of claims is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import ArticleSummary, Status
from workbench.tui.text import strip
from workbench.tui.widgets.component_style import ComponentStyled
from workbench.tui.widgets.plot import bar_cells

_POINTER = "›"
_BAR = 12
HEADS = "  progress     claims    ✓    ✗    ?    ≠    ·  article"


class ArticleList(ScrollView, ComponentStyled, can_focus=True, inherit_bindings=False):
    """Knows which article is selected."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual declares it
        "article-list--row",
        "article-list--selected",
        *(f"article-list--{status.value}" for status in Status),
    }

    @dataclass
    class Opened(Message):
        """An article was clicked."""

        article_id: str

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._summaries: Sequence[ArticleSummary] = ()
        self._place = 0

    @property
    def selected(self) -> ArticleSummary | None:
        """The article under the cursor."""
        return self._summaries[self._place] if self._summaries else None

    @property
    def page(self) -> int:
        """How many articles are in view."""
        return max(self.scrollable_content_region.height, 1)

    def show(self, summaries: Sequence[ArticleSummary], *, at: str | None) -> None:
        """Show articles, the one of that id selected."""
        self._summaries = summaries
        ids = [summary.article.id for summary in summaries]
        self.virtual_size = Size(1, len(summaries))
        self.select(ids.index(at) if at in ids else 0)

    def select(self, place: int) -> None:
        """Select the article at a place, or the last one on the way."""
        self._place = min(max(place, 0), max(len(self._summaries) - 1, 0))
        self._scroll_to_selected()
        self.refresh()

    def move(self, steps: int) -> None:
        """Select the article so many places further down."""
        self.select(self._place + steps)

    def to_open(self) -> bool:
        """Select the next article with an open claim; tell whether there is one."""
        total = len(self._summaries)
        for steps in range(1, total + 1):
            place = (self._place + steps) % total
            if self._summaries[place].tally.open:
                self.select(place)
                return True
        return False

    def render_line(self, y: int) -> Strip:
        """Draw a line of the part in view."""
        width = self.scrollable_content_region.width
        place = self.scroll_offset.y + y
        if place >= len(self._summaries):
            return Strip.blank(width, self._style("article-list--row"))
        return self._row(self._summaries[place], width, selected=place == self._place)

    def on_resize(self) -> None:
        """Keep the selected article in view."""
        self._scroll_to_selected()

    def on_click(self, event: events.Click) -> None:
        """Select the article under the mouse; open the one that was selected."""
        offset = event.get_content_offset(self)
        place = self.scroll_offset.y + offset.y if offset is not None else len(self._summaries)
        if place >= len(self._summaries):
            return
        if place == self._place:
            self.post_message(self.Opened(self._summaries[place].article.id))
        else:
            self.select(place)

    def _row(self, summary: ArticleSummary, width: int, *, selected: bool) -> Strip:
        last = ("article-list--selected",) if selected else ()
        plain = self._style("article-list--row", *last)
        tally = summary.tally
        bar = bar_cells(tally, most=tally.total, width=_BAR)
        left = _BAR - sum(count for _, count in bar)
        styles = {
            status: self._style("article-list--row", f"article-list--{status.value}", *last)
            for status in Status
        }
        counts = dict(tally.counts)
        figures = "".join(f"{counts.get(status, 0):5}" for status in Status)
        return strip(
            [
                (f"{_POINTER if selected else ' '} ", plain),
                *((status.glyph * count, styles[status]) for status, count in bar),
                (f"{' ' * left} {tally.total:6}{figures}  {summary.article.title}", plain),
            ],
            width=width,
            rest=plain,
        )

    def _style(self, *classes: str) -> Style:
        return self.component_style(*classes)

    def _scroll_to_selected(self) -> None:
        if self.is_mounted:
            self.scroll_to_region(
                Region(0, self._place, 1, 1), animate=False, immediate=True, force=True
            )
