"""The nearest vectors, exactly, by one matrix product."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

SLACK: Final = 1e-5
"""How far a product may lie from the same one made in other company; rounding leaves 1e-6."""
FEW: Final = 8
"""Queries for which it does not pay that, for `@`, BLAS wakes a second thread: that costs 20 times
the product of one with 6,000 rows."""
MANY: Final = 50_000
"""Rows for which it pays for a single query too: a million take half the time."""
PRODUCTS: Final = 4_000_000
"""Products that are held at once."""


def reaching(
    query: NDArray[np.float32],
    matrix: NDArray[np.float32],
    *,
    floor: float,
    mask: NDArray[np.bool_] | None = None,
    products: NDArray[np.float32] | None = None,
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the rows whose cosines reach the floor, in rising order, and their rough cosines.

    `query` has shape (dimensions,), `matrix` (rows, dimensions), all of length 1; `mask`, shape
    (rows,), is True for rows that may be found. `products`, shape (rows,), are those of the query
    with all rows, where they are known. Rough cosines lie within `SLACK` of those of `cosines`.
    """
    # One product over all rows: picking rows out first would copy the matrix.
    told = _product(query, matrix) if products is None else products
    rows = np.flatnonzero(told >= floor - SLACK)
    if mask is not None:
        rows = rows[mask[rows]]
    edge = np.flatnonzero(told[rows] < floor + SLACK)
    below = edge[cosines(query, matrix, rows[edge]) < floor]
    rows = np.delete(rows, below)
    return rows, told[rows]


def first(scores: NDArray[np.floating], limit: int, *, slack: float = 0.0) -> NDArray[np.intp]:
    """Return the places of the best scores, in the order of places.

    More than the limit where those at its edge are tied, or lie no further apart than `slack`.
    """
    if not 0 < limit < len(scores):
        return np.arange(len(scores) if limit > 0 else 0)
    # argpartition leaves open which of the tied it takes.
    return np.flatnonzero(scores >= np.partition(scores, -limit)[-limit] - slack)


def cosines(
    query: NDArray[np.float32], matrix: NDArray[np.float32], rows: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Return the cosines of some rows: the same to the last bit, whichever others are asked for."""
    told: NDArray[np.float32] = np.vecdot(matrix[rows], query)  # `@` rounds as it is cut
    return told


def all_products(
    queries: NDArray[np.float32], matrix: NDArray[np.float32]
) -> Iterator[NDArray[np.float32]]:
    """Yield what `reaching` takes as `products` for each query, many being multiplied at once."""
    if len(queries) < FEW:
        yield from (_product(query, matrix) for query in queries)
        return
    step = max(PRODUCTS // max(len(matrix), 1), 1)
    for start in range(0, len(queries), step):
        yield from queries[start : start + step] @ matrix.T


def _product(query: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    made: NDArray[np.float32] = matrix @ query if len(matrix) >= MANY else np.vecdot(matrix, query)
    return made
