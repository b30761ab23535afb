"""Past claims, how they differ, and the answers on them, as JSON."""

from collections.abc import Callable, Iterable

from workbench.interchange.shapes import day_to_json
from workbench.model import (
    ClaimPair,
    Difference,
    Json,
    Link,
    Match,
    PastClaim,
    PastVersion,
    Timeline,
)


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
        "verdict_date": day_to_json(past.verdict_date),
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
                "verdict_date": day_to_json(point.past.verdict_date),
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
