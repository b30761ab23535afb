"""The overview: figures, what is open, plots."""

from pathlib import Path

import pytest
from app_making import MakeApp
from hypothesis import given
from hypothesis import strategies as st
from running_review import Review, running
from screen_values import ARTICLE, IDS, decided
from test_tui_hostile import ACTING, HOSTILE, LONG_WORD, store_of
from test_tui_other_screens import OTHER, add_other, spoil
from textual.widgets import Static

from workbench.model import Tally, Verdict
from workbench.store.duck import DuckStore
from workbench.tui.screens.overview import OverviewScreen
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.article_list import ArticleList
from workbench.tui.widgets.plot import Plot, bar_cells
from workbench.tui.widgets.store_reader import StoreReader

LARGE = (140, 40)


async def opened(review: Review) -> StoreReader.OverviewRead:
    """Open the overview and return what was read."""
    await review.press("O")
    message = await review.told.wait_for(StoreReader.OverviewRead)
    await review.pilot.pause()
    return message


def shown(review: Review, plot: str) -> list[str]:
    """Return the lines of a plot."""
    widget = review.app.screen.query_one(f"#{plot}", Plot)
    lines = [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]
    return [line for line in lines if line]


def totals(review: Review) -> str:
    return str(review.app.screen.query_one("#overview-totals", Static).render())


async def test_the_figures_of_all_articles_are_shown(make_app: MakeApp, store: DuckStore) -> None:
    add_other(store)
    store.append([decided(1, IDS[0], Verdict.VERIFIED), decided(2, IDS[1], Verdict.DISPUTED)])
    async with running(make_app(article_id=ARTICLE.id)) as review:
        message = await opened(review)

        assert message.overview == store.overview()
        words = totals(review)
        assert "2 articles, 2 with open claims · 2 of 7 claims reviewed" in words
        assert "✓ 1 verified  ✗ 1 disputed  ? 0 unconfirmed  · 5 unreviewed" in words
        articles = review.app.screen.query_one(ArticleList)
        figures, title = articles.render_line(1).text.split("  Bridge")
        assert figures.split() == ["›", "✓✗····", "6", "1", "1", "0", "0", "4"]
        assert title.startswith(" at Tell Shar reopens")


async def test_enter_opens_the_article_under_the_cursor(
    make_app: MakeApp, store: DuckStore
) -> None:
    add_other(store)
    async with running(make_app(article_id=ARTICLE.id)) as review:
        await opened(review)
        selected = review.app.screen.query_one(ArticleList).selected
        assert selected is not None
        assert selected.article.id == ARTICLE.id

        await review.press("k", "enter")
        loaded = await review.told.wait_for(StoreReader.ArticleLoaded, count=2)

        assert loaded.loaded.article == OTHER


async def test_w_goes_to_the_next_article_with_an_unreviewed_claim(
    make_app: MakeApp, store: DuckStore
) -> None:
    add_other(store)
    store.append([decided(1, f"{9:016x}", Verdict.VERIFIED)])
    async with running(make_app(article_id=OTHER.id)) as review:
        await opened(review)
        await review.press("w")

        selected = review.app.screen.query_one(ArticleList).selected
        assert selected is not None
        assert selected.article.id == ARTICLE.id


async def test_where_nothing_is_open_w_says_so(make_app: MakeApp, store: DuckStore) -> None:
    store.append([decided(n, id_, Verdict.VERIFIED) for n, id_ in enumerate(IDS)])
    async with running(make_app()) as review:
        await opened(review)
        await review.press("w")

        state = review.app.screen.query_one("#state", Static)
        assert str(state.render()) == "No claim of any article is open."


