"""Writing behind: in order, kept until it is on disk, told in words."""

import queue
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from screen_values import IDS, decided

from workbench.errors import StoreBusyError, WorkbenchError
from workbench.model import Entry, Head, Verdict
from workbench.store.duck import DuckStore
from workbench.tui.writer import NotWritten, Writer, Written

LIMIT = 60.0


NO_TERMS: Mapping[str, Mapping[str, int]] = {}


class FailingStore(DuckStore):
    """A real store whose next appends fail, before or after what they do."""

    def __init__(self, path: Path, *errors: Exception, after: bool = False) -> None:
        super().__init__(path)
        self._errors = list(errors)
        self._after = after

    def append(
        self, entries: Sequence[Entry], *, terms: Mapping[str, Mapping[str, int]] = NO_TERMS
    ) -> Head:
        if not self._errors:
            return super().append(entries, terms=terms)
        if self._after:
            super().append(entries, terms=terms)
        raise self._errors.pop(0)


@pytest.fixture
def told() -> "queue.Queue[Written | NotWritten]":
    return queue.Queue()


@pytest.fixture
def writers() -> Iterator[list[Writer]]:
    made: list[Writer] = []
    yield made
    for writer in made:
        writer.close()
        assert writer.join(seconds=LIMIT)


def writer_over(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> Writer:
    writer = Writer(store, told.put, retry_seconds=0.01)
    writers.append(writer)
    return writer


def test_entries_are_written_in_order(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    writer = writer_over(store, told, writers)
    entries = [decided(number, IDS[number % 6], Verdict.VERIFIED) for number in range(20)]
    for entry in entries:
        writer.write(entry)

    assert writer.flush(seconds=LIMIT)
    assert list(store.entries()[-20:]) == entries
    assert writer.waiting == ()


def test_each_try_is_told_with_what_is_on_disk(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    entry = decided(1, IDS[0], Verdict.VERIFIED)
    writer_over(store, told, writers).write(entry)

    assert told.get(timeout=LIMIT) == Written((entry,), store.head(), 0)


def test_a_busy_store_is_told_and_tried_again(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    busy = StoreBusyError("claims.duckdb is open in another process.")
    failing = FailingStore(store.path, busy, busy)
    writer = writer_over(failing, told, writers)
    writer.write(decided(1, IDS[0], Verdict.VERIFIED))

    assert told.get(timeout=LIMIT) == NotWritten(busy, 1)
    assert told.get(timeout=LIMIT) == NotWritten(busy, 1)
    assert isinstance(told.get(timeout=LIMIT), Written)


def test_what_comes_while_a_write_fails_is_written_after_it(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    failing = FailingStore(store.path, StoreBusyError("busy"))
    writer = writer_over(failing, told, writers)
    first, second = (decided(n, IDS[n], Verdict.VERIFIED) for n in (1, 2))
    writer.write(first)
    writer.write(second)

    assert writer.flush(seconds=LIMIT)
    assert store.entries()[-2:] == (first, second)


def test_an_entry_that_was_written_before_the_failure_is_not_written_twice(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    failing = FailingStore(store.path, WorkbenchError("The disk went away."), after=True)
    writer = writer_over(failing, told, writers)
    entry = decided(1, IDS[0], Verdict.VERIFIED)
    before = store.head().number
    writer.write(entry)

    assert writer.flush(seconds=LIMIT)
    assert store.head().number == before + 1


def test_a_surprise_of_the_driver_is_told_in_words_and_loses_nothing(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    failing = FailingStore(store.path, OSError("no space left on device"))
    writer = writer_over(failing, told, writers)
    entry = decided(1, IDS[0], Verdict.VERIFIED)
    writer.write(entry)

    outcome = told.get(timeout=LIMIT)
    assert isinstance(outcome, NotWritten)
    assert "no space left on device" in str(outcome.error)
    assert writer.flush(seconds=LIMIT)
    assert store.entries()[-1] == entry


def test_an_entry_that_the_store_refuses_stays_in_the_queue(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    writer = writer_over(store, told, writers)
    writer.write(decided(1, "f" * 16, Verdict.VERIFIED))  # a claim that is not in the store

    assert isinstance(told.get(timeout=LIMIT), NotWritten)
    assert len(writer.waiting) == 1


def test_flushing_a_closed_writer_tells_that_something_is_left(
    store: DuckStore, told: "queue.Queue[Written | NotWritten]", writers: list[Writer]
) -> None:
    failing = FailingStore(store.path, *[StoreBusyError("busy")] * 10_000)
    writer = writer_over(failing, told, writers)
    writer.write(decided(1, IDS[0], Verdict.VERIFIED))
    told.get(timeout=LIMIT)
    writer.close()

    assert not writer.flush(seconds=LIMIT)
