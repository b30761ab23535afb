"""What is typed at once, before anything was drawn, goes where it would go one key at a time."""

import asyncio
from functools import partial

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS
from test_tui_other_screens import OTHER, add_other
from textual import events
from textual.app import ComposeResult
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Select, Static
from told_messages import LIMIT_SECONDS

from workbench.model import EntryKind
from workbench.review.history import claims_of
from workbench.store.duck import DuckStore
from workbench.tui import keys_in_turn
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.store_reader import StoreReader

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
    "E a tab tab": "evidence-quote",
    "a r": "article-title",
}
"""Keys that open a line to type in, and the line's id."""


def type_at_once(app: WorkbenchApp, *keys: str) -> None:
    """Send keys as the terminal's driver does, none of which waits for the one before."""
    for key in keys:
        character = key if len(key) == 1 else None
        app.post_message(events.Key("space" if key == " " else key, character))


def typed_in(review: Review, line: str) -> str:
    """Return what stands in a line; nothing while it is not there."""
    (found,) = review.app.screen.query(f"#{line}") or (None,)
    return str(getattr(found, "text", "") or getattr(found, "value", ""))


def is_typed(review: Review, line: str) -> bool:
    """Tell whether the last letters stand in a line."""
    return typed_in(review, line).endswith(LETTERS[-2:])


async def test_decisions_and_reasons_typed_at_once_are_all_given(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("g")
        type_at_once(review.app, "d", *LETTERS, "enter", "v", "d", "enter", "u", "z")
        type_at_once(review.app, "d", "v", "escape", "v")
        entries = await review.stored(6)

    assert [
        (*claims_of(one), one.body.get("verdict"), one.body.get("reason")) for one in entries[:4]
    ] == [
        (IDS[0], "disputed", LETTERS),
        (IDS[1], "verified", None),
        (IDS[2], "disputed", None),
        (IDS[3], "unconfirmed", None),
    ]
    assert entries[4].kind is EntryKind.UNDONE
    assert (*claims_of(entries[5]), entries[5].body["verdict"]) == (IDS[3], "verified")


async def test_a_filter_typed_at_once_is_left_before_the_next_key(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        type_at_once(review.app, "slash", *"is:unreviewed", "enter", "G", "v")
        (entry,) = await review.stored(1)

        assert review.screen.query_one("#filter", Input).value == "is:unreviewed"
        assert claims_of(entry) == (IDS[-1],)


async def test_every_line_takes_all_that_is_typed_at_once(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        for opened, line in LINES.items():
            await review.press("g")
            type_at_once(review.app, *opened.split(), *LETTERS)

            await review.until(partial(is_typed, review, line))
            assert typed_in(review, line).endswith(LETTERS), opened
            while not isinstance(review.app.screen, ReviewScreen):
                await review.press("escape")
            await review.press("escape", "escape")
        assert review._entries() == []


async def test_a_command_typed_at_once_into_the_palette_is_done(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        type_at_once(review.app, "ctrl+p", *"vdz missing fam")
        await review.until(lambda: isinstance(review.app.screen, CommandPalette))
        palette = review.app.screen
        await review.until(lambda: palette.query_one(Input).value == "vdz missing fam")
        assert review._entries() == []


async def test_letters_of_a_jump_typed_at_once_are_no_commands(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        type_at_once(review.app, "F", "d", "v")  # a jump to the third line
        (entry,) = await review.stored(1)

        assert claims_of(entry) == (IDS[2],)


async def test_a_choice_is_opened_walked_and_taken_at_once(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        type_at_once(review.app, "E", "a", *"who", "tab", "enter", "down", "down", "enter")
        type_at_once(review.app, "tab", *"why")
        await review.until(lambda: typed_in(review, "evidence-quote") == "why")

        assert review.app.screen.query_one("#evidence-stance", Select).value == "refutes"
        assert typed_in(review, "evidence-source") == "who"


async def test_what_is_typed_when_an_article_was_chosen_is_for_that_one(
    make_app: MakeApp, store: DuckStore
) -> None:
    add_other(store)
    async with running(make_app()) as review:
        first = review.screen.session
        await review.press("a")
        await review.told.wait_for(StoreReader.ArticlesListed)
        await review.pilot.pause()
        type_at_once(review.app, *("j" if first and first.article != OTHER else "k"), "enter", "v")
        (entry,) = await review.stored(1)

        await review.told.wait_for(StoreReader.ArticleLoaded, count=2)
        assert first is not None
        assert set(claims_of(entry)).isdisjoint(one.claim.id for one in first.claims)


class Stuck(ModalScreen[None]):
    """A screen that does not come up before it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = asyncio.Event()

    async def on_mount(self) -> None:
        await self.let.wait()


async def test_what_waits_too_long_is_dropped_and_said_so(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_in_turn, "PATIENCE_SECONDS", 0.02)
    stuck = Stuck()
    monkeypatch.setattr(ReviewScreen, "action_order", lambda one: one.app.push_screen(stuck))
    async with running(make_app()) as review:
        type_at_once(review.app, "c", "v", "v", "z")
        await review.until(lambda: keys_in_turn.DROPPED in review.said())
        stuck.let.set()
        stuck.dismiss()
        await review.pilot.pause()
        type_at_once(review.app, "u")
        (entry,) = await review.stored(1)

    assert entry.body["verdict"] == "unconfirmed"


# A screen that fails


class FaultyInComposing(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static()
        raise RuntimeError


class FaultyInMounting(Screen[None]):
    def on_mount(self) -> None:
        raise RuntimeError


class FaultyWhenTypedIn(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_changed(self) -> None:
        raise RuntimeError


class FaultyWhenSubmitted(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_submitted(self) -> None:
        raise RuntimeError


class FaultyWhenLeft(Screen[None]):
    def key_v(self) -> None:
        self.dismiss()

    def on_unmount(self) -> None:
        raise RuntimeError


@pytest.mark.parametrize(
    "faulty",
    [
        FaultyInComposing,
        FaultyInMounting,
        FaultyWhenTypedIn,
        FaultyWhenSubmitted,
        FaultyWhenLeft,
        None,
    ],
)
async def test_a_screen_that_fails_ends_the_app_whatever_is_typed(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, faulty: type[Screen[None]] | None
) -> None:
    def open_or_fail(screen: ReviewScreen) -> None:
        if faulty is None:
            raise RuntimeError
        screen.app.push_screen(faulty())

    monkeypatch.setattr(ReviewScreen, "action_order", open_or_fail)
    app = make_app()

    async def type_on(pilot: Pilot[object]) -> None:
        while app.review.session is None:
            await pilot.pause(0.02)
        type_at_once(app, *"cv", "enter", *LETTERS * 5)

    async with asyncio.timeout(LIMIT_SECONDS):
        await app.run_async(headless=True, auto_pilot=type_on)

    assert app.return_code == 1
