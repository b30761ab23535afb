"""Everything that a key does: one registry for bindings, footer, palette, help and the README.

The ids are what a user's key map names. Keys are plain letters and F-keys: others do not arrive in
every terminal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding


class Place(StrEnum):
    """Where an action can be taken."""

    REVIEW = "review"
    EVERYWHERE = "everywhere"


class Topic(StrEnum):
    """What an action is about; the help screen's headings, in order."""

    DECIDE = "Decide"
    COMPARE = "Compare"
    PICK = "Pick several"
    MOVE = "Move"
    FIND = "Find"
    LOOK = "Look"
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
    topic: Topic
    place: Place = Place.REVIEW
    footer: bool = False
    """Whether the footer has room for it at 80 columns."""
    palette: bool = True

    @property
    def keys_shown(self) -> tuple[str, ...]:
        """The keys as a person knows them."""
        return tuple(_KEYS_SHOWN.get(key, key) for key in self.keys.split(","))


_KEYS_SHOWN = {
    "slash": "/",
    "space": "Space",
    "question_mark": "?",
    "f1": "F1",
    "down": "↓",
    "up": "↑",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "enter": "Enter",
    "escape": "Esc",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
}

ACTIONS: tuple[Action, ...] = (
    Action(
        "verify",
        "v",
        "verified",
        "Mark the claim verified and go on to the next unreviewed one",
        Topic.DECIDE,
        footer=True,
    ),
    Action(
        "dispute",
        "d",
        "disputed",
        "Ask why in one line, which Enter skips, mark the claim disputed and go on",
        Topic.DECIDE,
        footer=True,
    ),
    Action(
        "unconfirm",
        "u",
        "unconfirmed",
        "Mark the claim unconfirmed and go on to the next unreviewed one",
        Topic.DECIDE,
        footer=True,
    ),
    Action(
        "note",
        "n",
        "reason",
        "Give a reason: for the verdict that stands, or for the one to come",
        Topic.DECIDE,
        footer=True,
    ),
    Action(
        "undo",
        "z",
        "undo",
        "Take back your last decision, reason or answer in this article, also after a restart",
        Topic.DECIDE,
        footer=True,
    ),
    Action("redo", "Z", "redo", "Restore what you took back last in this article", Topic.DECIDE),
    Action(
        "next_match",
        "J",
        "next past claim",
        "Choose the next past claim",
        Topic.COMPARE,
        palette=False,
    ),
    Action(
        "previous_match",
        "K",
        "previous past claim",
        "Choose the past claim before",
        Topic.COMPARE,
        palette=False,
    ),
    Action(
        "accept",
        "m",
        "accept the past claim",
        "Accept the chosen past claim: it is about the same matter; your verdict stays yours",
        Topic.COMPARE,
    ),
    Action(
        "reject",
        "x",
        "reject the past claim",
        "Reject the chosen past claim: it is about something else",
        Topic.COMPARE,
    ),
    Action(
        "past_reason",
        "N",
        "reason from the past claim",
        "Begin a reason with the verdict, date and address of the accepted past claim",
        Topic.COMPARE,
    ),
    Action(
        "timeline",
        "t",
        "over time",
        "Show how the claim’s figures were given over time, in all articles",
        Topic.COMPARE,
    ),
    Action(
        "pick",
        "space",
        "pick",
        "Pick the claim, or leave it out again; v, d and u then ask about all that are picked",
        Topic.PICK,
    ),
    Action(
        "pick_range",
        "V",
        "pick a range",
        "Begin a range at the claim; moving makes it longer, V or Esc ends it",
        Topic.PICK,
    ),
    Action("pick_all", "A", "pick all", "Pick all listed claims, or none of them", Topic.PICK),
    Action("next", "j,down", "next claim", "Go to the next claim", Topic.MOVE, palette=False),
    Action(
        "previous", "k,up", "previous claim", "Go to the claim before", Topic.MOVE, palette=False
    ),
    Action("next_page", "pagedown", "page down", "Go a page down", Topic.MOVE, palette=False),
    Action("previous_page", "pageup", "page up", "Go a page up", Topic.MOVE, palette=False),
    Action("first", "g,home", "first claim", "Go to the first claim", Topic.MOVE),
    Action("last", "G,end", "last claim", "Go to the last claim", Topic.MOVE),
    Action(
        "next_unreviewed",
        "w",
        "next unreviewed",
        "Go to the next claim without a verdict",
        Topic.MOVE,
    ),
    Action(
        "filter",
        "slash",
        "filter",
        "List only some claims: words, is:disputed, -speaker:Amos, figure:4000, by:rana, "
        "has:reason, has:match, manner:denied, checkability:>0.6; Enter goes to the list",
        Topic.FIND,
        footer=True,
    ),
    Action(
        "saved_filters",
        "f",
        "saved filters",
        "Choose a saved filter, save the one that is typed, or remove one",
        Topic.FIND,
    ),
    Action(
        "clear",
        "escape",
        "clear",
        "End the range; else pick nothing; else list all claims again",
        Topic.FIND,
    ),
    Action(
        "order",
        "c",
        "order",
        "List in the next order: the article’s, most worth checking first, least similar to a "
        "past claim first, decided last first",
        Topic.FIND,
    ),
    Action(
        "search",
        "s",
        "search",
        "Search past claims by free text: by words at once, by meaning when the model is ready",
        Topic.FIND,
        footer=True,
    ),
    Action(
        "next_pane",
        "tab",
        "next pane",
        "Go to the claim, the article, the past claims, the list: arrows then scroll there",
        Topic.LOOK,
        palette=False,
    ),
    Action(
        "previous_pane",
        "shift+tab",
        "previous pane",
        "Go through the panes backwards",
        Topic.LOOK,
        palette=False,
    ),
    Action(
        "turn",
        "enter",
        "turn the pane",
        "Show claim, article or past claims below the list, where there is room for one of them",
        Topic.LOOK,
    ),
    Action(
        "left_out",
        "l",
        "left out",
        "Show the statements that are no claims, each with the reason",
        Topic.LOOK,
    ),
    Action(
        "overview",
        "O",
        "overview",
        "Show where all articles stand, what is open, and verdicts by day, speaker and publisher",
        Topic.LOOK,
    ),
    Action("articles", "a", "articles", "Choose another article", Topic.PROGRAM),
    Action(
        "report",
        "r",
        "report",
        "Write the claim status report into the working directory",
        Topic.PROGRAM,
    ),
    Action(
        "help",
        "question_mark,f1",
        "help",
        "Show all keys",
        Topic.PROGRAM,
        Place.EVERYWHERE,
        footer=True,
    ),
    Action(
        "command_palette",
        "ctrl+p",
        "palette",
        "Find any of these by its name",
        Topic.PROGRAM,
        Place.EVERYWHERE,
        palette=False,
    ),
    Action(
        "quit",
        "q,ctrl+q",
        "quit",
        "Leave; what was decided is on disk first",
        Topic.PROGRAM,
        Place.EVERYWHERE,
    ),
)


def bindings(place: Place) -> list[Binding]:
    """Return the key bindings of a place, in the registry's order."""
    return [
        Binding(
            action.keys,
            action.id,
            action.label,
            show=action.footer,
            key_display=action.keys_shown[0],
            tooltip=action.help,
            id=action.id,
        )
        for action in ACTIONS
        if action.place is place
    ]


def by_topic() -> Iterable[tuple[Topic, tuple[Action, ...]]]:
    """Return the actions under their headings."""
    for topic in Topic:
        yield topic, tuple(action for action in ACTIONS if action.topic is topic)


def key_table() -> str:
    """Return the key table of the README, in Markdown."""
    rows = [
        f"| {' '.join(f'`{key}`' for key in action.keys_shown)} | {action.help} |"
        for _, actions in by_topic()
        for action in actions
    ]
    return "\n".join(["| key | what it does |", "|---|---|", *rows, ""])
