"""What is asked and kept around the arrival of articles: what is known, and what repeats."""

from collections.abc import Collection, Mapping, Sequence

import duckdb

from workbench.model import Article, Entry, Furniture, Json
from workbench.store import ledger, rows
from workbench.store.protocol import Known

NEAREST = 5
"""Articles that share most shingles with a text; more are not measured."""
SHARED_AT_LEAST = 3
"""Shingles; fewer are chance."""
FURNITURE_TIES = ("furniture_count", "furniture_sha256")
"""What the body of an entry says of the furniture that was taken out, where there was some."""


def known(con: duckdb.DuckDBPyConnection) -> Known:
    """Return which articles are in the store, and what they were read from."""
    ids = con.execute("select id from articles").fetchall()
    originals = con.execute(
        """
        select distinct arrivals.sha256
        from arrivals
        anti join removed_articles
          on removed_articles.article_id = arrivals.article_id
        """
    ).fetchall()
    return Known(frozenset(id_ for (id_,) in ids), frozenset(sha256 for (sha256,) in originals))


def sharing(
    con: duckdb.DuckDBPyConnection, shingles: Sequence[Collection[int]]
) -> tuple[tuple[str, ...], ...]:
    """Return, for each set of shingles, the articles that share most of them, best first."""
    places = [place for place, kept in enumerate(shingles) for _ in kept]
    found = con.execute(
        """
        with asked as (
          select unnest(?::integer[]) as place, unnest(?::bigint[]) as shingle
        )
        select asked.place, shingles.article_id
        from asked
        join shingles
          on shingles.shingle = asked.shingle
        anti join removed_articles
          on removed_articles.article_id = shingles.article_id
        group by asked.place, shingles.article_id
        having count(*) >= ?
        order by asked.place, count(*) desc, shingles.article_id
        """,
        [places, [shingle for kept in shingles for shingle in kept], SHARED_AT_LEAST],
    ).fetchall()
    near: list[list[str]] = [[] for _ in shingles]
    for place, article_id in found:
        if len(near[place]) < NEAREST:
            near[place].append(article_id)
    return tuple(map(tuple, near))


def without_shingles(con: duckdb.DuckDBPyConnection) -> tuple[Article, ...]:
    """Return the articles that came in before shingles were kept."""
    found = rows.fetched(
        con,
        """
        select known_articles.*
        from known_articles
        anti join arrivals
          on arrivals.article_id = known_articles.id
        anti join shingles
          on shingles.article_id = known_articles.id
        order by known_articles.entry
        """,
    )
    return tuple(rows.article_of(row) for row in found)


def keep_shingles(con: duckdb.DuckDBPyConnection, shingles: Mapping[str, Collection[int]]) -> None:
    """Keep the shingles of articles, by their ids."""
    pairs = [(id_, shingle) for id_, kept in shingles.items() for shingle in sorted(kept)]
    if pairs:
        con.execute(
            """
            insert into shingles (article_id, shingle)
            select unnest(?::text[]), unnest(?::bigint[])
            """,
            [list(column) for column in zip(*pairs, strict=True)],
        )


def furniture(con: duckdb.DuckDBPyConnection, article_id: str) -> tuple[Furniture, ...]:
    """Return what stood around an article that is in the store, in its source's order."""
    found = rows.fetched(
        con,
        """
        select furniture.*
        from furniture
        semi join articles
          on articles.id = furniture.article_id
        where furniture.article_id = ?
        order by furniture.place
        """,
        [article_id],
    )
    return tuple(rows.furniture_of(row) for row in found)


def furniture_holds(found: Sequence[rows.Row], told: Mapping[str, Json]) -> bool:
    """Tell whether the rows of an article's furniture are those that its entry says came in."""
    try:
        ties = rows.furniture_ties([rows.furniture_of(row) for row in found])
    except (TypeError, ValueError):  # a kind of no such name
        return False
    in_order = [row["place"] for row in found] == list(range(len(found)))
    return in_order and ties == {key: told[key] for key in FURNITURE_TIES if key in told}


def acts(con: duckdb.DuckDBPyConnection) -> tuple[Entry, ...]:
    """Return the entries that renamed or removed articles, took that back or restored it."""
    found = con.execute(
        """
        select ledger.id, ledger.at_utc, ledger.analyst, ledger.kind, ledger.body
        from ledger
        left join turns
          on turns.entry = ledger.number
        left join ledger as turned
          on turned.id = turns.entry_id
        where coalesce(turned.kind, ledger.kind) in ('article renamed', 'article removed')
        order by ledger.moment
        """
    ).fetchall()
    return tuple(ledger.entry_of(row) for row in found)
