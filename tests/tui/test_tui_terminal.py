"""The program in a terminal of its own: from the command to its end."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

from screen_values import IDS

from workbench.model import EntryKind
from workbench.store.duck import DuckStore

LIMIT_SECONDS = 120.0


class Terminal:
    """A program in a pseudo-terminal of 80 columns and 24 lines."""

    def __init__(self, process: "subprocess.Popen[bytes]", descriptor: int) -> None:
        self.process = process
        self._descriptor = descriptor
        self.output = b""

    def read_until(self, pattern: bytes) -> None:
        """Read until the output since the last call holds a pattern."""
        begin, deadline = len(self.output), time.monotonic() + LIMIT_SECONDS
        while not re.search(pattern, self.output[begin:]):
            if not self._read(deadline):
                raise AssertionError(self.output.decode(errors="replace"))

    def type(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def wait(self) -> int:
        """Read on until the program has ended, and return its exit code."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while self._read(deadline):
            pass
        return self.process.wait(LIMIT_SECONDS)

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], deadline - time.monotonic())
        try:
            read = os.read(self._descriptor, 65536) if ready else b""
        except OSError:  # the other end is closed
            read = b""
        self.output += read
        return bool(read)


@contextmanager
def in_terminal(*arguments: str) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "WORKBENCH_ANALYST": "rana"}
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_a_review_from_the_command_to_its_end(store: DuckStore) -> None:
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        terminal.type("v")
        terminal.read_until(rb"1 verified")
        terminal.type("q")

        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.output
        assert b"leaked" not in terminal.output  # as when a thread outlives the interpreter
    entry = store.entries()[-1]
    assert entry.kind is EntryKind.DECIDED
    assert entry.body["claims"] == [IDS[0]]
    assert entry.analyst == "rana"


def test_leaving_while_the_model_is_loaded_ends_at_once(store: DuckStore) -> None:
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        terminal.type("s")
        terminal.read_until(rb"is being loaded")
        terminal.type("\x11")

        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.output
