"""Commands that look things up: `articles`, `list`, `where`."""

import sys
from typing import TYPE_CHECKING

import click

from workbench.cli.session import Session
from workbench.model import Status
from workbench.visible import visible

if TYPE_CHECKING:
    from workbench.model import Json

STATUSES = click.Choice([status.value for status in Status])


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def articles(session: Session, /, *, as_json: bool) -> None:
    """List the articles in the store, the newest first, with how far their review has come."""
    from workbench.cli import printing

    objects: list[dict[str, Json]] = [
        {
            "id": summary.article.id,
            "title": summary.article.title,
            "publisher": summary.article.publisher,
            "published": _day(summary.article.published),
            "claims": summary.tally.total,
            "verified": summary.tally.verified,
            "disputed": summary.tally.disputed,
            "unconfirmed": summary.tally.unconfirmed,
            "disagreement": summary.tally.disagreement,
            "unreviewed": summary.tally.unreviewed,
        }
        for summary in session.store.articles()
    ]
    if as_json:
        printing.print_json(list(objects))
    elif objects:
        printing.print_objects(
            (
                "id",
                "title",
                "published",
                "claims",
                "verified",
                "disputed",
                "unconfirmed",
                "disagreement",
                "unreviewed",
            ),
            objects,
        )
    else:
        printing.print_line(NO_ARTICLES)


NO_ARTICLES = "No article is in the store yet. Take one in with: workbench add FILE"


@click.command("list")
@click.option(
    "--article", metavar="ID", help="Only this article's; the first letters of its id do."
)
@click.option(
    "--status", "statuses", type=STATUSES, multiple=True, help="Only such; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_(
    session: Session, /, *, article: str | None, statuses: tuple[str, ...], as_json: bool
) -> None:
    """List the claims in the store with where they stand."""
    from workbench import interchange
    from workbench.cli import printing

    store = session.store
    wanted = {Status(status) for status in statuses} or set(Status)
    article_id = None if article is None else store.article(article).id
    listed = [claim for claim in store.reviewed_claims(article_id) if claim.status in wanted]
    if as_json:
        printing.print_json([interchange.reviewed_claim_to_json(claim) for claim in listed])
    elif listed:
        printing.print_claims(listed)
    elif statuses or article:
        printing.print_line("No claim fits. workbench list prints them all.")
    else:
        printing.print_line(NO_ARTICLES)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def where(session: Session, /, *, as_json: bool) -> None:
    """Print where the store is."""
    from workbench.cli import printing

    path = session.settings.store.absolute()
    if as_json:
        printing.print_json({"store": str(path), "exists": path.exists()})
    else:
        sys.stdout.write(visible(str(path)) + "\n")


def _day(value: object) -> str | None:
    return None if value is None else str(value)
