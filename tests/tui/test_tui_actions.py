"""The registry that bindings, footer, palette, help and the README's key table come from."""

from collections import Counter
from typing import Any

import pytest
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from workbench.tui.action import Action, Place, key_shown
from workbench.tui.actions import ACTIONS, bindings, ids_at
from workbench.tui.actions_elsewhere import SHARED, Shared
from workbench.tui.app import WorkbenchApp
from workbench.tui.keymap import DEFAULT
from workbench.tui.screens.articles import ArticlesScreen
from workbench.tui.screens.choice import ChoiceDialog
from workbench.tui.screens.claim_history import HistoryScreen
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.tui.screens.evidence_form import EvidenceForm
from workbench.tui.screens.filters import FiltersDialog
from workbench.tui.screens.help import HelpScreen
from workbench.tui.screens.left_out import LeftOutScreen
from workbench.tui.screens.overview import OverviewScreen
from workbench.tui.screens.recut import RecutScreen
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.search import SearchScreen
from workbench.tui.screens.settling import SettlingDialog
from workbench.tui.screens.timeline import TimelineScreen


@pytest.mark.parametrize("place", Place)
def test_no_key_means_two_things_on_one_screen(place: Place) -> None:
    here = ids_at(place)
    keys = Counter(key for action in ACTIONS if action.id in here for key in action.keys.split(","))

    assert [key for key, count in keys.items() if count > 1] == []


SCREENS: dict[Place, type[App[None]] | type[Screen[Any]]] = {
    Place.EVERYWHERE: WorkbenchApp,
    Place.REVIEW: ReviewScreen,
    Place.ARTICLES: ArticlesScreen,
    Place.EVIDENCE: EvidenceScreen,
    Place.RECUT: RecutScreen,
    Place.LEFT_OUT: LeftOutScreen,
    Place.OVERVIEW: OverviewScreen,
    Place.HISTORY: HistoryScreen,
    Place.TIMELINE: TimelineScreen,
    Place.FORM: EvidenceForm,
    Place.SEARCH: SearchScreen,
    Place.SETTLING: SettlingDialog,
    Place.FILTERS: FiltersDialog,
    Place.HELP: HelpScreen,
    Place.DIALOG: ChoiceDialog,
}


def test_no_id_is_given_twice() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_done_where_it_is_offered(action: Action) -> None:
    assert callable(getattr(SCREENS[action.place], f"action_{action.id}"))


@pytest.mark.parametrize(
    ("place", "shared"), [(place, one) for place in SHARED for one in SHARED[place]]
)
def test_what_a_key_of_the_review_does_elsewhere_is_there(place: Place, shared: Shared) -> None:
    does = shared.does.partition("(")[0]

    assert callable(getattr(SCREENS[place], f"action_{does}"))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_key_is_one_that_terminals_keep_for_themselves(action: Action) -> None:
    unsafe = {"ctrl+enter", "ctrl+m", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+k"}

    assert not unsafe & set(action.keys.split(","))


def test_bindings_carry_the_ids_so_that_keys_can_be_mapped_anew() -> None:
    ids = {one.id for place in Place for one in bindings(place) if one.action != "leave" or one.id}

    assert ids == {action.id for action in ACTIONS}


@pytest.mark.parametrize("place", Place)
def test_the_footer_fits_80_columns(place: Place) -> None:
    shown = [
        f"{one.key_display or key_shown(one.key.split(',')[0])} {one.description}"
        for one in {*SCREENS[place].BINDINGS, *WorkbenchApp.BINDINGS}
        if isinstance(one, Binding) and one.show
    ]

    assert len(" ".join(shown)) <= 79


def test_every_action_is_under_one_heading() -> None:
    listed = [action.id for _, actions in DEFAULT.by_topic() for action in actions]

    assert sorted(listed) == sorted(action.id for action in ACTIONS)


def test_the_key_table_has_a_row_for_every_action() -> None:
    rows = DEFAULT.table().splitlines()

    assert rows[:2] == ["| key | what it does | action |", "|---|---|---|"]
    assert len(rows) == 2 + len(ACTIONS)
    z = "Take back your last decision, reason or answer in this article, also after a restart"
    assert f"| `z` | {z} | `undo` |" in rows
    assert "| `?` `F1` | Show all keys | `help` |" in rows
