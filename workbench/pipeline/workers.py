"""Sources prepared in other processes, as many as there are cores.

They are started afresh: a fork would copy threads of the encoder in the middle of what they do, and
multiprocessing's spawn would run the script of who uses this as a library once more. Each has at
most two sources and gives back what it made of them, so that memory stays flat however many there
are; one that ends takes only the source with it that it was at.
"""

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Collection, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Final, TypeAlias

from workbench.errors import WorkbenchError
from workbench.pipeline.preparing import Corrections, PreparedSource, prepare
from workbench.pipeline.progress import Stage
from workbench.pipeline.sources import NotAdded, Source

AHEAD: Final = 2
"""Sources that a process has at once: the next one waits where the first is done."""
WINDOW: Final = 16
"""Sources a process may be ahead of the first that is not done, as results come out in order."""
PULSE: Final = 0.2
"""Seconds after which the caller is given the turn, to show its progress or to stop."""

START: Final = (
    "import sys; from multiprocessing.connection import Connection; "
    "from workbench.pipeline.workers import work; work(Connection(int(sys.argv[1])))"
)

Result: TypeAlias = PreparedSource | NotAdded


@dataclass(slots=True)
class _Worker:
    process: "subprocess.Popen[bytes]"
    connection: Connection
    at: deque[tuple[int, Source]] = field(default_factory=deque)
    """What it was given and has not given back, by place."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepared_by_processes(
    sources: Iterable[Source],
    *,
    processes: int,
    corrections: Corrections,
    known: Collection[str],
) -> Generator[Result | Stage, None, None]:
    """Yield what sources came to, in their order; in between the caller is given the turn.

    Closing the iterator ends the processes at once.
    """
    waiting = enumerate(sources)
    done: dict[int, Result] = {}
    workers: list[_Worker] = []
    given = due = 0
    ended = False
    try:
        workers += [_started(corrections, known) for _ in range(processes)]
        while True:
            for worker in workers:
                while not ended and len(worker.at) < AHEAD and given - due < WINDOW * processes:
                    task = next(waiting, None)
                    if task is None:
                        ended = True
                        break
                    _give(worker, task)
                    given += 1
            while due in done:
                yield done.pop(due)
                due += 1
            if ended and due == given:
                return
            busy = [worker for worker in workers if worker.at]
            if not _collect(workers, busy, done, corrections, known):
                yield Stage.SPLITTING
    finally:
        _end(workers)


def _started(corrections: Corrections, known: Collection[str]) -> _Worker:
    ours, theirs = Pipe()
    # -P and this path: nothing is imported from the folder that the analyst works in.
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(  # noqa: S603 - this interpreter, no word of a source
        [sys.executable, "-P", "-c", START, str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,  # ctrl+c is for the program, which ends this
    )
    theirs.close()
    ours.send((corrections, known))
    return _Worker(process, ours)


def _give(worker: _Worker, task: tuple[int, Source]) -> None:
    worker.at.append(task)
    with suppress(OSError):  # it has ended, which shows when its results are waited for
        worker.connection.send(task)


def _collect(
    workers: list[_Worker],
    busy: list[_Worker],
    done: dict[int, Result],
    corrections: Corrections,
    known: Collection[str],
) -> bool:
    """Take in what processes give back; False where there was nothing for a while."""
    ready = wait([worker.connection for worker in busy], timeout=PULSE)
    for worker in busy:
        if worker.connection not in ready:
            continue
        try:
            place, result = worker.connection.recv()
        except (EOFError, OSError):
            _replace(workers, worker, done, corrections, known)
            continue
        worker.at.popleft()
        done[place] = result
    return bool(ready)


def _replace(
    workers: list[_Worker],
    worker: _Worker,
    done: dict[int, Result],
    corrections: Corrections,
    known: Collection[str],
) -> None:
    """Start another process for one that ended; what it was at is lost, what waited is not."""
    place, source = worker.at.popleft()
    reason = f"{source.name} ended the process that read it."
    done[place] = NotAdded(source.name, reason, "It may need more memory than there is.")
    _end([worker])
    fresh = _started(corrections, known)
    workers[workers.index(worker)] = fresh
    for task in worker.at:
        _give(fresh, task)


def _end(workers: Iterable[_Worker]) -> None:
    for worker in workers:
        worker.connection.close()
        worker.process.kill()
    for worker in workers:
        worker.process.wait()


def work(connection: Connection) -> None:
    """Prepare what is given until there is no more, or nobody to give it back to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing here encodes: without torch in sight thinc is ready in 0.9 s instead of 2.5 s, and
    # takes 200 MB less.
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # documented: an import of it fails
    with suppress(EOFError, OSError):
        corrections, known = connection.recv()
        while True:
            place, source = connection.recv()
            connection.send((place, _prepared(source, corrections, known)))


def _prepared(source: Source, corrections: Corrections, known: Collection[str]) -> Result:
    """Prepare a source; what goes wrong in a way that nobody foresaw is said of it as well."""
    try:
        return prepare(source, corrections=corrections, known=known)
    except Exception as error:  # noqa: BLE001 - the edge of a process
        reason = f"{source.name} could not be taken in ({type(error).__name__}: {error})."
        return NotAdded(source.name, reason, "Please report it.", WorkbenchError.exit_code)
