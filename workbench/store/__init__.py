"""The store: articles, claims, vectors, past claims and the ledger, kept in one DuckDB file.

The only package that imports duckdb. `protocol` and `search_protocol` say what a store does and
import no database.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.store.duck import DuckStore

__all__ = ["DuckStore"]


def __getattr__(name: str) -> object:
    """Import `DuckStore` when it is first asked for, so that the protocol alone stays light."""
    if name == "DuckStore":
        from workbench.store.duck import DuckStore  # duckdb costs ~0.1 s

        return DuckStore
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
