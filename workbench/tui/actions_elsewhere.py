"""What the keys do on other screens than the review: of their own, and those of the review."""

from dataclasses import dataclass

from workbench.tui.action import Action, Place, Topic

ELSEWHERE: tuple[Action, ...] = (
    Action(
        "add_article",
        "n",
        "add",
        "Add articles: a file, a folder, a pattern or an address",
        Topic.ARTICLES,
        Place.ARTICLES,
        footer=True,
    ),
    Action(
        "rename_article",
        "r",
        "correct",
        "Correct the article’s title, author, publisher, date, address or language",
        Topic.ARTICLES,
        Place.ARTICLES,
        footer=True,
    ),
    Action(
        "remove_article",
        "x,delete",
        "remove",
        "Take the article out; {undo} brings it back, with all that was decided",
        Topic.ARTICLES,
        Place.ARTICLES,
        footer=True,
    ),
    Action(
        "add_evidence",
        "a",
        "add",
        "Fill in a form for new evidence",
        Topic.EVIDENCE,
        Place.EVIDENCE,
        footer=True,
    ),
    Action(
        "correct_evidence",
        "c",
        "correct",
        "Open the evidence in the form, as Enter does",
        Topic.EVIDENCE,
        Place.EVIDENCE,
        footer=True,
    ),
    Action(
        "remove_evidence",
        "x,delete",
        "take off",
        "Take the evidence off the claim; the ledger keeps it",
        Topic.EVIDENCE,
        Place.EVIDENCE,
        footer=True,
    ),
    Action(
        "save_evidence",
        "f2,ctrl+s",
        "save",
        "Keep what the form says, as Enter does in a line of it",
        Topic.EVIDENCE,
        Place.FORM,
        footer=True,
    ),
    Action(
        "word_on",
        "l,right",
        "word",
        "Move the edge on by a word",
        Topic.CUTTING,
        Place.RECUT,
        footer=True,
    ),
    Action("word_back", "h,left", "word", "Move it back by a word", Topic.CUTTING, Place.RECUT),
    Action(
        "sentence_on",
        "L,shift+right",
        "sentence",
        "Move the edge on by a sentence",
        Topic.CUTTING,
        Place.RECUT,
        footer=True,
    ),
    Action(
        "sentence_back",
        "H,shift+left",
        "sentence",
        "Move it back by a sentence",
        Topic.CUTTING,
        Place.RECUT,
    ),
    Action(
        "split",
        "s",
        "split",
        "Begin a further claim here; the cut can be moved",
        Topic.CUTTING,
        Place.RECUT,
        footer=True,
    ),
    Action(
        "join",
        "x,backspace",
        "join",
        "Take the cut away",
        Topic.CUTTING,
        Place.RECUT,
        footer=True,
    ),
    Action(
        "reset",
        "r",
        "reset",
        "Begin again with the claim as it was",
        Topic.CUTTING,
        Place.RECUT,
        footer=True,
    ),
    Action(
        "promote",
        "p",
        "make it a claim",
        "Make a claim of a statement that was left out, as Enter does",
        Topic.RECUT,
        Place.LEFT_OUT,
        footer=True,
    ),
    Action(
        "next_found",
        "down",
        "choose",
        "Choose the next of the past claims that were found",
        Topic.SEARCHING,
        Place.SEARCH,
        footer=True,
    ),
    Action(
        "previous_found",
        "up",
        "choose",
        "Choose the one before",
        Topic.SEARCHING,
        Place.SEARCH,
    ),
    Action(
        "read_on",
        "pagedown",
        "read on",
        "Read on in the chosen past claim",
        Topic.SEARCHING,
        Place.SEARCH,
        footer=True,
    ),
    Action("read_back", "pageup", "read back", "Read back", Topic.SEARCHING, Place.SEARCH),
    Action(
        "turn_verdict",
        "f2",
        "verdict",
        "Find only past claims with the next verdict, or with any",
        Topic.SEARCHING,
        Place.SEARCH,
        footer=True,
    ),
    Action(
        "turn_since",
        "f3",
        "since",
        "Begin to type the first day, or find those of any day",
        Topic.SEARCHING,
        Place.SEARCH,
        footer=True,
    ),
    Action(
        "turn_origin",
        "f4",
        "from",
        "Find only imported past claims, only claims of articles, or both",
        Topic.SEARCHING,
        Place.SEARCH,
        footer=True,
    ),
    Action(
        "remove_filter",
        "x,delete",
        "remove",
        "Forget the saved filter under the cursor",
        Topic.FIND,
        Place.FILTERS,
    ),
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A key of the review that does the like elsewhere, and moves along where it is mapped anew."""

    id: str
    """The review's action."""
    does: str
    """The other screen's, as Textual writes it: `step(1)`."""
    label: str = ""
    """In the footer; none where it has no place there."""


_STEPS = (Shared("next", "step(1)"), Shared("previous", "step(-1)"))
_LINES = (Shared("next", "scroll_line(1)"), Shared("previous", "scroll_line(-1)"))
SHARED: dict[Place, tuple[Shared, ...]] = {
    Place.ARTICLES: (
        Shared("undo", "undo", "undo"),
        Shared("redo", "redo"),
        Shared("stop", "stop", "stop"),
        Shared("articles", "leave"),
        *_STEPS,
    ),
    Place.EVIDENCE: (
        Shared("undo", "undo", "undo"),
        Shared("redo", "redo", "redo"),
        Shared("evidence", "leave"),
        *_STEPS,
    ),
    Place.RECUT: (
        Shared("next_pane", "turn(1)", "edge"),
        Shared("previous_pane", "turn(-1)"),
        Shared("next", "scroll(1)"),
        Shared("previous", "scroll(-1)"),
    ),
    Place.LEFT_OUT: (Shared("left_out", "leave"), *_STEPS),
    Place.OVERVIEW: (
        Shared("next_unreviewed", "to_open", "next open"),
        Shared("next_pane", "turn", "next plot"),
        Shared("overview", "leave"),
        Shared("next", "move(1)"),
        Shared("previous", "move(-1)"),
        Shared("next_page", "page(1)"),
        Shared("previous_page", "page(-1)"),
        Shared("first", "move(-1000000000)"),
        Shared("last", "move(1000000000)"),
    ),
    Place.HISTORY: (Shared("history", "leave"), *_LINES),
    Place.TIMELINE: (Shared("timeline", "leave"), *_LINES),
    Place.SETTLING: (
        Shared("verify", "choose('verified')"),
        Shared("dispute", "choose('disputed')"),
        Shared("unconfirm", "choose('unconfirmed')"),
        Shared("settle", "leave"),
        *_LINES,
    ),
    Place.FILTERS: _STEPS,
    Place.HELP: (Shared("help", "leave"),),
    Place.DIALOG: _STEPS,
}
"""By the screen; `q` leaves most of them, so quitting is not among them."""
TYPED_IN = frozenset({Place.FORM, Place.SEARCH})
"""Screens where letters are typed all the time, so that they can be no keys."""
LEAVE = "escape"
LEAVE_LIST = "escape,q"
LEFT_BY: dict[Place, str] = {
    place: LEAVE
    if place in {*TYPED_IN, Place.SETTLING, Place.FILTERS, Place.HELP, Place.DIALOG}
    else LEAVE_LIST
    for place in Place
    if place not in {Place.REVIEW, Place.EVERYWHERE}
}
"""Keys that leave a screen, and always do."""
