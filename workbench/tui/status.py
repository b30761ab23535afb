"""How a status looks: glyph, word and colour, so that none of them carries it alone."""

from workbench.model import Status
from workbench.tui.text import Piece

STYLES = {
    Status.VERIFIED: "$text-success",
    Status.DISPUTED: "$text-error",
    Status.UNCONFIRMED: "$text-warning",
    Status.UNREVIEWED: "$foreground-muted",
}


def status_piece(status: Status) -> Piece:
    """Return glyph and word in the status's colour."""
    return (f"{status.glyph} {status}", STYLES[status])
