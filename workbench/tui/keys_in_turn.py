"""Keys take effect one after another, however quickly they come.

Textual hands a key to the widget that has the focus when the key comes, and the key takes effect
some messages later: what is typed right after a key that opens a line, or leaves a dialog, went to
the screen before, as a command or nowhere. So a key waits until word is back that was sent after
the one before it, the way that one goes: through the queues from the widget that has the focus up
to the app. Nothing waits for that word but keys: where it does not come back they are dropped.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from textual import events
from textual.app import App
from textual.dom import DOMNode

_Typed: TypeAlias = events.Key | events.Paste

PATIENCE_SECONDS = 4.0
"""How long a key waits at most: what the one before it does is stuck, or ended with its widget."""
DROPPED = "What was typed meanwhile was dropped: the screen was busy for too long."
LEAVING = ("escape", "ctrl+q")
"""Keys that do not wait for what is read: nobody has to stay for it."""
_CALM = 3
"""How often in a row word has to come back while the focus stays where it is: a key makes a widget
post a message, which makes it post another one."""


@dataclass(slots=True, eq=False)
class _Turn:
    """Of the key that is taking effect."""

    focus: DOMNode
    """Where the word goes up from."""
    calm: int = 0


class KeysInTurn(App[None]):
    """Hands on a key, or a paste, when the one before has taken effect."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting_keys: deque[_Typed] = deque()
        self._turn: _Turn | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._readers: set[object] = set()
        """Who reads what keys would act on."""

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a key in its turn."""
        if not isinstance(event, _Typed) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn is None and not self._waiting_keys and self._is_for_now(event):
            await self._hand_on(event)
        else:
            self._waiting_keys.append(event)
            self._be_patient()

    def hold_keys(self, reader: object) -> None:
        """Have keys wait until a reader lets them go."""
        self._readers.add(reader)

    def let_keys_go(self, reader: object) -> None:
        """Hand on the keys that waited for a reader, behind the message with what it read."""
        self._readers.discard(reader)
        if self._turn is None and self._waiting_keys and not self._readers and self.screen_stack:
            focus = self.focused or self.screen
            self._turn = _Turn(focus)
            self._send_word(self._turn, iter(focus.ancestors_with_self))

    def _is_for_now(self, event: _Typed) -> bool:
        return not self._readers or (isinstance(event, events.Key) and event.key in LEAVING)

    async def _hand_on(self, event: _Typed) -> None:
        turn = self._turn = _Turn(self.focused or self.screen)
        way = turn.focus.ancestors_with_self  # before the key has one of them removed
        if self._waiting_keys:
            self._be_patient()
        await super().on_event(event)
        self._send_word(turn, iter(way))

    def _be_patient(self) -> None:
        if self._patience is None:
            loop = asyncio.get_running_loop()
            self._patience = loop.call_later(PATIENCE_SECONDS, self._drop_keys)

    def _send_word(self, turn: _Turn, way: Iterator[DOMNode]) -> None:
        """Send word behind all that waits at the next one on the way that takes messages still."""
        for node in way:
            word = (
                partial(self._word_back, turn)
                if node is self
                else partial(self._send_word, turn, way)
            )
            if node.post_message(events.Callback(word)):
                return

    async def _word_back(self, turn: _Turn) -> None:
        """End the turn, or see whether more came of its key."""
        if turn is not self._turn or not self.screen_stack:
            return
        focus = self.focused or self.screen
        turn.calm = turn.calm + 1 if focus is turn.focus else 0
        if turn.calm < _CALM:
            turn.focus = focus
            self._send_word(turn, iter(focus.ancestors_with_self))
            return
        self._end_turn()
        if self._waiting_keys and self._is_for_now(self._waiting_keys[0]):
            await self._hand_on(self._waiting_keys.popleft())
        elif self._waiting_keys:
            self._be_patient()

    def _end_turn(self) -> None:
        self._turn = None
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _drop_keys(self) -> None:
        """Give the waiting up, and what waited with it: nobody knows where it would go."""
        self._end_turn()
        self._readers.clear()
        self._waiting_keys.clear()
        self.say_of_dropped(DROPPED)

    def say_of_dropped(self, words: str) -> None:
        """Tell the analyst that keys were dropped."""


def hold_keys(reader: DOMNode) -> None:
    """Have keys wait for a widget that reads, or changes, what they would act on."""
    if isinstance(reader.app, KeysInTurn):
        reader.app.hold_keys(reader)


def let_keys_go(reader: DOMNode) -> None:
    """Hand on the keys that waited for a widget."""
    if isinstance(reader.app, KeysInTurn):
        reader.app.let_keys_go(reader)
