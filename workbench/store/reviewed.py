"""Claims with what the analysts made of them, read from the views of what stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from workbench.model import (
    Article,
    Cuts,
    Decision,
    EntryKind,
    GivenEvidence,
    Link,
    Note,
    ReviewedClaim,
    standing_verdict,
)
from workbench.store import recuts, rows

FEW = 64
"""Claims whose ids are looked for before what entries say is worked out, which costs much more."""

_LINKS = "from current_links {} order by number"
_EVIDENCE = "from current_evidence {} order by number"
_TAGS = "from current_tags {} order by tag"
_SAID = "from current_said {}"
_VOICES = "from current_voices {} order by number"
_NOTES = "from current_written_notes {}"
_NOTED = "from current_notes {}"
_OF_FEW = "where list_contains(?::text[], claim_id)"
"""Reaches into the views, under their windows; slow for many."""
_OF_MANY = "where claim_id in (select unnest(?::text[]))"

_ByClaim = Mapping[str, list[rows.Row]]


def reviewed_claims(
    con: duckdb.DuckDBPyConnection, article_ids: Sequence[str] | None
) -> tuple[ReviewedClaim, ...]:
    """Return claims in article order with what the analysts made of them.

    Of all articles where none are named.
    """
    named = None if article_ids is None else list(article_ids)
    kept = {
        row["id"]: rows.article_of(row)
        for row in rows.fetched(
            con,
            "select * from articles where ?::text[] is null or list_contains(?::text[], id)",
            [named, named],
        )
    }
    found = list(
        rows.fetched(
            con,
            """
        select claims.*
        from claims
        join articles
          on articles.id = claims.article_id
        where ?::text[] is null
          or list_contains(?::text[], claims.article_id)
        order by articles.entry desc, claims.place
        """,
            [named, named],
        )
    )
    asked = None if named is None else [row["id"] for row in found]
    gathered = _Gathered.read(con, asked)
    listed = tuple(_reviewed(row, kept, gathered) for row in found)
    return _cut(listed, recuts.cuts_of(con, named))


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
    noted: Mapping[str, rows.Row]

    @classmethod
    def read(cls, con: duckdb.DuckDBPyConnection, ids: Sequence[str] | None) -> "_Gathered":
        """Read what entries say of claims, of all where none are named."""
        kinds = {kind for (kind,) in con.execute("select distinct kind from ledger").fetchall()}

        def of(kind: EntryKind, sql: str, *, or_of: EntryKind | None = None) -> _ByClaim:
            # each view works out anew what was undone, which is for nothing without such entries
            return _by_claim(con, sql, ids) if kinds & {kind, or_of} else {}

        links, evidence = of(EntryKind.LINKED, _LINKS), of(EntryKind.EVIDENCE_GIVEN, _EVIDENCE)
        tags, said = of(EntryKind.TAGGED, _TAGS), of(EntryKind.SAID_JUDGED, _SAID)
        notes, noted = of(EntryKind.NOTE_WRITTEN, _NOTES), of(EntryKind.NOTED, _NOTED)
        voices = of(EntryKind.DECIDED, _VOICES, or_of=EntryKind.SETTLED)
        return cls(
            {id_: [rows.link_of(row) for row in found] for id_, found in links.items()},
            {id_: [rows.evidence_of(row) for row in found] for id_, found in evidence.items()},
            {id_: [row["tag"] for row in found] for id_, found in tags.items()},
            {id_: found[0] for id_, found in said.items()},
            {id_: rows.note_of(found[0]) for id_, found in notes.items()},
            {id_: [rows.decision_of(row) for row in found] for id_, found in voices.items()},
            {id_: found[0] for id_, found in noted.items()},
        )


def _by_claim(con: duckdb.DuckDBPyConnection, sql: str, ids: Sequence[str] | None) -> _ByClaim:
    """Return a view's rows by claim."""
    if ids is None:
        asked, values = "", []
    else:
        asked, values = (_OF_FEW if len(ids) <= FEW else _OF_MANY), [list(ids)]
    by_claim: dict[str, list[rows.Row]] = {}
    for row in rows.fetched(con, sql.format(asked), values):
        by_claim.setdefault(row["claim_id"], []).append(row)
    return by_claim


def _reviewed(
    row: rows.Row, articles_by_id: Mapping[str, Article], gathered: _Gathered
) -> ReviewedClaim:
    found = rows.claim_of(row)
    said = gathered.said.get(found.id)
    noted = gathered.noted.get(found.id)
    voices = tuple(gathered.voices.get(found.id, ()))
    return ReviewedClaim(
        claim=found,
        quote=articles_by_id[found.article_id].quote(found.spans),
        decision=standing_verdict(voices),
        noted=noted["reason"] if noted else None,
        links=tuple(gathered.links.get(found.id, ())),
        said=rows.decision_of({**said, "confidence": None}) if said else None,
        evidence=tuple(gathered.evidence.get(found.id, ())),
        tags=tuple(gathered.tags.get(found.id, ())),
        note=gathered.notes.get(found.id),
        verdicts=voices,
        noted_by=noted["analyst"] if noted else None,
    )
