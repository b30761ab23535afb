"""The command `report`: the claim status report, in any of its forms."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import click

from workbench.cli.looking import STATUSES
from workbench.cli.session import Session, finish, now, say
from workbench.errors import ReadingError, SettingsError, WorkbenchError
from workbench.model import Status

if TYPE_CHECKING:
    from workbench.model import Report, ReportHead
    from workbench.pipeline import Chosen

    _Make = Callable[[IO[bytes]], tuple[ReportHead, Iterable[bytes]]]

STANDARD_OUTPUT = "-"
LOOK_SECONDS = 1.0
"""How often `--watch` looks whether something was decided."""
FORMS = ("md", "html", "pdf", "docx", "csv", "json", "jsonl", "claimreview", "annotations")
"""As `reporting.ReportFormat` has them, which is loaded when a report is made."""
BY_ENDING = {
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
} | {f".{form}": form for form in ("pdf", "docx", "csv", "json")}


def _statuses(_context: click.Context, _option: click.Parameter, value: str | None) -> list[Status]:
    """Read `disputed,unreviewed`."""
    try:
        return [Status(word.strip()) for word in value.split(",")] if value else []
    except ValueError as error:
        message = f"{error}; it takes {', '.join(Status)}, with commas between."
        raise click.BadParameter(message) from error


@click.command()
@click.option(
    "--article",
    "articles",
    metavar="ID",
    multiple=True,
    help="Only this article; the first letters of its id do. May be repeated.",
)
@click.option(
    "--status", "statuses", type=STATUSES, multiple=True, help="Only such claims; may be repeated."
)
@click.option(
    "--filter",
    "query",
    metavar="WORDS",
    default="",
    help="Only claims that fit, as in the review screen: speaker:UN by:rana checkability:>0.6.",
)
@click.option(
    "--since",
    metavar="TIME|REPORT",
    help="Only what changed after a time (2012-03-01T16:05Z) or an earlier report in JSON.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Which form.  [default: by the ending of FILE, else md]",
)
@click.option(
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Fill in a template of your own (Jinja2) instead.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to a file; - is standard output.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="Carry all of the store, from which workbench import makes it again: in JSON and CSV.",
)
@click.option(
    "--files/--no-files",
    default=True,
    help="Whether a report that is --whole carries the kept files.",
)
@click.option(
    "--matches/--no-matches",
    "with_matches",
    default=True,
    help="Whether to compare claims with past claims, which takes most of the time.",
)
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@click.option("--watch", is_flag=True, help="Write FILE again whenever something was decided.")
@click.option(
    "--fail-on",
    "failing",
    metavar="STATUS,…",
    callback=_statuses,
    help="End with 1 where the report holds such a claim: disputed,unreviewed.",
)
@click.option("--by", "analyst", metavar="NAME", help="Who makes the report.")
@click.pass_obj
def report(  # noqa: PLR0913 - an option each
    session: Session,
    /,
    *,
    articles: tuple[str, ...],
    statuses: tuple[str, ...],
    query: str,
    since: str | None,
    form: str | None,
    template: Path | None,
    output: Path | None,
    whole: bool,
    files: bool,
    with_matches: bool,
    force: bool,
    watch: bool,
    failing: list[Status],
    analyst: str | None,
) -> int:
    """Write the claim status report: what it is first, the totals, then each claim."""
    if session.settings.blind:
        message = "The report shows what is hidden while you review blind."
        raise SettingsError(message, "workbench --no-blind report writes it all the same.")
    to_file = None if output in {None, Path(STANDARD_OUTPUT)} else output
    if watch and to_file is None:
        message = "--watch needs a file to write: -o FILE."
        raise click.UsageError(message)
    if template is not None and form is not None:
        message = "Give --format or --template."
        raise click.UsageError(message)
    form = form or (BY_ENDING.get(to_file.suffix.casefold()) if to_file else None) or "md"
    chosen = _chosen(session, articles, statuses, query, since, with_matches=with_matches)
    if whole:
        _refuse_not_whole(chosen, form, template)
    making = _Making(
        session, chosen, analyst or session.settings.analyst, with_matches, whole, files
    )
    make = making.maker(form, template)
    with TemporaryFile() as spool:
        about, content = make(spool)
        if to_file is None:
            _print(content, form)
        else:
            _write(to_file, content, about, overwrite=force)
        while watch and to_file is not None:
            time.sleep(LOOK_SECONDS)
            if session.store.head() != about.head:
                about, content = make(spool)
                _write(to_file, content, about, overwrite=True)
    if failed := [status for status in failing if getattr(about.found, status.value)]:
        say(f"The report holds claims that are {' or '.join(failed)}.")
        return WorkbenchError.exit_code
    return 0


@dataclass(frozen=True, slots=True)
class _Making:
    """What a report is made of."""

    session: Session
    chosen: "Chosen"
    made_by: str
    with_matches: bool
    whole: bool
    files: bool

    def maker(self, form: str, template: Path | None) -> "_Make":
        """Return what makes the report in a form; those of a claim a row article by article."""
        from workbench import pipeline, reporting

        streamed = None if template else reporting.STREAMED.get(reporting.ReportFormat(form))
        if streamed is not None:
            return lambda spool: finish(
                pipeline.stream_report(
                    self.session.store,
                    spool,
                    form=streamed,
                    chosen=self.chosen,
                    made_at=now(),
                    made_by=self.made_by,
                    similar=self.session.linked() if self.with_matches else None,
                    whole=self.whole,
                    files=self.files,
                )
            )
        rendered = _renderer(form, template)

        def make(_spool: IO[bytes]) -> "tuple[ReportHead, Iterable[bytes]]":
            made = pipeline.report(
                self.session.store,
                chosen=self.chosen,
                made_at=now(),
                made_by=self.made_by,
                similar=self.session.linked() if self.with_matches else None,
                whole=self.whole,
                files=self.files,
            )
            return made.about, (rendered(made),)

        return make


def _chosen(
    session: Session,
    articles: Sequence[str],
    statuses: Sequence[str],
    query: str,
    since: str | None,
    *,
    with_matches: bool,
) -> "Chosen":
    from workbench.pipeline import Chosen
    from workbench.review.filter import Filter

    if objections := Filter.parse(query).objections:
        raise click.UsageError(" ".join(objections))
    if Filter.parse(query).needs_matches and not with_matches:
        message = "The filter asks for past claims, which --no-matches leaves out."
        raise click.UsageError(message)
    return Chosen(
        articles=tuple(session.store.article(prefix).id for prefix in articles),
        statuses=frozenset(map(Status, statuses)) or None,
        query=query.strip(),
        since=None if since is None else _since(since),
    )


def _refuse_not_whole(chosen: "Chosen", form: str, template: Path | None) -> None:
    from workbench.pipeline import Chosen

    if form not in {"json", "csv"} or template is not None:
        message = "--whole is for JSON and CSV: --format json, or -o FILE.json."
        raise click.UsageError(message)
    if chosen != Chosen():
        message = "A report that is --whole holds all claims: leave out what chooses some."
        raise click.UsageError(message)


def _since(given: str) -> datetime | int:
    """Read a time, in UTC where it has no zone, or the ledger's length in an earlier report."""
    path = Path(given)
    try:
        if path.is_file():
            return _ledger_length(path.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(given)
    except (OSError, KeyError, TypeError, ValueError) as error:
        message = f"{path} is no time, and no report in JSON."
        hint = "A time is written 2012-03-01 or 2012-03-01T16:05Z."
        raise ReadingError(message, hint) from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _ledger_length(report: str) -> int:
    """Return how many entries a report in JSON or JSON lines was made over.

    KeyError, TypeError or ValueError for what is no report.
    """
    try:
        value = json.loads(report)
    except ValueError:
        value = json.loads(report.partition("\n")[0])
    return int(value["about"]["ledger"]["entries"])


def _renderer(form: str, template: Path | None) -> "Callable[[Report], bytes]":
    from workbench import reporting

    if template is None:
        wanted = reporting.ReportFormat(form)
        return lambda made: reporting.render(made, wanted)
    from workbench.reporting.own_template import render_own

    try:
        text = template.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"The template {template} cannot be read: {error}."
        raise ReadingError(message, "Check its name, and that it is text in UTF-8.") from error
    return lambda made: render_own(made, text, name=template.name).encode("utf-8")


def _print(content: "Iterable[bytes]", form: str) -> None:
    if form in {"pdf", "docx"} and sys.stdout.isatty():
        message = f"A terminal cannot show {form}. Write it to a file: -o report.{form}."
        raise click.UsageError(message)
    for piece in content:
        sys.stdout.buffer.write(piece)


def _write(path: Path, content: "Iterable[bytes]", about: "ReportHead", *, overwrite: bool) -> None:
    from workbench.writing import write_atomically

    if path.suffix.casefold() == ".csv":
        content = chain((b"\xef\xbb\xbf",), content)  # by which a spreadsheet knows UTF-8
    write_atomically(path, content, overwrite=overwrite)
    say(f"Wrote {path}: {about.shown} claims.")
