"""How the figures of a claim changed, in the order of the dates."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from workbench.model import Claim, PastClaim, Timeline, TimelinePoint
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.background import Background
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import Piece, lines, on_one_line, styled
from workbench.tui.widgets.labelled import labelled
from workbench.tui.widgets.matches import source, standing

_MUTED = "$foreground-muted"
_WIDE = 12
"""Columns of the dates."""
NONE_GIVEN = "This claim gives no figure that could change."
NO_OTHERS = "No other claim gives a figure for the same thing."


class TimelineScreen(LeftOnce[None]):
    """One block for each figure of the claim that others gave too, to be read through."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.TIMELINE)]
    AUTO_FOCUS = "#timeline"

    def __init__(
        self, claim: Claim, background: Background, is_stale: Callable[[PastClaim], bool]
    ) -> None:
        super().__init__()
        self._claim = claim
        self._background = background
        self._is_stale = is_stale
        self._timelines: tuple[Timeline, ...] = ()

    def compose(self) -> ComposeResult:
        """The claim, then its figures over time."""
        yield Static(
            styled((f"Over time: {on_one_line(self._claim.text)}", "bold")), id="screen-title"
        )
        with VerticalScroll(id="timeline"):
            yield Static(styled(("Looking for the same figure elsewhere…", _MUTED)))
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Have it worked out."""
        self._background.make_timelines(self._claim, self.post_message)

    @on(Background.TimelinesMade)
    def _made(self, message: Background.TimelinesMade) -> None:
        self._timelines = message.timelines
        if self._timelines:
            self.on_resize()
        else:
            words = NO_OTHERS if self._claim.figures else NONE_GIVEN
            self._show(styled((words, _MUTED)))

    @on(Background.TimelinesFailed)
    def _failed(self, message: Background.TimelinesFailed) -> None:
        self._show(styled((str(message.error), "$text-error")))

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_scroll_line(self, lines_down: int) -> None:
        """Scroll as the arrows do."""
        self.query_one("#timeline").scroll_relative(y=lines_down, animate=False)

    def on_resize(self) -> None:
        """Break the lines anew."""
        if self._timelines:
            self._show(lines(self._block(one) for one in self._timelines))

    def _show(self, content: Content) -> None:
        self.query_one("#timeline Static", Static).update(content)

    def _block(self, timeline: Timeline) -> Content:
        heading = styled((timeline.moves, "bold $text-primary"))
        return lines([heading, styled(""), *self._points(timeline.points)])

    def _points(self, points: Sequence[TimelinePoint]) -> list[Content]:
        width = self.query_one("#timeline").scrollable_content_region.width
        found: list[Content] = []
        for point in points:
            past = point.past
            day = f"{past.date:%-d %b %Y}" if past.date else "no date"
            moved: Piece = (" → moved", "$text-warning") if point.moved else ""
            stands = standing(past, stale=self._is_stale(past))
            found += [
                styled((day.ljust(_WIDE), "bold"), (point.figure.text, "bold"), moved),
                styled(" " * _WIDE, *stands, own_words(own=past.id == self._claim.id)),
                labelled("", past.text, column=_WIDE, width=width),
            ]
            if origin := source(past):
                found.append(labelled("", (origin, _MUTED), column=_WIDE, width=width))
            found.append(styled(""))
        return found


def own_words(*, own: bool) -> Piece:
    """Return the words that mark the claim that was asked about."""
    return ("  this claim", "$text-accent") if own else ""
