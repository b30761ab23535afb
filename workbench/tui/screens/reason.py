"""A reason in one line."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.model import ReviewedClaim, Status, Verdict
from workbench.review.words import clipped
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.status import status_piece
from workbench.tui.text import on_one_line, styled

SAVES = "Enter saves · Esc leaves it as it was"
MARKS = "Enter marks it, with or without one · Esc leaves it as it was"
KEEPS = "Enter keeps it for your own verdict · Esc drops it"


class ReasonDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Enter saves, Esc leaves; what was given before, or is offered, stands there to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(
        self,
        claim: ReviewedClaim,
        *,
        verdict: Verdict | None = None,
        offered: str = "",
        typed: str | None = None,
        changed: str = "",
        what: str = "",
        keys: str = SAVES,
    ) -> None:
        """Ask for the reason of the verdict that stands or comes, or of one to be given now.

        `offered` stands behind what was given before; `typed` stands in place of both, where it is
        asked again because of what has `changed`. `what` says what is judged, where that is not
        whether the claim is so.
        """
        super().__init__()
        self._claim = claim
        self._verdict = verdict
        self._offered = offered
        self._typed = typed
        self._changed = changed
        self._what = what
        self._keys = keys

    def compose(self) -> ComposeResult:
        """What changed, the claim, the line, and the two keys."""
        asked = status_piece(Status.of(self._verdict) if self._verdict else self._claim.status)
        what = f" {self._what}," if self._what else ""
        about = f"{what} on “{clipped(self._claim.claim.text, limit=200)}”"
        with Vertical(id="dialog"):
            if self._changed:
                yield Static(styled((self._changed, "$text-warning")))
            yield Static(styled("Reason for ", asked, about))
            yield Input(
                on_one_line(self._begun()), id="reason", compact=True, select_on_focus=False
            )
            yield Static(styled((self._keys, "$foreground-muted")))

    def _begun(self) -> str:
        """Return what stands in the line at first."""
        if self._typed is not None:
            return self._typed
        decision = None if self._verdict else self._claim.decision
        given = decision.reason if decision else self._claim.noted
        return " · ".join(part for part in (given, self._offered) if part)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
