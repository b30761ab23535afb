"""A report's facts as labels and words, for the forms that set them in rows."""

from collections.abc import Iterable, Iterator

from workbench.model import (
    Article,
    GivenEvidence,
    Match,
    Report,
    ReviewedClaim,
    Status,
    name_of,
)
from workbench.reporting import wording

MATCHES = "Similar past claims"
Fact = tuple[str, str]
"""A label and what stands beside it."""


def of_report(report: Report) -> Iterator[Fact]:
    """Yield what a report is: articles, filter, who made it, when and with what."""
    for section in report.sections:
        yield "Article", _article(section.article)
    excluded = wording.claims(wording.excluded(report))
    yield "Filter", f"{report.filter}; it excludes {excluded}"
    yield "Made", f"{wording.moment_in_words(report.made_at)} by {report.made_by}"
    yield "Program", f"{wording.PROGRAM} {report.version}"
    entries = wording.counted(report.head.number, "entry", "entries")
    newest = f", the newest with SHA-256 {report.head.sha256}" if report.head.number else ""
    yield "Ledger", f"{entries}{newest}"


def of_claim(item: ReviewedClaim) -> Iterator[Fact]:
    """Yield what is known about a claim, and what the analysts made of it."""
    claim = item.claim
    yield "Place", f"characters {wording.offsets(claim.spans)} of the article"
    yield "Speaker", wording.speaker(claim)
    if claim.figures:
        yield "Figures", "; ".join(map(wording.figure, claim.figures))
    if claim.dates:
        yield "Dates", "; ".join(map(wording.date, claim.dates))
    if item.said:
        yield "That it was said", wording.judgement(item.said)
    if item.decision:
        label = "That it is so" if item.said else "Verdict"
        confidence = item.decision.confidence or "not stated"
        yield label, f"{wording.judgement(item.decision)}; confidence {confidence}"
    if item.noted:
        yield "Noted", item.noted
    if item.note:
        yield "Note", item.note.text
    if item.tags:
        yield "Tags", ", ".join(item.tags)
    yield "Checkability", wording.checkability(claim)
    yield "Claim", claim.id


def groups(item: ReviewedClaim) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lists that belong to a claim, each with its title."""
    if item.status is Status.DISAGREEMENT:
        yield "Verdicts", tuple(map(wording.judgement, item.verdicts))
    if item.evidence:
        yield "Evidence", tuple(map(evidence, item.evidence))
    if item.matches:
        yield MATCHES, tuple(map(_match, item.matches))
    if found := wording.corrections(item):
        yield "Corrections", found
    if item.lineage:
        yield "Cut", tuple(map(wording.origin, item.lineage))
    if item.history:
        yield "History", tuple(map(wording.history, item.history))


def _article(article: Article) -> str:
    day = article.published.isoformat() if article.published else None
    language = name_of(article.language) if article.language else None
    named = (article.title, article.author, article.publisher, day, article.url, language)
    return f"{_joined(named)}; SHA-256 of the text {article.id}"


def evidence(given: GivenEvidence) -> str:
    """Return a piece of evidence on one line: stance, source, grade, words, place, file, who."""
    one = given.evidence
    return _joined(
        (
            f"{one.stance}: {one.source}",
            f"{one.grade} ({wording.grade(one)})" if one.grade else None,
            f"“{one.quote}”" if one.quote else None,
            one.address,
            f"retrieved {one.retrieved.isoformat()}" if one.retrieved else None,
            f"file {one.file.name}, {one.file.size:,} bytes, SHA-256 {one.file.sha256}"
            if one.file
            else None,
            f"given by {given.analyst}, {wording.moment_in_words(given.at)}",
        )
    )


def _match(match: Match) -> str:
    past = match.past
    return _joined(
        (
            f"{match.score:.2f}",
            wording.link(match),
            wording.past_verdict(match),
            past.text,
            f"differs: {wording.differences(match)}" if match.differences else None,
            past.speaker,
            past.source,
            past.date.isoformat() if past.date else None,
            past.address,
            f"reason then: {past.reason}" if past.reason else None,
        )
    )


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(part for part in parts if part)
