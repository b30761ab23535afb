import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_values import desk_at, four_claims, past, rich_article, statuses

from workbench.errors import NotFoundError, StoreError
from workbench.model import EntryKind, Json, Verdict
from workbench.store import DuckStore


def test_a_decision_is_the_claims_status(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    entry = desk.decide([claims[1]], Verdict.DISPUTED, "It was three")
    assert statuses(desk.store) == ["unreviewed", "disputed", "unreviewed", "unreviewed"]
    decision = desk.store.reviewed_claims()[1].decision
    assert decision is not None
    assert (decision.entry_id, decision.claim_id) == (entry, claims[1])
    assert (decision.reason, decision.analyst) == ("It was three", "Noor")
    assert decision.at == desk.store.entries()[-1].at


def test_an_analysts_last_decision_counts_and_both_are_kept(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    desk.decide([claim], Verdict.VERIFIED)
    desk.decide([claim], Verdict.DISPUTED)
    decision = desk.store.reviewed_claims()[0].decision
    assert decision is not None
    assert decision.verdict is Verdict.DISPUTED
    decided = [one for one in desk.store.entries() if one.kind is EntryKind.DECIDED]
    assert [one.body["verdict"] for one in decided] == ["verified", "disputed"]


def test_undoing_the_other_analysts_decision_brings_back_the_first(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    desk.decide([claim], Verdict.VERIFIED, by="Noor")
    undone = desk.decide([claim], Verdict.DISPUTED, by="Ilse")
    desk.undo(undone)
    decision = desk.store.reviewed_claims()[0].decision
    assert decision is not None
    assert (decision.verdict, decision.analyst) == (Verdict.VERIFIED, "Noor")


def test_undo_and_redo_hold_after_the_store_is_opened_anew(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    entry = desk.decide([claim], Verdict.VERIFIED)
    desk.undo(entry)
    assert statuses(DuckStore(desk.store.path))[0] == "unreviewed"
    desk.redo(entry)
    assert statuses(DuckStore(desk.store.path))[0] == "verified"
    desk.undo(entry)
    assert statuses(DuckStore(desk.store.path))[0] == "unreviewed"


def test_a_bulk_decision_is_undone_at_once(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    desk.decide([claims[0]], Verdict.VERIFIED)
    bulk = desk.decide(claims, Verdict.UNCONFIRMED)
    assert statuses(desk.store) == ["unconfirmed"] * 4
    desk.undo(bulk)
    assert statuses(desk.store) == ["verified", *["unreviewed"] * 3]


def test_the_last_live_note_is_the_noted_reason(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    desk.note(claims[:2], "Ask the mayor")
    second = desk.note([claims[0]], "Ask the hospital")
    noted = [one.noted for one in desk.store.reviewed_claims()]
    assert noted == ["Ask the hospital", "Ask the mayor", None, None]
    desk.undo(second)
    assert desk.store.reviewed_claims()[0].noted == "Ask the mayor"


def test_an_articles_entries_are_those_about_its_claims(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    article, splitting = rich_article()
    desk.add(article, splitting)
    desk.bring_in([past(1, "Once.")])
    own = desk.decide([splitting.claims[0].id], Verdict.VERIFIED)
    both = desk.decide([claims[0], splitting.claims[0].id], Verdict.VERIFIED)
    others = desk.note([claims[1]], "Not this article's")
    undo = desk.undo(own)
    desk.undo(others)
    found = desk.store.entries(article.id)
    assert found[0].kind is EntryKind.ARTICLE_ADDED
    assert [one.id for one in found][1:] == [own, both, undo]


def test_entries_come_back_as_they_were_appended(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    body: dict[str, Json] = {"claims": [claims[0]], "reason": "é “x”\u0000", "nested": {"a": [1.5]}}
    entry = desk.entry(EntryKind.NOTED, body, by="Ilse")
    desk.store.append([entry])
    assert desk.store.entries()[-1] == entry


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    entry = desk.entry(EntryKind.NOTED, {"claims": [claim], "reason": "x"})
    desk.store.append([entry])
    before = desk.store.head()
    with pytest.raises(StoreError, match=f"has an entry {entry.id} already"):
        desk.store.append([entry])
    other = desk.entry(EntryKind.NOTED, {"claims": [claim], "reason": "x"})
    with pytest.raises(StoreError, match=f"has an entry {other.id} already"):
        desk.store.append([other, other])
    assert desk.store.head() == before


MISFITS: dict[str, Callable[[str], dict[str, Json]]] = {
    "no verdict": lambda claim: {"claims": [claim]},
    "a verdict of no such name": lambda claim: {"claims": [claim], "verdict": "true"},
    "no claims": lambda _: {"verdict": "verified"},
    "claims that are one text": lambda claim: {"claims": claim, "verdict": "verified"},
    "claims that are numbers": lambda _: {"claims": [1], "verdict": "verified"},
    "a reason that is a list": lambda claim: {
        "claims": [claim],
        "verdict": "verified",
        "reason": ["x"],
    },
    "a confidence of no such name": lambda claim: {
        "claims": [claim],
        "verdict": "verified",
        "confidence": "sure",
    },
}


@pytest.mark.parametrize("body", MISFITS.values(), ids=MISFITS.keys())
def test_a_decision_that_could_not_be_read_back_is_refused(
    tmp_path: Path, body: Callable[[str], dict[str, Json]]
) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    with pytest.raises(ValueError, match=r"does not fit|is not a valid"):
        desk.append(EntryKind.DECIDED, body(claim))
    assert desk.store.head().number == 1


def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    entry = desk.entry(EntryKind.NOTED, {"claims": [claim], "reason": "x"})
    with pytest.raises(ValueError, match="zone"):
        desk.store.append([dataclasses.replace(entry, at=entry.at.replace(tzinfo=None))])


def test_a_decision_on_an_unknown_claim_is_refused(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    with pytest.raises(NotFoundError, match="No claim nowhere is in the store"):
        desk.decide([claim, "nowhere"], Verdict.VERIFIED)
    assert desk.store.head().number == 1


def test_an_undo_of_an_unknown_entry_is_refused(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    with pytest.raises(NotFoundError, match="no entry nowhere to undo"):
        desk.undo("nowhere")


def test_one_bad_entry_keeps_out_all_that_came_with_it(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    good = desk.entry(EntryKind.NOTED, {"claims": [claim], "reason": "x"})
    bad = desk.entry(EntryKind.NOTED, {"claims": [claim], "reason": "x", "half": "\ud800"})
    with pytest.raises(StoreError, match="no canonical form"):
        desk.store.append([good, bad])
    assert [one.kind for one in desk.store.entries()] == [EntryKind.ARTICLE_ADDED]


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["decide", "undo", "redo"]),
        st.integers(min_value=1, max_value=15),
        st.integers(min_value=0, max_value=50),
    ),
    max_size=25,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_the_views_agree_with_a_fold_in_python(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    desk = desk_at(tmp_path_factory.mktemp("fold"))
    claims = four_claims(desk)
    verdicts = list(Verdict)
    decisions: list[tuple[str, list[str], Verdict]] = []
    dead: set[str] = set()
    entries = []
    for action, chosen, number in steps:
        if action == "decide":
            named = [claim for bit, claim in enumerate(claims) if chosen >> bit & 1]
            verdict = verdicts[number % 3]
            body: dict[str, Json] = {"claims": [*named], "verdict": verdict.value}
            entries.append(desk.entry(EntryKind.DECIDED, body))
            decisions.append((entries[-1].id, named, verdict))
        elif decisions:
            target = decisions[number % len(decisions)][0]
            kind = EntryKind.UNDONE if action == "undo" else EntryKind.REDONE
            entries.append(desk.entry(kind, {"entry": target}))
            (dead.add if action == "undo" else dead.discard)(target)
    desk.store.append(entries)
    expected = dict.fromkeys(claims, "unreviewed")
    for entry, named, verdict in decisions:
        if entry not in dead:
            expected |= dict.fromkeys(named, verdict.value)
    assert statuses(desk.store) == list(expected.values())
    assert desk.store.broken_at() is None
