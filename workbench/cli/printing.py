"""Results on standard output: tables for a person, JSON for a program."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from workbench.model import (
    ClaimPair,
    Json,
    Match,
    PastClaim,
    ReviewedClaim,
    Status,
    Tally,
)
from workbench.visible import one_line

ONE_LINE = frozenset(
    {
        "id",
        "status",
        "score",
        "verdict",
        "date",
        "published",
        "manner",
        "span",
        "link",
        "kind",
        "moved",
    }
)
"""Columns whose cells are short and stay on one line."""
SHORT_ID = 8
"""Digits of an id that a table shows; enough to name a claim by."""
PIPE_WIDTH = 120
"""Columns of a table that goes to a file or a pipe, in characters."""


def status_words(status: Status) -> str:
    """Return glyph and word, so that neither colour nor font has to carry the verdict alone."""
    return f"{status.glyph} {status}"


def print_json(value: Json) -> None:
    """Print one JSON value, indented."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_json_lines(values: Iterable[Json]) -> None:
    """Print one JSON value a line."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings; every cell is text, never markup."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(Text(heading), no_wrap=heading in ONE_LINE)
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    console().print(table)


def print_objects(columns: Sequence[str], objects: Iterable[Mapping[str, Json]]) -> None:
    """Print the named keys of JSON objects as a table; ids are cut short."""
    print_table(columns, ([_cell(column, item[column]) for column in columns] for item in objects))


def print_claims(claims: Iterable[ReviewedClaim]) -> None:
    """Print claims with where they stand, then how many stand where."""
    listed = list(claims)
    print_table(
        ("id", "status", "claim", "speaker"),
        (
            (
                reviewed.claim.id[:SHORT_ID],
                status_words(reviewed.status),
                reviewed.claim.text,
                reviewed.claim.speaker or "",
            )
            for reviewed in listed
        ),
    )
    print_line(tally_words(Tally.of(reviewed.status for reviewed in listed)))


def print_matches(matches: Iterable[Match]) -> None:
    """Print past claims, the most similar by meaning and words first, each with what differs."""
    matches = tuple(matches)
    print_table(
        ("score", "link", "verdict", "date", "past claim", "source", "differs in"),
        (
            (
                f"{match.score:.2f}" if match.status else "",
                f"{match.status.glyph} {match.status}" if match.status else "",
                past_verdict(match.past, stale=match.stale),
                match.past.date.isoformat() if match.past.date else "",
                match.past.text,
                source(match.past),
                " · ".join(map(str, match.differences)),
            )
            for match in matches
        ),
    )
    if any(match.status for match in matches):
        print_line("Ranked by meaning and words together; the score is meaning alone.")
    else:
        print_line("Ranked by words alone.")


def print_pairs(pairs: Iterable[ClaimPair]) -> None:
    """Print claims of an article that repeat or contradict each other, each with what differs."""
    print_table(
        ("score", "kind", "claim", "other claim", "differs in"),
        (
            (
                f"{pair.score:.2f}",
                f"{pair.kind.glyph} {pair.kind}",
                f"{pair.first.text} ({pair.first.id[:SHORT_ID]})",
                f"{pair.second.text} ({pair.second.id[:SHORT_ID]})",
                " · ".join(map(str, pair.differences)),
            )
            for pair in pairs
        ),
    )


def print_line(text: str) -> None:
    """Print a line of words."""
    console().print(Text(one_line(text)), soft_wrap=True)


def counted(number: int, thing: str) -> str:
    """Return `1 claim`, `12 claims`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def tally_words(tally: Tally) -> str:
    """Return `12 claims: 3 verified, 1 disputed, 0 unconfirmed, 8 unreviewed`."""
    counts = ", ".join(f"{count} {status}" for status, count in tally.counts)
    return f"{counted(tally.total, 'claim')}: {counts}"


def past_verdict(past: PastClaim, *, stale: bool) -> str:
    """Return a past verdict with its day where that is not the claim's own, and whether stale."""
    words = status_words(Status.of(past.verdict))
    if past.verdict_date and past.verdict_date != past.date:
        words += f" {past.verdict_date.isoformat()}"
    return f"{words} ! stale" if stale else words


def source(past: PastClaim) -> str:
    """Return who published it, and where."""
    return " ".join(filter(None, (past.source, past.address)))


def _cell(column: str, value: Json) -> str:
    if column == "id":
        return str(value)[:SHORT_ID]
    match value:
        case None:
            return ""
        case [start, end]:
            return f"{start}–{end}"
    return str(value)


def console() -> Console:
    """Return the console on standard output; wide enough for a table where that is no terminal."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width)
