"""Work that cannot be cancelled, on a daemon thread: of each name only the newest is done.

Moving quickly down the list asks for matches of many claims; only those of the claim that the
analyst stops at are worked out.
"""

import threading
from collections.abc import Callable


class Errands:
    """One thread that does named errands one after another."""

    def __init__(self, name: str) -> None:
        self._waiting: dict[str, Callable[[], object]] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ask(self, name: str, errand: Callable[[], object]) -> None:
        """Do an errand soon; one of the same name that has not begun is dropped.

        The errand handles its own errors and ends in a posted message.
        """
        with self._changed:
            self._waiting.pop(name, None)
            self._waiting[name] = errand
            self._changed.notify()

    def drop(self, name: str) -> bool:
        """Drop the errand of a name that has not begun; tell whether there was one."""
        with self._changed:
            return self._waiting.pop(name, None) is not None

    def join(self, *, seconds: float) -> bool:
        """Wait for the thread to end, at most so long; tell whether it has."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Drop what has not begun and let the thread end."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                name = next(iter(self._waiting))
                errand = self._waiting.pop(name)
            errand()
