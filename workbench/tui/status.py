"""How a status, a link or a pair looks: glyph, word and colour, so that none carries it alone."""

from workbench.model import LinkStatus, PairKind, Status
from workbench.tui.text import Piece

STYLES = {
    Status.VERIFIED: "$text-success",
    Status.DISPUTED: "$text-error",
    Status.UNCONFIRMED: "$text-warning",
    Status.DISAGREEMENT: "$text-secondary",
    Status.UNREVIEWED: "$foreground-muted",
}

LINK_STYLES = {
    LinkStatus.ACCEPTED: "$text-success",
    LinkStatus.MATCH: "$text-accent",
    LinkStatus.SUGGESTED: "$foreground-muted",
    LinkStatus.WEAK: "$foreground-muted",
    LinkStatus.REJECTED: "$text-error",
}
PAIR_STYLES = {PairKind.REPEATS: "$foreground-muted", PairKind.CONTRADICTS: "$text-error"}


def status_piece(status: Status) -> Piece:
    """Return glyph and word in the status's colour."""
    return (f"{status.glyph} {status}", STYLES[status])


def link_piece(status: LinkStatus) -> Piece:
    """Return glyph and word of what an analyst made of a past claim, or of how near it is."""
    return (f"{status.glyph} {status}", LINK_STYLES[status])


def pair_piece(kind: PairKind) -> Piece:
    """Return glyph and word of how two claims of an article belong together."""
    return (f"{kind.glyph} {kind}", PAIR_STYLES[kind])
