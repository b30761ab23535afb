"""What can be mended of a store without touching what it holds; the rest is said.

A damaged log is cut where it is whole no longer, after both files were copied; a log of another
store is put aside; what a killed process left half made goes; an index that does not fit is made
anew, and so are the tables that follow from the ledger; and where the store itself cannot be
mended, a copy that was kept before a migration is put beside it. No other row is changed, and no
file of the store's is overwritten.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from workbench.errors import DamagedLogError, NewerStoreError, StoreBusyError, StoreError
from workbench.store import acts, backups, copies, index, ledger, migrations
from workbench.store.duck import DuckStore
from workbench.store.file import StoreFile
from workbench.store.kept_files import KeptFiles

ASIDE = "before-repair"
"""What the names of copies say that are kept before something is mended."""
GO_BACK = "Put a backup back, beside it, with: workbench --store NEW.duckdb restore BACKUP"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done, and what could not be mended: sentences."""

    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def repair(path: Path, *, model: Callable[[], str], wait: float = 5.0) -> Repaired:
    """Mend what is wrong with a store, and say what was done; `model` is whose index is made.

    StoreBusyError where another process keeps it held, StoreError where nothing can be written.
    """
    file, told = StoreFile(path, wait=wait), Repaired()
    try:
        _drop_drafts(file, told)
        if not file.file.exists():
            _put_lone_log_aside(file, told)
            _restore_beside(file, told)
            return told
        _mend_log(file, told)
        if _is_sound(file, told):
            _mend_acts(file, told)
            _mend_index(path, file, told, model=model)
        else:
            _restore_beside(file, told)
    except OSError as error:
        message = f"{path.name} cannot be mended in {file.file.parent}: {error.strerror or error}."
        raise StoreError(
            message, "Nothing was lost; see that the folder can be written."
        ) from error
    return told


def _drop_drafts(file: StoreFile, told: Repaired) -> None:
    """Delete what a killed process was making; what one at work is making is locked."""
    if not file.file.parent.is_dir():
        return
    count = copies.drop_left_over(file.file.parent) + KeptFiles(file.file).drop_drafts()
    if count:
        what = "file or folder" if count == 1 else "files and folders"
        told.done.append(f"{count:,} {what} that a killed process left half made: deleted.")


def _put_lone_log_aside(file: StoreFile, told: Repaired) -> None:
    log = copies.log_of(file.file)
    if os.path.lexists(log):
        place = _renamed(log, file.file.with_name(f"{file.file.name}.{ASIDE}.wal"))
        told.done.append(
            f"{log.name} is the log of a store that is gone: it was put aside as {place.name}."
        )


def _mend_log(file: StoreFile, told: Repaired) -> None:
    """Cut a damaged log where it is whole no longer, or put one aside that is another store's."""
    try:
        with file.as_it_is():
            return
    except DamagedLogError as error:
        at = error.at
    except StoreBusyError:
        raise
    except StoreError:
        return  # what is wrong is not the log; it is told of where the store is looked at
    log = copies.log_of(file.file)
    with _held(file) as source:
        if at is None:
            place = _renamed(log, file.file.with_name(f"{file.file.name}.{ASIDE}.wal"))
            told.done.append(
                f"{log.name} was left by another state of {file.path.name}: it was put aside as "
                f"{place.name}. What stands only there is not in the store."
            )
            return
        kept = _kept_as_they_are(source, file.file)
        for cut in (log.read_bytes()[:at], b""):
            if _opens(source, file.file, cut):
                _replace(log, cut)
                told.done.append(_said_of_cut(file, log, cut, kept))
                return


def _said_of_cut(file: StoreFile, log: Path, cut: bytes, kept: Path) -> str:
    did = (
        f"was cut after byte {len(cut):,}, up to which it is whole"
        if cut
        else "cannot be read, and was put aside: what stood only there is not in the store"
    )
    return f"{log.name} {did}; {file.path.name} and its log are kept as they were in {kept.name}."


