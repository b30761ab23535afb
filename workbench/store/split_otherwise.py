"""Claims of an article that another store had split otherwise, which a merge set beside ours.

An article is here once, with the claims of the entry that took it in first. What a merge brings of
another splitting is filed under the entry that took it in there, and tied to that of the merge.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from workbench import interchange
from workbench.store import ledger, rows

if TYPE_CHECKING:
    from workbench.model import Json


def claims(con: duckdb.DuckDBPyConnection, numbers: range) -> Sequence[rows.Row]:
    """Return those that are filed under entries of these numbers, by their ids."""
    return tuple(
        rows.fetched(
            con,
            """
            select claim_rows.*
            from claim_rows
            join article_rows
              on article_rows.id = claim_rows.article_id
            join searchable
              on searchable.claim_id = claim_rows.id
            where claim_rows.made_by is null
              and searchable.entry <> article_rows.entry
              and searchable.entry between ? and ?
            order by claim_rows.id
            """,
            [numbers.start, numbers.stop - 1],
        )
    )


def sha256(con: duckdb.DuckDBPyConnection, found: Sequence[rows.Row]) -> str:
    """Return what the entry of a merge says of them; ValueError for a row that holds no claim."""
    articles = {
        row["id"]: rows.article_of(row) for row in rows.fetched(con, "select * from article_rows")
    }
    content: list[Json] = [
        interchange.claim_to_json(rows.claim_of(row), articles[row["article_id"]]) for row in found
    ]
    return ledger.sha256_of(content)
