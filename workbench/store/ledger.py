"""The chain of entries: each carries the SHA-256 of the one before and of its own canonical form.

The canonical form is RFC 8785 (JSON Canonicalization Scheme) over `{number, id, at, analyst, kind,
body, previous}`, so that anyone can recompute the chain with another program. An entry that was
altered, dropped, put in or moved breaks it there; whether the newest entries were cut off shows
only against a head that was kept elsewhere, as in a report.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import duckdb
import rfc8785

from workbench.errors import NotFoundError, StoreError
from workbench.model import Entry, EntryKind, Head, Json
from workbench.store import acts, bodies

_Row = tuple[str, dt.datetime, str, str, str]
"""An entry's id, time in UTC without its zone, analyst, kind and body as JSON text."""

START = Head(0, "0" * 64)
MOMENTS_OF_A_MILLISECOND = 1 << 20
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - times are stored without their zone
_AT_ONCE = 5_000
"""Rows of one statement."""


def canonical(value: Json) -> bytes:
    """Return the RFC 8785 form; StoreError for what has none (NaN, half a surrogate pair)."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        message = f"This cannot be kept, as it has no canonical form: {error}."
        raise StoreError(message) from error


def sha256_of(value: Json) -> str:
    """Return the SHA-256 of a value's canonical form, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def head(con: duckdb.DuckDBPyConnection) -> Head:
    """Return the newest entry's number and hash."""
    rows = con.execute(
        """
        select number, sha256
        from ledger
        where number = (select max(number) from ledger)
        """
    ).fetchall()
    return Head(*rows[0]) if rows else START


def has(con: duckdb.DuckDBPyConnection, newest: Head) -> bool:
    """Tell whether this was the newest entry once: what came up to it is in the store."""
    if newest == START:
        return True
    rows = con.execute("select sha256 from ledger where number = ?", [newest.number]).fetchall()
    return rows == [(newest.sha256,)]


