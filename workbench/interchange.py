"""The JSON form of the values: the words of the model as keys, spans as `[start, end]`.

The command line, the store's nested columns and the JSON report all use this one form.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from workbench.model import (
    Article,
    Bracket,
    Checkability,
    Claim,
    ClaimPair,
    DateMention,
    Difference,
    Entry,
    Figure,
    FigureKind,
    Json,
    LeftOut,
    Link,
    Match,
    PastClaim,
    PastVersion,
    ReviewedClaim,
    Span,
    Timeline,
)


def claim_to_json(claim: Claim, article: Article) -> dict[str, Json]:
    """Return the claim as `workbench claims --jsonl` prints it."""
    return {
        "id": claim.id,
        "article": claim.article_id,
        "spans": spans_to_json(claim.spans),
        "quote": article.quote(claim.spans),
        "text": claim.text,
        "speaker": claim.speaker,
        "speaker_span": span_to_json(claim.speaker_span) if claim.speaker_span else None,
        "cue": claim.cue,
        "manner": claim.manner.value,
        "figures": figures_to_json(claim.figures),
        "dates": dates_to_json(claim.dates),
        "checkability": checkability_to_json(claim.checkability),
        "brackets": brackets_to_json(claim.text, claim.brackets),
    }


def reviewed_claim_to_json(reviewed: ReviewedClaim) -> dict[str, Json]:
    """Return a claim with where it stands, as `workbench list --json` prints it."""
    decision = reviewed.decision
    return {
        "id": reviewed.claim.id,
        "article": reviewed.claim.article_id,
        "text": reviewed.claim.text,
        "quote": reviewed.quote,
        "spans": spans_to_json(reviewed.claim.spans),
        "speaker": reviewed.claim.speaker,
        "manner": reviewed.claim.manner.value,
        "status": reviewed.status.value,
        "verdict": decision.verdict.value if decision else None,
        "reason": decision.reason if decision else reviewed.noted,
        "confidence": decision.confidence.value if decision and decision.confidence else None,
        "analyst": decision.analyst if decision else None,
        "decided_at": decision.at.isoformat() if decision else None,
        "links": [link_to_json(link) for link in reviewed.links],
    }


def link_to_json(link: Link) -> dict[str, Json]:
    """Return an analyst's answer on a past claim, with what it rested on."""
    return {
        "past": link.past_id,
        "answer": link.answer.value,
        "analyst": link.analyst,
        "at": link.at.isoformat(),
        "score": link.score,
        "model": link.model,
        "suggest": link.thresholds.suggest if link.thresholds else None,
        "match": link.thresholds.match if link.thresholds else None,
        "entry": link.entry_id,
    }


def match_to_json(match: Match) -> dict[str, Json]:
    """Return a past claim with its score and what differs, as `workbench search --json` prints."""
    past = match.past
    return {
        "id": past.id,
        "claim": past.text,
        "title": past.title,
        "score": round(match.score, 4),
        "link": match.status.value if match.status else None,
        "answer": link_to_json(match.link) if match.link else None,
        "verdict": past.verdict.value if past.verdict else None,
        "rating": past.rating,
        "reason": past.reason,
        "date": past.date.isoformat() if past.date else None,
        "verdict_date": _day(past.verdict_date),
        "stale": match.stale,
        "publisher": past.publisher,
        "address": past.address,
        "speaker": past.speaker,
        "article": past.article_id,
        "analyst": past.analyst,
        "origin": past.origin,
        "differences": differences_to_json(match.differences),
    }


def pair_to_json(pair: ClaimPair) -> dict[str, Json]:
    """Return two claims of an article that repeat or contradict each other."""
    return {
        "kind": pair.kind.value,
        "score": round(pair.score, 4),
        "first": {"id": pair.first.id, "text": pair.first.text, "speaker": pair.first.speaker},
        "second": {"id": pair.second.id, "text": pair.second.text, "speaker": pair.second.speaker},
        "differences": differences_to_json(pair.differences),
    }


def timeline_to_json(
    timeline: Timeline, *, is_stale: Callable[[PastClaim], bool]
) -> dict[str, Json]:
    """Return how a figure was given over time, as `workbench timeline --json` prints it."""
    return {
        "figure": timeline.figure.text,
        "moves": timeline.moves,
        "points": [
            {
                "id": point.past.id,
                "claim": point.past.text,
                "date": point.past.date.isoformat() if point.past.date else None,
                "figure": point.figure.text,
                "value": point.figure.value,
                "hedge": point.figure.hedge,
                "unit": point.figure.unit,
                "moved": point.moved,
                "score": round(point.score, 4),
                "speaker": point.past.speaker,
                "publisher": point.past.publisher,
                "title": point.past.title,
                "address": point.past.address,
                "article": point.past.article_id,
                "verdict": point.past.verdict.value if point.past.verdict else None,
                "rating": point.past.rating,
                "verdict_date": _day(point.past.verdict_date),
                "stale": is_stale(point.past),
            }
            for point in timeline.points
        ],
    }


