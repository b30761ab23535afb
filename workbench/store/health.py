"""How a store's file is, looked at without changing it."""

from dataclasses import dataclass
from pathlib import Path

from workbench.model import Head
from workbench.store import ledger, migrations
from workbench.store.file import StoreFile
from workbench.store.index import followed


@dataclass(frozen=True, slots=True)
class Health:
    """What is to be said of a store that is there."""

    schema: int
    size: int
    """In bytes, of the file alone."""
    head: Head
    broken_at: int | None
    """The number of the first entry at which the chain does not hold."""
    index_at: int | None
    """The newest entry when the kept index was last written; None where none is kept, or where it
    is of another store: searching makes it anew."""


def health(path: Path, *, model: str, wait: float = 5.0) -> Health:
    """Look at a store of whichever version; StoreError where it cannot be opened."""
    file = StoreFile(path, wait=wait)
    with file.as_it_is() as con:
        kept = followed(file.file, model)
        if kept is not None and not ledger.has(con, kept):
            kept = None
        return Health(
            schema=migrations.schema_number(con) or 0,
            size=file.file.stat().st_size,
            head=ledger.head(con),
            broken_at=ledger.broken_at(con),
            index_at=None if kept is None else kept.number,
        )
