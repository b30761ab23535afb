"""What was worked out from the past claims that a search found, kept in a file beside the store.

A finding is over where a past claim that it rests on says something else now (its words, who says
them, when) or may be found no more, and where one came in since that would be found as well: who
ranks claims tells which, and `admit` writes it down. It is no longer current where what stands
beside the words changed: a verdict, a title, where it was published. Both are told by hashes of
what the store holds of each past claim, worked out at each new head of the ledger. All findings are
over where they are made by other rules, where words are counted anew, and where vectors came late.
"""

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from workbench.model import Head, Json
from workbench.store import ledger
from workbench.store.derived import DerivedFile, Sheet
from workbench.store.finding_blocks import TOGETHER, Block, Hashes, blocks_in
from workbench.store.search_protocol import Finding, Mask, Newcomers, Rows

BLOCKS: Final = 1_000
DEAD: Final = 2_000
"""With more blocks, or with more findings that count no more, and more than do, the file is made
anew."""
MOVED: Final = 4_000
"""Findings that are held at once while it is."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search reads, of which findings are told."""

    findable: Mask
    """Which rows may be found."""
    counted: int
    """Over how many of the rows words are counted."""
    crc32: Callable[[int], int]
    """Of the vectors of the first so many rows."""


class Findings:
    """The findings made with one model: those that fit the store, as long as they do."""

    def __init__(self, folder: Path, model: str) -> None:
        name = hashlib.sha256(model.encode()).hexdigest()[:16]
        self._file = DerivedFile(folder, f"findings-{name}")
        self._rules: dict[str, Json] = {}
        self._head = Head(0, "")
        self._hashes: Hashes | None = None
        self._seen: Mask = np.zeros(0, dtype=np.bool_)
        self._forget()

    def read(
        self, con: duckdb.DuckDBPyConnection, rules: str, searched: Searched, rows: Sequence[int]
    ) -> dict[int, Finding]:
        """Return the findings of some rows that count still; none while there are newcomers."""
        hashes = self._follow(con, rules, searched)
        with self._file.locked():
            if self._loaded(con, searched) is None or len(self._newcomers(searched)):
                return {}
            try:
                return {one.row: one for one in self._of_rows(rows, hashes)}
            except OSError:  # it was taken away
                return {}

    def keep(
        self,
        con: duckdb.DuckDBPyConnection,
        rules: str,
        searched: Searched,
        found: Sequence[Finding],
    ) -> None:
        """Keep findings made of what the store holds now; nothing, where there is no room."""
        hashes = self._follow(con, rules, searched)
        with self._file.locked() as writable:
            if not writable or not found:
                return
            try:
                if self._loaded(con, searched) is not None:
                    if len(self._newcomers(searched)):
                        return
                    if self._is_worn(hashes):
                        self._make_anew(hashes, searched)
                self._seen = searched.findable
                self._append(found, hashes, searched)
            except OSError:  # a full disk
                self._forget()

    def found(self, con: duckdb.DuckDBPyConnection, rules: str, searched: Searched) -> Rows:
        """Return the rows whose findings count still."""
        hashes = self._follow(con, rules, searched)
        with self._file.locked():
            if self._loaded(con, searched) is None or len(self._newcomers(searched)):
                return np.empty(0, dtype=np.intp)
            return np.flatnonzero(self._places(hashes)[0] >= 0)

    def lapsed(self, con: duckdb.DuckDBPyConnection, rules: str, searched: Searched) -> Rows:
        """Return the rows whose findings are all over, as words are counted anew."""
        self._follow(con, rules, searched)
        with self._file.locked():
            sheet = self._file.read()
            if self._loaded(con, searched) is None and sheet and self._is_of(con, sheet):
                with suppress(OSError, ValueError), self._file.opened() as file:
                    weakest = _weakest(blocks_in(file, sheet.size), len(searched.findable))
                    return np.flatnonzero(weakest < np.inf)
            return np.empty(0, dtype=np.intp)

    def newcomers(
        self, con: duckdb.DuckDBPyConnection, rules: str, searched: Searched
    ) -> Newcomers | None:
        """Return the rows that came in since, or came back, and what they would have to reach."""
        self._follow(con, rules, searched)
        with self._file.locked():
            if self._loaded(con, searched) is None:
                return None
            rows = self._newcomers(searched)
            weakest = _weakest(self._blocks, len(searched.findable))
            return Newcomers(rows, weakest) if len(rows) else None

    def admit(
        self,
        con: duckdb.DuckDBPyConnection,
        rules: str,
        searched: Searched,
        newcomers: Rows,
        over: Rows,
    ) -> bool:
        """Write down which findings are over, as some of the newcomers would be found as well.

        False where that cannot be written.
        """
        hashes = self._follow(con, rules, searched)
        with self._file.locked() as writable:
            if not writable or self._loaded(con, searched) is None:
                return False
            self._seen = self._padded(len(searched.findable)) & searched.findable
            self._seen[newcomers] = True
            try:
                self._append([Finding(row, (), b"") for row in over.tolist()], hashes, searched)
            except OSError:  # a full disk
                self._forget()
                return False
        return True

    def _forget(self) -> None:
        self._sheet: Sheet | None = None
        self._blocks: list[Block] = []
        self._seen = np.zeros(0, dtype=np.bool_)

    def _follow(self, con: duckdb.DuckDBPyConnection, rules: str, searched: Searched) -> Hashes:
        """Return the hashes of what the store holds now."""
        head = ledger.head(con)
        by: dict[str, Json] = {
            "rules": rules,
            "duckdb": duckdb.__version__,
        }
        if self._hashes is None or head != self._head or by != self._rules:
            self._head, self._rules = head, by
            self._hashes = Hashes.read(con, searched.findable)
            self._forget()
        return self._hashes

    def _loaded(self, con: duckdb.DuckDBPyConnection, searched: Searched) -> Sheet | None:
        """Return the sheet where the file fits, read again where another process wrote it."""
        sheet = self._file.read()
        known = self._sheet
        if sheet is None:
            self._forget()
        elif known is None or known != sheet:
            self._forget()
            seen = self._fitting(con, sheet, searched)
            if seen is not None:
                try:
                    with self._file.opened() as file:
                        self._blocks = list(blocks_in(file, sheet.size))
                    self._sheet, self._seen = sheet, seen
                except (OSError, ValueError):  # it was taken away
                    self._forget()
        return self._sheet

    def _fitting(
        self, con: duckdb.DuckDBPyConnection, sheet: Sheet, searched: Searched
    ) -> Mask | None:
        """Return which rows all findings were held against; None where they do not fit."""
        match dict(sheet.facts):
            case {"rows": int(rows), "vectors": int(crc32), "seen": str(seen)} as facts if (
                self._is_of(con, sheet)
                and facts["counted"] == searched.counted
                and 0 <= rows <= len(searched.findable)
                and searched.crc32(rows) == crc32
            ):
                return _unpacked(seen, rows)
        return None

    def _is_of(self, con: duckdb.DuckDBPyConnection, sheet: Sheet) -> bool:
        """Tell whether a file was made of this store, and by the rules in force."""
        match dict(sheet.facts):
            case {"by": dict(by), "number": int(number), "sha256": str(sha256)}:
                return by == self._rules and ledger.has(con, Head(number, sha256))
        return False

    def _newcomers(self, searched: Searched) -> Rows:
        """Return the rows that may be found and that findings were not held against."""
        return np.flatnonzero(searched.findable & ~self._padded(len(searched.findable)))

    def _padded(self, rows: int) -> Mask:
        return np.concatenate([self._seen, np.zeros(rows - len(self._seen), dtype=np.bool_)])

    def _of_rows(self, rows: Sequence[int], hashes: Hashes) -> Iterator[Finding]:
        """Yield the findings of some rows, in the order in which they lie in the file."""
        blocks = self._blocks
        block_of, place_of = self._places(hashes)
        current = [block.is_current(hashes).tolist() for block in blocks]
        asked = np.asarray(rows, dtype=np.intp)
        asked = asked[np.lexsort((place_of[asked], block_of[asked]))]
        asked = asked[block_of[asked] >= 0]
        numbers, places = block_of[asked].tolist(), place_of[asked].tolist()
        read, group = (-1, -1), b""
        with self._file.opened() as file:
            for row, number, place in zip(asked.tolist(), numbers, places, strict=True):
                block = blocks[number]
                if read != (number, place // TOGETHER):
                    read = (number, place // TOGETHER)
                    try:
                        group = block.group(file, place // TOGETHER)
                    except zlib.error:  # another's file is there, where nothing can be locked
                        return
                content = block.content(group, place)
                weakest = float(block.weakest[place])
                yield Finding(row, block.past(place), content, weakest, current[number][place])

    def _places(self, hashes: Hashes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return in which block, and where in it, the finding of each row is; -1 for none."""
        block_of = np.full(hashes.rows, -1, dtype=np.int32)
        place_of = np.zeros(hashes.rows, dtype=np.int32)
        for number, block in enumerate(self._blocks):
            counting = np.flatnonzero(block.counts(hashes))
            block_of[block.rows[counting]] = number
            place_of[block.rows[counting]] = counting
            block_of[block.rows[block.is_over]] = -1
        return block_of, place_of

    def _append(self, found: Sequence[Finding], hashes: Hashes, searched: Searched) -> None:
        rows = len(searched.findable)
        said: dict[str, Json] = {
            "by": self._rules,
            "counted": searched.counted,
            "rows": rows,
            "vectors": searched.crc32(rows),
            "seen": _packed(self._padded(rows)),
            "number": self._head.number,
            "sha256": self._head.sha256,
        }
        start = self._sheet.size if self._sheet else 0
        block, data = Block.of(found, hashes, start=start)
        if self._sheet is None:
            self._sheet, self._blocks = self._file.replace(memoryview(data), said), []
        else:
            self._sheet = self._file.append(self._sheet, memoryview(data), said)
        self._blocks.append(block)

    def _is_worn(self, hashes: Hashes) -> bool:
        """Tell whether the file holds much that counts no more, or many blocks."""
        counting = int(np.count_nonzero(self._places(hashes)[0] >= 0))
        over = sum(len(block.rows) for block in self._blocks) - counting
        return len(self._blocks) > BLOCKS or over > max(DEAD, counting)

    def _make_anew(self, hashes: Hashes, searched: Searched) -> None:
        """Write what is current into another file, which takes this one's place."""
        rows = np.flatnonzero(self._places(hashes)[0] >= 0).tolist()
        current = (one for one in self._of_rows(rows, hashes) if one.current)
        held, seen = list(islice(current, MOVED)), self._seen
        self._forget()
        self._seen = seen
        while held:
            self._append(held, hashes, searched)
            held = list(islice(current, MOVED))


def _weakest(blocks: Iterable[Block], rows: int) -> NDArray[np.float32]:
    """Return what a newcomer has to reach for any finding of a row that counts, or may again.

    Infinite where there is none.
    """
    found = np.full(rows, np.inf, dtype=np.float32)
    for block in blocks:
        found[block.rows] = np.minimum(found[block.rows], block.weakest)
        found[block.rows[block.is_over]] = np.inf
    return found


def _packed(mask: Mask) -> str:
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes())).decode("ascii")


def _unpacked(packed: str, rows: int) -> Mask | None:
    """Read what `_packed` wrote; None where it is something else."""
    try:
        bits = np.frombuffer(zlib.decompress(base64.b64decode(packed)), dtype=np.uint8)
        return np.unpackbits(bits, count=rows).astype(np.bool_)
    except (ValueError, zlib.error):
        return None
