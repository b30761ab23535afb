"""Jumping: letters beside the claims in view, and typing them goes to that claim."""

import itertools
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from workbench.model import ReviewedClaim
from workbench.tui.text import strip
from workbench.tui.widgets.claim_list import ClaimList

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Those under the fingers first."""


class JumpList(ClaimList):
    """The list of claims; while it jumps, the keys are letters of labels."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"jump-list--label"}

    class JumpEnded(Message):
        """The letters are gone, whether a claim was gone to or not."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._labels: dict[str, int] = {}
        self._typed = ""

    def jump(self) -> bool:
        """Show the letters; tell whether there is a claim to jump to."""
        top = self.scroll_offset.y
        bottom = min(top + self.page, len(self._listed))
        self._typed = ""
        self._labels = dict(zip(labels(bottom - top), range(top, bottom), strict=True))
        self.focus()
        self.refresh()
        return bool(self._labels)

    def show(
        self,
        listed: tuple[ReviewedClaim, ...],
        place: int | None,
        picked: frozenset[str] = frozenset(),
    ) -> None:
        """Show claims; a jump among others ends."""
        if listed != self._listed:
            self._end()
        super().show(listed, place, picked)

    def on_key(self, event: events.Key) -> None:
        """Take a letter of a label; any other key ends the jump, and does nothing else."""
        if not self._labels:
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character or " "
        place = self._labels.get(self._typed)
        if place is not None:
            self.post_message(self.Chosen(self._listed[place].claim.id))
        if place is not None or not any(label.startswith(self._typed) for label in self._labels):
            self._end()
        self.refresh()

    def on_blur(self) -> None:
        """End the jump: the keys are another's."""
        self._end()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """End the jump: other claims are in view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._end()

    def render_line(self, y: int) -> Strip:
        """Draw a line, its letters over the first columns."""
        line = super().render_line(y)
        place = self.scroll_offset.y + y
        label = next((label for label, at in self._labels.items() if at == place), "")
        if not label.startswith(self._typed) or not label:
            return line
        style = self._style("jump-list--label")
        drawn = strip([(label, style)], width=len(label), rest=Style())
        return Strip.join([drawn, line.crop(len(label))])

    def _end(self) -> None:
        if self._labels:
            self._labels = {}
            self.post_message(self.JumpEnded())
            self.refresh()


def labels(count: int) -> list[str]:
    """Return so many labels of one or two letters, none of which begins another."""
    firsts = -(-max(count - len(LETTERS), 0) // (len(LETTERS) - 1))
    single = LETTERS[: len(LETTERS) - firsts]
    pairs = (a + b for a, b in itertools.product(LETTERS[len(LETTERS) - firsts :], LETTERS))
    return list(itertools.islice(itertools.chain(single, pairs), count))
