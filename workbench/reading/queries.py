"""A file of texts to search for → queries: an id and a text a line, with a tab between."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.reading.encoding import decode
from workbench.reading.source import MAX_LIST_BYTES, bytes_of_path, shown

HEADINGS: Final = frozenset({"id", "qid", "query", "query_id", "query id", "tweet_id"})
"""First cells that name a column; no query is called so."""


@dataclass(frozen=True, slots=True)
class Query:
    """A text to search for."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no query, with the reason."""

    line: int
    """From 1."""
    reason: str


def read_queries(data: bytes, *, name: str) -> tuple[tuple[Query, ...], tuple[BadLine, ...]]:
    """Return the queries of a file and the lines that hold none, both in the file's order.

    The first line may name the columns. Tabs behind the first are part of the text; empty lines
    are passed over. ReadingError for what is no text.
    """
    queries: dict[str, Query] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(decode(data, name=name).split("\n"), 1):
        before, tab, behind = line.partition("\t")
        id_, text = before.strip(), behind.strip()
        if not line.strip() or (number == 1 and id_.casefold() in HEADINGS):
            continue
        if not tab:
            bad.append(BadLine(number, "there is no tab between an id and a text"))
        elif not id_ or not text:
            bad.append(BadLine(number, f"there is no {'text' if id_ else 'id'}"))
        elif id_ in queries:
            bad.append(BadLine(number, f"there is a query {id_} already"))
        else:
            queries[id_] = Query(id_, text)
    return tuple(queries.values()), tuple(bad)


def read_queries_path(path: Path) -> tuple[tuple[Query, ...], tuple[BadLine, ...]]:
    """Return what `read_queries` finds in a file; ReadingError where it cannot be read."""
    return read_queries(bytes_of_path(path, limit=MAX_LIST_BYTES), name=shown(path))
