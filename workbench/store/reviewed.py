"""Claims with what the analysts made of them, read from the views of what stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from workbench.model import (
    Article,
    Cuts,
    Decision,
    GivenEvidence,
    Link,
    Note,
    ReviewedClaim,
    standing_verdict,
)
from workbench.store import recuts, rows

_LINKS = """
    select current_links.*
    from current_links
    join claim_rows
      on claim_rows.id = current_links.claim_id
    where ?::text is null
      or claim_rows.article_id = ?
    order by current_links.number
    """

_EVIDENCE = """
    select current_evidence.*
    from current_evidence
    join claim_rows
      on claim_rows.id = current_evidence.claim_id
    where ?::text is null
      or claim_rows.article_id = ?
    order by current_evidence.number
    """

_TAGS = """
    select current_tags.*
    from current_tags
    join claim_rows
      on claim_rows.id = current_tags.claim_id
    where ?::text is null
      or claim_rows.article_id = ?
    order by current_tags.tag
    """

_SAID = """
    select current_said.*
    from current_said
    join claim_rows
      on claim_rows.id = current_said.claim_id
    where ?::text is null
      or claim_rows.article_id = ?
    """

_VOICES = """
    select current_voices.*
    from current_voices
    join claim_rows
      on claim_rows.id = current_voices.claim_id
    where ?::text is null
      or claim_rows.article_id = ?
    order by current_voices.number
    """

_NOTES = """
    select current_written_notes.*
    from current_written_notes
    join claim_rows
      on claim_rows.id = current_written_notes.claim_id
    where ?::text is null
      or claim_rows.article_id = ?
    """


def reviewed_claims(
    con: duckdb.DuckDBPyConnection, article_id: str | None
) -> tuple[ReviewedClaim, ...]:
    """Return claims in article order with what the analysts made of them."""
    kept = {
        row["id"]: rows.article_of(row)
        for row in rows.fetched(
            con,
            "select * from articles where ?::text is null or id = ?",
            [article_id, article_id],
        )
    }
    found = rows.fetched(
        con,
        """
        select
          claims.*,
          current_notes.reason as noted,
          current_notes.analyst as noted_by
        from claims
        join articles
          on articles.id = claims.article_id
        left join current_notes
          on current_notes.claim_id = claims.id
        where ?::text is null
          or claims.article_id = ?
        order by articles.entry desc, claims.place
        """,
        [article_id, article_id],
    )
    gathered = _Gathered.read(con, article_id)
    listed = tuple(_reviewed(row, kept, gathered) for row in found)
    return _cut(listed, recuts.cuts_of(con, article_id))


def _cut(listed: tuple[ReviewedClaim, ...], cuts: Mapping[str, Cuts]) -> tuple[ReviewedClaim, ...]:
    """Put the claims of re-cut articles in article order, and say where each comes from."""
    if not cuts:
        return listed
    order = {one.claim.article_id: place for place, one in reversed([*enumerate(listed)])}
    listed = tuple(
        replace(one, lineage=found.lineage(one.claim.id))
        if (found := cuts.get(one.claim.article_id))
        else one
        for one in listed
    )
    return tuple(sorted(listed, key=lambda one: (order[one.claim.article_id], one.claim.spans)))


def tags(con: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    """Return the tags that stand on claims, and on how many; the most used first."""
    found = con.execute(
        """
        select tag, count(*)
        from current_tags
        group by tag
        order by count(*) desc, tag
        """
    ).fetchall()
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What stands beside the verdicts, by claim."""

    links: Mapping[str, Sequence[Link]]
    evidence: Mapping[str, Sequence[GivenEvidence]]
    tags: Mapping[str, Sequence[str]]
    said: Mapping[str, rows.Row]
    notes: Mapping[str, Note]
    voices: Mapping[str, Sequence[Decision]]

    @classmethod
    def read(cls, con: duckdb.DuckDBPyConnection, article_id: str | None) -> "_Gathered":
        links = _by_claim(con, _LINKS, article_id)
        evidence = _by_claim(con, _EVIDENCE, article_id)
        tags = _by_claim(con, _TAGS, article_id)
        said = _by_claim(con, _SAID, article_id)
        notes = _by_claim(con, _NOTES, article_id)
        voices = _by_claim(con, _VOICES, article_id)
        return cls(
            {id_: [rows.link_of(row) for row in found] for id_, found in links.items()},
            {id_: [rows.evidence_of(row) for row in found] for id_, found in evidence.items()},
            {id_: [row["tag"] for row in found] for id_, found in tags.items()},
            {id_: found[0] for id_, found in said.items()},
            {id_: rows.note_of(found[0]) for id_, found in notes.items()},
            {id_: [rows.decision_of(row) for row in found] for id_, found in voices.items()},
        )


def _by_claim(
    con: duckdb.DuckDBPyConnection, sql: str, article_id: str | None
) -> Mapping[str, list[rows.Row]]:
    """Return rows by claim; the statement takes the article's id twice."""
    by_claim: dict[str, list[rows.Row]] = {}
    for row in rows.fetched(con, sql, [article_id, article_id]):
        by_claim.setdefault(row["claim_id"], []).append(row)
    return by_claim


def _reviewed(
    row: rows.Row, articles_by_id: Mapping[str, Article], gathered: _Gathered
) -> ReviewedClaim:
    found = rows.claim_of(row)
    said = gathered.said.get(found.id)
    voices = tuple(gathered.voices.get(found.id, ()))
    return ReviewedClaim(
        claim=found,
        quote=articles_by_id[found.article_id].quote(found.spans),
        decision=standing_verdict(voices),
        noted=row["noted"],
        links=tuple(gathered.links.get(found.id, ())),
        said=rows.decision_of({**said, "confidence": None}) if said else None,
        evidence=tuple(gathered.evidence.get(found.id, ())),
        tags=tuple(gathered.tags.get(found.id, ())),
        note=gathered.notes.get(found.id),
        verdicts=voices,
        noted_by=row["noted_by"],
    )
