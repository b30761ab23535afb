"""Adding articles and past claims: their rows and their ledger entry in one transaction."""

import dataclasses
from collections.abc import Mapping, Sequence

import duckdb

from workbench.model import Article, Entry, Json, PastClaim, Splitting
from workbench.store import ledger, rows, vectors, words
from workbench.store.protocol import Encoded


@dataclasses.dataclass(frozen=True, slots=True)
class Searchable:
    """What claims are found by: their words and their vectors."""

    terms: Mapping[str, Mapping[str, int]]
    encoded: Encoded


def add_article(
    con: duckdb.DuckDBPyConnection,
    article: Article,
    splitting: Splitting,
    searchable: Searchable,
    entry: Entry,
) -> bool:
    """Keep an article with its claims and its entry; False where it is there already."""
    known = con.execute("select count(*) from articles where id = ?", [article.id]).fetchall()
    if known != [(0,)]:
        return False
    claims, left_out = splitting.claims, splitting.left_out
    number = ledger.head(con).number + 1
    ties: dict[str, Json] = {
        "article": article.id,
        "claim_count": len(claims),
        "left_out_count": len(left_out),
        "content_sha256": ledger.sha256_of(rows.article_content(article, claims, left_out)),
    }
    _insert(
        con,
        "insert into articles by name select * from incoming",
        [rows.article_row(article, entry=number)],
    )
    _insert(
        con,
        "insert into claims by name select * from incoming",
        [rows.claim_row(claim, place=place) for place, claim in enumerate(claims)],
    )
    _insert(
        con,
        "insert into left_out by name select * from incoming",
        [
            rows.left_out_row(item, article_id=article.id, place=place)
            for place, item in enumerate(left_out)
        ],
    )
    ids = [claim.id for claim in claims]
    ties |= _keep_searchable(con, ids, searchable, number)
    ledger.append(con, [dataclasses.replace(entry, body={**entry.body, **ties})])
    return True


def add_past_claims(
    con: duckdb.DuckDBPyConnection,
    past_claims: Sequence[PastClaim],
    searchable: Searchable,
    entry: Entry,
) -> int:
    """Keep the past claims whose ids are new, with their entry; return how many those were."""
    by_id: dict[str, PastClaim] = {}
    for past in past_claims:
        by_id.setdefault(past.id, past)
    known = con.execute(
        "select id from past_claims where id in (select unnest(?::text[]))", [list(by_id)]
    ).fetchall()
    for (id_,) in known:
        del by_id[id_]
    new = sorted(by_id.values(), key=lambda past: past.id)  # an order that the rows can give back
    if not new:
        return 0
    number = ledger.head(con).number + 1
    content: list[Json] = [rows.past_claim_content(past) for past in new]
    ties: dict[str, Json] = {"claim_count": len(new), "content_sha256": ledger.sha256_of(content)}
    _insert(
        con,
        "insert into past_claims by name select * from incoming",
        [rows.past_claim_row(past, entry=number) for past in new],
    )
    ties |= _keep_searchable(con, [past.id for past in new], searchable, number)
    ledger.append(con, [dataclasses.replace(entry, body={**entry.body, **ties})])
    return len(new)


def _keep_searchable(
    con: duckdb.DuckDBPyConnection, ids: Sequence[str], searchable: Searchable, number: int
) -> dict[str, Json]:
    """Keep words and vectors; return the hashes that tie them to the entry of that number."""
    terms = {id_: searchable.terms.get(id_, {}) for id_ in ids}
    words.keep(con, terms)
    as_json: dict[str, Json] = {id_: dict(counts) for id_, counts in terms.items()}
    return {
        "terms_sha256": ledger.sha256_of(as_json),
        "model": searchable.encoded.model,
        "vectors_sha256": vectors.keep(con, searchable.encoded, entry=number),
    }


def _insert(con: duckdb.DuckDBPyConnection, sql: str, incoming: Sequence[rows.Row]) -> None:
    """Insert rows that `sql` reads from `incoming`; `executemany` is 50–200 times slower."""
    import pyarrow as pa  # ~0.15 s, and reading commands do not need it

    if not incoming:
        return
    con.register("incoming", pa.Table.from_pylist(incoming))
    con.execute(sql)
    con.unregister("incoming")
