"""Similar past claims: what was made of them, and how they differ."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.model import Match, PastClaim, Status
from workbench.tui.status import status_piece
from workbench.tui.text import Piece, lines, on_one_line, styled

_MUTED = "$foreground-muted"
_DIFFERENCE = "$text-warning"


class Matches(VerticalScroll):
    """Past claims, the most similar first, or in words why there are none."""

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        self.border_title = "Past claims"
        yield Static()

    def show(self, matches: Sequence[Match], *, by_meaning: bool = True) -> None:
        """Show past claims; found by words alone, they have no similarity to show."""
        if not matches:
            self.say("No similar past claim.")
            return
        self._update(
            lines(line for match in matches for line in match_in_lines(match, scored=by_meaning))
        )

    def say(self, words: str, *, failed: bool = False) -> None:
        """Show words instead: what is going on, or what failed."""
        self._update(styled((words, "$text-error" if failed else _MUTED)))

    def _update(self, content: Content) -> None:
        self.query_one(Static).update(content)
        self.scroll_home(animate=False)


def match_in_lines(match: Match, *, scored: bool = True) -> list[Content]:
    """Return a match: its standing, its text, its differences, where it is from."""
    past = match.past
    score: list[Piece] = [(f"{match.score:.2f}  ", "bold")] if scored else []
    found = [styled(*score, *standing(past)), styled(past.text)]
    if match.differences:
        differences = " · ".join(str(difference) for difference in match.differences)
        found.append(styled((f"differs in {differences}", _DIFFERENCE)))
    if past.reason:
        found.append(styled((f"reason: {past.reason}", _MUTED)))
    found += [styled((line, _MUTED)) for line in (source(past), past.address) if line]
    return [*found, styled("")]


def standing(past: PastClaim) -> list[Piece]:
    """Return a past claim's verdict, with its publisher's own words for it where they differ."""
    pieces: list[Piece] = [status_piece(Status.of(past.verdict))]
    if past.rating and past.rating.casefold() != (past.verdict or ""):
        pieces.append(f" “{past.rating}”")
    return pieces


def source(past: PastClaim) -> str:
    """Return when and by whom it was checked, and who had said it.

    A claim of an article here has no publisher who checked it: the article's title stands there.
    """
    day = f"{past.date:%-d %b %Y}" if past.date else None
    title = on_one_line(past.title) if past.title else None
    said = f"said by {past.speaker}" if past.speaker else None
    return " · ".join(part for part in (day, past.publisher or title, said) if part)
