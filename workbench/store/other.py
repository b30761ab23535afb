"""Another workbench store as a list of past claims: its claims as decided there, and its lists.

The file is opened for reading only and let go before its claims go anywhere; a store of an earlier
version is read from a copy, so that it stays as it was.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from workbench.errors import NewerStoreError, NotAStoreError, StoreBusyError
from workbench.model import PastClaim
from workbench.store import migrations, queries
from workbench.store.file import StoreFile

MARK = b"DUCK"
MARK_AT = 8
"""Where a DuckDB file says what it is."""
CELLS = (
    "id",
    "text",
    "title",
    "rating",
    "publisher",
    "address",
    "speaker",
    "reason",
    "analyst",
    "origin",
)
LONGEST = 1_000_000
"""Characters of anything that a store says of a claim."""
PIECE = 5_000
"""Claims read at once."""


def is_database(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a DuckDB database."""
    return head.startswith(MARK, MARK_AT)


def past_claims_of(path: Path, *, wait: float = 5.0) -> Iterator[PastClaim]:
    """Return the claims of a store, with their verdicts, and its past claims, each as imported.

    Its own claims get ids of their own, which are the same at every import, and name the store as
    their origin. Raises NotAStoreError, NewerStoreError, and StoreBusyError after `wait` seconds.
    """
    try:
        with _readable(path, wait=wait) as file:
            yield from _claims(file, origin="/".join(path.resolve().parts[-2:]))
    except StoreBusyError as error:
        raise StoreBusyError(error.message, "Close it there, and import it again.") from error
    except (NotAStoreError, NewerStoreError) as error:
        hint = "Import a list of past claims, or a store of this version."
        raise type(error)(error.message, hint) from error


@contextmanager
def _readable(path: Path, *, wait: float) -> Iterator[StoreFile]:
    """Give the store itself, or a copy brought up to this version where it is of an earlier one."""
    file = StoreFile(path, wait=wait)
    with file.as_it_is() as con:
        number = migrations.schema_number(con)
    if number == migrations.shipped()[-1].number:
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="workbench.") as folder:
        copy = Path(folder) / path.name
        file.copy_to(copy)
        yield StoreFile(copy, wait=wait)


def _claims(file: StoreFile, *, origin: str) -> Iterator[PastClaim]:
    with file.reading() as con:
        seal = _seal(con)
        ids = con.execute(
            """
            select id
            from (
              select past_claims.id, past_claims.entry, 0 as place
              from past_claims
              union all
              select claims.id, articles.entry, claims.place
              from claims
              join articles
                on articles.id = claims.article_id
            ) as kept
            order by entry, place, id
            """
        ).fetchall()
    for start in range(0, len(ids), PIECE):
        with file.reading() as con:
            found = [
                _as_imported(past, seal=seal, origin=origin)
                for past in queries.past_claims(con, [id_ for (id_,) in ids[start : start + PIECE]])
            ]
        yield from found


def _seal(con: duckdb.DuckDBPyConnection) -> str:
    """Return what tells a store from others for good: its first entry's hash."""
    found = con.execute("select sha256 from ledger where number = 1").fetchall()
    return str(found[0][0]) if found else ""


def _as_imported(past: PastClaim, *, seal: str, origin: str) -> PastClaim:
    """Return a past claim as it stands in the store that it is brought into.

    ValueError for what this program would not have written.
    """
    cells = [getattr(past, name) for name in CELLS if getattr(past, name) is not None]
    sound = all(isinstance(cell, str) and len(cell) <= LONGEST for cell in cells)
    if not (past.id and past.text and sound):
        message = f"a past claim, {past.id!s:.40}, is not one"
        raise ValueError(message)
    if past.article_id is None:
        return replace(past, figures=(), origin=past.origin or origin)
    return replace(
        past,
        id=hashlib.sha256(f"{seal}\n{past.id}".encode()).hexdigest()[:16],
        date=past.decided or past.date,
        figures=(),
        article_id=None,
        decided=None,
        manner=past.manner if past.manner and past.manner.turns_sense else None,
        origin=origin,
    )
