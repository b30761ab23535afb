"""A store written anew without the space that was let go, and put in its own place.

The new file is made beside the store while the old one is open for reading: nobody can write
meanwhile, and a kill at any moment leaves the old store or the new one, whole.
"""

from dataclasses import dataclass

import duckdb

from workbench.errors import StoreError
from workbench.model import Head
from workbench.store import copies, ledger
from workbench.store.file import StoreFile

PIECE = 50_000
"""Rows that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What it came to, in bytes."""

    before: int
    after: int
    head: Head


def compact(file: StoreFile) -> Compacted:
    """Write the store anew; the bytes before and after.

    StoreError, and nothing changed, where there is no store, where its chain does not hold, or
    where what was written is not what was read.
    """
    with file.replacing() as (old, draft):
        before = file.file.stat()
        broken_at = ledger.broken_at(old)
        if broken_at is not None:
            message = f"The chain of {file.path.name} breaks at entry {broken_at:,}."
            hint = "Nothing was changed. What does not hold is named by: workbench verify"
            raise StoreError(message, hint)
        with file.new(draft) as new:
            tables = _tables(new)
            if _tables(old) != tables:
                message = f"{file.path.name} holds tables that are not this program's."
                raise StoreError(message, "Nothing was changed.")
            for table in tables:
                if table != "workbench_migrations":  # which the schema wrote, and is compared too
                    _fill(table, old, new)
            new.execute("checkpoint")
            head = ledger.head(new)
            same = all(_sum(table, old) == _sum(table, new) for table in tables)
            if not same or head != ledger.head(old) or ledger.broken_at(new) is not None:
                message = f"{file.path.name} could not be written anew as it was."
                raise StoreError(message, "Nothing was changed; keep a backup.")
        draft.chmod(before.st_mode & 0o777)
        copies.sync(draft)
        after = draft.stat().st_size
        if after < before.st_size:
            draft.replace(file.file)
            copies.sync(file.file.parent)
        return Compacted(before.st_size, min(after, before.st_size), head)


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute("select table_name from duckdb_tables() order by table_name").fetchall()
    return [name for (name,) in found]


def _fill(table: str, old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection) -> None:
    """Write a table's rows in their order."""
    new.register("incoming", old.sql("from " + table).to_arrow_reader(PIECE))
    new.execute("insert into " + table + " by name select * from incoming")  # noqa: S608 - a table of our schema
    new.unregister("incoming")


def _sum(table: str, con: duckdb.DuckDBPyConnection) -> tuple[object, ...]:
    """Return how many rows a table has, and a sum over what stands in them."""
    sql = "select count(*), sum(hash(one)) from " + table + " as one"  # noqa: S608 - as above
    (found,) = con.execute(sql).fetchall()
    return tuple(found)
