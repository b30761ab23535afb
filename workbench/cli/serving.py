"""The command for the browser: `serve`."""

import click

from workbench.cli.session import Session, say


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    show_default=True,
    help="The port of 127.0.0.1 to answer at; 0 for any that is free.",
)
@click.option(
    "--article",
    metavar="ID",
    help="Which article; the first letters of its id do.  [default: where the review was left]",
)
@click.pass_obj
def serve(session: Session, /, *, port: int, article: str | None) -> None:
    """Open the review screen in a browser of this machine, and of no other."""
    from workbench.tui import serving  # ~0.5 s: aiohttp

    arguments = ["--store", str(session.settings.store)]
    if session.settings.model is not None:
        arguments += ["--model", session.settings.model]
    arguments.append("review")
    if article is not None:
        arguments += ["--article", session.store.article(article).id]
    serving.serve(arguments, port=port, say=say)
