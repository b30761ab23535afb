"""A whole store put elsewhere, and back: the file, and the files that are kept beside it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import StoreError
from workbench.model import Head
from workbench.store import copies, ledger
from workbench.store.file import StoreFile
from workbench.store.kept_files import KeptFiles

AT_WORK = 30.0
"""Seconds that a copy waits for whoever is writing."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy of a store holds."""

    path: Path
    head: Head
    broken_at: int | None
    """The number of the first entry at which its chain does not hold."""
    files: int
    """Kept files that are there, whole."""
    missing: int
    """Kept files that were altered, and did not come along."""


def back_up(store: Path, target: Path, *, wait: float = AT_WORK) -> Copied:
    """Copy a store that may be in use; StoreError, and nothing made, where the target is taken.

    What is copied is what was committed when nobody was writing; its chain is recomputed in the
    copy. The store is held while its one file is copied: the kept files never change.
    """
    return _copy(StoreFile(store, wait=wait), target, sound=False)


def restore(
    backup: Path, store: Path, *, files_of: Path | None = None, wait: float = AT_WORK
) -> Copied:
    """Put a backup where no store is, as `back_up` does; StoreError where its chain is broken.

    The kept files are those beside the backup, or beside the store that `files_of` names.
    """
    return _copy(StoreFile(backup, wait=wait), store, sound=True, files_of=files_of)


def _copy(source: StoreFile, target: Path, *, sound: bool, files_of: Path | None = None) -> Copied:
    real = Path(os.path.realpath(target))
    with _sentences(target, real.parent):
        _refuse_taken(target, real)
        with copies.drafted(real) as folder:
            draft = folder / real.name
            source.copy_to(draft)
            head, broken_at = _looked_through(draft)
            if sound and broken_at is not None:
                message = f"The chain of {source.path.name} breaks at entry {broken_at:,}."
                hint = f"Nothing was restored. Look at it with: workbench --store {source.path}"
                raise StoreError(message, f"{hint} verify")
            with _brought(files_of or source.file, real) as (files, missing):
                copies.put(draft, real)
    return Copied(target, head, broken_at, files, missing)


def _looked_through(draft: Path) -> tuple[Head, int | None]:
    """Take the log of a copy in, and recompute its chain as it lies on the disk."""
    copy = StoreFile(draft, wait=0)
    copy.take_log_in()
    with copy.as_it_is() as con:
        return ledger.head(con), ledger.broken_at(con)


def _refuse_taken(target: Path, real: Path) -> None:
    for there, shown in ((real, target), (copies.log_of(real), copies.log_of(target))):
        if os.path.lexists(there):
            message = f"{shown} exists already."
            raise StoreError(message, "It was left as it is; move it away, or name another file.")


@contextmanager
def _brought(source: Path, target: Path) -> Iterator[tuple[int, int]]:
    """Bring the kept files along; where the block fails, those that came go again."""
    theirs, ours = KeptFiles(source), KeptFiles(target)
    had_folder = ours.folder.exists()
    came: list[Path] = []
    try:
        whole = [name for name in theirs.names() if theirs.is_whole(name)]
        for name in whole:
            if not ours.is_whole(name):
                ours.keep(theirs.path_of(name), limit=sys.maxsize)
                came.append(ours.path_of(name))
        yield len(whole), len(theirs.names()) - len(whole)
    except BaseException:
        for file in came:
            file.unlink(missing_ok=True)
        if not had_folder and ours.folder.exists():
            ours.folder.rmdir()
        raise


@contextmanager
def _sentences(target: Path, folder: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        message = f"{target} exists already."
        raise StoreError(message, "It was left as it is; name another file.") from error
    except OSError as error:
        message = f"{target} cannot be written in {folder}: {error.strerror or error}."
        raise StoreError(message, "Nothing was copied; choose another place.") from error
