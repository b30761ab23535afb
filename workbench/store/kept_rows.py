"""A file of contents by rows, each of which counts as long as what it rests on is told as it was.

What rows are told as is a hash for each, which who keeps contents gives: shape (rows,).
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.model import Json
from workbench.store.derived import DerivedFile, Sheet
from workbench.store.finding_blocks import Block, blocks_in
from workbench.store.row_hashes import Hashed
from workbench.store.search_protocol import Finding, Rows

BLOCKS: Final = 1_000
DEAD: Final = 2_000
"""With more blocks, or with more contents that count no more, and more than do, the file is made
anew."""
MOVED: Final = 4_000
"""Contents that are held at once while it is."""


class KeptRows:
    """The contents in one file. OSError where it is taken away, or there is no room.

    `level` is how much they are compressed, as zlib has it: what is read again and again is not.
    """

    def __init__(self, file: DerivedFile, *, level: int = 1) -> None:
        self.file = file
        self._level = level
        self.forget()

    def forget(self) -> None:
        """Start from the file again."""
        self._sheet: Sheet | None = None
        self._at: object = None
        self._blocks: list[Block] = []

    def load(self, at: object, fits: Callable[[Sheet], bool]) -> bool:
        """Tell whether there is a file that fits, read again where another process wrote it.

        `at` changes where what fitted before may fit no more.
        """
        sheet = self.file.read()
        if sheet is None or (sheet == self._sheet and at != self._at and not fits(sheet)):
            self.forget()
        elif sheet != self._sheet:
            self.forget()
            if fits(sheet):
                try:
                    with self.file.opened() as file:
                        self._blocks = list(blocks_in(file, sheet.size))
                    self._sheet = sheet
                except (OSError, ValueError):  # it was taken away
                    self.forget()
        self._at = at
        return self._sheet is not None

    def read(self, rows: Sequence[int], told: Hashed) -> Iterator[Finding]:
        """Yield what counts of some rows, in the order in which it lies in the file."""
        for row, block, place, content in self._read(rows, told):
            yield Finding(row, block.past(place), content, float(block.weakest[place]))

    def contents(self, rows: Sequence[int], told: Hashed) -> dict[int, bytes]:
        """Return the contents that count of some rows."""
        return {row: content for row, _, _, content in self._read(rows, told)}

    def _read(self, rows: Sequence[int], told: Hashed) -> Iterator[tuple[int, Block, int, bytes]]:
        blocks = self._blocks
        block_of, place_of = self._places(told)
        asked = np.asarray(rows, dtype=np.intp)
        asked = asked[np.lexsort((place_of[asked], block_of[asked]))]
        with self.file.opened() as file:
            for number in np.unique(block_of[asked[block_of[asked] >= 0]]).tolist():
                block, own = blocks[number], asked[block_of[asked] == number]
                try:
                    contents = block.read(file, place_of[own])
                    for row, (place, content) in zip(own.tolist(), contents, strict=True):
                        yield row, block, place, content
                except zlib.error:  # another's file is there, where nothing can be locked
                    return

    def counting(self, told: Hashed) -> Rows:
        """Return the rows of which something counts."""
        return np.flatnonzero(self._places(told)[0] >= 0)

    def weakest(self, rows: int) -> NDArray[np.float32]:
        """Return what a newcomer has to reach for any finding of a row that counts, or may again.

        Infinite where there is none.
        """
        found = np.full(rows, np.inf, dtype=np.float32)
        for block in self._blocks:
            found[block.rows] = np.minimum(found[block.rows], block.weakest)
            found[block.rows[block.is_over]] = np.inf
        return found

    def append(self, found: Sequence[Finding], told: Hashed, facts: Mapping[str, Json]) -> None:
        """Keep contents made of what rows are told as now, in a new file where none fits."""
        start = self._sheet.size if self._sheet else 0
        block, data = Block.of(found, told, start=start, level=self._level)
        if self._sheet is None:
            self._sheet, self._blocks = self.file.replace(memoryview(data), facts), []
        else:
            self._sheet = self.file.append(self._sheet, memoryview(data), facts)
        self._blocks.append(block)

    def tidy(self, told: Hashed, facts: Mapping[str, Json]) -> None:
        """Write what counts into another file, where this one holds much else, or many blocks."""
        rows = self.counting(told)
        over = sum(len(block.rows) for block in self._blocks) - len(rows)
        if len(self._blocks) <= BLOCKS and over <= max(DEAD, len(rows)):
            return
        counting = self.read(rows.tolist(), told)
        held = list(islice(counting, MOVED))
        self.forget()
        while held:
            self.append(held, told, facts)
            held = list(islice(counting, MOVED))

    def _places(self, told: Hashed) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return in which block, and where in it, the content of each row is; -1 for none."""
        block_of = np.full(len(told), -1, dtype=np.int32)
        place_of = np.zeros(len(told), dtype=np.int32)
        for number, block in enumerate(self._blocks):
            counting = np.flatnonzero(block.counts(told))
            block_of[block.rows[counting]] = number
            place_of[block.rows[counting]] = counting
            block_of[block.rows[block.is_over]] = -1
        return block_of, place_of