async def test_escape_goes_back_to_the_review_as_it_was(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await opened(review)
        await review.press("G", "g", "pagedown", "pageup", "escape")

        assert isinstance(review.app.screen, ReviewScreen)
        assert len(review.told.of(StoreReader.ArticleLoaded)) == 1


async def test_a_click_selects_and_another_one_opens(make_app: MakeApp, store: DuckStore) -> None:
    add_other(store)
    async with running(make_app(article_id=ARTICLE.id)) as review:
        await opened(review)
        await review.pilot.click(ArticleList, offset=(5, 0))
        await review.pilot.click(ArticleList, offset=(5, 0))
        message = await review.told.wait_for(ArticleList.Opened)

        assert message.article_id == OTHER.id


async def test_tab_turns_the_plots_where_one_of_them_fits(
    make_app: MakeApp, store: DuckStore
) -> None:
    store.append([decided(1, IDS[0], Verdict.VERIFIED), decided(2, IDS[2], Verdict.DISPUTED)])
    async with running(make_app()) as review:
        await opened(review)
        seen = []
        for _ in range(3):
            (visible,) = [p.id for p in review.app.screen.query(Plot) if p.display]
            seen.append(shown(review, visible or ""))
            await review.press("tab")

        days, speakers, publishers = seen
        assert [days[0].strip(), days[1].split()] == [
            "2 decisions by day (UTC)",
            ["2", "Mar", "2012", "✓✗", "2"],
        ]
        assert speakers[0].strip() == "Verdicts by speaker"
        assert speakers[1].split() == ["Samir", "Haddad", "✓✗", "2", "of", "2"]
        assert "(the article itself)" in " ".join(speakers)
        assert publishers[1].split() == ["Levant", "Wire", "✓✗····", "2", "of", "6"]


async def test_all_plots_are_side_by_side_where_there_is_room(make_app: MakeApp) -> None:
    async with running(make_app(), LARGE) as review:
        await opened(review)

        assert [plot.display for plot in review.app.screen.query(Plot)] == [True, True, True]
        assert [line.strip() for line in shown(review, "days")] == ["Nothing is decided yet"]


async def test_a_store_that_cannot_be_read_is_told_in_words(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        spoil(store)
        await review.press("O")
        message = await review.told.wait_for(StoreReader.LoadFailed)
        await review.pilot.pause()

        state = review.app.screen.query_one("#state", Static)
        assert message.error.message in str(state.render())


async def test_an_empty_store_says_how_to_begin(make_app: MakeApp, empty_store: DuckStore) -> None:
    empty_store.path.unlink()
    async with make_app(empty_store).run_test() as pilot:
        screen = OverviewScreen(empty_store, reviewed=None)
        await pilot.app.push_screen(screen)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert "workbench add ARTICLE.txt" in str(screen.query_one("#state", Static).render())


@pytest.mark.parametrize("text", [HOSTILE, LONG_WORD], ids=["hostile", "long"])
@pytest.mark.parametrize("size", [(80, 24), LARGE], ids=["80x24", "140x40"])
async def test_hostile_titles_speakers_and_publishers_do_nothing(
    make_app: MakeApp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(make_app(store_of(text)), size) as review:
        await opened(review)
        for _ in range(3):
            picture = review.app.export_screenshot()
            assert not [character for character in ACTING if character in picture]
            assert text[:8].replace(" ", "&#160;") in picture
            await review.press("tab")


def test_a_bar_has_a_column_a_claim_where_that_fits() -> None:
    tally = Tally(verified=2, unreviewed=3)

    assert [count for _, count in bar_cells(tally, most=5, width=5)] == [2, 3]


def test_a_bar_leaves_no_status_without_a_column() -> None:
    tally = Tally(verified=1, disputed=1, unreviewed=998)

    assert [count for _, count in bar_cells(tally, most=1000, width=10)] == [1, 1, 8]


counts = st.integers(0, 5000)


@given(st.builds(Tally, counts, counts, counts, counts), st.integers(0, 9000), st.integers(0, 60))
def test_a_bar_is_never_wider_than_its_room(tally: Tally, more: int, width: int) -> None:
    bar = bar_cells(tally, most=tally.total + more, width=width)

    assert sum(count for _, count in bar) <= width
    assert all(count > 0 for _, count in bar)
