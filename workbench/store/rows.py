"""Values as rows and back; nested values are JSON text in the form of `workbench.interchange`."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

import duckdb

from workbench import interchange
from workbench.model import (
    Arrival,
    Article,
    Checkability,
    Claim,
    Confidence,
    Decision,
    Furniture,
    FurnitureKind,
    GivenEvidence,
    Json,
    LeftOut,
    LeftOutReason,
    Link,
    LinkAnswer,
    Manner,
    Note,
    PastClaim,
    Relation,
    RelationKind,
    Resemblance,
    Span,
    Thresholds,
    Verdict,
)
from workbench.store.ledger import in_utc, sha256_of, without_zone

_DECODER: Final = json.JSONDecoder()
Row: TypeAlias = Mapping[str, Any]
"""A row by its columns: what DuckDB gives is typed by the schema, not by Python."""


def fetched(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()
) -> Iterator[Row]:
    """Ask the database, and yield the rows of its answer."""
    answer = con.execute(sql, parameters)
    columns = [column[0] for column in answer.description or ()]
    while batch := answer.fetchmany(1000):
        for values in batch:
            yield dict(zip(columns, values, strict=True))


def text_sha256(text: str) -> str:
    """Return the key under which a text's vector is kept."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def storable(text: str) -> str:
    """Return a text to look for that the database takes: half a surrogate pair fits nothing."""
    return text.encode("utf-8", "replace").decode("utf-8")


def article_row(article: Article, *, entry: int) -> Row:
    """Return the row of an article that the numbered ledger entry added."""
    return {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published,
        "entry": entry,
    }


def arrival_row(article_id: str, arrival: Arrival, *, entry: int) -> Row:
    """Return the row of what an article was read from."""
    return {
        "article_id": article_id,
        "source": arrival.source,
        "sha256": arrival.sha256,
        "media_type": arrival.media_type,
        "size": arrival.size,
        "read_at_utc": without_zone(arrival.read_at),
        "kept": arrival.kept,
        "author": arrival.author,
        "language": arrival.language,
        "entry": entry,
    }


def arrival_of(row: Row) -> Arrival:
    """Read a row of `arrivals`."""
    return Arrival(
        source=row["source"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        size=row["size"],
        read_at=in_utc(row["read_at_utc"]),
        kept=row["kept"],
        author=row["author"],
        language=row["language"],
    )


def relation_of(row: Row) -> Relation:
    """Read a row of `current_relations`."""
    return Relation(
        row["article_id"],
        row["other_id"],
        RelationKind(row["relation"]),
        Resemblance(row["resemblance"], row["containment"]),
    )


def arrival_content(arrival: Arrival) -> dict[str, Json]:
    """Return what an `article added` entry says of what the article was read from."""
    return {
        "source": arrival.source,
        "sha256": arrival.sha256,
        "media_type": arrival.media_type,
        "size": arrival.size,
        "read_at": without_zone(arrival.read_at).isoformat() + "Z",
        "kept": arrival.kept,
        "author": arrival.author,
        "language": arrival.language,
    }


def article_of(row: Row) -> Article:
    """Read a row of `articles`; one of `article_rows` tells neither author nor language."""
    return Article(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        published=row["published"],
        author=row.get("author"),
        language=row.get("language"),
    )


def claim_row(claim: Claim, *, place: int) -> Row:
    """Return the row of a claim, the `place`-th of its article."""
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "place": place,
        "spans": _dump(interchange.spans_to_json(claim.spans)),
        "text": claim.text,
        "text_sha256": text_sha256(claim.text),
        "speaker": claim.speaker,
        "speaker_span": _dump_span(claim.speaker_span),
        "cue": claim.cue,
        "manner": claim.manner.value,
        "figures": _dump(interchange.figures_to_json(claim.figures)),
        "dates": _dump(interchange.dates_to_json(claim.dates)),
        "checkability": _dump(interchange.checkability_to_json(claim.checkability)),
        "brackets": _dump(interchange.brackets_to_json(claim.text, claim.brackets)),
    }


def claim_of(row: Row) -> Claim:
    """Read a row of `claims`."""
    speaker_span = row["speaker_span"]
    return Claim(
        id=row["id"],
        article_id=row["article_id"],
        spans=interchange.spans_from_json(_read(row["spans"])),
        text=row["text"],
        speaker=row["speaker"],
        speaker_span=(
            None if speaker_span is None else interchange.span_from_json(_read(speaker_span))
        ),
        cue=row["cue"],
        manner=Manner(row["manner"]),
        figures=interchange.figures_from_json(_listed(row["figures"])),
        dates=interchange.dates_from_json(_listed(row["dates"])),
        checkability=_checkability(row["checkability"]),
        brackets=interchange.brackets_from_json(_listed(row["brackets"])),
    )


def left_out_row(left_out: LeftOut, *, article_id: str, place: int) -> Row:
    """Return the row of a statement left out, the `place`-th of its article."""
    return {
        "article_id": article_id,
        "place": place,
        "spans": _dump(interchange.spans_to_json(left_out.spans)),
        "reason": left_out.reason.value,
    }


def left_out_of(row: Row) -> LeftOut:
    """Read a row of `left_out`."""
    spans = interchange.spans_from_json(json.loads(row["spans"]))
    return LeftOut(spans, LeftOutReason(row["reason"]))


def furniture_row(piece: Furniture, *, article_id: str, place: int) -> Row:
    """Return the row of a piece taken out of a source, the `place`-th of its article."""
    return {
        "article_id": article_id,
        "place": place,
        "text": piece.text,
        "kind": piece.kind.value,
    }


