"""Writing behind: entries go to the store in order, on one thread, until they are on disk."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.errors import StoreBusyError, WorkbenchError
from workbench.model import Entry, EntryKind, Head
from workbench.store.protocol import Store

RETRY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Written:
    """Entries are on disk."""

    entries: tuple[Entry, ...]
    head: Head
    waiting: int
    """How many are not on disk yet."""


@dataclass(frozen=True, slots=True)
class NotWritten:
    """Entries could not be written; they are kept, in order, and tried again."""

    error: WorkbenchError
    waiting: int


class Writer:
    """One queue on a daemon thread; what could not be written stays in it."""

    def __init__(
        self,
        store: Store,
        told: Callable[[Written | NotWritten], None],
        *,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        """Begin; `told` is called on the writer's thread after each try."""
        self._store = store
        self._told = told
        self._retry_seconds = retry_seconds
        self._queue: list[Entry] = []
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """What is not on disk yet, in order."""
        with self._changed:
            return tuple(self._queue)

    def write(self, entry: Entry) -> None:
        """Append an entry to the queue."""
        with self._changed:
            self._queue.append(entry)
            self._changed.notify_all()

    def flush(self, *, seconds: float) -> bool:
        """Wait until everything is on disk, at most so long; tell whether it is."""
        with self._changed:
            self._changed.wait_for(lambda: not self._queue or self._closed, timeout=seconds)
            return not self._queue

    def close(self) -> None:
        """Let the thread end after what it is doing; what is waiting is no longer tried."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def join(self, *, seconds: float) -> bool:
        """Wait for the thread to end, at most so long; tell whether it has."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        doubtful = False
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._closed)
                if self._closed:
                    return
                batch = tuple(self._queue)
            outcome = self._try(batch, doubtful=doubtful)
            doubtful = isinstance(outcome, NotWritten) and not isinstance(
                outcome.error, StoreBusyError
            )
            self._told(outcome)
            if isinstance(outcome, NotWritten):
                with self._changed:
                    self._changed.wait_for(lambda: self._closed, timeout=self._retry_seconds)

    def _append(self, entries: Sequence[Entry]) -> Head:
        if not any(entry.kind is EntryKind.RECUT for entry in entries):
            return self._store.append(entries)
        from workbench.pipeline import terms_made  # the screen starts without it

        return self._store.append(entries, terms=terms_made(entries))

    def _try(self, batch: Sequence[Entry], *, doubtful: bool) -> Written | NotWritten:
        try:
            known: set[str] = set()
            if doubtful:  # the last try failed, perhaps after its commit
                known = {entry.id for entry in self._store.entries()}
            head = self._append([entry for entry in batch if entry.id not in known])
        except WorkbenchError as error:
            return NotWritten(error, len(self.waiting))
        except Exception as error:  # noqa: BLE001 - the thread's edge: a driver's surprise loses nothing
            return NotWritten(WorkbenchError(f"The store failed: {error}."), len(self.waiting))
        with self._changed:
            del self._queue[: len(batch)]
            self._changed.notify_all()
            waiting = len(self._queue)
        return Written(tuple(batch), head, waiting)
