"""The store written down as text, row by row, and made again from that.

A record is for a store of its schema number; a later one is brought up by the same migrations as a
store of that age. What was made again is as it was: the same rows in the same order, and the same
chain of entries, to which one is added that says where it came from.
"""

import base64
import dataclasses
from pathlib import Path

import duckdb
import numpy as np

from workbench.errors import NewerStoreError, StoreError
from workbench.model import Entry, Json, Record, RecordTable
from workbench.store import checking, ledger, migrations, split_otherwise, vectors, verifying
from workbench.store.file import StoreFile, as_store_error
from workbench.store.kept_files import KeptFiles
from workbench.store.protocol import Derived, Merged

_MIGRATIONS = "workbench_migrations"
_VECTOR = "FLOAT[]"
_DIGITS = "<f4"


def record(con: duckdb.DuckDBPyConnection) -> Record:
    """Write down every row of a store."""
    number = migrations.schema_number(con) or 0
    return Record(number, tuple(_table(con, name) for name in _names(con)))


def make(path: Path, made_from: Record, derived: Derived) -> None:
    """Make a store from a record that may be a stranger's, and look it through.

    NewerStoreError for a record of a later schema, ValueError with what is amiss where it is not
    what this program writes. Kept files are not looked for.
    """
    newest = migrations.shipped()[-1].number
    if made_from.store_schema > newest:
        message = (
            f"it was written by a later version of this program (schema "
            f"{made_from.store_schema}; this version knows {newest})."
        )
        raise NewerStoreError(message, "Upgrade, and import it again.")
    file = StoreFile(path, wait=0)
    try:
        with duckdb.connect(path) as con:
            migrations.migrate(con, migrations.shipped()[: made_from.store_schema])
            con.execute("begin transaction")
            fill(con, made_from)
            con.execute("commit")
    except duckdb.Error as error:
        raise ValueError(as_store_error("it", error).message.rstrip(".")) from error
    try:
        with file.reading() as con:
            _refuse_unsound(con, path, derived)
    except StoreError as error:
        raise ValueError(str(error.__cause__ or error.message)) from error


def fill(con: duckdb.DuckDBPyConnection, made_from: Record) -> None:
    """Write a record's rows into an empty store of its schema; ValueError where they do not fit."""
    names = _names(con)
    if [table.name for table in made_from.tables] != names:
        message = f"its tables are not those of a store of schema {made_from.store_schema}"
        raise ValueError(message)
    for table in made_from.tables:
        _insert(con, table)


def restore(con: duckdb.DuckDBPyConnection, made_from: Record, entry: Entry) -> Merged:
    """Fill an empty store with a sound record of its schema, and add the entry that says so.

    StoreError where the store holds something.
    """
    if ledger.head(con).number:
        message = "Something came into the store meanwhile."
        raise StoreError(message, "Import it again.")
    fill(con, made_from)
    head = ledger.head(con)
    found = Merged(
        entries=head.number,
        articles=made_from.count("article_rows"),
        claims=made_from.count("claim_rows"),
        past_claims=_past_claims(con),
        vectors=made_from.count("vectors"),
    )
    listed: list[Json] = [
        [id_, str(moment)]
        for id_, moment in con.execute("select id, moment from ledger order by number").fetchall()
    ]
    came = range(1, head.number + 1)
    said: dict[str, Json] = {
        "head": head.sha256,
        "number": head.number,
        **found.counts,
        "entries_sha256": ledger.sha256_of(listed),
        "vectors_sha256": vectors.brought_sha256(con, head.number + 1),
        "claims_sha256": split_otherwise.sha256(con, split_otherwise.claims(con, came)),
    }
    ledger.append(con, [dataclasses.replace(entry, body={**entry.body, **said})])
    return found


def _past_claims(con: duckdb.DuckDBPyConnection) -> int:
    ((count,),) = con.execute("select count(*) from past_claims").fetchall()
    return int(count)


def _names(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute(
        "select table_name from duckdb_tables() where not internal order by table_name"
    ).fetchall()
    return [name for (name,) in found if name != _MIGRATIONS]


def _table(con: duckdb.DuckDBPyConnection, name: str) -> RecordTable:
    relation = con.table(name)
    cells = (
        f'"{column}"' if str(type_) == _VECTOR else f'"{column}"::text'
        for column, type_ in zip(relation.columns, relation.types, strict=True)
    )
    found = relation.order("rowid").project(", ".join(cells)).fetchall()
    places = [place for place, type_ in enumerate(relation.types) if str(type_) == _VECTOR]
    for place in places:
        found = [
            (*row[:place], _text_of(row[place]), *row[place + 1 :])  # one such column, in vectors
            for row in found
        ]
    return RecordTable(name, tuple(relation.columns), tuple(found))


def _text_of(vector: list[float]) -> str:
    return base64.b64encode(np.asarray(vector, dtype=_DIGITS).tobytes()).decode("ascii")


def _insert(con: duckdb.DuckDBPyConnection, table: RecordTable) -> None:
    import pyarrow as pa  # ~0.15 s, and reading commands do not need it

    relation = con.table(table.name)
    if list(table.columns) != relation.columns:
        message = f"the columns of its {table.name} are not those of a store"
        raise ValueError(message)
    columns = {}
    for place, (column, type_) in enumerate(zip(table.columns, relation.types, strict=True)):
        cells = [row[place] for row in table.rows]
        if str(type_) == _VECTOR:
            columns[column] = pa.array(map(_vector_of, cells), pa.list_(pa.float32()))
        else:
            columns[column] = pa.array(cells, pa.string())
    if table.rows:
        con.from_arrow(pa.table(columns)).insert_into(table.name)


def _vector_of(text: str | None) -> list[float]:
    return [*np.frombuffer(base64.b64decode(text or "", validate=True), dtype=_DIGITS).tolist()]


class _KeptElsewhere(KeptFiles):
    """Files that lie beside the store that was written down: whether they are whole shows there."""

    def is_whole(self, sha256: str) -> bool:
        return bool(sha256)


def _refuse_unsound(con: duckdb.DuckDBPyConnection, path: Path, derived: Derived) -> None:
    """Raise ValueError where rows do not hold against the entries, or entries against the chain."""
    found = con.execute(
        "select id, at_utc, analyst, kind, body, moment from ledger order by number"
    ).fetchall()
    entries = [(ledger.entry_of(tuple(row)), moment) for *row, moment in found]
    checking.refuse_unsound(con, entries)
    for fault in verifying.faults(con, _KeptElsewhere(path), derived):
        message = fault.sentence[:1].lower() + fault.sentence[1:].rstrip(".")
        at = f"entry {fault.entry:,}: " if fault.entry else ""
        raise ValueError(at + message)
