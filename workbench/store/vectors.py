"""Sentence vectors: kept by the SHA-256 of their text and by model, never twice for one text."""

import hashlib
from collections.abc import Iterable, Sequence

import duckdb
import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import StoreError
from workbench.store.protocol import Encoded
from workbench.store.rows import text_sha256
from workbench.store.search_protocol import Mask, Vectors


def missing_texts(
    con: duckdb.DuckDBPyConnection, texts: Iterable[str], *, model: str
) -> tuple[str, ...]:
    """Return the texts that have no vector of this model yet, each once, in order."""
    by_key = {text_sha256(text): text for text in texts}
    if not by_key:
        return ()
    rows = con.execute(
        """
        select text_sha256
        from vectors
        where model = ?
          and text_sha256 in (select unnest(?::text[]))
        """,
        [model, list(by_key)],
    ).fetchall()
    known = {key for (key,) in rows}
    return tuple(text for key, text in by_key.items() if key not in known)


def unencoded_texts(con: duckdb.DuckDBPyConnection, *, model: str) -> tuple[str, ...]:
    """Return the texts of claims and past claims that have no vector of this model yet."""
    found = con.execute(
        """
        select min(kept.text) as text
        from (
          select text_sha256, text from claims
          union all
          select text_sha256, text from past_claims
        ) as kept
        anti join (select text_sha256 from vectors where model = ?) as known
          on known.text_sha256 = kept.text_sha256
        group by kept.text_sha256
        order by text
        """,
        [model],
    ).fetchall()
    return tuple(text for (text,) in found)


def most_encoded_by(con: duckdb.DuckDBPyConnection, models: Sequence[str]) -> str:
    """Return which of the models encoded most; the first of them where they are even.

    All vectors count, and where it has fewer than another, only those of texts in force: what was
    re-cut or corrected before a store was reindexed has no vector of the newer model.
    """
    counts = _counted(
        con,
        """
        select model, count(*)
        from vectors
        where model in (select unnest(?::text[]))
        group by model
        """,
        models,
    )
    if min(counts) > 0 and counts[0] < max(counts):
        counts = _counted(
            con,
            """
            select vectors.model, count(*)
            from vectors
            semi join (
              select text_sha256 from claims
              union all
              select text_sha256 from past_claims
            ) as kept
              on kept.text_sha256 = vectors.text_sha256
            where vectors.model in (select unnest(?::text[]))
            group by vectors.model
            """,
            models,
        )
    return models[counts.index(max(counts))]


def _counted(con: duckdb.DuckDBPyConnection, query: str, models: Sequence[str]) -> list[int]:
    found = dict(con.execute(query, [list(models)]).fetchall())
    return [int(found.get(model, 0)) for model in models]


def keep(con: duckdb.DuckDBPyConnection, encoded: Encoded, *, entry: int) -> str:
    """Keep the vectors of texts that have none; return the SHA-256 over what was kept.

    The hash runs over each text's key and its little-endian float32 values, in the order of the
    keys. ValueError where texts and rows do not match.
    """
    import pyarrow as pa  # ~0.15 s, and only what adds or loads vectors needs it

    matrix = np.ascontiguousarray(encoded.matrix, dtype="<f4")
    if len(encoded.texts) != len(matrix):
        message = f"{len(encoded.texts)} texts have {len(matrix)} vectors"
        raise ValueError(message)
    rows = {text: row for row, text in enumerate(encoded.texts)}
    missing = missing_texts(con, encoded.texts, model=encoded.model)
    kept = sorted((text_sha256(text), rows[text]) for text in missing)
    digest = hashlib.sha256()
    for key, row in kept:
        take_in(digest, key, matrix[row])
    if kept:
        dimensions = matrix.shape[1]
        ends = np.arange(len(kept) + 1, dtype=np.int32) * dimensions
        values = matrix[[row for _, row in kept]].ravel()
        incoming = pa.table(
            {
                "text_sha256": [key for key, _ in kept],
                "vector": pa.ListArray.from_arrays(pa.array(ends), pa.array(values)),
            }
        )
        con.register("incoming", incoming)
        con.execute(
            """
            insert into vectors (text_sha256, model, vector, entry)
            select text_sha256, ?, vector, ?
            from incoming
            """,
            [encoded.model, entry],
        )
        con.unregister("incoming")
    return digest.hexdigest()


def take_in(digest: "hashlib._Hash", key: str, vector: ArrayLike, *, model: str = "") -> None:
    """Take a vector into the hash of what an entry kept; its model where there are several."""
    digest.update(key.encode("ascii", "replace"))
    digest.update(b"\0%b\0" % model.encode() if model else b"")
    digest.update(np.asarray(vector, dtype="<f4").tobytes())


def brought_sha256(con: duckdb.DuckDBPyConnection, entry: int) -> str:
    """Return the SHA-256 over the vectors of several models that one entry brought in."""
    digest = hashlib.sha256()
    reader = con.execute(
        """
        select text_sha256, vector, model
        from vectors
        where entry = ?
        order by model, text_sha256
        """,
        [entry],
    )
    while batch := reader.fetchmany(5000):
        for key, vector, model in batch:
            take_in(digest, key, vector, model=model)
    return digest.hexdigest()


