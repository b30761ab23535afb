"""Two lines at the top: which article, what is not on disk yet, and how far the review has come."""

from rich.style import Style
from textual.strip import Strip

from workbench.model import Article, Status, Tally
from workbench.tui.text import cells, strip
from workbench.tui.widgets.component_style import ComponentStyled

Run = tuple[str, Style]


class Heading(ComponentStyled):
    """Title and progress."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual declares it
        "heading--title",
        "heading--muted",
        "heading--unsaved",
        *(f"heading--{status.value}" for status in Status),
    }

    def __init__(self) -> None:
        super().__init__()
        self._title = "claim workbench"
        self._source = ""
        self._tally = Tally()
        self._unsaved = 0
        self._picked = 0
        self._blind = False

    def show(self, article: Article, tally: Tally, *, picked: int = 0, blind: bool = False) -> None:
        """Show where the review of an article stands, and whether it is blind."""
        before = (self._title, self._source, self._tally, self._picked, self._blind)
        day = f"{article.published:%-d %b %Y}" if article.published else None
        self._title = article.title
        self._source = " · ".join(part for part in (article.publisher, day) if part)
        self._tally = tally
        self._picked = picked
        self._blind = blind
        if before != (self._title, self._source, tally, picked, blind):
            self.refresh()

    def show_unsaved(self, count: int) -> None:
        """Show how many entries are not on disk."""
        if count != self._unsaved:
            self._unsaved = count
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the title, or the progress."""
        runs = self._progress() if y else self._headline()
        return strip(runs, width=self.size.width, rest=self._style("heading--muted"))

    def _headline(self) -> list[Run]:
        """Return the title, cut so that the mark at the right always has its room."""
        picked = f" * {self._picked} picked" if self._picked else ""
        state = f"{picked} ◌ blind" if self._blind else picked
        mark = f"{state} ● {self._unsaved} not on disk " if self._unsaved else f"{state} "
        source = f"  {self._source}" if self._source else ""
        room = self.size.width - cells(mark) - 1
        title = strip([(self._title, Style())], width=max(room, 0), rest=Style()).text.rstrip()
        left = room - cells(title)
        shown_source = strip([(source, Style())], width=max(left, 0), rest=Style()).text
        return [
            (" ", self._style("heading--title")),
            (title, self._style("heading--title")),
            (shown_source, self._style("heading--muted")),
            (mark, self._style("heading--unsaved")),
        ]

    def _progress(self) -> list[Run]:
        tally, muted = self._tally, self._style("heading--muted")
        if not tally.total:
            return []
        words = f" {tally.reviewed} of {tally.total} reviewed"
        counts = [
            (f"  {status.glyph} {count} {status}", self._style(f"heading--{status.value}"))
            for status, count in tally.counts
        ]
        room = self.size.width - cells(words)
        if sum(cells(text) for text, _ in counts) > room and not tally.disagreement:
            counts.pop()  # what is unreviewed follows from the rest
        if sum(cells(text) for text, _ in counts) > room:  # what is open keeps its words
            counts = [
                (f"  {status.glyph} {count}" if not status.is_open else text, style)
                for (status, count), (text, style) in zip(tally.counts, counts, strict=False)
            ]
        return [(words, muted), *counts]

    def _style(self, name: str) -> Style:
        return self.component_style(name)
