"""Saved filters: one is applied, named or removed."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.errors import WorkbenchError
from workbench.review.filter import Filter
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.habits import Habits
from workbench.tui.keymap import Keymap
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import on_one_line, styled
from workbench.tui.widgets.options import Options

_MUTED = "$foreground-muted"
KEYS = "Enter lists it · {remove_filter} removes it · Tab to the name · Esc leaves"
NONE_TO_SAVE = "None is saved yet: type one with {filter} first."


class FiltersDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Gives what was typed for the filter that was chosen; None where none was."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FILTERS)]

    def __init__(self, habits: Habits, query: str, keymap: Keymap) -> None:
        """Offer the saved filters, and to save what is typed now."""
        super().__init__()
        self._keymap = keymap
        self._habits = habits
        self._query = query

    def compose(self) -> ComposeResult:
        """The filters, a line for a name where there is something to save, and the keys."""
        with Vertical(id="dialog"):
            yield Static(styled(("Saved filters", "bold")))
            yield Options(id="filters", markup=False, compact=True)
            if self._query:
                asked = f"Save “{on_one_line(self._query)}” under a name:"
                yield Static(styled((asked, _MUTED)), id="filter-asked")
                yield Input(id="filter-name", compact=True)
            yield Static(id="filters-said")
            yield Static(styled((self._keymap.words(KEYS), _MUTED)))

    def on_mount(self) -> None:
        """List them; the keys go to the name where there is nothing else to do."""
        self._list()
        if self._query and not self._habits.filters:
            self.query_one("#filter-name").focus()
        else:
            self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._habits.filters[message.option_id or ""])

    @on(Input.Submitted)
    def _named(self, message: Input.Submitted) -> None:
        try:
            self._habits.save_filter(message.value, self._query)
        except WorkbenchError as error:
            self._say(str(error))
            return
        message.input.value = ""
        self._list()
        self.query_one(OptionList).focus()

    def action_remove_filter(self) -> None:
        """Forget the filter under the cursor."""
        filters = self.query_one(OptionList)
        if filters.highlighted_option is None or not filters.has_focus:
            return
        try:
            self._habits.remove_filter(filters.highlighted_option.id or "")
        except WorkbenchError as error:
            self._say(str(error))
            return
        self._list()

    def action_leave(self) -> None:
        """List what was listed before."""
        self.dismiss(None)

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        filters = self.query_one(OptionList)
        (filters.action_cursor_down if steps > 0 else filters.action_cursor_up)()

    def _list(self) -> None:
        saved = self._habits.filters
        filters = self.query_one(OptionList)
        filters.set_options(
            Option(styled((name, "bold"), (f"  {on_one_line(query)}", _MUTED)), id=name)
            for name, query in saved.items()
        )
        filters.highlighted = 0 if saved else None
        nothing = "None is saved yet." if self._query else self._keymap.words(NONE_TO_SAVE)
        objections = [one for query in saved.values() for one in Filter.parse(query).objections]
        self._say(self._habits.problem or (" ".join(objections[:1]) if saved else nothing))

    def _say(self, words: str) -> None:
        said = self.query_one("#filters-said", Static)
        said.update(styled(words))
        said.display = bool(words)
