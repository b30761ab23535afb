"""Commands that take an article in: `add`, `claims`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.session import Session, finish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.model import Article, Json

STANDARD_INPUT = "-"


with_title = click.option("--title", metavar="TEXT", help="Its title.  [default: the first line]")
with_published = click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="When it was published.",
)


@click.command()
@click.argument("source", metavar="FILE")
@with_title
@click.option("--url", metavar="ADDRESS", help="Where it was published.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@with_published
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def add(
    session: Session,
    /,
    source: str,
    *,
    title: str | None,
    url: str | None,
    publisher: str | None,
    published: datetime | None,
    as_json: bool,
) -> None:
    """Take an article in: split it into claims and keep them in the store.

    FILE is a text file; - reads standard input. The same text twice is one article.
    """
    from workbench import pipeline
    from workbench.cli import printing
    from workbench.splitting import split

    added = finish(
        pipeline.add_article(
            _read(source, title=title, url=url, publisher=publisher, published=published),
            store=session.store,
            split=split,
            load_encoder=session.load_encoder,
            context=session.context(),
            model=session.model,
        )
    )
    if as_json:
        printing.print_json(
            {
                "article": added.article.id,
                "title": added.article.title,
                "new": added.new,
                "claims": added.claims,
                "left_out": added.left_out,
            }
        )
        return
    known = "Added" if added.new else "Already in the store, and left as it was:"
    printing.print_line(
        f"{known} “{added.article.title}” ({added.article.id[: printing.SHORT_ID]}): "
        f"{printing.counted(added.claims, 'claim')}, "
        f"{printing.counted(added.left_out, 'statement')} left out."
    )


@click.command()
@click.argument("source", metavar="FILE")
@with_title
@with_published
@click.option("--left-out", is_flag=True, help="Print what did not become a claim, and why.")
@click.option("--coverage", is_flag=True, help="Print what is in no claim and not left out either.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def claims(
    _session: Session,
    /,
    source: str,
    *,
    title: str | None,
    published: datetime | None,
    left_out: bool,
    coverage: bool,
    jsonl: bool,
) -> None:
    """Split an article into claims and print them; nothing is stored.

    FILE is a text file; - reads standard input.
    """
    from workbench import interchange
    from workbench.cli import printing
    from workbench.splitting import split

    article = _read(source, title=title, published=published)
    splitting = split(article)
    objects: Iterable[dict[str, Json]]
    columns: tuple[str, ...]
    if coverage:
        from workbench.splitting.coverage import unaccounted

        objects = [
            {"span": interchange.span_to_json(span), "quote": article.quote([span])}
            for span in unaccounted(article, splitting)
        ]
        columns = ("span", "quote")
    elif left_out:
        objects = [interchange.left_out_to_json(item, article) for item in splitting.left_out]
        columns = ("reason", "quote")
    else:
        objects = [interchange.claim_to_json(claim, article) for claim in splitting.claims]
        columns = ("id", "text", "speaker", "manner")
    if jsonl:
        printing.print_json_lines(objects)
        return
    printing.print_objects(columns, objects)
    printing.print_line(
        f"{printing.counted(len(splitting.claims), 'claim')}, "
        f"{printing.counted(len(splitting.left_out), 'statement')} left out."
    )


def _read(
    source: str,
    *,
    title: str | None,
    published: datetime | None,
    url: str | None = None,
    publisher: str | None = None,
) -> "Article":
    from workbench.reading import read_path, read_stream

    day = published.date() if published else None
    if source == STANDARD_INPUT:
        stream = sys.stdin.buffer
        return read_stream(stream, title=title, url=url, publisher=publisher, published=day)
    return read_path(Path(source), title=title, url=url, publisher=publisher, published=day)
