"""Screens that are left once, however often the key comes."""

from typing import TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


class LeftOnce(Screen[Result]):
    """A screen that takes no other with it: Textual's own pops whatever is on top when it is left.

    So a second Enter, pressed before the first took effect, would close the review under a dialog.
    A dialog names it after ModalScreen: style sheets follow the first base alone.
    """

    _owed: tuple[Result | None] | None = None
    """What it gives, where it was left while another screen was on top of it."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave the screen; once the one on top of it has gone, where there is one."""
        if self.is_active:
            return super().dismiss(result)
        if self in self.app.screen_stack:
            self._owed = (result,)
        return AwaitComplete()

    @on(events.ScreenResume)
    def _leave_at_last(self) -> None:
        if self._owed is not None:
            (result,), self._owed = self._owed, None
            self.dismiss(result)
