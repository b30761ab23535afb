"""Pictures of every screen with something in it: two sizes, dark, light, ANSI, NO_COLOR.

`pytest tests/tui/test_tui_snapshots.py --snapshot-update` draws them anew; look at each before it
is kept.
"""

import datetime as dt

import pytest
from app_making import MakeApp
from pictures import LARGE, SIZES, SMALL, THEMES, drawn, in_theme
from running_review import running
from screen_values import IDS, decided
from syrupy.assertion import SnapshotAssertion
from test_tui_other_screens import add_other
from textual.widgets import Input

from workbench import interchange
from workbench.model import (
    Credibility,
    Entry,
    EntryKind,
    Evidence,
    Json,
    KeptFile,
    Reliability,
    Stance,
    Verdict,
)
from workbench.store.duck import DuckStore
from workbench.tui.widgets.store_reader import StoreReader


@SIZES
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_review(
    make_app: MakeApp,
    reviewed: DuckStore,
    snapshot: SnapshotAssertion,
    theme: str,
    size: tuple[int, int],
) -> None:
    async with running(make_app(reviewed, theme=theme), size) as review:
        assert review.app.export_screenshot() == snapshot


@SIZES
@pytest.mark.parametrize("theme", ["textual-dark", "ansi-dark"])
async def test_review_without_colour(
    make_app: MakeApp,
    reviewed: DuckStore,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    theme: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(make_app(reviewed, theme=theme), size) as review:
        assert review.app.export_screenshot() == snapshot


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param(SMALL, "enter", id="80x24-article"),
        pytest.param(SMALL, "enter enter", id="80x24-past-claims"),
        pytest.param(SMALL, "d enter z", id="80x24-undone"),
        pytest.param(SMALL, "d", id="80x24-disputing"),
        pytest.param(SMALL, "c", id="80x24-order"),
        pytest.param(SMALL, "tab", id="80x24-tab"),
        pytest.param(SMALL, "n", id="80x24-reason"),
        pytest.param(LARGE, "n", id="140x40-reason"),
        pytest.param(SMALL, "slash h a d d a d", id="80x24-filter"),
        pytest.param(LARGE, "slash h a d d a d", id="140x40-filter"),
        pytest.param(SMALL, "space V j j", id="80x24-picked"),
        pytest.param(SMALL, "A d", id="80x24-several"),
        pytest.param(LARGE, "A d", id="140x40-several"),
        pytest.param(SMALL, "slash i s : x", id="80x24-filter-objection"),
        pytest.param(SMALL, "slash h a d d a d enter f o n e enter f", id="80x24-saved-filters"),
        pytest.param(SMALL, "l", id="80x24-left-out"),
        pytest.param(LARGE, "l", id="140x40-left-out"),
        pytest.param(SMALL, "R h s", id="80x24-recut"),
        pytest.param(LARGE, "R h s", id="140x40-recut"),
        pytest.param(SMALL, "question_mark", id="80x24-help"),
        pytest.param(LARGE, "question_mark", id="140x40-help"),
        pytest.param(SMALL, "question_mark p i c k", id="80x24-help-narrowed"),
        pytest.param(SMALL, "F", id="80x24-jump"),
        pytest.param(LARGE, "F", id="140x40-jump"),
        pytest.param(LARGE, "o", id="140x40-sources"),
        pytest.param(SMALL, "v k C", id="80x24-confidence"),
        pytest.param(SMALL, "E", id="80x24-no-evidence"),
    ],
)
async def test_keys(
    make_app: MakeApp,
    reviewed: DuckStore,
    snapshot: SnapshotAssertion,
    size: tuple[int, int],
    keys: str,
) -> None:
    async with running(make_app(reviewed), size) as review:
        await review.press(*keys.split())
        if keys == "d enter z":
            await review.stored(2)
        await review.matched()
        if review.app.focused is not None and hasattr(review.app.focused, "cursor_blink"):
            review.app.focused.cursor_blink = False
            await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot


