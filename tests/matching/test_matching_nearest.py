import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.matching.nearest import MANY, SLACK, all_products, cosines, first, reaching


def unit_rows(count: int, *, seed: int = 7) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def nearest(
    query: NDArray[np.float32],
    matrix: NDArray[np.float32],
    *,
    limit: int,
    floor: float = -1.5,
    mask: NDArray[np.bool_] | None = None,
    products: NDArray[np.float32] | None = None,
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the nearest rows and their cosines, best first, as a search ranks them."""
    rows, rough = reaching(query, matrix, floor=floor, mask=mask, products=products)
    rows = rows[first(rough, limit, slack=SLACK)]
    scores = cosines(query, matrix, rows)
    order = np.argsort(-scores, kind="stable")[:limit]
    return rows[order], scores[order]


@pytest.mark.parametrize("count", [500, MANY])
def test_it_finds_what_a_full_sort_finds(count: int) -> None:
    matrix = unit_rows(count)
    query = unit_rows(1, seed=11)[0]
    rows, scores = nearest(query, matrix, limit=10)
    assert rows.tolist() == np.argsort(-(matrix @ query))[:10].tolist()
    assert np.allclose(scores, (matrix @ query)[rows], atol=1e-6)


def test_a_row_is_nearest_to_itself() -> None:
    matrix = unit_rows(50)
    rows, scores = nearest(matrix[31], matrix, limit=1)
    assert rows.tolist() == [31]
    assert scores[0] == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_of_equal_rows_the_lower_comes_first(limit: int) -> None:
    far, near = unit_rows(2)
    matrix = np.stack([far, near, near, near])
    rows, _ = nearest(near, matrix, limit=limit)
    assert rows.tolist() == [1, 2, 3, 0][:limit]


def test_masked_rows_are_not_found() -> None:
    matrix = unit_rows(20)
    mask = np.ones(20, dtype=np.bool_)
    mask[4] = False
    rows, _ = nearest(matrix[4], matrix, limit=20, mask=mask)
    assert len(rows) == 19
    assert 4 not in rows


def test_a_limit_beyond_the_rows_gives_all_of_them() -> None:
    matrix = unit_rows(3)
    rows, scores = nearest(matrix[0], matrix, limit=10)
    assert sorted(rows.tolist()) == [0, 1, 2]
    assert scores.shape == (3,)


@pytest.mark.parametrize(("count", "limit"), [(0, 5), (4, 0)])
def test_an_empty_matrix_or_no_limit_gives_nothing(count: int, limit: int) -> None:
    rows, scores = nearest(unit_rows(1)[0], unit_rows(count), limit=limit)
    assert rows.shape == (0,)
    assert scores.dtype == np.float32


@pytest.mark.parametrize("floor", [-1.0, 0.2, 0.99])
def test_many_asked_at_once_find_what_each_finds_alone(
    floor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.matching.nearest.PRODUCTS", 1_500)  # three queries at a time
    matrix = unit_rows(500)
    queries = matrix[::50]

    for query, products in zip(queries, all_products(queries, matrix), strict=True):
        rows, scores = nearest(query, matrix, limit=7, floor=floor, products=products)
        alone, same = nearest(query, matrix, limit=7, floor=floor)
        fitting = np.flatnonzero(matrix @ query >= floor)
        assert rows.tolist() == alone.tolist()
        assert scores.tolist() == same.tolist()
        assert len(rows) == min(7, len(fitting))
