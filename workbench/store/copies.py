"""Copies of a store's file: byte for byte, whole or not at all."""

import fcntl
import filecmp
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LOG = ".wal"
"""What the name of DuckDB's write-ahead log adds to the file's."""
_DRAFT = re.compile(r"\.(.+)\.[0-9a-f]{32}")


def log_of(file: Path) -> Path:
    """Return where DuckDB keeps the write-ahead log of a file."""
    return file.with_name(file.name + LOG)


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """Give a folder beside the target to make it in; the folder is gone at the end.

    It is locked meanwhile, so that one whose process was killed can be told from one at work.
    """
    while True:
        folder = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
        folder.mkdir()
        handle = os.open(folder, os.O_RDONLY)
        if _is_free(handle, unknown=True) and folder.exists():
            break
        os.close(handle)  # taken for left over before it was locked
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(handle)


def drop_left_over(place: Path) -> int:
    """Delete the folders that `drafted` made in a place and nobody works in; return how many."""
    count = 0
    for folder in sorted(place.iterdir()):
        named = _DRAFT.fullmatch(folder.name)
        if named is None or folder.is_symlink() or not folder.is_dir():
            continue
        handle = os.open(folder, os.O_RDONLY)
        try:
            made = {one.name for one in folder.iterdir()} <= {named[1], named[1] + LOG}
            if made and _is_free(handle, unknown=False):
                shutil.rmtree(folder)
                count += 1
        finally:
            os.close(handle)
    return count


def _is_free(handle: int, *, unknown: bool) -> bool:
    """Lock a folder until the handle is closed, or its process ends; tell whether nobody had."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return unknown
    return True


def copy_open(source: BinaryIO, file: Path, draft: Path) -> None:
    """Copy an open file, and its log where there is one, that nobody writes meanwhile."""
    with draft.open("xb") as copy:
        source.seek(0)
        shutil.copyfileobj(source, copy, 1 << 20)
    log = log_of(file)
    if log.exists():
        shutil.copyfile(log, log_of(draft))


def put(draft: Path, target: Path) -> None:
    """Give a whole file its name for good; FileExistsError where there is one of that name."""
    sync(draft)
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # exFAT and some network folders have no links
        if os.path.lexists(target):
            raise FileExistsError from None
        draft.rename(target)
    sync(target.parent)


def put_beside(draft: Path, target: Path) -> Path:
    """Put a copy under the target's name, or the next free one; return where it lies.

    Where the same bytes lie under such a name already, nothing is put.
    """
    number = 1
    while True:
        place = target if number == 1 else target.with_name(f"{target.name}-{number}")
        try:
            put(draft, place)
        except FileExistsError:
            if place.is_file() and filecmp.cmp(draft, place, shallow=False):
                return place
            number += 1
        else:
            return place


def sync(path: Path) -> None:
    """Write a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
