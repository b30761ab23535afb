"""Comparing all claims of the article with past claims, for an order or a filter that asks."""

from textual import on

from workbench.model import ReviewedClaim
from workbench.review.filter import Filter
from workbench.review.order import Order
from workbench.review.session import Session
from workbench.tui.background import Background
from workbench.tui.screens.matching import MatchingScreen

BATCH = 20
"""Claims compared between two words of progress; a newly selected claim waits for no more."""


class ComparingScreen(MatchingScreen):
    """Has the claims compared in the background, and lists anew when all of them are."""

    _comparing = False
    """Whether the session waits for claims to be compared."""
    _stopped_at: tuple[Order, Filter] | None = None
    """What the comparing was stopped in; it is not begun again before that changes."""

    def _change(self, session: Session) -> None:
        super()._change(session)
        self._compare()

    def _forget_matches(self) -> None:
        super()._forget_matches()
        self._comparing = False
        self._compare()

    def _compare(self) -> None:
        """Compare what is not compared yet, where the list depends on it."""
        session = self.session
        needed = session is not None and (
            session.order.needs_matches or session.filter.needs_matches
        )
        if session is None or not needed:
            self._comparing = False
        elif self._stopped_at == (session.order, session.filter):
            self._list_compared()
        elif not self._comparing and any(self._left()):
            self._comparing = True
            self._compare_more()
        elif not self._comparing:
            self._list_compared()

    def _stop_comparing(self) -> str:
        """Compare no more claims; return what was stopped, empty where nothing was."""
        session = self.session
        if not self._comparing or session is None:
            return ""
        self._comparing = False
        self._stopped_at = (session.order, session.filter)
        self._background.stop_comparing()
        self._list_compared()
        total = len(session.claims)
        return f"comparing, after {total - len(self._left())} of {total} claims"

    def _left(self) -> list[ReviewedClaim]:
        claims = self.session.claims if self.session else ()
        return [claim for claim in claims if claim.claim.id not in self._matches]

    def _compare_more(self) -> None:
        left = self._left()
        total = len(self.session.claims) if self.session else 0
        done = f"{total - len(left)} of {total}"
        self._say(self._keymap.words(f"Comparing with past claims: {done}… {{stop}} stops it."))
        self._background.find_many_matches(left[:BATCH], self.post_message)

    def _list_compared(self) -> None:
        """List by what was found; what is listed so already stays as it is."""
        session = self.session
        if session is None or self._gone:
            return
        known = session.compared(self._matches)
        if known.claims != session.claims:
            self.session = known
            self._draw()

    @on(Background.ManyMatchesFound)
    def _many_found(self, message: Background.ManyMatchesFound) -> None:
        own = {claim.claim.id for claim in self.session.claims} if self.session else set()
        self._matches |= {id_: found for id_, found in message.matches.items() if id_ in own}
        if not self._comparing or self.session is None:
            return
        if self._left():
            self._compare_more()
            return
        self._comparing = False
        self._list_compared()
        self._say(f"Compared with past claims; listed {self.session.order}.")

    @on(Background.ManyMatchesFailed)
    def _many_failed(self, message: Background.ManyMatchesFailed) -> None:
        if self._comparing:
            self._comparing = False
            self._say(f"The claims could not be compared: {message.error}", failed=True)
