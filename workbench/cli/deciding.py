"""Commands for the analyst's judgement: `mark`, `review`."""

import os
import sys
from typing import TYPE_CHECKING

import click

from workbench.cli.looking import NO_ARTICLES
from workbench.cli.options import AS_JSON, by
from workbench.cli.session import Session, new_id, now
from workbench.errors import WorkbenchError
from workbench.model import Confidence, Status, Verdict

if TYPE_CHECKING:
    from workbench.model import Claim, Entry


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]))
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option(
    "--confidence", type=click.Choice([level.value for level in Confidence]), help="How sure."
)
@click.option(
    "--said", is_flag=True, help="Judge that the speaker said it, and not whether it is so."
)
@by("Who decides.")
@AS_JSON
@click.pass_obj
def mark(
    session: Session,
    /,
    claim: str,
    verdict: str,
    *,
    reason: str | None,
    confidence: str | None,
    said: bool,
    analyst: str | None,
    as_json: bool,
) -> None:
    """Decide a claim. CLAIM is its id, or as many of its first letters as tell it apart."""
    from workbench import interchange, pipeline
    from workbench.cli import printing

    store = session.store
    found = store.claim(claim)
    if said:
        entry = _judge_said(session, found, verdict, reason, confidence, analyst)
    else:
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
        what = "that it was said, " if said else ""
        printing.print_line(f"{what}{printing.status_words(Status(verdict))}: {found.text}")


def _judge_said(
    session: Session,
    claim: "Claim",
    verdict: str,
    reason: str | None,
    confidence: str | None,
    analyst: str | None,
) -> "Entry":
    from workbench import pipeline
    from workbench.review.gathering import judge_said

    if confidence is not None:
        message = "--confidence is on whether it is so, and does not go with --said."
        raise click.UsageError(message)
    step = pipeline.act(
        claim,
        lambda review, stamp: judge_said(
            review, Verdict(verdict), reason=reason or "", stamp=stamp
        ),
        store=session.store,
        context=session.context(analyst),
        blind=session.settings.blind,
    )
    if step.entry is None:
        raise WorkbenchError(step.words)
    return step.entry


@click.command()
@click.option(
    "--article",
    metavar="ID",
    help="Which article; the first letters of its id do.  [default: where you left, or the newest]",
)
@click.pass_obj
def review(session: Session, /, *, article: str | None) -> None:
    """Open the review screen; without a terminal, print the claims."""
    store = session.store
    article_id = None if article is None else store.article(article).id
    in_browser = os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")  # by `serve`
    if not in_browser and not (sys.stdout.isatty() and sys.stdin.isatty()):
        from workbench.cli import printing

        summaries = store.articles()
        if not summaries:
            printing.print_line(NO_ARTICLES)
            return
        claims = store.reviewed_claims(article_id or summaries[0].article.id)
        printing.print_claims(session.seen(claims))
        return
    from workbench.tui.opening import Opening

    opening = Opening(store, article_id)  # is read while the screen is imported
    try:
        from workbench.tui.app import run

        run(
            session.settings,
            store,
            clock=now,
            new_id=new_id,
            article_id=article_id,
            opening=opening,
        )
    finally:
        opening.end()
