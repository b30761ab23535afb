"""Orders, filters, saved filters, and the bar of the whole list."""

from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS, decided
from textual.widgets import Input, OptionList, Static

from workbench.errors import StoreError, WorkbenchError
from workbench.model import Match, ReviewedClaim, Status, Verdict
from workbench.review.order import Order
from workbench.store.duck import DuckStore
from workbench.tui.background import Background
from workbench.tui.habits import Habits
from workbench.tui.screens.filters import FiltersDialog
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.queue_bar import QueueBar, cells_of

HABITS = Path("habits.json")


def kept() -> str | None:
    """Return what the file of habits says; None where there is none."""
    return HABITS.read_text(encoding="utf-8") if HABITS.exists() else None


def listed(review: Review) -> list[int]:
    """Return the numbers, from 1, of the listed claims."""
    assert review.screen.session is not None
    return [IDS.index(claim.claim.id) + 1 for claim in review.screen.session.listed]


async def test_a_key_that_is_none_is_told_in_words(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"spaeker:x")

        assert review.said().startswith("“spaeker:” is no key")

        await review.press("escape")
        assert review.said() == ""


async def test_terms_and_their_negation_list_as_one_types(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"figure:any -speaker:haddad")

        assert listed(review) == [2, 4]


async def test_claims_with_a_past_claim_are_listed_when_all_are_compared(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"has:match")
        found = await review.told.wait_for(Background.ManyMatchesFound)
        await review.pilot.pause()

        with_match = [IDS.index(id_) + 1 for id_, matches in found.matches.items() if matches]
        assert 1 <= len(listed(review)) < len(IDS)
        assert set(with_match) <= set(listed(review))


async def test_the_least_similar_claims_come_first_when_all_are_compared(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await review.press("c", "c")
        await review.told.wait_for(Background.ManyMatchesFound)
        await review.pilot.pause()

        assert review.screen.session is not None
        best = [
            max((match.score for match in claim.matches), default=0.0)
            for claim in review.screen.session.listed
        ]
        assert best == sorted(best)
        assert best[-1] > best[0]
        assert review.said() == "Compared with past claims; listed least similar first."


async def test_what_cannot_be_compared_is_said(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()

    def fail(_: object, *, limit: int = 5) -> tuple[tuple[Match, ...], ...]:
        message = f"The store is away ({limit})."
        raise StoreError(message)

    async with running(app) as review:
        monkeypatch.setattr(app._parts.similar, "to_claims", fail)
        await review.press("c", "c")
        await review.told.wait_for(Background.ManyMatchesFailed)
        await review.pilot.pause()

        assert review.said() == "The claims could not be compared: The store is away (5)."


async def test_while_claims_are_compared_it_says_how_far_it_has_come(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    asked: list[ReviewedClaim] = []
    async with running(app) as review:
        monkeypatch.setattr(
            app.background, "find_many_matches", lambda claims, _: asked.extend(claims)
        )
        await review.press("c", "c")

        assert review.said() == "Comparing with past claims: 1 of 6… i stops it."
        assert [one.claim.id for one in asked] == list(IDS[1:])


async def test_the_order_is_remembered_over_a_restart(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("c")

    async with running(make_app()) as review:
        assert review.screen.session is not None
        assert review.screen.session.order is Order.CHECKABILITY


async def test_the_claims_decided_last_come_first(make_app: MakeApp, store: DuckStore) -> None:
    store.append([decided(1, IDS[3], Verdict.VERIFIED), decided(2, IDS[1], Verdict.VERIFIED)])
    Habits(HABITS).remember_order(Order.DECIDED_LAST)
    async with running(make_app()) as review:
        assert listed(review) == [2, 4, 1, 3, 5, 6]


async def test_a_filter_is_saved_under_a_name_and_chosen_again(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"haddad", "enter", "f")
        assert isinstance(review.app.screen, FiltersDialog)
        await review.press(*"the engineer", "enter", "escape", "escape")
        assert len(listed(review)) == 6
        assert Habits(HABITS).filters == {"the engineer": "haddad"}

    async with running(make_app()) as review:
        await review.press("f", "enter")
        assert isinstance(review.app.screen, ReviewScreen)
        assert listed(review) == [1, 3]
        assert review.screen.query_one("#filter", Input).value == "haddad"


async def test_a_saved_filter_is_removed(make_app: MakeApp) -> None:
    habits = Habits(HABITS)
    habits.save_filter("open", "is:unreviewed")
    habits.save_filter("said", "manner:said")
    async with running(make_app()) as review:
        await review.press("f", "j", "x")

        assert review.app.screen.query_one(OptionList).option_count == 1
        assert Habits(HABITS).filters == {"open": "is:unreviewed"}


async def test_the_palette_offers_saved_filters(make_app: MakeApp) -> None:
    Habits(HABITS).save_filter("haddads", "haddad")
    async with running(make_app()) as review:
        commands = {c.title: c.callback for c in review.app.get_system_commands(review.screen)}
        commands["filter: haddads"]()
        await review.pilot.pause()

        assert listed(review) == [1, 3]


async def test_a_name_that_cannot_be_shown_everywhere_is_refused(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("slash", *"haddad", "enter", "f", *"[/x]", "enter")

        said = str(review.app.screen.query_one("#filters-said", Static).render())
        assert said.startswith("A name has letters, digits")
        assert kept() is None


@pytest.fixture
def _spoilt(store: DuckStore) -> None:  # the store's fixture makes the working directory
    assert store.path.exists()
    HABITS.write_text("{", encoding="utf-8")


@pytest.mark.usefixtures("_spoilt")
async def test_habits_that_cannot_be_read_are_left_alone_and_told(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("c")
        assert "not remembered: Saved filters and the order are not known" in review.said()

        await review.press("f")
        said = str(review.app.screen.query_one("#filters-said", Static).render())
        assert said.startswith("Saved filters and the order are not known: habits.json")
        assert kept() == "{"


@pytest.mark.parametrize("content", ["[]", '{"order": "no order", "filters": {}}', "{}", "\x00"])
def test_habits_of_another_shape_are_a_problem_and_not_a_fault(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "habits.json"
    path.write_text(content, encoding="utf-8")

    habits = Habits(path)

    assert habits.problem
    with pytest.raises(WorkbenchError):
        habits.save_filter("a", "b")


async def test_the_bar_shows_every_listed_claim(make_app: MakeApp, store: DuckStore) -> None:
    store.append([decided(1, IDS[0], Verdict.VERIFIED), decided(2, IDS[2], Verdict.DISPUTED)])
    async with running(make_app()) as review:
        bar = review.screen.query_one(QueueBar)
        assert bar.render_line(0).text.strip() == "✓·✗···"

        await review.press("slash", *"is:unrev", "enter")
        assert bar.render_line(0).text.strip() == "····"


async def test_a_click_on_the_bar_selects_the_claim(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.pilot.click(QueueBar, offset=(4, 0))
        await review.told.wait_for(QueueBar.Chosen)
        await review.pilot.pause()

        assert review.selected() == IDS[3]


def test_where_there_is_no_room_a_column_stands_for_several_and_hides_nothing_open() -> None:
    statuses = [Status.VERIFIED] * 5 + [Status.UNREVIEWED] + [Status.DISPUTED] * 6

    assert cells_of(statuses, 4) == (
        Status.VERIFIED,
        Status.UNREVIEWED,
        Status.DISPUTED,
        Status.DISPUTED,
    )
    assert cells_of(statuses, 12) == tuple(statuses)
    assert cells_of([], 10) == ()
