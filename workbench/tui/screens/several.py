"""One question before several claims are decided at once."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.model import ReviewedClaim, Status, Verdict
from workbench.review.several import holding, question
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.status import STYLES
from workbench.tui.text import on_one_line, styled

KEYS = "Enter marks them · Esc leaves them as they are · one undo takes all back"


class SeveralDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Names the number and what the claims hold now; gives the reason, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(
        self, claims: Sequence[ReviewedClaim], verdict: Verdict, *, reason: str = "", said: str = ""
    ) -> None:
        """Ask about these claims; `said` comes first where they have to be asked about again."""
        super().__init__()
        self._claims = claims
        self._verdict = verdict
        self._reason = reason
        self._said = said

    def compose(self) -> ComposeResult:
        """The question, what the claims hold, a line for the reason, and the two keys."""
        status = Status.of(self._verdict)
        with Vertical(id="dialog"):
            if self._said:
                yield Static(styled((self._said, "$text-warning")))
            asked = question(len(self._claims), self._verdict)
            yield Static(styled((f"{status.glyph} {asked}", f"bold {STYLES[status]}")))
            for sentence in holding(self._claims):
                yield Static(styled(sentence))
            yield Input(
                on_one_line(self._reason),
                placeholder="a reason for all of them, or none",
                id="reason",
                compact=True,
                select_on_focus=False,
            )
            yield Static(styled((KEYS, "$foreground-muted")))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
