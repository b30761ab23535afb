"""What the screens work with, handed in so that tests bring real parts with a fixed clock."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbench.model import Article, Claim, ClaimPair, Match, PastClaim, ReviewedClaim, Timeline
from workbench.review.acts import Stamp
from workbench.store.protocol import Store
from workbench.tui.habits import Habits
from workbench.tui.keymap import Keymap

if TYPE_CHECKING:
    from workbench.matching.encoder import Encoder
    from workbench.pipeline import Wanted
    from workbench.pipeline.fetching import Fetched


class Similar(Protocol):
    """Finds similar past claims; `pipeline.LinkedClaims` does."""

    seen_by: str | None
    """The analyst, while they review blind: what others made of claims is hidden from them."""

    @property
    def model(self) -> str:
        """The tag of the sentence model whose vectors are compared."""

    def unencoded(self) -> int:
        """Return how many claims are found by words alone, as the model has not encoded them."""

    def to_claim(self, reviewed: ReviewedClaim, *, limit: int = 5) -> tuple[Match, ...]:
        """Return what is similar to a stored claim, and all that was answered; without a model."""

    def to_claims(
        self, reviewed: Sequence[ReviewedClaim], *, limit: int = 5
    ) -> tuple[tuple[Match, ...], ...]:
        """Return what is similar to each of several stored claims, as `to_claim` does."""

    def to_text(
        self,
        text: str,
        *,
        encoder: "Encoder | None",
        limit: int = 10,
        wanted: "Wanted | None" = None,
    ) -> tuple[Match, ...]:
        """Return what is similar to any text; by words alone where no encoder is given."""

    def pairs(self, article_id: str) -> tuple[ClaimPair, ...]:
        """Return the claims of an article that repeat or contradict each other."""

    def timelines(self, claim: Claim) -> tuple[Timeline, ...]:
        """Return how each figure of a claim was given over time."""

    def is_stale(self, past: PastClaim) -> bool:
        """Tell whether a past verdict is older than the setting allows."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The store and what is built on it."""

    store: Store
    similar: Similar
    load_encoder: "Callable[[], Encoder]"
    """Takes seconds: it is called on a daemon thread, once, when a search first asks for it."""
    write_report: Callable[[Article], Path]
    """Writes the claim status report of an article and returns where it is."""
    habits: Habits
    analyst: str
    clock: Callable[[], dt.datetime]
    """Gives the time in UTC."""
    new_id: Callable[[], str]
    """Gives 32 fresh hexadecimal digits."""
    keymap: Keymap
    fetch: "Callable[[str, Callable[[str], None]], Fetched] | None" = None
    """Fetches an address, and tells of redirects; None where that is not allowed."""

    def stamp(self) -> Stamp:
        """Return what makes the next ledger entry its own."""
        return Stamp(self.new_id(), self.clock())
