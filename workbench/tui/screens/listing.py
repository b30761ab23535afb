"""The list of a review's claims: drawn, moved through, picked from, filtered and ordered."""

from collections.abc import Callable

from textual import on
from textual.screen import Screen
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.model import ReviewedClaim, Tally
from workbench.review.filter import Filter
from workbench.review.order import Order
from workbench.review.picking import (
    all_picked,
    nothing_picked,
    picked,
    range_turned,
    toggled,
)
from workbench.review.session import Session
from workbench.tui.habits import Habits
from workbench.tui.keymap import Keymap
from workbench.tui.screens.filters import FiltersDialog
from workbench.tui.text import styled
from workbench.tui.widgets.claim_list import ClaimList
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.queue_bar import QueueBar
from workbench.tui.widgets.workspace import Workspace


class ListingScreen(Screen[None]):
    """Shows a session, and changes only which claims are listed and which one is selected."""

    def __init__(self, habits: Habits, keymap: Keymap) -> None:
        super().__init__()
        self._habits = habits
        self._keymap = keymap
        self.session: Session | None = None
        self._count = self._said = ""
        self._tallied: tuple[tuple[ReviewedClaim, ...], Tally] = ((), Tally())
        self._look_failed = False
        """Whether the line that is said is that of a look at the store that failed."""

    # Moving

    def action_next(self) -> None:
        """Select the next claim."""
        self._move(1)

    def action_previous(self) -> None:
        """Select the claim before."""
        self._move(-1)

    def action_next_page(self) -> None:
        """Select the claim a page further down."""
        self._move(self.query_one(Workspace).page)

    def action_previous_page(self) -> None:
        """Select the claim a page further up."""
        self._move(-self.query_one(Workspace).page)

    def action_first(self) -> None:
        """Select the first claim."""
        self._move(-len(self.session.listed) if self.session else 0)

    def action_last(self) -> None:
        """Select the last claim."""
        self._move(len(self.session.listed) if self.session else 0)

    def action_next_unreviewed(self) -> None:
        """Select the next claim that is unreviewed or in disagreement."""
        onward = self.session.to_unreviewed() if self.session else None
        if onward is None:
            self._say("No claim of this list is open.")
        else:
            self._change(onward)

    def go_to(self, claim_id: str) -> None:
        """Select a listed claim."""
        if self.session is not None:
            self._change(self.session.select(claim_id))

    @on(ClaimList.Chosen)
    def _claim_chosen(self, message: ClaimList.Chosen) -> None:
        self.go_to(message.claim_id)

    def _move(self, steps: int) -> None:
        if self.session is not None:
            self._change(self.session.move(steps))

    @on(QueueBar.Chosen)
    def _place_chosen(self, message: QueueBar.Chosen) -> None:
        if self.session and message.place < len(self.session.listed):
            self._change(self.session.select(self.session.listed[message.place].claim.id))

    # Picking

    def action_pick(self) -> None:
        """Pick the selected claim, or leave it out again, and go on."""
        self._pick(toggled)

    def action_pick_range(self) -> None:
        """Begin a range that follows the selection, or end it."""
        self._pick(range_turned)
        if self.session is not None and self.session.range_from is not None:
            words = "A range: {next} and {previous} make it longer, {pick_range} ends it."
            self._say(self._keymap.words(words))

    def action_pick_all(self) -> None:
        """Pick all listed claims, or none."""
        self._pick(all_picked)

    def _pick(self, change: Callable[[Session], Session]) -> None:
        if self.session is not None:
            self._say("")
            self._change(change(self.session))

    # Finding

    def action_filter(self) -> None:
        """Ask what to list."""
        if self.session is not None:
            self.add_class("-filtering")
            self.query_one("#filter").focus()

    def action_clear(self) -> None:
        """End a range, else pick nothing, else list all claims."""
        session = self.session
        if session is not None and not self.query_one("#filter").has_focus:
            if session.range_from is not None:
                self._pick(range_turned)
                return
            if picked(session):
                self._pick(nothing_picked)
                return
        self.apply_filter("")

    def apply_filter(self, query: str) -> None:
        """List what a filter lets through, as if it had been typed."""
        self.query_one("#filter", Input).value = query  # its change lists
        self.set_class(bool(query), "-filtering")
        self.query_one(Workspace).focus_list()

    @on(Input.Changed, "#filter")
    def _filter_typed(self, message: Input.Changed) -> None:
        if self.session is not None:
            wanted = Filter.parse(message.value)
            if wanted != self.session.filter:
                self._change(self.session.filtered(wanted))
            self._say(" ".join(wanted.objections), failed=bool(wanted.objections))

    @on(Input.Submitted, "#filter")
    def _filter_kept(self, message: Input.Submitted) -> None:
        self.set_class(bool(message.value), "-filtering")
        self.query_one(Workspace).focus_list()

    def action_saved_filters(self) -> None:
        """Choose, name or remove a saved filter."""
        if self.session is not None:
            query = self.query_one("#filter", Input).value.strip()
            self.app.push_screen(
                FiltersDialog(self._habits, query, self._keymap), self._filter_chosen
            )

    def _filter_chosen(self, query: str | None) -> None:
        if query is not None:
            self.apply_filter(query)

    def action_order(self) -> None:
        """List in the next order, and begin in it the next time."""
        if self.session is None:
            return
        order = self.session.order.next
        self._say(f"Listed in {order}." if order is Order.ARTICLE else f"Listed {order}.")
        self._change(self.session.ordered(order))
        try:
            self._habits.remember_order(order)
        except WorkbenchError as error:
            self._say(f"Listed {order}; not remembered: {error}", failed=True)

    # Drawing

    def _change(self, session: Session) -> None:
        self.session = session
        self._draw()

    def _draw(self) -> None:
        session = self.session
        if session is None or self._gone:
            return
        with self.app.batch_update():
            self.query_one(Heading).show(
                session.article,
                self._tally(session),
                picked=len(picked(session)),
                blind=session.blind,
            )
            self.query_one(QueueBar).show(session.listed, session.position)
            count = f"{len(session.listed)} of {len(session.claims)}"
            if count != self._count:  # an update lays the screen out anew
                self._count = count
                self.query_one("#filter-count", Static).update(styled(count))
            if self.query_one(Workspace).show(session):
                self._another_selected()

    def _tally(self, session: Session) -> Tally:
        """Return where the claims stand, counted anew only where one of them is another."""
        if session.claims is not self._tallied[0]:
            self._tallied = (session.claims, session.tally)
        return self._tallied[1]

    def _another_selected(self) -> None:
        """Do what a newly selected claim asks for."""

    def tell(self, words: str) -> None:
        """Say something of the whole program."""
        self._say(words)

    def _say(self, words: str, *, failed: bool = False) -> None:
        if self._gone:
            return
        self._look_failed = False
        said = self.query_one("#said", Static)
        if words != self._said:  # an update lays the screen out anew
            self._said = words
            said.update(styled(words))
        said.set_class(failed, "-failed")

    @property
    def _gone(self) -> bool:
        """Whether the widgets have gone: what ends in the background may come in after them."""
        return not any(isinstance(child, Heading) for child in self.children)