def differences_to_json(differences: Iterable[Difference]) -> list[Json]:
    """Return the differences, each an object with its kind and the words of both sides."""
    return [
        {"kind": item.kind.value, "ours": item.ours, "theirs": item.theirs} for item in differences
    ]


def past_version_to_json(version: PastVersion) -> dict[str, Json]:
    """Return a past claim as it read at one import, as `workbench past --json` prints it."""
    past = version.past
    return {
        "id": past.id,
        "claim": past.text,
        "title": past.title,
        "verdict": past.verdict.value if past.verdict else None,
        "rating": past.rating,
        "reason": past.reason,
        "analyst": past.analyst,
        "date": past.date.isoformat() if past.date else None,
        "publisher": past.publisher,
        "address": past.address,
        "speaker": past.speaker,
        "origin": past.origin,
        "imported": version.at.isoformat(),
        "imported_by": version.analyst,
    }


def entry_to_json(entry: Entry) -> dict[str, Json]:
    """Return a ledger entry."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "analyst": entry.analyst,
        "kind": entry.kind.value,
        "body": dict(entry.body),
    }


def left_out_to_json(left_out: LeftOut, article: Article) -> dict[str, Json]:
    """Return a statement that was left out, with its reason."""
    return {
        "spans": spans_to_json(left_out.spans),
        "quote": article.quote(left_out.spans),
        "reason": left_out.reason.value,
    }


def span_to_json(span: Span) -> list[Json]:
    """Return `[start, end]`."""
    return [span.start, span.end]


def span_from_json(value: Json) -> Span:
    """Read `[start, end]`; ValueError where it is anything else."""
    match value:
        case [int(start), int(end)]:
            return Span(start, end)
    message = f"not a span: {value!r}"
    raise ValueError(message)


def spans_to_json(spans: tuple[Span, ...]) -> list[Json]:
    """Return the spans as a list of `[start, end]`."""
    return [span_to_json(span) for span in spans]


def spans_from_json(value: Json) -> tuple[Span, ...]:
    """Read a list of `[start, end]`."""
    return tuple(span_from_json(item) for item in _list(value))


def figures_to_json(figures: tuple[Figure, ...]) -> list[Json]:
    """Return the figures, each an object."""
    return [
        {
            "text": figure.text,
            "kind": figure.kind.value,
            "value": figure.value,
            "hedge": figure.hedge,
            "unit": figure.unit,
            "span": span_to_json(figure.span),
        }
        for figure in figures
    ]


def figures_from_json(value: Json) -> tuple[Figure, ...]:
    """Read what `figures_to_json` gave."""
    return tuple(
        Figure(
            text=cast("str", item["text"]),  # written by figures_to_json
            kind=FigureKind(cast("str", item["kind"])),
            value=cast("float | None", item["value"]),
            hedge=cast("str | None", item["hedge"]),
            unit=cast("str | None", item["unit"]),
            span=span_from_json(item["span"]),
        )
        for item in map(_object, _list(value))
    )


def dates_to_json(dates: tuple[DateMention, ...]) -> list[Json]:
    """Return the dates, each an object."""
    return [
        {
            "text": date.text,
            "value": date.value,
            "certain": date.certain,
            "span": span_to_json(date.span),
        }
        for date in dates
    ]


def dates_from_json(value: Json) -> tuple[DateMention, ...]:
    """Read what `dates_to_json` gave."""
    return tuple(
        DateMention(
            text=cast("str", item["text"]),  # written by dates_to_json
            span=span_from_json(item["span"]),
            value=cast("str | None", item["value"]),
            certain=cast("bool", item["certain"]),
        )
        for item in map(_object, _list(value))
    )


def brackets_to_json(text: str, brackets: tuple[Bracket, ...]) -> list[Json]:
    """Return each bracket with its words, its place in the text and its source in the article."""
    return [
        {
            "text": text[bracket.at.start + 1 : bracket.at.end - 1],
            "at": span_to_json(bracket.at),
            "source": span_to_json(bracket.source),
        }
        for bracket in brackets
    ]


def brackets_from_json(value: Json) -> tuple[Bracket, ...]:
    """Read what `brackets_to_json` gave."""
    return tuple(
        Bracket(span_from_json(item["at"]), span_from_json(item["source"]))
        for item in map(_object, _list(value))
    )


def checkability_to_json(checkability: Checkability) -> dict[str, Json]:
    """Return the score with its reasons."""
    return {"score": checkability.score, "reasons": list(checkability.reasons)}


def checkability_from_json(value: Json) -> Checkability:
    """Read what `checkability_to_json` gave."""
    item = _object(value)
    reasons = tuple(str(reason) for reason in _list(item["reasons"]))
    return Checkability(cast("float", item["score"]), reasons)


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        message = f"not a list: {value!r}"
        raise TypeError(message)
    return value


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        message = f"not an object: {value!r}"
        raise TypeError(message)
    return value
