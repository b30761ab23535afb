"""The values that pass between the rooms: article → claims → vectors → store → review → report.

Standard library only. A claim is offsets into its article: `Article.quote` gives the letters
under a claim's spans, so the article stays the one place where its words are kept.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias


class Verdict(StrEnum):
    """An analyst's judgement of a claim; never the machine's."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"


class Status(StrEnum):
    """Where a claim stands: its verdict, or `unreviewed` while nobody has given one."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"
    UNREVIEWED = "unreviewed"

    @property
    def glyph(self) -> str:
        """One character, so that colour never carries a verdict alone."""
        return {"verified": "✓", "disputed": "✗", "unconfirmed": "?"}.get(self.value, "·")

    @classmethod
    def of(cls, verdict: Verdict | None) -> "Status":
        """Return the status that a verdict, or the lack of one, gives a claim."""
        return cls.UNREVIEWED if verdict is None else cls(verdict.value)


class Confidence(StrEnum):
    """How sure an analyst is of a verdict."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Manner(StrEnum):
    """How a claim is put: in the article's own voice (asserted), or how its speaker put it."""

    ASSERTED = "asserted"
    SAID = "said"
    CLAIMED = "claimed"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONFIRMED = "confirmed"
    ADMITTED = "admitted"
    COULD_NOT_CONFIRM = "could not confirm"
    IS_SAID_TO = "is said to"
    ESTIMATED = "estimated"
    WARNED = "warned"
    BELIEVED = "believed"
    SUGGESTED = "suggested"


class FigureKind(StrEnum):
    """What sort of number a figure is."""

    COUNT = "count"
    PERCENT = "percent"
    CURRENCY = "currency"
    ORDINAL = "ordinal"
    DURATION = "duration"
    MEASURE = "measure"
    YEAR = "year"
    DATE = "date"
    TIME = "time"


class LeftOutReason(StrEnum):
    """Why a statement of the article did not become a claim."""

    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    HYPOTHESIS = "hypothesis"
    WISH = "wish"
    INSTRUCTION = "instruction"
    GENERAL = "general truth"
    HEADLINE = "headline"
    DATE_LINE = "date line"
    CAPTION = "caption"
    FURNITURE = "furniture"
    REPORTING = "who said it"
    NO_STATEMENT = "no statement"


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


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of the article, `[start, end)` in code points of its text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"not a span: [{self.start}, {self.end})"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Article:
    """A text taken in; never changed afterwards."""

    id: str
    """SHA-256 of the text in UTF-8, hexadecimal."""
    text: str
    title: str
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None

    @classmethod
    def of(
        cls,
        text: str,
        *,
        title: str,
        url: str | None = None,
        publisher: str | None = None,
        published: dt.date | None = None,
    ) -> "Article":
        """Return the article whose id is the SHA-256 of its text."""
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return cls(digest, text, title, url, publisher, published)

    def quote(self, spans: Iterable[Span]) -> str:
        """Return the article's own letters under the spans, joined by an ellipsis."""
        return " … ".join(self.text[span.start : span.end] for span in spans)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a claim states."""

    text: str
    """The words as they stand, hedge and unit included where they touch: `about 4,000 people`."""
    kind: FigureKind
    value: float | None
    """In units of `unit`; None where the words give only an order of size (`thousands`)."""
    hedge: str | None
    """`about`, `at least`, `nearly`, `more than` …; None where the figure is given flat."""
    unit: str | None
    """The thing counted or the unit: `people`, `EUR`, `percent`, `weeks`."""
    span: Span
    """In the article; for a text that is not an article's, in that text."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as the article words it, and the day, week, month or year that it names."""

    text: str
    span: Span
    """In the article."""
    value: str | None
    """ISO 8601, as exact as the words: `2012-03-01`, `2012-02`, `2012-W08`; without a publication
    date a day of a month is `--05-16`, and `on Thursday` has none."""
    certain: bool
    """False where the value is the likeliest reading of several."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Who does what to whom in one clause; stems of words of content, as `matching` makes them."""

    verb: str
    doers: tuple[str, ...]
    """Of the one who acts: the subject, or the agent of a passive (`by …`)."""
    done_to: tuple[str, ...]
    """Of the one acted on: the object, or the subject of a passive."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words added to a claim's text so that it can be read alone, and where they come from."""

    at: Span
    """In the claim's text, square brackets included."""
    source: Span
    """In the article: the words between the brackets, letter for letter."""


@dataclass(frozen=True, slots=True)
class Checkability:
    """How much a claim is worth checking; for ordering only."""

    score: float
    """From 0 to 1."""
    reasons: tuple[str, ...]
    """In words: `figure`, `named actor`, `event` …"""


