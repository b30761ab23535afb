"""The report for an editor to read: Markdown, in CommonMark with one table."""

from collections.abc import Iterable, Iterator

from workbench.model import (
    Article,
    Decision,
    Match,
    Report,
    ReportSection,
    ReviewedClaim,
    name_of,
)
from workbench.reporting import particulars, wording
from workbench.reporting.markdown_text import address, code, escaped, quotation


def render_markdown(report: Report) -> str:
    """Return the report in Markdown, ending in one line feed.

    Everything that is not ours (text, quotes, names, reasons, the filter) is escaped, so it shows
    letter for letter; control characters show as pictures (see `workbench.visible`).
    """
    lines = [*_head(report), *_totals(report)]
    sentence = wording.nothing_shown(report)
    if sentence:
        lines += [sentence, ""]
    for section in report.sections:
        lines += _section(section, alone=len(report.sections) == 1)
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(report: Report) -> Iterator[str]:
    yield "# Claim status report"
    yield ""
    for section in report.sections:
        yield f"- **Article:** {escaped(section.article.title)}"
        yield from (f"  - {line}" for line in _identity(section.article))
    yield f"- **Filter:** {escaped(report.filter)}"
    yield f"- **Excluded by the filter:** {wording.claims(wording.excluded(report))}"
    yield f"- **Made:** {_time(wording.moment(report.made_at))} by {escaped(report.made_by)}"
    yield f"- **Program:** {wording.PROGRAM} {escaped(report.version)}"
    entries = wording.counted(report.head.number, "entry", "entries")
    newest = f", the newest with SHA-256 {code(report.head.sha256)}" if report.head.number else ""
    yield f"- **Ledger:** {entries}{newest}"
    yield ""


def _identity(article: Article) -> Iterator[str]:
    if article.author:
        yield f"**Author:** {escaped(article.author)}"
    if article.publisher:
        yield f"**Publisher:** {escaped(article.publisher)}"
    if article.published:
        yield f"**Published:** {article.published.isoformat()}"
    if article.url:
        yield f"**Address:** {address(article.url)}"
    if article.language:
        yield f"**Language:** {escaped(name_of(article.language))}"
    yield f"**SHA-256 of the text:** {code(article.id)}"


def _totals(report: Report) -> Iterator[str]:
    shown = wording.shown_tally(report)
    yield f"**{wording.totals(report.tally)}.**{_nobody_reviewed(report.tally.unreviewed)}"
    yield ""
    yield "| Status | All claims | In this report |"
    yield "|:---|---:|---:|"
    for status, count in report.tally.counts:
        in_report = wording.count_of(shown, status)
        yield f"| {wording.status_with_glyph(status)} | {count:,} | {in_report:,} |"
    yield f"| all | {report.tally.total:,} | {shown.total:,} |"
    yield ""


def _nobody_reviewed(unreviewed: int) -> str:
    if not unreviewed:
        return ""
    return f" Nobody has reviewed {unreviewed:,} of them."


def _section(section: ReportSection, *, alone: bool) -> Iterator[str]:
    yield f"## {escaped(section.article.title)}"
    yield ""
    if not alone:
        yield f"{wording.totals(section.tally)}."
        yield ""
    if not section.claims:
        yield wording.nothing_in(section)
        yield ""
    for number, item in enumerate(section.claims, start=1):
        yield from _claim(number, item)
    if section.pairs:
        yield from _pairs(section)
    if section.left_out or section.furniture:
        yield from _left_out(section)


