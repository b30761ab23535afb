"""The program in a terminal of its own: from the command to its end."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from screen_values import IDS

from workbench.model import EntryKind
from workbench.store.duck import DuckStore

LIMIT_SECONDS = 120.0
SCREEN_LEFT = b"\x1b[?1049l"
"""What a terminal is sent to show again what it showed before."""

FAULTY = """
import sys
from workbench.cli import main
from workbench.tui.screens.review import ReviewScreen

def fail(self):
    raise RuntimeError("a fault")

ReviewScreen.action_order = fail
sys.exit(main(sys.argv[1:]))
"""
"""The program, in which the key c fails."""


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


def _heed_signals() -> None:
    """Take signals as a program started from a terminal does, also where `nohup` started us."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def in_terminal(
    *arguments: str, program: Sequence[str] = ("-m", "workbench")
) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "WORKBENCH_ANALYST": "rana",
        "XDG_CONFIG_HOME": str(Path.cwd()),  # places of reviews are remembered by the path
    }
    process = subprocess.Popen(
        [sys.executable, *program, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
        preexec_fn=_heed_signals,  # noqa: PLW1509 - it only sets signals
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def held(store: DuckStore) -> duckdb.DuckDBPyConnection:
    """Keep the store's file as another process would, once the review leaves it for a moment."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while True:
        try:
            return duckdb.connect(str(store.path))
        except duckdb.IOException:
            if time.monotonic() > deadline:
                raise


def test_a_review_from_the_command_to_its_end(store: DuckStore) -> None:
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        terminal.type("dvudzq\rv")  # at once, letters of a reason among them
        terminal.read_until(rb"1 verified")
        terminal.type("q" + "j" * 40)  # what is typed after it does nothing

        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.output
        assert b"leaked" not in terminal.output  # as when a thread outlives the interpreter
    disputed, verified = store.entries()[-2:]
    assert disputed.body["claims"] == [IDS[0]]
    assert (disputed.body["verdict"], disputed.body["reason"]) == ("disputed", "vudzq")
    assert verified.kind is EntryKind.DECIDED
    assert verified.body["claims"] == [IDS[1]]
    assert verified.analyst == "rana"


def test_leaving_while_the_model_is_loaded_ends_at_once(store: DuckStore) -> None:
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        terminal.type("s")
        terminal.read_until(rb"is being loaded")
        terminal.type("\x11")

        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.output


def test_nothing_is_printed_after_the_screen_when_the_model_was_loaded(store: DuckStore) -> None:
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        terminal.type("s")
        terminal.read_until(rb"By words and by meaning")
        terminal.type("\x11")

        assert terminal.wait() == 0
        assert not re.search(rb"[a-z]{3}", terminal.output.rpartition(SCREEN_LEFT)[2])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_what_waits_for_the_store_is_written_when_a_signal_ends_the_review(
    store: DuckStore, number: signal.Signals
) -> None:
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        with held(store):
            terminal.type("v")
            terminal.read_until(rb"1 not on disk")
            terminal.process.send_signal(number)
            terminal.read_until(re.escape(SCREEN_LEFT))

        assert terminal.wait() == 1
        assert f"The review was ended by {number.name}.".encode() in terminal.output
    assert store.entries()[-1].body["claims"] == [IDS[0]]


def test_what_a_signal_loses_is_named(store: DuckStore) -> None:
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        with held(store):
            terminal.type("vz")
            terminal.read_until(rb"2 not on disk")
            terminal.process.send_signal(signal.SIGTERM)

            assert terminal.wait() == 1
        said = terminal.output.rpartition(SCREEN_LEFT)[2].decode()
        assert "2 changes could not be written to" in said
        assert "Lost: verified on “The old bridge at Tell Shar was opened" in said
        assert "; undoing verified on “The old bridge" in said


def test_a_fault_of_the_screen_is_no_success(store: DuckStore) -> None:
    with in_terminal("--store", str(store.path), "review", program=("-c", FAULTY)) as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        terminal.type("vc" + "j" * 40)

        assert terminal.wait() == 1
        assert b"RuntimeError" in terminal.output
        assert b"What was decided is on disk." in terminal.output
    assert store.entries()[-1].body["claims"] == [IDS[0]]


def test_a_note_is_written_in_the_analysts_editor(
    store: DuckStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text(
        '#!/bin/sh\necho \'Call the mayor.\' > note; cat "$1" >> note; cat note > "$1"\n'
    )
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with in_terminal("--store", str(store.path), "review") as terminal:
        terminal.read_until(rb"The old bridge at Tell Shar")
        terminal.type("e")
        terminal.read_until(rb"The note is on the claim")
        terminal.type("q")

        assert terminal.wait() == 0
    entry = store.entries()[-1]
    assert entry.kind is EntryKind.NOTE_WRITTEN
    assert entry.body == {"claims": [IDS[0]], "note": "Call the mayor."}


def test_a_settings_file_with_keys_that_clash_stops_the_review(
    store: DuckStore, tmp_path: Path
) -> None:
    (tmp_path / "workbench.toml").write_text('[keys]\nverify = "d"\n')
    with in_terminal("--store", str(store.path), "review") as terminal:
        assert terminal.wait() == 2
        assert b"d would do verify and dispute" in terminal.output
