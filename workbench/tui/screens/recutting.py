"""Claims re-cut in a review: made in the background, drawn at once, written behind."""

from textual import on

from workbench.model import LeftOut, RecutAct
from workbench.review.edges import Edges, sentence_at
from workbench.review.picking import picked
from workbench.review.recutting import Cut, merging, objection, recut
from workbench.tui.background import Background
from workbench.tui.model_loading import ModelLoading
from workbench.tui.parts import Parts
from workbench.tui.screens.taking import TakingScreen
from workbench.tui.widgets.article_pane import ArticlePane
from workbench.tui.writer import Writer

CUTTING = "Cutting: the article is read for speaker, figures and rank…"
STILL_CUTTING = "A cut is still being made; {undo} can take it back when it is done."
ELSEWHERE = "The claim was not cut: another article is open."
NO_CLAIM = "No claim is selected."


class RecuttingScreen(TakingScreen):
    """Narrows, widens, splits, merges, adds, withdraws and promotes."""

    def __init__(
        self, parts: Parts, writer: Writer, background: Background, model: ModelLoading
    ) -> None:
        super().__init__(parts, writer, background)
        self._model = model
        self.cutting = 0
        """How many cuts are being made in the background."""

    def action_undo(self) -> None:
        """Take back the last act; nothing from before a cut that is still being made."""
        if self.cutting:
            self._say(self._keymap.words(STILL_CUTTING))
        else:
            super().action_undo()

    def action_recut(self) -> None:
        """Choose other words for the selected claim."""
        session = self.session
        if session is None or session.current is None:
            self._say(NO_CLAIM)
            return
        claim = session.current.claim
        self._choose(Edges(session.article.text, claim.spans), claim_id=claim.id)

    def action_add_claim(self) -> None:
        """Choose the words of a new claim: those that the mouse selected, or a sentence."""
        session = self.session
        if session is None:
            return
        text, claim = session.article.text, session.current
        span = self.query_one(ArticlePane).selected_span
        if span is not None:
            self._choose(Edges(text, (span,)).selected(span.start, span.end))
            return
        sentence = sentence_at(text, claim.claim.spans[-1].end if claim else 0)
        if sentence is None:
            self._say("The article has no words.")
        else:
            self._choose(Edges(text, (sentence,)))

    def action_merge(self) -> None:
        """Make one claim of those that are picked."""
        if self.session is not None:
            self._cut(merging(self.session, [one.claim.id for one in picked(self.session)]))

    def action_withdraw(self) -> None:
        """Take the selected claim, or those that are picked, off the list: they are none."""
        session = self.session
        if session is None:
            return
        several = picked(session) or tuple(filter(None, [session.current]))
        cut = Cut(RecutAct.WITHDRAWN, tuple(one.claim.id for one in several))
        stamp = self._parts.stamp()
        self._act(lambda now: recut(now, cut, (), stamp=stamp))

    def action_left_out(self) -> None:
        """Show what is no claim; what is chosen there becomes one."""
        from workbench.tui.screens.left_out import LeftOutScreen  # the review starts without it

        if self.session is not None:
            session = self.session
            screen = LeftOutScreen(session.article, session.left_out, session.furniture)
            self.app.push_screen(screen, self._promote)

    def _promote(self, chosen: LeftOut | None) -> None:
        if chosen is not None:
            self._cut(Cut(RecutAct.PROMOTED, (), (chosen.spans,)))

    def _choose(self, edges: Edges, *, claim_id: str | None = None) -> None:
        """Open the article to choose words in."""
        from workbench.tui.screens.recut import RecutScreen  # the review starts without it

        session = self.session
        if session is None:
            return

        def objected(cut: Cut) -> str:
            return objection(self.session, cut) if self.session is not None else ELSEWHERE

        claim = session.cuts.claim(claim_id) if claim_id else None
        screen = RecutScreen(session.article, edges, objected, claim=claim)
        self.app.push_screen(screen, self._chosen)

    def _chosen(self, cut: Cut | None) -> None:
        if cut is not None:
            self._cut(cut)

    def _cut(self, cut: Cut) -> None:
        """Have the claims made, unless something stands in the way."""
        session = self.session
        if session is None:
            return
        if words := objection(session, cut):
            self._say(words)
            return
        of = [claim for id_ in cut.taken if (claim := session.cuts.claim(id_)) is not None]
        self.cutting += 1
        self._say(CUTTING)
        self._background.make_claims(session.article, cut, of, self.post_message)

    @on(Background.ClaimsMade)
    def _claims_made(self, message: Background.ClaimsMade) -> None:
        self.cutting -= 1
        if self.session is None or self.session.article.id != message.article_id:
            self._say(ELSEWHERE, failed=True)
            return
        stamp = self._parts.stamp()
        self._act(lambda now: recut(now, message.cut, message.claims, stamp=stamp))
        made = self.session.history.act(stamp.entry_id)
        if made is not None:
            post, model = self.post_message, self._model
            model.ask(lambda: self._background.encode_made(made, model, post))

    @on(Background.ClaimsNotMade)
    def _claims_not_made(self, message: Background.ClaimsNotMade) -> None:
        self.cutting -= 1
        self._say(f"Nothing was cut: {message.error}", failed=True)

    @on(Background.MadeEncoded)
    def _made_encoded(self, message: Background.MadeEncoded) -> None:
        """Look for past claims by meaning too."""
        for claim_id in message.claim_ids:
            self._matches.pop(claim_id, None)
        if self.session is not None and self.session.selected in message.claim_ids:
            self._ask_for_matches()
