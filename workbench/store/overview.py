"""Where the whole store stands: articles, speakers, and decisions by day."""

import duckdb

from workbench.model import DayTally, Overview, SpeakerTally, Tally
from workbench.store import queries


def overview(con: duckdb.DuckDBPyConnection, *, speakers: int) -> Overview:
    """Return the figures of all articles, of the busiest speakers, and of each day."""
    return Overview(queries.articles(con), _speakers(con, limit=speakers), _days(con))


def _speakers(con: duckdb.DuckDBPyConnection, *, limit: int) -> tuple[SpeakerTally, ...]:
    found = con.execute(
        """
        select
          claims.speaker,
          count(*) filter (where current_decisions.verdict = 'verified') as verified,
          count(*) filter (where current_decisions.verdict = 'disputed') as disputed,
          count(*) filter (where current_decisions.verdict = 'unconfirmed') as unconfirmed,
          count(*) filter (where current_decisions.verdict is null) as unreviewed
        from claims
        semi join articles
          on articles.id = claims.article_id
        left join current_decisions
          on current_decisions.claim_id = claims.id
        group by claims.speaker
        order by count(current_decisions.verdict) desc, count(*) desc, claims.speaker
        limit ?
        """,
        [limit],
    ).fetchall()
    return tuple(SpeakerTally(speaker, Tally(*counts)) for speaker, *counts in found)


def _days(con: duckdb.DuckDBPyConnection) -> tuple[DayTally, ...]:
    found = con.execute(
        """
        with decisions as (
          select
            at_utc::date as day,
            (body::json ->> 'verdict') as verdict,
            unnest((body::json -> 'claims')::text[]) as claim_id
          from live_entries
          where kind = 'decided'
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
        """
    ).fetchall()
    return tuple(DayTally(day, Tally(*counts)) for day, *counts in found)
