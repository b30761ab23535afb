"""Evidence beside its labels, as every pane shows it."""

from collections.abc import Iterable

from workbench.model import GivenEvidence, Stance
from workbench.review.evidence_fields import file_in_words, grade_in_words
from workbench.tui.text import Piece

STANCE_STYLES = {
    Stance.SUPPORTS: "$text-success",
    Stance.REFUTES: "$text-error",
    Stance.CONTEXT: "$text-accent",
}
_MUTED = "$foreground-muted"

Row = tuple[str, Piece]
"""A label and what stands beside it."""


def evidence_rows(evidence: Iterable[GivenEvidence]) -> list[Row]:
    """Return each piece of evidence: stance and source, then all that is known of it."""
    rows: list[Row] = []
    for given in evidence:
        label, *others = evidence_pieces(given)
        rows.append(("evidence", label))
        rows += [("", piece) for piece in others]
    return rows


def evidence_pieces(given: GivenEvidence) -> list[Piece]:
    """Return the lines of one piece of evidence."""
    one = given.evidence
    pieces: list[Piece] = [stance_piece(one.stance, one.source)]
    if one.quote:
        pieces.append(f"“{one.quote}”")
    if grade := grade_in_words(one):
        pieces.append((grade, _MUTED))
    if one.address:
        pieces.append((one.address, _MUTED))
    if one.file is not None:
        pieces.append((f"file {file_in_words(one.file)}", _MUTED))
    retrieved = f"retrieved {one.retrieved:%-d %b %Y}, " if one.retrieved else ""
    pieces.append((f"{retrieved}given by {given.analyst}, {given.at:%-d %b %Y}", _MUTED))
    return pieces


def stance_piece(stance: Stance, source: str) -> Piece:
    """Return glyph, word and source in the stance's colour."""
    return (f"{stance.glyph} {stance}: {source}", STANCE_STYLES[stance])
