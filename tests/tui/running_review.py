"""A review screen that is running, and what a test asks of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.widgets import Input, Static
from told_messages import LIMIT_SECONDS, Told

from workbench.model import Entry, EntryKind, Status
from workbench.tui.app import WorkbenchApp
from workbench.tui.background import Background
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.search import SearchScreen
from workbench.tui.widgets.past_detail import READING
from workbench.tui.widgets.store_reader import StoreReader
from workbench.tui.writer import Written


class Review:
    """A review that is running."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[None], told: Told) -> None:
        self.app = app
        self.pilot = pilot
        self.told = told

    @property
    def screen(self) -> ReviewScreen:
        return self.app.review

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until the screen has taken in what it was told."""
        async with asyncio.timeout(LIMIT_SECONDS):
            while not holds():
                await self.pilot.pause(0.02)

    async def stored(self, count: int) -> list[Entry]:
        """Return the analyst's entries once there are so many on disk."""

        def enough(told: WorkbenchApp.WriterTold) -> bool:
            return isinstance(told.outcome, Written) and len(self._entries()) >= count

        await self.told.wait_for(WorkbenchApp.WriterTold, enough)
        await self.pilot.pause()
        return self._entries()

    async def matched(self) -> None:
        """Wait until the past claims of the selected claim are shown."""
        selected = self.selected()
        if selected is not None:
            await self.told.wait_for(
                Background.MatchesFound, lambda found: found.claim_id == selected
            )
            await self.pilot.pause()

    async def search(self, line: str) -> None:
        """Search, and wait until what was found stands there with the history of the first."""
        await self.press("s")
        await self.told.wait_for(SearchScreen.ModelSettled)
        await self.pilot.pause()
        typed = self.app.screen.query_one("#query", Input)
        typed.cursor_blink = False
        if not line:
            return
        typed.value = line
        searched = self.app.screen.query_one("#searched", Static)
        await self.until(lambda: "found." in str(searched.render()))
        history = self.app.screen.query_one("#past Static", Static)
        await self.until(lambda: READING not in str(history.render()))

    def said(self) -> str:
        return str(self.screen.query_one("#said", Static).render())

    def selected(self) -> str | None:
        assert self.screen.session is not None
        return self.screen.session.selected

    def statuses(self) -> list[Status]:
        assert self.screen.session is not None
        return [claim.status for claim in self.screen.session.claims]

    def _entries(self) -> list[Entry]:
        kinds = {EntryKind.ARTICLE_ADDED, EntryKind.PAST_CLAIMS_IMPORTED}
        store = self.app.writer._store
        return [entry for entry in store.entries() if entry.kind not in kinds]


@asynccontextmanager
async def running(app: WorkbenchApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Review]:
    told = Told()
    async with app.run_test(size=size, message_hook=told) as pilot:
        await told.wait_for(StoreReader.ArticleLoaded)
        await told.wait_for(Background.MatchesFound)
        await pilot.pause()
        yield Review(app, pilot, told)
