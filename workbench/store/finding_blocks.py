"""Findings as they lie in their file: blocks, one behind the other, each with its own list.

A block is two numbers (how many findings, and how many rows they rest on together), then what is
known of the findings in columns, little-endian, then the findings themselves, so many compressed
together: each by itself would take twice the room and the time. One without content says that what
was found for the row before is no more.
"""

import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.store.row_hashes import Hashed
from workbench.store.search_protocol import Finding

_HEADER: Final = struct.Struct("<2q")
TOGETHER: Final = 64
"""Findings that are compressed together."""

Numbers: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Block:
    """What is known of the findings of a block."""

    rows: Numbers
    """Of which claim each is: shape (findings,)."""
    ends: NDArray[np.int64]
    """The rows that finding n rests on are `[ends[n], ends[n + 1])` of `rests_on`."""
    rests_on: Numbers
    weakest: NDArray[np.float32]
    """What is ranked so, or higher, would be found as well: shape (findings,)."""
    contents: NDArray[np.int64]
    """Finding n is the bytes `[contents[n], contents[n + 1])` of all findings."""
    groups: NDArray[np.int64]
    """Where each group of findings begins in the file, compressed, and where the last one ends."""
    told: Hashed
    """Of the rows that it rests on together, as they were: shape (findings,)."""

    @classmethod
    def of(
        cls, found: Sequence[Finding], told: Hashed, *, start: int, level: int
    ) -> tuple[Self, bytes]:
        """Return a block of findings made of what rows are told as now, and its bytes.

        `start` is where it will lie in the file, `level` how much it is compressed.
        """
        contents = [one.content for one in found]
        packed = [
            zlib.compress(b"".join(contents[first : first + TOGETHER]), level)
            for first in range(0, len(found), TOGETHER)
        ]
        rests_on = np.asarray([row for one in found for row in one.past], dtype="<i4")
        weakest = np.asarray([one.weakest for one in found], dtype="<f4")
        rows, counts, sizes, packed_sizes = (
            np.asarray(values, dtype="<i4")
            for values in (
                [one.row for one in found],
                [len(one.past) for one in found],
                list(map(len, contents)),
                list(map(len, packed)),
            )
        )
        ends = _ends(counts)
        together = _together(told, rests_on, ends)
        columns = (rows, counts, sizes, weakest, together, packed_sizes, rests_on)
        head = _HEADER.pack(len(rows), len(rests_on)) + b"".join(map(np.ndarray.tobytes, columns))
        groups = _ends(packed_sizes) + start + len(head)
        block = cls(rows, ends, rests_on, weakest, _ends(sizes), groups, together)
        return block, b"".join((head, *packed))

    def counts(self, told: Hashed) -> NDArray[np.bool_]:
        """Tell which findings rest on what is told as it was: shape (findings,)."""
        as_it_was: NDArray[np.bool_] = self.told == _together(told, self.rests_on, self.ends)
        return as_it_was

    @property
    def is_over(self) -> NDArray[np.bool_]:
        """Which say that there is none any more: shape (findings,)."""
        over: NDArray[np.bool_] = np.diff(self.contents) == 0
        return over

    def past(self, place: int) -> tuple[int, ...]:
        """Return the rows that a finding rests on."""
        return tuple(self.rests_on[self.ends[place] : self.ends[place + 1]].tolist())

    def read(self, file: int, places: Numbers) -> Iterator[tuple[int, bytes]]:
        """Yield the findings at some places, in rising order; zlib.error where none are there."""
        firsts = self.contents[places - places % TOGETHER]
        bounds = (self.contents[places] - firsts, self.contents[places + 1] - firsts)
        columns = (places, places // TOGETHER, *bounds)
        read, group = -1, b""
        for place, number, start, end in zip(*(one.tolist() for one in columns), strict=True):
            if number != read:
                read, group = number, self._group(file, number)
            yield place, group[start:end]

    def _group(self, file: int, number: int) -> bytes:
        start, end = self.groups[number : number + 2].tolist()
        return zlib.decompress(os.pread(file, end - start, start))


def blocks_in(file: int, size: int) -> Iterator[Block]:
    """Yield the blocks of the first so many bytes; ValueError where there are none such."""
    start = 0
    while start < size:
        head = os.pread(file, _HEADER.size, start)
        if len(head) < _HEADER.size:
            raise ValueError(start)
        findings, resting = _HEADER.unpack(head)
        groups = -(-findings // TOGETHER)
        length = 24 * findings + 4 * groups + 4 * resting
        data = os.pread(file, length, start + _HEADER.size)
        if min(findings, resting) < 0 or len(data) < length:
            raise ValueError(start)
        rows, counts, sizes = np.frombuffer(data, "<i4", 3 * findings).reshape(3, findings)
        weakest = np.frombuffer(data, "<f4", findings, 12 * findings)
        told = np.frombuffer(data, "<u8", findings, 16 * findings)
        packed_sizes, rests_on = np.split(
            np.frombuffer(data, "<i4", offset=24 * findings), [groups]
        )
        at = _ends(packed_sizes) + start + _HEADER.size + length
        yield Block(rows, _ends(counts), rests_on, weakest, _ends(sizes), at, told)
        start = int(at[-1])


def _ends(counts: Numbers) -> NDArray[np.int64]:
    """Return the sums of the first 0, 1, 2, … counts."""
    ends = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def _together(hashes: Hashed, rests_on: Numbers, ends: NDArray[np.int64]) -> Hashed:
    """Return one hash for the rows of each finding, their order counting: shape (findings,)."""
    places = np.arange(len(rests_on)) - np.repeat(ends[:-1], np.diff(ends))
    sums = np.zeros(len(rests_on) + 1, dtype=np.uint64)
    np.cumsum(hashes[rests_on] * (2 * places.astype(np.uint64) + 1), out=sums[1:])  # wraps around
    return sums[ends[1:]] - sums[ends[:-1]]
