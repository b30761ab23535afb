"""A reason in one line."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.model import ReviewedClaim
from workbench.review.words import clipped
from workbench.tui.status import status_piece
from workbench.tui.text import on_one_line, styled


class ReasonDialog(ModalScreen[str | None]):
    """Enter saves, Esc leaves; what was given before, or is offered, stands there to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(self, claim: ReviewedClaim, *, offered: str = "") -> None:
        super().__init__()
        self._claim = claim
        self._offered = offered

    def compose(self) -> ComposeResult:
        """The claim, the line, and the two keys."""
        claim = self._claim
        given = (claim.decision.reason if claim.decision else claim.noted) or ""
        before = " · ".join(part for part in (given, self._offered) if part)
        with Vertical(id="dialog"):
            yield Static(
                styled(
                    "Reason for ",
                    status_piece(claim.status),
                    f" on “{clipped(claim.claim.text, limit=200)}”",
                )
            )
            yield Input(on_one_line(before), id="reason", compact=True)
            yield Static(styled(("Enter saves · Esc leaves it as it was", "$foreground-muted")))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
