"""How the program ends: by a signal too, and where a library cannot be unloaded."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from workbench.errors import WorkbenchError
from workbench.model import Entry
from workbench.review.session import Session
from workbench.review.words import entry_in_words
from workbench.visible import one_line

_ENDING = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def signals_told(told: Callable[[signal.Signals], None]) -> Iterator[None]:
    """Have SIGTERM and SIGHUP told, on the main thread, instead of ending the process at once.

    One that is ignored, as under `nohup`, stays ignored.
    """

    def handle(number: int, _frame: FrameType | None) -> None:
        told(signal.Signals(number))

    before = {
        number: signal.signal(number, handle)
        for number in _ENDING
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def not_written(
    entries: Sequence[Entry], session: Session | None, *, where: object
) -> WorkbenchError:
    """Return the error that names what could not be written."""
    changes = "1 change" if len(entries) == 1 else f"{len(entries)} changes"
    lost = "; ".join(entry_in_words(entry, session) for entry in entries) if session else changes
    return WorkbenchError(f"{changes} could not be written to {where}.", f"Lost: {lost}.")


def leave_process(error: WorkbenchError | None) -> NoReturn:
    """End the process at once, saying what went wrong.

    Nothing stops a thread that loads torch, or waits for a store that is held, and Python aborts
    when it ends under one; once torch is loaded, unloading prints pages about what leaked.
    """
    if error is not None:
        for sentence in (error.message, error.hint):
            if sentence:
                sys.stderr.write(one_line(sentence) + "\n")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if error is None else error.exit_code)
