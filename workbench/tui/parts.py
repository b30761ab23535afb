"""What the screens work with, handed in so that tests bring real parts with a fixed clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbench.model import Article, Claim, Match
from workbench.review.acts import Stamp
from workbench.store.protocol import Store

if TYPE_CHECKING:
    from workbench.matching.encoder import Encoder


class Similar(Protocol):
    """Finds similar past claims; `pipeline.SimilarClaims` does."""

    def to_claim(self, claim: Claim, *, limit: int = 5) -> tuple[Match, ...]:
        """Return what is similar to a stored claim, without a model."""

    def to_text(
        self, text: str, *, encoder: "Encoder | None", limit: int = 10
    ) -> tuple[Match, ...]:
        """Return what is similar to any text; by words alone where no encoder is given."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The store and what is built on it."""

    store: Store
    similar: Similar
    load_encoder: "Callable[[], Encoder]"
    """Takes seconds: it is called on a daemon thread, once, when a search first asks for it."""
    write_report: Callable[[Article], Path]
    """Writes the claim status report of an article and returns where it is."""
    analyst: str
    clock: Callable[[], dt.datetime]
    """Gives the time in UTC."""
    new_id: Callable[[], str]
    """Gives 32 fresh hexadecimal digits."""

    def stamp(self) -> Stamp:
        """Return what makes the next ledger entry its own."""
        return Stamp(self.new_id(), self.clock())
