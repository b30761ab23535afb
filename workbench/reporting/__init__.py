"""Reporting: a Report becomes text, for an editor, a spreadsheet or a program.

Pure: the caller writes the file. The same report always gives the same text. Each form says first
what it is: the filter word for word and how many claims it excluded, the totals with the claims
that nobody reviewed, who made it, when, with which version, over which ledger.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from workbench.model import Report
from workbench.reporting.markdown import render_markdown
from workbench.reporting.page import render_html
from workbench.reporting.spreadsheet import render_csv
from workbench.reporting.structured import render_json

__all__ = ["ReportFormat", "render", "render_csv", "render_html", "render_json", "render_markdown"]


class ReportFormat(StrEnum):
    """The forms of a report, by the ending of its file's name."""

    MARKDOWN = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


RENDERERS: Mapping[ReportFormat, Callable[[Report], str]] = {
    ReportFormat.MARKDOWN: render_markdown,
    ReportFormat.HTML: render_html,
    ReportFormat.CSV: render_csv,
    ReportFormat.JSON: render_json,
}


def render(report: Report, format: ReportFormat) -> str:  # noqa: A002 - the word of the option
    """Return the report in that form."""
    return RENDERERS[format](report)
