"""The nearest vectors, exactly, by one matrix product."""

import numpy as np
from numpy.typing import NDArray


def nearest(
    query: NDArray[np.float32],
    matrix: NDArray[np.float32],
    *,
    limit: int,
    mask: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the rows nearest to the query and their cosines, best first.

    `query` has shape (dimensions,), `matrix` (rows, dimensions), all of length 1; `mask`, shape
    (rows,), is True for rows that may be found. Both results have shape (min(limit, such rows),);
    of equal cosines the lower row comes first.
    """
    rows = np.arange(len(matrix)) if mask is None else np.flatnonzero(mask)
    count = min(limit, len(rows))
    if count <= 0:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
    # One product over all rows: picking rows out first would copy the matrix. Row by row:
    # for `@`, BLAS wakes a second thread, which costs 20 times the product of 6,000 rows.
    scores = np.vecdot(matrix, query)
    if mask is not None:
        scores = scores[rows]
    # argpartition leaves open which of the rows tied at the edge it takes, so all are taken.
    edge = np.partition(scores, -count)[-count]
    within = np.flatnonzero(scores >= edge)
    best = within[np.argsort(-scores[within], kind="stable")][:count]
    return rows[best], scores[best]
