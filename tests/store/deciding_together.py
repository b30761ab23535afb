"""Several windows that work on one store at once, each a process, and one that looks on.

Used by `test_store_together.py` and, at size, by `benchmarks/windows.py`.
"""

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model import Entry, EntryKind, Json
from workbench.store import DuckStore

PATIENCE = 5.0
"""Seconds that a window tries, as every window does unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call on the store: its time on the system's clock, and the ledger's newest entry."""

    began: float
    ended: float
    number: int


@dataclass(frozen=True, slots=True)
class Together:
    """What the windows met."""

    decided: tuple[tuple[Call, ...], ...]
    """Of each window."""
    looked: tuple[Call, ...]
    errors: tuple[str, ...]

    def unseen(self) -> list[Call]:
        """Return the looks that did not show what was committed before they began."""
        commits = sorted((one.ended, one.number) for window in self.decided for one in window)
        found, newest, at = [], 0, 0
        for look in self.looked:
            while at < len(commits) and commits[at][0] < look.began:
                newest = max(newest, commits[at][1])
                at += 1
            if look.number < newest:
                found.append(look)
        return found


def work_together(
    store: DuckStore,
    claims: Sequence[str],
    *,
    windows: int,
    decisions: int,
    patience: float = PATIENCE,
) -> Together:
    """Let so many windows decide so many times each, as fast as they can, and look on meanwhile."""
    given = [str(store.path), str(decisions), str(patience), *claims]
    running = [
        subprocess.Popen(
            [sys.executable, __file__, f"Analyst {number}", *given], stdout=subprocess.PIPE
        )
        for number in range(windows)
    ]
    looked = []
    while any(window.poll() is None for window in running):
        began = time.monotonic()
        number = store.head().number
        looked.append(Call(began, time.monotonic(), number))
    told = [json.loads(window.communicate()[0]) for window in running]
    decided = tuple(tuple(Call(*call) for call in one["calls"]) for one in told)
    return Together(decided, tuple(looked), tuple(one["error"] for one in told if one["error"]))


def decide(analyst: str, path: str, decisions: str, patience: str, *claims: str) -> None:
    """Decide as one window, and print what it met as JSON."""
    store = DuckStore(Path(path), wait=float(patience))
    calls, error = [], ""
    for number in range(int(decisions)):
        body: dict[str, Json] = {
            "claims": [claims[number % len(claims)]],
            "verdict": "verified",
            "reason": str(number),
        }
        at = dt.datetime.now(dt.UTC)
        entry = Entry(f"{analyst} {number}", at, analyst, EntryKind.DECIDED, body)
        began = time.monotonic()
        try:
            head = store.append([entry])
        except Exception as raised:  # noqa: BLE001 - whatever it is would have been shown
            error = repr(raised)
            break
        calls.append((began, time.monotonic(), head.number))
    json.dump({"calls": calls, "error": error}, sys.stdout)


if __name__ == "__main__":
    decide(*sys.argv[1:])
