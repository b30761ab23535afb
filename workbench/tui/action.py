"""What an action is: something that an analyst can do with a key, and how keys are named."""

from dataclasses import dataclass
from enum import StrEnum

from textual.keys import key_to_character


class Place(StrEnum):
    """Where an action can be taken."""

    REVIEW = "review"
    EVERYWHERE = "everywhere"
    ARTICLES = "list of articles"
    EVIDENCE = "list of evidence"
    RECUT = "re-cut"
    LEFT_OUT = "list of what was left out"
    OVERVIEW = "overview"
    HISTORY = "history"
    TIMELINE = "timeline"
    FORM = "evidence form"
    SEARCH = "search of past claims"
    SETTLING = "settling"
    FILTERS = "saved filters"
    HELP = "help"
    DIALOG = "dialogs"


class Topic(StrEnum):
    """What an action is about; the help screen's headings, in order."""

    DECIDE = "Decide"
    GATHER = "Gather"
    RECUT = "Re-cut"
    COMPARE = "Compare"
    PICK = "Pick several"
    MOVE = "Move"
    FIND = "Find"
    LOOK = "Look"
    TAKE = "Take along"
    ARTICLES = "In the list of articles"
    SEARCHING = "In the search of past claims"
    EVIDENCE = "In the evidence and its form"
    CUTTING = "While a claim is re-cut"
    PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Action:
    """Something an analyst can do with a key."""

    id: str
    """Also the method: `action_verify` does `verify`."""
    keys: str
    """As Textual names them, with commas between."""
    label: str
    help: str
    """Actions in braces stand for their keys: `{verify}`."""
    topic: Topic
    place: Place = Place.REVIEW
    footer: bool = False
    """Whether the footer has room for it at 80 columns."""

    @property
    def keys_shown(self) -> tuple[str, ...]:
        """The keys as a person knows them."""
        return tuple(key_shown(key) for key in self.keys.split(","))


def key_shown(key: str) -> str:
    """Return a key as a person knows it: `question_mark` is ?, `ctrl+p` Ctrl+P."""
    if key in _KEYS_SHOWN:
        return _KEYS_SHOWN[key]
    *modifiers, last = key.split("+")
    shown = _KEYS_SHOWN.get(last) or key_to_character(last) or last
    if modifiers and len(shown) == 1:
        shown = shown.upper()
    named = (*(modifier.title() for modifier in modifiers), shown)
    return "+".join(named)


_KEYS_SHOWN = {
    "slash": "/",
    "space": "Space",
    "question_mark": "?",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "tab": "Tab",
    "enter": "Enter",
    "escape": "Esc",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "Backspace",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
