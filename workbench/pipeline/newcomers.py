"""Claims and past claims that came in since others were searched for: beside whom they belong.

How a past claim is ranked beside a claim is a matter of the two (`matching/fusion`), so that who
came in is held against the last of those found before; nothing else has to be searched for again.
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Final

import numpy as np

from workbench.matching.fusion import WORDS_WEIGHT, fused
from workbench.matching.nearest import SLACK, all_products
from workbench.pipeline.progress import Progress, Stage
from workbench.store.protocol import Store
from workbench.store.search_protocol import Rows, Searching

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRODUCTS: Final = 40_000_000
"""Of vectors with vectors while the store is open once, so that no other window waits long: about a
second."""


def admit_newcomers(
    store: Store, *, model: str, rules: str, floor: float
) -> Generator[Progress, None, frozenset[int]]:
    """Bring what is kept up to who came in, and return the rows of which nothing is kept any more.

    Of claims that were found by such `rules`, beside which a newcomer belongs now: those have to be
    searched for again. `floor` is the least cosine by which a past claim is found.
    """
    over: list[int] = []
    done = 0
    while True:
        with store.searching(model=model) as searching:
            head, kept = searching.head, searching.kept(rules)
            newcomers = kept.newcomers()
            if newcomers is None:
                return frozenset(over)
            asking = np.flatnonzero(newcomers.weakest < np.inf)
            some = newcomers.rows[: max(1, PRODUCTS // max(len(asking), 1))]
            reached = _reached(searching, some, asking, newcomers.weakest[asking], floor=floor)
            if not kept.admit(some, reached, head=head):
                return frozenset(over)
        over += reached.tolist()
        done += len(some)
        yield Progress(Stage.COMPARING, done, done + len(newcomers.rows) - len(some))


def _reached(
    searching: Searching,
    newcomers: Rows,
    asking: Rows,
    weakest: "NDArray[np.float32]",
    *,
    floor: float,
) -> Rows:
    """Return those of the rows that ask beside which one of the newcomers belongs."""
    matrix = searching.matrix
    own = matrix if len(asking) == len(matrix) else matrix[asking]
    least = np.maximum(weakest - WORDS_WEIGHT, floor) - SLACK
    reached = np.zeros(len(asking), dtype=np.bool_)
    for row, products in zip(newcomers.tolist(), all_products(matrix[newcomers], own), strict=True):
        near = np.flatnonzero(products >= least)
        ranked = fused(products[near], searching.bm25_of(row, asking[near]))
        reached[near[ranked >= weakest[near] - SLACK]] = True
    return asking[reached]
