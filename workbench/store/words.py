"""Ranking by words: BM25 over the terms of claims and past claims.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with
k1 = 1.2 and b = 0.75; the inverse document frequency has 1 added inside the logarithm, as in
Lucene, so that a word in most claims counts little, never against. How often a term stands in
claims, and how long they are, is counted over the first 4ⁿ of them, the most there are: what two
claims have in common weighs the same until there are four times as many. Counting over a quarter of
them ranks as well (`benchmarks/matching.py`).

The store keeps the terms row by row; the ranking reads them sorted by term, claims that came since
the sorting in a second, short list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import duckdb
import numpy as np
from numpy.typing import NDArray

from workbench.store.rows import storable

K1 = 1.2
B = 0.75
HELD = 2_000_000
"""Occurrences of terms whose weights are held at once (12 bytes each)."""
SOME = 20
"""Where one in so many claims is asked for, or more of them, all are weighed."""

Rows: TypeAlias = NDArray[np.integer]
"""Numbers of claims."""
Added: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Postings:
    """In which claims each term stands, and how often: those of one run of claims, by term."""

    ends: NDArray[np.int64]
    """Term t has the postings `[ends[t], ends[t + 1])`; terms beyond it have none."""
    claims: NDArray[np.int32]
    """Rising, for each term."""
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, occurrences: Sequence[NDArray[np.int32]]) -> "Postings":
        """Sort occurrences, given as columns of terms, claims and counts."""
        terms, claims, counts = occurrences
        order = np.lexsort((claims, terms))
        known = int(terms.max()) + 1 if len(terms) else 0
        ends = np.zeros(known + 1, dtype=np.int64)
        np.cumsum(np.bincount(terms, minlength=known), out=ends[1:])
        return cls(ends, claims[order], counts[order])

    def with_term(self, term: int) -> slice:
        """Return where the postings of a term are."""
        if term + 1 >= len(self.ends):
            return slice(0, 0)
        return slice(int(self.ends[term]), int(self.ends[term + 1]))


@dataclass(frozen=True, slots=True)
class WordTable:
    """The terms of all searchable claims."""

    lengths: NDArray[np.int32]
    """How many terms each claim has, repetitions included."""
    runs: tuple[Postings, ...]


def counted(claims: int) -> int:
    """Return over how many of the first claims words are counted, where there are so many."""
    return 4 ** ((claims.bit_length() - 1) // 2) if claims else 0


class Weighing:
    """The BM25 of claims for one question after another; what a term adds is worked out once."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self._counted = counted(len(table.lengths))
        self._mean = float(table.lengths[: self._counted].mean() if self._counted else 0) or 1.0
        self._weights: dict[int, float] = {}
        self._added: dict[int, list[tuple[Rows, Added]]] = {}
        self._held = 0

    def scores(self, terms: Sequence[int], rows: Rows | None = None) -> Added:
        """Return the BM25 of every claim, or of some, in rising order: shape (claims,)."""
        if rows is None:
            return self._of_all(terms)
        if len(rows) * SOME > len(self._table.lengths):
            return self._of_all(terms)[rows]
        found = np.zeros(len(rows))
        asked = rows.astype(np.int32)  # else each comparison makes the postings longer numbers
        for term in terms:
            for run, place in self._places(term):
                ours, theirs = _in_both(asked, run.claims[place])
                found[ours] += self._adds(term, run, theirs + place.start)
        return found

    def where_asked(self, claim: int, terms: Mapping[int, int], rows: Rows) -> Added:
        """Return the BM25 of one claim where each of some, in rising order, asks for it.

        `terms` are the claim's, with their counts.
        """
        found = np.zeros(len(rows))
        asking = rows.astype(np.int32)
        (norm,) = self._norms(np.array([claim]))
        for term, count in sorted(terms.items()):
            added = self._weight(term) * count / (count + norm)
            for run, place in self._places(term):
                found[_in_both(asking, run.claims[place])[0]] += added
        return found

    def _of_all(self, terms: Iterable[int]) -> Added:
        found = np.zeros(len(self._table.lengths))
        for term in terms:
            for rows, added in self._of_term(term):
                found[rows] += added
        return found

    def _of_term(self, term: int) -> list[tuple[Rows, Added]]:
        """Return which claims hold a term, run by run, and what it adds to the score of each."""
        if term not in self._added:
            if self._held > HELD:
                self._added.clear()
                self._held = 0
            found = self._added[term] = [
                (run.claims[place], self._adds(term, run, np.arange(place.start, place.stop)))
                for run, place in self._places(term)
            ]
            self._held += sum(len(rows) for rows, _ in found)
        return self._added[term]

    def _places(self, term: int) -> Iterator[tuple[Postings, slice]]:
        return ((run, run.with_term(term)) for run in self._table.runs)

    def _adds(self, term: int, run: Postings, postings: Rows) -> Added:
        """Return what a term adds to the scores of the claims of some postings."""
        rows, counts = run.claims[postings], run.counts[postings]
        added: Added = self._weight(term) * counts / (counts + self._norms(rows))
        return added

    def _norms(self, rows: Rows) -> Added:
        """Return what the lengths of claims come to."""
        lengths = self._table.lengths[rows].astype(np.float64)
        norms: Added = K1 * (1 - B + B * lengths / self._mean)
        return norms

    def _weight(self, term: int) -> float:
        """Return the inverse document frequency of a term, times k1 + 1."""
        if term not in self._weights:
            holding = sum(
                int(np.searchsorted(run.claims[place], self._counted))
                for run, place in self._places(term)
            )
            rare = (self._counted - holding + 0.5) / (holding + 0.5)
            self._weights[term] = float(np.log(1 + rare)) * (K1 + 1)
        return self._weights[term]


