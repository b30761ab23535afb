"""The palette: every action, and the listed claims by their words."""

import asyncio

from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE, IDS, claim, fill
from textual.command import CommandPalette, Hit
from textual.widgets import OptionList

from workbench.model import Article, Splitting
from workbench.store.duck import DuckStore
from workbench.tui.action import Place
from workbench.tui.keymap import DEFAULT
from workbench.tui.palette import ClaimsProvider
from workbench.tui.screens.review import ReviewScreen


async def found(review: Review, words: str) -> list[Hit]:
    provider = ClaimsProvider(review.screen)
    return [hit async for hit in provider.search(words) if isinstance(hit, Hit)]


async def test_a_claim_is_found_by_its_words_and_gone_to(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("ctrl+p", *"missing fam")
        palette = review.app.screen
        assert isinstance(palette, CommandPalette)
        options = palette.query_one(OptionList)
        async with asyncio.timeout(60):
            while not options.option_count:
                await review.pilot.pause(0.05)
        await review.press("enter", "enter")
        async with asyncio.timeout(60):
            while not isinstance(review.app.screen, ReviewScreen):
                await review.pilot.pause(0.05)

        assert review.selected() == IDS[3]


async def test_every_action_of_the_review_is_in_the_palette(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        titles = [command.title for command in review.app.get_system_commands(review.screen)]

        here = {Place.REVIEW, Place.EVERYWHERE}
        for action in (one for one in DEFAULT.actions if one.place in here):
            assert f"{action.label} ({' '.join(action.keys_shown)})" in titles


async def test_what_no_claim_says_is_not_found(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        assert await found(review, "submarine") == []
        assert [hit.help for hit in await found(review, "DROWNED")] == ["claim 6 of 6, unreviewed"]


async def test_text_that_looks_like_markup_stays_text(
    make_app: MakeApp, empty_store: DuckStore
) -> None:
    quote = "He left [in Bab Amr] and [/x] with \x1b[31mred"
    article = Article.of(f"{quote}.", title=ARTICLE.title)
    empty_store.path.unlink()
    found_claim = claim(1, quote, article=article)
    fill(empty_store, article=article, splitting=Splitting((found_claim,), ()), past_claims=())
    async with running(make_app(empty_store)) as review:
        (hit,) = await found(review, "bab")

        assert str(hit.prompt) == "He left [in Bab Amr] and [/x] with ␛[31mred"
