"""The statements of an article that are in no claim, each with the reason; one can be promoted.

Below them stands what was taken out around the article in its source, which cannot.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from workbench.model import Article, Furniture, LeftOut
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import lines, on_one_line, styled
from workbench.tui.widgets.options import Options

EVERYTHING = "Every statement of the article is in a claim."
AROUND = "Taken out around the article, as listed at the end: it is not in the text, and no claim."


class LeftOutScreen(LeftOnce[LeftOut | None]):
    """In article order; gives the statement that is to be a claim, None where there is none."""

    AT = Place.LEFT_OUT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.LEFT_OUT)]
    AUTO_FOCUS = "#left-out"

    def __init__(
        self, article: Article, left_out: Sequence[LeftOut], furniture: Sequence[Furniture]
    ) -> None:
        super().__init__()
        self._article = article
        self._left_out = left_out
        self._furniture = furniture

    def compose(self) -> ComposeResult:
        """A heading with the number, then the statements."""
        count = len(self._left_out) + len(self._furniture)
        yield Static(
            styled((f"Left out of “{self._article.title}”: {count}", "bold")), id="screen-title"
        )
        if self._furniture:
            yield Static(styled((AROUND, "$foreground-muted")), id="left-out-note")
        if not count:
            yield Static(styled((EVERYTHING, "$foreground-muted")), id="left-out")
        else:
            statements = [self._option(s.reason.value, self._quote(s)) for s in self._left_out]
            around = [self._option(f"{p.words}, taken out", p.text) for p in self._furniture]
            yield Options(*statements, *around, id="left-out", markup=False)
        yield Footer(show_command_palette=False, compact=True)

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        if message.option_index < len(self._left_out):
            self.dismiss(self._left_out[message.option_index])

    def action_promote(self) -> None:
        """Make the statement under the cursor a claim."""
        if self._left_out or self._furniture:
            self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        if self._left_out or self._furniture:
            listed = self.query_one(OptionList)
            (listed.action_cursor_down if steps > 0 else listed.action_cursor_up)()

    def _quote(self, statement: LeftOut) -> str:
        return self._article.quote(statement.spans)

    def _option(self, reason: str, quote: str) -> Option:
        return Option(
            lines([styled((reason, "$text-warning")), styled(on_one_line(quote)), styled("")])
        )
