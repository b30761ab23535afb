"""Similar past claims: the searches by words and by meaning, joined, with the differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.matching.differences import differences
from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.fusion import rank
from workbench.matching.nearest import nearest
from workbench.matching.posts import as_sentence
from workbench.matching.thresholds import SUGGEST
from workbench.matching.words import terms
from workbench.model import Claim, Head, Match, PastClaim
from workbench.splitting.figures import figures_in
from workbench.store.protocol import Store, VectorTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 50
"""How far down each ranking the fusion looks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim that similar ones are looked for."""

    claim: Claim | PastClaim
    vector: "NDArray[np.float32] | None"
    leave_out: frozenset[str]
    """Ids that are no answer."""


class SimilarClaims:
    """Finds past claims by words and by meaning, and says how they differ.

    The vectors are read once and again when the ledger has grown; a stored claim needs no model.
    """

    def __init__(self, store: Store, *, model: str = PACKAGED_MODEL) -> None:
        self._store = store
        self._model = model
        self._head: Head | None = None
        self._table = VectorTable((), np.empty((0, 0), dtype=np.float32))
        self._rows: dict[str, int] = {}
        self._siblings: dict[str, frozenset[str]] = {}

    def to_claim(
        self, claim: Claim, *, limit: int = 5, floor: float = SUGGEST
    ) -> tuple[Match, ...]:
        """Return what is similar to a stored claim, its own article's claims left out."""
        return self.to_claims([claim], limit=limit, floor=floor)[0]

    def to_claims(
        self, claims: Sequence[Claim], *, limit: int = 5, floor: float = SUGGEST
    ) -> tuple[tuple[Match, ...], ...]:
        """Return what is similar to each of several stored claims; the store is asked once."""
        self._refresh()
        asked = []
        for claim in claims:
            row = self._rows.get(claim.id)
            vector = None if row is None else self._table.matrix[row]
            asked.append(Asked(claim, vector, self._article(claim.article_id)))
        return self._matches(asked, limit=limit, floor=floor)

    def to_text(
        self, text: str, *, encoder: Encoder | None, limit: int = 10, floor: float = 0.0
    ) -> tuple[Match, ...]:
        """Return what is similar to any text; by words alone where no encoder is given."""
        self._refresh()
        vector = None if encoder is None else encoder.encode([as_sentence(text)])[0]
        asked = Asked(PastClaim(id="", text=text, figures=figures_in(text)), vector, frozenset())
        return self._matches([asked], limit=limit, floor=floor)[0]

    def _article(self, article_id: str) -> frozenset[str]:
        """Return the ids of an article's claims."""
        if article_id not in self._siblings:
            kept = self._store.reviewed_claims(article_id)
            self._siblings[article_id] = frozenset(reviewed.claim.id for reviewed in kept)
        return self._siblings[article_id]

    def _refresh(self) -> None:
        head = self._store.head()
        if head != self._head:
            self._table = self._store.vectors(model=self._model)
            self._rows = {identity: row for row, identity in enumerate(self._table.ids)}
            self._siblings = {}
            self._head = head

    def _matches(
        self, asked: Sequence[Asked], *, limit: int, floor: float
    ) -> tuple[tuple[Match, ...], ...]:
        wanted = CANDIDATES + max((len(one.leave_out) for one in asked), default=0)
        listings = self._store.by_words([terms(one.claim.text) for one in asked], limit=wanted)
        best = []
        for one, listed in zip(asked, listings, strict=True):
            ranked = self._ranked(one, listed, wanted=wanted)
            best.append([(id_, score) for id_, score in ranked if score >= floor][:limit])
        ids = list(dict.fromkeys(id_ for found in best for id_, _ in found))
        past = dict(zip(ids, self._store.past_claims(ids), strict=True))
        return tuple(
            tuple(
                Match(past[id_], score, differences(one.claim, past[id_])) for id_, score in found
            )
            for one, found in zip(asked, best, strict=True)
        )

    def _ranked(
        self, asked: Asked, listed: Sequence[tuple[str, float]], *, wanted: int
    ) -> list[tuple[str, float]]:
        """Rank by meaning and words together: (id, cosine); 0 where no vector is known."""
        word_scores = {id_: score for id_, score in listed if id_ not in asked.leave_out}
        cosines = dict.fromkeys(word_scores, 0.0)
        if asked.vector is not None and self._table.ids:
            rows, _ = nearest(asked.vector, self._table.matrix, limit=wanted)
            near = [self._table.ids[row] for row in rows]
            known = [id_ for id_ in (*near, *word_scores) if id_ in self._rows]
            scores = self._table.matrix[[self._rows[id_] for id_ in known]] @ asked.vector
            cosines |= dict(zip(known, map(float, scores), strict=True))
        candidates = {id_: cos for id_, cos in cosines.items() if id_ not in asked.leave_out}
        cut_off = len(listed) == wanted
        ranked = rank(candidates, word_scores, words_asked=len(word_scores) if cut_off else None)
        return [(id_, candidates[id_]) for id_, _ in ranked]
