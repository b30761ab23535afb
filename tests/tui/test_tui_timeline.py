"""The figures of a claim over time, on screen, and claims of the article that belong together."""

import dataclasses
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import CLAIMS, IDS, SPLITTING, fill
from textual.widgets import Static

from workbench.errors import StoreError
from workbench.model import ClaimPair, Timeline
from workbench.pipeline import LinkedClaims
from workbench.store.duck import DuckStore
from workbench.tui.background import Background
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.timeline import TimelineScreen

PEOPLE = IDS[2]


async def open_timeline(review: Review, claim_id: str) -> str:
    while review.selected() != claim_id:
        await review.press("j")
    await review.press("t")
    await review.told.wait_for(Background.TimelinesMade, lambda made: made.claim_id == claim_id)
    await review.pilot.pause()
    return str(review.app.screen.query_one("#timeline Static", Static).render())


async def test_a_figure_is_shown_in_the_order_of_the_dates_and_marked_where_it_moved(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        lines = (await open_timeline(review, PEOPLE)).splitlines()

        assert lines[0] == "About 40,000 → About 4,000 people"
        assert lines[2] == "20 Feb 2012 About 40,000"
        assert "✗ disputed “Mostly false” 20 Feb 2012" in lines[3]
        (moved,) = [line for line in lines if line.endswith("→ moved")]
        assert moved.startswith("1 Mar 2012  About 4,000 people")
        assert [line for line in lines if "this claim" in line]


async def test_a_claim_without_a_figure_has_none_over_time(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        assert (
            await open_timeline(review, IDS[0]) == "This claim gives no figure that could change."
        )


async def test_a_figure_that_nobody_else_gives_is_said_to_be_alone(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        words = await open_timeline(review, IDS[1])
        assert words == "No other claim gives a figure for the same thing."

        await review.press("t")
        assert isinstance(review.app.screen, ReviewScreen)


async def test_what_cannot_be_worked_out_is_said_in_words(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> tuple[Timeline, ...]:
        message = "The store is away."
        raise StoreError(message)

    monkeypatch.setattr(LinkedClaims, "timelines", broken)
    async with running(make_app()) as review:
        await review.press("t")
        await review.told.wait_for(Background.TimelinesFailed)
        await review.pilot.pause()

        assert isinstance(review.app.screen, TimelineScreen)
        words = str(review.app.screen.query_one("#timeline Static", Static).render())
        assert words == "The store is away."


@pytest.fixture
def contradicting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    """A store whose article says later that 9,000 people depend on the bridge."""
    monkeypatch.chdir(tmp_path)
    store = DuckStore(Path("contradicting.duckdb"))
    people = CLAIMS[2]
    (figure,) = people.figures
    other = dataclasses.replace(
        CLAIMS[5],
        text="About 9,000 people depend on the old bridge at Tell Shar",
        figures=(dataclasses.replace(figure, text="About 9,000 people", value=9000),),
    )
    splitting = dataclasses.replace(SPLITTING, claims=(*CLAIMS[:5], other))
    fill(store, splitting=splitting)
    return store


async def test_claims_of_the_article_that_contradict_each_other_are_shown_at_both(
    make_app: MakeApp, contradicting: DuckStore
) -> None:
    async with running(make_app(contradicting), (140, 40)) as review:
        found = review.told.of(Background.PairsFound)[0]
        assert [(pair.first.id, pair.second.id) for pair in found.pairs] == [(PEOPLE, IDS[5])]
        while review.selected() != PEOPLE:
            await review.press("j")
        words = str(review.screen.query_one(".pairs", Static).render())
        assert words.startswith("In this article\n≠ contradicts")
        assert "figure About 4,000 ≠ About 9,000" in words

        await review.press("G")
        words = str(review.screen.query_one(".pairs", Static).render())
        assert "figure About 9,000 ≠ About 4,000" in words

        await review.press("k")
        assert not review.screen.query_one(".pairs", Static).display


async def test_pairs_that_cannot_be_looked_for_are_said_in_words(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> tuple[ClaimPair, ...]:
        message = "The store is away."
        raise StoreError(message)

    monkeypatch.setattr(LinkedClaims, "pairs", broken)
    async with running(make_app()) as review:
        assert review.said() == "The store is away."


async def test_a_timeline_scrolls_with_j_and_k(make_app: MakeApp) -> None:
    async with running(make_app(), (60, 10)) as review:
        await open_timeline(review, PEOPLE)
        await review.press("j", "j", "k")

        assert review.app.screen.query_one("#timeline").scroll_offset.y == 1
        await review.press("escape")
        assert isinstance(review.app.screen, ReviewScreen)
