"""Find who says what: the speaker, the cue that shows it, and the words that are theirs.

After the cue, content and source of Citron (BBC, 2018) and the PARC 3.0 guidelines (Pareti 2012):
a cue is found first (`reporting`), what is said is taken from the parse around it and widened to
the quotations it touches (`quotations`), and the speaker is traced to its fullest mention last
(`speakers`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.model import Manner, Span
from workbench.splitting.parse import Paragraph
from workbench.splitting.quotations import Quotation, quotations
from workbench.splitting.reporting import Report, reports
from workbench.splitting.speakers import Speakers


@dataclass(frozen=True, slots=True)
class Attribution:
    """Something that the article puts in someone's mouth or mind."""

    speaker: Span | None
    """The fullest mention, where the evidence is strong; the words at the cue otherwise."""
    cue: Span | None
    """`said`, `according to`; None for a quotation that only runs on."""
    contents: tuple[Span, ...]
    """What was said, without cue and speaker; several runs where the cue interrupts it.

    A hedge that names no speaker (`is said to`, `reportedly`) stays in what is said.
    """
    manner: Manner
    mention: Span | None = None
    """The speaker as it stands at the cue, `he` or `a spokesman for the group, John Smith`."""
    attitude: bool = False
    """A stance, not a statement: the words of `contents` are no claim of the speaker's."""


def attributions(
    paragraphs: Sequence[Paragraph], *, attitudes: bool = False
) -> tuple[Attribution, ...]:
    """Return the attributions of an article, in the order of their first words.

    With `attitudes` also what is no statement but a stance: wants, attacks, calls for.
    """
    if not paragraphs:
        return ()
    spans = [paragraph.span for paragraph in paragraphs]
    quoted = quotations([paragraph.doc.text for paragraph in paragraphs], spans)
    speakers = Speakers(paragraphs, quoted)
    found: list[Attribution] = []
    for number, paragraph in enumerate(paragraphs):
        here = [quotation for quotation in quoted if quotation.paragraph == number]
        found.extend(
            _attribution(report, number, paragraph, here, speakers)
            for report in reports(paragraph.doc, paragraph.span.start, here, attitudes=attitudes)
        )
    found = _run_on(_outside_quotations(found, quoted), quoted, paragraphs)
    return tuple(sorted(found, key=lambda attribution: attribution.contents))


def _attribution(
    report: Report,
    number: int,
    paragraph: Paragraph,
    quoted: Sequence[Quotation],
    speakers: Speakers,
) -> Attribution:
    contents = tuple(_widened(span, quoted) for span in report.contents)
    mention = speaker = None
    if report.source is not None:
        mention = speakers.mention(number, report.source.at_cue)
        speaker = speakers.speaker(number, report.source.head)
    return Attribution(
        speaker, report.cue, _merged(contents), report.manner, mention, attitude=report.attitude
    )


def _widened(span: Span, quoted: Sequence[Quotation]) -> Span:
    """Return the span with the quotations in it made whole."""
    start, end = span.start, span.end
    for quotation in quoted:
        if quotation.span.start < end and quotation.span.end > start:
            start, end = min(start, quotation.span.start), max(end, quotation.span.end)
    return Span(start, end)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _outside_quotations(
    found: Sequence[Attribution], quoted: Sequence[Quotation]
) -> list[Attribution]:
    """Drop what is reported inside a quotation: all of it is the quoted speaker's."""
    return [
        attribution
        for attribution in found
        if attribution.cue is None
        or not any(
            quotation.span.start < attribution.cue.start
            and attribution.cue.end <= quotation.span.end
            for quotation in quoted
        )
    ]


def _run_on(
    found: list[Attribution], quoted: Sequence[Quotation], paragraphs: Sequence[Paragraph]
) -> list[Attribution]:
    """Give the quotations that nobody claims to the one who spoke before."""
    for quotation in quoted:
        if not quotation.whole or _covered(quotation.span, found):
            continue
        before = [
            attribution
            for attribution in found
            if attribution.contents[0].start < quotation.span.start
        ]
        last = max(before, key=lambda attribution: attribution.contents[-1].end, default=None)
        start = paragraphs[quotation.paragraph].span.start
        if last is None or last.speaker is None:
            continue
        near = last.contents[-1].start >= start or (
            last.cue is not None and last.cue.start >= start
        )
        if near or quotation.continues or quotation.span.start == start:
            found.append(
                replace(
                    last, cue=None, contents=(quotation.span,), manner=Manner.SAID, mention=None
                )
            )
    return found


def _covered(span: Span, found: Sequence[Attribution]) -> bool:
    return any(
        content.start < span.end and span.start < content.end
        for attribution in found
        for content in attribution.contents
    )
