"""Which keys do what: the registry's own, or those that `[keys]` of workbench.toml gives."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from workbench.errors import SettingsError
from workbench.tui.action import Action, Place, Topic, key_shown
from workbench.tui.actions import ACTIONS, ids_at
from workbench.tui.actions_elsewhere import LEFT_BY, TYPED_IN

_NAMED = re.compile(r"\{([a-z_]+)\}")
_MODIFIERS = ("ctrl", "alt", "shift")
_SAME = {
    "ctrl+i": "Tab",
    "ctrl+j": "Enter",
    "ctrl+m": "Enter",
    "ctrl+h": "Backspace",
    "ctrl+enter": "Enter",
    "shift+enter": "Enter",
}
"""Keys that terminals do not tell from others."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The actions with the keys that hold, in the registry's order."""

    actions: tuple[Action, ...]
    changed: Mapping[str, str] = field(default_factory=dict)
    """Action id → keys with commas between, as Textual names them: only what is not as it was."""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Keymap":
        """Return the map that settings give; SettingsError names all that is wrong with them."""
        objections: list[str] = []
        changed: dict[str, str] = {}
        known = {action.id for action in ACTIONS}
        for action_id, keys in given.items():
            if action_id not in known:
                objections.append(f"“{action_id}” is no action")
                continue
            wanted = [_named(key.strip()) for key in keys.split(",")]
            objections += [words for key in wanted if (words := _objection(key, action_id))]
            changed[action_id] = ",".join(dict.fromkeys(wanted))
        actions = tuple(
            replace(action, keys=changed.get(action.id, action.keys)) for action in ACTIONS
        )
        objections += _clashes(actions) if not objections else ()
        if objections:
            message = f"The table [keys] of workbench.toml does not fit: {'; '.join(objections)}."
            hint = (
                'Write lines like next = "j,down": an action of the README’s key table, its keys.'
            )
            raise SettingsError(message, hint)
        return cls(actions, changed).worded()

    def worded(self) -> "Keymap":
        """Return the map with keys where the help of an action names others."""
        actions = tuple(
            replace(action, help=self.words(action.help)) if "{" in action.help else action
            for action in self.actions
        )
        return replace(self, actions=actions)

    def words(self, text: str) -> str:
        """Return a text of the program with a key for each action that it names: `{verify}`."""
        by_id = {action.id: action for action in self.actions}

        def key(match: re.Match[str]) -> str:
            action = by_id.get(match[1])
            return action.keys_shown[0] if action is not None else match[0]

        return _NAMED.sub(key, text)

    def keys_of(self, action_id: str) -> str:
        """Return the keys of an action as Textual names them, with commas between."""
        return next(action.keys for action in self.actions if action.id == action_id)

    def by_topic(self) -> list[tuple[Topic, tuple[Action, ...]]]:
        """Return the actions under their headings."""
        return [
            (topic, tuple(action for action in self.actions if action.topic is topic))
            for topic in Topic
        ]

    def table(self) -> str:
        """Return the key table of the README, in Markdown, with the ids that `[keys]` takes."""
        rows = [
            f"| {' '.join(f'`{key}`' for key in action.keys_shown)} | {action.help} "
            f"| `{action.id}` |"
            for _, actions in self.by_topic()
            for action in actions
        ]
        return "\n".join(["| key | what it does | action |", "|---|---|---|", *rows, ""])


def _named(key: str) -> str:
    """Return a key as Textual names it: `?` is question_mark."""
    *modifiers, last = key.split("+") if len(key) > 1 else (key,)
    if len(last) == 1 and not last.isalnum():
        last = _sign_name(last)
    return "+".join((*modifiers, last))


def _sign_name(sign: str) -> str:
    from textual.keys import _character_to_key  # the only door to these names, as `bind` uses it

    return _character_to_key(sign)


def _objection(key: str, action_id: str) -> str:
    """Say why a key cannot be had; empty where it can."""
    if not key:
        return f"“{action_id}” has no key"
    if key in _SAME:
        return f"terminals do not tell “{key}” from {_SAME[key]}"
    *modifiers, last = key.split("+")
    known = (len(last) == 1 and last.isprintable()) or last in _KEY_NAMES
    return "" if known and set(modifiers) <= set(_MODIFIERS) else f"“{key}” is no key"


def _clashes(actions: tuple[Action, ...]) -> list[str]:
    """Say which keys would do two things on one screen."""
    return list(dict.fromkeys(words for place in Place for words in _clashes_at(place, actions)))


def _clashes_at(place: Place, actions: tuple[Action, ...]) -> Iterator[str]:
    here = ids_at(place)
    by_key: dict[str, list[str]] = defaultdict(list)
    for key in LEFT_BY.get(place, "").split(","):
        by_key[key].append("leave")
    for action in actions:
        for key in action.keys.split(",") if action.id in here else ():
            by_key[key].append(action.id)
            if action.place is place and place in TYPED_IN and _is_typed(key):
                yield f"{key_shown(key)} is for typing where {action.id} is done"
    for key, ids in by_key.items():
        if len(ids) > 1:
            yield f"{key_shown(key)} would do {' and '.join(ids)}"


def _is_typed(key: str) -> bool:
    """Tell whether a key is a line's own: a letter, or one that moves or deletes in it."""
    *modifiers, last = key.split("+")
    signs = len(last) == 1 or last in _SIGNS or last in _LINE_KEYS
    return signs and not {"ctrl", "alt"} & set(modifiers)


_LINE_KEYS = frozenset(
    {"space", "left", "right", "home", "end", "backspace", "delete", "tab", "enter"}
)
_SIGNS = frozenset(_sign_name(chr(code)) for code in range(33, 127) if not chr(code).isalnum())
_KEY_NAMES = (
    frozenset(key.value for key in Keys) | _SIGNS | frozenset(KEY_NAME_REPLACEMENTS.values())
)

DEFAULT = Keymap.of({})
