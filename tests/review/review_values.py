"""A small article with six claims, and entries about them, for the tests of the review session."""

import datetime as dt

from workbench.model import (
    Article,
    Checkability,
    Claim,
    Entry,
    EntryKind,
    Json,
    Manner,
    ReviewedClaim,
    Span,
    Verdict,
)
from workbench.review.acts import Stamp
from workbench.review.session import Session

SENTENCES = (
    ("About 4,000 people remain in Bab Amr.", None, 0.9),
    ("The army entered the district on Thursday.", None, 0.6),
    ("The rebels called it a “tactical retreat”.", "The Free Syrian Army", 0.4),
    ("The Red Cross had a green light.", "Valerie Amos", 0.8),
    ("Two reporters were killed there.", None, 0.7),
    ("It’s the fourth week of shelling.", "Valerie Amos", 0.5),
)
ARTICLE = Article.of(" ".join(text for text, _, _ in SENTENCES), title="After the retreat")
NOON = dt.datetime(2012, 3, 1, 12, 0, tzinfo=dt.UTC)
IDS = tuple(f"{number:016x}" for number in range(1, len(SENTENCES) + 1))


def claims() -> tuple[ReviewedClaim, ...]:
    """Return one unreviewed claim a sentence."""
    found = []
    for claim_id, (text, speaker, score) in zip(IDS, SENTENCES, strict=True):
        start = ARTICLE.text.index(text)
        claim = Claim(
            id=claim_id,
            article_id=ARTICLE.id,
            spans=(Span(start, start + len(text)),),
            text=text,
            speaker=speaker,
            manner=Manner.SAID if speaker else Manner.ASSERTED,
            checkability=Checkability(score, ("event",)),
        )
        found.append(ReviewedClaim(claim, ARTICLE.quote(claim.spans)))
    return tuple(found)


def session(*entries: Entry, analyst: str = "rana") -> Session:
    """Return a review of the article after the entries."""
    return Session.of(ARTICLE, claims(), entries, analyst=analyst)


def stamp(number: int) -> Stamp:
    """Return the id and time of the entry of that number."""
    return Stamp(f"{number:032x}", NOON + dt.timedelta(minutes=number))


def decided(
    number: int,
    *claim_ids: str,
    verdict: Verdict = Verdict.VERIFIED,
    reason: str | None = None,
    analyst: str = "rana",
) -> Entry:
    """Return a decision on claims."""
    listed: list[Json] = list(claim_ids)
    body: dict[str, Json] = {
        "claims": listed,
        "verdict": verdict.value,
        "reason": reason,
        "confidence": None,
    }
    return _entry(number, analyst, EntryKind.DECIDED, body)


def noted(number: int, claim_id: str, reason: str | None, *, analyst: str = "rana") -> Entry:
    """Return a reason for a claim that has no verdict yet."""
    return _entry(number, analyst, EntryKind.NOTED, {"claims": [claim_id], "reason": reason})


def undone(number: int, entry: Entry, *, analyst: str = "rana") -> Entry:
    """Return the undoing of an entry."""
    return _entry(number, analyst, EntryKind.UNDONE, {"entry": entry.id})


def redone(number: int, entry: Entry, *, analyst: str = "rana") -> Entry:
    """Return the redoing of an entry."""
    return _entry(number, analyst, EntryKind.REDONE, {"entry": entry.id})


def _entry(number: int, analyst: str, kind: EntryKind, body: dict[str, Json]) -> Entry:
    given = stamp(number)
    return Entry(given.entry_id, given.at, analyst, kind, body)