def _opens(source: BinaryIO, store: Path, log: bytes) -> bool:
    """Try in a copy whether a store opens with such a log, and its chain holds."""
    with copies.drafted(store) as folder:
        draft = folder / store.name
        copies.copy_open(source, draft, draft)
        if log:
            copies.log_of(draft).write_bytes(log)
        try:
            copy = StoreFile(draft, wait=0)
            copy.take_log_in()
            with copy.as_it_is() as con:
                return ledger.broken_at(con) is None
        except StoreError:
            return False


def _is_sound(file: StoreFile, told: Repaired) -> bool:
    """Tell whether the store opens and its chain holds; say what to do where it does not."""
    try:
        with file.as_it_is() as con:
            broken_at = ledger.broken_at(con)
    except (StoreBusyError, NewerStoreError):
        raise
    except StoreError as error:
        told.left.append(f"{error.message} It cannot be mended. {GO_BACK}")
        return False
    if broken_at is not None:
        told.left.append(
            f"The ledger's chain breaks at entry {broken_at:,}, and nothing was altered: workbench "
            f"verify says what does not hold. {GO_BACK}"
        )
    return broken_at is None


def _mend_acts(file: StoreFile, told: Repaired) -> None:
    with file.as_it_is() as con:
        is_older = migrations.schema_number(con) != migrations.shipped()[-1].number
        if is_older or acts.first_otherwise(con) is None:
            return
    with file.writing() as con:
        acts.make_anew(con)
    told.done.append("What is kept of what entries say of claims was made anew from the ledger.")


def _mend_index(path: Path, file: StoreFile, told: Repaired, *, model: Callable[[], str]) -> None:
    with file.as_it_is() as con:
        fits = index.fits(file.file, con)
    if fits:
        return
    index.forget(file.file)
    with DuckStore(path, wait=file.wait).searching(model=model()) as searching:
        count = len(searching.matrix)
    told.done.append(f"The search index did not fit: made anew from the store, {count:,} claims.")


def _restore_beside(file: StoreFile, told: Repaired) -> None:
    """Put the newest copy that was kept before a migration beside the store that it was of."""
    store = file.file
    kept = sorted(store.parent.glob(f"{store.name}.before-[0-9]*"), key=_changed, reverse=True)
    target = store.with_name(f"{store.stem}.restored{store.suffix}")
    for copy in kept:
        if target.exists():
            told.left.append(f"{target.name}, put there from {copy.name}, was left as it is.")
            return
        try:
            found = backups.restore(copy, target, files_of=store)
        except StoreError:
            continue
        told.done.append(
            f"{copy.name}, kept before a newer version of this program, was put beside the store "
            f"as {target.name}: {found.head.number:,} entries. Look with: workbench --store "
            f"{target.name} list"
        )
        return


def _changed(file: Path) -> float:
    return file.stat().st_mtime


def _kept_as_they_are(source: BinaryIO, store: Path) -> Path:
    """Keep a store and its log as they are, under names that go together; return the store's."""
    number = 1
    while True:
        place = store.with_name(f"{store.name}.{ASIDE}" + (f"-{number}" if number > 1 else ""))
        if not os.path.lexists(place) and not os.path.lexists(copies.log_of(place)):
            break
        number += 1
    with copies.drafted(store) as folder:
        draft = folder / store.name
        copies.copy_open(source, store, draft)
        copies.put(copies.log_of(draft), copies.log_of(place))
        copies.put(draft, place)
    return place


def _renamed(file: Path, target: Path) -> Path:
    """Give a file another name, or the next free one."""
    place = copies.put_beside(file, target)
    file.unlink(missing_ok=True)
    copies.sync(file.parent)
    return place


def _replace(log: Path, content: bytes) -> None:
    if not content:
        log.unlink()
        return
    with copies.drafted(log) as folder:
        draft = folder / log.name
        draft.write_bytes(content)
        copies.sync(draft)
        draft.replace(log)
        copies.sync(log.parent)


@contextmanager
def _held(file: StoreFile) -> Iterator[BinaryIO]:
    """Keep other processes from opening a store, by the lock that DuckDB would take.

    It ends where any handle on the file is closed in this process (POSIX): the one that is given is
    to be read, and the file not opened meanwhile.
    """
    with file.file.open("r+b") as handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"{file.path.name} is open in another process."
            raise StoreBusyError(message, "Close it, or use --store.") from error
        yield handle
