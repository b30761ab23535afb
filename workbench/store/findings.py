"""What was worked out from the past claims that a search found, kept in a file beside the store.

A finding is over where a past claim that it rests on says something else now (its words, who says
them, when) or may be found no more, and where one came in since that would be found as well: who
ranks claims tells which, and `admit` writes it down. All are over where they are made by other
rules, where words are counted anew, and where vectors came late.
"""

import base64
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np

from workbench.model import Head, Json
from workbench.store import ledger
from workbench.store.derived import DerivedFile, Sheet
from workbench.store.kept_rows import KeptRows
from workbench.store.row_hashes import RowHashes
from workbench.store.search_protocol import Finding, Mask, Newcomers, Rows

_NONE: Final[Rows] = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search reads, and by which rules it is told of."""

    con: duckdb.DuckDBPyConnection
    head: Head
    """The ledger's."""
    rules: str
    findable: Mask
    """Which rows may be found."""
    counted: int
    """Over how many of the rows words are counted."""
    crc32: Callable[[int], int]
    """Of the vectors of the first so many rows."""
    hashes: RowHashes

    @property
    def facts(self) -> dict[str, Json]:
        """What is said of a file that is written now."""
        by: list[Json] = [self.rules, duckdb.__version__]  # whose hashes may be others
        return {"by": by, "number": self.head.number, "sha256": self.head.sha256}

    def made(self, sheet: Sheet) -> bool:
        """Tell whether a file was made of this store, by the same rules."""
        match dict(sheet.facts):
            case {"by": by, "number": int(number), "sha256": str(sha256)}:
                return by == [self.rules, duckdb.__version__] and ledger.has(
                    self.con, Head(number, sha256)
                )
        return False


class ShownRows:
    """What reports show of past claims, as long as it is what they would show now."""

    def __init__(self, file: DerivedFile) -> None:
        self._kept = KeptRows(file, level=0)

    def read(self, searched: Searched, rows: Sequence[int]) -> dict[int, bytes]:
        """Return what is kept of some rows."""
        with self._kept.file.locked():
            try:
                if not self._load(searched):
                    return {}
                return self._kept.contents(rows, searched.hashes.shown)
            except OSError:  # it was taken away
                return {}

    def unkept(self, searched: Searched, rows: Sequence[int]) -> tuple[int, ...]:
        """Return those of some rows of which nothing is kept."""
        with self._kept.file.locked():
            if not self._load(searched):
                return tuple(rows)
            counting = self._kept.counting(searched.hashes.shown)
            return tuple(np.setdiff1d(np.asarray(rows, dtype=np.intp), counting).tolist())

    def keep(self, searched: Searched, shown: Mapping[int, bytes]) -> None:
        """Keep what is shown of some rows; nothing, where there is no room."""
        with self._kept.file.locked() as writable:
            if not writable or not shown:
                return
            told, facts = searched.hashes.shown, searched.facts
            try:
                if self._load(searched):
                    self._kept.tidy(told, facts)
                found = [Finding(row, (row,), content) for row, content in shown.items()]
                self._kept.append(found, told, facts)
            except OSError:  # a full disk
                self._kept.forget()

    def _load(self, searched: Searched) -> bool:
        at = (searched.head, searched.rules)
        return self._kept.load(at, searched.made)


