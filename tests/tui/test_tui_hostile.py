"""Hostile text in every field of every screen."""

import dataclasses
import datetime as dt
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import claim, decided, fill, left_out
from textual.screen import Screen
from textual.widgets import Input

from workbench import interchange
from workbench.errors import StoreBusyError
from workbench.model import (
    Article,
    Checkability,
    Claim,
    Entry,
    EntryKind,
    Evidence,
    Figure,
    FigureKind,
    Json,
    KeptFile,
    LeftOutReason,
    Manner,
    PastClaim,
    Reliability,
    Span,
    Splitting,
    Stance,
    Verdict,
)
from workbench.store.duck import DuckStore
from workbench.tui.background import Background
from workbench.tui.screens.article_form import ArticleForm
from workbench.tui.screens.articles import ArticlesScreen
from workbench.tui.screens.choice import ChoiceDialog
from workbench.tui.screens.claim_history import HistoryScreen
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.tui.screens.evidence_form import EvidenceForm
from workbench.tui.screens.filters import FiltersDialog
from workbench.tui.screens.help import HelpScreen
from workbench.tui.screens.leaving import LeavingDialog
from workbench.tui.screens.left_out import LeftOutScreen
from workbench.tui.screens.one_line import LineDialog
from workbench.tui.screens.overview import OverviewScreen
from workbench.tui.screens.reason import ReasonDialog
from workbench.tui.screens.recut import RecutScreen
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.search import SearchScreen
from workbench.tui.screens.settling import SettlingDialog
from workbench.tui.screens.several import SeveralDialog
from workbench.tui.screens.sources import SourcesDialog
from workbench.tui.screens.tags import TagsDialog
from workbench.tui.screens.timeline import TimelineScreen
from workbench.tui.widgets.store_reader import StoreReader

HOSTILE = (
    "[in Bab Amr] [/ [/x] [link=http://x]y[/link] \x1b[31mred\x1b]0;title\x07 \x9b1m \u202eevil "
    "ze\u200bro می\u200cخواهم عربي 👨\u200d👩\u200d👧 " + "x" * 100
)
LONG_WORD = "x" * 5000
"""More letters than a screen of 80x24 has cells."""
ACTING = ("\x1b", "\x07", "\x9b", "\u202e", "\u200b")


def article_of(text: str) -> Article:
    return Article.of(
        f"{text}\n\nFirst {text}\n\nLast {text}\n",
        title=text,
        publisher=text,
        url=text,
        published=dt.date(2012, 3, 1),
    )


def claim_of(text: str) -> Claim:
    found = claim(1, text, article=article_of(text), bracket=text)
    return dataclasses.replace(
        found,
        speaker=text,
        speaker_span=found.spans[0],
        cue=text,
        manner=Manner.CLAIMED,
        figures=(Figure(text, FigureKind.COUNT, 4000, text, text, found.spans[0]),),
        checkability=Checkability(0.9, (text,)),
    )


def past_claim_of(text: str) -> PastClaim:
    return PastClaim(
        id="hostile",
        text=text,
        title=text,
        verdict=Verdict.DISPUTED,
        rating=text,
        date=dt.date(2012, 3, 2),
        publisher=text,
        address=text,
        speaker=text,
        figures=(Figure("[3]", FigureKind.COUNT, 3, None, text, Span(0, 3)),),
        reason=text,
    )


def store_of(text: str) -> DuckStore:
    """Return a store in the working directory whose every field holds the text."""
    store = DuckStore(Path("hostile.duckdb"))
    article = article_of(text)
    splitting = Splitting(
        (claim_of(text),), (left_out(text, LeftOutReason.OPINION, article=article),)
    )
    fill(store, article=article, splitting=splitting, past_claims=(past_claim_of(text),))
    return store


@pytest.fixture
def hostile_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    monkeypatch.chdir(tmp_path)
    return store_of(HOSTILE)


async def give_a_reason(review: Review) -> None:
    await review.press("n")
    review.app.screen.query_one(Input).value = HOSTILE
    await review.press("enter", "d", "enter")


async def open_articles(review: Review) -> None:
    await review.press("a")
    await review.told.wait_for(StoreReader.ArticlesListed)


async def open_search(review: Review) -> None:
    await review.press("s")
    review.app.screen.query_one(Input).value = "red evil"
    await review.told.wait_for(Background.TextSearched, lambda searched: bool(searched.matches))


async def open_leaving(review: Review) -> None:
    await review.app.push_screen(LeavingDialog(StoreBusyError(HOSTILE, HOSTILE), 2))


async def ask_for_a_reason_again(review: Review) -> None:
    await give_a_reason(review)
    await review.press("n")


async def filter_by_it(review: Review) -> None:
    await review.press("slash")
    review.screen.query_one("#filter", Input).value = "[in Bab"


async def ask_about_several(review: Review) -> None:
    await review.press("d", "enter", "A", "u")


async def save_the_filter(review: Review) -> None:
    await filter_by_it(review)
    await review.press("enter", "f")
    review.app.screen.query_one(Input).value = "[in Bab"
    await review.press("enter")


