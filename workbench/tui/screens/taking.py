"""Taking a claim along: copied, its source opened, its note written; and jumping to one."""

from textual import on
from textual.app import SuspendNotSupported
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.model import ReviewedClaim
from workbench.review.gathering import write_note
from workbench.review.taking import claim_to_copy, quote_to_copy, sources
from workbench.tui.browsing import Opened, open_address
from workbench.tui.clipboard import copied
from workbench.tui.editing import edited, editor
from workbench.tui.screens.comparing import ComparingScreen
from workbench.tui.screens.sources import SourcesDialog
from workbench.tui.text import on_one_line
from workbench.tui.widgets.jump_list import JumpList
from workbench.tui.widgets.workspace import Workspace
from workbench.visible import visible

NOTHING = "No claim is selected."
JUMP = "Type the letters of a claim to go there; any other key leaves."
NO_ADDRESS = "No address of the web is known: not of the article, nor of evidence or a past claim."
NO_EDITOR_HERE = "An editor can only be opened from a terminal, which this is not."


class TakingScreen(ComparingScreen):
    """Hands what is selected on to the clipboard, the browser and the editor."""

    def action_jump(self) -> None:
        """Show letters beside the claims in view."""
        if self.query_one(Workspace).jump():
            self._say(JUMP)
        else:
            self._say("No claim is listed.")

    @on(JumpList.JumpEnded)
    def _jump_ended(self) -> None:
        if str(self.query_one("#said", Static).render()) == JUMP:
            self._say("")

    # Copying

    def action_copy(self) -> None:
        """Copy the selected claim with its verdict."""
        if self.session is None or self.session.current is None:
            self._say(NOTHING)
        else:
            self._copy(claim_to_copy(self.session.current, self.session.article))

    def action_copy_quote(self) -> None:
        """Copy the article's words under the selected claim."""
        if self.session is None or self.session.current is None:
            self._say(NOTHING)
        else:
            self._copy(quote_to_copy(self.session.current, self.session.article))

    def _copy(self, text: str, *, after: str = "") -> None:
        said = copied(self.app, text, file=self._habits.beside("copied.txt"))
        self._say(f"{after} {said}".strip())

    # The browser

    def action_open_source(self) -> None:
        """Open the one address that is known, or ask which."""
        if self.session is None:
            return
        match = self.query_one(Workspace).chosen_match
        found = sources(self.session.current, self.session.article, match)
        if not found:
            self._say(NO_ADDRESS)
        elif len(found) == 1:
            self._open(found[0].address)
        else:
            self.app.push_screen(SourcesDialog(found), self._open)

    def _open(self, address: str | None) -> None:
        if address is None:
            return
        if self.app.is_web:
            self.app.open_url(address)
            self._say(f"Your browser was asked for {on_one_line(address)}")
        else:
            self._say(f"Opening {on_one_line(address)} …")
            open_address(address, self.post_message)

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        if self._gone:
            return
        address = on_one_line(message.address)
        if message.reached:
            self._say(f"The browser was asked for {address}")
        else:
            self._copy(message.address, after=f"No browser can be reached from here: {address}")

    # The note

    def action_edit_note(self) -> None:
        """Write the selected claim's note in the analyst's editor."""
        claim = self.session.current if self.session else None
        if claim is None:
            self._say(NOTHING)
            return
        try:
            text = self._edited(claim)
        except WorkbenchError as error:
            self._say(str(error), failed=True)
            return
        stamp = self._parts.stamp()
        self._act(lambda session: write_note(session, text, claim_id=claim.claim.id, stamp=stamp))

    def _edited(self, claim: ReviewedClaim) -> str:
        """Leave the terminal to the editor; what it raises waits until the screen is back."""
        command = editor()
        about = visible(f"{claim.claim.text}\n\n“{claim.quote}”")
        kept = self._habits.beside(f"note-{claim.claim.id[:16]}.md")
        note = claim.note.text if claim.note else ""
        written: str | WorkbenchError = note
        try:
            with self.app.suspend():
                try:
                    written = edited(note, about, command=command, kept=kept)
                except WorkbenchError as error:
                    written = error
        except SuspendNotSupported as error:
            raise WorkbenchError(NO_EDITOR_HERE) from error
        if isinstance(written, WorkbenchError):
            raise written
        return written
