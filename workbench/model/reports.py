"""Where articles stand: tallies, the overview and the report before it is rendered."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.model.arrivals import Arrival, Relation
from workbench.model.claims import Article, Claim, LeftOut
from workbench.model.evidence import GivenEvidence, Note
from workbench.model.matches import ClaimPair, Link, Match
from workbench.model.records import Record
from workbench.model.recuts import Origin
from workbench.model.sources import Furniture
from workbench.model.verdicts import Decision, Entry, Head, Status


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims stand where."""

    verified: int = 0
    disputed: int = 0
    unconfirmed: int = 0
    unreviewed: int = 0
    disagreement: int = 0

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
            self.disagreement + other.disagreement,
        )

    @property
    def total(self) -> int:
        """All claims."""
        return self.reviewed + self.open

    @property
    def reviewed(self) -> int:
        """Claims with a verdict that stands."""
        return self.verified + self.disputed + self.unconfirmed

    @property
    def open(self) -> int:
        """Claims without one: unreviewed, or in disagreement."""
        return self.unreviewed + self.disagreement

    @property
    def counts(self) -> "tuple[tuple[Status, int], ...]":
        """How many stand where, in the order of the statuses; disagreement where there is some."""
        return tuple(
            (status, getattr(self, status.value))
            for status in Status
            if status is not Status.DISAGREEMENT or self.disagreement
        )


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article in the store, with how far its review has come."""

    article: Article
    added_at: dt.datetime
    tally: Tally
    arrival: Arrival | None = None
    """What it was read from; None where it came in before that was kept."""
    relations: tuple[Relation, ...] = ()
    """The articles before it that it is a copy or a version of."""


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
        """How many articles have a claim that is unreviewed or in disagreement."""
        return sum(1 for summary in self.articles if summary.tally.open)

    @property
    def publishers(self) -> tuple[tuple[str | None, Tally], ...]:
        """Where the claims of each publisher's articles stand; the most often reviewed first."""
        found: dict[str | None, Tally] = {}
        for summary in self.articles:
            name = summary.article.publisher
            found[name] = found.get(name, Tally()) + summary.tally
        return tuple(sorted(found.items(), key=lambda p: (-p[1].reviewed, -p[1].total, p[0] or "")))


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was done about a claim, for its history."""

    at: dt.datetime
    """In UTC."""
    analyst: str
    words: str
    taken_back: bool = False
    """Whether it is undone now."""
    entry: Entry | None = None
    before: str | None = None
    """What stood before of that which it changed; None for nothing."""
    after: str | None = None
    """What stood after it; None for nothing."""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A claim with what the analysts made of it."""

    claim: Claim
    quote: str
    decision: Decision | None = None
    """The verdict that stands; None while analysts disagree."""
    noted: str | None = None
    """A reason noted before its analyst gave a verdict."""
    matches: tuple[Match, ...] = ()
    links: tuple[Link, ...] = ()
    """The answers on past claims that stand, in the order in which they were given."""
    said: Decision | None = None
    """The judgement of whether the speaker said it; `decision` is on whether it is so."""
    evidence: tuple[GivenEvidence, ...] = ()
    """In the order in which it was given."""
    tags: tuple[str, ...] = ()
    """In alphabetical order."""
    note: Note | None = None
    lineage: tuple[Origin, ...] = ()
    """The acts that it was cut by, the newest first; none for a claim that came in so."""
    verdicts: tuple[Decision, ...] = ()
    """Every analyst's own, the newest last; one that was settled is over."""
    noted_by: str | None = None
    """Who noted the reason that waits."""
    history: tuple[Told, ...] = ()
    """What was done about it, in order; empty where nobody asked for it."""

    @property
    def status(self) -> Status:
        """The verdict, disagreement or unreviewed."""
        if len(self.verdicts) > 1 and len({voice.verdict for voice in self.verdicts}) > 1:
            return Status.DISAGREEMENT
        return Status.of(self.decision.verdict if self.decision else None)

    def voice_of(self, analyst: str) -> Decision | None:
        """Return the verdict that an analyst gives."""
        return next((one for one in self.verdicts if one.analyst == analyst), None)


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
    furniture: tuple[Furniture, ...] = ()
    """What stood around the article in its source."""
    matches_as_json: Mapping[str, str] = field(default_factory=dict)
    """The matches of claims by their ids, for a report in JSON, where they are at hand as such; the
    claims carry none then."""


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """An article with all that a report says of it, before anything is chosen."""

    article: Article
    claims: tuple[ReviewedClaim, ...]
    """In article order, `matches` and `history` left empty."""
    entries: tuple[Entry, ...]
    """Of the ledger, in order."""
    left_out: tuple[LeftOut, ...]
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a report is, apart from what it says of each article."""

    articles: int
    filter: str
    """In words: what was asked for. `all claims` where nothing was filtered."""
    tally: Tally
    """Of all claims of the report's articles, before the filter."""
    found: Tally
    """Of the claims that the filter lets through."""
    made_at: dt.datetime
    """In UTC."""
    made_by: str
    version: str
    """Of this program."""
    head: Head
    record: Record | None = None
    """The whole store, where the report is to be imported elsewhere."""

    @property
    def shown(self) -> int:
        """How many claims the filter let through."""
        return self.found.total


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
    record: Record | None = None
    """The whole store, where the report is to be imported elsewhere."""

    @property
    def tally(self) -> Tally:
        """Of all claims of the report's articles, before the filter."""
        return Tally(
            verified=sum(section.tally.verified for section in self.sections),
            disputed=sum(section.tally.disputed for section in self.sections),
            unconfirmed=sum(section.tally.unconfirmed for section in self.sections),
            unreviewed=sum(section.tally.unreviewed for section in self.sections),
            disagreement=sum(section.tally.disagreement for section in self.sections),
        )

    @property
    def shown(self) -> int:
        """How many claims the filter let through."""
        return sum(len(section.claims) for section in self.sections)

    @property
    def about(self) -> ReportHead:
        """What the report is."""
        return ReportHead(
            articles=len(self.sections),
            filter=self.filter,
            tally=self.tally,
            found=Tally.of(item.status for section in self.sections for item in section.claims),
            made_at=self.made_at,
            made_by=self.made_by,
            version=self.version,
            head=self.head,
            record=self.record,
        )
