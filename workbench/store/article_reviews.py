"""Articles with all that a report says of them, several read at once.

Each question looks through the whole ledger, so asking it once for many articles is what makes a
report of a large store quick.
"""

from collections.abc import Mapping, Sequence

import duckdb

from workbench.model import (
    ArticleReview,
    Entry,
    EntryKind,
    Furniture,
    LeftOut,
    ReviewedClaim,
)
from workbench.store import queries, recuts, reviewed, rows

_OF_ARTICLES = frozenset(
    {
        EntryKind.ARTICLE_ADDED,
        EntryKind.ARTICLE_RENAMED,
        EntryKind.ARTICLE_REMOVED,
        EntryKind.ARTICLE_RELATED,
    }
)
"""The kinds of entry that are about the article that they name."""
_TURNS = frozenset({EntryKind.UNDONE, EntryKind.REDONE})


def article_reviews(
    con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]
) -> tuple[ArticleReview, ...]:
    """Return articles in the ids' order; one that is not in the store is passed over."""
    ids = list(dict.fromkeys(article_ids))
    found = rows.fetched(con, "select * from articles where list_contains(?::text[], id)", [ids])
    articles = {row["id"]: rows.article_of(row) for row in found}
    claims: dict[str, list[ReviewedClaim]] = {}
    for one in reviewed.reviewed_claims(con, ids):
        claims.setdefault(one.claim.article_id, []).append(one)
    entries, left_out, furniture = _entries(con, ids), _left_out(con, ids), _furniture(con, ids)
    cuts = recuts.cuts_of(con, ids)
    return tuple(
        ArticleReview(
            article=articles[id_],
            claims=tuple(claims.get(id_, ())),
            entries=tuple(entries[id_]),
            left_out=(
                cuts[id_].left_out(left_out.get(id_, ()), articles[id_])
                if id_ in cuts
                else tuple(left_out.get(id_, ()))
            ),
            furniture=tuple(furniture.get(id_, ())),
        )
        for id_ in ids
        if id_ in articles
    )


def _left_out(con: duckdb.DuckDBPyConnection, ids: list[str]) -> Mapping[str, list[LeftOut]]:
    """Return what was left out when articles came in."""
    sql = "select * from left_out where list_contains(?::text[], article_id) order by place"
    found: dict[str, list[LeftOut]] = {}
    for row in rows.fetched(con, sql, [ids]):
        found.setdefault(row["article_id"], []).append(rows.left_out_of(row))
    return found


def _furniture(con: duckdb.DuckDBPyConnection, ids: list[str]) -> Mapping[str, list[Furniture]]:
    sql = "select * from furniture where list_contains(?::text[], article_id) order by place"
    found: dict[str, list[Furniture]] = {}
    for row in rows.fetched(con, sql, [ids]):
        found.setdefault(row["article_id"], []).append(rows.furniture_of(row))
    return found


def _entries(con: duckdb.DuckDBPyConnection, ids: list[str]) -> Mapping[str, list[Entry]]:
    """Return the entries of each article as they count, undone and redone included."""
    article_of: dict[str, str] = dict(
        con.execute(
            "select id, article_id from claim_rows where list_contains(?::text[], article_id)",
            [ids],
        ).fetchall()
    )
    found = queries.entries(con, ids)
    about = {entry.id: _articles(entry, article_of) for entry in found if entry.kind not in _TURNS}
    by_article: dict[str, list[Entry]] = {id_: [] for id_ in ids}
    for entry in found:
        turned = str(entry.body.get("entry")) if entry.kind in _TURNS else entry.id
        for id_ in about.get(turned, ()):
            if id_ in by_article:
                by_article[id_].append(entry)
    return by_article


def _articles(entry: Entry, article_of: Mapping[str, str]) -> set[str]:
    """Return the articles that an entry is about, itself or by their claims."""
    named = entry.body.get("claims")
    claims = [str(id_) for id_ in named] if isinstance(named, list) else []
    if entry.kind is EntryKind.LINKED:
        claims.append(str(entry.body.get("claim")))
    articles = {article_of[id_] for id_ in claims if id_ in article_of}
    return articles | ({str(entry.body.get("article"))} if entry.kind in _OF_ARTICLES else set())