def claim_count(con: duckdb.DuckDBPyConnection) -> int:
    """Return how many numbers claims and past claims have been given."""
    ((last,),) = con.execute("select coalesce(max(number), -1) from searchable").fetchall()
    return int(last) + 1


def in_force(con: duckdb.DuckDBPyConnection, end: int) -> Mask | None:
    """Return which of the claims `[0, end)` may be found; None where all may.

    Not those that were replaced or re-cut, nor those of articles that were taken out.
    """
    retired = con.execute("select number from retired").fetchall()
    # Each view works out anew what was undone, which is for nothing without such entries.
    if con.execute(
        "select 1 from ledger where kind in ('recut', 'article removed') limit 1"
    ).fetchall():
        retired += con.execute(
            """
            select searchable.number
            from searchable
            semi join (
              select claim_id
              from claims_out_of_force
              union all
              select id as claim_id
              from claim_rows
              where article_id in (select article_id from removed_articles)
            ) as hidden
              on hidden.claim_id = searchable.claim_id
            """
        ).fetchall()
    if not retired:
        return None
    mask = np.ones(end, dtype=np.bool_)
    mask[[number for (number,) in retired]] = False
    return mask


def count(con: duckdb.DuckDBPyConnection, *, model: str) -> int:
    """Return how many vectors this model made."""
    ((found,),) = con.execute("select count(*) from vectors where model = ?", [model]).fetchall()
    return int(found)


def having(con: duckdb.DuckDBPyConnection, end: int, *, model: str) -> int:
    """Return how many of the claims `[0, end)` have a vector of this model."""
    ((found,),) = con.execute(
        """
        select count(*)
        from searchable
        join vectors
          on vectors.text_sha256 = searchable.text_sha256
        where vectors.model = ?
          and searchable.number < ?
        """,
        [model, end],
    ).fetchall()
    return int(found)


def of_claims(
    con: duckdb.DuckDBPyConnection, first: int, end: int, *, model: str
) -> tuple[NDArray[np.int64], Vectors]:
    """Return which of the claims `[first, end)` have a vector of this model, and the vectors.

    Most were kept by the entries that added their claims, and are looked for there first; a text
    that was known before has its vector from then.
    """
    rows = con.execute(
        """
        select number, text_sha256, entry
        from searchable
        where number >= ?
          and number < ?
        """,
        [first, end],
    ).fetchall()
    if not rows:
        return np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.float32)
    entries = [entry for _, _, entry in rows]
    found = [_within(con, rows, (min(entries), max(entries)), model=model)]
    known = set(found[0][0].tolist())
    others = [row for row in rows if row[0] not in known]
    if others:
        span = con.execute(
            """
            select min(entry), max(entry)
            from vectors
            where model = ?
              and text_sha256 in (select unnest(?::text[]))
            """,
            [model, [key for _, key, _ in others]],
        ).fetchall()[0]
        if span[0] is not None:
            found.append(_within(con, others, span, model=model))
    parts = [part for part in found if len(part[0])] or found[:1]
    if len({matrix.shape[1] for _, matrix in parts}) > 1:
        raise unequal(model)
    return tuple(map(np.concatenate, zip(*parts, strict=True)))  # type: ignore[return-value]  # a pair of columns


def unequal(model: str) -> StoreError:
    """Return what is wrong with vectors that cannot stand in one matrix."""
    message = f"The vectors that {model} made differ in length."
    return StoreError(message, "Use one version of the model.")


def _within(
    con: duckdb.DuckDBPyConnection,
    claims: Sequence[tuple[int, str, int]],
    entries: tuple[int, int],
    *,
    model: str,
) -> tuple[NDArray[np.int64], Vectors]:
    """Return the numbers and vectors of those claims whose vectors such entries kept."""
    table = con.sql(
        """
        with wanted as (
          select unnest(?::bigint[]) as number, unnest(?::text[]) as text_sha256
        )
        select wanted.number, vectors.vector
        from vectors
        join wanted
          on wanted.text_sha256 = vectors.text_sha256
        where vectors.model = ?
          and vectors.entry between ? and ?
        """,
        params=[
            [number for number, _, _ in claims],
            [key for _, key, _ in claims],
            model,
            *entries,
        ],
    ).to_arrow_table()
    numbers = table.column("number").to_numpy()
    chunks = [chunk.flatten().to_numpy() for chunk in table.column("vector").chunks]
    values = np.concatenate(chunks) if chunks else np.empty(0)
    dimensions = len(values) // len(numbers) if len(numbers) else 0
    if len(values) != len(numbers) * dimensions:
        raise unequal(model)
    matrix = values.astype(np.float32, copy=False).reshape(len(numbers), dimensions)
    return numbers.astype(np.int64), matrix