def append(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> Head:
    """Append entries in order and return the new head.

    StoreError for an id that the ledger has already, NotFoundError for a claim, a past claim or an
    entry that is not in the store, ValueError for a body that does not fit its kind.
    """
    _refuse_known_ids(con, entries)
    refuse_unknown(con, entries)
    _refuse_unknown_articles(con, entries)
    _refuse_unknown_evidence(con, entries)
    newest, last = head(con), last_moment(con)
    links = []
    for entry in entries:
        last = max(least_moment(entry.at, entry.id), last + 1)
        links.append(_link(entry, newest, moment=last))
        newest = Head(links[-1].number, links[-1].sha256)
    _insert(con, links)
    return newest


def refuse_unknown(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Raise NotFoundError for a claim, past claim or entry named that is not in the store.

    ValueError for a body that does not fit its kind.
    """
    _refuse_unknown_claims(con, entries)
    _refuse_unknown_past_claims(con, entries)
    _refuse_unknown_entries(con, entries)


def append_merged(con: duckdb.DuckDBPyConnection, entries: Iterable[tuple[Entry, int]]) -> Head:
    """Append entries of another store, checked already, that keep the moments they have there."""
    newest = head(con)
    links: list[_Link] = []
    for entry, moment in entries:
        links.append(_link(entry, newest, moment=moment))
        newest = Head(links[-1].number, links[-1].sha256)
    for start in range(0, len(links), _AT_ONCE):
        _insert(con, links[start : start + _AT_ONCE])
    return newest


def last_moment(con: duckdb.DuckDBPyConnection) -> int:
    """Return the greatest moment of all entries; 0 for an empty ledger."""
    ((last,),) = con.execute("select coalesce(max(moment), 0) from ledger").fetchall()
    return int(last)


def least_moment(at: dt.datetime, id_: str) -> int:
    """Return the moment of an entry where nothing came before: its time and its id's hash.

    Milliseconds since 1970, then 20 bits that keep two stores' entries of one moment apart.
    """
    since = without_zone(at) - _EPOCH
    low = int(hashlib.sha256(id_.encode("utf-8")).hexdigest()[:5], 16)
    return (since // dt.timedelta(milliseconds=1)) * MOMENTS_OF_A_MILLISECOND + low


def about(con: duckdb.DuckDBPyConnection, id_: str) -> tuple[Entry, ...]:
    """Return the entries about one claim or past claim as they count, what was undone included."""
    found = con.execute(
        """
        with named as (
          select entry_id as id
          from acts
          where claim_id = ?
          union
          select id
          from ledger
          where kind = 'linked'
            and (body::json ->> 'past') = ?
        ),
        arrivals as (
          select entry as number
          from past_claims
          where id = ?
          union
          select article_rows.entry as number
          from claim_rows
          join article_rows
            on article_rows.id = claim_rows.article_id
          where claim_rows.id = ?
            and claim_rows.made_by is null
        )
        select id, at_utc, analyst, kind, body
        from ledger
        where number in (select number from arrivals)
          or id in (select id from named)
          or number in (
            select entry
            from turns
            where entry_id in (select id from named)
          )
        order by moment
        """,
        [id_] * 4,
    ).fetchall()
    return tuple(entry_of(row) for row in found)


def broken_at(con: duckdb.DuckDBPyConnection) -> int | None:
    """Recompute the chain; return the number of the first entry that does not hold, or None.

    A gap or a duplicate is named by the number that should have stood there.
    """
    previous = START
    reader = con.execute(
        """
        select number, id, at_utc, analyst, kind, body, previous, sha256
        from ledger
        order by number
        """
    )
    while rows := reader.fetchmany(1000):
        for number, id_, at, analyst, kind, body, claimed_previous, sha256 in rows:
            expected = previous.number + 1
            if number != expected or claimed_previous != previous.sha256:
                return expected
            if not _holds(number, (id_, at, analyst, kind, body), previous.sha256, sha256):
                return expected
            previous = Head(number, sha256)
    return None


def entry_of(row: _Row) -> Entry:
    """Return the entry of a row (id, at_utc, analyst, kind, body)."""
    id_, at, analyst, kind, body = row
    return Entry(id_, in_utc(at), analyst, EntryKind(kind), json.loads(body))


def in_utc(at: dt.datetime) -> dt.datetime:
    """Return a stored time, which has no zone, as the time in UTC that it is."""
    return at.replace(tzinfo=dt.UTC)


def without_zone(at: dt.datetime) -> dt.datetime:
    """Return a time as it is stored: in UTC, its zone left off; ValueError where it had none."""
    if at.tzinfo is None:
        message = "an entry's time has to know its zone"
        raise ValueError(message)
    return at.astimezone(dt.UTC).replace(tzinfo=None)


class _Link(NamedTuple):
    """A row of the ledger."""

    number: int
    id: str
    at_utc: dt.datetime
    analyst: str
    kind: str
    body: str
    previous: str
    sha256: str
    moment: int


def _link(entry: Entry, newest: Head, *, moment: int) -> _Link:
    number = newest.number + 1
    body = canonical(dict(entry.body)).decode("utf-8")
    row = (entry.id, without_zone(entry.at), entry.analyst, entry.kind.value, body)
    sha256 = _sha256(number, row, newest.sha256)
    return _Link(number, *row, newest.sha256, sha256, moment)


def _insert(con: duckdb.DuckDBPyConnection, links: Sequence[_Link]) -> None:
    """Insert all rows by one statement, a list for each column, and what follows from them."""
    if links:
        con.execute(
            """
            insert into ledger (number, id, at_utc, analyst, kind, body, previous, sha256, moment)
            select
              unnest(?::bigint[]),
              unnest(?::text[]),
              unnest(?::timestamp[]),
              unnest(?::text[]),
              unnest(?::text[]),
              unnest(?::text[]),
              unnest(?::text[]),
              unnest(?::text[]),
              unnest(?::bigint[])
            """,
            [list(column) for column in zip(*links, strict=True)],
        )
        acts.follow(con, after=links[0].number - 1)


def _sha256(number: int, row: _Row, previous: str) -> str:
    id_, at, analyst, kind, body = row
    return sha256_of(
        {
            "number": number,
            "id": id_,
            "at": f"{at.isoformat(timespec='microseconds')}Z",
            "analyst": analyst,
            "kind": kind,
            "body": json.loads(body),
            "previous": previous,
        }
    )


def _holds(number: int, row: _Row, previous: str, sha256: str) -> bool:
    body = row[-1]
    try:
        untouched = canonical(json.loads(body)).decode("utf-8") == body
        return untouched and _sha256(number, row, previous) == sha256
    except (RecursionError, StoreError, ValueError):  # no JSON, or without a canonical form
        return False


def _refuse_known_ids(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    ids = [entry.id for entry in entries]
    known = _known(con, "select id from ledger where id in (select unnest(?::text[]))", ids)
    for id_ in ids:
        if id_ in known:
            message = f"The ledger has an entry {id_} already."
            raise StoreError(message, "Each entry needs an id of its own.")
        known.add(id_)


def _refuse_unknown_claims(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    named = [claim for entry in entries for claim in bodies.claims_named(entry)]
    known = _known(con, "select id from claim_rows where id in (select unnest(?::text[]))", named)
    for claim in named:
        if claim not in known:
            message = f"No claim {claim} is in the store."
            raise NotFoundError(message, "`workbench list` shows the claims.")


def _refuse_unknown_past_claims(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    named = [bodies.text(entry.body, "past") for entry in entries if entry.kind is EntryKind.LINKED]
    sql = """
        select id from past_claims where id in (select unnest(?::text[]))
        union
        select id from claim_rows where id in (select unnest(?::text[]))
        """
    found = con.execute(sql, [named, named]).fetchall() if named else []
    known = {id_ for (id_,) in found}
    for past in named:
        if past not in known:
            message = f"No past claim {past} is in the store."
            raise NotFoundError(message, "`workbench search` shows the past claims.")


def _refuse_unknown_articles(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    named = [article for entry in entries for article in bodies.articles_named(entry)]
    known = _known(con, "select id from articles where id in (select unnest(?::text[]))", named)
    for article in named:
        if article not in known:
            message = f"No article {article} is in the store."
            raise NotFoundError(message, "`workbench articles` shows the articles.")


def _refuse_unknown_entries(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    turns = [entry for entry in entries if entry.kind in {EntryKind.UNDONE, EntryKind.REDONE}]
    named = [bodies.text(entry.body, "entry") for entry in turns]
    known = _known(con, "select id from ledger where id in (select unnest(?::text[]))", named)
    known |= {entry.id for entry in entries}
    for id_ in named:
        if id_ not in known:
            message = f"The ledger has no entry {id_} to undo or redo."
            raise NotFoundError(message)


def _refuse_unknown_evidence(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    named = [id_ for entry in entries if (id_ := bodies.evidence_named(entry)) is not None]
    sql = """
        select id
        from ledger
        where kind = 'evidence given'
          and id in (select unnest(?::text[]))
        """
    known = _known(con, sql, named)
    known |= {entry.id for entry in entries if entry.kind is EntryKind.EVIDENCE_GIVEN}
    for id_ in named:
        if id_ not in known:
            message = f"The ledger has no evidence {id_} to correct or take off."
            raise NotFoundError(message, "`workbench evidence CLAIM` shows what a claim has.")


def _known(con: duckdb.DuckDBPyConnection, sql: str, ids: Sequence[str]) -> set[str]:
    return {id_ for (id_,) in con.execute(sql, [list(ids)]).fetchall()} if ids else set()
