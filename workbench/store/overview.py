"""Where the whole store stands: articles, speakers, and decisions by day."""

import duckdb

from workbench.model import DayTally, Overview, SpeakerTally, Tally
from workbench.store import queries


def overview(
    con: duckdb.DuckDBPyConnection, *, speakers: int, seen_by: str | None = None
) -> Overview:
    """Return the figures of all articles, of the busiest speakers, and of each day.

    To one who reviews blind, as they may see them.
    """
    return Overview(
        queries.articles(con, seen_by=seen_by),
        _speakers(con, limit=speakers, seen_by=seen_by),
        _days(con, seen_by=seen_by),
    )


def _speakers(
    con: duckdb.DuckDBPyConnection, *, limit: int, seen_by: str | None
) -> tuple[SpeakerTally, ...]:
    found = con.execute(
        """
        select
          claims.speaker,
          count(*) filter (where statuses.status = 'verified') as verified,
          count(*) filter (where statuses.status = 'disputed') as disputed,
          count(*) filter (where statuses.status = 'unconfirmed') as unconfirmed,
          count(*) filter (where statuses.status is null) as unreviewed,
          count(*) filter (where statuses.status = 'disagreement') as disagreement
        from claims
        semi join articles
          on articles.id = claims.article_id
        left join statuses_seen_by(?) as statuses
          on statuses.claim_id = claims.id
        group by claims.speaker
        order by
          count(*) filter (where statuses.status <> 'disagreement') desc,
          count(*) desc,
          claims.speaker
        limit ?
        """,
        [seen_by, limit],
    ).fetchall()
    return tuple(SpeakerTally(speaker, Tally(*counts)) for speaker, *counts in found)


def _days(con: duckdb.DuckDBPyConnection, *, seen_by: str | None) -> tuple[DayTally, ...]:
    found = con.execute(
        """
        with decisions as (
          select
            at_utc::date as day,
            verdict,
            claim_id
          from live_acts
          where kind in ('decided', 'settled')
            and (?::text is null or analyst = ?)
        )
        select
          decisions.day,
          count(*) filter (where decisions.verdict = 'verified') as verified,
          count(*) filter (where decisions.verdict = 'disputed') as disputed,
          count(*) filter (where decisions.verdict = 'unconfirmed') as unconfirmed
        from decisions
        join claims
          on claims.id = decisions.claim_id
        semi join articles
          on articles.id = claims.article_id
        group by day
        order by day
        """,
        [seen_by, seen_by],
    ).fetchall()
    return tuple(DayTally(day, Tally(*counts)) for day, *counts in found)
