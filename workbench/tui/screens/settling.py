"""Settling a disagreement: every analyst's verdict with its reason, then one for all."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.model import Decision, ReviewedClaim, Status, Verdict
from workbench.review.words import clipped
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.keymap import Keymap
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.status import status_piece
from workbench.tui.text import Piece, lines, on_one_line, styled

_MUTED = "$foreground-muted"
CHOOSE = (
    "{verify} verified · {dispute} disputed · {unconfirm} unconfirmed: what counts from now on · "
    "Esc leaves them"
)
SETTLES = "Enter settles it, with a reason or without · Esc chooses again"

Settled = tuple[Verdict, str]
"""The verdict that counts, and its reason as it was typed."""


class SettlingDialog(ModalScreen[Settled | None], LeftOnce[Settled | None]):
    """One key chooses the verdict, Enter settles; None where it was left as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SETTLING)]
    AUTO_FOCUS = "#voices"

    def __init__(self, claim: ReviewedClaim, keymap: Keymap, *, changed: str = "") -> None:
        """Show the voices on a claim; `changed` says why it is asked about again."""
        super().__init__()
        self._keymap = keymap
        self._claim = claim
        self._changed = changed
        self._chosen: Verdict | None = None

    def compose(self) -> ComposeResult:
        """The claim, who says what and why, the line for the reason, and the keys."""
        about = f" on “{clipped(self._claim.claim.text, limit=200)}”"
        with Vertical(id="dialog"):
            if self._changed:
                yield Static(styled((self._changed, "$text-warning")))
            yield Static(styled(status_piece(self._claim.status), about))
            with VerticalScroll(id="voices"):
                yield Static(lines(one for voice in self._claim.verdicts for one in _voice(voice)))
            yield Static(id="settled-as")
            yield Input(placeholder="why, or nothing", id="reason", compact=True)
            yield Static(id="settling-keys")

    def on_mount(self) -> None:
        """Ask for the verdict first."""
        self._ask()

    def action_choose(self, verdict: str) -> None:
        """Take the verdict, and ask why."""
        self._chosen = Verdict(verdict)
        self._ask()

    def action_scroll_line(self, lines_down: int) -> None:
        """Scroll as the arrows do."""
        self.query_one("#voices").scroll_relative(y=lines_down, animate=False)

    def action_leave(self) -> None:
        """Choose again, or change nothing."""
        if self._chosen is None:
            self.dismiss(None)
            return
        self._chosen = None
        self._ask()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        if self._chosen is not None:
            self.dismiss((self._chosen, message.value))

    def _ask(self) -> None:
        """Show the line only once a verdict is chosen: its letters would be typed there."""
        reason, chosen = self.query_one("#reason", Input), self._chosen
        reason.display = chosen is not None
        as_ = self.query_one("#settled-as", Static)
        as_.display = chosen is not None
        if chosen is None:
            self.query_one("#voices").focus()
        else:
            as_.update(styled("Settled as ", status_piece(Status.of(chosen)), ", because:"))
            reason.focus()
        keys = self._keymap.words(CHOOSE) if chosen is None else SETTLES
        self.query_one("#settling-keys", Static).update(styled((keys, _MUTED)))


def _voice(voice: Decision) -> Iterator[Content]:
    """Return two lines or three: the verdict, who gave it when and how sure, and why."""
    sure = f", {voice.confidence} confidence" if voice.confidence else ""
    by: Piece = (f"  {voice.analyst}, {voice.at:%-d %b %Y %H:%M} UTC{sure}", _MUTED)
    yield styled(status_piece(Status.of(voice.verdict)), by)
    yield styled(f"  {on_one_line(voice.reason)}" if voice.reason else ("  no reason", _MUTED))
