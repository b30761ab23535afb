"""Commands that look things up: `list`, `where`."""

import sys

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import Session
from workbench.model import Status
from workbench.visible import visible

STATUSES = click.Choice([status.value for status in Status])

NO_ARTICLES = "No article is in the store yet. Take one in with: workbench add FILE"


@click.command("list")
@click.option(
    "--article", metavar="ID", help="Only this article's; the first letters of its id do."
)
@click.option(
    "--status", "statuses", type=STATUSES, multiple=True, help="Only such; may be repeated."
)
@click.option(
    "--tag", "tags", metavar="TAG", multiple=True, help="Only so tagged; may be repeated."
)
@AS_JSON
@click.pass_obj
def list_(
    session: Session,
    /,
    *,
    article: str | None,
    statuses: tuple[str, ...],
    tags: tuple[str, ...],
    as_json: bool,
) -> None:
    """List the claims in the store with where they stand."""
    from workbench import interchange
    from workbench.cli import printing
    from workbench.review.tags import tags_in

    store = session.store
    tagged = frozenset(tags_in(" ".join(tags)))
    wanted = {Status(status) for status in statuses} or set(Status)
    article_id = None if article is None else store.article(article).id
    listed = [
        claim
        for claim in session.seen(store.reviewed_claims(article_id))
        if claim.status in wanted and tagged <= set(claim.tags)
    ]
    if as_json:
        printing.print_json([interchange.reviewed_claim_to_json(claim) for claim in listed])
    elif listed:
        printing.print_claims(listed)
    elif statuses or article or tagged:
        printing.print_line("No claim fits. workbench list prints them all.")
    else:
        printing.print_line(NO_ARTICLES)


@click.command()
@AS_JSON
@click.pass_obj
def where(session: Session, /, *, as_json: bool) -> None:
    """Print where the store is."""
    from workbench.cli import printing

    path = session.settings.store.absolute()
    if as_json:
        printing.print_json({"store": str(path), "exists": path.exists()})
    else:
        sys.stdout.write(visible(str(path)) + "\n")
