"""The report for a spreadsheet: CSV after RFC 4180, every row with the same columns.

`schema/claim-status-report-csv-1.json` describes it, after CSV on the Web (W3C).

The first column says what a row is. The first rows are the report's head, name in `row` and value
in `text`: filter and totals first. Then come one `article` row for each article, one `claim` row
for each claim, one `repeats` or `contradicts` row for two claims of an article that do, one `left
out` row for each statement that is none, and for each piece that stood around the article in its
source, which has no `spans`. A program takes the claims as the rows where `row` is `claim`. A
report of all claims may end with `record` rows: put together, what stands in `text` is the record
of its store as JSON (see `structured`), from which `import` makes it again.

A cell that a spreadsheet would run (it begins with = + - @, maybe after white space, or with a tab
or a line break) begins with an apostrophe instead. So does one that it would round, as an id of
digits only, and one that begins with an apostrophe itself: `unguarded` takes it off again, and
what was there is back. Control characters show as pictures
(see `workbench.visible`); line feeds and tabs stay.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from workbench.interchange import guarded
from workbench.model import (
    Article,
    Match,
    Record,
    Report,
    ReportHead,
    ReportSection,
    ReviewedClaim,
    Status,
)
from workbench.reporting import particulars, wording
from workbench.reporting.structured import record_text
from workbench.visible import one_line, visible

COLUMNS = (
    "row",
    "status",
    "text",
    "quote",
    "spans",
    "speaker",
    "manner",
    "cue",
    "figures",
    "dates",
    "reason",
    "confidence",
    "analyst",
    "time",
    "noted",
    "left_out_as",
    "checkability",
    "matches",
    "author",
    "publisher",
    "published",
    "url",
    "language",
    "id",
    "article",
    "said",
    "verdicts",
    "evidence",
    "tags",
    "note",
    "corrections",
    "lineage",
    "history",
    "open",
)
"""Left to right; `schema/claim-status-report-csv-1.json` says what each holds."""
SCHEMA = "claim-status-report-csv/1"
"""What the head of a report in CSV calls its columns."""
LONGEST_CELL = 30_000
"""Characters of a piece of the record: spreadsheets cut a cell off at 32,767."""


def render_csv(report: Report) -> str:
    """Return the report as CSV, lines ending in CRLF."""
    sheet, about = Sheet(), report.about
    body = [text for section in report.sections for text in sheet.section(section)]
    return "".join((*sheet.head(about), *body, *sheet.tail(about)))


class Sheet:
    """A report as CSV, made article by article."""

    in_json: ClassVar[bool] = False

    def __init__(self) -> None:
        self._articles: list[str] = []

    def section(self, section: ReportSection) -> Iterator[str]:
        """Yield the rows of an article's claims, pairs and statements that were left out."""
        self._articles.append(_text_of([article_row(section.article)]))
        yield _text_of(section_rows(section))

    def head(self, about: ReportHead) -> Iterator[str]:
        """Yield what stands before all articles' claims, when all are made."""
        yield _text_of([dict(zip(COLUMNS, COLUMNS, strict=True))])
        yield _text_of({"row": name, "text": value} for name, value in _head(about))
        yield from self._articles

    def tail(self, about: ReportHead) -> Iterator[str]:
        """Yield what stands after all articles' claims: the record, where there is one."""
        if about.record is not None:
            for piece in _pieces(about.record):
                yield _text_of([{"row": "record", "text": piece}])


def section_rows(section: ReportSection) -> Iterator[dict[str, str]]:
    """Yield the rows of an article, its own apart, before they are made harmless."""
    for item in section.claims:
        yield _claim_row(item, section.article)
    yield from _pair_rows(section)
    yield from _left_out_rows(section)


def _text_of(rows: Iterable[Mapping[str, str]]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(visible(row.get(column, ""))) for column in COLUMNS])
    return sheet.getvalue()


def _pieces(record: Record) -> Iterator[str]:
    """Yield the record's text in pieces that go into a cell."""
    text = ""
    for more in record_text(record):
        text += more
        if len(text) >= LONGEST_CELL:
            end = len(text) - len(text) % LONGEST_CELL
            yield from (text[at : at + LONGEST_CELL] for at in range(0, end, LONGEST_CELL))
            text = text[end:]
    yield text


