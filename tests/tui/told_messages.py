"""The messages that an app posted, and waiting for one of them: no test sleeps."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual.message import Message

Kind = TypeVar("Kind", bound=Message)

LIMIT_SECONDS = 300.0
"""After which a test fails; a busy machine is slow, a missing message never comes."""


class Told:
    """To be handed to `run_test(message_hook=…)`."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._changed = asyncio.Event()

    def __call__(self, message: Message) -> None:
        """Take a message down, once, however many widgets it passes."""
        if not any(known is message for known in self.messages[-50:]):
            self.messages.append(message)
            self._changed.set()

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return the messages of a kind, in order."""
        return [message for message in self.messages if isinstance(message, kind)]

    async def wait_for(
        self, kind: type[Kind], where: Callable[[Kind], bool] = lambda _: True, *, count: int = 1
    ) -> Kind:
        """Return the message of a kind that fits, waiting for it; the last of so many.

        They are looked at when one more of the kind has come, as a look may read the store.
        """
        looked_at = 0
        async with asyncio.timeout(LIMIT_SECONDS):
            while True:
                self._changed.clear()
                come = self.of(kind)
                if len(come) > looked_at:
                    looked_at = len(come)
                    found = [message for message in come if where(message)]
                    if len(found) >= count:
                        return found[count - 1]
                await self._changed.wait()
