"""What entries say of claims, and what was taken back, in tables that follow the ledger.

The views `told_acts` and `told_turns` read both out of the entries' JSON, which takes longer the
more entries there are; the tables keep what they told when each entry came in.
"""

import duckdb


def follow(con: duckdb.DuckDBPyConnection, *, after: int) -> None:
    """Take in the entries after this number, which were just appended."""
    con.execute("insert into acts from told_acts where entry > ? order by entry", [after])
    con.execute("insert into turns from told_turns where entry > ? order by entry", [after])


def first_otherwise(con: duckdb.DuckDBPyConnection) -> int | None:
    """Return the number of the first entry that the tables tell otherwise than it reads, if any."""
    found = con.execute(
        """
        select entry from (from acts except all from told_acts)
        union all
        select entry from (from told_acts except all from acts)
        union all
        select entry from (from turns except all from told_turns)
        union all
        select entry from (from told_turns except all from turns)
        """
    ).fetchall()
    return min((number for (number,) in found), default=None)


def make_anew(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables from all entries."""
    con.execute("delete from acts")
    con.execute("delete from turns")
    follow(con, after=0)
