"""Which of the panes is shown below the list, where there is room for one of them."""

from dataclasses import dataclass
from enum import StrEnum

from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.message import Message
from textual.widgets import Static

from workbench.tui.text import styled


class Pane(StrEnum):
    """The panes beside the list; the values are their ids."""

    DETAIL = "detail"
    ARTICLE = "article"
    MATCHES = "matches"

    @property
    def next(self) -> "Pane":
        """The pane that follows, round and round."""
        panes = tuple(Pane)
        return panes[(panes.index(self) + 1) % len(panes)]


HINT = "Enter turns · Tab goes there"
LABELS = {Pane.DETAIL: "Claim", Pane.ARTICLE: "Article", Pane.MATCHES: "Past claims"}


class PaneTab(Static):
    """The name of a pane, to be clicked."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        pane: Pane

    def __init__(self, pane: Pane) -> None:
        super().__init__(styled(LABELS[pane]), id=f"tab-{pane.value}")
        self._pane = pane

    def on_click(self) -> None:
        """Ask for the pane."""
        self.post_message(self.Chosen(self._pane))


class PaneTabs(HorizontalGroup):
    """The tabs in a row, the pane in view marked."""

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[Pane, str] = {}

    def compose(self) -> ComposeResult:
        """One tab a pane."""
        for pane in Pane:
            yield PaneTab(pane)
        yield Static(styled(HINT), id="tabs-hint")

    def show(self, shown: Pane, *, matches: int | None) -> None:
        """Mark a pane, and say how many past claims there are where that is known."""
        for pane in Pane:
            tab = self.query_one(f"#tab-{pane.value}", PaneTab)
            tab.set_class(pane is shown, "-shown")
            count = f" {matches}" if pane is Pane.MATCHES and matches is not None else ""
            pointer = "▸" if pane is shown else " "
            words = f"{pointer}{LABELS[pane]}{count} "
            if self._words.get(pane) != words:  # an update lays the screen out anew
                self._words[pane] = words
                tab.update(styled(words))
