"""Accepting and rejecting past claims on screen."""

import dataclasses
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS, MODEL, PAST, decided, fill
from textual.widgets import Input

from workbench.model import Entry, EntryKind, LinkStatus, Status, Verdict
from workbench.store.duck import DuckStore
from workbench.tui.background import Background
from workbench.tui.screens.reason import ReasonDialog
from workbench.tui.widgets.matches import Matches, MatchItem
from workbench.tui.writer import Written

PEOPLE = IDS[2]
"""A claim that `past-one` is similar to."""


async def at_the_claim(review: Review) -> Matches:
    """Go to the claim and have its past claims in view."""
    while review.selected() != PEOPLE:
        await review.press("j")
    await review.told.wait_for(Background.MatchesFound, lambda found: found.claim_id == PEOPLE)
    await review.pilot.pause()
    await review.press("J")
    return review.screen.query_one(Matches)


def shown(matches: Matches) -> list[tuple[str, LinkStatus | None]]:
    return [(match.past.id, match.status) for match in matches._matches]


def first_lines(matches: Matches) -> list[str]:
    items = [item for item in matches.query(MatchItem) if item.display]
    return [str(item.render()).splitlines()[0].rstrip() for item in items]


def chosen(matches: Matches) -> int:
    """Return the place of the past claim that is marked as chosen."""
    (place,) = [i for i, line in enumerate(first_lines(matches)) if line.startswith("▸")]
    return place


def links(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind is EntryKind.LINKED]


@pytest.fixture
def two_similar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    """A store with a second past claim that is similar to the claim."""
    monkeypatch.chdir(tmp_path)
    store = DuckStore(Path("two.duckdb"))
    text = "Forty thousand people depend on the old bridge at Tell Shar."
    fill(store, past_claims=(*PAST, dataclasses.replace(PAST[0], id="past-again", text=text)))
    return store


