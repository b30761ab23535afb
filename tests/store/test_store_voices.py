"""Each analyst's own verdict: the views of the store and the fold of the review say the same."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_values import Desk, article_of, desk_at, four_claims

from workbench.model import Entry, EntryKind, Json, Status, Tally, Verdict
from workbench.review.history import History
from workbench.review.session import Session
from workbench.store import ledger, migrations

ANALYSTS = ("Noor", "Ilse", "Rana")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(ANALYSTS),
        st.sampled_from(("decide", "decide", "settle", "note", "undo", "redo")),
        st.sets(st.integers(0, 2), min_size=1),
        st.sampled_from(Verdict),
    ),
    min_size=1,
    max_size=20,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One store for all examples, which add an article each."""
    return desk_at(tmp_path_factory.mktemp("voices"))


def settle(desk: Desk, claim: str, verdict: Verdict, *, by: str) -> str:
    between: list[Json] = [
        voice.entry_id
        for one in desk.store.reviewed_claims()
        if one.claim.id == claim
        for voice in one.verdicts
    ]
    return desk.append(
        EntryKind.SETTLED, {**verdict_body([claim], verdict), "between": between}, by=by
    )


def verdict_body(claims: list[str], verdict: Verdict) -> dict[str, Json]:
    listed: list[Json] = [*claims]
    return {"claims": listed, "verdict": verdict.value, "reason": None, "confidence": None}


def entry_of(
    desk: Desk, history: History, act: tuple[str, str, set[int], Verdict], claims: list[str]
) -> Entry | None:
    """Return the entry of an act; None where there is nothing to undo or redo."""
    analyst, does, places, verdict = act
    named = [claims[place] for place in sorted(places)]
    if does in {"undo", "redo"}:
        turned = (history.next_undo if does == "undo" else history.next_redo)(analyst)
        kind = EntryKind.UNDONE if does == "undo" else EntryKind.REDONE
        return None if turned is None else desk.entry(kind, {"entry": turned.id}, by=analyst)
    if does == "note":
        listed: list[Json] = [*named]
        body: dict[str, Json] = {"claims": listed, "reason": f"why {verdict}"}
        return desk.entry(EntryKind.NOTED, body, by=analyst)
    body = verdict_body(named, verdict)
    if does == "decide":
        return desk.entry(EntryKind.DECIDED, body, by=analyst)
    return desk.entry(EntryKind.SETTLED, {**body, "between": ["0" * 32]}, by=analyst)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_the_views_say_of_voices_what_the_fold_says(
    desk: Desk, acts: list[tuple[str, str, set[int], Verdict]]
) -> None:
    number = next(desk.numbers)
    article, splitting = article_of([f"{word} {number}." for word in ("One", "Two", "Three")])
    desk.add(article, splitting)
    claims = [claim.id for claim in splitting.claims]
    history, entries = History(), []
    for act in acts:
        entry = entry_of(desk, history, act, claims)
        if entry is not None:
            entries.append(entry)
            history = history.after(entry)
    desk.store.append(entries)

    kept = desk.store.reviewed_claims(article.id)
    session = Session.of(article, kept, desk.store.entries(article.id), analyst="Noor")

    assert [one.verdicts for one in kept] == [history.voices(claim) for claim in claims]
    assert [one.decision for one in kept] == [history.decision(claim) for claim in claims]
    assert [one.noted for one in kept] == [history.noted(claim) for claim in claims]
    assert session.claims == kept
    summary = next(one for one in desk.store.articles() if one.article.id == article.id)
    assert summary.tally == Tally.of(one.status for one in kept)


def test_two_verdicts_are_a_disagreement_and_none_of_them_stands(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    desk.decide([claim], Verdict.VERIFIED, by="Noor")
    second = desk.decide([claim], Verdict.DISPUTED, by="Ilse")

    stands = desk.store.reviewed_claims()[0]

    assert (stands.status, stands.decision) == (Status.DISAGREEMENT, None)
    assert [(one.analyst, one.verdict.value) for one in stands.verdicts] == [
        ("Noor", "verified"),
        ("Ilse", "disputed"),
    ]
    assert desk.store.articles()[0].tally == Tally(unreviewed=3, disagreement=1)
    assert desk.store.overview().speakers[0].tally == Tally(unreviewed=3, disagreement=1)
    desk.undo(second)
    assert desk.store.reviewed_claims()[0].status is Status.VERIFIED


def test_a_settlement_stands_until_it_is_undone_or_another_disagrees(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    desk.decide([claim], Verdict.VERIFIED, by="Noor")
    desk.decide([claim], Verdict.DISPUTED, by="Ilse")
    settled = settle(desk, claim, Verdict.UNCONFIRMED, by="Rana")
    assert desk.store.reviewed_claims()[0].status is Status.UNCONFIRMED
    desk.undo(settled)
    assert desk.store.reviewed_claims()[0].status is Status.DISAGREEMENT
    desk.redo(settled)
    desk.decide([claim], Verdict.DISPUTED, by="Ilse")
    stands = desk.store.reviewed_claims()[0]
    assert [one.analyst for one in stands.verdicts] == ["Rana", "Ilse"]


def test_to_one_who_reviews_blind_others_verdicts_count_nowhere(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    desk.decide(claims[:2], Verdict.DISPUTED, by="Ilse")
    desk.decide(claims[:1], Verdict.VERIFIED, by="Noor")

    assert desk.store.articles(seen_by="Noor")[0].tally == Tally(unreviewed=3, disagreement=1)
    seen = desk.store.overview(seen_by="Noor")
    assert seen.tally == Tally(unreviewed=3, disagreement=1)
    assert sum((day.tally for day in seen.days), Tally()) == Tally(verified=1)
    assert desk.store.articles(seen_by="Rana")[0].tally == Tally(unreviewed=4)


def test_a_settlement_says_between_which_verdicts(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    with pytest.raises(ValueError, match="between"):
        desk.append(EntryKind.SETTLED, {**verdict_body([claim], Verdict.VERIFIED), "between": []})


def test_an_entry_counts_after_all_before_it_though_the_clock_went_back(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    late = desk.entry(EntryKind.DECIDED, verdict_body([claim], Verdict.VERIFIED))
    early = desk.entry(EntryKind.DECIDED, verdict_body([claim], Verdict.DISPUTED))
    desk.store.append([early])
    desk.store.append([late])
    assert desk.store.reviewed_claims()[0].status is Status.VERIFIED
    assert desk.store.entries()[-1] == late


def test_entries_of_an_earlier_version_get_the_moments_they_would_get_now() -> None:
    times = [dt.datetime(2026, 3, 1, 9, 0, 0, part) for part in (123_900, 999_999, 5, 123_900)]  # noqa: DTZ001 - as stored
    with duckdb.connect(":memory:") as con:
        migrations.migrate(con, migrations.shipped()[:7])
        for number, at in enumerate(times, 1):
            con.execute(
                "insert into ledger values (?, ?, ?, 'Noor', 'noted', '{}', '', '')",
                [number, f"{number:032x}", at],
            )
        migrations.migrate(con, migrations.shipped())
        found = con.execute("select moment from ledger order by number").fetchall()
    expected, last = [], 0
    for number, at in enumerate(times, 1):
        least = ledger.least_moment(at.replace(tzinfo=dt.UTC), f"{number:032x}")
        last = max(least, last + 1)
        expected.append((last,))
    assert found == expected
