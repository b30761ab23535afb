"""Past claims, how they differ from a claim, and what an analyst answered."""

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from workbench.model.claims import Claim, Figure, Manner
from workbench.model.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class PastClaim:
    """Something claimed before: imported from a list of checked claims, or in another article."""

    id: str
    text: str
    title: str | None = None
    verdict: Verdict | None = None
    rating: str | None = None
    """The verdict in its publisher's own words."""
    date: dt.date | None = None
    """When it was checked or, for a claim of an article, published."""
    publisher: str | None = None
    address: str | None = None
    speaker: str | None = None
    figures: tuple[Figure, ...] = ()
    article_id: str | None = None
    """None for an imported claim."""
    reason: str | None = None
    """The reason given with the verdict."""
    decided: dt.date | None = None
    """For a claim of an article, the day of its decision in UTC."""
    analyst: str | None = None
    """Who gave the verdict, where that was an analyst of this program."""
    manner: Manner | None = None
    """How a claim of an article is put there; of one from another store, only what turns its sense:
    denied, or could not be confirmed. None for what came from a list."""
    origin: str | None = None
    """The other store that it came from, by the names of its folder and file."""

    @property
    def source(self) -> str | None:
        """Who published it, or else the title of its article; and the other store it came from."""
        in_article = self.article_id is not None or self.origin is not None
        named = self.publisher or (self.title if in_article else None)
        store = f"from another store, {self.origin}" if self.origin else None
        return " · ".join(part for part in (named, store) if part) or None

    @property
    def said_by(self) -> str | None:
        """Who said it, denied it or could not confirm it; None where nobody is named."""
        if self.speaker is None:
            return None
        turned = {Manner.DENIED: "denied", Manner.COULD_NOT_CONFIRM: "not confirmed"}
        return f"{turned.get(self.manner or Manner.SAID, 'said')} by {self.speaker}"

    def differs_from(self, other: "PastClaim") -> bool:
        """Tell whether the two say different things, wherever they came from.

        Figures are worked out from the text, so they say nothing of their own.
        """
        bare = [replace(past, figures=(), origin=None) for past in (self, other)]
        return bare[0] != bare[1]

    @property
    def verdict_date(self) -> dt.date | None:
        """The day its verdict was given; None where it has none, or the day is not known."""
        if self.verdict is None and self.rating is None:
            return None
        return self.date if self.article_id is None else self.decided

    def is_stale(self, today: dt.date, *, after_days: int) -> bool:
        """Tell whether its verdict was given more than so many days ago."""
        given = self.verdict_date
        return given is not None and (today - given).days > after_days


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A past claim as it read at one import."""

    past: PastClaim
    at: dt.datetime
    """When it came in, in UTC."""
    analyst: str
    """Who brought it in."""


class DifferenceKind(StrEnum):
    """In what respect a claim and a past claim differ."""

    FIGURE = "figure"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    SPEAKER = "speaker"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    ROLES = "roles"


@dataclass(frozen=True, slots=True)
class Difference:
    """One respect in which a claim and a past claim differ."""

    kind: DifferenceKind
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.kind} {self.ours} ≠ {self.theirs}"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which cosine on a past claim is suggested, and from which it is called a match."""

    suggest: float
    match: float


class LinkAnswer(StrEnum):
    """What an analyst makes of a similar past claim: the same matter, or not."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class LinkStatus(StrEnum):
    """Where a past claim stands beside a claim: an analyst's answer, or how near it is."""

    ACCEPTED = "accepted"
    MATCH = "match"
    SUGGESTED = "suggested"
    WEAK = "weak"
    """Below the threshold for a suggestion; only a search shows it."""
    REJECTED = "rejected"

    @property
    def glyph(self) -> str:
        """One character, so that colour never carries it alone."""
        return {"accepted": "+", "match": "=", "suggested": "~", "rejected": "−"}.get(
            self.value, "·"
        )

    @classmethod
    def of(cls, score: float, thresholds: Thresholds) -> "LinkStatus":
        """Return the status that a score gives, while no analyst has answered."""
        if score >= thresholds.match:
            return cls.MATCH
        return cls.SUGGESTED if score >= thresholds.suggest else cls.WEAK


@dataclass(frozen=True, slots=True)
class Link:
    """An analyst's answer on a past claim beside a claim, as it stands now; it decides nothing."""

    entry_id: str
    claim_id: str
    past_id: str
    answer: LinkAnswer
    analyst: str
    at: dt.datetime
    """In UTC."""
    score: float | None = None
    """The cosine that was shown; None where no vectors were compared."""
    model: str | None = None
    """That made the vectors."""
    thresholds: Thresholds | None = None
    """In force when it was answered."""


@dataclass(frozen=True, slots=True)
class Match:
    """A past claim that is similar, with its score and its differences."""

    past: PastClaim
    score: float
    """Cosine similarity of the sentence vectors, 1.0 is identical."""
    differences: tuple[Difference, ...] = ()
    model: str | None = None
    """That made the vectors; None where none were compared."""
    thresholds: Thresholds | None = None
    """In force now."""
    link: Link | None = None
    """An analyst's answer that stands."""
    stale: bool = False
    """Whether its verdict is older than the setting allows."""
    ranked: float = field(default=0.0, compare=False)
    """By this it is in its place among those that were found with it."""

    @property
    def status(self) -> LinkStatus | None:
        """The analyst's answer, or how near it is; None where neither is known."""
        if self.link is not None:
            return LinkStatus(self.link.answer.value)
        return None if self.thresholds is None else LinkStatus.of(self.score, self.thresholds)


class PairKind(StrEnum):
    """How two claims of one article belong together."""

    REPEATS = "repeats"
    CONTRADICTS = "contradicts"

    @property
    def glyph(self) -> str:
        """One character, so that colour never carries it alone."""
        return {"repeats": "=", "contradicts": "≠"}[self.value]


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two claims of one article that say the same but for wording, or that cannot both be right."""

    first: Claim
    """The earlier one in the article."""
    second: Claim
    kind: PairKind
    score: float
    """Cosine similarity of the sentence vectors, 1.0 is identical."""
    differences: tuple[Difference, ...] = ()
    """Ours are the first claim's."""

    def seen_from(self, claim_id: str) -> "tuple[Claim, tuple[Difference, ...]]":
        """Return the other claim, and the differences with the named claim's side as ours."""
        if claim_id == self.first.id:
            return self.second, self.differences
        turned = (Difference(one.kind, one.theirs, one.ours) for one in self.differences)
        return self.first, tuple(turned)


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """What one claim gives for a number that changes."""

    past: PastClaim
    """A past claim, or a claim of an article as one."""
    figure: Figure
    score: float
    """Cosine similarity to the claim that was asked about; 1.0 for that claim itself."""
    moved: bool = False
    """Whether the figure cannot be reconciled with the one before."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A number of a claim as others gave it, in order of their dates, those without one last."""

    figure: Figure
    """The claim's."""
    points: tuple[TimelinePoint, ...]

    @property
    def moves(self) -> str:
        """The figures in a row, each that moved after an arrow: `345 → over 360`."""
        shown = [p.figure.text for i, p in enumerate(self.points) if i == 0 or p.moved]
        return " → ".join(shown)
