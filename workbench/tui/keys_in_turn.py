"""Keys take effect one after another, however quickly they come.

Textual hands a key to the widget that has the focus when the key comes, and the key takes effect
some messages later: what is typed right after a key that opens a dialog, or leaves one, went to the
screen before, as a command or nowhere.
"""

import asyncio
import contextlib
from collections import deque
from typing import TypeAlias

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_Typed: TypeAlias = events.Key | events.Paste

PATIENCE = 2.0
"""Seconds after which a key is handed on all the same: some handler does not come back."""
_ROUNDS = 3
"""How often in a row nothing may be left to do: a key that submits a line ends a dialog by messages
that follow each other, of which each is handled before the next one waits."""


class KeysInTurn(App[None]):
    """Hands on a key, or a paste, when nothing is left to do of the one before."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[_Typed] = deque()
        self._typing: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a key in its turn."""
        if not isinstance(event, _Typed) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._typing is None:
            self._typing = asyncio.create_task(self._take_turns())

    async def _take_turns(self) -> None:
        try:
            while self._typed and self.screen_stack:  # which is empty once the app was left
                await super().on_event(self._typed.popleft())
                await self._rest()
        except Exception as error:  # noqa: BLE001 - the task's edge: as where a message is handled
            self._handle_exception(error)
        finally:
            self._typing = None

    async def _rest(self) -> None:
        """Wait until nothing that decides where a key goes is at work or has something to do."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                calm = 0
                while calm < _ROUNDS and self.screen_stack:
                    before = self._way()
                    for pump in before:
                        await _come_to(pump)
                    still = before == self._way()
                    calm = calm + 1 if still and not any(map(_has_waiting, before)) else 0

    def _way(self) -> list[MessagePump]:
        """Return what a key passes through, from the widget that has the focus to the app."""
        if not self.screen_stack:
            return []
        return [*(self.focused or self.screen_stack[-1]).ancestors_with_self]


async def _come_to(pump: MessagePump) -> None:
    """Wait until all messages that wait here, and the one that is being handled, are done with."""
    reached = asyncio.Event()
    if pump.post_message(events.Callback(reached.set)):
        while not reached.is_set() and pump.is_running:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.05):
                    await reached.wait()


def _has_waiting(pump: MessagePump) -> bool:
    """Tell whether messages wait: in the queue, or taken out of it already to be looked at."""
    return bool(pump.message_queue_size) or pump._pending_message is not None  # noqa: SLF001 - Textual counts it nowhere
