"""The articles' screen: what it lists, renaming, removing and bringing back."""

from dataclasses import replace

from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE
from test_tui_other_screens import OTHER, add_other
from textual.widgets import Input, OptionList, Static

from workbench.model import EntryKind
from workbench.store.duck import DuckStore
from workbench.tui.app import WorkbenchApp
from workbench.tui.article_errands import ArticleErrands
from workbench.tui.screens.article_form import ArticleForm
from workbench.tui.screens.articles import ArticlesScreen
from workbench.tui.widgets.store_reader import StoreReader


def state(app: WorkbenchApp) -> str:
    return str(app.screen.query_one("#state", Static).render())


def lines(app: WorkbenchApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(OptionList).options]


async def open_articles(review: Review, *, listed: int = 1) -> None:
    await review.press("a")
    await relisted(review, count=listed)


async def fill_in(review: Review, **fields: str) -> None:
    await review.press("r")
    assert isinstance(review.app.screen, ArticleForm)
    for name, words in fields.items():
        review.app.screen.query_one(f"#article-{name}", Input).value = words
    await review.press("enter")


async def acted(review: Review, *, count: int = 1) -> None:
    """Wait until an act is done and the articles are listed anew."""
    await review.told.wait_for(ArticleErrands.Acted, count=count)
    await relisted(review, count=count + 1)


async def relisted(review: Review, *, count: int = 2) -> None:
    """Wait until the screen has listed, and shows what is in the store."""
    await review.told.wait_for(StoreReader.ArticlesListed, count=count)
    screen = next(one for one in review.app.screen_stack if isinstance(one, ArticlesScreen))
    kept = review.app._parts.store
    await review.until(lambda: screen._summaries == kept.articles())
    await review.pilot.pause()


async def test_a_line_tells_the_claims_by_verdict_and_where_the_article_is_from(
    make_app: MakeApp,
) -> None:
    async with running(make_app(), (140, 40)) as review:
        await review.press("v")
        await review.stored(1)
        await open_articles(review)

        title, below = lines(review.app)[0].split("\n")
        assert title == ARTICLE.title
        assert "1 of 6 reviewed  ✓ 1  · 5  Levant Wire · 1 Mar 2012" in below


async def test_an_article_gets_another_title_and_its_former_one_again(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await open_articles(review)
        await fill_in(review, title="The [/] bridge")
        await acted(review)
        assert store.article(ARTICLE.id).title == "The [/] bridge"
        assert state(review.app) == (
            "It is “The [/] bridge” now. z gives it its former title again."
        )

        await review.press("z")
        await acted(review, count=2)
        assert store.article(ARTICLE.id).title == ARTICLE.title
        assert "has its former title again" in state(review.app)


async def test_author_and_language_are_corrected_and_what_is_none_is_refused(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await open_articles(review)
        await fill_in(review, author="A. [b]Writer", language="German")
        form = review.app.screen
        said = str(form.query_one("#form-said", Static).render())
        assert said == "“German” is no language code. The code of German is de."
        assert form.focused is form.query_one("#article-language")
        form.query_one("#article-language", Input).value = "DE"
        await review.press("enter")
        await acted(review)

        now = store.article(ARTICLE.id)
        assert now == replace(ARTICLE, author="A. [b]Writer", language="de")
        assert "A. [b]Writer · Levant Wire · 2012-03-01" in state(review.app)
        assert "stay as they were cut: English, by its clauses." in state(review.app)
        await review.press("z")
        await acted(review, count=2)
        assert store.article(ARTICLE.id) == ARTICLE


async def test_the_review_has_the_new_title(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await open_articles(review)
        await review.press("r", "exclamation_mark", "enter")
        await acted(review)
        await review.press("escape")
        loaded = await review.told.wait_for(StoreReader.ArticleLoaded, count=2)

        assert loaded.loaded.article.title == f"{ARTICLE.title}!"


async def test_a_removed_article_goes_from_list_and_review_and_comes_back(
    make_app: MakeApp, store: DuckStore
) -> None:
    add_other(store)
    async with running(make_app(article_id=ARTICLE.id)) as review:
        await open_articles(review)
        await review.press("x")
        await acted(review)
        assert [one.article.id for one in store.articles()] == [OTHER.id]
        assert store.entries()[-1].kind is EntryKind.ARTICLE_REMOVED
        assert len(lines(review.app)) == 1
        assert "was taken out" in state(review.app)
        assert "z brings it back" in state(review.app)

        await review.press("escape")
        loaded = await review.told.wait_for(StoreReader.ArticleLoaded, count=2)
        assert loaded.loaded.article == OTHER

        await open_articles(review, listed=3)
        await review.press("z")
        await review.told.wait_for(ArticleErrands.Acted, count=2)
        assert {one.article.id for one in store.articles()} == {OTHER.id, ARTICLE.id}


async def test_without_an_article_the_review_says_how_one_is_added(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await open_articles(review)
        await review.press("x")
        await acted(review)
        await review.press("escape")
        await review.told.wait_for(StoreReader.NothingFound)
        await review.until(lambda: review.screen.session is None)

        assert store.articles() == ()
        assert review.screen.session is None
        assert "a and then n takes one in" in state(review.app)
        await review.press("v", "j", "z")
        assert store.entries()[-1].kind is EntryKind.ARTICLE_REMOVED


async def test_there_is_nothing_to_undo_at_first(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await open_articles(review)
        await review.press("z")
        await review.told.wait_for(ArticleErrands.ActFailed)
        await review.until(lambda: state(review.app) != "Taking it back…")

        assert "There is nothing of yours to undo." in state(review.app)
