"""Adding articles: their rows, what they are found by, their ledger entry: one transaction."""

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence

import duckdb

from workbench.model import Entry, EntryKind, Json
from workbench.store import arriving, ledger, rows, vectors, words
from workbench.store.protocol import Encoded, NewArticle, Taken


@dataclasses.dataclass(frozen=True, slots=True)
class Searchable:
    """What claims are found by: their words and their vectors."""

    terms: Mapping[str, Mapping[str, int]]
    encoded: Encoded


def add_article(con: duckdb.DuckDBPyConnection, new: NewArticle) -> Taken:
    """Keep an article with its claims and its entry; one that was taken out is put back."""
    article, splitting = new.article, new.splitting
    if con.execute("select 1 from article_rows where id = ?", [article.id]).fetchall():
        return _put_back(con, article.id, new.entry)
    claims, left_out = splitting.claims, splitting.left_out
    number = ledger.head(con).number + 1
    ties: dict[str, Json] = {
        "article": article.id,
        "claim_count": len(claims),
        "left_out_count": len(left_out),
        "content_sha256": ledger.sha256_of(rows.article_content(article, claims, left_out)),
    }
    insert(
        con,
        "insert into article_rows by name select * from incoming",
        [rows.article_row(article, entry=number)],
    )
    insert(
        con,
        "insert into claim_rows by name select * from incoming",
        [rows.claim_row(claim, place=place) for place, claim in enumerate(claims)],
    )
    insert(
        con,
        "insert into left_out by name select * from incoming",
        [
            rows.left_out_row(item, article_id=article.id, place=place)
            for place, item in enumerate(left_out)
        ],
    )
    if new.arrival is not None:
        insert(
            con,
            "insert into arrivals by name select * from incoming",
            [rows.arrival_row(article.id, new.arrival, entry=number)],
        )
        ties["original"] = rows.arrival_content(new.arrival)
    arriving.keep_shingles(con, {article.id: new.shingles})
    texts = {claim.id: claim.text for claim in claims}
    ties |= keep_searchable(con, texts, Searchable(new.terms, new.encoded), number)
    entry = dataclasses.replace(new.entry, body={**new.entry.body, **ties})
    ledger.append(con, [entry, *new.relations])
    return Taken.NEW


def _put_back(con: duckdb.DuckDBPyConnection, article_id: str, entry: Entry) -> Taken:
    """Undo what took an article out, if anything did; the ids follow from the entry's."""
    removals = con.execute(
        "select entry_id from removed_articles where article_id = ? order by entry_id", [article_id]
    ).fetchall()
    for number, (removal,) in enumerate(removals):
        id_ = hashlib.sha256(f"{entry.id} {number}".encode()).hexdigest()[:32]
        undone = dataclasses.replace(entry, id=id_, kind=EntryKind.UNDONE, body={"entry": removal})
        ledger.append(con, [undone])
    return Taken.RESTORED if removals else Taken.KNOWN


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
