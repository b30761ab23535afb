"""The statements of an article that are in no claim, each with the reason; one can be promoted."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from workbench.model import Article, LeftOut
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import lines, on_one_line, styled

EVERYTHING = "Every statement of the article is in a claim."


class LeftOutScreen(LeftOnce[LeftOut | None]):
    """In article order; gives the statement that is to be a claim, None where there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "promote", "make it a claim", key_display="Enter p"),
        Binding("escape,l,q", "leave", "back", key_display="Esc"),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    AUTO_FOCUS = "#left-out"

    def __init__(self, article: Article, left_out: Sequence[LeftOut]) -> None:
        super().__init__()
        self._article = article
        self._left_out = left_out

    def compose(self) -> ComposeResult:
        """A heading with the number, then the statements."""
        count = len(self._left_out)
        yield Static(
            styled((f"Left out of “{self._article.title}”: {count}", "bold")), id="screen-title"
        )
        if not self._left_out:
            yield Static(styled((EVERYTHING, "$foreground-muted")), id="left-out")
        else:
            yield OptionList(*map(self._option, self._left_out), id="left-out", markup=False)
        yield Footer(show_command_palette=False, compact=True)

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._left_out[message.option_index])

    def action_promote(self) -> None:
        """Make the statement under the cursor a claim."""
        if self._left_out:
            self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        if self._left_out:
            listed = self.query_one(OptionList)
            (listed.action_cursor_down if steps > 0 else listed.action_cursor_up)()

    def _option(self, statement: LeftOut) -> Option:
        reason = styled((statement.reason.value, "$text-warning"))
        quote = styled(on_one_line(self._article.quote(statement.spans)))
        return Option(lines([reason, quote, styled("")]))
