"""Choosing the words of a claim: edges moved, the claim split, words drawn with the mouse."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, Static

from workbench.model import Article, Claim, RecutAct
from workbench.review.edges import Edges
from workbench.review.recutting import Cut, reshaped
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import Piece, lines, on_one_line, styled
from workbench.tui.widgets.cut_pane import CutPane

NEW = "Add a claim: move the edges, or draw over its words"
ANEW = "Re-cut. What is new begins unreviewed; a verdict stays with what it was"
_SHOWN = 4
"""Claims of which the text is shown below the article."""


class RecutScreen(LeftOnce[Cut | None]):
    """Gives what is to be cut; None where it was left."""

    AT = Place.RECUT
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.RECUT),
        Binding("enter", "keep", "keep", key_display="Enter"),
    ]
    AUTO_FOCUS = "#cut"

    def __init__(
        self,
        article: Article,
        edges: Edges,
        objection: Callable[[Cut], str],
        *,
        claim: Claim | None = None,
    ) -> None:
        """Begin with these edges: those of a claim, or of words that are none yet."""
        super().__init__()
        self._article = article
        self._first = self._edges = edges
        self._objection = objection
        self._claim = claim

    def compose(self) -> ComposeResult:
        """A heading, the article, what the claims will read, and what stands in the way."""
        yield Static(styled((ANEW if self._claim else NEW, "bold")), id="screen-title")
        yield CutPane(id="cut")
        yield Static(id="cut-text")
        yield Static(id="said")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Draw."""
        self._show(self._edges)

    def action_word_on(self) -> None:
        """Move the edge in hand on by a word."""
        self._show(self._edges.by_words(1))

    def action_word_back(self) -> None:
        """Move it back by a word."""
        self._show(self._edges.by_words(-1))

    def action_sentence_on(self) -> None:
        """Move the edge in hand on by a sentence."""
        self._show(self._edges.by_sentences(1))

    def action_sentence_back(self) -> None:
        """Move it back by a sentence."""
        self._show(self._edges.by_sentences(-1))

    def action_turn(self, steps: int) -> None:
        """Take another edge in hand."""
        self._show(self._edges.turned(steps))

    def action_split(self) -> None:
        """Begin a further claim within."""
        split = self._edges.split()
        self._show(split, said="" if split != self._edges else "One word cannot be split.")

    def action_join(self) -> None:
        """Take a cut away."""
        joined = self._edges.joined()
        self._show(joined, said="" if joined != self._edges else "Nothing is split here.")

    def action_reset(self) -> None:
        """Begin anew."""
        self._show(self._first)

    def action_scroll(self, steps: int) -> None:
        """Read on in the article."""
        self.query_one(CutPane).scroll_relative(y=steps, animate=False)

    @on(CutPane.Dragged)
    def _dragged(self, message: CutPane.Dragged) -> None:
        self._show(self._edges.selected(message.start, message.end))

    @on(CutPane.Clicked)
    def _clicked(self, message: CutPane.Clicked) -> None:
        self._show(self._edges.to(message.offset))

    def action_keep(self) -> None:
        """Make the claims, unless something stands in the way."""
        cut = self._cut()
        if words := self._objection(cut):
            self._say(words)
        else:
            self.dismiss(cut)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def _cut(self) -> Cut:
        pieces = self._edges.pieces
        if self._claim is not None:
            return reshaped(self._claim, pieces)
        return Cut(RecutAct.ADDED, (), (self._edges.spans,))

    def _show(self, edges: Edges, *, said: str = "") -> None:
        self._edges = edges
        self.query_one(CutPane).show_edges(self._article, edges)
        self.query_one("#cut-text", Static).update(self._texts())
        hand = {"start": "The start moves.", "end": "The end moves."}
        self._say(said or hand.get(edges.hand_in_words, "The cut moves."))

    def _texts(self) -> Content:
        pieces = self._edges.pieces
        shown: list[Content] = []
        for number, piece in enumerate(pieces[:_SHOWN], 1):
            label: Piece = (f"{number}  " if len(pieces) > 1 else "", "$text-accent")
            shown.append(styled(label, (on_one_line(self._article.quote(piece)), "bold")))
        if len(pieces) > _SHOWN:
            shown.append(styled((f"and {len(pieces) - _SHOWN} more", "$foreground-muted")))
        return lines(shown)

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(styled(words))
