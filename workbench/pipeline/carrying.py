"""The files that are kept beside a store, on their way out with its record and in again."""

import hashlib
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import StoreError
from workbench.model import CarriedFile, Entry, Record
from workbench.store import bodies

if TYPE_CHECKING:
    from workbench.store.protocol import Store

LARGEST_LOAD = 200_000_000
"""Bytes of all files that a record carries; it is held in memory, and read whole again."""


def carrying(store: "Store", *, files: bool = True) -> Record:
    """Write the store down, with the kept files that its entries name and that are whole.

    StoreError where they are too many to be carried.
    """
    from workbench.store.kept_files import KeptFiles

    record = store.record()
    if not files:
        return record
    kept, carried, load = KeptFiles(store.path), [], 0
    for sha256 in sorted(named_files(store.entries())):
        if kept.is_whole(sha256):
            path = kept.path_of(sha256)
            load += path.stat().st_size
            if load > LARGEST_LOAD:
                message = (
                    f"The kept files are more than the {LARGEST_LOAD / 1e6:,.0f} MB that a report "
                    "carries."
                )
                hint = "Leave them out with --no-files; workbench backup copies them."
                raise StoreError(message, hint)
            carried.append(CarriedFile(sha256, path.read_bytes()))
    return replace(record, files=tuple(carried))


def named_files(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the hashes of the files that entries name as kept."""
    return frozenset(filter(None, map(bodies.file_named, entries)))


def amiss(files: Iterable[CarriedFile], named: Collection[str]) -> str | None:
    """Return what is wrong with files that a stranger may have written; None where nothing is."""
    seen: set[str] = set()
    for file in files:
        if hashlib.sha256(file.content).hexdigest() != file.sha256:
            return f"the kept file {file.sha256:.12}… is not what its hash says"
        if file.sha256 not in named or file.sha256 in seen:
            return f"no entry names the kept file {file.sha256:.12}…, or it is there twice"
        seen.add(file.sha256)
    return None


@contextmanager
def brought(store: "Store", files: Iterable[CarriedFile]) -> Iterator[int]:
    """Keep files beside a store, and say how many are new; those go again if the block fails."""
    from workbench.store.kept_files import KeptFiles

    kept = KeptFiles(store.path)
    had_folder, came = kept.folder.exists(), []
    try:
        for file in files:
            if not kept.is_whole(file.sha256):
                kept.keep_bytes(file.content, name=f"{file.sha256:.12}…", limit=sys.maxsize)
                came.append(kept.path_of(file.sha256))
        yield len(came)
    except BaseException:
        for path in came:
            path.unlink(missing_ok=True)
        if not had_folder and kept.folder.exists():
            kept.folder.rmdir()
        raise
