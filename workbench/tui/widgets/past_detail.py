"""Everything that is known about a past claim: how it differs, where it is from, its history."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.model import GivenEvidence, Match, Told
from workbench.tui.status import link_piece
from workbench.tui.text import Piece, lines, styled
from workbench.tui.widgets.evidence_rows import evidence_rows
from workbench.tui.widgets.labelled import labelled
from workbench.tui.widgets.matches import standing

_LABEL = "$foreground-muted"
_DIFFERENCE = "$text-warning"
_WIDE = 11
"""Columns of the labels."""
READING = "Reading its history…"


class PastDetail(VerticalScroll):
    """One past claim, to be read through."""

    can_focus = False

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._match: Match | None = None
        self._history: tuple[Told, ...] | str = READING
        self._evidence: tuple[GivenEvidence, ...] = ()

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        self.border_title = "The past claim"
        yield Static()

    def show(self, match: Match | None) -> None:
        """Show a past claim, its history still to come; or nothing."""
        self._match, self._history, self._evidence = match, READING, ()
        self._write()
        self.scroll_home(animate=False)

    def show_history(
        self, history: tuple[Told, ...] | str, evidence: tuple[GivenEvidence, ...] = ()
    ) -> None:
        """Show what was done about it, or in words why that is not known, and its evidence."""
        self._history, self._evidence = history, evidence
        self._write()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._write()

    def _write(self) -> None:
        if not (width := self.scrollable_content_region.width):
            return  # not laid out yet: the first size writes it, and not a letter a line
        content = styled("")
        if self._match:
            content = past_in_full(self._match, self._history, self._evidence, width=width)
        self.query_one(Static).update(content)


def past_in_full(
    match: Match,
    history: Sequence[Told] | str,
    evidence: Sequence[GivenEvidence] = (),
    *,
    width: int,
) -> Content:
    """Return what the pane shows of a past claim."""
    past = match.past
    stands: list[Piece] = [link_piece(match.status), "  "] if match.status else []
    rows: list[tuple[str, Piece]] = [
        ("differs in", (str(difference), _DIFFERENCE)) for difference in match.differences
    ]
    kept = (
        ("reason", past.reason),
        ("said by", past.speaker),
        ("manner", past.manner if past.manner and past.manner.turns_sense else None),
        ("publisher", past.publisher),
        ("title", past.title),
        ("address", past.address),
        ("date", f"{past.date:%-d %b %Y}" if past.date else None),
        ("id", past.id),
    )
    rows += [(label, value) for label, value in kept if value]
    rows += evidence_rows(evidence)
    if isinstance(history, str):
        rows.append(("history", (history, _LABEL)))
    else:
        rows += [("history" if not i else "", piece) for i, piece in enumerate(map(_line, history))]
    return lines(
        [
            styled((past.text, "bold")),
            styled(*stands, *standing(past, stale=match.stale)),
            *(labelled((label, _LABEL), value, column=_WIDE, width=width) for label, value in rows),
        ]
    )


def _line(one: Told) -> Piece:
    words = f"{one.at:%-d %b %Y %H:%M} {one.analyst}: {one.words}"
    return (f"{words} (taken back)", _LABEL) if one.taken_back else words
