"""The list of claims with the panes beside it, or below it where there is room for only one."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from workbench.model import ClaimPair, Match, ReviewedClaim
from workbench.review.picking import picked
from workbench.review.session import Session
from workbench.tui.places import Place
from workbench.tui.widgets.article_pane import ArticlePane
from workbench.tui.widgets.claim_list import ClaimList
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.jump_list import JumpList
from workbench.tui.widgets.matches import Matches
from workbench.tui.widgets.pane_tabs import Pane, PaneTab, PaneTabs

_LIST = "claims"
LIST_ROWS = 8
"""Lines of the list over the panes, unless the analyst wants others."""
LIST_SHARE = 31
"""Share of the list beside the panes, in per cent, unless the analyst wants another."""


class Workspace(Container):
    """Shows a session; knows which pane is in view, and nothing of what the keys mean."""

    def __init__(self) -> None:
        super().__init__(classes=f"-show-{Pane.DETAIL.value}")
        self._drawn: ReviewedClaim | None = None
        self._empty = True
        self._count: int | None = None
        self.pane = Pane.DETAIL
        """The pane in front, where there is room for one."""
        self.list_rows = LIST_ROWS
        self.list_share = LIST_SHARE

    def compose(self) -> ComposeResult:
        """List, tabs and panes; the style sheet puts them in their places."""
        yield JumpList(id=_LIST)
        yield PaneTabs()
        yield ArticlePane(id=Pane.ARTICLE.value)
        yield Detail(id=Pane.DETAIL.value)
        yield Matches(id=Pane.MATCHES.value)

    def on_mount(self) -> None:
        """Begin with a pane in view."""
        self._show_pane(self.pane)

    def lay_out(self, place: Place) -> None:
        """Lay the panes out as they were when a review was left."""
        self.list_rows, self.list_share = place.list_rows, place.list_share
        if place.pane in set(Pane):
            self._show_pane(Pane(place.pane))
        self._give_room()

    def resize_list(self, steps: int) -> None:
        """Give the list a line more, or a share of the width where the panes are beside it."""
        if self.screen.has_class("-wide"):
            self.list_share = min(max(self.list_share + 4 * steps, 15), 70)
        else:
            self.list_rows = min(max(self.list_rows + steps, 2), max(self.size.height - 6, 2))
        self._give_room()

    def on_resize(self) -> None:
        """Keep the room that the list was given, whether panes are beside or below it."""
        self._give_room()

    def _give_room(self) -> None:
        """Lay over the style sheet what the analyst wants otherwise."""
        if (self.list_rows, self.list_share) == (LIST_ROWS, LIST_SHARE):
            self.styles.grid_rows = self.styles.grid_columns = None
        elif self.screen.has_class("-wide"):
            rest = 100 - self.list_share
            self.styles.grid_rows = "1fr 1fr"
            self.styles.grid_columns = f"{9 * self.list_share}fr {5 * rest}fr {4 * rest}fr"
        else:
            self.styles.grid_rows = f"{self.list_rows} 1 1fr"
            self.styles.grid_columns = "1fr"

    @property
    def page(self) -> int:
        """How many claims of the list are in view."""
        return self.query_one(ClaimList).page

    def show(self, session: Session) -> bool:
        """Draw a session; tell whether another claim is selected than was drawn before."""
        claim = session.current
        ids = frozenset(one.claim.id for one in picked(session))
        self.query_one(ClaimList).show(session.listed, session.position, ids)
        if self.query_one(ClaimList).border_subtitle != session.order.value:  # setting it draws
            self.query_one(ClaimList).border_subtitle = session.order.value
        before, self._drawn = self._drawn, claim
        if claim == before and not self._empty:
            return False
        self._empty = False
        self.query_one(Detail).show(claim)
        another = before is None or claim is None or claim.claim.id != before.claim.id
        if another:
            self.query_one(ArticlePane).show(session.article, claim.claim if claim else None)
        return another

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Show the past claims that are similar to the selected one."""
        self.query_one(Matches).show(matches)
        self._count_matches(len(matches))

    def say_of_matches(self, words: str, *, failed: bool = False) -> None:
        """Say why no past claims are shown."""
        self.query_one(Matches).say(words, failed=failed)
        self._count_matches(None)

    def show_pairs(self, pairs: Sequence[ClaimPair], claim_id: str) -> None:
        """Show the claims of the article that repeat or contradict the selected one."""
        self.query_one(Matches).show_pairs(pairs, claim_id)

    @property
    def chosen_match(self) -> Match | None:
        """The past claim that is chosen, where the pane is in view: nobody answers unseen."""
        matches = self.query_one(Matches)
        return matches.chosen if matches.display else None

    def choose_match(self, steps: int) -> None:
        """Choose a past claim further on; the first press only brings the pane into view."""
        matches = self.query_one(Matches)
        if matches.display:
            matches.action_choose(steps)
        else:
            self._show_pane(Pane.MATCHES)

    def focus_list(self) -> None:
        """Give the keys to the list."""
        self.query_one(f"#{_LIST}").focus()

    def jump(self) -> bool:
        """Show letters beside the claims in view; tell whether there is one."""
        return self.query_one(JumpList).jump()

    def turn(self) -> None:
        """Bring the next pane into view; the keys stay with the list, or go along."""
        focused = self.screen.focused
        self._show_pane(self.pane.next)
        if focused is not None and focused.id in set(Pane):
            self.query_one(f"#{self.pane.value}").focus()

    def go(self, steps: int) -> None:
        """Give the keys to a pane further on, or to the list."""
        stops = (_LIST, *(pane.value for pane in Pane))
        focused = self.screen.focused.id if self.screen.focused else None
        place = stops.index(focused) if focused in stops else 0
        wanted = stops[(place + steps) % len(stops)]
        if wanted != _LIST:
            self._show_pane(Pane(wanted))
        self.query_one(f"#{wanted}").focus()

    @on(PaneTab.Chosen)
    def _tab_chosen(self, message: PaneTab.Chosen) -> None:
        self._show_pane(message.pane)

    def _show_pane(self, wanted: Pane) -> None:
        self.pane = wanted
        self.update_classes({f"-show-{pane.value}": pane is wanted for pane in Pane})
        self.query_one(PaneTabs).show(wanted, matches=self._count)

    def _count_matches(self, count: int | None) -> None:
        self._count = count
        self.query_one(PaneTabs).show(self.pane, matches=count)
