"""Reporting: a Report becomes a file, for an editor, a reader, a spreadsheet or a program.

Pure: the caller writes the file. The same report always gives the same bytes. Each form says first
what it is: the filter word for word and how many claims it excluded, the totals with the claims
that nobody reviewed, who made it, when, with which version, over which ledger.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from workbench.model import Report
from workbench.reporting.annotations import render_annotations
from workbench.reporting.claim_reviews import render_claim_reviews
from workbench.reporting.markdown import render_markdown
from workbench.reporting.page import render_html
from workbench.reporting.portable import render_pdf
from workbench.reporting.spreadsheet import Sheet, render_csv
from workbench.reporting.structured import (
    JsonLines,
    match_around,
    matches_as_json,
    past_claim_as_json,
    render_json,
    render_json_lines,
)
from workbench.reporting.word_file import render_docx

__all__ = [
    "STREAMED",
    "ReportFormat",
    "match_around",
    "matches_as_json",
    "past_claim_as_json",
    "render",
    "render_annotations",
    "render_claim_reviews",
    "render_csv",
    "render_docx",
    "render_html",
    "render_json",
    "render_json_lines",
    "render_markdown",
    "render_pdf",
]


class ReportFormat(StrEnum):
    """The forms of a report."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    CSV = "csv"
    JSON = "json"
    JSON_LINES = "jsonl"
    CLAIM_REVIEW = "claimreview"
    ANNOTATIONS = "annotations"

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in {ReportFormat.PDF, ReportFormat.DOCX}


RENDERERS: Mapping[ReportFormat, Callable[[Report], str | bytes]] = {
    ReportFormat.MARKDOWN: render_markdown,
    ReportFormat.HTML: render_html,
    ReportFormat.PDF: render_pdf,
    ReportFormat.DOCX: render_docx,
    ReportFormat.CSV: render_csv,
    ReportFormat.JSON: render_json,
    ReportFormat.JSON_LINES: render_json_lines,
    ReportFormat.CLAIM_REVIEW: render_claim_reviews,
    ReportFormat.ANNOTATIONS: render_annotations,
}


STREAMED: Mapping[ReportFormat, type[JsonLines | Sheet]] = {
    ReportFormat.CSV: Sheet,
    ReportFormat.JSON_LINES: JsonLines,
}
"""The forms that are made article by article."""


def render(report: Report, format: ReportFormat) -> bytes:  # noqa: A002 - the word of the option
    """Return the report in that form; text is UTF-8."""
    rendered = RENDERERS[format](report)
    return rendered.encode("utf-8") if isinstance(rendered, str) else rendered
