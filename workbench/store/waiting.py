"""Those who wait for a store's file, first come first served.

DuckDB's lock goes to whoever tries at the right moment: a window that writes again at once keeps
the others out. So whoever finds the file held takes the next number, and only the lowest number
that is waited with tries. A number is a locked byte of a file beside the store (POSIX): it is gone
with its process. Where that file cannot be written, everybody tries as before.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

NAME: Final = "queue"
_COUNTER: Final = 8
"""Bytes at the head of the file: the next number."""


class Line:
    """A place among those who wait for a store; left at the end of the block."""

    def __init__(self, store: Path) -> None:
        self._file = store.with_name(f"{store.name}.index") / NAME
        self._handle: int | None = None
        self._number = 0

    def __enter__(self) -> Self:
        """Take a place at once where anybody has ever waited for this store."""
        with suppress(OSError):  # a name that is too long
            if self._file.exists():
                self.join()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def join(self) -> None:
        """Take a place, where that can be and was not done."""
        if self._handle is not None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                fcntl.lockf(handle, fcntl.LOCK_EX, _COUNTER)
                self._number = int.from_bytes(os.pread(handle, _COUNTER, 0), "big")
                os.pwrite(handle, (self._number + 1).to_bytes(_COUNTER, "big"), 0)
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _COUNTER + self._number)
                fcntl.lockf(handle, fcntl.LOCK_UN, _COUNTER)
            except OSError:
                os.close(handle)
                raise
            self._handle = handle

    def is_first(self) -> bool:
        """Tell whether nobody waits who came before; True without a place."""
        if self._handle is None or self._number == 0:
            return True
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB, self._number, _COUNTER)
        except OSError:
            return False
        fcntl.lockf(self._handle, fcntl.LOCK_UN, self._number, _COUNTER)
        return True
