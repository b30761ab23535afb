"""Stores whose process is killed at a random moment, and what must hold of them afterwards.

The nursery is a process that has imported everything and opened nothing. For each run it forks a
worker, which says what it begins and what is done; it waits for some of that, and a random while
later ends the worker with SIGKILL: mostly amid a transaction, a checkpoint, or the making of a file
that is to take another's place. A seed says after how much of the work, and how much later.

Used by `test_store_crashes.py` and, at size, by `benchmarks/crashes.py`.
"""

import itertools
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb
import numpy as np
import pyarrow as pa  # noqa: F401 - so that no worker has to
from crash_acts import (
    ACTS,
    COPIES,
    LEAVING,
    MODEL,
    NEEDS,
    PATIENCE,
    STORE,
    MadeUp,
    Worker,
    add,
    entry,
    import_,
    leave_a_log,
)
from store_values import holding
from test_store_backups import of_schema

from workbench import pipeline
from workbench.matching.words import terms
from workbench.model import EntryKind
from workbench.store import DuckStore
from workbench.store.copies import log_of
from workbench.store.repairing import repair

OLDER = 4
"""The schema that stores are brought up from."""
KILLED = -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Killed:
    """What a worker said before its end."""

    act: str
    seed: str
    folder: Path
    status: int
    """As `os.waitstatus_to_exitcode` gives it."""
    begun: tuple[tuple[str, tuple[str, ...]], ...]
    """Of each step, the store's name and the entries, in order."""
    finished: int
    """How many of these were acknowledged."""

    @property
    def amid(self) -> bool:
        """Tell whether the kill came while a step was at work."""
        return self.status == -signal.SIGKILL and self.finished < len(self.begun)

    @property
    def acknowledged(self) -> int:
        """Return how many entries were acknowledged."""
        return sum(len(entries) for _, entries in self.begun[: self.finished])


def assert_whole(killed: Killed) -> None:
    """Look at what a killed worker left: nothing acknowledged is lost, nothing is half there."""
    assert killed.status in {KILLED, 0}, f"{killed.seed}: the worker failed by itself"
    steps: dict[str, list[tuple[bool, tuple[str, ...]]]] = {STORE: []}
    for number, (name, ids) in enumerate(killed.begun):
        steps.setdefault(name, []).append((number < killed.finished, ids))
    last, _ = killed.begun[-1] if killed.begun else (STORE, ())
    for name, those in steps.items():
        store = DuckStore(killed.folder / name)
        if store.path.exists() or name == STORE or any(finished for finished, _ in those):
            _assert_entries(store, those)
            if name in {STORE, last}:
                _assert_sound(store)
    _assert_tidied(killed.folder)


def _assert_tidied(folder: Path) -> None:
    """Repair a store: nothing is left half made, and there is nothing to mend the second time."""
    assert repair(folder / STORE, model=lambda: MODEL).left == []
    assert repair(folder / STORE, model=lambda: MODEL).done == []
    left = [file.name for file in folder.rglob(".*")]
    assert left == []


def _assert_entries(store: DuckStore, steps: list[tuple[bool, tuple[str, ...]]]) -> None:
    there = {one.id for one in store.entries()}
    for finished, ids in steps:
        kept = there.intersection(ids)
        assert kept == set(ids) if finished else kept in (set(), set(ids)), (store.path, ids)


def _assert_sound(store: DuckStore) -> None:
    """Verify a store, write into it, and search it by what it holds."""
    assert pipeline.verify(store) == (), store.path
    head = store.head()
    claim = store.reviewed_claims()[0].claim.id
    store.append([entry(f"after {head.number}", EntryKind.NOTED, claims=[claim], reason="So.")])
    assert store.holds(head)
    assert store.broken_at() is None
    _assert_found(store)


def _assert_found(store: DuckStore) -> None:
    """Search by what the store holds; all of it is found, and nothing else is."""
    with duckdb.connect(store.path, read_only=True) as con:
        held = dict(
            con.execute(
                "select id, text from claims union all select id, text from past_claims"
            ).fetchall()
        )
        missing = con.execute(
            "select text_sha256 from searchable anti join vectors using (text_sha256)"
        ).fetchall()
    with store.searching(model=MODEL) as searching:
        mask = searching.fitting()
        ids = searching.ids(range(len(searching.matrix)))
        found = [row for row in range(len(ids)) if mask is None or mask[row]]
        assert {ids[row] for row in found} == set(held), store.path
        made = MadeUp().encode([held[ids[row]] for row in found])
        assert np.array_equal(searching.matrix[found], made) or missing, store.path
        for row in found[-3:]:
            assert row in holding(searching, terms(held[ids[row]]), mask), (
                store.path,
                held[ids[row]],
            )


