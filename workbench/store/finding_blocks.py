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

import duckdb
import numpy as np
from numpy.typing import NDArray

from workbench.store.search_protocol import Finding, Mask

_HEADER: Final = struct.Struct("<2q")
TOGETHER: Final = 64
"""Findings that are compressed together."""

Numbers: TypeAlias = NDArray[np.int32]
Hashed: TypeAlias = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Hashes:
    """What the store holds now of each claim and past claim: shape (rows,), 0 where nothing.

    Nothing is held of what may not be found.
    """

    said: Hashed
    """Of what differences are told by: words, figures, speaker, manner (of another store's the
    entry that it came in by, which says so), and the day that dates in the words are counted from.
    """
    shown: Hashed
    """Of that, and of all else that a report shows of it."""

    @classmethod
    def read(cls, con: duckdb.DuckDBPyConnection, findable: Mask) -> Self:
        """Work them out, for all (0.15 s for 100,000)."""
        found = con.execute(
            """
            with past as (
              select
                past_claim_versions.id,
                hash(
                  text, speaker, figures, case when origin is not null then entry end
                ) as said,
                hash(
                  title, verdict, rating, date, publisher, address, article_id, reason, analyst,
                  origin
                ) as shown
              from past_claim_versions
              anti join superseded
                on superseded.past_id = past_claim_versions.id
                and superseded.entry = past_claim_versions.entry
              union all
              select
                claim_rows.id,
                hash(
                  claim_rows.text, claim_rows.speaker, claim_rows.figures, claim_rows.manner,
                  known_articles.published
                ) as said,
                hash(
                  known_articles.title, known_articles.publisher, known_articles.url,
                  claim_rows.article_id, current_decisions.verdict, current_decisions.reason,
                  current_decisions.at_utc::date, current_decisions.analyst
                ) as shown
              from claim_rows
              join known_articles
                on known_articles.id = claim_rows.article_id
              left join current_decisions
                on current_decisions.claim_id = claim_rows.id
            )
            select
              searchable.number,
              past.said,
              past.shown
            from searchable
            join past
              on past.id = searchable.claim_id
            """
        ).fetchnumpy()
        numbers = np.asarray(found["number"], dtype=np.intp)
        said, shown = np.zeros((2, len(findable)), dtype=np.uint64)
        said[numbers] = np.asarray(found["said"])
        shown[numbers] = np.asarray(found["shown"])
        said[~findable] = 0
        return cls(said, said * np.uint64(31) + shown)  # wraps around


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
    def of(cls, found: Sequence[Finding], told: Hashed, *, start: int) -> tuple[Self, bytes]:
        """Return a block of findings made of what rows are told as now, and its bytes.

        `start` is where it will lie in the file.
        """
        contents = [one.content for one in found]
        packed = [
            zlib.compress(b"".join(contents[first : first + TOGETHER]), 1)
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

    def group(self, file: int, number: int) -> bytes:
        """Read a group of findings; zlib.error where it is no such group."""
        start, end = self.groups[number : number + 2].tolist()
        return zlib.decompress(os.pread(file, end - start, start))

    def content(self, group: bytes, place: int) -> bytes:
        """Return a finding of the group that it is in."""
        start, end = self.contents[place : place + 2].tolist()
        before = int(self.contents[place - place % TOGETHER])
        return group[start - before : end - before]


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
