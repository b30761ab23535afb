"""Reading articles, claims, past claims and entries, with the current state from the views."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import duckdb

from workbench.errors import NotFoundError
from workbench.interchange.shapes import as_object
from workbench.model import (
    Article,
    ArticleSummary,
    Claim,
    Entry,
    PastClaim,
    Relation,
    Status,
    Tally,
)
from workbench.store import ledger, recuts, rows


def has_article(con: duckdb.DuckDBPyConnection, article_id: str) -> bool:
    """Tell whether the article is kept."""
    found = con.execute(
        "select count(*) from articles where id = ?", [rows.storable(article_id)]
    ).fetchall()
    return found != [(0,)]


def articles(
    con: duckdb.DuckDBPyConnection, *, seen_by: str | None = None
) -> tuple[ArticleSummary, ...]:
    """Return all articles with their tallies, the newest first; as one sees them who is blind."""
    found = rows.fetched(
        con,
        """
        with tallies as (
          select
            claims.article_id,
            count(*) filter (where statuses.status = 'verified') as verified,
            count(*) filter (where statuses.status = 'disputed') as disputed,
            count(*) filter (where statuses.status = 'unconfirmed') as unconfirmed,
            count(*) filter (where statuses.status is null) as unreviewed,
            count(*) filter (where statuses.status = 'disagreement') as disagreement
          from claims
          left join statuses_seen_by(?) as statuses
            on statuses.claim_id = claims.id
          group by claims.article_id
        )
        select
          articles.*,
          ledger.at_utc,
          coalesce(tallies.verified, 0) as verified,
          coalesce(tallies.disputed, 0) as disputed,
          coalesce(tallies.unconfirmed, 0) as unconfirmed,
          coalesce(tallies.unreviewed, 0) as unreviewed,
          coalesce(tallies.disagreement, 0) as disagreement
        from articles
        join ledger
          on ledger.number = articles.entry
        left join tallies
          on tallies.article_id = articles.id
        order by articles.entry desc
        """,
        [seen_by],
    )
    summaries = [
        ArticleSummary(
            rows.article_of(row),
            ledger.in_utc(row["at_utc"]),
            Tally(**{status.value: row[status.value] for status in Status}),
        )
        for row in found
    ]
    arrived = {
        row["article_id"]: rows.arrival_of(row)
        for row in rows.fetched(con, "select * from arrivals")
    }
    relations = _relations(con)
    return tuple(
        replace(
            summary,
            arrival=arrived.get(summary.article.id),
            relations=tuple(relations.get(summary.article.id, ())),
        )
        for summary in summaries
    )


def _relations(con: duckdb.DuckDBPyConnection) -> Mapping[str, Sequence[Relation]]:
    """Return what articles are copies and versions of, by article; the nearest first."""
    found = rows.fetched(
        con,
        """
        select current_relations.*
        from current_relations
        semi join articles
          on articles.id = current_relations.other_id
        order by resemblance desc, number
        """,
    )
    by_article: dict[str, list[Relation]] = {}
    for row in found:
        by_article.setdefault(row["article_id"], []).append(rows.relation_of(row))
    return by_article


def article(con: duckdb.DuckDBPyConnection, prefix: str) -> Article:
    """Return the article whose id begins so; NotFoundError for none or several."""
    sql = "select * from articles where starts_with(id, ?)"
    return rows.article_of(
        _only(list(rows.fetched(con, sql, [rows.storable(prefix)])), "article", prefix)
    )


def claim(con: duckdb.DuckDBPyConnection, prefix: str, *, standing: bool = True) -> Claim:
    """Return the claim whose id begins so; NotFoundError for none or several.

    One that stands no longer is found too where `standing` does not matter.
    """
    sql = """
        select claims.*
        from claims
        semi join articles
          on articles.id = claims.article_id
        where starts_with(claims.id, ?)
        """
    found = list(rows.fetched(con, sql, [rows.storable(prefix)]))
    if not found and not standing:
        sql = "select * from claim_rows where starts_with(id, ?)"
        found = list(rows.fetched(con, sql, [rows.storable(prefix)]))
    if not found and (said := recuts.whereabouts(con, rows.storable(prefix))):
        raise NotFoundError(said, "`workbench list` shows the claims that stand.")
    return rows.claim_of(_only(found, "claim", prefix))


def entries(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str] | None) -> tuple[Entry, ...]:
    """Return the ledger's entries as they count; those of some articles, where they are named."""
    found = con.execute(
        """
        with own as (
          select ledger.id
          from ledger
          where ledger.kind in (
            'article added', 'article renamed', 'article removed', 'article related'
          )
            and list_contains(?::text[], ledger.body::json ->> 'article')
          union
          select acts.entry_id as id
          from acts
          join claim_rows
            on claim_rows.id = acts.claim_id
          where list_contains(?::text[], claim_rows.article_id)
        )
        select id, at_utc, analyst, kind, body
        from ledger
        where ?::text[] is null
          or id in (select id from own)
          or number in (
            select entry
            from turns
            where entry_id in (select id from own)
          )
        order by moment
        """,
        [article_ids] * 3,
    ).fetchall()
    return tuple(ledger.entry_of(row) for row in found)


