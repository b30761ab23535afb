"""Picking several claims and deciding them at once."""

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS, decided
from textual.widgets import Input, Static

from workbench.model import EntryKind, Status, Verdict
from workbench.review.picking import picked
from workbench.store.duck import DuckStore
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.several import SeveralDialog
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.store_reader import StoreReader


def numbers(review: Review) -> list[int]:
    """Return the numbers, from 1, of the picked claims."""
    assert review.screen.session is not None
    return [IDS.index(claim.claim.id) + 1 for claim in picked(review.screen.session)]


def asked(review: Review) -> str:
    """Return what the dialog says."""
    assert isinstance(review.app.screen, SeveralDialog)
    return " ".join(str(part.render()) for part in review.app.screen.query(Static))


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("space space", [1, 2]),
        ("space k space", []),
        ("V j j", [1, 2, 3]),
        ("V j V j j", [1, 2]),
        ("V j escape j", [1, 2]),
        ("G V k space", [5, 6]),
        ("A", [1, 2, 3, 4, 5, 6]),
        ("A A", []),
        ("A escape", []),
        ("slash h a d d a d enter A", [1, 3]),
    ],
)
async def test_keys_pick(make_app: MakeApp, keys: str, left: list[int]) -> None:
    async with running(make_app()) as review:
        await review.press(*keys.split())

        assert numbers(review) == left


async def test_picked_claims_are_marked_and_counted(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("space", "space")

        assert "* 2 picked" in review.screen.query_one(Heading).render_line(0).text
        picture = review.app.export_screenshot()
        assert picture.count("*") >= 3


async def test_several_claims_are_decided_by_one_entry_after_a_question(
    make_app: MakeApp, store: DuckStore
) -> None:
    store.append([decided(1, IDS[1], Verdict.VERIFIED)])
    async with running(make_app()) as review:
        await review.press("V", "j", "j", "d")
        words = asked(review)
        assert "Mark 3 claims disputed?" in words
        assert "1 of them has a verdict: 1 verified (by omar)." in words

        await review.press(*"why", "enter")
        _, entry = await review.stored(2)

        assert entry.kind is EntryKind.DECIDED
        assert entry.body["claims"] == list(IDS[:3])
        assert entry.body["verdict"] == "disputed"
        assert entry.body["reason"] == "why"
        assert numbers(review) == []
        assert review.said() == "Marked 3 claims disputed."
        assert review.selected() == IDS[3]


@pytest.mark.parametrize(("key", "word"), [("v", "verified"), ("u", "unconfirmed")])
async def test_the_other_verdicts_ask_too(make_app: MakeApp, key: str, word: str) -> None:
    async with running(make_app()) as review:
        await review.press("A", key)
        assert f"Mark 6 claims {word}?" in asked(review)

        await review.press("enter")
        (entry,) = await review.stored(1)
        assert entry.body["verdict"] == word
        assert entry.body["reason"] is None


async def test_escape_leaves_them_picked_and_undecided(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("A", "d", "escape")

        assert isinstance(review.app.screen, ReviewScreen)
        assert len(numbers(review)) == 6
        assert review.app.writer.waiting == ()


async def test_one_undo_takes_all_back_and_one_redo_restores_them(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("A", "d", "enter")
        await review.stored(1)

    async with running(make_app()) as review:
        assert set(review.statuses()) == {Status.DISPUTED}
        await review.press("z")
        assert review.said() == "Undid: disputed on 6 claims, which are unreviewed again"
        assert set(review.statuses()) == {Status.UNREVIEWED}
        await review.stored(2)

    async with running(make_app()) as review:
        await review.press("Z")
        assert review.said() == "Redid: disputed on 6 claims"
        decision, _, redone = await review.stored(3)
        assert redone.body == {"entry": decision.id}
        assert set(review.statuses()) == {Status.DISPUTED}


async def test_what_another_window_decides_meanwhile_is_asked_about_again(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("A", "d", *"why")
        store.append([decided(1, IDS[0], Verdict.VERIFIED)])
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.LedgerRead)
        await review.press("enter")

        words = asked(review)
        assert "Another window changed some of them meanwhile; look again." in words
        assert "1 of them has a verdict" in words
        assert review.app.screen.query_one(Input).value == "why"

        await review.press("enter")
        assert (await review.stored(2))[1].body["claims"] == list(IDS)


async def test_a_claim_off_the_list_is_not_decided_unseen(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("A", "slash", *"haddad", "enter", "v")
        assert "Mark 2 claims verified?" in asked(review)

        await review.press("enter")
        (entry,) = await review.stored(1)
        assert entry.body["claims"] == [IDS[0], IDS[2]]
