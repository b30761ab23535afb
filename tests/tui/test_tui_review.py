"""The review screen: every key, by what is posted and what is stored."""

from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import running
from screen_values import ARTICLE, IDS, decided
from textual.widgets import OptionList, Static
from told_messages import Told

from workbench.model import EntryKind, Furniture, FurnitureKind, Status, Verdict
from workbench.review.order import Order
from workbench.store.duck import DuckStore
from workbench.tui.app import WorkbenchApp
from workbench.tui.background import Background
from workbench.tui.screens.articles import ArticlesScreen
from workbench.tui.screens.left_out import LeftOutScreen
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.claim_list import ClaimList
from workbench.tui.widgets.store_reader import StoreReader
from workbench.tui.writer import Written


@pytest.mark.parametrize(
    ("key", "verdict"),
    [("v", Verdict.VERIFIED), ("d", Verdict.DISPUTED), ("u", Verdict.UNCONFIRMED)],
)
async def test_one_key_decides_stores_and_goes_on(
    make_app: MakeApp, key: str, verdict: Verdict
) -> None:
    async with running(make_app()) as review:
        await review.press(key, *(["enter"] if verdict is Verdict.DISPUTED else []))

        (entry,) = await review.stored(1)

        assert entry.kind is EntryKind.DECIDED
        assert entry.body["claims"] == [IDS[0]]
        assert entry.body["verdict"] == verdict.value
        assert entry.analyst == "rana"
        assert review.selected() == IDS[1]


