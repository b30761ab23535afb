"""Similar past claims: the searches by words and by meaning, joined, with the differences."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.fusion import fused
from workbench.matching.nearest import SLACK, all_products, cosines, first, reaching
from workbench.matching.posts import as_sentence
from workbench.matching.thresholds import SUGGEST
from workbench.matching.words import terms
from workbench.model import Claim, Match, PastClaim, Status
from workbench.pipeline.comparing import told_apart
from workbench.splitting.figures import figures_in
from workbench.store.protocol import Store
from workbench.store.search_protocol import Mask, Rows, Searching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Scored = list[tuple[int, float, float]]
    """Rows of the store with their cosines and what they are ranked by, best first."""


LIMIT: Final = 5
"""How many past claims stand beside a claim, where no other number is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which past claims a search is to find; by default all."""

    statuses: Collection[Status] | None = None
    since: dt.date | None = None
    imported: bool | None = None
    """True for imported past claims only, False for claims of articles only."""
    seen_by: str | None = None
    """Who reviews blind: to them, a claim without a verdict of their own is unreviewed."""

    def mask(self, searching: Searching) -> Mask | None:
        """Return the rows that may be found; None where all may."""
        return searching.fitting(
            self.statuses, since=self.since, imported=self.imported, seen_by=self.seen_by
        )


class SimilarClaims:
    """Finds past claims by words and by meaning, and says how they differ.

    The store is opened once for each question; a stored claim needs no model.
    """

    def __init__(self, store: Store, *, model: str = PACKAGED_MODEL) -> None:
        self._store = store
        self._model = model

    def unencoded(self) -> int:
        """Return how many claims are found by words alone, as the model has not encoded them."""
        with self._store.searching(model=self._model) as searching:
            return searching.unencoded

    def to_claim(
        self,
        claim: Claim,
        *,
        limit: int = LIMIT,
        floor: float = SUGGEST,
        wanted: Wanted | None = None,
    ) -> tuple[Match, ...]:
        """Return what is similar to a stored claim, its own article's claims left out."""
        return self.to_claims([claim], limit=limit, floor=floor, wanted=wanted)[0]

    def to_claims(
        self,
        claims: Sequence[Claim],
        *,
        limit: int = LIMIT,
        floor: float = SUGGEST,
        wanted: Wanted | None = None,
    ) -> tuple[tuple[Match, ...], ...]:
        """Return what is similar to each of several stored claims; the store is opened once."""
        with self._store.searching(model=self._model) as searching:
            rows = searching.rows_of_articles([*{claim.article_id: None for claim in claims}])
            fitting = (wanted or Wanted()).mask(searching)
            own = [rows[claim.article_id].get(claim.id) for claim in claims]
            products = all_products(_vectors(searching, own), searching.matrix)
            masks = _Masks(fitting, rows, of=len(searching.matrix))
            reached = []
            for claim, row in zip(claims, own, strict=True):
                vector = None if row is None else searching.matrix[row]
                known = None if row is None else next(products)
                mask = masks.without(claim.article_id)
                reached.append(_reached(searching, vector, mask, floor=floor, products=known))
            counted = [
                terms(claim.text) if len(one.rows) > 1 else {}  # words have nothing to order
                for claim, one in zip(claims, reached, strict=True)
            ]
            searching.look_up({term for text in counted for term in text})
            found = [
                _ranked(searching, words, one, limit=limit)
                for words, one in zip(counted, reached, strict=True)
            ]
            past = _past_claims(searching, found)
        return tuple(_matches(claim, past, best) for claim, best in zip(claims, found, strict=True))

    def to_text(
        self,
        text: str,
        *,
        encoder: Encoder | None,
        limit: int = 10,
        floor: float = 0.0,
        wanted: Wanted | None = None,
    ) -> tuple[Match, ...]:
        """Return what is similar to any text; by words alone where no encoder is given."""
        vector = None if encoder is None else encoder.encode([as_sentence(text)])[0]
        with self._store.searching(model=self._model) as searching:
            reached = _reached(searching, vector, (wanted or Wanted()).mask(searching), floor=floor)
            best = _ranked(searching, terms(text), reached, limit=limit)
            past = _past_claims(searching, [best])
        return _matches(PastClaim(id="", text=text, figures=figures_in(text)), past, best)

    def ids_to_texts(
        self, texts: Sequence[str], *, encoder: Encoder, limit: int, wanted: Wanted | None = None
    ) -> tuple[tuple[str, ...], ...]:
        """Return the ids of what `to_text` finds for each of several texts."""
        vectors = encoder.encode([as_sentence(text) for text in texts])
        with self._store.searching(model=self._model) as searching:
            mask = (wanted or Wanted()).mask(searching)
            found = [
                _ranked(
                    searching,
                    terms(text),
                    _reached(searching, vector, mask, floor=0.0),
                    limit=limit,
                )
                for text, vector in zip(texts, vectors, strict=True)
            ]
            rows = list(dict.fromkeys(row for best in found for row, _, _ in best))
            ids = dict(zip(rows, searching.ids(rows), strict=True))
        return tuple(tuple(ids[row] for row, _, _ in best) for best in found)


