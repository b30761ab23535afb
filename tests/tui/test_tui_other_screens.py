"""Articles, help, palette, themes."""

import datetime as dt

from app_making import MakeApp
from running_review import running
from screen_values import ARTICLE, claim, fill
from textual.command import CommandPalette
from textual.widgets import OptionList, Static

from workbench.model import Article, Splitting
from workbench.store.duck import DuckStore
from workbench.tui.action import Place
from workbench.tui.keymap import DEFAULT
from workbench.tui.screens.help import HelpScreen
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.store_reader import StoreReader

OTHER = Article.of(
    "Snow fell on Tell Shar in May.", title="Snow in May", published=dt.date(2012, 5, 3)
)


def add_other(store: DuckStore) -> None:
    found = claim(9, "Snow fell on Tell Shar in May", article=OTHER)
    fill(store, article=OTHER, splitting=Splitting((found,), ()), past_claims=())


def spoil(store: DuckStore) -> None:
    store.path.write_text("not a database", encoding="utf-8")


async def test_another_article_can_be_chosen(make_app: MakeApp, store: DuckStore) -> None:
    add_other(store)
    async with running(make_app(article_id=ARTICLE.id)) as review:
        await review.press("a")
        listed = await review.told.wait_for(StoreReader.ArticlesListed)
        await review.pilot.pause()
        assert [summary.article.id for summary in listed.summaries] == [OTHER.id, ARTICLE.id]

        await review.press("k", "enter")
        loaded = await review.told.wait_for(StoreReader.ArticleLoaded, count=2)
        await review.pilot.pause()

        assert loaded.loaded.article == OTHER
        assert review.screen.session is not None
        assert review.screen.session.article == OTHER


async def test_the_list_of_articles_begins_at_the_one_under_review(
    make_app: MakeApp, store: DuckStore
) -> None:
    add_other(store)
    async with running(make_app(article_id=ARTICLE.id)) as review:
        await review.press("a")
        await review.told.wait_for(StoreReader.ArticlesListed)
        await review.pilot.pause()

        articles = review.app.screen.query_one(OptionList)
        assert articles.highlighted_option is not None
        assert articles.highlighted_option.id == ARTICLE.id


async def test_escape_leaves_the_article_as_it_was(make_app: MakeApp, store: DuckStore) -> None:
    add_other(store)
    async with running(make_app(article_id=ARTICLE.id)) as review:
        await review.press("a")
        await review.told.wait_for(StoreReader.ArticlesListed)
        await review.press("j", "k", "escape")

        assert isinstance(review.app.screen, ReviewScreen)
        assert len(review.told.of(StoreReader.ArticleLoaded)) == 1


async def test_the_newest_article_is_opened_where_none_is_named(
    make_app: MakeApp, store: DuckStore
) -> None:
    add_other(store)
    async with running(make_app()) as review:
        assert review.screen.session is not None
        assert review.screen.session.article == OTHER


async def test_the_list_of_articles_says_how_far_each_has_come(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("v")
        await review.stored(1)
        await review.press("a")
        listed = await review.told.wait_for(StoreReader.ArticlesListed)
        await review.pilot.pause()

        option = review.app.screen.query_one(OptionList).get_option_at_index(0)
        assert "1 of 6 reviewed" in str(option.prompt)
        assert listed.summaries[0].tally.verified == 1
        assert store.articles()[0].tally.verified == 1


async def test_articles_that_cannot_be_listed_are_told_in_words(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        spoil(store)
        await review.press("a")
        message = await review.told.wait_for(StoreReader.LoadFailed)
        await review.pilot.pause()

        state = review.app.screen.query_one("#state", Static)
        assert message.error.message in str(state.render())


async def test_help_names_every_key_and_closes(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("question_mark")
        assert isinstance(review.app.screen, HelpScreen)
        text = str(review.app.screen.query_one("#help Static", Static).render())
        assert all(action.help in " ".join(text.split()) for action in DEFAULT.actions)

        await review.press("j", "k", "escape")
        assert isinstance(review.app.screen, ReviewScreen)


async def test_f1_is_help_too(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("f1")

        assert isinstance(review.app.screen, HelpScreen)


async def test_the_palette_opens_and_offers_every_action(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        offered = {command.help for command in review.app.get_system_commands(review.screen)}
        here = {Place.REVIEW, Place.EVERYWHERE}
        assert {action.help for action in DEFAULT.actions if action.place in here} <= offered

        await review.press("ctrl+p")
        assert isinstance(review.app.screen, CommandPalette)


async def test_an_action_of_the_palette_does_what_its_key_does(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        commands = {c.title: c.callback for c in review.app.get_system_commands(review.screen)}
        commands["verified (v)"]()

        (entry,) = await review.stored(1)
        assert entry.body["verdict"] == "verified"


async def test_other_screens_offer_what_can_be_done_there_and_everywhere(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await review.press("l")
        titles = {command.title for command in review.app.get_system_commands(review.app.screen)}

        everywhere = {"theme", "help (? F1)", "palette (Ctrl+P)", "quit (q Ctrl+Q)"}
        assert titles == {"make it a claim (p)", *everywhere}


async def test_a_decision_of_one_article_is_not_undone_from_another(
    make_app: MakeApp, store: DuckStore
) -> None:
    add_other(store)
    async with running(make_app(article_id=ARTICLE.id)) as review:
        await review.press("v")
        await review.stored(1)
        await review.press("a")
        await review.told.wait_for(StoreReader.ArticlesListed)
        await review.pilot.pause()
        await review.press("k", "enter")
        await review.told.wait_for(StoreReader.ArticleLoaded, count=2)
        await review.press("z")

        assert review.said() == "There is nothing to undo."


async def test_help_narrows_to_what_is_typed(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("question_mark", *"take back")
        listing = review.app.screen.query_one("#help Static", Static)
        assert "Take back your last decision" in " ".join(str(listing.render()).split())
        assert "Mark the claim" not in str(listing.render())

        await review.press(*"zzz")
        assert str(listing.render()) == "No key is about “take backzzz”."