def past_claims(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> tuple[PastClaim, ...]:
    """Return imported past claims and claims of articles as past claims, in the ids' order.

    NotFoundError for an id that is neither.
    """
    if not ids:
        return ()
    asked = list(dict.fromkeys(ids))
    found = rows.fetched(
        con,
        """
        select
          id, text, title, verdict, rating, date, publisher, address, speaker, figures,
          article_id, reason, null as decided, analyst, origin, entry
        from past_claim_versions
        where rowid in (
          select past_claim_versions.rowid
          from past_claim_versions
          anti join superseded
            on superseded.past_id = past_claim_versions.id
            and superseded.entry = past_claim_versions.entry
          where past_claim_versions.id in (select unnest(?::text[]))
        )
        """,  # rows first: reading every column of 100,000 to keep five takes three times as long
        [asked],
    )
    by_id = {row["id"]: rows.past_claim_of(row) for row in with_manners(con, found)}
    others = [id_ for id_ in asked if id_ not in by_id]
    if others:  # asked alone: the view of decisions reads the ledger
        by_id |= _claims_as_past(con, others)
    for id_ in others:
        if id_ not in by_id:
            message = f"No claim and no past claim {id_} is in the store."
            raise NotFoundError(message)
    return tuple(by_id[id_] for id_ in ids)


def with_manners(con: duckdb.DuckDBPyConnection, found: Iterable[rows.Row]) -> list[rows.Row]:
    """Return rows of past claims with the manners that the entries they came in by name."""
    read = list(found)
    entries = sorted({row["entry"] for row in read if row["origin"] is not None})
    if not entries:
        return read
    bodies = con.execute(
        "select number, body from ledger where number in (select unnest(?::bigint[]))", [entries]
    ).fetchall()
    named = {number: as_object(json.loads(body).get("manners", {})) for number, body in bodies}
    return [
        {**row, "manner": named[row["entry"]].get(row["id"]) if row["entry"] in named else None}
        for row in read
    ]


def _claims_as_past(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, PastClaim]:
    found = rows.fetched(
        con,
        """
        select
          claim_rows.id, claim_rows.text, known_articles.title, current_decisions.verdict,
          null as rating, known_articles.published as date, known_articles.publisher,
          known_articles.url as address,
          claim_rows.speaker, claim_rows.manner, claim_rows.figures, claim_rows.article_id,
          current_decisions.reason,
          current_decisions.at_utc::date as decided, current_decisions.analyst, null as origin
        from claim_rows
        join known_articles
          on known_articles.id = claim_rows.article_id
        left join (
          select *
          from current_decisions
          where list_contains(?::text[], claim_id)
        ) as current_decisions
          on current_decisions.claim_id = claim_rows.id
        where claim_rows.id in (select unnest(?::text[]))
        """,  # which reaches under the view's windows, before verdicts are worked out for all
        [ids, ids],
    )
    return {row["id"]: rows.past_claim_of(row) for row in found}


def judged_by(con: duckdb.DuckDBPyConnection, analyst: str, ids: Sequence[str]) -> frozenset[str]:
    """Return which of these claims the analyst gave a verdict of their own."""
    if not ids:
        return frozenset()
    found = con.execute(
        """
        select claim_id
        from current_voices
        where analyst = ?
          and claim_id in (select unnest(?::text[]))
        """,
        [rows.storable(analyst), list(ids)],
    ).fetchall()
    return frozenset(claim_id for (claim_id,) in found)


def _only(found: Sequence[rows.Row], what: str, prefix: str) -> rows.Row:
    if not prefix:
        message = f"The {what}'s id is empty."
        raise NotFoundError(message, "`workbench list` shows the ids.")
    if len(found) == 1:
        return found[0]
    if not found:
        message = f"No {what}'s id begins with “{prefix}”."
        raise NotFoundError(message, "`workbench list` shows the ids.")
    message = f"The ids of {len(found)} {what}s begin with “{prefix}”."
    raise NotFoundError(message, "Give more of the id.")
