"""Past claims: appended, one version after another; the newest of each is in force.

How the article of another store put a claim stands in the entry that it came in by, as `manners`:
its sense depends on it, and the entry is chained, merged and carried by reports as it is.
"""

import dataclasses
from collections.abc import Sequence

import duckdb

from workbench.errors import NotFoundError
from workbench.model import Entry, Json, PastClaim, PastVersion
from workbench.store import ledger, queries, rows
from workbench.store.protocol import Kept
from workbench.store.writing import Searchable, insert, keep_searchable


def add(
    con: duckdb.DuckDBPyConnection,
    past_claims: Sequence[PastClaim],
    searchable: Searchable,
    entry: Entry,
) -> Kept:
    """Keep the past claims that are new or differ from what is kept, with their entry.

    An article's claim keeps its id to itself.
    """
    by_id: dict[str, PastClaim] = {}
    for past in past_claims:
        by_id.setdefault(past.id, past)
    before = known(con, list(by_id))
    written = sorted(  # an order that the rows can give back
        (past for past in by_id.values() if _is_news(past, before.get(past.id))),
        key=lambda past: past.id,
    )
    if not written:
        return Kept(0, 0)
    number = ledger.head(con).number + 1
    corrected = [past.id for past in written if past.id in before]
    content: list[Json] = [rows.past_claim_content(past) for past in written]
    ties: dict[str, Json] = {
        "claim_count": len(written),
        "content_sha256": ledger.sha256_of(content),
    }
    if corrected:
        ties["corrected"] = list[Json](corrected)
        _supersede(con, corrected, number)
    if manners := {past.id: past.manner.value for past in written if past.manner is not None}:
        ties["manners"] = dict[str, Json](manners)
    insert(
        con,
        "insert into past_claim_versions by name select * from incoming",
        [rows.past_claim_row(past, entry=number) for past in written],
    )
    texts = {
        past.id: past.text
        for past in written
        if past.id not in before or _reads_otherwise(past, before[past.id])
    }
    _retire(con, [id_ for id_ in texts if id_ in before], number)
    ties |= keep_searchable(con, texts, searchable, number)
    ledger.append(con, [dataclasses.replace(entry, body={**entry.body, **ties})])
    return Kept(new=len(written) - len(corrected), corrected=len(corrected))


def known(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, PastClaim]:
    """Return what is kept under such ids: past claims in force, and claims of articles.

    Of a claim of an article, only its text and its article.
    """
    found = rows.fetched(
        con,
        """
        select
          id, text, title, verdict, rating, date, publisher, address, speaker, '[]' as figures,
          article_id, reason, null as decided, analyst, origin, entry
        from past_claims
        where id in (select unnest(?::text[]))
        """,
        [list(ids)],
    )
    kept = [rows.past_claim_of(row) for row in queries.with_manners(con, found)]
    claims = con.execute(
        "select id, text, article_id from claim_rows where id in (select unnest(?::text[]))",
        [list(ids)],
    ).fetchall()
    kept += [PastClaim(id=id_, text=text, article_id=article) for id_, text, article in claims]
    return {past.id: past for past in kept}


def versions(con: duckdb.DuckDBPyConnection, prefix: str) -> tuple[PastVersion, ...]:
    """Return the versions of the past claim whose id begins so, the newest first.

    NotFoundError for none or several.
    """
    ids = con.execute(
        "select distinct id from past_claim_versions where starts_with(id, ?)",
        [rows.storable(prefix)],
    ).fetchall()
    whole = [(id_,) for (id_,) in ids if id_ == prefix]
    if len(whole or ids) != 1 or not prefix:
        several = f"The ids of {len(ids)} past claims begin" if ids else "No past claim’s id begins"
        message = f"{several} with “{prefix}”."
        raise NotFoundError(message, "`workbench search TEXT --json` prints the ids.")
    found = rows.fetched(
        con,
        """
        select
          past_claim_versions.*,
          null as decided,
          ledger.at_utc,
          ledger.analyst as importer
        from past_claim_versions
        join ledger
          on ledger.number = past_claim_versions.entry
        where past_claim_versions.id = ?
        order by past_claim_versions.entry desc
        """,
        [(whole or ids)[0][0]],
    )
    return tuple(
        PastVersion(rows.past_claim_of(row), ledger.in_utc(row["at_utc"]), row["importer"])
        for row in queries.with_manners(con, found)
    )


def _is_news(past: PastClaim, kept: PastClaim | None) -> bool:
    """Tell whether a past claim is new, or says something else than what is kept."""
    return kept is None or (kept.article_id is None and past.differs_from(kept))


def _reads_otherwise(past: PastClaim, kept: PastClaim) -> bool:
    return (past.text, past.title) != (kept.text, kept.title)


def _supersede(con: duckdb.DuckDBPyConnection, ids: Sequence[str], entry: int) -> None:
    con.execute(
        """
        insert into superseded (past_id, entry, by_entry)
        select id, entry, ?
        from past_claims
        where id in (select unnest(?::text[]))
        """,
        [entry, list(ids)],
    )


def _retire(con: duckdb.DuckDBPyConnection, ids: Sequence[str], entry: int) -> None:
    """Let what was found under the former text be found no more."""
    if ids:
        con.execute(
            """
            insert into retired (number, entry)
            select searchable.number, ?
            from searchable
            anti join retired
              on retired.number = searchable.number
            where searchable.claim_id in (select unnest(?::text[]))
            """,
            [entry, list(ids)],
        )