class Nursery:
    """The process that forks workers, and the stores that they are given."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stores = folder / "stores"

    def __enter__(self) -> Self:
        command = [sys.executable, __file__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._stores.mkdir()
        self._make_stores()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def crash(self, act: str, seed: str) -> Killed:
        """Let a worker act on stores of its own, and end it at a moment that the seed gives."""
        folder = self._folder / seed
        folder.mkdir()
        for pattern in (f"{STORE}*", NEEDS.get(act, "")):
            for file in self._stores.glob(pattern) if pattern else ():
                shutil.copy(file, folder)
        return self._ask(act, seed, folder)

    def _ask(self, act: str, seed: str, folder: Path, *, kill: bool = True) -> Killed:
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError
        asked = {"act": act, "seed": seed, "folder": str(folder), "kill": kill}
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        begun = tuple((name, tuple(entries)) for name, entries in told["begun"])
        return Killed(act, seed, folder, told["status"], begun, told["finished"])

    def _make_stores(self) -> None:
        store = DuckStore(self._stores / STORE)
        add(store, "the first town")
        import_(store, "the first list", 40)
        of_schema(store, OLDER, self._stores / "older_0.duckdb")
        for number in range(COPIES):
            other = store.path.with_name(f"other_{number}.duckdb")
            shutil.copy(store.path, other)
            add(DuckStore(other), f"town {number}")
            import_(DuckStore(other), f"list {number}", 60)
        logged = store.path.with_name("logged_0.duckdb")
        shutil.copy(store.path, logged)
        told = self._ask(LEAVING, "logged", self._stores, kill=False)
        if told.status or not log_of(logged).exists():
            message = "no log was left"
            raise AssertionError(message)
        for number, kind in itertools.product(range(1, COPIES), ("older", "logged")):
            for file in list(self._stores.glob(f"{kind}_0.*")):
                shutil.copy(file, file.with_name(file.name.replace("_0.", f"_{number}.")))


def serve() -> None:
    """Fork a worker for each line of standard input, and answer with what became of it."""
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        reading, writing = os.pipe()
        worker = os.fork()
        if not worker:
            os.close(reading)
            _work(asked["act"], Worker(Path(asked["folder"]), asked["seed"]), writing)
        os.close(writing)
        chance = random.Random(f"{asked['seed']} end")  # noqa: S311 - nothing is hidden by it
        after = chance.randint(0, COPIES - 2) if asked["kill"] else sys.maxsize
        said = _said(worker, reading, after=after, part=chance.random())
        os.close(reading)
        status = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
        begun = [json.loads(one) for one in said if one != b"done"]
        told = {"status": status, "begun": begun, "finished": said.count(b"done")}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _work(act: str, worker: Worker, pipe: int) -> None:
    """Do an act to its end, saying what is begun and what is done; ends the process."""
    code = 1
    try:
        for step in {**ACTS, LEAVING: leave_a_log}[act](worker):
            os.write(pipe, json.dumps([step.store, step.entries]).encode() + b"\n")
            step.do()
            os.write(pipe, b"done\n")
        code = 0
    except BaseException:  # noqa: BLE001 - the parent's stack must not be unwound in its child
        traceback.print_exc()
    finally:
        os._exit(code)


def _said(worker: int, pipe: int, *, after: int, part: float) -> list[bytes]:
    """Return the whole lines that a worker says until its end.

    It is killed when so many steps are done, the next is begun, and as much time has gone by as the
    last one took, times one and a half of `part`.
    """
    said, since, taken = b"", time.monotonic(), 0.05
    while True:
        steps = said.count(b"done\n")
        begun = said.count(b"\n") - steps
        left = PATIENCE if begun <= after else since + part * taken * 1.5 - time.monotonic()
        if not select.select([pipe], [], [], max(left, 0))[0]:
            os.kill(worker, signal.SIGKILL)
            after = sys.maxsize  # what is left in the pipe is read to its end
            continue
        if not (more := os.read(pipe, 1 << 16)):
            return said.split(b"\n")[:-1]
        said += more
        if said.count(b"done\n") > steps:
            taken = time.monotonic() - since
        since = time.monotonic()


if __name__ == "__main__":
    serve()
