"""A key draws only what changed: what stands on the screen is what drawing all of it anew gives."""

import pytest
from app_making import MakeApp
from running_review import Review, running
from textual.widget import Widget

from workbench.tui.background import Background

KEYS = (
    *("j", "j", "v", "k", "space", "V", "j", "escape", "escape"),
    *("u", "z", "G", "g", "F", "s", "J", "plus", "enter", "c", "w"),
)


def anew(review: Review) -> str:
    """Return the screen with every widget's lines drawn again."""
    for widget in review.screen.walk_children(Widget):
        widget._styles_cache.clear()
    return review.app.export_screenshot()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
async def test_what_stands_on_the_screen_is_what_drawing_it_anew_gives(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with running(make_app(), size) as review:

        def of_selected(found: Background.MatchesFound) -> bool:
            return found.claim_id == review.selected()

        for key in KEYS:
            await review.press(key)
            await review.told.wait_for(Background.MatchesFound, of_selected)
            await review.pilot.pause()

            assert review.app.export_screenshot() == anew(review), key
