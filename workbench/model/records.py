"""A store written down, so that another program keeps it and this one makes it again."""

from dataclasses import dataclass

Cells = tuple[str | None, ...]
"""A row, each cell as text; a vector is the base64 of its little-endian float32 values."""


@dataclass(frozen=True, slots=True)
class RecordTable:
    """All rows of one table of a store, in the order in which they were written."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file that is kept beside a store, on its way elsewhere."""

    sha256: str
    """Of its bytes, by which the ledger names it."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """All that a store holds, and maybe the files that are kept beside it."""

    store_schema: int
    """The number of the newest schema file that the store was brought up to."""
    tables: tuple[RecordTable, ...]
    """In alphabetical order."""
    files: tuple[CarriedFile, ...] = ()
    """In the order of their hashes."""

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 where there is none of that name."""
        return sum(len(one.rows) for one in self.tables if one.name == table)
