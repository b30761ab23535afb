"""Hostile text in every field of every screen."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import claim, fill, left_out
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
from workbench.tui.screens.leaving import LeavingDialog
from workbench.tui.widgets.store_reader import StoreReader

HOSTILE = (
    "[in Bab Amr] [/ [/x] [link=http://x]y[/link] \x1b[31mred\x1b]0;title\x07 \x9b1m \u202eevil "
    "ze\u200bro می\u200cخواهم عربي 👨\u200d👩\u200d👧 " + "x" * 100
)
LONG_WORD = "x" * 2000
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
        text,
        file=KeptFile(text, "ab" * 32, 7),
        reliability=Reliability.B,
    )
    bodies: list[tuple[EntryKind, dict[str, Json]]] = [
        (
            EntryKind.EVIDENCE_GIVEN,
            {"evidence": interchange.evidence_to_json(evidence), "replaces": None},
        ),
        (EntryKind.TAGGED, {"added": [text], "removed": []}),
        (EntryKind.NOTE_WRITTEN, {"note": text}),
        (EntryKind.SAID_JUDGED, {"verdict": "disputed", "reason": text}),
    ]
    at = dt.datetime(2012, 3, 2, tzinfo=dt.UTC)
    return [
        Entry(f"{number:032x}", at, text, kind, {"claims": [claim_id], **body})
        for number, (kind, body) in enumerate(bodies, 0xE000)
    ]


@pytest.mark.parametrize("text", [HOSTILE, LONG_WORD], ids=["hostile", "long"])
async def test_hostile_text_in_all_that_was_gathered_is_shown_and_does_nothing(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    store = store_of(text)
    store.append(gathered(text))
    async with running(make_app(store)) as review:
        pictures = [review.app.export_screenshot()]
        for keys in (
            ("tab", "end"),
            ("E",),
            ("enter",),
            ("escape", "escape", "H"),
            ("escape", "T"),
        ):
            await review.press(*keys)
            pictures.append(review.app.export_screenshot())
        await review.press("escape", "S")
        pictures.append(review.app.export_screenshot())

        for picture in pictures:
            assert not [character for character in ACTING if character in picture]
        assert all(text[:8].replace(" ", "&#160;") in picture for picture in pictures[2:4])


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


@pytest.mark.parametrize(
    "steps", [(), ("enter",), ("l",), (open_articles,)], ids=["claim", "article", "left", "list"]
)
async def test_a_word_longer_than_the_screen_in_every_field_is_shown(
    make_app: MakeApp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    steps: tuple[object, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(make_app(store_of(LONG_WORD))) as review:
        for step in steps:
            if callable(step):
                await step(review)
            else:
                await review.press(str(step))
        await review.pilot.pause()

        assert "x" * 60 in review.app.export_screenshot()


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