def _in_both(some: NDArray[np.int32], others: NDArray[np.int32]) -> tuple[Rows, Rows]:
    """Return where the numbers that are in both stand in each; both are rising."""
    if len(some) > len(others):
        theirs, ours = _in_both(others, some)
        return ours, theirs
    at = np.minimum(np.searchsorted(others, some), max(len(others) - 1, 0))
    ours = np.flatnonzero(others[at] == some) if len(others) else at[:0]
    return ours, at[ours]


def keep(con: duckdb.DuckDBPyConnection, terms: Mapping[int, Mapping[str, int]]) -> None:
    """Keep the words of claims, given as claim number → term → count."""
    import pyarrow as pa  # ~0.15 s, and reading commands do not need it

    postings = [
        (term, number, count) for number, counts in terms.items() for term, count in counts.items()
    ]
    if not postings:
        return
    words, numbers, counts = zip(*postings, strict=True)
    con.register("incoming", pa.table({"term": words, "claim": numbers, "count": counts}))
    con.execute(
        """
        insert into terms (number, term)
        select
          (select coalesce(max(number), -1) from terms) + row_number() over (order by term),
          term
        from (
          select distinct term
          from incoming
          where term not in (select term from terms)
        ) as new
        """
    )
    con.execute(
        """
        insert into occurrences (term, claim, count)
        select terms.number, incoming.claim, incoming.count
        from incoming
        join terms
          on terms.term = incoming.term
        order by incoming.claim, terms.number
        """
    )
    con.unregister("incoming")


def numbers_of(con: duckdb.DuckDBPyConnection, terms: Iterable[str]) -> dict[str, int]:
    """Return the numbers of the terms that are known."""
    known = con.execute(
        "select term, number from terms where term in (select unnest(?::text[]))",
        [sorted({storable(term) for term in terms})],
    ).fetchall()
    return dict(known)


def occurrences(
    con: duckdb.DuckDBPyConnection, first: int, end: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return terms, claims and counts of the claims `[first, end)`, in no order of terms."""
    columns = con.execute(
        """
        select term, claim, count
        from occurrences
        where claim >= ?
          and claim < ?
        """,
        [first, end],
    ).fetchnumpy()
    return tuple(np.asarray(columns[name], np.int32) for name in ("term", "claim", "count"))  # type: ignore[return-value]  # three names


def by_claim(con: duckdb.DuckDBPyConnection, first: int, end: int) -> dict[int, dict[int, int]]:
    """Return the terms of each of the claims `[first, end)`, with their counts."""
    found: dict[int, dict[int, int]] = {claim: {} for claim in range(first, end)}
    for term, claim, count in zip(
        *map(np.ndarray.tolist, occurrences(con, first, end)), strict=True
    ):
        found[claim][term] = count
    return found


def lengths(con: duckdb.DuckDBPyConnection, first: int, end: int) -> NDArray[np.int32]:
    """Return how many terms each of the claims `[first, end)` has."""
    columns = con.execute(
        """
        select number, length
        from searchable
        where number >= ?
          and number < ?
        """,
        [first, end],
    ).fetchnumpy()
    found = np.zeros(end - first, dtype=np.int32)
    found[np.asarray(columns["number"]) - first] = np.asarray(columns["length"])
    return found
