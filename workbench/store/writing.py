"""Adding articles: their rows, what they are found by, their ledger entry: one transaction."""

import dataclasses
import hashlib
from collections.abc import Collection, Mapping, Sequence

import duckdb

from workbench.model import Entry, EntryKind, Json
from workbench.store import arriving, ledger, rows, vectors, words
from workbench.store.protocol import Encoded, NewArticle, Taken


@dataclasses.dataclass(frozen=True, slots=True)
class Searchable:
    """What claims are found by: their words and their vectors."""

    terms: Mapping[str, Mapping[str, int]]
    encoded: Encoded


def add_articles(con: duckdb.DuckDBPyConnection, news: Sequence[NewArticle]) -> tuple[Taken, ...]:
    """Keep articles with their claims and their entries; what was taken out is put back."""
    found = con.execute(
        "select id from article_rows where id in (select unnest(?::text[]))",
        [[new.article.id for new in news]],
    ).fetchall()
    known = {id_ for (id_,) in found}
    batch = _Batch(ledger.head(con).number, vectors.claim_count(con))
    taken = []
    for new in news:
        if new.article.id in known:
            undone = _undone(con, new.article.id, new.entry)
            taken.append(Taken.RESTORED if undone else Taken.KNOWN)
            batch.entries += undone
        else:
            known.add(new.article.id)
            taken.append(Taken.NEW)
            batch.take(con, new)
    batch.write(con)
    return tuple(taken)


@dataclasses.dataclass(slots=True)
class _Batch:
    """Articles on their way in: inserting a table's rows at once takes a third of the time."""

    number: int
    """Of the ledger's newest entry."""
    first: int
    """The number of the next searchable claim."""
    entries: list[Entry] = dataclasses.field(default_factory=list)
    tables: dict[str, list[rows.Row]] = dataclasses.field(default_factory=dict)
    terms: dict[int, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    shingles: dict[str, Collection[int]] = dataclasses.field(default_factory=dict)

    def take(self, con: duckdb.DuckDBPyConnection, new: NewArticle) -> None:
        """Take an article's rows in; only its vectors are kept at once."""
        article, claims = new.article, new.splitting.claims
        left_out = new.splitting.left_out
        number = self.number + len(self.entries) + 1
        terms = {claim.id: new.terms.get(claim.id, {}) for claim in claims}
        ties: dict[str, Json] = {
            "article": article.id,
            "claim_count": len(claims),
            "left_out_count": len(left_out),
            "content_sha256": ledger.sha256_of(rows.article_content(article, claims, left_out)),
            "terms_sha256": ledger.sha256_of({id_: dict(one) for id_, one in terms.items()}),
            "model": new.encoded.model,
            "vectors_sha256": vectors.keep(con, new.encoded, entry=number),
        }
        self._add("article_rows", rows.article_row(article, entry=number))
        for place, claim in enumerate(claims):
            self._add("claim_rows", rows.claim_row(claim, place=place))
            at = self.first + len(self.terms)
            row = rows.searchable_row(claim.id, claim.text, terms[claim.id], claim=at, entry=number)
            self._add("searchable", row)
            self.terms[at] = terms[claim.id]
        for place, item in enumerate(left_out):
            self._add("left_out", rows.left_out_row(item, article_id=article.id, place=place))
        if new.arrival is not None:
            self._add("arrivals", rows.arrival_row(article.id, new.arrival, entry=number))
            ties["original"] = rows.arrival_content(new.arrival)
        for place, piece in enumerate(new.furniture):
            self._add("furniture", rows.furniture_row(piece, article_id=article.id, place=place))
        ties |= rows.furniture_ties(new.furniture)
        self.shingles[article.id] = new.shingles
        entry = dataclasses.replace(new.entry, body={**new.entry.body, **ties})
        self.entries += (entry, *new.relations)

    def write(self, con: duckdb.DuckDBPyConnection) -> None:
        """Insert what was taken in, then its entries."""
        for table, incoming in self.tables.items():
            sql = "insert into " + table + " by name select * from incoming"  # noqa: S608 - our names
            insert(con, sql, incoming)
        words.keep(con, self.terms)
        arriving.keep_shingles(con, self.shingles)
        ledger.append(con, self.entries)

    def _add(self, table: str, row: rows.Row) -> None:
        self.tables.setdefault(table, []).append(row)


def _undone(con: duckdb.DuckDBPyConnection, article_id: str, entry: Entry) -> list[Entry]:
    """Return what undoes the removals of an article; ids that follow from the entry's."""
    removals = con.execute(
        "select entry_id from removed_articles where article_id = ? order by entry_id", [article_id]
    ).fetchall()
    return [
        dataclasses.replace(
            entry,
            id=hashlib.sha256(f"{entry.id} {number}".encode()).hexdigest()[:32],
            kind=EntryKind.UNDONE,
            body={"entry": removal},
        )
        for number, (removal,) in enumerate(removals)
    ]


def keep_searchable(
    con: duckdb.DuckDBPyConnection, texts: Mapping[str, str], searchable: Searchable, number: int
) -> dict[str, Json]:
    """Number claims, given with their texts by id, and keep their words and vectors.

    Returns the hashes that tie words and vectors to the entry of that number.
    """
    terms = keep_words(con, texts, searchable.terms, number)
    as_json: dict[str, Json] = {id_: dict(counts) for id_, counts in terms.items()}
    return {
        "terms_sha256": ledger.sha256_of(as_json),
        "model": searchable.encoded.model,
        "vectors_sha256": vectors.keep(con, searchable.encoded, entry=number),
    }


def keep_words(
    con: duckdb.DuckDBPyConnection,
    texts: Mapping[str, str],
    terms: Mapping[str, Mapping[str, int]],
    number: int,
) -> dict[str, Mapping[str, int]]:
    """Number claims, given with their texts by id, and keep their words, which are returned."""
    kept = {id_: terms.get(id_, {}) for id_ in texts}
    first = vectors.claim_count(con)
    insert(
        con,
        "insert into searchable by name select * from incoming",
        [
            rows.searchable_row(id_, text, kept[id_], claim=claim, entry=number)
            for claim, (id_, text) in enumerate(texts.items(), first)
        ],
    )
    words.keep(con, dict(enumerate(kept.values(), first)))
    return kept


def add_vectors(con: duckdb.DuckDBPyConnection, encoded: Encoded, entry: Entry) -> None:
    """Keep the vectors of texts that have none of their model, with their entry."""
    number = ledger.head(con).number + 1
    ties: dict[str, Json] = {
        "model": encoded.model,
        "vectors_sha256": vectors.keep(con, encoded, entry=number),
    }
    ledger.append(con, [dataclasses.replace(entry, body={**entry.body, **ties})])


def insert(con: duckdb.DuckDBPyConnection, sql: str, incoming: Sequence[rows.Row]) -> None:
    """Insert rows that `sql` reads from `incoming`; `executemany` is 50–200 times slower."""
    import pyarrow as pa  # ~0.15 s, and reading commands do not need it

    if not incoming:
        return
    con.register("incoming", pa.Table.from_pylist(incoming))
    con.execute(sql)
    con.unregister("incoming")