async def test_the_writer_tells_which_entries_are_on_disk(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("v")
        message = await review.told.wait_for(WorkbenchApp.WriterTold)

        assert isinstance(message.outcome, Written)
        assert [entry.body["claims"] for entry in message.outcome.entries] == [[IDS[0]]]


async def test_deciding_all_claims_says_that_all_are_reviewed(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press(*"vd", "enter", *"uvd", "enter", "u")

        assert len(await review.stored(6)) == 6
        assert review.said() == "All 6 claims are reviewed."


async def test_undo_and_redo_are_stored_and_said(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("d", "enter", "z")
        assert review.said().startswith("Undid: disputed on “The old bridge at Tell Shar was")
        assert review.statuses()[0] is Status.UNREVIEWED

        await review.press("Z")
        assert review.said().startswith("Redid: disputed on “The old bridge at Tell Shar was")

        entries = await review.stored(3)
        assert [entry.kind for entry in entries] == [
            EntryKind.DECIDED,
            EntryKind.UNDONE,
            EntryKind.REDONE,
        ]
        assert entries[1].body == entries[2].body == {"entry": entries[0].id}


async def test_undo_reaches_back_over_a_restart(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("v")
        await review.stored(1)

    async with running(make_app()) as review:
        assert review.statuses()[0] is Status.VERIFIED
        await review.press("z")
        await review.stored(2)

        assert review.statuses()[0] is Status.UNREVIEWED


async def test_redo_reaches_forward_over_a_restart(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("v", "z")
        await review.stored(2)

    async with running(make_app()) as review:
        await review.press("Z")
        await review.stored(3)

        assert review.statuses()[0] is Status.VERIFIED


async def test_a_review_taken_up_again_begins_where_it_was_left(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("v", "v")
        await review.stored(2)

    async with running(make_app()) as review:
        assert review.selected() == IDS[2]


async def test_keys_move_the_selection(make_app: MakeApp) -> None:
    keys = ["j", "down", "k", "up", "k", "G", "g", "end", "home", "pagedown", "pageup"]
    async with running(make_app()) as review:
        places = []
        for key in keys:
            await review.press(key)
            places.append(IDS.index(review.selected() or ""))

        assert list(zip(keys, places, strict=True)) == [
            ("j", 1),
            ("down", 2),
            ("k", 1),
            ("up", 0),
            ("k", 0),
            ("G", 5),
            ("g", 0),
            ("end", 5),
            ("home", 0),
            ("pagedown", 5),
            ("pageup", 0),
        ]


async def test_a_click_selects_a_claim(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.pilot.click(ClaimList, offset=(10, 3))
        await review.told.wait_for(ClaimList.Chosen)
        await review.pilot.pause()

        assert review.selected() == IDS[3]


async def test_w_goes_to_the_next_unreviewed_claim(make_app: MakeApp, store: DuckStore) -> None:
    store.append([decided(1, IDS[1], Verdict.VERIFIED)])
    async with running(make_app()) as review:
        await review.press("w")

        assert review.selected() == IDS[2]


async def test_the_filter_lists_as_one_types_and_escape_lists_all_again(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"haddad")
        session = review.screen.session
        assert session is not None
        assert [claim.claim.id for claim in session.listed] == [IDS[0], IDS[2]]
        assert str(review.screen.query_one("#filter-count", Static).render()) == "2 of 6"

        await review.press("escape")
        assert review.screen.session is not None
        assert len(review.screen.session.listed) == 6
        assert review.screen.focused is review.screen.query_one(ClaimList)


async def test_enter_goes_from_the_filter_to_the_list(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"haddad", "enter", "j", "v")

        (entry,) = await review.stored(1)
        assert entry.body["claims"] == [IDS[2]]


async def test_deciding_in_a_list_of_unreviewed_claims_empties_it(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"is:unreviewed", "enter", *"vvvvvv")

        assert len(await review.stored(6)) == 6
        assert review.selected() is None


async def test_c_lists_what_is_most_worth_checking_first(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("c")

        session = review.screen.session
        assert session is not None
        assert session.order is Order.CHECKABILITY
        assert [claim.claim.id for claim in session.listed[:2]] == [IDS[1], IDS[2]]
        assert review.said() == "Listed most worth checking first."


async def test_r_writes_the_report_and_says_where(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("v", "r")
        message = await review.told.wait_for(Background.ReportWritten)
        await review.pilot.pause()

        written = message.path.read_text(encoding="utf-8")
        assert (
            message.path.name
            == "claim-status-bridge-at-tell-shar-reopens-after-flood-20120302-120000.md"
        )
        assert "rana" in written
        assert str(message.path) in review.said()


async def test_two_reports_in_one_second_are_two_files(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("r")
        first = await review.told.wait_for(Background.ReportWritten)
        await review.press("r")
        second = await review.told.wait_for(Background.ReportWritten, count=2)

        assert first.path != second.path
        assert first.path.exists()
        assert second.path.exists()


async def test_l_shows_what_was_left_out(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("l")
        assert isinstance(review.app.screen, LeftOutScreen)
        await review.press("j", "k", "escape")

        assert isinstance(review.app.screen, ReviewScreen)


async def test_what_stood_around_the_article_is_listed_and_cannot_be_promoted(
    make_app: MakeApp,
) -> None:
    menu = Furniture("Home [1]\n[/x] Sport", FurnitureKind.NAVIGATION)
    async with running(make_app()) as review:
        screen = LeftOutScreen(ARTICLE, (), (menu,))
        review.app.push_screen(screen)
        await review.pilot.pause()
        listed = screen.query_one(OptionList)
        assert "furniture: navigation, taken out" in str(listed.get_option_at_index(0).prompt)
        assert "Home [1]" in str(listed.get_option_at_index(0).prompt)
        await review.press("j", "enter")

        assert review.app.screen is screen


async def test_what_another_window_decides_shows_up(make_app: MakeApp, store: DuckStore) -> None:
    async with running(make_app()) as review:
        store.append([decided(1, IDS[0], Verdict.DISPUTED)])
        review.screen.look_at_store()
        message = await review.told.wait_for(StoreReader.LedgerRead)
        await review.pilot.pause()

        assert len(message.entries) == 2  # the article's own among them
        assert review.statuses()[0] is Status.DISPUTED
        assert review.said().startswith("In another window, omar: disputed on “The old bridge")


async def test_what_was_written_here_is_not_told_as_anothers(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("v")
        await review.stored(1)
        review.screen.look_at_store()
        await review.app.workers.wait_for_complete()
        await review.pilot.pause()

        assert "another window" not in review.said()


async def test_no_claim_slides_under_the_cursor_when_another_window_decides(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"is:unreviewed", "enter", "j")
        store.append([decided(1, IDS[1], Verdict.DISPUTED)])
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.LedgerRead)
        await review.pilot.pause()
        assert review.selected() == IDS[1]

        await review.press("v")
        entry = (await review.stored(2))[-1]
        assert entry.body["claims"] == [IDS[1]]
        assert review.selected() == IDS[2]


async def test_a_filter_without_hits_returns_to_the_claim_it_was_opened_at(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await review.press("G", "slash", *"zzzz", "escape")

        assert review.selected() == IDS[5]


async def test_an_article_that_is_named_is_opened(make_app: MakeApp) -> None:
    async with running(make_app(article_id=ARTICLE.id)) as review:
        assert review.screen.session is not None
        assert review.screen.session.article.id == ARTICLE.id


async def test_an_empty_store_says_what_to_type(
    make_app: MakeApp, empty_store: DuckStore, tmp_path: Path
) -> None:
    (tmp_path / "claims.duckdb").unlink()
    told = Told()
    async with make_app(empty_store).run_test(message_hook=told) as pilot:
        await told.wait_for(StoreReader.NothingFound)
        await pilot.pause()

        assert "workbench add ARTICLE.txt" in str(pilot.app.screen.query_one("#state").render())
        await pilot.press(*"vd", "enter", *"unzZjkgGwcrl", "tab", "enter", "slash", "escape")
        await pilot.pause()


async def test_an_article_added_by_another_window_appears(
    make_app: MakeApp, empty_store: DuckStore, store: DuckStore, tmp_path: Path
) -> None:
    whole = (tmp_path / "claims.duckdb").rename(tmp_path / "other.duckdb")
    told = Told()
    app = make_app(empty_store)
    async with app.run_test(message_hook=told) as pilot:
        await told.wait_for(StoreReader.NothingFound)
        await pilot.pause()
        whole.rename(store.path)
        app.review.look_at_store()
        await told.wait_for(StoreReader.ArticleLoaded)
        await told.wait_for(Background.MatchesFound)
        await pilot.pause()

        assert app.review.has_class("-ready")


async def test_a_store_that_cannot_be_read_is_told_in_words(
    make_app: MakeApp, empty_store: DuckStore, tmp_path: Path
) -> None:
    (tmp_path / "claims.duckdb").write_text("not a database", encoding="utf-8")
    told = Told()
    async with make_app(empty_store).run_test(message_hook=told) as pilot:
        message = await told.wait_for(StoreReader.LoadFailed)
        await pilot.pause()

        assert message.error.message in str(pilot.app.screen.query_one("#state").render())


async def test_a_opens_the_list_of_articles(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("a")
        await review.told.wait_for(StoreReader.ArticlesListed)

        assert isinstance(review.app.screen, ArticlesScreen)
