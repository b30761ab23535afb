"""The list of claims, one line each.

Drawn by the line: only the lines in view are made, so that ten thousand claims cost what twenty do
(an OptionList measures each of its options again after every change).
"""

from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import ReviewedClaim, Status
from workbench.tui.text import strip
from workbench.tui.widgets.component_style import ComponentStyled

_POINTER = "›"
_PICKED = "*"


class ClaimList(ScrollView, ComponentStyled, can_focus=True, inherit_bindings=False):
    """Claims with their verdicts; the screen tells it which one is selected."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {  # noqa: RUF012 - as Textual declares it
        "claim-list--row",
        "claim-list--selected",
        "claim-list--bracket",
        "claim-list--picked",
        *(f"claim-list--{status.value}" for status in Status),
    }

    @dataclass
    class Chosen(Message):
        """A claim was clicked."""

        claim_id: str

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._listed: tuple[ReviewedClaim, ...] = ()
        self._place: int | None = None
        self._picked: frozenset[str] = frozenset()
        self.border_title = "Claims"

    def show(
        self,
        listed: tuple[ReviewedClaim, ...],
        place: int | None,
        picked: frozenset[str] = frozenset(),
    ) -> None:
        """Show claims, the one at a place selected, those of the given ids picked."""
        before, was, were = self._listed, self._place, self._picked
        self._listed, self._place, self._picked = listed, place, picked
        if len(before) != len(listed):  # setting it lays the screen out anew
            self.virtual_size = Size(1, len(listed))
        self._scroll_to_selected()  # which draws all lines anew where it scrolls
        if len(before) != len(listed):
            self.refresh()
            return
        top = self.scroll_offset.y
        for line in range(top, min(top + self.page + 1, len(listed))):
            another = listed[line] is not before[line]
            turned = (listed[line].claim.id in picked) != (listed[line].claim.id in were)
            if another or turned or (place != was and line in {was, place}):
                self.refresh_line(line)

    @property
    def page(self) -> int:
        """How many claims are in view."""
        return max(self.scrollable_content_region.height, 1)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the part in view."""
        width = self.scrollable_content_region.width
        place = self.scroll_offset.y + y
        if place >= len(self._listed):
            return Strip.blank(width, self._style("claim-list--row"))
        return self._row(self._listed[place], width, selected=place == self._place)

    def on_resize(self) -> None:
        """Keep the selected claim in view."""
        self._scroll_to_selected()

    def on_click(self, event: events.Click) -> None:
        """Choose the claim under the mouse."""
        offset = event.get_content_offset(self)
        place = self.scroll_offset.y + offset.y if offset is not None else len(self._listed)
        if place < len(self._listed):
            self.post_message(self.Chosen(self._listed[place].claim.id))

    def _row(self, claim: ReviewedClaim, width: int, *, selected: bool) -> Strip:
        last = ("claim-list--selected",) if selected else ()
        plain = self._style("claim-list--row", *last)
        glyph = self._style("claim-list--row", f"claim-list--{claim.status.value}", *last)
        bracket = self._style("claim-list--row", "claim-list--bracket", *last)
        is_picked = claim.claim.id in self._picked
        mark = self._style("claim-list--row", "claim-list--picked", *last)
        runs = [
            (_POINTER if selected else " ", plain),
            (_PICKED if is_picked else " ", mark),
            (f"{claim.status.glyph} ", glyph),
        ]
        text, start = claim.claim.text, 0
        for added in claim.claim.brackets:
            runs.append((text[start : added.at.start], plain))
            runs.append((text[added.at.start : added.at.end], bracket))
            start = added.at.end
        runs.append((text[start:], plain))
        return strip(runs, width=width, rest=plain)

    def _style(self, *classes: str) -> Style:
        return self.component_style(*classes)

    def _scroll_to_selected(self) -> None:
        if self._place is not None and self.is_mounted:
            self.scroll_to_region(
                Region(0, self._place, 1, 1), animate=False, immediate=True, force=True
            )
