"""Similar past claims as an analyst sees them: graded, answered, dated, and over time.

Joins what the search finds with the thresholds in force, the answers that analysts gave, and the
age of each verdict. Nothing here decides or inherits a verdict.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.config import STALE_AFTER_DAYS, Settings
from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.pairs import pairs
from workbench.matching.thresholds import MEASURED, thresholds
from workbench.matching.timeline import timelines
from workbench.model import (
    Claim,
    ClaimPair,
    Link,
    LinkStatus,
    Match,
    PastClaim,
    ReviewedClaim,
    Thresholds,
    Timeline,
)
from workbench.pipeline.comparing import told_apart
from workbench.pipeline.similar import LIMIT, SimilarClaims, Wanted
from workbench.review.linking import with_answers
from workbench.store.protocol import Store
from workbench.store.search_protocol import Searching

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SERIES = 50
"""How many similar claims a timeline is made of."""


@dataclass(frozen=True, slots=True)
class MatchRules:
    """What is called a suggestion, a match, and a stale verdict."""

    thresholds: Thresholds = MEASURED
    stale_after_days: int = STALE_AFTER_DAYS


DEFAULT_RULES = MatchRules()


def rules_of(settings: Settings) -> MatchRules:
    """Return what the settings say; SettingsError where the thresholds contradict each other."""
    in_force = thresholds(suggest=settings.suggest, match=settings.match)
    return MatchRules(in_force, settings.stale_after_days)


class LinkedClaims:
    """Finds past claims as `SimilarClaims` does, and says how they stand beside a claim."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], dt.datetime],
        model: str = PACKAGED_MODEL,
        rules: MatchRules = DEFAULT_RULES,
        seen_by: str | None = None,
    ) -> None:
        self._store = store
        self._similar = SimilarClaims(store, model=model)
        self.model = model
        """The tag of the sentence model whose vectors are compared."""
        self._clock = clock
        self._rules = rules
        self.seen_by = seen_by
        """The analyst who reviews blind: of other articles' claims, what others made is hidden
        until they gave a verdict of their own; None where nobody is."""

    def to_claim(
        self, reviewed: ReviewedClaim, *, limit: int = LIMIT, wanted: Wanted | None = None
    ) -> tuple[Match, ...]:
        """Return what is similar to a claim; what was answered is never left out."""
        return self.to_claims([reviewed], limit=limit, wanted=wanted)[0]

    def to_claims(
        self, reviewed: Sequence[ReviewedClaim], *, limit: int = LIMIT, wanted: Wanted | None = None
    ) -> tuple[tuple[Match, ...], ...]:
        """Return what is similar to each of several claims, with the answers that they carry.

        At most `limit` that nobody answered, and all that were answered: accepted ones keep their
        place, rejected ones come last.
        """
        answered = max((len(one.links) for one in reviewed), default=0)
        found = self._similar.to_claims(
            [one.claim for one in reviewed],
            limit=limit + answered,  # of which each is given as many as if it were asked alone
            floor=self._rules.thresholds.suggest,
            wanted=self._seen(wanted),
        )
        found = tuple(
            matches[: limit + len(one.links)] for one, matches in zip(reviewed, found, strict=True)
        )
        missing = self._missing(reviewed, found)
        linked = [
            _limited(with_answers(self._linked(one, matches, missing), one.links), limit)
            for one, matches in zip(reviewed, found, strict=True)
        ]
        hidden = self._hidden(match.past for matches in linked for match in matches)
        return tuple(tuple(_veiled(match, hidden) for match in matches) for matches in linked)

    def to_text(
        self, text: str, *, encoder: Encoder | None, limit: int = 10, wanted: Wanted | None = None
    ) -> tuple[Match, ...]:
        """Return what is similar to any text.

        By words alone, and ungraded, without an encoder, and where the model has not encoded what
        was found.
        """
        wanted = self._seen(wanted)
        found = self._similar.to_text(text, encoder=encoder, limit=limit, wanted=wanted)
        hidden = self._hidden(match.past for match in found)
        graded = (self._graded(match, compared=match.score != 0) for match in found)
        return tuple(_veiled(match, hidden) for match in graded)

    def unencoded(self) -> int:
        """Return how many claims are found by words alone, as the model has not encoded them."""
        return self._similar.unencoded()

    def between(self, claim: Claim, past_id: str) -> Match:
        """Return how a past claim stands beside a claim; NotFoundError where there is none.

        Without a cosine where the search does not find it.
        """
        (past,) = self._store.past_claims([past_id])
        found = self._similar.to_claim(claim, limit=SERIES, floor=-1.0)
        match = next((one for one in found if one.past.id == past_id), None)
        told = match or Match(past, 0.0, told_apart(claim, past))
        return _veiled(self._graded(told, compared=match is not None), self._hidden([past]))

    def pairs(self, article_id: str) -> tuple[ClaimPair, ...]:
        """Return the claims of an article that repeat or contradict each other."""
        claims = [one.claim for one in self._store.reviewed_claims(article_id)]
        return self.pairs_among([(article_id, claims)])[0]

    def pairs_among(
        self, articles: Sequence[tuple[str, Sequence[Claim]]]
    ) -> tuple[tuple[ClaimPair, ...], ...]:
        """Return what `pairs` does of each of several articles, whose claims are at hand."""
        with self._store.searching(model=self.model) as searching:
            compared = [_vectors(searching, *article) for article in articles]
        floor = self._rules.thresholds.match
        return tuple(pairs(known, vectors, floor=floor) for known, vectors in compared)

    def timelines(self, claim: Claim) -> tuple[Timeline, ...]:
        """Return, for each figure of a claim, how it was given over time, in all articles."""
        floor = self._rules.thresholds.suggest
        (own,) = self._store.past_claims([claim.id])
        found = self._similar.to_claim(claim, limit=SERIES, floor=floor)
        others = (*found, *self._beside(claim, own, floor=floor))
        hidden = self._hidden((own, *(match.past for match in others)))
        own, seen = _past_veiled(own, hidden), (_veiled(match, hidden) for match in others)
        return timelines(own, tuple(seen), floor=self._rules.thresholds.match)

    def graded(self, match: Match) -> Match:
        """Return a match that the search found, with the thresholds in force and its age."""
        return self._graded(match, compared=True)

    @property
    def told_by(self) -> tuple[float, ...]:
        """What `to_claims` goes by, beside the store, the model and the clock."""
        in_force = self._rules.thresholds
        return in_force.suggest, in_force.match, self._rules.stale_after_days

    def is_old(self, day: int) -> bool:
        """Tell whether a verdict of that day, an ordinal, is older than the setting allows."""
        return self._clock().date().toordinal() - day > self._rules.stale_after_days

    def is_stale(self, past: PastClaim) -> bool:
        """Tell whether a past verdict is older than the setting allows."""
        return past.is_stale(self._clock().date(), after_days=self._rules.stale_after_days)

    def _seen(self, wanted: Wanted | None) -> Wanted | None:
        """Return what is wanted as one sees it who reviews blind."""
        if self.seen_by is None:
            return wanted
        return replace(wanted or Wanted(), seen_by=self.seen_by)

    def _hidden(self, past: Iterable[PastClaim]) -> frozenset[str]:
        """Return the claims of articles of which one who reviews blind may not see the verdict."""
        if self.seen_by is None:
            return frozenset()
        own = {one.id for one in past if one.article_id is not None}
        return frozenset(own - self._store.judged_by(self.seen_by, sorted(own)))

    def _beside(self, claim: Claim, own: PastClaim, *, floor: float) -> tuple[Match, ...]:
        """Return the claims of the same article that are similar; the search leaves them out."""
        siblings = [one.claim for one in self._store.reviewed_claims(claim.article_id)]
        with self._store.searching(model=self.model) as searching:
            known, vectors = _vectors(searching, claim.article_id, siblings)
        place = next((i for i, one in enumerate(known) if one.id == claim.id), None)
        if place is None:
            return ()
        scores = vectors @ vectors[place]
        near = [
            (one.id, float(score))
            for one, score in zip(known, scores, strict=True)
            if one.id != claim.id and score >= floor
        ]
        past = self._store.past_claims([id_ for id_, _ in near])
        return tuple(
            Match(one, score, told_apart(own, one))
            for one, (_, score) in zip(past, near, strict=True)
        )

    def _missing(
        self, reviewed: Sequence[ReviewedClaim], found: Sequence[Sequence[Match]]
    ) -> dict[str, PastClaim]:
        """Return the past claims that were answered on and that the search did not find."""
        ids = {
            link.past_id
            for one, matches in zip(reviewed, found, strict=True)
            for link in one.links
            if link.past_id not in {match.past.id for match in matches}
        }
        past = self._store.past_claims(sorted(ids)) if ids else ()
        return {one.id: one for one in past}

    def _linked(
        self, reviewed: ReviewedClaim, found: Sequence[Match], missing: dict[str, PastClaim]
    ) -> Iterable[Match]:
        """Yield the answered past claims that were not found, then those that were."""
        ids = {match.past.id for match in found}
        for link in reviewed.links:
            if link.past_id not in ids:
                past = missing[link.past_id]
                match = Match(past, link.score or 0.0, told_apart(reviewed.claim, past))
                yield self._graded(match, compared=link.score is not None, by=link)
        yield from (self._graded(match, compared=True) for match in found)

    def _graded(self, match: Match, *, compared: bool, by: Link | None = None) -> Match:
        return replace(
            match,
            model=by.model if by else self.model if compared else None,
            thresholds=self._rules.thresholds if compared else None,
            stale=self.is_stale(match.past),
        )


def _vectors(
    searching: Searching, article_id: str, claims: Iterable[Claim]
) -> "tuple[list[Claim], NDArray[np.float32]]":
    """Return the claims that have a vector, and their vectors."""
    rows = searching.rows_of_articles([article_id])[article_id]
    known = [claim for claim in claims if claim.id in rows]
    return known, searching.matrix[[rows[claim.id] for claim in known]]


def _veiled(match: Match, hidden: frozenset[str]) -> Match:
    """Return a match without what others made of a claim that is hidden."""
    if match.past.id not in hidden:
        return match
    return replace(match, past=_past_veiled(match.past, hidden), stale=False)


def _past_veiled(past: PastClaim, hidden: frozenset[str]) -> PastClaim:
    if past.id not in hidden:
        return past
    return replace(past, verdict=None, reason=None, decided=None, analyst=None)


def _limited(matches: Sequence[Match], limit: int) -> tuple[Match, ...]:
    """Return all that were answered, and as many others as `limit` leaves beside the accepted."""
    room = limit - sum(m.status is LinkStatus.ACCEPTED for m in matches)
    kept = []
    for match in matches:
        if match.link is None:
            room -= 1
        if match.link is not None or room >= 0:
            kept.append(match)
    return tuple(kept)