@dataclass(frozen=True, slots=True)
class Claim:
    """The smallest checkable statement of an article."""

    id: str
    """Stable for the same article text: 16 hexadecimal digits."""
    article_id: str
    spans: tuple[Span, ...]
    text: str
    """A sentence that can be read alone: the article's words, additions in square brackets."""
    speaker: str | None = None
    """Who said it, letter for letter; None where the article itself says it."""
    speaker_span: Span | None = None
    cue: str | None = None
    """The words that show who says it: `said`, `according to`."""
    manner: Manner = Manner.ASSERTED
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    checkability: Checkability = field(default=Checkability(0.5, ()))
    brackets: tuple[Bracket, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement of the article that did not become a claim, with the reason."""

    spans: tuple[Span, ...]
    reason: LeftOutReason


@dataclass(frozen=True, slots=True)
class Splitting:
    """What an article was split into, each part in article order."""

    claims: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...]


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
    origin: str | None = None
    """The other store that it came from, by the names of its folder and file."""

    @property
    def source(self) -> str | None:
        """Who published it, or else the title of its article; and the other store it came from."""
        in_article = self.article_id is not None or self.origin is not None
        named = self.publisher or (self.title if in_article else None)
        store = f"from another store, {self.origin}" if self.origin else None
        return " · ".join(part for part in (named, store) if part) or None

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


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a claim as it stands now, with its reason, analyst and time."""

    entry_id: str
    claim_id: str
    verdict: Verdict
    reason: str | None
    confidence: Confidence | None
    analyst: str
    at: dt.datetime
    """In UTC."""


class EntryKind(StrEnum):
    """What a ledger entry records."""

    ARTICLE_ADDED = "article added"
    PAST_CLAIMS_IMPORTED = "past claims imported"
    DECIDED = "decided"
    NOTED = "noted"
    LINKED = "linked"
    REINDEXED = "reindexed"
    UNDONE = "undone"
    REDONE = "redone"


Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done, as the ledger keeps it.

    Bodies by kind: decided `{claims: [id], verdict, reason, confidence}` (one entry for a bulk
    decision, so one undo takes it back); noted `{claims: [id], reason}`, the reason of a claim that
    has no verdict yet; linked `{claim: id, past: id, answer, score, model, suggest, match}`, an
    answer on a similar past claim with what it rested on; undone and redone `{entry: id}`.
    """

    id: str
    """Made by the caller, 32 hexadecimal digits; unique in the store."""
    at: dt.datetime
    """In UTC."""
    analyst: str
    kind: EntryKind
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a ledger."""

    number: int
    """How many entries there are; 0 for an empty ledger."""
    sha256: str
    """Of the newest entry; 64 zeros for an empty ledger."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims stand where."""

    verified: int = 0
    disputed: int = 0
    unconfirmed: int = 0
    unreviewed: int = 0

    @classmethod
    def of(cls, statuses: Iterable[Status]) -> "Tally":
        """Count the statuses."""
        counts = dict.fromkeys(Status, 0)
        for status in statuses:
            counts[status] += 1
        return cls(**{status.value: count for status, count in counts.items()})

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.verified + other.verified,
            self.disputed + other.disputed,
            self.unconfirmed + other.unconfirmed,
            self.unreviewed + other.unreviewed,
        )

    @property
    def total(self) -> int:
        """All claims."""
        return self.verified + self.disputed + self.unconfirmed + self.unreviewed

    @property
    def reviewed(self) -> int:
        """Claims with a verdict."""
        return self.total - self.unreviewed


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article in the store, with how far its review has come."""

    article: Article
    added_at: dt.datetime
    tally: Tally


@dataclass(frozen=True, slots=True)
class SpeakerTally:
    """Where the claims of one speaker stand, over all articles."""

    speaker: str | None
    """As the articles name them; None for what articles say themselves."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class DayTally:
    """How many decisions of one day, in UTC, gave which verdict; none is unreviewed."""

    day: dt.date
    tally: Tally
    """A claim decided twice counts twice; a decision that was taken back does not count."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the whole store stands."""

    articles: tuple[ArticleSummary, ...]
    """The newest first."""
    speakers: tuple[SpeakerTally, ...]
    """The most often reviewed first, then those with the most claims."""
    days: tuple[DayTally, ...]
    """Days with a decision, in order."""

    @property
    def tally(self) -> Tally:
        """Where all claims stand."""
        return sum((summary.tally for summary in self.articles), Tally())

    @property
    def open_articles(self) -> int:
        """How many articles have an unreviewed claim."""
        return sum(1 for summary in self.articles if summary.tally.unreviewed)

    @property
    def publishers(self) -> tuple[tuple[str | None, Tally], ...]:
        """Where the claims of each publisher's articles stand; the most often reviewed first."""
        found: dict[str | None, Tally] = {}
        for summary in self.articles:
            name = summary.article.publisher
            found[name] = found.get(name, Tally()) + summary.tally
        return tuple(sorted(found.items(), key=lambda p: (-p[1].reviewed, -p[1].total, p[0] or "")))


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A claim with what the analysts made of it."""

    claim: Claim
    quote: str
    decision: Decision | None = None
    noted: str | None = None
    """A reason noted before any verdict was given."""
    matches: tuple[Match, ...] = ()
    links: tuple[Link, ...] = ()
    """The answers on past claims that stand, in the order in which they were given."""

    @property
    def status(self) -> Status:
        """The verdict, or unreviewed."""
        return Status.of(self.decision.verdict if self.decision else None)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One article of a report: the claims the filter lets through, and what it leaves out."""

    article: Article
    claims: tuple[ReviewedClaim, ...]
    tally: Tally
    """Of all claims of the article, before the filter."""
    left_out: tuple[LeftOut, ...] = ()
    pairs: tuple[ClaimPair, ...] = ()
    """Claims of the article that repeat or contradict each other."""


@dataclass(frozen=True, slots=True)
class Report:
    """The claim status report, before it is rendered."""

    sections: tuple[ReportSection, ...]
    filter: str
    """In words: what was asked for. `all claims` where nothing was filtered."""
    made_at: dt.datetime
    """In UTC."""
    made_by: str
    version: str
    """Of this program."""
    head: Head

    @property
    def tally(self) -> Tally:
        """Of all claims of the report's articles, before the filter."""
        return Tally(
            verified=sum(section.tally.verified for section in self.sections),
            disputed=sum(section.tally.disputed for section in self.sections),
            unconfirmed=sum(section.tally.unconfirmed for section in self.sections),
            unreviewed=sum(section.tally.unreviewed for section in self.sections),
        )

    @property
    def shown(self) -> int:
        """How many claims the filter let through."""
        return sum(len(section.claims) for section in self.sections)
