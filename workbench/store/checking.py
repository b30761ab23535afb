"""A stranger's store, looked through before anything is taken: ValueError says what is amiss."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb
import numpy as np

from workbench.errors import NotFoundError
from workbench.model import Article, Claim, Entry, EntryKind
from workbench.store import arriving, bodies, derivations, ledger, rows, verifying

if TYPE_CHECKING:
    import pyarrow as pa

NEARLY_ONE = 0.01
"""How far from 1 the length of a vector may be."""


def refuse_unsound(theirs: duckdb.DuckDBPyConnection, entries: Sequence[tuple[Entry, int]]) -> None:
    """Raise ValueError where a ledger does not hold, names what is missing, or a row reads ill.

    Entries come in the ledger's order, with their moments.
    """
    if (broken := ledger.broken_at(theirs)) is not None:
        message = f"its ledger does not hold at entry {broken}"
        raise ValueError(message)
    _refuse_moments(entries)
    listed = [entry for entry, _ in entries]
    for entry in listed:
        bodies.refuse_misread(entry)
    articles = _articles(theirs)
    try:
        ledger.refuse_unknown(theirs, listed)
    except NotFoundError as error:
        message = f"an entry names what is not there: {error.message.rstrip('.')}"
        raise ValueError(message) from error
    named = (id_ for entry in listed for id_ in bodies.articles_named(entry))
    if missing := next((id_ for id_ in named if id_ not in articles), None):
        message = f"an entry names what is not there: article {missing}"
        raise ValueError(message)
    _refuse_claims(theirs, articles, {entry.id for entry in listed})
    _refuse_past_claims(theirs)
    _refuse_arrivals(theirs, listed, articles)
    numbered = dict(enumerate(listed, 1))
    for fault in derivations.vector_faults(theirs, numbered, verifying.brought(numbered)):
        message = f"its vectors are not what its entry {fault.entry} says"
        raise ValueError(message)


def known_entries(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> dict[str, int]:
    """Return the numbers here of those entries that are here; ValueError where one differs."""
    found = con.execute(
        """
        select number, id, at_utc, analyst, kind, body
        from ledger
        where id in (select unnest(?::text[]))
        """,
        [[entry.id for entry in entries]],
    ).fetchall()
    theirs = {entry.id: entry for entry in entries}
    for _, *row in found:
        entry = ledger.entry_of(tuple(row))
        if entry != theirs[entry.id]:
            message = f"its entry {entry.id} reads otherwise here"
            raise ValueError(message)
    return {id_: number for number, id_, *_ in found}


def refuse_unsound_vectors(con: duckdb.DuckDBPyConnection, table: "pa.Table") -> None:
    """Raise ValueError where vectors are not of one model's length, or not of length 1."""
    known = dict(
        con.execute("select model, max(len(vector)) from vectors group by model").fetchall()
    )
    for model, vector in zip(
        table.column("model").to_pylist(), table.column("vector").to_pylist(), strict=True
    ):
        length = float(np.linalg.norm(np.asarray(vector, dtype=np.float64)))
        if known.setdefault(model, len(vector)) != len(vector) or abs(length - 1) > NEARLY_ONE:
            message = f"a vector of {model!s:.60} is not as long as that model's are"
            raise ValueError(message)


def _refuse_moments(entries: Sequence[tuple[Entry, int]]) -> None:
    """Refuse moments that no store gives: before the entry's time, or beyond all entries'."""
    least = [ledger.least_moment(entry.at, entry.id) for entry, _ in entries]
    beyond = max(least, default=0) + len(entries)
    ids = {entry.id for entry, _ in entries}
    fits = all(low <= moment <= beyond for low, (_, moment) in zip(least, entries, strict=True))
    if len(ids) != len(entries) or not fits:
        message = "its entries do not count as this program makes them count"
        raise ValueError(message)


