"""Find who says what: the speaker, the cue that shows it, and the words that are theirs.

After the cue, content and source of Citron (BBC, 2018) and the PARC 3.0 guidelines (Pareti 2012):
a cue is found first (`reporting`), what is said is taken from the parse around it and widened to
the quotations it touches (`quotations`), and the speaker is traced to its fullest mention last
(`speakers`).
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.model import Manner, Span
from workbench.splitting.parse import Paragraph
from workbench.splitting.passage import Passage
from workbench.splitting.quotations import Quotation, quotations
from workbench.splitting.reporting import Report, reports
from workbench.splitting.speakers import Speakers
from workbench.splitting.transcripts import turns


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
    quoted = tuple(each for each in quoted if not each.title)
    speakers = Speakers(paragraphs, quoted)
    by_paragraph: dict[int, list[Quotation]] = defaultdict(list)
    for quotation in quoted:
        by_paragraph[quotation.paragraph].append(quotation)
    found: list[Attribution] = []
    for number, paragraph in enumerate(paragraphs):
        passage = Passage(paragraph.doc, paragraph.span.start, by_paragraph[number])
        said: list[Attribution] = []
        for report in reports(passage, attitudes=attitudes):
            nested = any(_touches(each.contents, report.cue) for each in said)
            said.append(_attribution(report, number, passage, speakers, nested=nested))
        found.extend(_in_turn(said))
    found.extend(_turns(paragraphs, speakers))
    found.extend(_running_on(found, quoted, paragraphs, speakers))
    return tuple(sorted(found, key=lambda attribution: attribution.contents))


def _attribution(
    report: Report,
    number: int,
    passage: Passage,
    speakers: Speakers,
    *,
    nested: bool,
) -> Attribution:
    contents = tuple(_widened(span, passage.quotations) for span in report.contents)
    mention = speaker = None
    if report.source is not None:
        mention = speakers.mention(number, report.source, report.verb)
        speaker = speakers.speaker(number, report.source, report.verb, nested=nested)
    return Attribution(
        speaker, report.cue, _merged(contents), report.manner, mention, attitude=report.attitude
    )


def _in_turn(said: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield attributions, a hedge inside what someone says with that speaker for its own.

    "A spokesman said it was believed that the crash was an accident": nobody else is named.
    """
    for each in said:
        outer = None
        if each.speaker is None and each.cue is not None:
            around = [o for o in said if o.speaker is not None and _touches(o.contents, each.cue)]
            outer = min(around, key=_extent, default=None)
        yield each if outer is None else replace(each, speaker=outer.speaker, mention=outer.mention)


def _extent(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.contents)


def _turns(paragraphs: Sequence[Paragraph], speakers: Speakers) -> Iterator[Attribution]:
    """Yield what is said in a conversation that is printed like a play."""
    for number, (name, colon, words) in turns(paragraphs).items():
        start = paragraphs[number].span.start
        label = paragraphs[number].doc.text[name.start - start : name.end - start]
        speaker = speakers.named(name, label)
        yield Attribution(speaker, colon, (words,), Manner.SAID, name)


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


def _running_on(
    found: Sequence[Attribution],
    quoted: Sequence[Quotation],
    paragraphs: Sequence[Paragraph],
    speakers: Speakers,
) -> Iterator[Attribution]:
    """Yield the quotations that no cue claims, each with the one who spoke before it."""
    contents = _merged([span for each in found for span in each.contents])
    left = [each for each in quoted if each.whole and not _touches(contents, each.span)]
    if not left:
        return
    starts = [
        paragraph.span.start + sentence.start_char
        for paragraph in paragraphs
        for sentence in paragraph.doc.sents
    ]
    outer = [each for each in found if not (each.cue and _touches(contents, each.cue))]
    ends: list[tuple[int, Span | None]] = [
        (_end(each), each.speaker) for each in outer if each.speaker is not None
    ]
    ends.sort(key=_place)
    for quotation in left:
        place = bisect_left(ends, quotation.span.start, key=_place)
        end, speaker = ends[place - 1] if place else (0, None)
        between = bisect_left(starts, quotation.span.start) - bisect_left(starts, end)
        if (between > 0 or quotation.introduced) and not quotation.continues:
            before = speakers.subject_before(quotation)
            near = end >= paragraphs[max(quotation.paragraph - 1, 0)].span.start
            near = near and not quotation.introduced
            speaker = before or (speaker if near else None)
        yield Attribution(speaker, None, (quotation.span,), Manner.SAID)
        insort(ends, (quotation.span.end, speaker), key=_place)


def _place(end: tuple[int, Span | None]) -> int:
    return end[0]


def _end(attribution: Attribution) -> int:
    """Return where an attribution ends: its words, cue and speaker."""
    spans = [*attribution.contents, attribution.cue, attribution.mention]
    return max(span.end for span in spans if span is not None)


def _touches(merged: Sequence[Span], span: Span) -> bool:
    """Tell whether a span shares a letter with any of the merged spans, in order."""
    place = bisect_left(merged, span.end, key=lambda each: each.start)
    return place > 0 and merged[place - 1].end > span.start
