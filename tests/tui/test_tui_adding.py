"""The articles' screen: adding what a path or an address names, and stopping that."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE
from test_tui_articles import lines, open_articles, relisted, state
from textual.widgets import Input
from told_messages import Told

from workbench.pipeline import intake, preparing
from workbench.pipeline.fetching import Fetched
from workbench.store.duck import DuckStore
from workbench.tui.article_errands import ArticleErrands
from workbench.tui.screens.articles import ArticlesScreen, unquoted
from workbench.tui.screens.one_line import LineDialog
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.store_reader import StoreReader

SNOW = "Snow fell on Tell Amra in June, Nadia Saleh said. Four villages were cut off by it."


async def type_line(review: Review, key: str, line: str) -> None:
    await review.press(key)
    assert isinstance(review.app.screen, LineDialog)
    review.app.screen.query_one(Input).value = line
    await review.press("enter")


async def test_a_file_is_added_listed_and_opened(make_app: MakeApp, store: DuckStore) -> None:
    Path("snow fall.txt").write_text(f"Snow in June\n\n{SNOW}\n", encoding="utf-8")  # noqa: ASYNC240 - before anything runs
    async with running(make_app()) as review:
        await open_articles(review)
        await type_line(review, "n", "'snow fall.txt'")
        finished = await review.told.wait_for(ArticleErrands.Finished)
        await relisted(review)

        (added,) = finished.done.added
        assert {one.article.id for one in store.articles()} == {ARTICLE.id, added.article.id}
        assert store.entries()[-1].analyst == "rana"
        assert "Added “Snow in June”" in state(review.app)

        await review.press("enter")
        loaded = await review.told.wait_for(StoreReader.ArticleLoaded, count=2)
        assert loaded.loaded.article.id == added.article.id
        assert len(loaded.loaded.claims) == added.claims > 0

        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.NothingNew)
        assert "another window" not in review.said()


async def test_what_an_address_answers_is_added_and_redirects_are_told(
    make_app: MakeApp, store: DuckStore
) -> None:
    def fetch(address: str, told: object) -> Fetched:
        assert callable(told)
        told(f"{address} leads to https://example.org/snow")
        return Fetched(SNOW.encode(), "https://example.org/snow")

    app = make_app()
    app.background.articles._parts = replace(app._parts, fetch=fetch)
    async with running(app) as review:
        await open_articles(review)
        await type_line(review, "n", "https://example.org/s")
        finished = await review.told.wait_for(ArticleErrands.Finished)
        await relisted(review)

        (added,) = finished.done.added
        assert store.article(added.article.id).url == "https://example.org/snow"
        assert "https://example.org/s leads to https://example.org/snow" in state(app)


async def test_an_address_that_does_not_answer_is_given_up_at_once(
    make_app: MakeApp, store: DuckStore
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def fetch(address: str, told: object) -> Fetched:
        del told
        asked.set()
        answer.wait(60)
        return Fetched(SNOW.encode(), address)

    app = make_app()
    app.background.articles._parts = replace(app._parts, fetch=fetch)
    async with running(app) as review:
        await open_articles(review)
        await type_line(review, "n", "https://example.org/s")
        await review.until(asked.is_set)
        await review.press("escape")
        stopped = await review.told.wait_for(ArticleErrands.Stopped)
        answer.set()

        assert stopped.articles == 0
        assert len(store.articles()) == 1


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("missing.txt", "missing.txt"),
        ("-", "Nothing can be piped into this screen."),
        ("ftp://example.org/x", "ftp: addresses are not fetched."),
        ("https://example.org/x", "set to stay offline"),
    ],
)
async def test_what_cannot_be_added_is_told_in_a_sentence(
    make_app: MakeApp, store: DuckStore, source: str, words: str
) -> None:
    async with running(make_app()) as review:
        before = store.head()
        await open_articles(review)
        await type_line(review, "n", source)
        await review.told.wait_for(ArticleErrands.Finished)
        await relisted(review)

        assert state(review.app).startswith("Not added: ")
        assert words in state(review.app)
        assert store.head() == before


class Gate:
    """Stands before the second batch of an intake."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Keep each article by itself, and let the second wait to be read."""
    made = Gate()
    prepare = preparing.prepare
    prepared: list[object] = []

    def slow(*given: object, **options: object) -> object:
        if prepared:
            made.reached.set()
            made.open.wait(60)
        prepared.append(given)
        return prepare(*given, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(intake, "prepare", slow)
    monkeypatch.setattr(intake, "TOGETHER", 1)
    folder = Path("two")
    folder.mkdir()
    for number, text in enumerate((SNOW, "Rain fell on Tell Nur in May. Two dams broke.")):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    yield made
    made.open.set()


async def test_stopping_keeps_what_has_come_in(
    make_app: MakeApp, store: DuckStore, gate: Gate
) -> None:
    async with running(make_app()) as review:
        await open_articles(review)
        await type_line(review, "n", "two")
        await review.told.wait_for(ArticleErrands.Advanced, lambda told: told.step.articles == 1)
        gate.reached.wait(60)
        await review.until(lambda: "1 of 2 sources: 1 article, " in state(review.app))

        await review.press("x")
        assert "Articles are being added" in state(review.app)
        await review.press("escape")
        assert isinstance(review.app.screen, ArticlesScreen)
        assert state(review.app) == "Stopping…"
        gate.open.set()
        stopped = await review.told.wait_for(ArticleErrands.Stopped)
        await relisted(review)

        assert stopped.articles == 1
        assert len(store.articles()) == 2
        assert "Stopped; 1 new article with " in state(review.app)
        assert len(lines(review.app)) == 2
        await review.press("escape")
        assert isinstance(review.app.screen, ReviewScreen)


async def test_leaving_the_program_stops_it_and_loses_nothing(
    make_app: MakeApp, store: DuckStore, gate: Gate
) -> None:
    app = make_app()
    async with running(app) as review:
        await open_articles(review)
        await type_line(review, "n", "two")
        gate.reached.wait(60)
        await review.press("ctrl+q")
    gate.open.set()

    assert app.end(seconds=60)
    assert len(store.articles()) == 2


async def test_a_store_that_fails_while_articles_are_added_is_told(
    make_app: MakeApp, store: DuckStore
) -> None:
    Path("snow.txt").write_text(SNOW, encoding="utf-8")  # noqa: ASYNC240 - before anything runs
    async with running(make_app()) as review:
        await open_articles(review)
        store.path.write_text("not a database", encoding="utf-8")
        await type_line(review, "n", "snow.txt")
        failed = await review.told.wait_for(ArticleErrands.AddFailed)
        await review.told.wait_for(StoreReader.LoadFailed)
        await review.until(lambda: failed.error.message in state(review.app))

        assert failed.articles == 0


async def test_an_empty_store_is_added_to_from_the_palette(
    make_app: MakeApp, empty_store: DuckStore
) -> None:
    empty_store.path.unlink()
    Path("snow.txt").write_text(SNOW, encoding="utf-8")  # noqa: ASYNC240 - before anything runs
    app, told = make_app(empty_store), Told()
    async with app.run_test(message_hook=told) as pilot:
        await told.wait_for(StoreReader.NothingFound)
        (command,) = (
            one for one in app.get_system_commands(app.screen) if one.title == "add an article"
        )
        command.callback()
        await told.wait_for(StoreReader.ArticlesListed)
        await pilot.pause()
        assert isinstance(app.screen, LineDialog)
        await pilot.press("escape")
        assert state(app).startswith("There is no article in this store yet. n adds one")

        review = Review(app, pilot, told)
        await type_line(review, "n", "snow.txt")
        await told.wait_for(ArticleErrands.Finished)
        await relisted(review)
        await pilot.press("escape")
        loaded = await told.wait_for(StoreReader.ArticleLoaded)

        assert [one.article.id for one in empty_store.articles()] == [loaded.loaded.article.id]


def test_marks_around_a_path_are_taken_off() -> None:
    assert unquoted("'a b.txt'") == unquoted('"a b.txt"') == "a b.txt"
    assert unquoted("it's") == "it's"
    assert unquoted("'") == "'"
