"""Past claims beside the selected claim: looked for, chosen, accepted or rejected, over time."""

from collections.abc import Callable
from functools import partial

from textual import on
from textual.timer import Timer

from workbench.model import ClaimPair, LinkAnswer, Match
from workbench.review.acts import Step
from workbench.review.linking import link, reason_offered, with_answers
from workbench.review.session import Session
from workbench.tui.background import Background
from workbench.tui.parts import Parts
from workbench.tui.screens.gathering import GatheringScreen
from workbench.tui.widgets.matches import Matches
from workbench.tui.widgets.workspace import Workspace
from workbench.tui.writer import Writer

HOW_TO_ANSWER = (
    "Choose a past claim with {next_match} and {previous_match}; "
    "then {accept} accepts it, {reject} rejects it."
)
REST_SECONDS = 0.15
"""How long the analyst rests before anything is looked for: one who moves on waits for nothing."""


class MatchingScreen(GatheringScreen):
    """Shows what is similar to the selected claim, and takes the analyst's answers."""

    def __init__(self, parts: Parts, writer: Writer, background: Background) -> None:
        super().__init__(parts, writer)
        self._background = background
        self._matches: dict[str, tuple[Match, ...]] = {}
        self._pairs: tuple[ClaimPair, ...] = ()
        self.rest_seconds = REST_SECONDS
        self._looking: Timer | None = None
        """Runs out when past claims are to be looked for."""

    # Answering

    def action_next_match(self) -> None:
        """Choose the next past claim."""
        self.query_one(Workspace).choose_match(1)

    def action_previous_match(self) -> None:
        """Choose the past claim before."""
        self.query_one(Workspace).choose_match(-1)

    def action_accept(self) -> None:
        """Accept the chosen past claim: it is about the same; the verdict stays the analyst's."""
        self._answer(LinkAnswer.ACCEPTED)

    def action_reject(self) -> None:
        """Reject the chosen past claim: it is about something else."""
        self._answer(LinkAnswer.REJECTED)

    def action_past_reason(self) -> None:
        """Offer the accepted past claim's verdict, reason, date and address as a reason."""
        match = self._chosen_match()
        if match is None:
            return
        if match.link is None or match.link.answer is not LinkAnswer.ACCEPTED:
            words = "Accept the past claim with {accept} first; then its verdict is offered here."
            self._say(self._keymap.words(words))
        elif offered := reason_offered(match.past):
            self._ask_for_reason(offered=offered)
        else:
            self._say("Nobody has given that past claim a verdict.")

    def _answer(self, answer: LinkAnswer) -> None:
        match = self._chosen_match()
        if match is not None:
            stamp = self._parts.stamp()
            matches = self.query_one(Matches)
            place = matches.place
            self._act(lambda session: link(session, match, answer, stamp=stamp))
            if place is not None:  # what is rejected sinks; the next one is asked about
                matches.choose_place(place)

    def _chosen_match(self) -> Match | None:
        """Return the chosen past claim; where none is in view, bring them there and say how."""
        match = self.query_one(Workspace).chosen_match
        if match is None and self.session is not None:
            self.query_one(Workspace).choose_match(0)
            known = self._matches.get(self.session.selected or "")
            how = self._keymap.words(HOW_TO_ANSWER)
            self._say("No past claim is there to answer." if known == () else how)
        return match

    def _act(self, act: Callable[[Session], Step]) -> None:
        super()._act(act)
        self._show_known_matches()

    # Over time

    def action_timeline(self) -> None:
        """Show how the figures of the selected claim changed."""
        from workbench.tui.screens.timeline import TimelineScreen  # the review starts without it

        claim = self.session.current if self.session else None
        if claim is not None:
            screen = TimelineScreen(claim.claim, self._background, self._parts.similar.is_stale)
            self.app.push_screen(screen)

    # Looking for them

    def _another_selected(self) -> None:
        self._show_pairs()
        self._ask_for_matches()

    def _forget_matches(self) -> None:
        """Look anew: the store has changed."""
        self._matches.clear()
        self._pairs = ()
        if self.session is not None:
            article_id = self.session.article.id
            self._when_at_rest(partial(self._background.find_pairs, article_id, self.post_message))

    def _ask_for_matches(self) -> None:
        if self._looking is not None:
            self._looking.stop()
        if self._gone or self._show_known_matches():
            return
        claim = self.session.current if self.session else None
        workspace = self.query_one(Workspace)
        if claim is None:
            workspace.say_of_matches("")
        else:
            workspace.say_of_matches("Looking for similar past claims…")
            self._looking = self._when_at_rest(
                partial(self._background.find_matches, claim, self.post_message)
            )

    def _when_at_rest(self, ask: Callable[[], None]) -> Timer | None:
        """Ask for something when the keys have rested; at once where that is no time at all."""
        if self.rest_seconds:
            return self.set_timer(self.rest_seconds, ask)
        ask()
        return None

    def _show_known_matches(self) -> bool:
        """Show the past claims with the answers that stand; tell whether they are known."""
        claim = self.session.current if self.session and not self._gone else None
        known = self._matches.get(claim.claim.id) if claim is not None else None
        if claim is None or known is None:
            return False
        self.query_one(Workspace).show_matches(with_answers(known, claim.links))
        return True

    def _show_pairs(self) -> None:
        selected = self.session.selected if self.session and not self._gone else None
        if selected is not None:
            pairs = [one for one in self._pairs if selected in {one.first.id, one.second.id}]
            self.query_one(Workspace).show_pairs(pairs, selected)

    @on(Background.MatchesFound)
    def _matches_found(self, message: Background.MatchesFound) -> None:
        self._matches[message.claim_id] = message.matches
        if self._is_selected(message.claim_id):
            self._show_known_matches()

    @on(Background.MatchesFailed)
    def _matches_failed(self, message: Background.MatchesFailed) -> None:
        if self._is_selected(message.claim_id):
            self.query_one(Workspace).say_of_matches(str(message.error), failed=True)

    @on(Background.PairsFound)
    def _pairs_found(self, message: Background.PairsFound) -> None:
        if self.session is not None and self.session.article.id == message.article_id:
            self._pairs = message.pairs
            self._show_pairs()

    @on(Background.PairsFailed)
    def _pairs_failed(self, message: Background.PairsFailed) -> None:
        if self.session is not None and self.session.article.id == message.article_id:
            self._say(str(message.error), failed=True)

    def _is_selected(self, claim_id: str) -> bool:
        return not self._gone and self.session is not None and self.session.selected == claim_id
