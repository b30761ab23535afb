"""The registry that bindings, footer, palette, help and the README's key table come from."""

from collections import Counter

import pytest

from workbench.tui.action import Action, Place
from workbench.tui.actions import ACTIONS, bindings
from workbench.tui.app import WorkbenchApp
from workbench.tui.keymap import DEFAULT
from workbench.tui.screens.review import ReviewScreen


def test_no_key_means_two_things() -> None:
    keys = Counter(key for action in ACTIONS for key in action.keys.split(","))

    assert [key for key, count in keys.items() if count > 1] == []


def test_no_id_is_given_twice() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_done_where_it_is_offered(action: Action) -> None:
    target = WorkbenchApp if action.place is Place.EVERYWHERE else ReviewScreen

    assert callable(getattr(target, f"action_{action.id}"))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_key_is_one_that_terminals_keep_for_themselves(action: Action) -> None:
    unsafe = {"ctrl+enter", "ctrl+m", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+k"}

    assert not unsafe & set(action.keys.split(","))


def test_bindings_carry_the_ids_so_that_keys_can_be_mapped_anew() -> None:
    assert {binding.id for place in Place for binding in bindings(place)} == {
        action.id for action in ACTIONS
    }


def test_the_footer_fits_80_columns() -> None:
    shown = [action for action in ACTIONS if action.footer]

    assert sum(len(f"{action.keys_shown[0]} {action.label} ") for action in shown) <= 80


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
