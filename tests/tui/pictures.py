"""What tests that compare pictures of the screen share."""

import pytest
from running_review import Review
from textual.pilot import Pilot
from textual.widgets import Input

from workbench.tui.app import WorkbenchApp

SMALL, LARGE = (80, 24), (140, 40)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


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
