"""A key that comes twice leaves a screen once: the review stays where it is."""

from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS, decided
from textual import events

from workbench.model import Verdict
from workbench.store.duck import DuckStore
from workbench.tui.screens.claim_history import HistoryScreen
from workbench.tui.screens.help import HelpScreen
from workbench.tui.screens.review import ReviewScreen


async def at_once(review: Review, *keys: str) -> None:
    """Press keys so quickly that the first has not taken effect when the next comes."""
    for key in keys:
        review.app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(3):
        await review.pilot.pause()


async def test_enter_that_comes_twice_leaves_one_screen(
    make_app: MakeApp, store: DuckStore
) -> None:
    store.append(
        [
            decided(1, IDS[5], Verdict.DISPUTED),
            decided(2, IDS[5], Verdict.VERIFIED, analyst="zoe"),
            decided(3, IDS[0], Verdict.VERIFIED, analyst="rana"),
        ]
    )
    async with running(make_app()) as review:
        for opened in ("C", "n", "T", "d", "G D", "O", "l"):
            await review.press("g", *opened.split())
            assert not isinstance(review.app.screen, ReviewScreen), opened
            await at_once(review, "enter", "enter")

            assert review.screen in review.app.screen_stack, opened
            while not isinstance(review.app.screen, ReviewScreen):
                await review.press("escape")


async def test_a_screen_that_is_done_under_another_goes_when_that_one_goes(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await review.press("H", "f1")
        history, shown = review.app.screen_stack[-2:]
        assert isinstance(history, HistoryScreen)
        assert isinstance(shown, HelpScreen)
        history.dismiss(None)
        await review.pilot.pause()
        assert review.app.screen_stack[-1] is shown

        await review.press("escape")
        assert isinstance(review.app.screen, ReviewScreen)
