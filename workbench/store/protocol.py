"""What the rest of the program asks of a store, whichever database keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.model import (
    Article,
    ArticleSummary,
    Claim,
    Entry,
    Head,
    LeftOut,
    PastClaim,
    ReviewedClaim,
    Splitting,
)

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), each row of length 1."""


@dataclass(frozen=True, slots=True)
class VectorTable:
    """The sentence vectors of all searchable claims that one model made."""

    ids: tuple[str, ...]
    """Of claims and past claims; row i of the matrix belongs to ids[i]."""
    matrix: Vectors


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors of texts, with the model that made them."""

    model: str
    texts: tuple[str, ...]
    matrix: Vectors


class Store(Protocol):
    """Where articles, claims, vectors, past claims and the ledger are kept.

    Every call opens the store, does its work in one transaction and closes it again, so that no
    window holds the file. Raises StoreError and its leaves; what was there stays as it was.
    """

    @property
    def path(self) -> Path:
        """The file."""

    def add_article(
        self,
        article: Article,
        splitting: Splitting,
        *,
        terms: Mapping[str, Mapping[str, int]],
        encoded: Encoded,
        entry: Entry,
    ) -> bool:
        """Keep an article with its claims; False, and nothing changed, where it is there already.

        `terms` maps a claim's id to its words and their counts; `encoded` holds the vectors of
        those claim texts that had none.
        """

    def add_past_claims(
        self,
        past_claims: Sequence[PastClaim],
        *,
        terms: Mapping[str, Mapping[str, int]],
        encoded: Encoded,
        entry: Entry,
    ) -> int:
        """Keep imported past claims and return how many were new; known ids are passed over."""

    def has_article(self, article_id: str) -> bool:
        """Tell whether the article is kept."""

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Return all articles, the newest first."""

    def article(self, prefix: str) -> Article:
        """Return the article whose id begins so; NotFoundError for none or several."""

    def claim(self, prefix: str) -> Claim:
        """Return the claim whose id begins so; NotFoundError for none or several."""

    def reviewed_claims(self, article_id: str | None = None) -> tuple[ReviewedClaim, ...]:
        """Return claims in article order with their decisions, `matches` left empty.

        All articles' where no article is given, the newest article first.
        """

    def left_out(self, article_id: str) -> tuple[LeftOut, ...]:
        """Return what did not become a claim, in article order."""

    def append(self, entries: Sequence[Entry]) -> Head:
        """Append entries to the ledger, in order, and return its new head."""

    def entries(self, article_id: str | None = None) -> tuple[Entry, ...]:
        """Return the ledger's entries in order; an article's only, where one is given."""

    def head(self) -> Head:
        """Return the newest entry's number and hash."""

    def missing_texts(self, texts: Iterable[str], *, model: str) -> tuple[str, ...]:
        """Return the texts that have no vector of this model yet, each once, in order."""

    def vectors(self, *, model: str) -> VectorTable:
        """Return the vectors of all claims and past claims that this model made."""

    def by_words(
        self, queries: Sequence[Iterable[str]], *, limit: int
    ) -> tuple[tuple[tuple[str, float], ...], ...]:
        """Rank claims and past claims by BM25 for each query, a collection of terms.

        A ranking holds (id, score), best first, at most `limit`.
        """

    def past_claims(self, ids: Sequence[str]) -> tuple[PastClaim, ...]:
        """Return imported past claims and claims of articles as past claims, in the ids' order.

        A claim of an article carries its current verdict and reason, and its article's publisher,
        address and date.
        """
