"""The list of a review's claims: drawn, moved through, filtered and ordered."""

from textual import on
from textual.screen import Screen
from textual.widgets import Input, Static

from workbench.review.filter import EVERYTHING, Filter
from workbench.review.session import Session
from workbench.tui.text import styled
from workbench.tui.widgets.claim_list import ClaimList
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.workspace import Workspace


class ListingScreen(Screen[None]):
    """Shows a session, and changes only which claims are listed and which one is selected."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
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
        """Select the next claim that has no verdict."""
        onward = self.session.to_unreviewed() if self.session else None
        if onward is None:
            self._say("No claim of this list is unreviewed.")
        else:
            self._change(onward)

    @on(ClaimList.Chosen)
    def _claim_chosen(self, message: ClaimList.Chosen) -> None:
        if self.session:
            self._change(self.session.select(message.claim_id))

    def _move(self, steps: int) -> None:
        if self.session is not None:
            self._change(self.session.move(steps))

    # Finding

    def action_filter(self) -> None:
        """Ask what to list."""
        if self.session is not None:
            self.add_class("-filtering")
            self.query_one("#filter").focus()

    def action_clear(self) -> None:
        """List all claims."""
        self.query_one("#filter", Input).value = ""
        self.remove_class("-filtering")
        self.query_one(Workspace).focus_list()
        if self.session is not None and self.session.filter != EVERYTHING:
            self._change(self.session.filtered(EVERYTHING))

    @on(Input.Changed, "#filter")
    def _filter_typed(self, message: Input.Changed) -> None:
        if self.session is not None:
            self._change(self.session.filtered(Filter.parse(message.value)))
            listed, total = len(self.session.listed), len(self.session.claims)
            self._say(f"{listed} of {total} claims listed." if message.value else "")

    @on(Input.Submitted, "#filter")
    def _filter_kept(self, message: Input.Submitted) -> None:
        self.set_class(bool(message.value), "-filtering")
        self.query_one(Workspace).focus_list()

    def action_order(self) -> None:
        """List in the next order."""
        if self.session is not None:
            self._change(self.session.ordered(self.session.order.next))
            self._say(f"Listed in {self.session.order}.")

    # Drawing

    def _change(self, session: Session) -> None:
        self.session = session
        self._draw()

    def _draw(self) -> None:
        session = self.session
        if session is None or self._gone:
            return
        with self.app.batch_update():
            self.query_one(Heading).show(session.article, session.tally)
            if self.query_one(Workspace).show(session):
                self._another_selected()

    def _another_selected(self) -> None:
        """Do what a newly selected claim asks for."""

    def _say(self, words: str, *, failed: bool = False) -> None:
        if self._gone:
            return
        self._look_failed = False
        said = self.query_one("#said", Static)
        said.update(styled(words))
        said.set_class(failed, "-failed")

    @property
    def _gone(self) -> bool:
        """Whether the widgets have gone: what ends in the background may come in after them."""
        return not self.query(Heading)
