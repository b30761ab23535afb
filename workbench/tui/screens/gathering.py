"""What stands beside a verdict: evidence, tags, confidence, what was said, and the history."""

from collections.abc import Callable

from workbench.model import Confidence, ReviewedClaim, Status, Verdict
from workbench.review.acts import Step
from workbench.review.gathering import (
    judge_said,
    objection_to_confidence,
    objection_to_said,
    set_confidence,
    tag,
)
from workbench.review.picking import picked
from workbench.review.session import Session
from workbench.review.tags import common_tags
from workbench.review.telling import told
from workbench.review.words import number_of_claims, quoted
from workbench.tui.screens.acting import ActingScreen
from workbench.tui.screens.choice import Choice, ChoiceDialog
from workbench.tui.screens.reason import MARKS, ReasonDialog
from workbench.tui.status import status_piece

SAID = "that it was said"
_LEVELS = {"l": Confidence.LOW, "m": Confidence.MODERATE, "h": Confidence.HIGH, "n": None}
_VERDICTS = {
    "verify": Verdict.VERIFIED,
    "dispute": Verdict.DISPUTED,
    "unconfirm": Verdict.UNCONFIRMED,
}
"""By the action whose key answers."""


class GatheringScreen(ActingScreen):
    """Gathers evidence and what else is known, and tells a claim's history."""

    def action_evidence(self) -> None:
        """Show the evidence on the selected claim."""
        from workbench.tui.screens.evidence import EvidenceScreen  # the review starts without it

        claim = self._current
        if claim is not None:
            screen = EvidenceScreen(self._parts, lambda: self._now(claim), self._gather)
            self.app.push_screen(screen)

    def action_tags(self) -> None:
        """Ask for the tags of the selected claim, or for those that all picked claims have."""
        from workbench.tui.screens.tags import TagsDialog  # the review starts without it

        session, claim = self.session, self._current
        if session is None or claim is None:
            return
        claims = picked(session) or (claim,)
        before = common_tags([one.tags for one in claims])
        ids = [one.claim.id for one in claims]

        def given(tags: tuple[str, ...] | None) -> None:
            if tags is None:
                return
            on = [one for one in tags if one not in before]
            off = [one for one in before if one not in tags]
            stamp = self._parts.stamp()
            self._act(lambda now: tag(now, ids, added=on, removed=off, stamp=stamp))

        about = quoted(claim) if len(claims) == 1 else number_of_claims(len(claims))
        known = sorted({one for other in session.claims for one in other.tags})
        dialog = TagsDialog(about, before, known=known, store=self._parts.store)
        self.app.push_screen(dialog, given)

    def action_confidence(self) -> None:
        """Ask how sure the analyst is of their verdict."""
        claim = self._current
        if claim is None:
            return
        if words := objection_to_confidence(claim, analyst=self._parts.analyst):
            self._say(words)
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                stamp, level = self._parts.stamp(), _LEVELS[key]
                claim_id = claim.claim.id
                self._act(lambda now: set_confidence(now, level, claim_id=claim_id, stamp=stamp))

        own = claim.voice_of(self._parts.analyst)
        status = Status.of(own.verdict) if own else claim.status
        asked = ("How sure are you of ", status_piece(status), f" on {quoted(claim)}?")
        choices = [Choice(key, str(level or "none")) for key, level in _LEVELS.items()]
        self.app.push_screen(ChoiceDialog(asked, choices), chosen)

    def action_said(self) -> None:
        """Ask whether the speaker said it."""
        claim = self._current
        if claim is None:
            return
        if words := objection_to_said(claim):
            self._say(words)
            return

        def chosen(key: str | None) -> None:
            verdict = by_key.get(key or "")
            if verdict is Verdict.DISPUTED:
                self._ask_why_not_said(claim)
            elif verdict is not None:
                self._judge(claim, verdict)

        speaker = claim.claim.speaker or "its speaker"
        asked = (f"Did {speaker} say {quoted(claim)}?",)
        by_key = {
            self._keymap.keys_of(action).partition(",")[0]: verdict
            for action, verdict in _VERDICTS.items()
        }
        choices = [Choice(key, status_piece(Status.of(one))) for key, one in by_key.items()]
        self.app.push_screen(ChoiceDialog(asked, choices), chosen)

    def _ask_why_not_said(self, claim: ReviewedClaim) -> None:
        def given(reason: str | None) -> None:
            if reason is not None:
                self._judge(claim, Verdict.DISPUTED, reason)

        typed = (claim.said.reason if claim.said else None) or ""
        dialog = ReasonDialog(claim, verdict=Verdict.DISPUTED, typed=typed, what=SAID, keys=MARKS)
        self.app.push_screen(dialog, given)

    def _judge(self, claim: ReviewedClaim, verdict: Verdict, reason: str = "") -> None:
        stamp, claim_id = self._parts.stamp(), claim.claim.id
        self._act(
            lambda now: judge_said(now, verdict, reason=reason, claim_id=claim_id, stamp=stamp)
        )

    def action_history(self) -> None:
        """Show all that was done about the selected claim."""
        # The review starts without it.
        from workbench.tui.screens.claim_history import HistoryScreen

        claim = self._current
        if claim is not None and self.session is not None:
            history = told(self.session.told(claim.claim.id), claim.claim.id)
            unsaved = frozenset(entry.id for entry in self._writer.waiting)
            self.app.push_screen(HistoryScreen(claim.claim, history, unsaved=unsaved))

    @property
    def _current(self) -> ReviewedClaim | None:
        return self.session.current if self.session else None

    def _now(self, claim: ReviewedClaim) -> ReviewedClaim | None:
        """Return the claim as it stands now."""
        return self.session.claim(claim.claim.id) if self.session else None

    def _gather(self, act: Callable[[Session], Step]) -> str:
        """Do an act for a screen above this one, and return what it says."""
        said: list[str] = []

        def heard(session: Session) -> Step:
            step = act(session)
            said.append(step.words)
            return step

        self._act(heard)
        return "".join(said)
