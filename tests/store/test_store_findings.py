"""What was found for a report once is kept, and gives the same bytes as what is found anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reported import (
    ACTS,
    LINES,
    SHEET,
    Linked,
    answer,
    claim_ids,
    decide,
    filled,
    rename,
    report_in,
    reports,
    reports_made_anew,
    text_of,
)
from store_values import MODEL, Desk, article_of, past, vectors

from workbench.model import EntryKind, Manner, Status, Thresholds, Verdict
from workbench.pipeline import MatchRules, reported_matches
from workbench.pipeline.status_report import Chosen
from workbench.store import DuckStore
from workbench.store.protocol import Encoded


@settings(max_examples=2)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 40)), min_size=3, max_size=5))
def test_what_is_kept_gives_the_same_bytes_whatever_was_done(
    acts: list[tuple[Callable[[Desk, int], object], int]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = filled(Path(folder))
        reports(desk.store)
        for at, (act, number) in enumerate(acts):
            act(desk, number)
            day = 20 * at
            told = report_in(LINES, Linked(desk.store, day=day))
            assert told == reports_made_anew(desk.store, day=day, forms=(LINES,))[0]
        assert reports(desk.store) == reports_made_anew(desk.store)


def test_nothing_is_searched_for_twice(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    first, again, elsewhere = (Linked(desk.store) for _ in range(3))
    told = report_in(LINES, first)
    assert report_in(LINES, again) == told
    assert b'"past_claim"' in told
    assert report_in(SHEET, Linked(desk.store)) == reports_made_anew(desk.store)[1]
    assert report_in(LINES, Linked(DuckStore(desk.store.path))) == told
    report_in(LINES, elsewhere, Chosen(query="has:match"))
    assert (first.searched, again.searched, elsewhere.searched) == (6, 0, 0)


@pytest.mark.parametrize("act", [decide, rename, lambda desk, _: desk.note(claim_ids(desk), "?")])
def test_what_analysts_do_asks_for_no_search(
    act: Callable[[Desk, int], object], tmp_path: Path
) -> None:
    desk = filled(tmp_path)
    reports(desk.store)
    if act is rename:
        desk.append(
            EntryKind.ARTICLE_RENAMED,
            {"article": desk.store.articles()[0].article.id, "title": "Another"},
        )
    else:
        act(desk, 1)
    linked = Linked(desk.store)
    told = report_in(LINES, linked)
    assert linked.searched == 0
    assert told == reports_made_anew(desk.store)[0]


def test_a_denial_that_a_newer_version_brings_is_told(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    stated = [past(n, text_of(50 + n), origin="theirs/claims.duckdb") for n in range(4)]
    desk.bring_in(stated)
    before = report_in(LINES, Linked(desk.store))
    desk.bring_in([replace(one, manner=Manner.DENIED) for one in stated])
    told = report_in(LINES, Linked(desk.store))
    assert told != before
    assert told == reports_made_anew(desk.store)[0]


def test_a_claim_with_answers_is_searched_for_each_time(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    reports(desk.store)
    answer(desk, 1)
    linked = Linked(desk.store)
    assert report_in(LINES, linked) == reports_made_anew(desk.store)[0]
    assert linked.searched == 1


def test_who_reviews_blind_is_told_nothing_that_is_kept(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    desk.decide(claim_ids(desk), Verdict.VERIFIED, by="Omar")
    assert b'"verified"' in report_in(LINES, Linked(desk.store))
    blind = Linked(desk.store, seen_by="Ilse")
    report_in(LINES, blind)
    assert blind.searched == 6


def test_other_rules_and_other_code_find_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = filled(tmp_path)
    reports(desk.store)
    strict = Linked(desk.store, rules=MatchRules(Thresholds(0.3, 0.6)))
    report_in(LINES, strict)
    monkeypatch.setattr(reported_matches, "_code", lambda: "another")
    coded = Linked(desk.store, rules=MatchRules(Thresholds(0.3, 0.6)))
    report_in(LINES, coded)
    assert (strict.searched, coded.searched) == (6, 6)


def test_a_verdict_gets_stale_by_itself(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    desk.decide(claim_ids(desk), Verdict.VERIFIED)
    (fresh, _), linked = reports(desk.store), Linked(desk.store, day=400)
    later = report_in(LINES, linked)
    assert (b'"stale":true' in fresh, b'"stale":true' in later, linked.searched) == (False, True, 0)
    assert reports(desk.store)[0] == fresh


def test_vectors_that_come_later_are_searched_by(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    texts = [one.claim.text for one in desk.store.reviewed_claims()]
    article, splitting = article_of(["About 3 people left."], title="Late")
    nothing = Encoded(MODEL, (), vectors([]))
    desk.store.add_article(
        article, splitting, terms={}, encoded=nothing, entry=desk.entry(EntryKind.ARTICLE_ADDED, {})
    )
    reports(desk.store)
    late = tuple(claim.text for claim in splitting.claims)
    encoded = Encoded(MODEL, late, vectors(texts[:1]))  # as near as can be to another's
    desk.store.add_vectors(encoded, entry=desk.entry(EntryKind.REINDEXED, {}))
    assert reports(desk.store) == reports_made_anew(desk.store)


def test_an_answered_claim_is_told_alone_as_among_others(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    for number in range(4):
        body = {"claim": claim_ids(desk)[0], "past": f"past{number:012x}", "answer": "accepted"}
        desk.append(EntryKind.LINKED, dict(body))
    linked, claims = Linked(desk.store), desk.store.reviewed_claims()
    alone = tuple(linked.to_claim(one, limit=2) for one in claims)
    assert linked.to_claims(claims, limit=2) == alone
    assert {one.status for one in claims} == {Status.UNREVIEWED}
