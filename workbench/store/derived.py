"""Files beside the store that are derived from it: each can be lost, and is made again.

A file's sheet, a small JSON file beside it, says what the first so many bytes are and their CRC-32.
Bytes are written before the sheet that speaks of them, and a sheet replaces the one before in one
step, so that a process killed at any moment leaves what the last sheet says. A file that was
changed since its sheet was written is checked as a whole before it is believed.
"""

import fcntl
import json
import mmap
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.model import Json

FORMAT: Final = 2
"""Of the sheet and of what it speaks of; a file of another format is made again."""
LOCK: Final = "lock"
"""The name of the file that keeps other processes from writing in the folder."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a derived file holds."""

    facts: Mapping[str, Json]
    size: int
    """In bytes; what stands behind them in the file is not part of it."""
    crc32: int


class DerivedFile:
    """One file of the folder with its sheet."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._data = folder / f"{name}.bin"
        self._sheet = folder / f"{name}.json"

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Keep other processes from writing here meanwhile; False where nothing can be written.

        The lock goes with the process, however it ends.
        """
        try:
            self._folder.mkdir(exist_ok=True)
            lock = (self._folder / LOCK).open("ab")
        except OSError:  # a folder that may only be read, a full disk
            yield False
            return
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield True

    def read(self, *, through: bool = False) -> Sheet | None:
        """Return the sheet where there is one and the file is what it says.

        A file that looks as it was left is believed, where it is not to be read through.
        """
        try:
            kept = json.loads(self._sheet.read_text(encoding="utf-8"))
            said, seal = kept["said"], kept["seal"]
            if zlib.crc32(_canonical(said)) != seal or said["format"] != FORMAT:
                return None
            sheet = Sheet(said["facts"], said["size"], said["crc32"])
            with self._data.open("rb") as file:
                if not through and _state(file.fileno()) == said["state"]:
                    return sheet
                if _crc32(file.fileno(), sheet.size) != sheet.crc32:
                    return None
        except (OSError, KeyError, RecursionError, TypeError, ValueError):
            return None
        with suppress(OSError):
            self._write_sheet(sheet)
        return sheet

    def mapped(self, sheet: Sheet) -> memoryview:
        """Return the bytes that the sheet speaks of, mapped; OSError where they are gone."""
        if not sheet.size:
            return memoryview(b"")
        with self._data.open("rb") as file:
            if os.fstat(file.fileno()).st_size < sheet.size:
                message = "cut short"
                raise OSError(message)
            return memoryview(mmap.mmap(file.fileno(), sheet.size, access=mmap.ACCESS_READ))

    @contextmanager
    def opened(self) -> Iterator[int]:
        """Open the file for reading at any place, and yield its number; OSError as it comes."""
        with self._data.open("rb") as file:
            yield file.fileno()

    def append(self, sheet: Sheet, data: memoryview, facts: Mapping[str, Json]) -> Sheet:
        """Write data behind what the sheet speaks of, then the new sheet; OSError as it comes."""
        with self._data.open("r+b") as file:
            file.seek(sheet.size)
            file.write(data)
            file.flush()
            os.ftruncate(file.fileno(), sheet.size + data.nbytes)
            os.fsync(file.fileno())
        return self._write_sheet(
            Sheet(facts, sheet.size + data.nbytes, zlib.crc32(data, sheet.crc32))
        )

    def replace(self, data: memoryview, facts: Mapping[str, Json]) -> Sheet:
        """Put another file in this one's place; who has the old one mapped keeps it."""
        self._sheet.unlink(missing_ok=True)
        _write(self._data, data)
        return self._write_sheet(Sheet(facts, data.nbytes, zlib.crc32(data)))

    def _write_sheet(self, sheet: Sheet) -> Sheet:
        with self._data.open("rb") as file:
            state = _state(file.fileno())
        said: dict[str, Json] = {
            "format": FORMAT,
            "facts": dict(sheet.facts),
            "size": sheet.size,
            "crc32": sheet.crc32,
            "state": state,
        }
        whole = {"said": said, "seal": zlib.crc32(_canonical(said))}
        _write(self._sheet, memoryview(json.dumps(whole, indent=1).encode()))
        return sheet


def _canonical(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def _state(file: int) -> list[Json]:
    """Return what changes when a file does."""
    state = os.fstat(file)
    return [state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns]


def _crc32(file: int, size: int) -> int | None:
    """Return the CRC-32 of the first bytes (4 GB a second); None where there are fewer."""
    if os.fstat(file).st_size < size:
        return None
    if not size:
        return 0
    with mmap.mmap(file, size, access=mmap.ACCESS_READ) as data:
        return zlib.crc32(data)


def _write(path: Path, data: memoryview) -> None:
    """Write a file beside its place and move it there, so that nobody sees half of it.

    What a killed process left beside the place is written over: there is one writer at a time.
    """
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
