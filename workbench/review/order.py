"""In which order the claims are listed."""

from collections.abc import Iterable
from enum import StrEnum

from workbench.model import ReviewedClaim


class Order(StrEnum):
    """In which order the claims are listed; the value is what the screen says."""

    ARTICLE = "article order"
    CHECKABILITY = "most worth checking first"
    LEAST_SIMILAR = "least similar first"
    """By the score of the most similar past claim; those without one come first."""
    DECIDED_LAST = "decided last first"
    """Unreviewed claims come after all others."""

    @property
    def next(self) -> "Order":
        """The order that follows, round and round."""
        orders = tuple(Order)
        return orders[(orders.index(self) + 1) % len(orders)]

    @property
    def needs_matches(self) -> bool:
        """Whether the claims' similar past claims have to be known."""
        return self is Order.LEAST_SIMILAR


def arranged(claims: Iterable[ReviewedClaim], order: Order) -> tuple[ReviewedClaim, ...]:
    """Return claims, given in article order, in another one; equals stay in article order."""
    match order:
        case Order.ARTICLE:
            return tuple(claims)
        case Order.CHECKABILITY:
            return tuple(sorted(claims, key=lambda c: -c.claim.checkability.score))
        case Order.LEAST_SIMILAR:
            return tuple(sorted(claims, key=nearness))
        case Order.DECIDED_LAST:
            return tuple(sorted(claims, key=_age))


def nearness(claim: ReviewedClaim) -> float:
    """Return the score of the most similar past claim that is known; 0 where there is none."""
    return max((match.score for match in claim.matches), default=0.0)


def _age(claim: ReviewedClaim) -> float:
    return -claim.decision.at.timestamp() if claim.decision else 0.0
