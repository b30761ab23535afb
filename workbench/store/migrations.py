"""Numbered schema files, each applied in a transaction with the row that records it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import duckdb


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of `schema/`: what takes a store from the number before it to its own."""

    number: int
    name: str
    """The file's name."""
    sql: str

    @property
    def sha256(self) -> str:
        """Of the file; a migration that shipped is never edited."""
        return hashlib.sha256(self.sql.encode("utf-8")).hexdigest()


@cache
def shipped() -> tuple[Migration, ...]:
    """Return the migrations of this version, in order of their numbers."""
    folder = resources.files("workbench.store") / "schema"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    return tuple(
        Migration(int(file.name.split("_")[0]), file.name, file.read_text(encoding="utf-8"))
        for file in files
    )


def schema_number(con: duckdb.DuckDBPyConnection) -> int | None:
    """Return the number of the newest migration applied; None where this is no store of ours."""
    try:
        # Asking the catalog whether the table is there takes ten times as long (8 ms).
        rows = con.execute("select max(number) from workbench_migrations").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    ((newest,),) = rows
    return newest if isinstance(newest, int) else None


_MADE = """
    select 'table', schema_name, table_name, sql from duckdb_tables() where not internal
    union all
    select 'view', schema_name, view_name, sql from duckdb_views() where not internal
    union all
    select 'macro', schema_name, function_name,
        concat(function_type, parameters::varchar, ' ', macro_definition)
    from duckdb_functions() where not internal
    union all
    select 'index', schema_name, index_name, sql from duckdb_indexes()
    union all
    select 'sequence', schema_name, sequence_name, sql from duckdb_sequences()
    union all
    select 'type', schema_name, type_name, logical_type from duckdb_types() where not internal
"""
_TRIGGERS = "union all select 'trigger', schema_name, trigger_name, sql from duckdb_triggers()"
_CAST = re.compile(r" AS (\w+)((?:\[\])*)\)")
_RESOLVED = {"TEXT": "VARCHAR"}


def made_otherwise(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what a store holds that the migrations make otherwise or not at all, or that it lacks.

    Rows aside: tables, views, macros and the like, each as its kind and name. A view that was put
    in another's place would tell of rows that nobody wrote.
    """
    with duckdb.connect(":memory:") as fresh:
        migrate(fresh, shipped())
        meant = _made(fresh)
    return sorted({f"{kind} {name}" for kind, _, name, _ in meant ^ _made(con)})


def _made(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str, str, str]]:
    """Return what a database holds: kind, schema, name, definition."""
    sql = _MADE
    if con.execute(
        "select 1 from duckdb_functions() where function_name = 'duckdb_triggers'"
    ).fetchall():  # since 2.0
        sql += _TRIGGERS
    return {
        (kind, schema, name, _CAST.sub(_resolved, made or ""))
        for kind, schema, name, made in con.execute(sql).fetchall()
    }


def _resolved(cast: re.Match[str]) -> str:
    """Name a type as DuckDB does in a file that was opened again."""
    return f" AS {_RESOLVED.get(cast[1].upper(), cast[1].upper())}{cast[2]})"


def migrate(con: duckdb.DuckDBPyConnection, migrations: Sequence[Migration]) -> None:
    """Apply the migrations that are not recorded yet, in order; one that fails leaves no trace.

    Each is a transaction; a new store is made in one, which takes a fifth off and one write to the
    disk for eleven.
    """
    newest = schema_number(con)
    pending = [migration for migration in migrations if migration.number > (newest or 0)]
    for together in [pending] if newest is None else [[one] for one in pending]:
        con.execute("begin transaction")
        try:
            for migration in together:
                _apply(con, migration)
        except BaseException:
            con.execute("rollback")
            raise
        con.execute("commit")
    if pending:
        con.execute("checkpoint")


def _apply(con: duckdb.DuckDBPyConnection, migration: Migration) -> None:
    con.execute(migration.sql)
    con.execute(
        """
        insert into workbench_migrations (number, name, sha256)
        values (?, ?, ?)
        """,
        [migration.number, migration.name, migration.sha256],
    )