class Findings:
    """The findings made with one model."""

    def __init__(self, file: DerivedFile) -> None:
        self._kept = KeptRows(file)
        self._seen: Mask = np.zeros(0, dtype=np.bool_)

    def read(self, searched: Searched, rows: Sequence[int]) -> dict[int, Finding]:
        """Return the findings of some rows that count still; none while there are newcomers."""
        with self._kept.file.locked():
            if not self._load(searched) or len(self._newcomers(searched)):
                return {}
            try:
                return {one.row: one for one in self._kept.read(rows, searched.hashes.said)}
            except OSError:  # it was taken away
                return {}

    def keep(self, searched: Searched, found: Sequence[Finding]) -> None:
        """Keep findings made of what the store holds now; nothing, where there is no room."""
        with self._kept.file.locked() as writable:
            if not writable or not found:
                return
            there = self._load(searched)
            if there and len(self._newcomers(searched)):
                return
            self._seen = searched.findable
            told, facts = searched.hashes.said, self._facts(searched)
            try:
                if there:
                    self._kept.tidy(told, facts)
                self._kept.append(found, told, facts)
            except OSError:  # a full disk
                self._kept.forget()

    def found(self, searched: Searched) -> Rows:
        """Return the rows whose findings count still."""
        with self._kept.file.locked():
            if not self._load(searched) or len(self._newcomers(searched)):
                return _NONE
            return self._kept.counting(searched.hashes.said)

    def lapsed(self, searched: Searched) -> Rows:
        """Return the rows of all that was kept, where all of it is over."""
        with self._kept.file.locked():
            if self._load(searched):
                return _NONE
            former = KeptRows(self._kept.file)
            if not former.load(None, searched.made):
                return _NONE
            return np.flatnonzero(former.weakest(len(searched.findable)) < np.inf)

    def newcomers(self, searched: Searched) -> Newcomers | None:
        """Return the rows that came in since, or came back, and what they would have to reach."""
        with self._kept.file.locked():
            if not self._load(searched):
                return None
            rows = self._newcomers(searched)
            weakest = self._kept.weakest(len(searched.findable))
            return Newcomers(rows, weakest) if len(rows) else None

    def admit(self, searched: Searched, newcomers: Rows, over: Rows) -> bool:
        """Write down which findings are over, as some of the newcomers would be found as well.

        False where that cannot be written.
        """
        with self._kept.file.locked() as writable:
            if not writable or not self._load(searched):
                return False
            self._seen = self._padded(searched) & searched.findable
            self._seen[newcomers] = True
            ended = [Finding(row, (), b"") for row in over.tolist()]
            told, facts = searched.hashes.said, self._facts(searched)
            try:
                self._kept.tidy(told, facts)
                self._kept.append(ended, told, facts)
            except OSError:  # a full disk
                self._kept.forget()
                return False
        return True

    def _load(self, searched: Searched) -> bool:
        """Tell whether there are findings that may count."""

        def fits(sheet: Sheet) -> bool:
            seen = _seen_by(sheet, searched) if searched.made(sheet) else None
            if seen is not None:
                self._seen = seen
            return seen is not None

        return self._kept.load((searched.head, searched.rules), fits)

    def _facts(self, searched: Searched) -> dict[str, Json]:
        rows = len(searched.findable)
        return {
            **searched.facts,
            "counted": searched.counted,
            "rows": rows,
            "vectors": searched.crc32(rows),
            "seen": _packed(self._padded(searched)),
        }

    def _newcomers(self, searched: Searched) -> Rows:
        """Return the rows that may be found and that findings were not held against."""
        return np.flatnonzero(searched.findable & ~self._padded(searched))

    def _padded(self, searched: Searched) -> Mask:
        missing = len(searched.findable) - len(self._seen)
        return np.concatenate([self._seen, np.zeros(missing, dtype=np.bool_)])


def _seen_by(sheet: Sheet, searched: Searched) -> Mask | None:
    """Return which rows all findings of a file were held against; None where they are all over."""
    match dict(sheet.facts):
        case {"counted": int(counted), "rows": int(rows), "vectors": int(crc32), "seen": str(seen)}:
            if (
                counted == searched.counted
                and 0 <= rows <= len(searched.findable)
                and searched.crc32(rows) == crc32
            ):
                return _unpacked(seen, rows)
    return None


def _packed(mask: Mask) -> str:
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes())).decode("ascii")


def _unpacked(packed: str, rows: int) -> Mask | None:
    """Read what `_packed` wrote; None where it is something else."""
    try:
        bits = np.frombuffer(zlib.decompress(base64.b64decode(packed)), dtype=np.uint8)
        return np.unpackbits(bits, count=rows).astype(np.bool_)
    except (ValueError, zlib.error):
        return None