def gathered(text: str) -> list[Entry]:
    """Return entries of another window whose every field holds the text."""
    claim_id = claim_of(text).id
    evidence = Evidence(
        text,
        Stance.REFUTES,
        text,
        file=KeptFile(text, "ab" * 32, 7),
        reliability=Reliability.B,
    )
    addresses = (text, "https://wire.example.org/1", "https://wire.example.org/2")
    pieces = (dataclasses.replace(evidence, address=address) for address in addresses)
    given: list[dict[str, Json]] = [
        {"evidence": interchange.evidence_to_json(piece), "replaces": None} for piece in pieces
    ]
    bodies: list[tuple[EntryKind, dict[str, Json]]] = [
        *((EntryKind.EVIDENCE_GIVEN, body) for body in given),
        (EntryKind.TAGGED, {"added": [text], "removed": []}),
        (EntryKind.NOTE_WRITTEN, {"note": text}),
        (EntryKind.SAID_JUDGED, {"verdict": "disputed", "reason": text}),
    ]
    at = dt.datetime(2012, 3, 2, tzinfo=dt.UTC)
    said = [
        dataclasses.replace(
            decided(number, claim_id, verdict, analyst=f"{text}{number}"),
            body={"claims": [claim_id], "verdict": verdict, "reason": text, "confidence": "low"},
        )
        for number, verdict in enumerate((Verdict.VERIFIED, Verdict.DISPUTED))
    ]
    return said + [
        Entry(f"{number:032x}", at, text, kind, {"claims": [claim_id], **body})
        for number, (kind, body) in enumerate(bodies, 0xE000)
    ]


WALK: tuple[tuple[type[Screen[Any]], tuple[str, ...]], ...] = (
    (ReviewScreen, ()),
    (ReviewScreen, ("enter",)),
    (ReviewScreen, ("enter",)),
    (ReviewScreen, ("enter", "tab", "end")),
    (EvidenceScreen, ("E",)),
    (EvidenceForm, ("enter",)),
    (HistoryScreen, ("escape", "escape", "H")),
    (TagsDialog, ("escape", "T")),
    (ChoiceDialog, ("escape", "S")),
    (SettlingDialog, ("escape", "D")),
    (SourcesDialog, ("escape", "o")),
    (RecutScreen, ("escape", "R")),
    (LeftOutScreen, ("escape", "l")),
    (ArticlesScreen, ("escape", "a")),
    (ArticleForm, ("r",)),
)
"""Screens, and the keys that lead to each from the one before."""
ELSEWHERE: tuple[type[Screen[Any]], ...] = (
    FiltersDialog,  # the four here, below
    LeavingDialog,
    ReasonDialog,
    SeveralDialog,
    LineDialog,  # test_tui_adding: what was typed there is taken back to it
    OverviewScreen,  # test_tui_overview
    SearchScreen,  # test_tui_links_hostile
    TimelineScreen,
    HelpScreen,  # shows the program's own words alone
)


def test_every_screen_is_shown_hostile_text() -> None:
    walked = {screen for screen, _ in WALK} | set(ELSEWHERE)
    folder = Path(str(files("workbench.tui.screens")))
    for path in folder.glob("*.py"):
        import_module(f"workbench.tui.screens.{path.stem}")

    def below(kind: type[Screen[Any]]) -> set[type[Screen[Any]]]:
        kinds = kind.__subclasses__()
        return {kind} if not kinds else set().union(*map(below, kinds))

    ours = {one for one in below(Screen) if one.__module__.startswith("workbench.")}
    assert ours == walked


@pytest.mark.parametrize("text", [HOSTILE, LONG_WORD], ids=["hostile", "long"])
async def test_hostile_text_in_every_field_is_shown_and_does_nothing(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    store = store_of(text)
    store.append(gathered(text))
    begin = text[:8].replace(" ", "&#160;")
    async with running(make_app(store)) as review:
        for screen, keys in WALK:
            await review.press(*keys)
            assert type(review.app.screen) is screen
            await review.until(lambda: begin in review.app.export_screenshot())
            picture = review.app.export_screenshot()
            assert not [character for character in ACTING if character in picture], screen


SMALL, LARGE = (80, 24), (140, 40)


@pytest.mark.parametrize(
    ("size", "steps"),
    [
        (SMALL, ()),
        (SMALL, ("enter",)),
        (SMALL, ("enter", "enter")),
        (SMALL, ("tab", "end")),
        (SMALL, ("d", "enter", "z")),
        (SMALL, ("l",)),
        (SMALL, (give_a_reason,)),
        (SMALL, (ask_for_a_reason_again,)),
        (SMALL, (open_articles,)),
        (SMALL, (open_search,)),
        (SMALL, (open_leaving,)),
        (SMALL, (filter_by_it,)),
        (SMALL, (ask_about_several,)),
        (SMALL, (save_the_filter,)),
        (LARGE, (give_a_reason,)),
        (LARGE, (open_search,)),
    ],
    ids=lambda value: "-".join(getattr(part, "__name__", str(part)) for part in value),
)
async def test_hostile_text_is_shown_and_does_nothing(
    make_app: MakeApp,
    hostile_store: DuckStore,
    size: tuple[int, int],
    steps: tuple[object, ...],
) -> None:
    async with running(make_app(hostile_store, analyst=HOSTILE), size) as review:
        for step in steps:
            if callable(step):
                await step(review)
            else:
                await review.press(str(step))
        await review.pilot.pause()

        picture = review.app.export_screenshot()

        assert not [character for character in ACTING if character in picture]
        assert "[in&#160;Bab" in picture


async def test_what_the_analyst_typed_is_stored_as_it_was_typed(
    make_app: MakeApp, hostile_store: DuckStore
) -> None:
    async with running(make_app(hostile_store)) as review:
        await review.press("n")
        review.app.screen.query_one(Input).value = "[/] a [b] c"
        await review.press("enter")

        (entry,) = await review.stored(1)
        assert entry.body["reason"] == "[/] a [b] c"


async def test_the_report_of_a_hostile_article_is_written(
    make_app: MakeApp, hostile_store: DuckStore
) -> None:
    async with running(make_app(hostile_store)) as review:
        await review.press("d", "enter", "r")
        message = await review.told.wait_for(Background.ReportWritten)

        assert message.path.name.startswith("claim-status-in-bab-amr")
