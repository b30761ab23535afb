"""What was worked out from the past claims that a search found, kept in a file beside the store.

All of it is dropped where a search might answer otherwise: a claim came in or went out of force,
vectors came, or it is made by other rules. A finding is dropped where a past claim that it rests on
says something else now (its words, who says them, when), and is no longer current where what stands
beside the words changed: a verdict, a title, where it was published. Both are told by hashes of
what the store holds of each past claim, worked out at each new head of the ledger.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
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
from workbench.store.protocol import Finding

BLOCKS: Final = 1_000
DEAD: Final = 2_000
"""With more blocks, or with more findings that count no more, and more than do, the file is made
anew."""
MOVED: Final = 4_000
"""Findings that are held at once while it is."""


class Findings:
    """The findings made with one model: those that fit the store, as long as they do."""

    def __init__(self, folder: Path, model: str) -> None:
        name = hashlib.sha256(model.encode()).hexdigest()[:16]
        self._file = DerivedFile(folder, f"findings-{name}")
        self._facts: dict[str, Json] = {}
        self._head = Head(0, "")
        self._hashes: Hashes | None = None
        self._forget()

    def read(
        self, con: duckdb.DuckDBPyConnection, facts: Mapping[str, Json], rows: Sequence[int]
    ) -> dict[int, Finding]:
        """Return the findings of some rows that count still.

        `facts` are what all depend on: the index that was searched, and how they are made.
        """
        hashes = self._follow(con, facts)
        with self._file.locked():
            if self._loaded(con) is None:
                return {}
            try:
                return {one.row: one for one in self._of_rows(rows, hashes)}
            except OSError:  # it was taken away
                return {}

    def keep(
        self, con: duckdb.DuckDBPyConnection, facts: Mapping[str, Json], found: Sequence[Finding]
    ) -> None:
        """Keep findings made of what the store holds now; nothing, where there is no room."""
        hashes = self._follow(con, facts)
        with self._file.locked() as writable:
            if not writable or not found:
                return
            try:
                if self._loaded(con) is not None and self._is_worn(hashes):
                    self._make_anew(hashes)
                self._append(found, hashes)
            except OSError:  # a full disk
                self._forget()

    def _forget(self) -> None:
        self._sheet: Sheet | None = None
        self._blocks: list[Block] = []

    def _follow(self, con: duckdb.DuckDBPyConnection, facts: Mapping[str, Json]) -> Hashes:
        """Return the hashes of what the store holds now."""
        head = ledger.head(con)
        if self._hashes is None or head != self._head or facts != self._facts:
            self._head, self._facts = head, dict(facts)
            self._hashes = Hashes.read(con)
            self._forget()
        return self._hashes

    def _loaded(self, con: duckdb.DuckDBPyConnection) -> Sheet | None:
        """Return the sheet where the file fits, read again where another process wrote it."""
        sheet = self._file.read()
        known = self._sheet
        if sheet is None:
            self._forget()
        elif known is None or (known.size, known.crc32) != (sheet.size, sheet.crc32):
            self._forget()
            if self._fits(con, sheet):
                try:
                    with self._file.opened() as file:
                        self._blocks = list(blocks_in(file, sheet.size))
                    self._sheet = sheet
                except (OSError, ValueError):  # it was taken away
                    self._forget()
        return self._sheet

    def _fits(self, con: duckdb.DuckDBPyConnection, sheet: Sheet) -> bool:
        kept = dict(sheet.facts)
        match kept.pop("number", None), kept.pop("sha256", None):
            case int(number), str(sha256):
                return kept == self._facts and ledger.has(con, Head(number, sha256))
        return False

    def _of_rows(self, rows: Sequence[int], hashes: Hashes) -> Iterator[Finding]:
        blocks = self._blocks
        block_of, place_of = self._places(hashes)
        current = [block.is_current(hashes).tolist() for block in blocks]
        numbers, places = block_of[list(rows)].tolist(), place_of[list(rows)].tolist()
        read, group = (-1, -1), b""
        with self._file.opened() as file:
            for row, number, place in zip(rows, numbers, places, strict=True):
                if number < 0:
                    continue
                block = blocks[number]
                if read != (number, place // TOGETHER):
                    read = (number, place // TOGETHER)
                    try:
                        group = block.group(file, place // TOGETHER)
                    except zlib.error:  # another's file is there, where nothing can be locked
                        return
                content = block.content(group, place)
                yield Finding(row, block.past(place), content, current[number][place])

    def _places(self, hashes: Hashes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return in which block, and where in it, the finding of each row is; -1 for none."""
        block_of = np.full(hashes.rows, -1, dtype=np.int32)
        place_of = np.zeros(hashes.rows, dtype=np.int32)
        for number, block in enumerate(self._blocks):
            counting = np.flatnonzero(block.counts(hashes))
            block_of[block.rows[counting]] = number
            place_of[block.rows[counting]] = counting
        return block_of, place_of

    def _append(self, found: Sequence[Finding], hashes: Hashes) -> None:
        said = {**self._facts, "number": self._head.number, "sha256": self._head.sha256}
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

    def _make_anew(self, hashes: Hashes) -> None:
        """Write what is current into another file, which takes this one's place."""
        rows = np.flatnonzero(self._places(hashes)[0] >= 0).tolist()
        current = (one for one in self._of_rows(rows, hashes) if one.current)
        held = list(islice(current, MOVED))
        self._forget()
        while held:
            self._append(held, hashes)
            held = list(islice(current, MOVED))
