"""What entries say of claims, and what was taken back, in tables that follow the ledger.

The views `told_acts` and `told_turns` read both out of the entries' JSON, which takes longer the
more entries there are; the tables keep what they told when each entry came in.
"""

import duckdb

_TABLES = ("acts", "turns")


def follow(con: duckdb.DuckDBPyConnection, *, after: int) -> None:
    """Take in the entries after this number, which were just appended."""
    for table in _TABLES:
        sql = f"insert into {table} from told_{table} where entry > ? order by entry"
        con.execute(sql, [after])


def first_otherwise(con: duckdb.DuckDBPyConnection) -> int | None:
    """Return the number of the first entry that the tables tell otherwise than it reads, if any."""
    found = [
        con.execute(
            f"""
            select min(entry)
            from (
              (from {table} except all from told_{table})
              union all
              (from told_{table} except all from {table})
            ) as differing
            """  # noqa: S608 - our names
        ).fetchall()[0][0]
        for table in _TABLES
    ]
    return min((number for number in found if number is not None), default=None)


def make_anew(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables from all entries."""
    for table in _TABLES:
        con.execute(f"delete from {table}")  # noqa: S608 - our names
    follow(con, after=0)