def _head(report: ReportHead) -> Iterator[tuple[str, str]]:
    yield "report", "Claim status report"
    yield "schema", SCHEMA
    yield "filter", report.filter
    yield "excluded", str(wording.excluded(report))
    yield "claims", str(report.tally.total)
    yield from ((status.value, str(wording.count_of(report.tally, status))) for status in Status)
    yield "shown", str(report.shown)
    sentence = wording.nothing_shown(report)
    if sentence:
        yield "note", sentence
    yield "made by", report.made_by
    yield "made at", wording.moment(report.made_at)
    yield "program", f"{wording.PROGRAM} {report.version}"
    yield "ledger entries", str(report.head.number)
    yield "ledger head", report.head.sha256


def article_row(article: Article) -> dict[str, str]:
    """Return the row of an article, before it is made harmless."""
    return {
        "row": "article",
        "text": article.title,
        "author": article.author or "",
        "publisher": article.publisher or "",
        "published": article.published.isoformat() if article.published else "",
        "url": article.url or "",
        "language": article.language or "",
        "article": article.id,
    }


def _claim_row(item: ReviewedClaim, article: Article) -> dict[str, str]:
    claim, decision = item.claim, item.decision
    row = {
        "row": "claim",
        "status": item.status.value,
        "text": claim.text,
        "quote": item.quote,
        "spans": wording.offsets(claim.spans),
        "speaker": claim.speaker or "",
        "manner": claim.manner.value,
        "cue": claim.cue or "",
        "figures": _lines(map(wording.figure, claim.figures)),
        "dates": _lines(map(wording.date, claim.dates)),
        "noted": item.noted or "",
        "checkability": f"{claim.checkability.score:.2f}",
        "matches": _lines(map(_match, item.matches)),
        "id": claim.id,
        "said": wording.judgement(item.said) if item.said else "",
        "verdicts": _lines(map(wording.judgement, item.verdicts)),
        "evidence": _lines(map(particulars.evidence, item.evidence)),
        "tags": _lines(item.tags),
        "note": item.note.text if item.note else "",
        "corrections": _lines(wording.corrections(item)),
        "lineage": _lines(map(wording.origin, item.lineage)),
        "history": _lines(map(wording.history, item.history)),
        "open": wording.open_question(item),
    }
    if decision:
        row |= {
            "reason": decision.reason or "",
            "confidence": decision.confidence.value if decision.confidence else "",
            "analyst": decision.analyst,
            "time": wording.moment(decision.at),
        }
    return article_row(article) | row


def _pair_rows(section: ReportSection) -> Iterator[dict[str, str]]:
    """Yield a row for each pair: the earlier claim, and under `matches` the later one."""
    for pair in section.pairs:
        differs = f"differs: {wording.differences(pair)}" if pair.differences else None
        other = (f"{pair.score:.2f}", wording.pair(pair), pair.second.text, differs, pair.second.id)
        yield article_row(section.article) | {
            "row": pair.kind.value,
            "text": pair.first.text,
            "matches": _lines([" | ".join(part for part in other if part)]),
            "id": pair.first.id,
        }


def _left_out_rows(section: ReportSection) -> Iterator[dict[str, str]]:
    for item in section.left_out:
        yield article_row(section.article) | {
            "row": "left out",
            "text": "",
            "quote": section.article.quote(item.spans),
            "spans": wording.offsets(item.spans),
            "left_out_as": item.reason.value,
        }
    for piece in section.furniture:
        yield article_row(section.article) | {
            "row": "left out",
            "text": "",
            "quote": piece.text,
            "left_out_as": piece.words,
        }


def _match(match: Match) -> str:
    """Return a similar past claim on one line: score, link, verdict, claim, differences, origin."""
    past = match.past
    parts = (
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
    return " | ".join(part for part in parts if part)


def _lines(items: Iterable[str]) -> str:
    return "\n".join(map(one_line, items))
