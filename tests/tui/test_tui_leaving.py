"""Leaving: what was decided is on disk first, and nothing is pretended."""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import running
from screen_values import ARTICLE, IDS

from workbench.errors import NotFoundError, StoreBusyError
from workbench.model import Entry, Head
from workbench.store.duck import DuckStore
from workbench.tui.app import WorkbenchApp
from workbench.tui.background import Background
from workbench.tui.screens.leaving import LeavingDialog
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.store_reader import StoreReader
from workbench.tui.writer import NotWritten, Written

NO_TERMS: Mapping[str, Mapping[str, int]] = {}


class HeldStore(DuckStore):
    """A real store that another process keeps held until it is let go."""

    held = True

    def append(
        self, entries: Sequence[Entry], *, terms: Mapping[str, Mapping[str, int]] = NO_TERMS
    ) -> Head:
        if self.held:
            message = "claims.duckdb is open in another process (PID 4121)."
            raise StoreBusyError(message)
        return super().append(entries, terms=terms)


class SlowStore(DuckStore):
    """A real store that writes when it may."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.may_go_on = threading.Event()

    def append(
        self, entries: Sequence[Entry], *, terms: Mapping[str, Mapping[str, int]] = NO_TERMS
    ) -> Head:
        self.may_go_on.wait(60)
        return super().append(entries, terms=terms)


class UnreadableStore(DuckStore):
    """A real store that another process may keep held."""

    held = False

    def head(self) -> Head:
        if self.held:
            message = "claims.duckdb is open in another process (PID 4121)."
            raise StoreBusyError(message)
        return super().head()


@pytest.fixture
def slow(store: DuckStore) -> SlowStore:
    return SlowStore(store.path)


@pytest.fixture
def unreadable(store: DuckStore) -> UnreadableStore:
    return UnreadableStore(store.path)


@pytest.fixture
def held(store: DuckStore) -> HeldStore:
    return HeldStore(store.path)


async def test_q_leaves(make_app: MakeApp) -> None:
    app = make_app()
    async with running(app) as review:
        await review.press("q")

    assert app.return_code == 0


async def test_what_was_decided_just_before_q_is_on_disk(
    make_app: MakeApp, store: DuckStore
) -> None:
    app = make_app()
    async with running(app) as review:
        await review.press("v", "d", "enter", "q")
    app.end(seconds=60)

    assert [entry.body["claims"] for entry in store.entries()[-2:]] == [[IDS[0]], [IDS[1]]]


async def test_a_mark_shows_while_something_is_not_on_disk(
    make_app: MakeApp, held: HeldStore
) -> None:
    async with running(make_app(held)) as review:
        await review.press("v")
        message = await review.told.wait_for(WorkbenchApp.WriterTold)
        await review.pilot.pause()

        heading = review.screen.query_one(Heading)
        assert isinstance(message.outcome, NotWritten)
        assert "● 1 not on disk" in heading.render_line(0).text
        assert review.said().startswith("Not on disk yet: claims.duckdb is open in another")

        held.held = False
        await review.told.wait_for(
            WorkbenchApp.WriterTold, lambda told: isinstance(told.outcome, Written)
        )
        await review.pilot.pause()
        assert "not on disk" not in heading.render_line(0).text
        assert review.said() == "Everything is on disk."


async def test_leaving_waits_for_a_store_that_is_held(make_app: MakeApp, held: HeldStore) -> None:
    app = make_app(held)
    async with running(app) as review:
        await review.press("v", "q")
        await review.told.wait_for(WorkbenchApp.WriterTold)
        await review.pilot.pause()
        assert isinstance(app.screen, LeavingDialog)

        held.held = False
        await review.told.wait_for(
            WorkbenchApp.WriterTold, lambda told: isinstance(told.outcome, Written)
        )

    assert app.return_code == 0
    assert held.entries()[-1].body["claims"] == [IDS[0]]


async def test_q_says_at_once_what_it_waits_for(make_app: MakeApp, slow: SlowStore) -> None:
    app = make_app(slow)
    async with running(app) as review:
        await review.press("v", "d", "enter", "q")
        assert review.said() == "Leaving when 2 changes are on disk…"

        slow.may_go_on.set()
        await review.told.wait_for(WorkbenchApp.WriterTold, lambda told: told.outcome.waiting == 0)

    assert app.return_code == 0


async def test_what_a_look_at_the_store_failed_with_goes_when_the_store_is_free_again(
    make_app: MakeApp, unreadable: UnreadableStore
) -> None:
    async with running(make_app(unreadable)) as review:
        unreadable.held = True
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.LookFailed)
        await review.pilot.pause()
        assert review.said() == "claims.duckdb is open in another process (PID 4121)."

        unreadable.held = False
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.NothingNew)
        await review.pilot.pause()
        assert review.said() == ""


async def test_a_look_at_the_store_leaves_what_others_said(
    make_app: MakeApp, unreadable: UnreadableStore
) -> None:
    async with running(make_app(unreadable)) as review:
        unreadable.held = True
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.LookFailed)
        await review.press("c")

        unreadable.held = False
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.NothingNew)
        await review.pilot.pause()
        assert review.said() == "Listed most worth checking first."


async def test_one_can_stay_and_go_on(make_app: MakeApp, held: HeldStore) -> None:
    app = make_app(held)
    async with running(app) as review:
        await review.press("v", "q")
        await review.told.wait_for(WorkbenchApp.WriterTold)
        await review.pilot.pause()
        await review.press("escape")
        held.held = False
        await review.stored(1)

        assert app.is_running
        assert app.screen is app.review


async def test_leaving_all_the_same_loses_what_was_named(
    make_app: MakeApp, held: HeldStore
) -> None:
    app = make_app(held)
    async with running(app) as review:
        await review.press("v", "q")
        await review.told.wait_for(WorkbenchApp.WriterTold)
        await review.pilot.pause()
        await review.press("L")

    assert not app.end(seconds=60)
    assert len(app.writer.waiting) == 1


async def test_a_report_is_not_written_without_what_is_not_on_disk(
    make_app: MakeApp, held: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.tui.background.FLUSH_SECONDS", 0.0)
    async with running(make_app(held)) as review:
        await review.press("v", "r")
        message = await review.told.wait_for(review.app.background.ReportFailed)

        assert "1 of your changes are not on disk" in str(message.error)
        assert not any(name.startswith("claim-status-") for name in os.listdir())  # noqa: PTH208 - an async test


async def test_an_error_that_reaches_the_app_ends_it_with_its_sentence(make_app: MakeApp) -> None:
    app = make_app()
    error = NotFoundError("No article begins with 77.")
    async with running(app):
        app._handle_exception(error)

    assert app.failure is error
    assert app.return_code == 1


async def test_what_the_background_ends_with_may_come_in_after_the_screen_has_gone(
    make_app: MakeApp, store: DuckStore
) -> None:
    app = make_app()
    async with running(app) as review:
        loaded = review.told.of(StoreReader.ArticleLoaded)[0]
        await review.screen.remove_children()
        outcome = Written((), store.head(), 0)

        app.post_message(WorkbenchApp.WriterTold(outcome))
        review.screen.post_message(loaded)
        review.screen.post_message(Background.MatchesFound(IDS[0], ()))
        review.screen.post_message(Background.ReportFailed(NotFoundError("gone")))
        review.screen.post_message(StoreReader.LedgerRead(store.head(), ARTICLE.id, ()))
        review.screen.post_message(StoreReader.NothingFound(store.head()))
        await review.pilot.pause()

        assert app.is_running
