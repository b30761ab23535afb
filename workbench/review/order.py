"""In which order the claims are listed."""

from collections.abc import Iterable
from enum import StrEnum

from workbench.model import LinkAnswer, Match, ReviewedClaim


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
            return tuple(sorted(claims, key=_nearness))
        case Order.DECIDED_LAST:
            return tuple(sorted(claims, key=_age))


def similar(claim: ReviewedClaim) -> tuple[Match, ...]:
    """Return the past claims beside a claim, as far as they are known, that nobody rejected."""
    rejected = {link.past_id for link in claim.links if link.answer is LinkAnswer.REJECTED}
    return tuple(match for match in claim.matches if match.past.id not in rejected)


def _nearness(claim: ReviewedClaim) -> float:
    return max((match.score for match in similar(claim)), default=0.0)


def _age(claim: ReviewedClaim) -> float:
    return -max((voice.at.timestamp() for voice in claim.verdicts), default=0.0)
