"""Similar past claims with the thresholds, the answers and the age of their verdicts."""

from datetime import UTC, date, datetime

import pytest

from workbench import pipeline
from workbench.model import (
    EntryKind,
    LinkAnswer,
    LinkStatus,
    Match,
    ReviewedClaim,
    Status,
    Thresholds,
    Verdict,
)
from workbench.pipeline import Context, LinkedClaims, MatchRules
from workbench.store.duck import DuckStore

NOW = datetime(2012, 6, 1, 12, tzinfo=UTC)


def linked(store: DuckStore, **rules: object) -> LinkedClaims:
    given = MatchRules(**rules)  # type: ignore[arg-type]  # any of the rules
    return LinkedClaims(store, clock=lambda: NOW, rules=given)


def the_claim(store: DuckStore) -> ReviewedClaim:
    """Return a claim that several past claims are similar to."""
    claims = store.reviewed_claims()
    return next(one for one in claims if "about 4,000 civilians remained" in one.claim.text)


def answer(store: DuckStore, match: Match, given: LinkAnswer, context: Context) -> None:
    claim = the_claim(store).claim
    pipeline.link(claim, match.past.id, given, store=store, similar=linked(store), context=context)


def test_each_match_says_whether_it_is_suggested_or_a_match(sample_store: DuckStore) -> None:
    matches = linked(sample_store).to_claim(the_claim(sample_store), limit=20)

    assert {match.status for match in matches} == {LinkStatus.MATCH, LinkStatus.SUGGESTED}
    for match in matches:
        assert (match.status is LinkStatus.MATCH) == (match.score >= 0.7)
        assert match.score >= 0.5


def test_other_thresholds_give_other_words(sample_store: DuckStore) -> None:
    strict = linked(sample_store, thresholds=Thresholds(0.6, 0.99))
    matches = strict.to_claim(the_claim(sample_store), limit=20)

    assert {match.status for match in matches} == {LinkStatus.SUGGESTED}
    assert min(match.score for match in matches) >= 0.6


def test_rejected_claims_take_no_room_from_the_others(
    sample_store: DuckStore, context: Context
) -> None:
    before = linked(sample_store).to_claim(the_claim(sample_store), limit=3)
    answer(sample_store, before[0], LinkAnswer.REJECTED, context)
    after = linked(sample_store).to_claim(the_claim(sample_store), limit=3)

    assert [match.past.id for match in after[:2]] == [match.past.id for match in before[1:]]
    assert len(after) == 4
    assert (after[-1].past.id, after[-1].status) == (before[0].past.id, LinkStatus.REJECTED)


def test_an_answered_claim_is_shown_though_the_search_does_not_find_it(
    sample_store: DuckStore, context: Context
) -> None:
    claim = the_claim(sample_store)
    far = next(
        match
        for match in linked(sample_store, thresholds=Thresholds(0.0, 0.7)).to_claim(claim, limit=40)
        if match.score < 0.4
    )
    answer(sample_store, far, LinkAnswer.ACCEPTED, context)
    found = linked(sample_store).to_claim(the_claim(sample_store), limit=3)

    (shown,) = [match for match in found if match.past.id == far.past.id]
    assert shown.status is LinkStatus.ACCEPTED
    assert shown.score == pytest.approx(far.score, abs=1e-4)


def test_a_verdict_is_never_inherited(sample_store: DuckStore, context: Context) -> None:
    claim = the_claim(sample_store)
    decided = next(m for m in linked(sample_store).to_claim(claim) if m.past.verdict)
    answer(sample_store, decided, LinkAnswer.ACCEPTED, context)

    assert the_claim(sample_store).status is Status.UNREVIEWED
    assert {one.status for one in sample_store.reviewed_claims()} == {Status.UNREVIEWED}
    kinds = [entry.kind for entry in sample_store.entries()]
    assert EntryKind.DECIDED not in kinds
    report = pipeline.report(
        sample_store, made_at=NOW, made_by="mara", similar=linked(sample_store)
    )
    assert report.tally.reviewed == 0


def test_a_verdict_is_stale_when_it_is_older_than_the_setting(sample_store: DuckStore) -> None:
    claim = the_claim(sample_store)
    fresh = linked(sample_store, stale_after_days=365).to_claim(claim)
    strict = linked(sample_store, stale_after_days=30).to_claim(claim)

    assert not any(match.stale for match in fresh)
    assert any(match.past.verdict and match.stale for match in strict)
    assert not any(match.stale for match in strict if match.past.verdict_date is None)


@pytest.mark.parametrize(("days", "stale"), [(364, False), (365, False), (366, True)])
def test_the_setting_counts_whole_days(sample_store: DuckStore, days: int, stale: bool) -> None:  # noqa: FBT001 - a table
    (past,) = sample_store.past_claims(["syr-001"])
    assert past.verdict_date is not None
    today = date.fromordinal(past.verdict_date.toordinal() + days)
    clock = datetime(today.year, today.month, today.day, 23, 59, tzinfo=UTC)

    assert LinkedClaims(sample_store, clock=lambda: clock).is_stale(past) is stale


def test_by_words_alone_nothing_is_graded(sample_store: DuckStore) -> None:
    found = linked(sample_store).to_text("tactical retreat", encoder=None)

    assert found
    assert {(match.status, match.model) for match in found} == {(None, None)}


def test_a_decision_on_a_claim_dates_its_verdict_for_others(
    sample_store: DuckStore, context: Context
) -> None:
    claim = the_claim(sample_store).claim
    pipeline.mark(
        claim, Verdict.DISPUTED, store=sample_store, reason=None, confidence=None, context=context
    )
    (past,) = sample_store.past_claims([claim.id])

    assert (past.date, past.verdict_date) == (date(2012, 3, 1), date(2026, 3, 1))
    late = LinkedClaims(sample_store, clock=lambda: datetime(2026, 6, 1, tzinfo=UTC))
    assert not late.is_stale(past)
