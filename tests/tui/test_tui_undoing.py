"""Undo and redo of everything that an action writes, on the screen where it is done."""

from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE, IDS, decided
from test_tui_articles import acted, fill_in, open_articles, state
from test_tui_typing import type_at_once

from workbench.model import EntryKind, Verdict
from workbench.review.history import ACTS
from workbench.store.duck import DuckStore
from workbench.tui.widgets.store_reader import StoreReader

TYPED = {
    "verify": (0, "v"),
    "dispute": (0, "d n o enter"),
    "unconfirm": (0, "u"),
    "note": (3, "n w h y enter"),
    "confidence": (1, "C l"),
    "settle": (1, "D v enter"),
    "said": (0, "S v enter"),
    "tags": (0, "T x enter"),
    "add_evidence": (0, "E a w h o tab enter down enter f2 escape"),
    "correct_evidence": (0, "E c s e f2 escape"),
    "remove_evidence": (0, "E x escape"),
    "reject": (2, "J x"),
    "accept": (2, "J m"),
    "pick": (2, "space space v enter"),
    "merge": (4, "space space M"),
    "recut": (0, "R h h enter"),
    "add_claim": (1, "W enter"),
    "withdraw": (3, "X"),
    "promote": (1, "l p"),
}
"""What an action writes on claims is typed so, beginning at a claim by its place."""


def stands(review: Review) -> object:
    session = review.screen.session
    assert session is not None
    return session.claims, session.left_out


def known(review: Review) -> int:
    session = review.screen.session
    return len(session.history.entries) if session else 0


async def typed(review: Review, *keys: str) -> object:
    """Type at once, wait for the entry, and return what stands then."""
    before = known(review)
    type_at_once(review.app, *keys)
    await review.until(lambda: known(review) == before + 1 and review.app.screen is review.screen)
    return stands(review)


async def test_what_is_written_on_claims_is_undone_and_redone(
    make_app: MakeApp, store: DuckStore
) -> None:
    own = decided(2, IDS[1], Verdict.VERIFIED, analyst="rana")
    store.append([decided(1, IDS[1], Verdict.DISPUTED), own])
    async with running(make_app()) as review:
        for name, (place, keys) in TYPED.items():
            review.screen.go_to(IDS[place])
            if "J" in keys:
                await review.matched()
            before = stands(review)
            after = await typed(review, *keys.split())
            assert after != before, name
            assert await typed(review, "z") == before, name
            assert await typed(review, "Z") == after, name
        entries = await review.stored(2 + 3 * len(TYPED))

    kinds = {one.kind for one in entries}
    assert kinds >= ACTS - {EntryKind.NOTE_WRITTEN}  # which takes an editor, in a terminal


async def test_a_correction_and_a_removal_of_an_article_are_undone_and_redone(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await open_articles(review)
        await fill_in(review, title="Another", author="A. Writer")
        await acted(review)
        await review.press("x")
        await acted(review, count=2)
        assert store.articles() == ()
        for count, key in enumerate("zzZZ", start=3):
            await review.press(key)
            await acted(review, count=count)
            if count == 4:
                assert store.article(ARTICLE.id) == ARTICLE
            if count == 5:
                assert store.article(ARTICLE.id).title == "Another"
        assert store.articles() == ()
        assert "was taken out; its claims are neither" in state(review.app)

        await review.press("Z")
        await review.until(lambda: "There is nothing to redo" in state(review.app))
        await review.press("z")
        await acted(review, count=7)
        assert store.article(ARTICLE.id).author == "A. Writer"


async def test_what_is_typed_right_after_a_removal_waits_for_it(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        type_at_once(review.app, *"axzZza", "v")
        await review.stored(5)
        kinds = [one.kind for one in store.entries()][2:]
        removed, back, again = EntryKind.ARTICLE_REMOVED, EntryKind.UNDONE, EntryKind.REDONE
        assert kinds == [removed, back, again, back, EntryKind.DECIDED]

        type_at_once(review.app, "a", "x", "escape")  # which waits for no reading, but for an act
        await review.told.wait_for(StoreReader.NothingFound)
        await review.until(lambda: review.screen.session is None)
        assert review.app.screen is review.screen
