"""What tests that compare pictures of the screen share."""

import pytest
from app_making import MakeApp
from running_review import Review
from textual.pilot import Pilot
from textual.widgets import Input

from workbench.store.duck import DuckStore
from workbench.tui.app import WorkbenchApp

SMALL, LARGE = (80, 24), (140, 40)
THEMES = pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "no-colour"])
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


def in_theme(
    make_app: MakeApp, store: DuckStore, theme: str, monkeypatch: pytest.MonkeyPatch
) -> WorkbenchApp:
    """Return the review of a store in one of `THEMES`."""
    if theme == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    return make_app(store, theme=None if theme == "no-colour" else theme)


async def settled(app: WorkbenchApp, pilot: Pilot[None]) -> str:
    """Return a picture once nothing is at work."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    return app.export_screenshot()


async def still(review: Review) -> None:
    """Let no cursor blink."""
    for field in review.app.screen.query("Input, TextArea"):
        field.cursor_blink = False  # type: ignore[attr-defined]  # both have it
    await review.pilot.pause()


async def drawn(review: Review, words: str) -> None:
    """Wait until a history stands on the screen: each search asks for one, the last is shown."""
    for field in review.app.screen.query(Input):
        field.cursor_blink = False
    await review.until(lambda: words in review.app.export_screenshot())
    await review.pilot.pause()
