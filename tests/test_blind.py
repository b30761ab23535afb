"""Reviewing blind: nothing that others made of a claim leaks through searches, series or lists."""

from datetime import UTC, datetime

import pytest

from workbench.matching.encoder import Encoder
from workbench.model import EntryKind, Json, Status, Verdict
from workbench.pipeline import Context, LinkedClaims, Wanted
from workbench.store.duck import DuckStore

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def judged(sample_store: DuckStore, context: Context) -> str:
    """The id of a claim that somebody else disputed."""
    claim = next(one.claim for one in sample_store.reviewed_claims() if one.claim.figures)
    entry = Context("omar", context.clock, context.new_id).entry(
        EntryKind.DECIDED,
        claims=[claim.id],
        verdict="disputed",
        reason="a secret",
        confidence=None,
    )
    sample_store.append([entry])
    return claim.id


def linked(store: DuckStore, seen_by: str | None) -> LinkedClaims:
    return LinkedClaims(store, clock=lambda: NOW, seen_by=seen_by)


def test_a_search_shows_no_verdict_of_others(
    sample_store: DuckStore, judged: str, encoder: Encoder
) -> None:
    text = sample_store.claim(judged).text

    def found(seen_by: str | None) -> dict[str, object]:
        matches = linked(sample_store, seen_by).to_text(text, encoder=encoder)
        (past,) = [match.past for match in matches if match.past.id == judged]
        return {"verdict": past.verdict, "reason": past.reason, "analyst": past.analyst}

    assert found(None) == {"verdict": "disputed", "reason": "a secret", "analyst": "omar"}
    assert found("omar") == found(None)
    assert found("mara") == {"verdict": None, "reason": None, "analyst": None}


def test_a_search_by_verdict_finds_what_one_may_see(
    sample_store: DuckStore, judged: str, encoder: Encoder
) -> None:
    text = sample_store.claim(judged).text

    def finds(seen_by: str | None, status: Status) -> bool:
        wanted = Wanted(statuses={status})
        found = linked(sample_store, seen_by).to_text(text, encoder=encoder, wanted=wanted)
        return judged in {match.past.id for match in found}

    assert finds(None, Status.DISPUTED)
    assert not finds("mara", Status.DISPUTED)
    assert finds("mara", Status.UNREVIEWED)


def test_a_series_over_time_and_a_link_show_no_verdict_of_others(
    sample_store: DuckStore, context: Context
) -> None:
    everybody = linked(sample_store, None)
    claims = [one.claim for one in sample_store.reviewed_claims()]
    claim = next(one for one in claims if everybody.timelines(one))
    other = next(one for one in claims if one.id != claim.id)
    body: dict[str, Json] = {"claims": [claim.id, other.id], "verdict": "disputed"}
    omar = Context("omar", context.clock, context.new_id)
    sample_store.append([omar.entry(EntryKind.DECIDED, **body, reason="a secret", confidence=None)])

    def verdicts(seen_by: str | None) -> set[object]:
        series = linked(sample_store, seen_by).timelines(claim)
        points = (point for one in series for point in one.points)
        return {point.past.verdict for point in points if point.past.id == claim.id}

    assert verdicts(None) == {Verdict.DISPUTED}
    assert verdicts("mara") == {None}
    assert everybody.between(claim, other.id).past.reason == "a secret"
    assert linked(sample_store, "mara").between(claim, other.id).past.reason is None
