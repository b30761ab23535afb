"""Commands for the analyst's judgement: `mark`, `review`."""

import sys

import click

from workbench.cli.looking import NO_ARTICLES
from workbench.cli.session import Session
from workbench.model import Confidence, Status, Verdict


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
