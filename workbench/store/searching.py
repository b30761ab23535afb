"""A search in an open DuckDB file: rows found in the index, what they stand for in the tables."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from workbench.model import Claim, Head, PastClaim, Status
from workbench.store import ledger, queries, words
from workbench.store.index import Index
from workbench.store.kept import DuckKept
from workbench.store.rows import claim_of, fetched, storable
from workbench.store.search_protocol import Mask, Rows, Vectors

NEIGHBOURS: Final = 1_000
"""Rows whose terms are read together, where those of one are asked for."""


class DuckSearching:
    """What `search_protocol.Searching` asks for, while the file is open."""

    def __init__(self, con: duckdb.DuckDBPyConnection, index: Index) -> None:
        self._con = con
        self._index = index
        self._weighing = words.Weighing(index.words)
        self._numbers: dict[str, int | None] = {}
        self._neighbours: dict[int, Mapping[int, Mapping[int, int]]] = {}

    @property
    def matrix(self) -> Vectors:
        """The vectors that one model made: row n is claim n's, of zeros where it made none."""
        return self._index.matrix

    @property
    def unencoded(self) -> int:
        """How many claims and past claims that model has made no vector for."""
        return self._index.unencoded

    def rows_of_articles(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return, for each article, the rows of its claims by their ids."""
        asked = [storable(id_) for id_ in ids]
        found = self._con.execute(
            """
            select article_rows.id, searchable.claim_id, searchable.number
            from searchable
            join article_rows
              on article_rows.entry = searchable.entry
            where article_rows.id in (select unnest(?::text[]))
            union all
            select claim_rows.article_id, searchable.claim_id, searchable.number
            from searchable
            join claim_rows
              on claim_rows.id = searchable.claim_id
            where claim_rows.made_by is not null
              and claim_rows.article_id in (select unnest(?::text[]))
            """,
            [asked, asked],
        ).fetchall()
        rows: dict[str, dict[str, int]] = {id_: {} for id_ in ids}
        for article_id, claim_id, number in found:
            rows[article_id][claim_id] = number
        return rows

    def rows_of(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the newest row of each claim and past claim, by its id."""
        found = self._con.execute(
            """
            select claim_id, max(number)
            from searchable
            where claim_id in (select unnest(?::text[]))
            group by claim_id
            """,
            [[storable(id_) for id_ in ids]],
        ).fetchall()
        return dict(found)

    @property
    def head(self) -> Head:
        """The ledger's, while the store is open."""
        return ledger.head(self._con)

    def kept(self, rules: str) -> DuckKept:
        """Return what is kept beside the store of what was worked out by such rules."""
        return DuckKept(self._index, self._index.searched(self._con, rules))

    def fitting(
        self,
        statuses: Collection[Status] | None = None,
        *,
        since: dt.date | None = None,
        imported: bool | None = None,
        seen_by: str | None = None,
    ) -> Mask | None:
        """Return what may be found: what stands so, is that day’s or later, and is from there."""
        if statuses is None and since is None and imported is None:
            return self._index.in_force
        asked = None if statuses is None else [status.value for status in statuses]
        found = self._con.execute(
            """
            with dated as (
              select id, coalesce(verdict, 'unreviewed') as status, date, true as imported
              from past_claims
              union all
              select
                claims.id,
                coalesce(statuses.status, 'unreviewed') as status,
                articles.published as date,
                false as imported
              from claims
              join articles
                on articles.id = claims.article_id
              left join statuses_seen_by(?) as statuses
                on statuses.claim_id = claims.id
            )
            select searchable.number
            from searchable
            join dated
              on dated.id = searchable.claim_id
            where (?::text[] is null or dated.status in (select unnest(?::text[])))
              and (?::date is null or dated.date >= ?)
              and (?::boolean is null or dated.imported = ?)
            """,
            [seen_by, asked, asked, since, since, imported, imported],
        ).fetchnumpy()
        mask = np.zeros(len(self._index.words.lengths), dtype=np.bool_)
        mask[np.asarray(found["number"], dtype=np.intp)] = True
        if self._index.in_force is not None:
            mask &= self._index.in_force
        return mask

    def look_up(self, terms: Iterable[str]) -> None:
        """Read at once what `bm25` needs of the terms of several questions."""
        asked = {storable(term) for term in terms} - self._numbers.keys()
        if asked:
            found = words.numbers_of(self._con, asked)
            self._numbers |= {term: found.get(term) for term in asked}

    def bm25(self, terms: Iterable[str], rows: Rows | None = None) -> NDArray[np.float64]:
        """Return the BM25 of every row, or of some in rising order, where terms are asked for."""
        asked = {storable(term) for term in terms}
        self.look_up(asked)
        known = sorted(n for term in asked if (n := self._numbers[term]) is not None)
        return self._weighing.scores(known, rows)

    def bm25_of(self, row: int, rows: Rows) -> NDArray[np.float64]:
        """Return the BM25 of a row where others, in rising order, ask for it."""
        first = row - row % NEIGHBOURS
        if first not in self._neighbours:
            self._neighbours = {first: words.by_claim(self._con, first, first + NEIGHBOURS)}
        return self._weighing.where_asked(row, self._neighbours[first][row], rows)

    def ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of claims and past claims."""
        found = self._con.execute(
            """
            select number, claim_id
            from searchable
            where number in (select unnest(?::bigint[]))
            """,
            [list(rows)],
        ).fetchall()
        by_row = dict(found)
        return tuple(by_row[row] for row in rows)

    def claims(self, rows: Sequence[int]) -> tuple[Claim, ...]:
        """Return claims of articles, in the order of the rows."""
        found = fetched(
            self._con,
            """
            select searchable.number as row, claim_rows.*
            from searchable
            join claim_rows
              on claim_rows.id = searchable.claim_id
            where searchable.number in (select unnest(?::bigint[]))
            """,
            [list(rows)],
        )
        by_row = {row["row"]: claim_of(row) for row in found}
        return tuple(by_row[row] for row in rows)

    def past_claims(self, rows: Sequence[int]) -> tuple[PastClaim, ...]:
        """Return past claims, and claims of articles as such, as `Store.past_claims` does."""
        return queries.past_claims(self._con, self.ids(rows))
