"""The store's file: made whole, opened for one transaction, and let go again.

DuckDB gives a file to one process at a time, so nobody holds it: each operation opens it, works
and closes, and one that finds it locked waits in line until its patience ends. Within this process
the threads take turns, which also keeps two writers from reading the same head of the ledger.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import duckdb

from workbench.errors import (
    DamagedLogError,
    NewerStoreError,
    NotAStoreError,
    StoreBusyError,
    StoreError,
)
from workbench.model import Head
from workbench.store import copies, ledger, migrations
from workbench.store.waiting import Line

RETRY_SECONDS = 0.005
_HEAD_BYTES = 3 * 4096
"""A DuckDB file begins with three headers, two of which are written in turn by checkpoints."""

# A store may come from a stranger: no other file, no network and no extension from its views, and
# no statement that could allow them again.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
# So that the 1.5 clients open what 2.0 wrote.
_CONFIG_OF_NEW = _CONFIG | {"storage_compatibility_version": "v1.5.0"}

_turns: dict[Path, threading.Lock] = {}
_turns_guard = threading.Lock()


class StoreFile:
    """One DuckDB file, opened anew for each transaction."""

    def __init__(
        self, path: Path, *, wait: float, told: Callable[[str], None] | None = None
    ) -> None:
        """`told` is given a sentence where an older store was brought up to this version."""
        self.path = path
        self.wait = wait
        self._told = told
        self.file = Path(os.path.realpath(path))  # `resolve` raises on a ring of links
        self._known = False
        self._handle: BinaryIO | None = None
        self._empty: duckdb.DuckDBPyConnection | None = None
        """What is read where there is no file yet."""

    def is_made(self) -> bool:
        """Tell whether there is a file yet: where not, most questions need no empty store."""
        with self._sentences():
            return self._exists()

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open for reading, as an empty store where there is no file yet."""
        with self._turn(), self._sentences():
            con = self._open_for_reading()
            try:
                con.execute("begin transaction")
                yield con
            except (KeyError, RecursionError, TypeError, ValueError) as error:
                message = f"{self.path.name} holds what this program did not write: {error}."
                raise StoreError(message, "Go back to a copy that was not altered.") from error
            finally:
                con.close()

    @contextmanager
    def as_it_is(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a file that must be there for reading, of whichever version; nothing is migrated."""
        with self._turn(), self._sentences():
            self._require()
            with self._opened_as_it_is() as con:
                yield con

    def copy_to(self, draft: Path) -> None:
        """Copy the file and its log, byte for byte, between two transactions of anybody's.

        OSError as it comes where the copy cannot be written.
        """
        failed: OSError | None = None
        with self._turn(), self._sentences():
            self._require()
            try:
                self._copy_to(draft)
            except OSError as error:
                if error.filename == str(self.file):
                    raise
                failed = error
        if failed is not None:
            raise failed

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open for writing, made where there is no file yet; commits at the end of the block."""
        with self._turn(), self._sentences():
            con = self._open_for_writing()
            try:
                con.execute("begin transaction")
                yield con
                con.execute("commit")  # closing without it rolls back
            finally:
                con.close()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this process's other threads; what they do ends by itself."""
        with _turns_guard:
            turn = _turns.setdefault(self.file, threading.Lock())
        with turn:
            try:
                yield
            finally:
                self._let_go()

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn what DuckDB and the file system say into a sentence."""
        name = self.path.name
        try:
            yield
        except duckdb.Error as error:
            raise as_store_error(name, error) from error
        except OSError as error:
            message = f"{name} cannot be used in {self.file.parent}: {error.strerror or error}."
            hint = "Choose another place with --store."
            raise StoreError(message, hint) from error

    def take_log_in(self) -> None:
        """Merge the write-ahead log into the file, of whichever version it is."""
        with self._turn(), self._sentences():
            self._connect(read_only=False).close()

    @contextmanager
    def replacing(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
        """Open for reading, with a place for what is to replace the file in the block.

        The log is taken in before: one that lay beside another file would be refused.
        """
        with self._turn(), self._sentences():
            self._require()
            while True:
                self._open_for_writing().close()
                with copies.drafted(self.file) as folder, self._opened_as_it_is() as con:
                    if not copies.log_of(self.file).exists():
                        yield con, folder / self.file.name
                        return

    @contextmanager
    def new(self, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """Make an empty store of this version elsewhere."""
        with duckdb.connect(path, config=_CONFIG_OF_NEW) as con:
            migrations.migrate(con, migrations.shipped())
            yield con

    def _require(self) -> None:
        if not self._exists():
            message = f"There is no file {self.path}."
            raise StoreError(message, "Check the path and its spelling.")

    @contextmanager
    def _opened_as_it_is(self) -> Iterator[duckdb.DuckDBPyConnection]:
        con = self._connect(read_only=True)
        try:
            self._check(con)
            yield con
        finally:
            con.close()

    def _copy_to(self, draft: Path) -> Head:
        # Closing a handle takes away the locks that this process holds on the file (POSIX), so
        # this one is closed after the connection that keeps writers out.
        with self.file.open("rb") as source, self._opened_as_it_is() as con:
            copies.copy_open(source, self.file, draft)
            return ledger.head(con)

    def _open_for_reading(self) -> duckdb.DuckDBPyConnection:
        if not self._exists():
            if self._empty is None:  # kept, as making it takes a tenth of a second
                self._empty = duckdb.connect(":memory:", config=_CONFIG_OF_NEW)
                migrations.migrate(self._empty, migrations.shipped())
            return self._empty.cursor()
        self._empty = None
        con = self._connect(read_only=True)
        try:
            number = self._check(con)
        except BaseException:
            con.close()
            raise
        if number == migrations.shipped()[-1].number:
            return con
        con.close()
        self._open_for_writing().close()
        return self._connect(read_only=True)

    def _open_for_writing(self) -> duckdb.DuckDBPyConnection:
        if not self._exists():
            self._make()
        if not self._known:
            # Opening to write merges a write-ahead log into the file: not into a file of others.
            with self._connect(read_only=True) as con:
                self._check(con)
        copied: Head | None = None
        while True:
            con = self._connect(read_only=False)
            try:
                number, head = self._check(con), ledger.head(con)
                if number == migrations.shipped()[-1].number:
                    return con
                if head.number == 0 or head == copied:  # not where another process wrote since
                    migrations.migrate(con, migrations.shipped())
                    return con
            except BaseException:
                con.close()
                raise
            con.close()
            copied = self._keep_older(number)

    def _keep_older(self, number: int) -> Head:
        """Keep the store as it is before it is migrated, and return the head of what was kept."""
        newest = migrations.shipped()[-1].number
        with copies.drafted(self.file) as folder:
            draft = folder / self.file.name
            head = self._copy_to(draft)
            StoreFile(draft, wait=0).take_log_in()
            name = f"{self.file.name}.before-{newest:03}"
            place = copies.put_beside(draft, self.file.with_name(name))
        if self._told is not None:
            self._told(
                f"{self.path.name} is brought up from schema {number} to {newest}; "
                f"as it was it is kept in {place.name}."
            )
        return head

    def _exists(self) -> bool:
        if self.file.is_dir():
            message = f"{self.path} is a folder."
            raise StoreError(message, "Name a file with --store.")
        if not self.file.parent.is_dir():
            message = f"There is no folder {self.file.parent} to keep {self.path.name} in."
            raise StoreError(message, "Make it first, or choose another place with --store.")
        return self.file.exists()

    def _make(self) -> None:
        """Make an empty store beside its place and link it there, so that nobody sees half of it.

        Whoever comes second to the same place uses the store of the first.
        """
        with copies.drafted(self.file) as folder:
            made = folder / self.file.name
            with duckdb.connect(made, config=_CONFIG_OF_NEW) as con:
                migrations.migrate(con, migrations.shipped())
            try:
                os.link(made, self.file)
            except FileExistsError:
                return
            except OSError:  # exFAT and some network folders have no links
                made.rename(self.file)
            self._known = True

    def _connect(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + self.wait
        with Line(self.file) as line:
            while True:
                late = time.monotonic() >= deadline
                if late or line.is_first():
                    try:
                        con = self._connected(read_only=read_only)
                    except duckdb.IOException as error:
                        if "Could not set lock" not in str(error):
                            raise
                        if late:
                            raise _busy(self.path.name, error) from error
                        line.join()
                    else:
                        if con is not None:
                            return con
                        continue
                time.sleep(RETRY_SECONDS)

    def _connected(self, *, read_only: bool) -> duckdb.DuckDBPyConnection | None:
        """Connect; None where the file has to be opened again.

        So it is where a compacted or restored store took its place before it was held, and where
        somebody wrote: DuckDB 2.0 reads the head of a file before it locks it, and would go on from
        there, over what was committed in between.
        """
        before = self._head()
        try:
            con = duckdb.connect(self.file, read_only=read_only, config=_CONFIG)
        except duckdb.Error as error:
            if "Could not set lock" not in str(error) and self._head() != before:
                return None
            raise
        if self._head() == before:
            return con
        con.close()
        return None

    def _head(self) -> tuple[int, bytes]:
        """Return which file is there now, and its head, that changes with each checkpoint.

        The handle stays open for the turn: closing one takes away the locks that this process
        holds on the file (POSIX).
        """
        place = self.file.stat().st_ino
        if self._handle is not None and os.fstat(self._handle.fileno()).st_ino != place:
            self._let_go()  # of a file that another has taken the place of
        if self._handle is None:
            self._handle = self.file.open("rb")
        return place, os.pread(self._handle.fileno(), _HEAD_BYTES, 0)

    def _let_go(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None

    def _check(self, con: duckdb.DuckDBPyConnection) -> int:
        """Return the schema number of a store that this version can use."""
        number = migrations.schema_number(con)
        if number is None:
            message = f"{self.path.name} is a DuckDB database, but not a store of this program."
            raise NotAStoreError(message, "Choose another file with --store.")
        newest = migrations.shipped()[-1].number
        if number > newest:
            message = (
                f"{self.path.name} was made by a later version of this program "
                f"(schema {number}; this version knows {newest})."
            )
            raise NewerStoreError(message, "Upgrade, or choose another file with --store.")
        self._known = True
        return number


def _busy(name: str, error: duckdb.Error) -> StoreBusyError:
    found = re.search(r"\(PID (\d+)\)", str(error))
    holder = f" (PID {found[1]})" if found else ""
    message = f"{name} is open in another process{holder}."
    return StoreBusyError(message, "Close it, or use --store.")


def _denied(name: str, path: Path, reason: str) -> StoreError:
    if os.access(path, os.R_OK):
        message = f"{name} may only be read: {reason}."
        return StoreError(message, "Allow writing, or work on a copy (`workbench backup FILE`).")
    message = f"{name} cannot be opened: {reason}."
    return StoreError(message, "See who may read and write it, or choose another with --store.")


def as_store_error(name: str, error: duckdb.Error) -> StoreError:
    """Return what DuckDB said of the named file as a sentence."""
    said = str(error)
    if "not a valid DuckDB database" in said or "external extensions is disabled" in said:
        # DuckDB tells an SQLite file by its head and asks for the extension that reads it.
        message = f"{name} is not a DuckDB database."
        return NotAStoreError(message, "Choose another file with --store.")
    if "replaying WAL" in said or "This WAL was created" in said:
        return _damaged_log(name, said)
    if denied := re.search(r'Cannot open file "(.+)": ([A-Z][^:"]+)$', said.splitlines()[0]):
        return _denied(name, Path(denied[1]), denied[2].rstrip("."))
    if refused := re.search(r"[Cc]ould not write .*: ([^:]+)$", said.splitlines()[0]):
        message = f"{name} could not be written: {refused[1].rstrip('.')}."
        return StoreError(message, "It is as it was. Make room on the disk, and try again.")
    if "we can only read version" in said:
        message = f"{name} was written by a later version of DuckDB."
        return NewerStoreError(message, "Upgrade, or choose another file with --store.")
    first_line = " ".join(said.splitlines()[:1])
    return StoreError(f"{name} cannot be used: {first_line.rstrip('.')}.")


def _damaged_log(name: str, said: str) -> DamagedLogError:
    log = f"{name}.wal, the write-ahead log of {name},"
    hint = "Nothing was changed. `workbench doctor --repair` keeps copies, and mends it."
    if "does not match" in said and "checksum" not in said:
        return DamagedLogError(f"{log} is not the one that this file was left with.", hint)
    found = re.search(r"entry at byte position (\d+)", said)
    at = int(found[1]) if found else 0
    return DamagedLogError(f"The end of {log} is damaged.", hint, at=at)
