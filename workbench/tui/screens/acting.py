"""What an analyst does to the selected claim: each act is drawn at once and written behind."""

from collections.abc import Callable

from workbench.model import ReviewedClaim, Status, Verdict
from workbench.review.acts import (
    Step,
    decide,
    is_given,
    note,
    objection_to_note,
    own_note,
    redo,
    undo,
)
from workbench.review.picking import picked
from workbench.review.session import Session
from workbench.review.settling import NO_DISAGREEMENT, settle
from workbench.review.several import decide_several, holding
from workbench.review.words import standing_in_words
from workbench.tui.parts import Parts
from workbench.tui.screens.listing import ListingScreen
from workbench.tui.screens.reason import KEEPS, MARKS, ReasonDialog
from workbench.tui.screens.settling import Settled, SettlingDialog
from workbench.tui.screens.several import SeveralDialog
from workbench.tui.widgets.heading import Heading
from workbench.tui.writer import Writer

CHANGED = "Another window changed some of them meanwhile; look again."


class ActingScreen(ListingScreen):
    """Decides, gives reasons, undoes and redoes."""

    def __init__(self, parts: Parts, writer: Writer) -> None:
        super().__init__(parts.habits, parts.keymap)
        self._parts = parts
        self._writer = writer

    def action_verify(self) -> None:
        """Mark the selected claim verified, or those that are picked."""
        self._decide(Verdict.VERIFIED)

    def action_dispute(self) -> None:
        """Ask why, and mark the selected claim disputed, or those that are picked."""
        claim = self.session.current if self.session else None
        several = self.session is not None and bool(picked(self.session))
        given = claim is not None and is_given(claim, Verdict.DISPUTED, analyst=self._parts.analyst)
        if claim is None or several or given:
            self._decide(Verdict.DISPUTED)
        else:
            self._ask_why(claim, Verdict.DISPUTED)

    def action_unconfirm(self) -> None:
        """Mark the selected claim unconfirmed, or those that are picked."""
        self._decide(Verdict.UNCONFIRMED)

    def _decide(self, verdict: Verdict) -> None:
        several = picked(self.session) if self.session else ()
        if several:
            self._ask_about(several, verdict)
        else:
            self._act(lambda session: decide(session, verdict, stamp=self._parts.stamp()))

    def _ask_why(
        self,
        claim: ReviewedClaim,
        verdict: Verdict,
        *,
        typed: str | None = None,
        changed: str = "",
    ) -> None:
        """Ask for the reason of a verdict and give both; ask again where the claim changed."""

        def answered(reason: str | None) -> None:
            now = self.session.claim(claim.claim.id) if self.session else None
            if reason is None or now is None:
                return
            if now.verdicts != claim.verdicts:
                self._ask_why(now, verdict, typed=reason, changed=standing_in_words(now))
                return
            stamp = self._parts.stamp()

            def give(session: Session) -> Step:
                return decide(session.select(claim.claim.id), verdict, reason=reason, stamp=stamp)

            self._act(give)

        if typed is None and self.session is not None:
            typed = own_note(self.session, claim) or ""
        dialog = ReasonDialog(claim, verdict=verdict, typed=typed, changed=changed, keys=MARKS)
        self.app.push_screen(dialog, answered)

    def action_settle(self) -> None:
        """Show what analysts say of the selected claim, and settle their disagreement."""
        claim = self.session.current if self.session else None
        if claim is None:
            return
        if claim.status is Status.DISAGREEMENT:
            self._ask_to_settle(claim)
        else:
            self._say(NO_DISAGREEMENT)

    def _ask_to_settle(self, claim: ReviewedClaim, *, changed: str = "") -> None:
        """Ask which verdict counts; ask again where somebody judged it meanwhile."""

        def answered(settled: Settled | None) -> None:
            now = self.session.claim(claim.claim.id) if self.session else None
            if settled is None or now is None:
                return
            if now.verdicts != claim.verdicts and now.status is Status.DISAGREEMENT:
                self._ask_to_settle(now, changed=standing_in_words(now))
                return
            stamp, (verdict, reason) = self._parts.stamp(), settled
            self._act(
                lambda session: settle(
                    session.select(claim.claim.id),
                    verdict,
                    reason=reason,
                    claim_id=claim.claim.id,
                    stamp=stamp,
                )
            )

        self.app.push_screen(SettlingDialog(claim, self._keymap, changed=changed), answered)

    def _ask_about(
        self,
        claims: tuple[ReviewedClaim, ...],
        verdict: Verdict,
        *,
        reason: str = "",
        said: str = "",
    ) -> None:
        """Ask before claims are decided at once; and again where they changed meanwhile."""

        def answered(given: str | None) -> None:
            if given is None or self.session is None:
                return
            now = tuple(filter(None, (self.session.claim(one.claim.id) for one in claims)))
            if holding(now) != holding(claims):
                self._ask_about(now, verdict, reason=given, said=CHANGED)
                return
            ids = [one.claim.id for one in claims]
            stamp = self._parts.stamp()
            self._act(
                lambda session: decide_several(session, ids, verdict, reason=given, stamp=stamp)
            )

        self.app.push_screen(SeveralDialog(claims, verdict, reason=reason, said=said), answered)

    def action_note(self) -> None:
        """Ask for a reason in one line."""
        self._ask_for_reason()

    def _ask_for_reason(self, *, offered: str = "") -> None:
        """Ask for a reason, beginning with what is offered where the analyst asked for that."""
        claim = self.session.current if self.session else None
        if claim is None:
            return
        if words := objection_to_note(claim, analyst=self._parts.analyst):
            self._say(words)
            return

        def given(reason: str | None) -> None:
            now = self.session.claim(claim.claim.id) if self.session else None
            if reason is None or now is None:
                return
            if objection_to_note(now, analyst=self._parts.analyst):
                self._offer_to_keep(now, reason)
            else:
                self._note(claim.claim.id, reason)

        own = claim.voice_of(self._parts.analyst)
        waiting = own_note(self.session, claim) if self.session else None
        before = (own.reason if own else waiting) or ""
        typed, verdict = " · ".join(filter(None, (before, offered))), own.verdict if own else None
        dialog = ReasonDialog(claim, verdict=verdict, typed=typed)
        self.app.push_screen(dialog, given)

    def _offer_to_keep(self, claim: ReviewedClaim, reason: str) -> None:
        """Offer to note a reason though another analyst gave the verdict while it was typed."""

        def kept(again: str | None) -> None:
            if again is not None:
                self._note(claim.claim.id, again, ahead=True)

        changed = standing_in_words(claim)
        self.app.push_screen(ReasonDialog(claim, typed=reason, changed=changed, keys=KEEPS), kept)

    def _note(self, claim_id: str, reason: str, *, ahead: bool = False) -> None:
        """Note the claim that the dialog was opened on: the list may have changed meanwhile."""
        stamp = self._parts.stamp()
        self._act(
            lambda session: note(session, reason, claim_id=claim_id, ahead=ahead, stamp=stamp)
        )

    def action_undo(self) -> None:
        """Take back the analyst's last decision or reason."""
        self._act(lambda session: undo(session, stamp=self._parts.stamp()))

    def action_redo(self) -> None:
        """Restore what the analyst took back last."""
        self._act(lambda session: redo(session, stamp=self._parts.stamp()))

    def _act(self, act: Callable[[Session], Step]) -> None:
        if self.session is None:
            return
        step = act(self.session)
        self.session = step.session
        if step.entry is not None:
            self._writer.write(step.entry)
            self.query_one(Heading).show_unsaved(len(self._writer.waiting))
        self._say(step.words)
        self._draw()
