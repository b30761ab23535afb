"""Answers on past claims in the ledger: appended, undone, redone, and what stands of them."""

import datetime as dt
from pathlib import Path

import pytest
from store_values import Desk, article_of, desk_at, four_claims, past, statuses

from workbench.errors import NotFoundError
from workbench.model import EntryKind, Json, LinkAnswer, Thresholds, Verdict

PAST = past(1, "Two stood.", verdict=Verdict.DISPUTED, date=dt.date(2012, 1, 2))
OTHER = past(2, "Nine fell.")


def body(claim: str, answer: str = "accepted", **changed: Json) -> dict[str, Json]:
    accepted: dict[str, Json] = {
        "claim": claim,
        "past": PAST.id,
        "answer": answer,
        "score": 0.81,
        "model": "toy 1",
        "suggest": 0.5,
        "match": 0.7,
    }
    return accepted | changed


def desk_with_past(folder: Path) -> tuple[Desk, tuple[str, ...]]:
    desk = desk_at(folder)
    claims = four_claims(desk)
    desk.bring_in([PAST, OTHER])
    return desk, claims


def answers(desk: Desk, place: int = 0) -> list[tuple[str, str, str]]:
    links = desk.store.reviewed_claims()[place].links
    return [(link.past_id, link.answer.value, link.analyst) for link in links]


def test_a_link_is_kept_with_what_it_rested_on(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    entry = desk.append(EntryKind.LINKED, body(claim))
    (link,) = desk.store.reviewed_claims()[0].links
    assert (link.entry_id, link.claim_id, link.past_id) == (entry, claim, PAST.id)
    assert (link.answer, link.analyst) == (LinkAnswer.ACCEPTED, "Noor")
    assert (link.score, link.model, link.thresholds) == (0.81, "toy 1", Thresholds(0.5, 0.7))
    assert link.at == desk.store.entries()[-1].at


def test_a_link_decides_nothing(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    desk.append(EntryKind.LINKED, body(claim))
    assert statuses(desk.store) == ["unreviewed"] * 4
    assert desk.store.articles()[0].tally.reviewed == 0
    assert desk.store.past_claims([claim])[0].verdict is None


def test_the_newest_answer_stands_and_both_are_kept(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    desk.append(EntryKind.LINKED, body(claim), by="Noor")
    desk.append(EntryKind.LINKED, body(claim, "rejected"), by="Ilse")
    assert answers(desk) == [(PAST.id, "rejected", "Ilse")]
    kept = [one for one in desk.store.entries() if one.kind is EntryKind.LINKED]
    assert [one.analyst for one in kept] == ["Noor", "Ilse"]


def test_undoing_a_link_brings_back_the_one_before_and_redoing_restores_it(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    desk.append(EntryKind.LINKED, body(claim))
    newest = desk.append(EntryKind.LINKED, body(claim, "rejected"))
    desk.undo(newest)
    assert answers(desk) == [(PAST.id, "accepted", "Noor")]
    desk.redo(newest)
    assert answers(desk) == [(PAST.id, "rejected", "Noor")]


def test_links_to_several_past_claims_stand_beside_one_another(tmp_path: Path) -> None:
    desk, (claim, second, *_) = desk_with_past(tmp_path)
    desk.append(EntryKind.LINKED, body(claim))
    desk.append(EntryKind.LINKED, body(claim, "rejected", past=OTHER.id))
    desk.append(EntryKind.LINKED, body(second, past=OTHER.id))
    assert answers(desk) == [(PAST.id, "accepted", "Noor"), (OTHER.id, "rejected", "Noor")]
    assert answers(desk, 1) == [(OTHER.id, "accepted", "Noor")]


def test_a_link_may_lead_to_a_claim_of_another_article(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    article, splitting = article_of(["One is standing."], title="Later")
    desk.add(article, splitting)
    desk.append(EntryKind.LINKED, body(splitting.claims[0].id, past=claim))
    assert answers(desk) == [(claim, "accepted", "Noor")]


def test_a_link_leaves_the_note_on_its_claim(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    desk.note([claim], "ask the mayor")
    desk.append(EntryKind.LINKED, body(claim))
    assert desk.store.reviewed_claims()[0].noted == "ask the mayor"


def test_the_entries_of_an_article_hold_its_links_and_their_undoing(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    article, splitting = article_of(["One is standing."], title="Later")
    desk.add(article, splitting)
    link = desk.append(EntryKind.LINKED, body(claim))
    desk.undo(link)
    first, later = desk.store.articles()[1].article.id, article.id
    kinds = [entry.kind for entry in desk.store.entries(first)]
    assert kinds == [EntryKind.ARTICLE_ADDED, EntryKind.LINKED, EntryKind.UNDONE]
    assert [entry.kind for entry in desk.store.entries(later)] == [EntryKind.ARTICLE_ADDED]


@pytest.mark.parametrize("key", ["claim", "past"])
def test_a_link_of_what_is_not_in_the_store_is_refused(tmp_path: Path, key: str) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    head = desk.store.head()
    with pytest.raises(NotFoundError):
        desk.append(EntryKind.LINKED, body(claim) | {key: "nobody"})
    assert desk.store.head() == head


@pytest.mark.parametrize(
    "changed",
    [
        {"answer": "perhaps"},
        {"answer": None},
        {"score": "high"},
        {"suggest": "low"},
        {"model": 1},
        {"past": 7},
    ],
)
def test_a_link_whose_body_does_not_fit_is_refused(
    tmp_path: Path, changed: dict[str, Json]
) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    head = desk.store.head()
    with pytest.raises(ValueError, match=r"fit|perhaps"):
        desk.append(EntryKind.LINKED, body(claim) | changed)
    assert desk.store.head() == head


def test_a_claim_is_not_linked_to_itself(tmp_path: Path) -> None:
    desk, (claim, *_) = desk_with_past(tmp_path)
    with pytest.raises(ValueError, match="past"):
        desk.append(EntryKind.LINKED, body(claim, past=claim))


def test_a_claims_verdict_is_dated_by_its_decision_and_not_by_its_article(tmp_path: Path) -> None:
    desk, (claim, other, *_) = desk_with_past(tmp_path)
    desk.decide([claim], Verdict.VERIFIED)
    decided, undecided, imported, unchecked = desk.store.past_claims(
        [claim, other, PAST.id, OTHER.id]
    )
    assert (decided.date, decided.verdict_date) == (dt.date(2012, 3, 1), dt.date(2026, 3, 1))
    assert (undecided.date, undecided.verdict_date) == (dt.date(2012, 3, 1), None)
    assert imported.verdict_date == imported.date == dt.date(2012, 1, 2)
    assert unchecked.verdict_date is None
