"""Similar past claims: the searches by words and by meaning, joined, with the differences."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.fusion import rank
from workbench.matching.nearest import nearest
from workbench.matching.posts import as_sentence
from workbench.matching.thresholds import SUGGEST
from workbench.matching.words import terms
from workbench.model import Claim, Match, PastClaim, Status
from workbench.pipeline.comparing import told_apart
from workbench.splitting.figures import figures_in
from workbench.store.protocol import Mask, Searching, Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Scored = list[tuple[int, float]]
    """Rows of the store with their cosines, in the order of meaning and words together."""

CANDIDATES = 50
"""How far down each ranking the fusion looks, or further where more are asked for."""


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
        self, claim: Claim, *, limit: int = 5, floor: float = SUGGEST, wanted: Wanted | None = None
    ) -> tuple[Match, ...]:
        """Return what is similar to a stored claim, its own article's claims left out."""
        return self.to_claims([claim], limit=limit, floor=floor, wanted=wanted)[0]

    def to_claims(
        self,
        claims: Sequence[Claim],
        *,
        limit: int = 5,
        floor: float = SUGGEST,
        wanted: Wanted | None = None,
    ) -> tuple[tuple[Match, ...], ...]:
        """Return what is similar to each of several stored claims; the store is opened once."""
        found = []
        with self._store.searching(model=self._model) as searching:
            articles = {claim.article_id for claim in claims}
            rows = {article: searching.rows_of_article(article) for article in articles}
            fitting = (wanted or Wanted()).mask(searching)
            for claim in claims:
                own = rows[claim.article_id]
                row = own.get(claim.id)
                vector = None if row is None else searching.matrix[row]
                mask = _without(fitting, own.values(), of=len(searching.matrix))
                ranked = _ranked(searching, claim.text, vector, mask, limit=limit)
                found.append(_best(ranked, limit=limit, floor=floor))
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
            mask = (wanted or Wanted()).mask(searching)
            ranked = _ranked(searching, text, vector, mask, limit=limit)
            best = _best(ranked, limit=limit, floor=floor)
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
                _best(_ranked(searching, text, vector, mask, limit=limit), limit=limit, floor=0.0)
                for text, vector in zip(texts, vectors, strict=True)
            ]
            rows = list(dict.fromkeys(row for best in found for row, _ in best))
            ids = dict(zip(rows, searching.ids(rows), strict=True))
        return tuple(tuple(ids[row] for row, _ in best) for best in found)


def _ranked(
    searching: Searching,
    text: str,
    vector: "NDArray[np.float32] | None",
    mask: Mask | None,
    *,
    limit: int,
) -> "Scored":
    """Rank by meaning and words together: (row, cosine); 0 where no vector is known."""
    candidates = max(CANDIDATES, limit)
    listed, scores = searching.by_words(terms(text), limit=candidates, mask=mask)
    word_scores = dict(zip(listed.tolist(), scores.tolist(), strict=True))
    cosines = dict.fromkeys(word_scores, 0.0)
    matrix = searching.matrix
    if vector is not None and vector.any() and matrix.shape[1]:
        near, _ = nearest(vector, matrix, limit=candidates, mask=mask)
        rows = list(dict.fromkeys([*near.tolist(), *word_scores]))
        cosines = dict(zip(rows, np.vecdot(matrix[rows], vector).tolist(), strict=True))
    ranked = rank(cosines, word_scores, words_asked=candidates)
    return [(row, cosines[row]) for row, _ in ranked]


def _best(ranked: "Scored", *, limit: int, floor: float) -> "Scored":
    return [(row, cosine) for row, cosine in ranked if cosine >= floor][:limit]


def _without(mask: Mask | None, rows: "Iterable[int]", *, of: int) -> Mask:
    """Return a mask that leaves out these rows too."""
    left = np.ones(of, dtype=np.bool_) if mask is None else mask.copy()
    left[list(rows)] = False
    return left


def _past_claims(searching: Searching, found: "Iterable[Scored]") -> dict[int, PastClaim]:
    rows = list(dict.fromkeys(row for best in found for row, _ in best))
    return dict(zip(rows, searching.past_claims(rows), strict=True))


def _matches(
    claim: Claim | PastClaim, past: dict[int, PastClaim], best: "Scored"
) -> tuple[Match, ...]:
    return tuple(Match(past[row], cosine, told_apart(claim, past[row])) for row, cosine in best)
