"""The command `search`: past claims similar to a text, to a stored claim, or to a file of texts."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import Session, finish, say
from workbench.errors import ReadingError
from workbench.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from workbench.matching.encoder import Encoder
    from workbench.model import Match
    from workbench.pipeline import Progress, SimilarClaims, Wanted
    from workbench.reading.queries import Query
    from workbench.store.protocol import Store

CHUNK = 64
"""Texts of a file that are searched for while the store is open once."""


@click.command()
@click.argument("text", required=False)
@click.option("--claim", metavar="ID", help="Search by a stored claim; no model is loaded.")
@click.option(
    "--batch",
    metavar="QUERIES.tsv",
    help="Search for each text of a file, an id and a text a line with a tab between.",
)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many."
)
@click.option(
    "--verdict",
    "verdicts",
    type=click.Choice([status.value for status in Status]),
    multiple=True,
    help="Only past claims with such a verdict; may be repeated.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only past claims of that day or later.",
)
@AS_JSON
@click.option("--jsonl", is_flag=True, help="With --batch: print one JSON object a line.")
@click.pass_obj
def search(  # noqa: PLR0913 - an option each
    session: Session,
    /,
    text: str | None,
    *,
    claim: str | None,
    batch: str | None,
    limit: int,
    verdicts: tuple[str, ...],
    since: datetime | None,
    as_json: bool,
    jsonl: bool,
) -> None:
    """List the past claims nearest to TEXT, or to a stored claim, and what differs.

    Of a file of texts, only the ids of the past claims are printed: {"query": id, "ranked": [ids]}.

    Exit codes: 0 done; 1 a file that cannot be read, or lines of it that hold no query (the others
    are searched for); 2 usage.
    """
    from workbench.pipeline import Wanted

    asked = [one for one in (text, claim, batch) if one is not None]
    if len(asked) != 1 or not asked[0].strip():
        message = "Give a text to search for, or --claim ID, or --batch QUERIES.tsv."
        raise click.UsageError(message)
    if jsonl != (batch is not None) or (as_json and jsonl):
        message = "--batch goes with --jsonl, and a single search with --json."
        raise click.UsageError(message)
    statuses = frozenset(map(Status, verdicts)) or None
    wanted = Wanted(statuses, since.date() if since else None, seen_by=session.settings.seen_by)
    if batch is not None:
        _search_file(session, batch, limit=limit, wanted=wanted)
        return
    if claim is not None:
        found = _similar_to_claim(session, claim, limit=limit, wanted=wanted)
    else:
        encoder = session.load_encoder()
        found = session.linked().to_text(text or "", encoder=encoder, limit=limit, wanted=wanted)
    _print(found, as_json=as_json, filtered=bool(statuses or since))
    say_unencoded(session.store, model=session.model)


def say_unencoded(store: "Store", *, model: str) -> None:
    """Say how many claims no search reaches by meaning."""
    from workbench.cli import printing
    from workbench.pipeline import SimilarClaims

    if number := SimilarClaims(store, model=model).unencoded():
        which = printing.counted(number, "claim")
        say(f"By words alone: {which} that the sentence model has not encoded yet.")
        say("Let it, with: workbench reindex")


def _similar_to_claim(
    session: Session, prefix: str, *, limit: int, wanted: "Wanted"
) -> "tuple[Match, ...]":
    claim = session.store.claim(prefix)
    kept = session.store.reviewed_claims(claim.article_id)
    reviewed = next(one for one in kept if one.claim.id == claim.id)
    return session.linked().to_claim(reviewed, limit=limit, wanted=wanted)


def _print(found: "Sequence[Match]", *, as_json: bool, filtered: bool) -> None:
    from workbench import interchange
    from workbench.cli import printing

    if as_json:
        printing.print_json([interchange.match_to_json(match) for match in found])
    elif found:
        printing.print_matches(found)
    elif filtered:
        printing.print_line("No past claim that fits is similar.")
    else:
        printing.print_line("No past claim is similar. Bring some in with: workbench import FILE")


def _search_file(session: Session, source: str, *, limit: int, wanted: "Wanted") -> None:
    from workbench.cli import printing
    from workbench.pipeline import SimilarClaims
    from workbench.reading.queries import read_queries_path

    queries, bad_lines = read_queries_path(Path(source))
    for bad in bad_lines:
        say(f"{source}, line {bad.line}: {bad.reason}")
    if not queries and not bad_lines:
        message = f"{source} holds no queries."
        raise ReadingError(message, "Each line is one: an id and a text with a tab between.")
    if queries:
        similar = SimilarClaims(session.store, model=session.model)
        work = _searched(similar, queries, session.load_encoder, limit=limit, wanted=wanted)
        finish(work)
        say_unencoded(session.store, model=session.model)
    if bad_lines:
        message = f"{printing.counted(len(bad_lines), 'line')} of {source} held no query."
        raise ReadingError(message, "The others were searched for.")


def _searched(
    similar: "SimilarClaims",
    queries: "Sequence[Query]",
    load_encoder: "Callable[[], Encoder]",
    *,
    limit: int,
    wanted: "Wanted",
) -> "Generator[Progress, None, None]":
    """Print what each query finds, in order, and tell how far it has come."""
    from workbench.cli import printing
    from workbench.pipeline import Progress, Stage

    yield Progress(Stage.LOADING, 0, 1)
    encoder = load_encoder()
    for start in range(0, len(queries), CHUNK):
        yield Progress(Stage.SEARCHING, start, len(queries))
        some = queries[start : start + CHUNK]
        ranked = similar.ids_to_texts(
            [query.text for query in some], encoder=encoder, limit=limit, wanted=wanted
        )
        printing.print_json_lines(
            {"query": query.id, "ranked": list(ids)}
            for query, ids in zip(some, ranked, strict=True)
        )
        sys.stdout.flush()