def _claim(number: int, item: ReviewedClaim) -> Iterator[str]:
    claim = item.claim
    yield f"### {number}. {wording.status_with_glyph(item.status)}"
    yield ""
    yield f"**{escaped(claim.text)}**"
    yield ""
    yield from quotation(item.quote)
    yield ""
    yield f"- **Place:** characters {wording.offsets(claim.spans)} of the article"
    yield f"- **Speaker:** {escaped(wording.speaker(claim))}"
    if claim.figures:
        figures = "; ".join(map(wording.figure, claim.figures))
        yield f"- **Figures:** {escaped(figures)}"
    if claim.dates:
        dates = "; ".join(map(wording.date, claim.dates))
        yield f"- **Dates:** {escaped(dates)}"
    if item.decision:
        yield from _decision(item.decision)
    yield from _gathered(item)
    yield f"- **Checkability:** {escaped(wording.checkability(claim))}"
    if why := wording.open_question(item):
        yield f"- **Open question:** {escaped(why)}"
    yield f"- **Claim:** {code(claim.id)}"
    for title, lines in particulars.groups(item):
        if title == particulars.MATCHES:
            yield from _matches(item.matches)
            continue
        yield f"- **{title}:**"
        yield from (f"  - {escaped(line)}" for line in lines)
    yield ""


def _gathered(item: ReviewedClaim) -> Iterator[str]:
    if item.said:
        yield f"- **That it was said:** {escaped(wording.judgement(item.said))}"
    if item.noted:
        yield f"- **Noted:** {escaped(item.noted)}"
    if item.note:
        yield f"- **Note:** {escaped(item.note.text)}"
    if item.tags:
        yield f"- **Tags:** {escaped(', '.join(item.tags))}"


def _decision(decision: Decision) -> Iterator[str]:
    yield f"- **Verdict:** {decision.verdict}"
    yield f"- **Reason:** {escaped(decision.reason) if decision.reason else 'none given'}"
    yield f"- **Confidence:** {decision.confidence or 'not stated'}"
    yield f"- **Analyst:** {escaped(decision.analyst)}, {_time(wording.moment(decision.at))}"


def _matches(matches: Iterable[Match]) -> Iterator[str]:
    for place, match in enumerate(matches):
        if not place:
            yield "- **Similar past claims:**"
        past = match.past
        stands = (wording.link(match), wording.past_verdict(match))
        words = " · ".join(escaped(part) for part in stands if part)
        yield f"  - **{match.score:.2f}** {words}: {escaped(past.text)}"
        if match.differences:
            yield f"    - **differs:** {escaped(wording.differences(match))}"
        origin = (
            escaped(past.speaker) if past.speaker else None,
            escaped(past.source) if past.source else None,
            past.date.isoformat() if past.date else None,
            address(past.address) if past.address else None,
        )
        if any(origin):
            yield f"    - **from:** {', '.join(part for part in origin if part)}"
        if past.reason:
            yield f"    - **reason then:** {escaped(past.reason)}"


def _pairs(section: ReportSection) -> Iterator[str]:
    places = {item.claim.id: place for place, item in enumerate(section.claims, start=1)}
    yield "### Within the article"
    yield ""
    yield "Claims of the article that repeat each other but for wording, or contradict each other."
    yield ""
    for pair in section.pairs:
        yield f"- **{escaped(wording.pair(pair))}** ({pair.score:.2f})"
        for claim in (pair.first, pair.second):
            place = f"{places[claim.id]}. " if claim.id in places else ""
            yield f"  - {place}{escaped(claim.text)} ({code(claim.id)})"
        if pair.differences:
            yield f"  - **differs:** {escaped(wording.differences(pair))}"
    yield ""


def _left_out(section: ReportSection) -> Iterator[str]:
    yield "### Left out"
    yield ""
    if section.left_out:
        yield "Statements of the article that did not become claims, each with the reason."
        yield ""
        for item in section.left_out:
            quote = escaped(section.article.quote(item.spans))
            yield f"- **{item.reason}:** {quote} (characters {wording.offsets(item.spans)})"
        yield ""
    if section.furniture:
        yield wording.around(section)
        yield ""
        yield from (f"- **{one.words}:** {escaped(one.text)}" for one in section.furniture)
        yield ""


def _time(moment: str) -> str:
    return moment.replace("T", " ").replace("Z", " UTC")
