"""Claims re-cut by analysts: the rows of those that are made, and what stands of an article."""

from collections.abc import Mapping, Sequence

import duckdb

from workbench import interchange
from workbench.errors import NotFoundError
from workbench.model import Article, Cuts, Entry, EntryKind, LeftOut, Recut, Splitting
from workbench.store import bodies, ledger, rows
from workbench.store.writing import insert, keep_words

Terms = Mapping[str, Mapping[str, int]]


def keep_made(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry], terms: Terms) -> None:
    """Keep the claims that entries make, before the entries themselves are appended.

    The same spans are the same claim: one that is known already keeps its row. ValueError where a
    body does not fit its kind or its article, NotFoundError where the article is not in the store.
    """
    if not any(entry.kind is EntryKind.RECUT for entry in entries):
        return
    number = ledger.head(con).number
    for number_of_entry, entry in enumerate(entries, number + 1):
        if entry.kind is EntryKind.RECUT:
            bodies.claims_named(entry)
            recut = interchange.recut_from_entry(entry)
            _check(con, entry, recut)
            _keep(con, recut, terms, number_of_entry)


def cuts_of(
    con: duckdb.DuckDBPyConnection, article_ids: Sequence[str] | None
) -> Mapping[str, Cuts]:
    """Return what became of the claims of each re-cut article; of all, or of those named."""
    entries = _entries(con, article_ids)
    if not entries:
        return {}
    undone = {entry.id for entry in entries} - _live(con)
    by_article: dict[str, list[Recut]] = {}
    for recut in interchange.recuts_from_entries(entries):
        by_article.setdefault(recut.article_id, []).append(recut)
    return {
        id_: Cuts(splitting(con, id_).claims, recuts, undone=undone)
        for id_, recuts in by_article.items()
    }


def splitting(con: duckdb.DuckDBPyConnection, article_id: str) -> Splitting:
    """Return what an article was split into when it came in, whatever became of it."""
    sql = "select * from claim_rows where article_id = ? and made_by is null order by place"
    claims = tuple(rows.claim_of(row) for row in rows.fetched(con, sql, [article_id]))
    sql = "select * from left_out where article_id = ? order by place"
    return Splitting(
        claims, tuple(rows.left_out_of(row) for row in rows.fetched(con, sql, [article_id]))
    )


def left_out(con: duckdb.DuckDBPyConnection, article_id: str) -> tuple[LeftOut, ...]:
    """Return what is in no claim now, in article order."""
    base = splitting(con, article_id).left_out
    cuts = cuts_of(con, [article_id]).get(article_id)
    return base if cuts is None else cuts.left_out(base, _article(con, article_id))


def whereabouts(con: duckdb.DuckDBPyConnection, prefix: str) -> str:
    """Say what became of the claim whose id begins so; nothing where it is none, or in force."""
    found = con.execute(
        """
        select claims_out_of_force.claim_id, (ledger.body::json ->> 'act'), ledger.analyst
        from claims_out_of_force
        left join current_cuts
          on current_cuts.claim_id = claims_out_of_force.claim_id
        left join ledger
          on ledger.id = current_cuts.entry_id
        where starts_with(claims_out_of_force.claim_id, ?)
        """,
        [prefix],
    ).fetchall()
    if len(found) != 1:
        return ""
    ((claim_id, act, analyst),) = found
    if act is None:
        return f"The re-cutting that made claim {claim_id} was taken back."
    return f"Claim {claim_id} was {act} by {analyst} and stands no longer."


def _entries(
    con: duckdb.DuckDBPyConnection, article_ids: Sequence[str] | None
) -> tuple[Entry, ...]:
    found = con.execute(
        """
        select id, at_utc, analyst, kind, body
        from ledger
        where kind = 'recut'
          and (?::text[] is null or list_contains(?::text[], body::json ->> 'article'))
        order by moment
        """,
        [article_ids, article_ids],
    ).fetchall()
    return tuple(ledger.entry_of(row) for row in found)


def _live(con: duckdb.DuckDBPyConnection) -> set[str]:
    found = con.execute("select id from live_entries where kind = 'recut'").fetchall()
    return {id_ for (id_,) in found}


def _keep(con: duckdb.DuckDBPyConnection, recut: Recut, terms: Terms, number: int) -> None:
    known = _known(con, [claim.id for claim in recut.made])
    made = [claim for claim in recut.made if claim.id not in known]
    if not made:
        return
    ((places,),) = con.execute(
        "select coalesce(max(place), -1) + 1 from claim_rows where article_id = ?",
        [recut.article_id],
    ).fetchall()
    insert(
        con,
        "insert into claim_rows by name select * from incoming",
        [
            {**rows.claim_row(claim, place=place), "made_by": recut.entry_id}
            for place, claim in enumerate(made, places)
        ],
    )
    keep_words(con, {claim.id: claim.text for claim in made}, terms, number)


def _check(con: duckdb.DuckDBPyConnection, entry: Entry, recut: Recut) -> None:
    """Refuse claims of another article, and words that are not the article's."""
    article = _article(con, recut.article_id)
    for claim in recut.made:
        outside = any(span.end > len(article.text) for span in claim.spans)
        if claim.article_id != article.id or not claim.spans or outside:
            message = f"a claim that entry {entry.id} makes is not of its article"
            raise ValueError(message)
    if [interchange.claim_to_json(one, article) for one in recut.made] != entry.body["made"]:
        message = f"the claims that entry {entry.id} makes do not read as its article does"
        raise ValueError(message)
    others = con.execute(
        """
        select id
        from claim_rows
        where id in (select unnest(?::text[]))
          and article_id <> ?
        """,
        [[*recut.taken, *(claim.id for claim in recut.made)], article.id],
    ).fetchall()
    if others:
        message = f"entry {entry.id} names a claim of another article"
        raise ValueError(message)


def _article(con: duckdb.DuckDBPyConnection, article_id: str) -> Article:
    found = list(rows.fetched(con, "select * from article_rows where id = ?", [article_id]))
    if not found:
        message = f"No article {article_id} is in the store."
        raise NotFoundError(message, "`workbench articles` shows the articles.")
    return rows.article_of(found[0])


def _known(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> set[str]:
    sql = "select id from claim_rows where id in (select unnest(?::text[]))"
    return {id_ for (id_,) in con.execute(sql, [list(ids)]).fetchall()}
