"""What is typed at once, before anything was drawn, goes where it would go one key at a time."""

from functools import partial

from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS
from textual import events
from textual.widgets import Input

from workbench.model import EntryKind
from workbench.review.history import claims_of
from workbench.tui.screens.review import ReviewScreen

LETTERS = "hjvudxzqA 12"
"""Each of which is a command somewhere."""
LINES = {
    "n": "reason",
    "d": "reason",
    "T": "reason",
    "A d": "reason",
    "a n": "reason",
    "slash": "filter",
    "slash A enter f": "filter-name",
    "question_mark": "help-search",
    "s": "query",
    "E a": "evidence-source",
}
"""Keys that open a line to type in, and the line's id."""


def type_at_once(review: Review, *keys: str) -> None:
    """Send keys as the terminal's driver does, none of which waits for the one before."""
    for key in keys:
        character = key if len(key) == 1 else None
        review.app.post_message(events.Key("space" if key == " " else key, character))


def typed_in(review: Review, line: str) -> str:
    """Return what stands in a line; nothing while it is not there."""
    found = review.app.screen.query(f"#{line}").results(Input)
    return "".join(one.value for one in found)


def is_typed(review: Review, line: str) -> bool:
    """Tell whether the last letters stand in a line."""
    return typed_in(review, line).endswith(LETTERS[-2:])


async def test_decisions_and_reasons_typed_at_once_are_all_given(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("g")
        type_at_once(review, "d", *LETTERS, "enter", "v", "d", "enter", "u", "z")
        entries = await review.stored(5)

    assert [(one.body.get("verdict"), one.body.get("reason")) for one in entries] == [
        ("disputed", LETTERS),
        ("verified", None),
        ("disputed", None),
        ("unconfirmed", None),
        (None, None),
    ]
    assert entries[-1].kind is EntryKind.UNDONE


async def test_a_filter_typed_at_once_is_left_before_the_next_key(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        type_at_once(review, "slash", *"is:unreviewed", "enter", "G", "v")
        (entry,) = await review.stored(1)

        assert review.screen.query_one("#filter", Input).value == "is:unreviewed"
        assert claims_of(entry) == (IDS[-1],)


async def test_every_line_takes_all_that_is_typed_at_once(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        for opened, line in LINES.items():
            await review.press("g")
            type_at_once(review, *opened.split(), *LETTERS)

            await review.until(partial(is_typed, review, line))
            assert typed_in(review, line) == LETTERS, opened
            while not isinstance(review.app.screen, ReviewScreen):
                await review.press("escape")
            await review.press("escape", "escape")
        assert review._entries() == []
