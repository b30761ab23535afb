"""The screen before everything else that Python does: other threads, and the search for garbage.

Python has one interpreter for all threads and hands it round without asking who is waited for: a
thread that wants it gets it after an interval, and each wait of the screen's thread, of which a
frame has dozens, gives it away. So while something was looked for a frame took more than twice as
long. The interval can be set at any time, though, and the screen's event loop knows whether it has
something to do.
"""

import asyncio
import gc
import math
import selectors
import sys
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

SOON_SECONDS = 0.0005
"""How long another thread keeps the interpreter when the screen wants it."""
HELD_SECONDS = 0.02
"""How long the screen keeps the interpreter when another thread wants it."""
UNLOOKED_SECONDS = 0.01
"""How long the loop, while it has something to do, does not look for input."""
SWEEPS = (5_000, 10, 100)
"""After how many new objects, per generation, Python looks for unreachable ones: a look at all of
them holds the screen for up to 90 ms, and comes after each 70,000 by default."""

Result = TypeVar("Result")


class ScreenFirst(selectors.DefaultSelector):
    """Gives the interpreter to other threads where the loop has nothing to do, and seldom else."""

    _looked = -math.inf

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for input; while there is other work, look for it from time to time."""
        if timeout == 0 and time.monotonic() - self._looked < UNLOOKED_SECONDS:
            return []  # looking would give the interpreter away
        sys.setswitchinterval(SOON_SECONDS)
        try:
            return super().select(timeout)
        finally:
            sys.setswitchinterval(HELD_SECONDS)
            self._looked = time.monotonic()


def run_first(screen: Coroutine[Any, Any, Result]) -> Result:
    """Run a screen in an event loop whose work goes before that of other threads."""
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(ScreenFirst())) as runner:
        return runner.run(screen)


@contextmanager
def held_up_little() -> Iterator[None]:
    """Keep Python's own work from holding the screen up; leave all as it was."""
    before = sys.getswitchinterval(), gc.get_threshold()
    gc.set_threshold(*SWEEPS)
    gc.freeze()  # what was imported stays: no sweep has to look at it
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before[1])
        sys.setswitchinterval(before[0])