async def test_m_accepts_the_chosen_past_claim_and_stores_it(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        matches = await at_the_claim(review)
        await review.press("m")
        (entry,) = await review.stored(1)

        assert entry.kind is EntryKind.LINKED
        assert (entry.body["claim"], entry.body["past"]) == (PEOPLE, "past-one")
        assert (entry.body["answer"], entry.body["model"]) == ("accepted", MODEL)
        assert (entry.body["suggest"], entry.body["match"]) == (0.5, 0.7)
        assert entry.body["score"] == pytest.approx(0.681, abs=0.001)
        assert shown(matches) == [("past-one", LinkStatus.ACCEPTED)]
        assert "+ accepted" in first_lines(matches)[0]
        assert review.said().startswith("Accepted: “About 40,000 people")


async def test_an_accepted_link_decides_nothing_and_stays_at_the_claim(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await at_the_claim(review)
        await review.press("m")
        await review.stored(1)

        assert review.selected() == PEOPLE
        assert set(review.statuses()) == {Status.UNREVIEWED}
        assert review.said().endswith("Its verdict is not taken over.")
        store = review.app.writer._store
        assert {one.status for one in store.reviewed_claims()} == {Status.UNREVIEWED}


async def test_a_rejected_past_claim_sinks_below_the_others(
    make_app: MakeApp, two_similar: DuckStore
) -> None:
    async with running(make_app(two_similar)) as review:
        matches = await at_the_claim(review)
        await review.press("K", "K")
        first, second, *_ = shown(matches)
        assert matches.chosen is not None
        assert matches.chosen.past.id == first[0]
        await review.press("x")
        await review.stored(1)

        assert shown(matches)[0] == second
        assert shown(matches)[-1] == (first[0], LinkStatus.REJECTED)
        assert "− rejected" in first_lines(matches)[-1]
        assert chosen(matches) == 0


async def test_undo_takes_an_answer_back_and_redo_restores_it(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        matches = await at_the_claim(review)
        await review.press("x", "z")
        await review.stored(2)
        assert shown(matches) == [("past-one", LinkStatus.SUGGESTED)]
        assert review.said().startswith("Undid: a past claim rejected on “About 4,000")

        await review.press("Z")
        kinds = [entry.kind for entry in await review.stored(3)]
        assert kinds == [EntryKind.LINKED, EntryKind.UNDONE, EntryKind.REDONE]
        assert shown(matches) == [("past-one", LinkStatus.REJECTED)]


async def test_an_answer_stands_after_a_restart(make_app: MakeApp, store: DuckStore) -> None:
    async with running(make_app(store)) as review:
        await at_the_claim(review)
        await review.press("x")
        await review.stored(1)
    async with running(make_app(store)) as review:
        matches = await at_the_claim(review)

        assert shown(matches) == [("past-one", LinkStatus.REJECTED)]


async def test_nothing_is_answered_that_is_not_in_view(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        while review.selected() != PEOPLE:
            await review.press("j")
        await review.told.wait_for(Background.MatchesFound, lambda found: found.claim_id == PEOPLE)
        await review.press("m")
        assert review.screen.query_one(Matches).display
        assert review.said().startswith("Choose a past claim with J and K")

        await review.press("m")
        assert len(links(await review.stored(1))) == 1


async def test_where_there_is_no_past_claim_nothing_is_answered(make_app: MakeApp) -> None:
    async with running(make_app(), (140, 40)) as review:
        await review.press("G")
        await review.told.wait_for(Background.MatchesFound, lambda m: m.claim_id == IDS[-1])
        await review.press("m", "x", "N")

        assert review.said() == "No past claim is there to answer."
        assert not review.app.writer.waiting


async def test_keys_and_clicks_choose_a_past_claim(
    make_app: MakeApp, two_similar: DuckStore
) -> None:
    async with running(make_app(two_similar), (140, 40)) as review:
        matches = await at_the_claim(review)
        await review.press("K", "K")
        assert chosen(matches) == 0
        await review.press("J")
        assert chosen(matches) == 1
        items = [item for item in matches.query(MatchItem) if item.display]
        matches.scroll_home(animate=False)
        await review.pilot.pause()
        await review.pilot.click(items[0], offset=(2, 0))
        await review.pilot.pause()
        assert chosen(matches) == 0
        matches.focus()
        await review.press("down")
        assert chosen(matches) == 1
        await review.press("up")
        assert chosen(matches) == 0


async def test_a_past_verdict_is_offered_as_a_reason_only_when_accepted_and_asked_for(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await at_the_claim(review)
        await review.press("N")
        assert review.said().startswith("Accept the past claim with m first")

        await review.press("m", "N")
        assert isinstance(review.app.screen, ReasonDialog)
        offered = review.app.screen.query_one(Input).value
        assert offered.startswith("see “About 40,000 people depend on the bridge at Tell Shar.”")
        assert "Mostly false (Levant Fact Desk, 20 Feb 2012)" in offered
        assert offered.endswith("https://facts.example.org/1")

        await review.press("escape")
        assert [entry.kind for entry in await review.stored(1)] == [EntryKind.LINKED]
        await review.press("N", "enter")
        entries = await review.stored(2)
        assert (entries[1].kind, entries[1].body["reason"]) == (EntryKind.NOTED, offered)
        assert review.statuses()[2] is Status.UNREVIEWED


async def test_another_windows_answer_appears(make_app: MakeApp, store: DuckStore) -> None:
    async with running(make_app(store)) as review:
        matches = await at_the_claim(review)
        body = {"claim": PEOPLE, "past": "past-one", "answer": "rejected"}
        other = dataclasses.replace(
            decided(1, PEOPLE, Verdict.VERIFIED), kind=EntryKind.LINKED, body=body
        )
        store.append([other])
        review.screen.look_at_store()
        await review.told.wait_for(
            Background.MatchesFound,
            lambda found: any(match.link is not None for match in found.matches),
        )
        await review.pilot.pause()

        assert shown(matches) == [("past-one", LinkStatus.REJECTED)]
        assert "a past claim rejected on" in review.said()
        assert "rejected by omar" in str(matches.query_one(MatchItem).render())


async def test_answers_wait_for_the_disk_like_verdicts(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await at_the_claim(review)
        await review.press("m", "v", "x")
        entries = await review.stored(2)

        outcomes = review.told.of(type(review.app).WriterTold)
        assert all(isinstance(told.outcome, Written) for told in outcomes)
        assert [entry.kind for entry in entries][:2] == [EntryKind.LINKED, EntryKind.DECIDED]


async def test_past_claims_are_looked_for_where_the_analyst_stops(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        review.screen.rest_seconds = 3600
        await review.press("j", "j")
        review.screen.rest_seconds = 0.01
        await review.press("j")
        stop = review.selected()
        await review.told.wait_for(Background.MatchesFound, lambda found: found.claim_id == stop)

    asked = [found.claim_id for found in review.told.of(Background.MatchesFound)]
    assert asked == [IDS[0], stop]
