"""Sentence vectors: kept by the SHA-256 of their text and by model, never twice for one text."""

import hashlib
from collections.abc import Iterable

import duckdb
import numpy as np

from workbench.errors import StoreError
from workbench.store.protocol import Encoded, VectorTable
from workbench.store.rows import text_sha256


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
        digest.update(key.encode("ascii"))
        digest.update(matrix[row].tobytes())
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


def load(con: duckdb.DuckDBPyConnection, *, model: str) -> VectorTable:
    """Return the vectors of all claims and past claims that this model made."""
    table = con.sql(
        """
        select searchable.id, vectors.vector
        from (
          select id, text_sha256 from claims
          union all
          select id, text_sha256 from past_claims
        ) as searchable
        join vectors
          on vectors.text_sha256 = searchable.text_sha256
        where vectors.model = ?
        """,
        params=[model],
    ).to_arrow_table()
    ids = tuple(table.column("id").to_pylist())
    chunks = [chunk.flatten().to_numpy() for chunk in table.column("vector").chunks]
    values = np.concatenate(chunks) if chunks else np.empty(0)
    dimensions = len(values) // len(ids) if ids else 0
    if len(values) != len(ids) * dimensions:
        message = f"The vectors that {model} made differ in length."
        raise StoreError(message, "Use one version of the model.")
    return VectorTable(ids, values.astype(np.float32, copy=False).reshape(len(ids), dimensions))
