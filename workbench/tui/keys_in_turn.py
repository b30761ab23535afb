"""Keys take effect one after another, however quickly they come.

Textual hands a key to the widget that has the focus when the key comes, and the key takes effect
some messages later: what is typed right after a key that opens a dialog, or leaves one, went to the
screen before, as a command or nowhere.
"""

import asyncio
from collections import deque
from typing import TypeAlias

from textual import events
from textual.app import App

_Typed: TypeAlias = events.Key | events.Paste

PASSES = 1_000
"""Of the event loop, after which a key is handed on all the same: some widget never rests."""


class KeysInTurn(App[None]):
    """Hands on a key, or a paste, when nothing is left to do of the one before."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._typing: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a key in its turn."""
        typed = isinstance(event, _Typed) and not event.is_forwarded
        if typed and (self._typing is not None or not self._is_at_rest()):
            self._typed.append(event)
            self._typing = self._typing or asyncio.create_task(self._take_turns())
        else:
            await super().on_event(event)

    async def _take_turns(self) -> None:
        try:
            await self._rest()
            while self._typed and self.screen_stack:  # which is empty once the app was left
                await super().on_event(self._typed.popleft())
                await self._rest()
        except Exception as error:  # noqa: BLE001 - the task's edge: as where a message is handled
            self._handle_exception(error)
        finally:
            self._typing = None

    async def _rest(self) -> None:
        for _ in range(PASSES):
            await asyncio.sleep(0)
            if self._is_at_rest():
                return

    def _is_at_rest(self) -> bool:
        """Tell whether no message waits where a key may go, or in what it changed."""
        shown = self.screen_stack[-1:]
        inside = (node for screen in shown for node in screen.walk_children(with_self=False))
        return not any(one.message_queue_size for one in (self, *self.screen_stack, *inside))
