"""The report for a program: JSON, whole, after `schema/claim-status-report-1.json`.

A report of all claims may carry the record of its store, from which `import` makes it again.
"""

import base64
import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from workbench.interchange import (
    REPORT_SCHEMA,
    claim_to_json,
    differences_to_json,
    evidence_to_json,
    figures_to_json,
    furniture_to_json,
    left_out_to_json,
    pair_to_json,
)
from workbench.model import (
    Article,
    CarriedFile,
    Decision,
    GivenEvidence,
    Json,
    Link,
    Match,
    Note,
    Origin,
    PastClaim,
    Record,
    Report,
    ReportHead,
    ReportSection,
    ReviewedClaim,
    Status,
    Tally,
    Thresholds,
    Told,
)
from workbench.reporting import wording
from workbench.visible import STEERING

_ENCODER = json.JSONEncoder(
    allow_nan=False, ensure_ascii=False, separators=(",", ":"), sort_keys=True
)
_DELETE = "\x7f"
PIECE = 21_000
"""Bytes of a file that are written at a time: a multiple of three."""
_NO_MATCHES = '"matches":[],"note":'
"""Stands in no text of a line: its quotes would have a backslash there."""
_END = f'  "schema": "{REPORT_SCHEMA}"\n}}\n'


def render_json(report: Report) -> str:
    """Return the report as JSON: keys sorted, ending in one line feed.

    Every character is kept; those that steer a terminal stand as escapes.
    """
    text = as_json_text(report_to_json(report))
    if report.record is None:
        return text
    record = "".join(record_text(report.record))
    return f'{text.removesuffix(_END)}  "record": {record},\n{_END}'


def report_to_json(report: Report) -> dict[str, Json]:
    """Return the report as a JSON value."""
    return {
        "schema": REPORT_SCHEMA,
        "about": _about(report),
        "articles": [_section_to_json(section) for section in report.sections],
    }


def render_json_lines(report: Report) -> str:
    """Return a claim a line, each with its article; the first line says what the report is."""
    lines = JsonLines()
    body = [line for section in report.sections for line in lines.section(section)]
    return "".join((*lines.head(report.about), *body))


class JsonLines:
    """A report as JSON lines, made article by article."""

    in_json: ClassVar[bool] = True
    """Whether it takes past claims as JSON, and no pairs."""

    def section(self, section: ReportSection) -> Iterator[str]:
        """Yield a line for each claim of an article."""
        article = _compact(_article_to_json(section.article))
        for item in section.claims:
            claim = _compact(_claim_to_json(item, section.article))
            if matches := section.matches_as_json.get(item.claim.id):
                claim = claim.replace(_NO_MATCHES, f'"matches":{matches},"note":', 1)
            yield f'{{"article":{article},"claim":{claim}}}\n'

    def head(self, about: ReportHead) -> Iterator[str]:
        """Yield what stands before all articles, when all are made."""
        yield _line({"schema": REPORT_SCHEMA, "about": _about(about)})

    def tail(self, about: ReportHead) -> Iterator[str]:  # noqa: ARG002 - as for a sheet
        """Yield what stands after all articles: nothing."""
        yield from ()


def matches_as_json(matches: Sequence[Match]) -> str:
    """Return matches as they stand in a line."""
    return _compact([_match_to_json(match) for match in matches])


def match_around(match: Match) -> tuple[str, str, str]:
    """Return a match as it stands in a line, without its past claim and whether that is stale.

    What stands before the past claim, between the two, and after both.
    """
    line = _compact({**_found_to_json(match), "past_claim": 0, "stale": 0})
    before, past, rest = line.partition('"past_claim":')  # a quotation mark in a text is escaped
    between, stale, after = rest.removeprefix("0").partition('"stale":')
    return before + past, between + stale, after.removeprefix("0")


def past_claim_as_json(past: PastClaim) -> str:
    """Return a past claim as it stands in a line."""
    return _compact(_past_claim_to_json(past))


def record_text(record: Record) -> Iterator[str]:
    """Return a store's record as JSON, piece by piece, a row a line."""
    yield f'{{"store_schema":{record.store_schema},"tables":['
    for number, table in enumerate(record.tables):
        head = _compact({"name": table.name, "columns": list(table.columns)}).removesuffix("}")
        yield f'{"," if number else ""}\n{head},"rows":['
        for place, row in enumerate(table.rows):
            yield f"{',' if place else ''}\n{_compact(list(row))}"
        yield "]}"
    yield "]"
    if record.files:
        yield from _files_text(record.files)
    yield "}"


def _files_text(files: Sequence[CarriedFile]) -> Iterator[str]:
    yield ',"files":['
    for number, file in enumerate(files):
        yield f'{"," if number else ""}\n{{"sha256":"{file.sha256}","base64":"'
        for start in range(0, len(file.content), PIECE):
            yield base64.b64encode(file.content[start : start + PIECE]).decode("ascii")
        yield '"}'
    yield "]"


def as_json_text(value: Json) -> str:
    """Return a value as JSON to read: keys sorted, ending in one line feed.

    Every character is kept; those that steer a terminal stand as escapes.
    """
    text = json.dumps(_finite(value), ensure_ascii=False, indent=2, sort_keys=True)
    return STEERING.sub(_escape, text) + "\n"


def _line(value: Json) -> str:
    return _compact(value) + "\n"


def _compact(value: Json) -> str:
    try:
        text = _ENCODER.encode(value)
    except ValueError:  # four hundred digits
        text = _ENCODER.encode(_finite(value))
    if text.isascii() and _DELETE not in text:  # of the others JSON escapes those that steer
        return text
    return text if text.isprintable() else STEERING.sub(_escape, text)