@pytest.mark.parametrize("keys", ["T f l", "H"], ids=["tags", "history"])
async def test_keys_in_both_sizes(
    make_app: MakeApp, reviewed: DuckStore, snapshot: SnapshotAssertion, keys: str
) -> None:
    async with running(make_app(reviewed), SMALL) as review:
        await review.press("g", *keys.split())
        for typed in review.app.screen.query(Input):
            typed.cursor_blink = False
        await review.pilot.pause()
        assert review.app.export_screenshot() == snapshot(name="80x24")
        await review.pilot.resize_terminal(*LARGE)
        await review.pilot.pause()
        assert review.app.export_screenshot() == snapshot(name="140x40")


@THEMES
async def test_a_dialog(
    make_app: MakeApp,
    reviewed: DuckStore,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    theme: str,
) -> None:
    app = in_theme(make_app, reviewed, theme, monkeypatch)
    async with running(app, SMALL) as review:
        await review.press("A", "d")
        review.app.screen.query_one(Input).cursor_blink = False
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot


async def test_settling(
    make_app: MakeApp, reviewed: DuckStore, snapshot: SnapshotAssertion
) -> None:
    reviewed.append([decided(4, IDS[0], Verdict.DISPUTED, analyst="zoe")])
    async with running(make_app(reviewed), SMALL) as review:
        await review.press("g", "D")
        assert review.app.export_screenshot() == snapshot(name="80x24")
        await review.press("v")
        review.app.screen.query_one(Input).cursor_blink = False
        await review.pilot.pause()
        assert review.app.export_screenshot() == snapshot(name="80x24-verdict")
        await review.pilot.resize_terminal(*LARGE)
        await review.pilot.pause()
        assert review.app.export_screenshot() == snapshot(name="140x40-verdict")


@pytest.mark.parametrize("keys", ["E", "E enter"], ids=["list", "form"])
async def test_evidence(
    make_app: MakeApp, store: DuckStore, snapshot: SnapshotAssertion, keys: str
) -> None:
    evidence = Evidence(
        "the [Ministry] of Works, statement of 1 March",
        Stance.REFUTES,
        quote="The bridge may carry 8 tonnes until it is inspected.",
        address="https://works.example.org/statements/17",
        retrieved=dt.date(2012, 3, 2),
        reliability=Reliability.B,
        credibility=Credibility.TWO,
        file=KeptFile("statement 17.pdf", "ab" * 32, 2_500_000),
    )
    body: dict[str, Json] = {
        "claims": [IDS[0]],
        "evidence": interchange.evidence_to_json(evidence),
        "replaces": None,
    }
    at = dt.datetime(2012, 3, 2, 9, 5, tzinfo=dt.UTC)
    store.append([Entry("e" * 32, at, "omar", EntryKind.EVIDENCE_GIVEN, body)])
    async with running(make_app(store), SMALL) as review:
        await review.press(*keys.split())
        for field in review.app.screen.query("Input, TextArea"):
            field.cursor_blink = False  # type: ignore[attr-defined]  # both have it
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot
        await review.pilot.resize_terminal(*LARGE)
        await review.pilot.pause()
        assert review.app.export_screenshot() == snapshot(name="140x40")


@SIZES
async def test_search(
    make_app: MakeApp, reviewed: DuckStore, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with running(make_app(reviewed), size) as review:
        await review.search("bridge")
        await review.press("end")
        await drawn(review, "rana:")

        assert review.app.export_screenshot() == snapshot


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "no-colour"])
async def test_articles(
    make_app: MakeApp,
    reviewed: DuckStore,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    theme: str,
) -> None:
    add_other(reviewed)
    app = in_theme(make_app, reviewed, theme, monkeypatch)
    async with running(app) as review:
        await review.press("a")
        await review.told.wait_for(StoreReader.ArticlesListed)
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot
        await review.pilot.resize_terminal(*LARGE)
        await review.pilot.pause()
        assert review.app.export_screenshot() == snapshot(name="140x40")


@SIZES
@pytest.mark.parametrize("no_color", ["", "1"], ids=["colour", "no-colour"])
async def test_overview(
    make_app: MakeApp,
    reviewed: DuckStore,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    no_color: str,
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    add_other(reviewed)
    async with running(make_app(reviewed, theme="ansi-dark" if no_color else None), size) as review:
        await review.press("O")
        await review.told.wait_for(StoreReader.OverviewRead)
        await review.pilot.pause()

        assert review.app.export_screenshot() == snapshot
