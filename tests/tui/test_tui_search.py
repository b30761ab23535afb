"""Searching past claims by free text."""

import threading

from app_making import MakeApp
from running_review import running
from screen_values import WordHashEncoder
from textual.widgets import Input, Static

from workbench.errors import ModelError
from workbench.tui.background import Background
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.search import SearchScreen
from workbench.tui.widgets.matches import Matches


async def test_search_goes_by_meaning_too_when_the_model_is_there(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.press(*"bridge")
        found = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await review.pilot.pause()

        assert found.by_meaning
        assert {match.past.id for match in found.matches} >= {"past-one", "past-two"}
        assert found.matches[0].score > 0
        state = review.app.screen.query_one("#state", Static)
        assert str(state.render()) == "By words and by meaning."


async def test_search_goes_by_words_while_the_model_is_on_its_way(make_app: MakeApp) -> None:
    may_come = threading.Event()

    def load() -> WordHashEncoder:
        may_come.wait(60)
        return WordHashEncoder()

    async with running(make_app(load_encoder=load)) as review:
        await review.press("s", *"bridge")
        found = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await review.pilot.pause()
        screen = review.app.screen
        state = screen.query_one("#state", Static)
        assert not found.by_meaning
        assert "is being loaded" in str(state.render())
        assert "0.00" not in str(screen.query_one("#results Static", Static).render())

        may_come.set()
        again = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.by_meaning
        )
        assert again.text == "bridge"


async def test_a_model_that_does_not_come_leaves_search_by_words(make_app: MakeApp) -> None:
    def load() -> WordHashEncoder:
        message = "The model’s files are missing."
        raise ModelError(message)

    async with running(make_app(load_encoder=load)) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.press(*"bridge")
        found = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await review.pilot.pause()

        state = review.app.screen.query_one("#state", Static)
        assert str(state.render()) == "By words only. The model’s files are missing."
        assert found.matches


async def test_the_model_is_loaded_once(make_app: MakeApp) -> None:
    loads = []

    def load() -> WordHashEncoder:
        loads.append(1)
        return WordHashEncoder()

    async with running(make_app(load_encoder=load)) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.press("escape", "s")
        await review.told.wait_for(SearchScreen.ModelSettled, count=2)

        assert loads == [1]


async def test_no_model_is_loaded_until_a_search_asks_for_it(make_app: MakeApp) -> None:
    loads = []

    def load() -> WordHashEncoder:
        loads.append(1)
        return WordHashEncoder()

    async with running(make_app(load_encoder=load)) as review:
        await review.press(*"vduz", "r")
        await review.told.wait_for(Background.ReportWritten)

        assert loads == []


async def test_an_emptied_line_shows_no_results(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("s", *"bridge")
        await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        review.app.screen.query_one("#query", Input).value = ""
        await review.pilot.pause()

        results = review.app.screen.query_one("#results Static", Static)
        assert str(results.render()) == ""


async def test_arrows_scroll_the_results_and_escape_goes_back(make_app: MakeApp) -> None:
    async with running(make_app(), (60, 12)) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.press(*"bridge")
        await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await review.press("down", "down")
        assert review.app.screen.query_one(Matches).scroll_offset.y == 2

        await review.press("escape")
        assert isinstance(review.app.screen, ReviewScreen)
