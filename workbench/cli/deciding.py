"""Commands for the analyst's judgement: `mark`, `review`, `report`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.looking import NO_ARTICLES, STATUSES
from workbench.cli.session import Session, now, say
from workbench.model import Confidence, Status, Verdict

if TYPE_CHECKING:
    from workbench.model import Report

STANDARD_OUTPUT = "-"


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]))
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option(
    "--confidence", type=click.Choice([level.value for level in Confidence]), help="How sure."
)
@click.option(
    "--by",
    "analyst",
    metavar="NAME",
    help="Who decides.  [default: WORKBENCH_ANALYST, or the login name]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def mark(
    session: Session,
    /,
    claim: str,
    verdict: str,
    *,
    reason: str | None,
    confidence: str | None,
    analyst: str | None,
    as_json: bool,
) -> None:
    """Decide a claim. CLAIM is its id, or as many of its first letters as tell it apart."""
    from workbench import interchange, pipeline
    from workbench.cli import printing

    store = session.store
    found = store.claim(claim)
    entry = pipeline.mark(
        found,
        Verdict(verdict),
        store=store,
        reason=reason,
        confidence=Confidence(confidence) if confidence else None,
        context=session.context(analyst),
    )
    if as_json:
        printing.print_json(interchange.entry_to_json(entry))
    else:
        printing.print_line(f"{printing.status_words(Status(verdict))}: {found.text}")


@click.command()
@click.option(
    "--article",
    metavar="ID",
    help="Which article; the first letters of its id do.  [default: the newest]",
)
@click.pass_obj
def review(session: Session, /, *, article: str | None) -> None:
    """Open the review screen; without a terminal, print the claims."""
    from workbench.cli import printing

    store = session.store
    article_id = None if article is None else store.article(article).id
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        summaries = store.articles()
        if not summaries:
            printing.print_line(NO_ARTICLES)
            return
        printing.print_claims(store.reviewed_claims(article_id or summaries[0].article.id))
        return
    from workbench.tui.app import run

    run(session.settings, store, context=session.context(), article_id=article_id)


@click.command()
@click.option("--article", metavar="ID", help="Only this article; the first letters of its id do.")
@click.option(
    "--status", "statuses", type=STATUSES, multiple=True, help="Only such claims; may be repeated."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "csv", "json"]),
    default="md",
    show_default=True,
    help="Markdown, a page in HTML, CSV or JSON.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to a file; - is standard output.",
)
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@click.option("--by", "analyst", metavar="NAME", help="Who makes the report.")
@click.pass_obj
def report(
    session: Session,
    /,
    *,
    article: str | None,
    statuses: tuple[str, ...],
    form: str,
    output: Path | None,
    force: bool,
    analyst: str | None,
) -> None:
    """Write the claim status report: filter and totals first, then each claim."""
    from workbench import pipeline, reporting
    from workbench.writing import write_atomically

    store = session.store
    made: Report = pipeline.report(
        store,
        article_id=None if article is None else store.article(article).id,
        statuses=frozenset(Status(status) for status in statuses) or None,
        made_at=now(),
        made_by=analyst or session.settings.analyst,
        similar=session.linked(),
    )
    text = reporting.render(made, reporting.ReportFormat(form))
    if output is None or output == Path(STANDARD_OUTPUT):
        sys.stdout.write(text)
        return
    if form == reporting.ReportFormat.CSV:
        text = "\ufeff" + text  # by which a spreadsheet knows UTF-8
    write_atomically(output, text, overwrite=force)
    say(f"Wrote {output}: {made.shown} claims.")