@dataclass(frozen=True, slots=True)
class _Reached:
    """The rows that may be found, and how near each is to what was asked for."""

    rows: Rows
    vector: "NDArray[np.float32] | None"
    """Of what was asked for; None where none can be compared, and words alone decide."""
    rough: "NDArray[np.floating]"
    """The cosines, but for rounding."""


class _Masks:
    """What may be found beside the claims of each article; that of one article is held."""

    def __init__(
        self, fitting: Mask | None, rows: "Mapping[str, Mapping[str, int]]", *, of: int
    ) -> None:
        self._fitting, self._rows, self._of = fitting, rows, of
        self._article: str | None = None

    def without(self, article: str) -> Mask:
        """Return a mask that leaves out an article's own claims too."""
        if article != self._article:
            every = np.ones(self._of, dtype=np.bool_)
            left = every if self._fitting is None else self._fitting.copy()
            left[list(self._rows[article].values())] = False
            self._article, self._left = article, left
        return self._left


def _vectors(searching: Searching, rows: "Iterable[int | None]") -> "NDArray[np.float32]":
    return searching.matrix[[row for row in rows if row is not None]]


def _reached(
    searching: Searching,
    vector: "NDArray[np.float32] | None",
    mask: Mask | None,
    *,
    floor: float,
    products: "NDArray[np.float32] | None" = None,
) -> _Reached:
    """Return what reaches the floor; `products` are those with all rows, where they are known."""
    matrix = searching.matrix
    if vector is None or matrix.shape[1] == 0 or not vector.any():
        every = np.arange(len(matrix)) if mask is None else np.flatnonzero(mask)
        rows = every if floor <= 0 else every[:0]
        return _Reached(rows, None, np.zeros(len(rows)))
    rows, rough = reaching(vector, matrix, floor=floor, mask=mask, products=products)
    return _Reached(rows, vector, rough)


def _ranked(
    searching: Searching, words: "Mapping[str, int]", reached: _Reached, *, limit: int
) -> "Scored":
    """Rank by meaning and words together; the cosine is 0 where no vectors are compared."""
    rows, bm25 = reached.rows, searching.bm25(words, reached.rows)
    if reached.vector is None:
        chosen = np.flatnonzero(bm25)
        chosen = chosen[first(bm25[chosen], limit)]
        told = reached.rough[chosen]
    else:
        chosen = first(fused(reached.rough, bm25), limit, slack=SLACK)
        told = cosines(reached.vector, searching.matrix, rows[chosen])
    ranked = fused(told, bm25[chosen])
    order = np.argsort(-ranked, kind="stable")[: max(limit, 0)]
    columns = (rows[chosen][order].tolist(), told[order].tolist(), ranked[order].tolist())
    return list(zip(*columns, strict=True))


def _past_claims(searching: Searching, found: "Iterable[Scored]") -> dict[int, PastClaim]:
    rows = list(dict.fromkeys(row for best in found for row, _, _ in best))
    return dict(zip(rows, searching.past_claims(rows), strict=True))


def _matches(
    claim: Claim | PastClaim, past: dict[int, PastClaim], best: "Scored"
) -> tuple[Match, ...]:
    return tuple(
        Match(past[row], cosine, told_apart(claim, past[row]), ranked=ranked)
        for row, cosine, ranked in best
    )
