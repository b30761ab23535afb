"""Similar claims that are looked for from the first time somebody asks.

Joining the rooms imports some 150 modules (~0.2 s): that is done on the thread which looks for past
claims, when the first claim is on the screen already.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.model import Claim, ClaimPair, Match, PastClaim, ReviewedClaim, Timeline

if TYPE_CHECKING:
    from workbench.matching.encoder import Encoder
    from workbench.pipeline import LinkedClaims, Wanted


class SimilarLater:
    """Does what `LinkedClaims` does."""

    def __init__(self, make: "Callable[[], LinkedClaims]") -> None:
        self._make = make
        self.seen_by: str | None = None

    @property
    def linked(self) -> "LinkedClaims":
        """The similar claims, seen as they are now."""
        self._linked.seen_by = self.seen_by
        return self._linked

    @cached_property
    def _linked(self) -> "LinkedClaims":
        return self._make()

    @property
    def model(self) -> str:
        """The tag of the sentence model whose vectors are compared."""
        return self.linked.model

    def unencoded(self) -> int:
        """Return how many claims the model has not encoded."""
        return self.linked.unencoded()

    def to_claim(self, reviewed: ReviewedClaim, *, limit: int = 5) -> tuple[Match, ...]:
        """Return what is similar to a stored claim."""
        return self.linked.to_claim(reviewed, limit=limit)

    def to_claims(
        self, reviewed: Sequence[ReviewedClaim], *, limit: int = 5
    ) -> tuple[tuple[Match, ...], ...]:
        """Return what is similar to each of several stored claims."""
        return self.linked.to_claims(reviewed, limit=limit)

    def to_text(
        self,
        text: str,
        *,
        encoder: "Encoder | None",
        limit: int = 10,
        wanted: "Wanted | None" = None,
    ) -> tuple[Match, ...]:
        """Return what is similar to any text."""
        return self.linked.to_text(text, encoder=encoder, limit=limit, wanted=wanted)

    def pairs(self, article_id: str) -> tuple[ClaimPair, ...]:
        """Return the claims of an article that repeat or contradict each other."""
        return self.linked.pairs(article_id)

    def timelines(self, claim: Claim) -> tuple[Timeline, ...]:
        """Return how each figure of a claim was given over time."""
        return self.linked.timelines(claim)

    def is_stale(self, past: PastClaim) -> bool:
        """Tell whether a past verdict is older than the setting allows."""
        return self.linked.is_stale(past)