def _about(report: Report | ReportHead) -> dict[str, Json]:
    return {
        "filter": report.filter,
        "excluded": wording.excluded(report),
        "shown": report.shown,
        "tally": _tally_to_json(report.tally),
        "made_at": wording.moment(report.made_at),
        "made_by": report.made_by,
        "program": wording.PROGRAM,
        "version": report.version,
        "ledger": {"entries": report.head.number, "head": report.head.sha256},
    }


def _section_to_json(section: ReportSection) -> dict[str, Json]:
    article = section.article
    return {
        **_article_to_json(article),
        "text": article.text,
        "tally": _tally_to_json(section.tally),
        "claims": [_claim_to_json(item, article) for item in section.claims],
        "pairs": [pair_to_json(pair) for pair in section.pairs],
        "left_out": [left_out_to_json(item, article) for item in section.left_out],
        "furniture": [furniture_to_json(piece) for piece in section.furniture],
    }


def _article_to_json(article: Article) -> dict[str, Json]:
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "language": article.language,
    }


def _claim_to_json(item: ReviewedClaim, article: Article) -> dict[str, Json]:
    return claim_to_json(item.claim, article) | {
        "quote": item.quote,
        "status": item.status.value,
        "decision": _decision_to_json(item.decision) if item.decision else None,
        "verdicts": [_decision_to_json(voice) for voice in item.verdicts],
        "said": _decision_to_json(item.said) if item.said else None,
        "noted": item.noted,
        "note": _note_to_json(item.note) if item.note else None,
        "tags": list(item.tags),
        "evidence": [_given_to_json(given) for given in item.evidence],
        "lineage": [_origin_to_json(origin) for origin in item.lineage],
        "corrections": list(wording.corrections(item)),
        "open": wording.open_question(item) or None,
        "history": [_told_to_json(line) for line in item.history],
        "matches": [_match_to_json(match) for match in item.matches],
    }


def _decision_to_json(decision: Decision) -> dict[str, Json]:
    return {
        "entry": decision.entry_id,
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "confidence": decision.confidence.value if decision.confidence else None,
        "analyst": decision.analyst,
        "at": wording.moment(decision.at),
    }


def _note_to_json(note: Note) -> dict[str, Json]:
    return {"text": note.text, "analyst": note.analyst, "at": wording.moment(note.at)}


def _given_to_json(given: GivenEvidence) -> dict[str, Json]:
    return {
        **evidence_to_json(given.evidence),
        "grade": given.evidence.grade,
        "entry": given.entry_id,
        "analyst": given.analyst,
        "at": wording.moment(given.at),
    }


def _origin_to_json(origin: Origin) -> dict[str, Json]:
    return {
        "entry": origin.entry_id,
        "act": origin.act.value,
        "taken": [{"id": claim.id, "text": claim.text} for claim in origin.taken],
        "analyst": origin.analyst,
        "at": wording.moment(origin.at),
        "reason": origin.reason,
    }


def _told_to_json(line: Told) -> dict[str, Json]:
    return {
        "at": wording.moment(line.at),
        "analyst": line.analyst,
        "words": line.words,
        "taken_back": line.taken_back,
        "entry": line.entry.id if line.entry else None,
        "from": line.before,
        "to": line.after,
        "why": line.why,
    }


def _match_to_json(match: Match) -> dict[str, Json]:
    return {
        **_found_to_json(match),
        "past_claim": _past_claim_to_json(match.past),
        "stale": match.stale,
    }


def _found_to_json(match: Match) -> dict[str, Json]:
    return {
        "score": round(float(match.score), 4),
        "differences": differences_to_json(match.differences),
        "link": match.status.value if match.status else None,
        "answer": _answer_to_json(match.link) if match.link else None,
        "model": match.model,
        "thresholds": _thresholds_to_json(match.thresholds) if match.thresholds else None,
    }


def _answer_to_json(link: Link) -> dict[str, Json]:
    return {
        "entry": link.entry_id,
        "answer": link.answer.value,
        "analyst": link.analyst,
        "at": wording.moment(link.at),
        "score": link.score,
        "model": link.model,
        "thresholds": _thresholds_to_json(link.thresholds) if link.thresholds else None,
    }


def _thresholds_to_json(thresholds: Thresholds) -> dict[str, Json]:
    return {"suggest": thresholds.suggest, "match": thresholds.match}


def _past_claim_to_json(past: PastClaim) -> dict[str, Json]:
    return {
        "id": past.id,
        "text": past.text,
        "title": past.title,
        "verdict": past.verdict.value if past.verdict else None,
        "rating": past.rating,
        "date": past.date.isoformat() if past.date else None,
        "verdict_date": past.verdict_date.isoformat() if past.verdict_date else None,
        "publisher": past.publisher,
        "address": past.address,
        "speaker": past.speaker,
        "figures": figures_to_json(past.figures),
        "article": past.article_id,
        "reason": past.reason,
        "analyst": past.analyst,
        "origin": past.origin,
    }


def _tally_to_json(tally: Tally) -> dict[str, Json]:
    counts: dict[str, Json] = {status.value: wording.count_of(tally, status) for status in Status}
    return {"total": tally.total, **counts}


def _finite(value: Json) -> Json:
    """Return the value with null for numbers that JSON cannot write (four hundred digits)."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case list():
            return [_finite(item) for item in value]
        case dict():
            return {key: _finite(item) for key, item in value.items()}
    return value


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
