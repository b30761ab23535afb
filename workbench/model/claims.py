"""An article, and the claims that it is split into."""

import bisect
import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


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

    @property
    def turns_sense(self) -> bool:
        """Whether the speaker does not make the claim: it is denied, or could not be confirmed."""
        return self in {Manner.DENIED, Manner.COULD_NOT_CONFIRM}


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
    NOT_A_CLAIM = "not a claim (analyst)"
    """An analyst withdrew it, or cut it off a claim."""


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
    author: str | None = None
    language: str | None = None
    """Of the text, a BCP 47 tag; None where it is not known."""

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

    def without(self, left_out: Iterable[LeftOut]) -> "Splitting":
        """Return the splitting with pieces left out: no claim, nor another reason, lies in them."""
        pieces = tuple(left_out)
        gone = sorted(span for piece in pieces for span in piece.spans)
        claims = tuple(c for c in self.claims if not _any_inside(c.spans, gone))
        others = tuple(item for item in self.left_out if not _any_inside(item.spans, gone))
        together = sorted((*others, *pieces), key=lambda item: item.spans)
        return Splitting(claims, tuple(together))


def _any_inside(spans: Iterable[Span], pieces: list[Span]) -> bool:
    """Tell whether a span lies, whole or in part, in one of the pieces (sorted, none overlap)."""
    for span in spans:
        at = bisect.bisect_left(pieces, span.end, key=lambda piece: piece.start)
        if at and pieces[at - 1].end > span.start:
            return True
    return False
