"""Reasons: asked for in a line, stored with the verdict, and kept apart from what others do."""

from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS, decided
from textual.widgets import Input, Static

from workbench.model import EntryKind, Status, Verdict
from workbench.store.duck import DuckStore
from workbench.tui.screens.reason import ReasonDialog
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.store_reader import StoreReader


async def test_a_reason_is_asked_for_in_one_line_and_stored(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("n")
        assert isinstance(review.app.screen, ReasonDialog)

        await review.press(*"why?", "enter")
        (entry,) = await review.stored(1)

        assert entry.kind is EntryKind.NOTED
        assert entry.body == {"claims": [IDS[0]], "reason": "why?"}


async def test_a_noted_reason_goes_with_the_verdict(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("n", *"why?", "enter", "v")

        _, entry = await review.stored(2)

        assert entry.body["reason"] == "why?"


async def test_a_disputed_claim_asks_for_its_reason_and_is_one_entry(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("d")
        assert isinstance(review.app.screen, ReasonDialog)
        assert review.statuses()[0] is Status.UNREVIEWED

        await review.press(*"it was 400", "enter")
        (entry,) = await review.stored(1)

        assert (entry.kind, entry.body["verdict"]) == (EntryKind.DECIDED, "disputed")
        assert entry.body["reason"] == "it was 400"
        assert review.selected() == IDS[1]


async def test_escape_leaves_the_claim_undecided(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("d", *"it was 400", "escape")

        assert isinstance(review.app.screen, ReviewScreen)
        assert review.app.writer.waiting == ()
        assert review.statuses()[0] is Status.UNREVIEWED


async def test_a_noted_reason_stands_in_the_line_of_a_dispute(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("n", *"why?", "enter", "d", "enter")

        _, entry = await review.stored(2)

        assert entry.body["reason"] == "why?"


async def look_again(review: Review) -> None:
    count = len(review.told.of(StoreReader.LedgerRead))
    review.screen.look_at_store()
    await review.told.wait_for(StoreReader.LedgerRead, count=count + 1)
    await review.pilot.pause()


async def test_a_dispute_typed_while_a_colleague_decides_is_asked_again_with_what_changed(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("d", *"it was 400")
        store.append([decided(1, IDS[0], Verdict.VERIFIED)])
        await look_again(review)
        await review.press("enter")

        dialog = review.app.screen
        assert isinstance(dialog, ReasonDialog)
        assert dialog.query_one(Input).value == "it was 400"
        assert str(dialog.query(Static).first().render()) == "omar marked it verified."

        await review.press("enter")
        *_, entry = await review.stored(2)
        assert (entry.analyst, entry.body["reason"]) == ("rana", "it was 400")


async def test_a_reason_typed_while_a_colleague_decides_is_kept_for_ones_own_verdict(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("n", *"no tape")
        store.append([decided(1, IDS[0], Verdict.VERIFIED)])
        await look_again(review)
        await review.press("enter")
        assert review.app.screen.query_one(Input).value == "no tape"

        await review.press("enter", "u")
        *_, noted, entry = await review.stored(3)

        assert noted.kind is EntryKind.NOTED
        assert (entry.body["verdict"], entry.body["reason"]) == ("unconfirmed", "no tape")


async def test_escape_leaves_the_reason_as_it_was(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("n", *"why?", "escape")

        assert isinstance(review.app.screen, ReviewScreen)
        assert review.app.writer.waiting == ()


async def test_the_reason_given_before_stands_in_the_line(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("n", *"why?", "enter", "n")

        assert review.app.screen.query_one(Input).value == "why?"


async def test_a_reason_goes_to_the_claim_that_it_was_asked_for(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"is:unreviewed", "enter", "n", *"why?")
        store.append([decided(1, IDS[0], Verdict.DISPUTED, analyst="rana")])
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.LedgerRead)
        await review.pilot.pause()
        await review.press("enter")

        entry = (await review.stored(2))[-1]
        assert entry.body["claims"] == [IDS[0]]
        assert entry.body["reason"] == "why?"


async def test_no_reason_is_asked_for_on_another_analysts_verdict(
    make_app: MakeApp, store: DuckStore
) -> None:
    store.append([decided(1, IDS[0], Verdict.DISPUTED)])
    async with running(make_app()) as review:
        await review.press("g", "n")

        assert isinstance(review.app.screen, ReviewScreen)
        assert review.said().startswith("omar gave this verdict; give your own with v, d or u")
