"""Everything that is known about the selected claim."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.model import Claim, DateMention, Decision, Figure, ReviewedClaim, Status
from workbench.review.gathered import is_reported
from workbench.review.words import origin_in_words
from workbench.tui.status import status_piece
from workbench.tui.text import Mark, lines, marked, on_one_line, styled
from workbench.tui.widgets.evidence_rows import Row, evidence_rows
from workbench.tui.widgets.labelled import labelled

_LABEL = "$foreground-muted"
_BRACKET = "$text-accent italic"
_WIDE = 12
"""Columns of the labels."""


class Detail(VerticalScroll):
    """The claim's text, who says it and how, its figures, its rank, its verdict."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.border_title = "Claim"
        self._claim: ReviewedClaim | None = None

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        yield Static()

    def show(self, claim: ReviewedClaim | None) -> None:
        """Show a claim, or that none is listed."""
        self._claim = claim
        self._write()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._write()

    def _write(self) -> None:
        if not (width := self.scrollable_content_region.width):
            return  # not laid out yet: the first size writes it, and not a letter a line
        content = (
            claim_in_full(self._claim, width=width)
            if self._claim
            else styled(("No claim is listed.", _LABEL))
        )
        text = self.query_one(Static)
        fits = text.size.width > 0 and content.get_height({}, text.size.width) == text.size.height
        text.update(content, layout=not fits)  # which lays the screen out anew


def claim_in_full(claim: ReviewedClaim, *, width: int) -> Content:
    """Return what the pane shows of a claim."""
    brackets = [
        Mark(bracket.at.start, bracket.at.end, _BRACKET) for bracket in claim.claim.brackets
    ]
    rows = [*_verdict(claim), *_said(claim), *evidence_rows(claim.evidence), *_gathered(claim)]
    rows += _spoken(claim.claim)
    rows += [("figure", figure_in_words(figure)) for figure in claim.claim.figures]
    rows += [("date", date_in_words(date)) for date in claim.claim.dates]
    rows.append(("rank", rank_in_words(claim.claim)))
    if claim.quote != claim.claim.text:
        rows.append(("quote", claim.quote))
    rows += [("cut", origin_in_words(origin)) for origin in claim.lineage]
    rows.append(("id", claim.claim.id))
    return lines(
        [
            marked(claim.claim.text, brackets, style="bold"),
            styled(""),
            *(labelled((label, _LABEL), value, column=_WIDE, width=width) for label, value in rows),
        ]
    )


def figure_in_words(figure: Figure) -> str:
    """Return the words as they stand, and what they were read as."""
    if figure.value is None:
        return f"{figure.text} ({figure.kind})"
    value = f"{figure.value:,.10g}"
    read = " ".join(part for part in (figure.hedge, value, figure.unit) if part)
    if read.casefold() == figure.text.casefold():
        return f"{figure.text} ({figure.kind})"
    return f"{figure.text} = {read} ({figure.kind})"


def date_in_words(date: DateMention) -> str:
    """Return the words as they stand, and the day that they name."""
    if date.value is None or date.value == date.text:
        return date.text
    return f"{date.text} = {date.value}{'' if date.certain else ' (likely)'}"


def rank_in_words(claim: Claim) -> str:
    """Return how much the claim is worth checking, with the reasons."""
    reasons = ", ".join(claim.checkability.reasons) or "no reason to rank it higher"
    return f"{claim.checkability.score:.2f}: {reasons}"


def _verdict(claim: ReviewedClaim) -> list[Row]:
    decision = claim.decision
    label = "it is so" if is_reported(claim.claim) else "verdict"
    standing: Row = (label, status_piece(claim.status))
    noted: list[Row] = [("noted", claim.noted)] if claim.noted else []
    if decision is None:
        return [standing, *(row for voice in claim.verdicts for row in _voice(voice)), *noted]
    confidence: list[Row] = (
        [("confidence", decision.confidence.value)] if decision.confidence else []
    )
    reason: list[Row] = [("reason", decision.reason)] if decision.reason else []
    by: Row = ("by", f"{decision.analyst}, {decision.at:%-d %b %Y %H:%M} UTC")
    others = [row for voice in claim.verdicts[:-1] for row in _voice(voice)]
    return [standing, *confidence, *reason, by, *others, *noted]


def _voice(voice: Decision) -> list[Row]:
    """Return one analyst's own verdict beside others'."""
    sure = f", {voice.confidence} confidence" if voice.confidence else ""
    said = f"{Status.of(voice.verdict).glyph} {voice.verdict}{sure}, {voice.at:%-d %b %Y %H:%M} UTC"
    reason: list[Row] = [("", voice.reason)] if voice.reason else []
    return [(on_one_line(voice.analyst), said), *reason]


def _said(claim: ReviewedClaim) -> list[Row]:
    """Return the judgement of whether the speaker said it; none of what the article says itself."""
    said = claim.said
    if said is None:
        nothing = ("· not judged", _LABEL)
        return [("it was said", nothing)] if is_reported(claim.claim) else []
    by = f"{said.analyst}, {said.at:%-d %b %Y %H:%M} UTC"
    reason: list[Row] = [("", said.reason)] if said.reason else []
    return [("it was said", status_piece(Status.of(said.verdict))), *reason, ("", (by, _LABEL))]


def _gathered(claim: ReviewedClaim) -> list[Row]:
    tags: list[Row] = [("tags", " ".join(claim.tags))] if claim.tags else []
    note = claim.note
    if note is None:
        return tags
    by = f"{note.analyst}, {note.at:%-d %b %Y %H:%M} UTC"
    labels = ("note", *("" for _ in note.text.splitlines()[1:]))
    written: list[Row] = list(zip(labels, note.text.splitlines(), strict=True))
    return [*tags, *written, ("", (by, _LABEL))]


def _spoken(claim: Claim) -> list[Row]:
    if not is_reported(claim):
        return [("speaker", "the article itself")]
    cue = claim.cue if claim.cue != claim.manner else None
    how = f"{claim.manner} (“{cue}”)" if cue else f"{claim.manner}"
    return [("speaker", claim.speaker or "not named"), ("manner", how)]
