"""Hostile text in links, in claims that belong together, over time and in the search's detail."""

import dataclasses
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE, CLAIMS, IDS, PAST, SPLITTING, decided, fill

from workbench.model import Entry, EntryKind, Json, Verdict
from workbench.store.duck import DuckStore
from workbench.tui.background import Background

HOSTILE = (
    "[in Bab Amr] [/ [/x] [link=http://x]y[/link] \x1b[31mred\x1b]0;title\x07 \x9b1m \u202eevil "
    "ze\u200bro می\u200cخواهم عربي 👨\u200d👩\u200d👧 " + "x" * 2000
)
ACTING = ("\x1b[31m", "\x1b]0;", "\x07", "\x9b", "\u202e", "\u200b")
PEOPLE = IDS[2]


@pytest.fixture
def hostile_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    """A store in which every field that these screens show holds the text."""
    monkeypatch.chdir(tmp_path)
    store = DuckStore(Path("hostile.duckdb"))
    people = CLAIMS[2]
    (figure,) = people.figures
    text = f"{people.text} {HOSTILE}"
    other = dataclasses.replace(
        CLAIMS[5],
        text=text,
        speaker=HOSTILE,
        figures=(dataclasses.replace(figure, text=HOSTILE, value=9000, hedge=HOSTILE),),
    )
    splitting = dataclasses.replace(
        SPLITTING, claims=(*CLAIMS[:2], dataclasses.replace(people, text=text), CLAIMS[3], other)
    )
    past = dataclasses.replace(
        PAST[0],
        text=text,
        title=HOSTILE,
        rating=HOSTILE,
        publisher=HOSTILE,
        address=HOSTILE,
        speaker=HOSTILE,
        reason=HOSTILE,
    )
    fill(store, article=ARTICLE, splitting=splitting, past_claims=(past,))
    decision = decided(1, IDS[5], Verdict.DISPUTED, analyst=HOSTILE)
    reasoned = dataclasses.replace(decision, body=dict(decision.body) | {"reason": HOSTILE})
    store.append([reasoned, _answer(2, past.id)])
    return store


def _answer(number: int, past: str) -> Entry:
    body: dict[str, Json] = {"claim": PEOPLE, "past": past, "answer": "accepted", "score": 0.9}
    made = decided(number, PEOPLE, Verdict.VERIFIED, analyst=HOSTILE)
    return dataclasses.replace(made, kind=EntryKind.LINKED, body=body)


async def the_past_claims(review: Review) -> None:
    while review.selected() != PEOPLE:
        await review.press("j")
    await review.told.wait_for(Background.MatchesFound, lambda found: found.claim_id == PEOPLE)
    await review.press("J", "J", "x", "z", "m")


async def the_timeline(review: Review) -> None:
    while review.selected() != PEOPLE:
        await review.press("j")
    await review.press("t")
    await review.told.wait_for(Background.TimelinesMade)


async def the_offered_reason(review: Review) -> None:
    await the_past_claims(review)
    await review.press("N")


async def the_search(review: Review) -> None:
    await review.search(f"people depend {HOSTILE} since:[/")
    await review.press("down", "pagedown", "pageup", "up")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
@pytest.mark.parametrize("look", [the_past_claims, the_timeline, the_offered_reason, the_search])
async def test_hostile_text_stays_text(
    make_app: MakeApp,
    hostile_store: DuckStore,
    look: Callable[[Review], Awaitable[None]],
    size: tuple[int, int],
) -> None:
    async with running(make_app(hostile_store), size) as review:
        await look(review)
        await review.pilot.pause()

        lines = review.app.screen._compositor.render_strips()
        drawn = "\n".join("".join(segment.text for segment in strip) for strip in lines)
        assert not [acting for acting in ACTING if acting in drawn]
        assert "[in Bab Amr] [/" in " ".join(drawn.split())
