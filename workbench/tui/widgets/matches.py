"""Similar past claims: how near they are, what was made of them, and how they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from workbench.model import ClaimPair, Match, PastClaim, Status
from workbench.tui.status import link_piece, pair_piece, status_piece
from workbench.tui.text import Piece, lines, on_one_line, styled

_MUTED = "$foreground-muted"
_DIFFERENCE = "$text-warning"
_CHOSEN = "▸ "


class MatchItem(Static):
    """One past claim of the list."""

    @dataclass
    class Clicked(Message):
        """It was clicked."""

        item: "MatchItem"

    def on_click(self) -> None:
        """Ask to be chosen."""
        self.post_message(self.Clicked(self))


class Matches(VerticalScroll):
    """Past claims, the most similar first, one of them chosen; or in words why there are none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another past claim is the chosen one, or none is."""

        match: Match | None

    def __init__(self, *, id: str, brief: bool = False) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._brief = brief
        self._scored = True
        self._matches: tuple[Match, ...] = ()
        self._items: list[MatchItem] = []
        self._chosen: str | None = None
        self._said: Content | None = None

    def compose(self) -> ComposeResult:
        """Claims of the same article, words about the list, and then the list."""
        self.border_title = "Past claims"
        yield Static(classes="pairs")
        yield Static(classes="words")

    @property
    def chosen(self) -> Match | None:
        """The past claim that is chosen."""
        return next((match for match in self._matches if match.past.id == self._chosen), None)

    def show(self, matches: Sequence[Match], *, by_meaning: bool = True) -> None:
        """Show past claims; found by words alone, they have no similarity to show.

        What was chosen stays chosen where it is still there.
        """
        if not matches:
            self.say("No similar past claim.")
            return
        before = self.chosen
        stays = any(match.past.id == self._chosen for match in matches)
        self._matches, self._scored = tuple(matches), by_meaning
        self._words(styled(""))
        if not stays:
            self._chosen = matches[0].past.id
            self.scroll_home(animate=False)
        self._draw()
        self._tell(before)

    def show_pairs(self, pairs: Sequence[ClaimPair], claim_id: str) -> None:
        """Show the claims of the same article that repeat or contradict a claim."""
        content = lines(line for pair in pairs for line in pair_in_lines(pair, claim_id))
        block = self.query_one(".pairs", Static)
        if not pairs and not block.display:
            return  # an update lays the screen out anew
        block.display = bool(pairs)
        heading = styled(("In this article", f"bold {_MUTED}"))
        block.update(lines([heading, content]) if pairs else styled(""))

    def say(self, words: str, *, failed: bool = False) -> None:
        """Show words instead: what is going on, or what failed."""
        before = self.chosen
        self._matches, self._chosen = (), None
        self._words(styled((words, "$text-error" if failed else _MUTED)))
        self._draw()
        self.scroll_home(animate=False)
        self._tell(before)

    def action_choose(self, steps: int) -> None:
        """Choose a past claim further on."""
        place = self.place
        if place is None:
            return
        before = self.chosen
        wanted = min(max(place + steps, 0), len(self._matches) - 1)
        self._chosen = self._matches[wanted].past.id
        self._draw()
        self._items[wanted].scroll_visible(animate=False, immediate=True)
        self._tell(before)

    def choose_place(self, place: int) -> None:
        """Choose the past claim at a place of the list, or the last one."""
        if self.place is not None:
            self.action_choose(place - self.place)

    def on_match_item_clicked(self, message: MatchItem.Clicked) -> None:
        """Choose what was clicked."""
        message.stop()
        place = self._items.index(message.item)
        if place < len(self._matches):
            self.choose_place(place)

    @property
    def place(self) -> int | None:
        """Where in the list the chosen past claim stands, from 0."""
        ids = [match.past.id for match in self._matches]
        return ids.index(self._chosen) if self._chosen in ids else None

    def _words(self, content: Content) -> None:
        words = self.query_one(".words", Static)
        if self._said is not None and content.is_same(self._said):
            return  # an update lays the screen out anew
        self._said = content
        words.update(content)
        words.display = bool(content.plain)

    def _draw(self) -> None:
        """Write the past claims into the items there are, and make those that are missing."""
        for place, match in enumerate(self._matches):
            content = lines(
                match_in_lines(
                    match,
                    scored=self._scored,
                    chosen=match.past.id == self._chosen,
                    brief=self._brief,
                )
            )
            if place < len(self._items):
                self._items[place].update(content)
            else:
                self._items.append(MatchItem(content))
        if missing := [item for item in self._items if not item.is_attached]:
            self.mount(*missing)
        for place, item in enumerate(self._items):
            item.display = place < len(self._matches)

    def _tell(self, before: Match | None) -> None:
        if self.chosen != before:
            self.post_message(self.Chosen(self.chosen))


def match_in_lines(
    match: Match, *, scored: bool = True, chosen: bool = False, brief: bool = False
) -> list[Content]:
    """Return a match: how it stands, its text, its differences, where it is from.

    A brief one leaves to another pane where it is from and why it was judged so.
    """
    past = match.past
    pieces: list[Piece] = [(_CHOSEN if chosen else "  ", "bold")]
    if scored and match.status is not None:
        pieces.append((f"{match.score:.2f} ", "bold"))
    if match.status is not None:
        pieces += [link_piece(match.status), "  "]
    found = [
        styled(*pieces, *standing(past, stale=match.stale)),
        styled((past.text, "bold") if chosen else past.text),
    ]
    if match.differences:
        differences = " · ".join(str(difference) for difference in match.differences)
        found.append(styled((f"differs in {differences}", _DIFFERENCE)))
    if not brief:
        found += [styled((line, _MUTED)) for line in match_in_full(match)]
    return [*found, styled("")]


def match_in_full(match: Match) -> list[str]:
    """Return why a past claim was judged so, where it is from, and who accepted or rejected it."""
    past, link = match.past, match.link
    reason = f"reason: {past.reason}" if past.reason else None
    answered = f"{link.answer} by {link.analyst}, {link.at:%-d %b %Y}" if link else None
    return [line for line in (reason, source(past), past.address, answered) if line]


def standing(past: PastClaim, *, stale: bool = False) -> list[Piece]:
    """Return a past claim's verdict, in its publisher's own words too where they differ, and when.

    A verdict that is older than the setting allows is called stale.
    """
    pieces: list[Piece] = [status_piece(Status.of(past.verdict))]
    if past.rating and past.rating.casefold() != (past.verdict or ""):
        pieces.append(f" “{past.rating}”")
    if past.verdict_date:
        pieces.append(f" {past.verdict_date:%-d %b %Y}")
    if stale:
        pieces.append((" ! stale", _DIFFERENCE))
    return pieces


def source(past: PastClaim) -> str:
    """Return when and by whom it was checked, and who had said or denied it.

    A claim of an article here has no publisher who checked it: the article's title stands there.
    The day is left out where it stands with the verdict.
    """
    shown = past.date and past.date != past.verdict_date
    day = f"{past.date:%-d %b %Y}" if past.date and shown else None
    title = on_one_line(past.title) if past.title else None
    named = past.source or title
    return " · ".join(part for part in (day, named and on_one_line(named), past.said_by) if part)


def pair_in_lines(pair: ClaimPair, claim_id: str) -> list[Content]:
    """Return the other claim of a pair: how they belong together, its text, its differences."""
    other, differences = pair.seen_from(claim_id)
    found = [styled(pair_piece(pair.kind), f"  {pair.score:.2f}"), styled(other.text)]
    if differences:
        listed = " · ".join(str(difference) for difference in differences)
        found.append(styled((f"differs in {listed}", _DIFFERENCE)))
    return [*found, styled("")]
