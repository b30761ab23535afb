"""Pictures of the other screens in light, in ANSI colours and without colour.

`pytest tests/tui/test_tui_snapshots_themes.py --snapshot-update` draws them anew; look at each
before it is kept. Those of the review, of a dialog and of the articles are in `test_tui_snapshots`.
"""

import dataclasses

import pytest
from app_making import MakeApp
from pictures import SMALL, THEMES, in_theme, still
from running_review import Review, running
from screen_values import IDS, decided
from syrupy.assertion import SnapshotAssertion

from workbench.model import Verdict
from workbench.store.duck import DuckStore
from workbench.tui.screens.review import ReviewScreen

SCREENS = {
    "reason": "n",
    "settling": "D d",
    "tags": "T f l",
    "choice": "C",
    "evidence": "E",
    "evidence-form": "E a",
    "history": "H",
    "filter": "slash h a d",
    "saved-filters": "slash h a d enter f o n e enter f",
    "picked": "space space V",
    "jump": "F",
    "recut": "R h s",
    "left-out": "l",
    "overview": "O",
    "timeline": "j j t",
    "add-article": "a n",
    "correct-article": "a r",
    "help": "question_mark",
    "palette": "ctrl+p v e r i f i e d",
}
"""What is pressed at the first claim, on which two analysts disagree."""


@THEMES
async def test_screens(
    make_app: MakeApp,
    reviewed: DuckStore,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    theme: str,
) -> None:
    own = decided(4, IDS[0], Verdict.DISPUTED, analyst="rana")
    reviewed.append([dataclasses.replace(own, body={**own.body, "reason": "it was 400"})])
    app = in_theme(make_app, reviewed, theme, monkeypatch)
    different = []
    async with running(app, SMALL) as review:
        for name, keys in SCREENS.items():
            await review.press("g", *keys.split())
            await drawn(review)
            if review.app.export_screenshot() != snapshot(name=name):
                different.append(name)
            await left(review)
    assert different == []


async def drawn(review: Review) -> None:
    await review.app.workers.wait_for_complete()
    await review.matched()
    await review.until(lambda: "Looking for" not in review.app.export_screenshot())
    await still(review)


async def left(review: Review) -> None:
    """Go back to the review, with nothing picked and nothing filtered."""
    while not isinstance(review.app.screen, ReviewScreen):
        await review.press("escape")
    for _ in range(3):
        await review.press("escape")
