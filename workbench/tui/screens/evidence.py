"""The evidence on a claim: listed, added, corrected, taken off."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from workbench.model import Evidence, GivenEvidence, ReviewedClaim
from workbench.review.acts import Step, redo, undo
from workbench.review.gathering import give_evidence, remove_evidence
from workbench.review.session import Session
from workbench.review.words import clipped
from workbench.store.kept_files import KeptFiles
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.parts import Parts
from workbench.tui.screens.evidence_form import EvidenceForm
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import lines, on_one_line, styled
from workbench.tui.widgets.evidence_rows import evidence_pieces
from workbench.tui.widgets.options import Options

EMPTY = "No evidence is on this claim yet. Press {add_evidence} to add some."
CLIPPED = 240
"""Letters of a field in the list; the form shows all of them."""


class EvidenceScreen(LeftOnce[None]):
    """One piece below the other, each to be opened in the form."""

    AT = Place.EVIDENCE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.EVIDENCE)]
    AUTO_FOCUS = "#evidence"

    def __init__(
        self,
        parts: Parts,
        claim: Callable[[], ReviewedClaim | None],
        act: Callable[[Callable[[Session], Step]], str],
    ) -> None:
        """Show what `claim` gives; `act` does an act in the review and returns what it says."""
        super().__init__()
        self._parts = parts
        self._claim = claim
        self._act = act
        self._listed: tuple[GivenEvidence, ...] = ()

    def compose(self) -> ComposeResult:
        """The claim, its evidence, and what was done."""
        yield Static(id="screen-title")
        yield Options(id="evidence", markup=False, compact=True)
        yield Static(id="evidence-said")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """List it."""
        self._list()
        self._say("")

    def on_screen_resume(self) -> None:
        """List it anew: another window may have changed it."""
        self._list()

    def action_add_evidence(self) -> None:
        """Fill in a form for new evidence."""
        self._open_form(None)

    def action_correct_evidence(self) -> None:
        """Open the piece under the cursor in the form."""
        chosen = self._chosen
        if chosen is None:
            self._open_form(None)
        else:
            self._open_form(chosen)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_correct_evidence()

    def action_remove_evidence(self) -> None:
        """Take the piece under the cursor off the claim."""
        chosen, claim = self._chosen, self._claim()
        if chosen is None or claim is None:
            return
        stamp = self._parts.stamp()
        self._do(
            lambda session: remove_evidence(
                session, chosen.entry_id, claim_id=claim.claim.id, stamp=stamp
            )
        )

    def action_undo(self) -> None:
        """Take back what the analyst did last in the review."""
        self._do(lambda session: undo(session, stamp=self._parts.stamp()))

    def action_redo(self) -> None:
        """Restore what the analyst took back last in the review."""
        self._do(lambda session: redo(session, stamp=self._parts.stamp()))

    def action_leave(self) -> None:
        """Go back to the review."""
        self.dismiss(None)

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        listed = self.query_one(OptionList)
        (listed.action_cursor_down if steps > 0 else listed.action_cursor_up)()

    @property
    def _chosen(self) -> GivenEvidence | None:
        place = self.query_one(OptionList).highlighted
        fits = place is not None and place < len(self._listed)
        return self._listed[place] if place is not None and fits else None

    def _open_form(self, begun: GivenEvidence | None) -> None:
        claim = self._claim()
        if claim is None:
            return

        def filled(evidence: Evidence | None) -> None:
            if evidence is None:
                return
            stamp = self._parts.stamp()
            self._do(
                lambda session: give_evidence(
                    session,
                    evidence,
                    claim_id=claim.claim.id,
                    replaces=begun.entry_id if begun else None,
                    stamp=stamp,
                ),
                last=begun is None,
            )

        form = EvidenceForm(
            claim,
            begun.evidence if begun else None,
            today=self._parts.clock().date(),
            files=KeptFiles(self._parts.store.path),
        )
        self.app.push_screen(form, filled)

    def _do(self, act: Callable[[Session], Step], *, last: bool = False) -> None:
        words = self._act(act)
        self._list(last=last)
        self._say(words)

    def _list(self, *, last: bool = False) -> None:
        claim = self._claim()
        text = on_one_line(claim.claim.text) if claim else "The claim stands no longer."
        self.query_one("#screen-title", Static).update(styled((f"Evidence on “{text}”", "bold")))
        self._listed = claim.evidence if claim else ()
        listed = self.query_one(OptionList)
        place = listed.highlighted or 0
        listed.set_options([Option(_block(given)) for given in self._listed])
        count = len(self._listed)
        listed.highlighted = (count - 1 if last else min(place, count - 1)) if count else None

    def _say(self, words: str) -> None:
        """Say what was done, and how to begin where there is nothing."""
        empty = "" if self._listed else self._parts.keymap.words(EMPTY)
        said = f"{words} {empty}".strip()
        self.query_one("#evidence-said", Static).update(styled(said))


def _block(given: GivenEvidence) -> Content:
    """Return one piece of evidence as the list shows it."""
    first, *others = evidence_pieces(given)
    words, style = (first, "") if isinstance(first, str) else first
    parts = [styled((clipped(on_one_line(words), limit=CLIPPED), f"bold {style}"))]
    for piece in others:
        words, style = (piece, "") if isinstance(piece, str) else piece
        parts.append(styled((f"  {clipped(on_one_line(words), limit=CLIPPED)}", style)))
    return lines(parts)