def _articles(theirs: duckdb.DuckDBPyConnection) -> Mapping[str, Article]:
    numbers = {number for (number,) in theirs.execute("select number from ledger").fetchall()}
    found = {}
    for row in rows.fetched(theirs, "select * from article_rows"):
        article = rows.article_of(row)
        fresh = Article.of(article.text, title=article.title)
        if fresh.id != article.id or not article.title or row["entry"] not in numbers:
            message = f"its article {article.id!s:.16} is not what its id says"
            raise ValueError(message)
        found[article.id] = article
    return found


def _refuse_claims(
    theirs: duckdb.DuckDBPyConnection, articles: Mapping[str, Article], entries: set[str]
) -> None:
    for row in rows.fetched(theirs, "select * from claim_rows"):
        claim, made_by = rows.claim_of(row), row["made_by"]
        article = articles.get(claim.article_id)
        spans = [*claim.spans, *(bracket.source for bracket in claim.brackets)]
        spans += [claim.speaker_span] if claim.speaker_span else []
        outside = article is None or any(span.end > len(article.text) for span in spans)
        unknown = made_by is not None and made_by not in entries
        if (
            outside
            or unknown
            or not claim.text
            or rows.text_sha256(claim.text) != row["text_sha256"]
        ):
            message = f"its claim {claim.id!s:.16} is none of its article’s"
            raise ValueError(message)
    for row in rows.fetched(theirs, "select * from left_out"):
        article = articles.get(row["article_id"])
        left_out = rows.left_out_of(row)
        if article is None or any(span.end > len(article.text) for span in left_out.spans):
            message = "a statement that was left out is none of its article’s"
            raise ValueError(message)


def _refuse_past_claims(theirs: duckdb.DuckDBPyConnection) -> None:
    claims = {id_ for (id_,) in theirs.execute("select id from claim_rows").fetchall()}
    for row in rows.fetched(theirs, "select *, null as decided from past_claim_versions"):
        past = rows.past_claim_of(row)
        sound = past.id and past.text and rows.text_sha256(past.text) == row["text_sha256"]
        if not sound or past.id in claims:
            message = f"its past claim {past.id!s:.16} is not one"
            raise ValueError(message)


def _refuse_arrivals(
    theirs: duckdb.DuckDBPyConnection, entries: Sequence[Entry], articles: Mapping[str, Article]
) -> None:
    """Refuse an article that is not as its entry says that it came in.

    Where two entries took one in, each speaks of a splitting of its own, and the store has both.
    """
    claims: dict[str, list[Claim]] = {}
    for row in rows.fetched(
        theirs, "select * from claim_rows where made_by is null order by article_id, place"
    ):
        claim = rows.claim_of(row)
        claims.setdefault(claim.article_id, []).append(claim)
    left_out: dict[str, list[rows.Row]] = {}
    for row in rows.fetched(theirs, "select * from left_out order by article_id, place"):
        left_out.setdefault(row["article_id"], []).append(row)
    furniture: dict[str, list[rows.Row]] = {}
    for row in rows.fetched(theirs, "select * from furniture order by article_id, place"):
        furniture.setdefault(row["article_id"], []).append(row)
    for row in rows.fetched(theirs, "select * from arrivals"):
        rows.arrival_of(row)
    added: dict[str, list[Entry]] = {}
    for one in entries:
        if one.kind is EntryKind.ARTICLE_ADDED:
            added.setdefault(str(one.body.get("article")), []).append(one)
    for article_id, article in articles.items():
        if len(added.get(article_id, ())) != 1:
            continue
        body = added[article_id][0].body
        ours, out = claims.get(article_id, []), left_out.get(article_id, [])
        counts = (body.get("claim_count"), body.get("left_out_count"))
        content = rows.article_content(article, ours, [rows.left_out_of(one) for one in out])
        around = arriving.furniture_holds(furniture.get(article_id, ()), body)
        same = (len(ours), len(out)) == counts and around
        if not same or ledger.sha256_of(content) != body["content_sha256"]:
            message = f"its article {article_id!s:.16} is not what its entry says came in"
            raise ValueError(message)
