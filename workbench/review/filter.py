"""Which claims the list shows, and in which order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workbench.model import ReviewedClaim, Status

_KEYED = re.compile(r'(?P<key>is|speaker):(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S*))', re.IGNORECASE)
_PLAIN_QUOTES = str.maketrans("‘’“”", "''\"\"")


class Order(StrEnum):
    """In which order the claims are listed."""

    ARTICLE = "article order"
    CHECKABILITY = "most worth checking first"

    @property
    def next(self) -> "Order":
        """The order that follows, round and round."""
        orders = tuple(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a claim must have to be listed; an empty filter lets everything through."""

    words: tuple[str, ...] = ()
    """Each must occur in the claim's text, quote, speaker or reason."""
    statuses: frozenset[Status] | None = None
    """One of these; None for any."""
    speaker: str = ""
    """Must occur in the speaker's name."""

    @classmethod
    def parse(cls, query: str) -> "Filter":
        """Read what an analyst types: words, `is:disputed`, `speaker:"Free Syrian Army"`.

        Statuses may be given by their first letters, so that the list narrows as one types;
        `is:un` lets through unconfirmed and unreviewed.
        """
        statuses: frozenset[Status] | None = None
        speaker = ""
        for found in _KEYED.finditer(query):
            value = _plain(found["quoted"] if found["quoted"] is not None else found["plain"])
            if found["key"].lower() == "speaker":
                speaker = value
            elif value:
                statuses = frozenset(s for s in Status if s.value.startswith(value))
        words = tuple(_plain(_KEYED.sub(" ", query)).split())
        return cls(words, statuses, speaker)

    def lets_through(self, claim: ReviewedClaim) -> bool:
        """Tell whether the claim is listed."""
        if self.statuses is not None and claim.status not in self.statuses:
            return False
        if self.speaker and self.speaker not in _plain(claim.claim.speaker or ""):
            return False
        heap = [_plain(text) for text in _texts(claim)] if self.words else []
        return all(any(word in text for text in heap) for word in self.words)


EVERYTHING = Filter()
"""The filter that lets every claim through."""


def arranged(claims: Iterable[ReviewedClaim], order: Order) -> tuple[ReviewedClaim, ...]:
    """Return claims, given in article order, in another one; equals stay in article order."""
    match order:
        case Order.ARTICLE:
            return tuple(claims)
        case Order.CHECKABILITY:
            return tuple(sorted(claims, key=lambda c: -c.claim.checkability.score))


def _texts(claim: ReviewedClaim) -> Iterable[str]:
    reason = claim.decision.reason if claim.decision else claim.noted
    return (claim.claim.text, claim.quote, claim.claim.speaker or "", reason or "")


@lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    """Fold case and curly quotation marks, which few keyboards have.

    Kept, as every letter typed asks it of every claim again.
    """
    return text.translate(_PLAIN_QUOTES).casefold()
