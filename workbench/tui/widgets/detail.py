"""Everything that is known about the selected claim."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.model import Claim, Figure, Manner, ReviewedClaim
from workbench.tui.status import status_piece
from workbench.tui.text import Mark, Piece, lines, marked, styled

_LABEL = "$text-muted"
_BRACKET = "$text-accent italic"
_WIDE = 12
"""Columns of the labels."""


class Detail(VerticalScroll):
    """The claim's text, who says it and how, its figures, its rank, its verdict."""

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        self.border_title = "Claim"
        yield Static(id="detail-text")

    def show(self, claim: ReviewedClaim | None) -> None:
        """Show a claim, or that none is listed."""
        content = claim_in_full(claim) if claim else styled(("No claim is listed.", _LABEL))
        self.query_one("#detail-text", Static).update(content)
        self.scroll_home(animate=False)


def claim_in_full(claim: ReviewedClaim) -> Content:
    """Return what the pane shows of a claim."""
    brackets = [
        Mark(bracket.at.start, bracket.at.end, _BRACKET) for bracket in claim.claim.brackets
    ]
    return lines(
        [
            marked(claim.claim.text, brackets, style="bold"),
            styled(""),
            *_verdict(claim),
            *_spoken(claim.claim),
            *(_labelled("figure", figure_in_words(figure)) for figure in claim.claim.figures),
            _labelled("rank", rank_in_words(claim.claim)),
            *([_labelled("quote", claim.quote)] if claim.quote != claim.claim.text else []),
            _labelled("id", claim.claim.id),
        ]
    )


def figure_in_words(figure: Figure) -> str:
    """Return the words as they stand, and what they were read as."""
    if figure.value is None:
        return f"{figure.text} ({figure.kind})"
    value = f"{figure.value:,.10g}"
    read = " ".join(part for part in (figure.hedge, value, figure.unit) if part)
    return f"{figure.text} = {read} ({figure.kind})" if read != figure.text else figure.text


def rank_in_words(claim: Claim) -> str:
    """Return how much the claim is worth checking, with the reasons."""
    reasons = ", ".join(claim.checkability.reasons) or "nothing that can be measured"
    return f"{claim.checkability.score:.2f}: {reasons}"


def _verdict(claim: ReviewedClaim) -> list[Content]:
    decision = claim.decision
    if decision is None:
        parts = [_labelled("verdict", status_piece(claim.status))]
        return parts + ([_labelled("noted", claim.noted)] if claim.noted else [])
    parts = [_labelled("verdict", status_piece(claim.status))]
    if decision.confidence:
        parts.append(_labelled("confidence", decision.confidence.value))
    if decision.reason:
        parts.append(_labelled("reason", decision.reason))
    parts.append(_labelled("by", f"{decision.analyst}, {decision.at:%-d %b %Y %H:%M} UTC"))
    return parts


def _spoken(claim: Claim) -> list[Content]:
    if claim.speaker is None and claim.manner is Manner.ASSERTED:
        return [_labelled("speaker", "the article itself")]
    how = f"{claim.manner} (“{claim.cue}”)" if claim.cue else f"{claim.manner}"
    return [
        _labelled("speaker", claim.speaker or "not named"),
        _labelled("manner", how),
    ]


def _labelled(label: str, value: Piece) -> Content:
    return styled((label.ljust(_WIDE), _LABEL), value)
