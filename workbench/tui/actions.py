"""Everything that a key does: one registry for bindings, footer, palette, help and the README.

The ids are what a user's key map names. Keys are plain letters and F-keys: others do not arrive in
every terminal.
"""

from textual.binding import Binding

from workbench.tui.action import Action, Place, Topic
from workbench.tui.actions_elsewhere import ELSEWHERE, LEFT_BY, SHARED

ACTIONS: tuple[Action, ...] = (
    Action(
        "verify",
        "v",
        "verified",
        "Mark the claim verified and go on to the next open one",
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
        "Mark the claim unconfirmed and go on to the next open one",
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
        "edit_note",
        "e",
        "note",
        "Write the claim’s note in your editor ($VISUAL, else $EDITOR)",
        Topic.DECIDE,
    ),
    Action(
        "settle",
        "D",
        "settle",
        "Show what analysts who disagree say of the claim, and settle which verdict counts",
        Topic.DECIDE,
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
        "evidence",
        "E",
        "evidence",
        "Show the claim’s evidence, and add, correct or take off some",
        Topic.GATHER,
    ),
    Action(
        "tags",
        "T",
        "tags",
        "Tag the claim, or all that are picked, in one line",
        Topic.GATHER,
    ),
    Action(
        "confidence",
        "C",
        "confidence",
        "Say how sure you are of your verdict: low, moderate, high or none",
        Topic.GATHER,
    ),
    Action(
        "said",
        "S",
        "was it said?",
        "Judge whether the speaker said it, apart from whether it is so",
        Topic.GATHER,
    ),
    Action(
        "history",
        "H",
        "history",
        "Show all that was done about the claim: who, when, from what to what, why",
        Topic.GATHER,
    ),
    Action(
        "recut",
        "R",
        "re-cut",
        "Choose other words of the article for the claim: narrower, wider, or split into several",
        Topic.RECUT,
    ),
    Action(
        "add_claim",
        "W",
        "add a claim",
        "Add a claim by its words: those that the mouse selected in the article, or any",
        Topic.RECUT,
    ),
    Action("merge", "M", "merge", "Make one claim of those that are picked", Topic.RECUT),
    Action(
        "withdraw",
        "X",
        "not a claim",
        "Withdraw the claim, or those that are picked: it is listed as left out, and {undo} takes "
        "it back",
        Topic.RECUT,
    ),
    Action(
        "next_match",
        "J",
        "next past claim",
        "Choose the next past claim",
        Topic.COMPARE,
    ),
    Action(
        "previous_match",
        "K",
        "previous past claim",
        "Choose the past claim before",
        Topic.COMPARE,
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
        "Pick the claim, or leave it out again; {verify}, {dispute} and {unconfirm} then ask about "
        "all that are picked",
        Topic.PICK,
    ),
    Action(
        "pick_range",
        "V",
        "pick a range",
        "Begin a range at the claim; moving makes it longer, {pick_range} or {clear} ends it",
        Topic.PICK,
    ),
    Action("pick_all", "A", "pick all", "Pick all listed claims, or none of them", Topic.PICK),
    Action("next", "j,down", "next claim", "Go to the next claim", Topic.MOVE),
    Action("previous", "k,up", "previous claim", "Go to the claim before", Topic.MOVE),
    Action("next_page", "pagedown", "page down", "Go a page down", Topic.MOVE),
    Action("previous_page", "pageup", "page up", "Go a page up", Topic.MOVE),
    Action("first", "g,home", "first claim", "Go to the first claim", Topic.MOVE),
    Action("last", "G,end", "last claim", "Go to the last claim", Topic.MOVE),
    Action(
        "next_unreviewed",
        "w",
        "next open",
        "Go to the next claim that is unreviewed or that analysts disagree on",
        Topic.MOVE,
    ),
    Action(
        "jump",
        "F",
        "jump",
        "Show letters beside the claims in view; typing them goes to that claim",
        Topic.MOVE,
    ),
    Action(
        "filter",
        "slash",
        "filter",
        "List only some claims: words, is:disputed, -speaker:Amos, figure:4000, by:rana, "
        "has:reason, has:match, has:evidence, has:note, tag:flood, said:disputed, "
        "confidence:low, manner:denied, checkability:>0.6; Enter goes to the list",
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
    ),
    Action(
        "previous_pane",
        "shift+tab",
        "previous pane",
        "Go through the panes backwards",
        Topic.LOOK,
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
        "Show the statements that are no claims, each with the reason; Enter makes one a claim",
        Topic.LOOK,
    ),
    Action(
        "overview",
        "O",
        "overview",
        "Show where all articles stand, what is open, and verdicts by day, speaker and publisher",
        Topic.LOOK,
    ),
    Action("larger_list", "plus", "larger list", "Give the list more room", Topic.LOOK),
    Action("smaller_list", "minus", "smaller list", "Give the list less room", Topic.LOOK),
    Action("copy", "y", "copy", "Copy the claim with its verdict and reason", Topic.TAKE),
    Action(
        "copy_quote",
        "Y",
        "copy the quote",
        "Copy the article’s own words under the claim, with their address and place",
        Topic.TAKE,
    ),
    Action(
        "open_source",
        "o",
        "open the source",
        "Open the article, a past claim or evidence in the browser, where its address is known",
        Topic.TAKE,
    ),
    Action(
        "blind",
        "b",
        "blind",
        "Hide what others made of a claim until you gave it a verdict yourself, or show it again",
        Topic.LOOK,
    ),
    Action(
        "articles",
        "a",
        "articles",
        "List the articles: Enter opens one, {add_article} adds some by path or address, "
        "{rename_article} corrects, {remove_article} removes, {undo} undoes that, {redo} redoes it",
        Topic.PROGRAM,
    ),
    Action(
        "report",
        "r",
        "report",
        "Write the claim status report into the working directory",
        Topic.PROGRAM,
    ),
    Action(
        "stop",
        "i",
        "stop",
        "Stop what runs in the background: comparing with past claims, writing a report",
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
    ),
    Action(
        "quit",
        "q,ctrl+q",
        "quit",
        "Leave; what was decided is on disk first",
        Topic.PROGRAM,
        Place.EVERYWHERE,
    ),
    *ELSEWHERE,
)
_BY_ID = {action.id: action for action in ACTIONS}


def bindings(place: Place) -> list[Binding]:
    """Return the key bindings of a place: its own, those of the review, and how it is left."""
    own = [
        Binding(
            action.keys,
            action.id,
            action.label,
            show=action.footer,
            tooltip=action.help,
            id=action.id,
        )
        for action in ACTIONS
        if action.place is place
    ]
    shared = [
        Binding(_BY_ID[one.id].keys, one.does, one.label, show=bool(one.label), id=one.id)
        for one in SHARED.get(place, ())
    ]
    leaving = [
        Binding(keys, "leave", "back", key_display="Esc")
        for keys in (LEFT_BY.get(place),)
        if keys is not None
    ]
    return [*own, *shared, *leaving]


def ids_at(place: Place) -> frozenset[str]:
    """Return the actions whose keys hold at a place."""
    everywhere = {action.id for action in ACTIONS if action.place is Place.EVERYWHERE}
    own = {action.id for action in ACTIONS if action.place is place}
    shared = {one.id for one in SHARED.get(place, ())}
    if place is Place.REVIEW:
        return frozenset(everywhere | own)
    return frozenset(own | shared | (everywhere - {"quit"}))
