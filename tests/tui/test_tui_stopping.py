"""What runs in the background can be stopped; what happens beside the review is said."""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app_making import MakeApp
from read_only import read_only
from running_review import running
from screen_values import ARTICLE, IDS
from test_tui_other_screens import add_other

from workbench.model import Article, EntryKind
from workbench.store.duck import DuckStore
from workbench.tui.app import WorkbenchApp
from workbench.tui.background import Background
from workbench.tui.screens.leaving import LeavingDialog
from workbench.tui.widgets.store_reader import StoreReader
from workbench.tui.writer import NotWritten, Written


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow, as on a disk without room."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


async def test_comparing_can_be_stopped_and_stays_so_in_that_order(make_app: MakeApp) -> None:
    may_go_on = threading.Event()
    app = make_app()
    to_claims = app._parts.similar.to_claims

    def slow(*given: object, **options: object) -> object:
        may_go_on.wait(60)
        return to_claims(*given, **options)  # type: ignore[arg-type]  # handed on as they came

    async with running(app) as review:
        app._parts.similar.to_claims = slow  # type: ignore[method-assign, assignment]  # until it may go on
        await review.press("c", "c")
        assert review.said() == "Comparing with past claims: 1 of 6… i stops it."

        await review.press("i")
        assert review.said() == "Stopped: comparing, after 1 of 6 claims."
        may_go_on.set()
        await review.told.wait_for(Background.ManyMatchesFound)
        await review.press("j")
        assert review.said() == "Stopped: comparing, after 1 of 6 claims."


async def test_a_report_can_be_stopped_and_leaves_no_file(make_app: MakeApp) -> None:
    begun, may_go_on = threading.Event(), threading.Event()
    path = Path("report.md")

    def write(_: Article) -> Path:
        begun.set()
        may_go_on.wait(60)
        path.write_text("half a report")
        return path

    async with running(make_app(write_report=write)) as review:
        await review.press("r")
        assert review.said() == "Writing the report… i stops it."
        begun.wait(60)
        await review.press("i")
        assert review.said() == "Stopped: the report."
        may_go_on.set()
        await review.told.wait_for(Background.ReportStopped)
        await review.pilot.pause()

        assert review.said() == "The report was stopped; no file was left."
    assert not path.exists()  # noqa: ASYNC240 - the review has ended


async def test_where_nothing_runs_there_is_nothing_to_stop(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("i")

        assert review.said() == "Nothing runs that could be stopped."


async def test_an_article_that_another_window_takes_in_is_said(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app(article_id=ARTICLE.id)) as review:
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.NothingNew)
        add_other(store)
        review.screen.look_at_store()
        read = await review.told.wait_for(StoreReader.LedgerRead)
        await review.pilot.pause()

        assert [article.title for article in read.arrived] == ["Snow in May"]
        assert review.said() == "“Snow in May” came in from another window. a lists all."


async def test_a_disk_without_room_is_told_and_what_was_decided_waits(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        with full_disk():
            await review.press("v")
            await review.told.wait_for(
                WorkbenchApp.WriterTold, lambda told: isinstance(told.outcome, NotWritten)
            )
            await review.pilot.pause()
            assert review.said().startswith("Not on disk yet: claims.duckdb could not be written")
        await review.told.wait_for(
            WorkbenchApp.WriterTold, lambda told: isinstance(told.outcome, Written)
        )
        await review.pilot.pause()

        assert review.said() == "Everything is on disk."
        assert store.entries()[-1].body["claims"] == [IDS[0]]


async def test_leaving_waits_while_the_store_may_not_be_written(
    make_app: MakeApp, store: DuckStore
) -> None:
    with ExitStack() as forbidden:
        forbidden.enter_context(read_only(store.path))
        async with running(make_app()) as review:
            await review.press("v")
            await review.told.wait_for(
                WorkbenchApp.WriterTold, lambda told: isinstance(told.outcome, NotWritten)
            )
            await review.pilot.pause()
            words = " ".join(review.said().split())
            assert words.startswith("Not on disk yet: claims.duckdb may only be read")
            assert words.endswith("(`workbench backup FILE`). It is tried again.")
            await review.press("q")
            await review.until(lambda: isinstance(review.app.screen, LeavingDialog))
            assert store.entries()[-1].kind is not EntryKind.DECIDED

            forbidden.close()
            await review.told.wait_for(
                WorkbenchApp.WriterTold, lambda told: isinstance(told.outcome, Written)
            )
    assert store.entries()[-1].body["claims"] == [IDS[0]]