def furniture_of(row: Row) -> Furniture:
    """Read a row of `furniture`."""
    return Furniture(row["text"], FurnitureKind(row["kind"]))


def past_claim_row(past: PastClaim, *, entry: int) -> Row:
    """Return the row of a past claim that the numbered ledger entry imported."""
    return {
        "id": past.id,
        "text": past.text,
        "text_sha256": text_sha256(past.text),
        "title": past.title,
        "verdict": None if past.verdict is None else past.verdict.value,
        "rating": past.rating,
        "date": past.date,
        "publisher": past.publisher,
        "address": past.address,
        "speaker": past.speaker,
        "figures": _dump(interchange.figures_to_json(past.figures)),
        "article_id": past.article_id,
        "reason": past.reason,
        "analyst": past.analyst,
        "origin": past.origin,
        "entry": entry,
    }


def past_claim_of(row: Row) -> PastClaim:
    """Read a row of `past_claims`, or of a claim of an article in its shape."""
    return PastClaim(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        verdict=None if row["verdict"] is None else Verdict(row["verdict"]),
        rating=row["rating"],
        date=row["date"],
        publisher=row["publisher"],
        address=row["address"],
        speaker=row["speaker"],
        figures=interchange.figures_from_json(json.loads(row["figures"])),
        article_id=row["article_id"],
        reason=row["reason"],
        decided=row["decided"],
        analyst=row["analyst"],
        manner=Manner(row["manner"]) if row.get("manner") else None,
        origin=row["origin"],
    )


def link_of(row: Row) -> Link:
    """Read a row of `current_links`."""
    suggest, match = row["suggest"], row["match"]
    return Link(
        entry_id=row["entry_id"],
        claim_id=row["claim_id"],
        past_id=row["past_id"],
        answer=LinkAnswer(row["answer"]),
        analyst=row["analyst"],
        at=in_utc(row["at_utc"]),
        score=row["score"],
        model=row["model"],
        thresholds=None if suggest is None or match is None else Thresholds(suggest, match),
    )


def evidence_of(row: Row) -> GivenEvidence:
    """Read a row of `current_evidence`."""
    evidence = interchange.evidence_from_json(json.loads(row["evidence"]))
    return GivenEvidence(row["entry_id"], evidence, row["analyst"], in_utc(row["at_utc"]))


def note_of(row: Row) -> Note:
    """Read a row of `current_written_notes`."""
    return Note(row["note"], row["analyst"], in_utc(row["at_utc"]))


def searchable_row(id_: str, text: str, terms: Mapping[str, int], *, claim: int, entry: int) -> Row:
    """Return the row that makes a claim or past claim searchable, as the `claim`-th of all."""
    return {
        "number": claim,
        "claim_id": id_,
        "text_sha256": text_sha256(text),
        "length": sum(terms.values()),
        "entry": entry,
    }


def decision_of(row: Row) -> Decision:
    """Read a row of `current_voices`, or one of its columns."""
    confidence = row["confidence"]
    return Decision(
        entry_id=row["entry_id"],
        claim_id=row["claim_id"],
        verdict=Verdict(row["verdict"]),
        reason=row["reason"],
        confidence=None if confidence is None else Confidence(confidence),
        analyst=row["analyst"],
        at=in_utc(row["at_utc"]),
    )


def article_content(
    article: Article, claims: Sequence[Claim], left_out: Sequence[LeftOut]
) -> dict[str, Json]:
    """Return what an `article added` entry answers for, as one JSON value."""
    published = article.published
    return {
        "article": {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "published": None if published is None else published.isoformat(),
        },
        "claims": [interchange.claim_to_json(claim, article) for claim in claims],
        "left_out": [interchange.left_out_to_json(item, article) for item in left_out],
    }


def furniture_ties(pieces: Sequence[Furniture]) -> dict[str, Json]:
    """Return what an `article added` entry says of the furniture; nothing where there is none."""
    if not pieces:
        return {}
    content: list[Json] = [interchange.furniture_to_json(piece) for piece in pieces]
    return {"furniture_count": len(pieces), "furniture_sha256": sha256_of(content)}


def past_claim_content(past: PastClaim) -> dict[str, Json]:
    """Return what a `past claims imported` entry answers for in one past claim.

    Analyst and store are left out where there are none, as entries were before they could be.
    """
    content: dict[str, Json] = {
        "id": past.id,
        "text": past.text,
        "title": past.title,
        "verdict": None if past.verdict is None else past.verdict.value,
        "rating": past.rating,
        "date": None if past.date is None else past.date.isoformat(),
        "publisher": past.publisher,
        "address": past.address,
        "speaker": past.speaker,
        "figures": interchange.figures_to_json(past.figures),
        "article": past.article_id,
        "reason": past.reason,
    }
    return content | {
        key: value
        for key, value in (("analyst", past.analyst), ("origin", past.origin))
        if value is not None
    }


def _listed(text: str) -> Json:
    """Read a list, which most claims have empty: a report reads 100,000 of them."""
    return [] if text == "[]" else _read(text)


def _read(text: str) -> Json:
    """Return what `json.loads` does, in half the time for so short a text without spaces around."""
    value: Json
    value, end = _DECODER.raw_decode(text)
    return value if end == len(text) else json.loads(text)


@lru_cache(maxsize=4096)
def _checkability(text: str) -> Checkability:
    return interchange.checkability_from_json(json.loads(text))


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _dump_span(span: Span | None) -> str | None:
    return None if span is None else _dump(interchange.span_to_json(span))
