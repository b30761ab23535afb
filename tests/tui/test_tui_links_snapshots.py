"""Pictures of past claims that were answered, of figures over time, and of claims that contradict.

`pytest tests/tui/test_tui_links_snapshots.py --snapshot-update` draws them anew; look at each
before it is kept.
"""

import dataclasses
from pathlib import Path

import pytest
from app_making import MakeApp
from pictures import SIZES
from running_review import Review, running
from screen_values import CLAIMS, IDS, PAST, SPLITTING, decided, fill
from syrupy.assertion import SnapshotAssertion

from workbench.model import Verdict
from workbench.store.duck import DuckStore
from workbench.tui.background import Background

PEOPLE = IDS[2]


@pytest.fixture
def linked_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    """A store whose article contradicts itself, with two past claims for one of its claims."""
    monkeypatch.chdir(tmp_path)
    store = DuckStore(Path("linked.duckdb"))
    (figure,) = CLAIMS[2].figures
    other = dataclasses.replace(
        CLAIMS[5],
        text="About 9,000 people depend on the old bridge at Tell Shar",
        figures=(dataclasses.replace(figure, text="About 9,000 people", value=9000),),
    )
    text = "Forty thousand people depend on the old bridge at Tell Shar."
    again = dataclasses.replace(PAST[0], id="past-again", text=text, publisher="Wire Review")
    splitting = dataclasses.replace(SPLITTING, claims=(*CLAIMS[:5], other))
    fill(store, splitting=splitting, past_claims=(*PAST, again))
    store.append([decided(1, IDS[5], Verdict.DISPUTED)])
    return store


async def at_the_claim(review: Review) -> None:
    while review.selected() != PEOPLE:
        await review.press("j")
    await review.told.wait_for(Background.MatchesFound, lambda found: found.claim_id == PEOPLE)
    await review.pilot.pause()


@SIZES
async def test_answered(
    make_app: MakeApp, linked_store: DuckStore, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with running(make_app(linked_store), size) as review:
        await at_the_claim(review)
        await review.press("K", "K", "x", "m")
        await review.stored(3)
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot


@SIZES
async def test_answered_without_colour(
    make_app: MakeApp,
    linked_store: DuckStore,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(make_app(linked_store, theme="ansi-dark"), size) as review:
        await at_the_claim(review)
        await review.press("K", "K", "x", "m")
        await review.stored(3)
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot


@SIZES
async def test_timeline(
    make_app: MakeApp, linked_store: DuckStore, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with running(make_app(linked_store), size) as review:
        await at_the_claim(review)
        await review.press("t")
        await review.told.wait_for(Background.TimelinesMade)
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot


@SIZES
@pytest.mark.parametrize("line", ["", "bridge is:disputed", "bridge since:2031"])
async def test_search(
    make_app: MakeApp,
    linked_store: DuckStore,
    snapshot: SnapshotAssertion,
    size: tuple[int, int],
    line: str,
) -> None:
    async with running(make_app(linked_store), size) as review:
        await review.search(line)
        await review.pilot.wait_for_scheduled_animations()
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot
