"""Pictures of what the screen says where there is nothing, where it waits, and where it failed.

`pytest tests/tui/test_tui_snapshots_states.py --snapshot-update` draws them anew; look at each
before it is kept.
"""

import threading
from pathlib import Path

from app_making import MakeApp
from pictures import LARGE, SIZES, drawn, settled, still
from running_review import running
from screen_values import WordHashEncoder, claim, fill
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input
from told_messages import Told

from workbench.model import Article, ArticleSummary, Head, Overview, Splitting
from workbench.store.duck import DuckStore
from workbench.tui.app import WorkbenchApp
from workbench.tui.background import Background
from workbench.tui.screens.leaving import LeavingDialog
from workbench.tui.widgets.store_reader import StoreReader
from workbench.tui.writer import NotWritten


class SlowStore(DuckStore):
    """A real store whose reading waits until it may go on."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.may_go_on = threading.Event()

    def head(self) -> Head:
        self.may_go_on.wait(60)
        return super().head()

    def articles(self, *, seen_by: str | None = None) -> tuple[ArticleSummary, ...]:
        self.may_go_on.wait(60)
        return super().articles(seen_by=seen_by)

    def overview(self, *, speakers: int = 50, seen_by: str | None = None) -> Overview:
        self.may_go_on.wait(60)
        return super().overview(speakers=speakers, seen_by=seen_by)


@SIZES
async def test_empty(
    make_app: MakeApp, empty_store: DuckStore, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    empty_store.path.unlink()
    told = Told()
    app = make_app(empty_store)
    async with app.run_test(size=size, message_hook=told) as pilot:
        await told.wait_for(StoreReader.NothingFound)

        assert await settled(app, pilot) == snapshot


async def test_error(
    make_app: MakeApp, empty_store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    empty_store.path.write_text("not a database", encoding="utf-8")
    told = Told()
    app = make_app(empty_store)
    async with app.run_test(message_hook=told) as pilot:
        await told.wait_for(StoreReader.LoadFailed)

        assert await settled(app, pilot) == snapshot
        await pilot.resize_terminal(*LARGE)
        assert await settled(app, pilot) == snapshot(name="140x40")


async def test_overview_of_a_store_that_cannot_be_read(
    make_app: MakeApp, store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    async with running(make_app()) as review:
        store.path.write_text("not a database", encoding="utf-8")
        await review.press("O")
        await review.told.wait_for(StoreReader.LoadFailed)
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot


async def test_busy(make_app: MakeApp, store: DuckStore, snapshot: SnapshotAssertion) -> None:
    slow = SlowStore(store.path)
    app = make_app(slow)
    async with app.run_test() as pilot:
        await pilot.pause()
        picture = app.export_screenshot()
        slow.may_go_on.set()

        assert picture == snapshot


async def test_not_on_disk(
    make_app: MakeApp, store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    async with running(make_app(store)) as review:
        store.path.write_text("not a database", encoding="utf-8")
        await review.press("v")
        await review.told.wait_for(
            WorkbenchApp.WriterTold, lambda told: isinstance(told.outcome, NotWritten)
        )
        await review.told.wait_for(Background.MatchesFailed)
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot
        await review.press("q")
        await review.until(lambda: isinstance(review.app.screen, LeavingDialog))
        await review.pilot.pause()
        assert review.app.export_screenshot() == snapshot(name="leaving")


async def test_overview_while_the_store_is_read(
    make_app: MakeApp, store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    slow = SlowStore(store.path)
    slow.may_go_on.set()
    async with running(make_app(slow)) as review:
        slow.may_go_on.clear()
        await review.press("O")
        picture = review.app.export_screenshot()
        slow.may_go_on.set()

        assert picture == snapshot


async def test_search_while_the_model_is_loaded(
    make_app: MakeApp, store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    may_come = threading.Event()

    def load() -> WordHashEncoder:
        may_come.wait(60)
        return WordHashEncoder()

    async with running(make_app(store, load_encoder=load)) as review:
        await review.press("s")
        review.app.screen.query_one("#query", Input).value = "bridge"
        await review.press("end")
        await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await drawn(review, "rana:")
        picture = review.app.export_screenshot()
        may_come.set()

        assert picture == snapshot


NOTHING = {
    "evidence": "E",
    "history": "H",
    "timeline": "t",
    "saved-filters": "f",
    "left-out": "l",
    "filter": "slash x y z enter",
    "sources": "escape o",
}
"""What is pressed at a claim of which nobody said anything, in an article without an address."""


async def test_screens_without_anything(
    make_app: MakeApp, empty_store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    empty_store.path.unlink()
    quote = "Snow fell on Tell Amra in May"
    article = Article.of(f"{quote}.", title="Snow in May")
    found = Splitting((claim(9, quote, article=article),), ())
    fill(empty_store, article=article, splitting=found, past_claims=())
    different = []
    async with running(make_app(empty_store)) as review:
        for name, keys in NOTHING.items():
            await review.press(*keys.split())
            await review.until(lambda: "Looking for" not in review.app.export_screenshot())
            await still(review)
            if review.app.export_screenshot() != snapshot(name=name):
                different.append(name)
            if review.app.screen is not review.screen:
                await review.press("escape")
    assert different == []


async def test_screens_of_an_empty_store(
    make_app: MakeApp, empty_store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    empty_store.path.unlink()
    told = Told()
    app = make_app(empty_store)
    different = []
    async with app.run_test(message_hook=told) as pilot:
        await told.wait_for(StoreReader.NothingFound)
        for name, key, came in (
            ("articles", "a", StoreReader.ArticlesListed),
            ("overview", "O", StoreReader.OverviewRead),
        ):
            await pilot.press(key)
            await told.wait_for(came)
            if await settled(app, pilot) != snapshot(name=name):
                different.append(name)
            await pilot.press("escape")
    assert different == []


async def test_screens_that_fail_and_that_wait(
    make_app: MakeApp, store: DuckStore, snapshot: SnapshotAssertion
) -> None:
    slow = SlowStore(store.path)
    slow.may_go_on.set()
    different = []
    async with running(make_app(slow)) as review:
        slow.may_go_on.clear()
        await review.press("a")
        if review.app.export_screenshot() != snapshot(name="articles-busy"):
            different.append("articles-busy")
        store.path.write_text("not a database", encoding="utf-8")
        slow.may_go_on.set()
        await review.told.wait_for(StoreReader.LoadFailed)
        await review.pilot.pause()
        if review.app.export_screenshot() != snapshot(name="articles-failed"):
            different.append("articles-failed")
        await review.press("escape", "r")
        await review.told.wait_for(Background.ReportFailed)
        await review.pilot.pause()
        if review.app.export_screenshot() != snapshot(name="report-failed"):
            different.append("report-failed")
        await review.press("j", "j", "t")
        await review.told.wait_for(Background.TimelinesFailed)
        await review.pilot.pause()
        if review.app.export_screenshot() != snapshot(name="timeline-failed"):
            different.append("timeline-failed")
    assert different == []
