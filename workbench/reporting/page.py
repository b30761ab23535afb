"""The report as a page to read: one HTML file, without scripts and without anything from a network.

The page is `templates/report.html`, filled in by Jinja2, which escapes whatever it is given. Its
content security policy forbids scripts, requests, forms and frames, should an escape ever fail.
"""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from workbench.model import Report, name_of
from workbench.reporting import wording
from workbench.reporting.chapters import chapters
from workbench.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment, Template

OPENABLE = ("https://", "http://")
"""Addresses that become links; any other stays text."""


def render_html(report: Report) -> str:
    """Return the report as one HTML page, ending in one line feed.

    Whatever is not ours is escaped; control characters show as pictures (see `workbench.visible`).
    """
    page = _template().render(
        report=report,
        chapters=chapters(report),
        statuses=[status for status, _ in report.tally.counts],
        wording=wording,
        style=_style(),
    )
    return page.rstrip("\n") + "\n"


@cache
def _style() -> str:
    folder = resources.files("workbench.reporting") / "templates"
    return (folder / "report.css").read_text(encoding="utf-8")


@cache
def _template() -> "Template":
    return environment().get_template("report.html")


@cache
def environment() -> "Environment":
    """Return the Jinja2 environment of the pages: everything that is filled in is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # ~0.03 s

    made = Environment(
        loader=PackageLoader("workbench.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.tests["openable"] = is_openable
    made.filters |= {
        "language": name_of,
        "judgement": wording.judgement,
        "origin": wording.origin,
        "told": wording.history,
    }
    return made


def is_openable(address: object) -> bool:
    """Tell whether an address may become a link."""
    return isinstance(address, str) and address.casefold().startswith(OPENABLE)


def _shown(value: object) -> object:
    """Make control characters of plain text visible; what is markup already stays."""
    return visible(value) if type(value) is str else value
