"""A small article with its claims, past claims and vectors, kept in a real store.

The vectors are made from the words by hashing: data as good as a model's for what is tested here.
"""

import datetime as dt
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from workbench.matching.words import terms
from workbench.model import (
    Article,
    Bracket,
    Checkability,
    Claim,
    Entry,
    EntryKind,
    Figure,
    FigureKind,
    LeftOut,
    LeftOutReason,
    Manner,
    PastClaim,
    Span,
    Splitting,
    Verdict,
)
from workbench.store.duck import DuckStore
from workbench.store.protocol import Encoded

NOON = dt.datetime(2012, 3, 2, 12, 0, tzinfo=dt.UTC)
MODEL = "words-by-hash@1"

TEXT = """Bridge at Tell Shar reopens after flood

TELL SHAR, March 1, 2012

The old bridge at Tell Shar was opened to traffic again on Thursday, Samir Haddad said. The \
regional engineer told reporters that it could now carry 12 tonnes.

“About 4,000 people depend on it,” he said. Three families are still missing a house, according \
to the Red Crescent.

It is a disgrace that nobody acted sooner.

The river rose by more than two metres in February. Nobody has counted the drowned cattle.
"""
ARTICLE = Article.of(
    TEXT,
    title="Bridge at Tell Shar reopens after flood",
    url="https://wire.example.org/bridge",
    publisher="Levant Wire",
    published=dt.date(2012, 3, 1),
)

PAST = (
    PastClaim(
        id="past-one",
        text="About 40,000 people depend on the bridge at Tell Shar.",
        verdict=Verdict.DISPUTED,
        rating="Mostly false",
        date=dt.date(2012, 2, 20),
        publisher="Levant Fact Desk",
        address="https://facts.example.org/1",
        speaker="a traders’ union",
        figures=(Figure("About 40,000", FigureKind.COUNT, 40_000, "About", "people", Span(0, 12)),),
        reason="the last census counted 4,100",
    ),
    PastClaim(
        id="past-two",
        text="The bridge at Tell Shar was opened to traffic on Sunday.",
        verdict=Verdict.VERIFIED,
        date=dt.date(2012, 2, 27),
        publisher="Wire Review",
    ),
)

Speaker = tuple[str, str, Manner]
"""The name, the cue, the manner."""


def claim(  # noqa: PLR0913 - each a part of a claim
    number: int,
    quote: str,
    *,
    article: Article = ARTICLE,
    bracket: str | None = None,
    replacing: str = "",
    said: Speaker | None = None,
    figures: Sequence[Figure] = (),
    score: float = 0.5,
    reasons: tuple[str, ...] = ("event",),
) -> Claim:
    """Return the claim of a quote; `bracket` is put in where `replacing` stands, or in front."""
    start = article.text.index(quote)
    text = quote
    brackets: tuple[Bracket, ...] = ()
    if bracket is not None:
        at = quote.index(replacing) if replacing else 0
        inside = f"[{bracket}]"
        after = quote[at + len(replacing) :] if replacing else f" {quote}"
        text = quote[:at] + inside + after
        source = article.text.index(bracket)
        brackets = (Bracket(Span(at, at + len(inside)), Span(source, source + len(bracket))),)
    name, cue, manner = said or (None, None, Manner.ASSERTED)
    at = article.text.index(name) if name else 0
    return Claim(
        id=f"{number:016x}",
        article_id=article.id,
        spans=(Span(start, start + len(quote)),),
        text=text,
        speaker=name,
        speaker_span=Span(at, at + len(name)) if name else None,
        cue=cue,
        manner=manner,
        figures=tuple(figures),
        checkability=Checkability(score, reasons),
        brackets=brackets,
    )


def figure(text: str, value: float, *, hedge: str | None, unit: str) -> Figure:
    """Return a count that stands in the article."""
    start = TEXT.index(text)
    return Figure(text, FigureKind.COUNT, value, hedge, unit, Span(start, start + len(text)))


CLAIMS = (
    claim(
        1,
        "The old bridge at Tell Shar was opened to traffic again on Thursday",
        said=("Samir Haddad", "said", Manner.SAID),
        score=0.7,
        reasons=("named place", "event"),
    ),
    claim(
        2,
        "it could now carry 12 tonnes",
        bracket="The old bridge at Tell Shar",
        replacing="it",
        said=("The regional engineer", "told reporters", Manner.SAID),
        figures=(figure("12 tonnes", 12, hedge=None, unit="tonnes"),),
        score=0.9,
        reasons=("figure",),
    ),
    claim(
        3,
        "About 4,000 people depend on it",
        bracket="The old bridge at Tell Shar",
        replacing="it",
        said=("Samir Haddad", "said", Manner.SAID),
        figures=(figure("About 4,000 people", 4000, hedge="About", unit="people"),),
        score=0.9,
        reasons=("figure",),
    ),
    claim(
        4,
        "Three families are still missing a house",
        said=("the Red Crescent", "according to", Manner.SAID),
        figures=(figure("Three families", 3, hedge=None, unit="families"),),
        score=0.8,
        reasons=("figure",),
    ),
    claim(5, "The river rose by more than two metres in February", score=0.6),
    claim(6, "Nobody has counted the drowned cattle", score=0.3, reasons=()),
)
IDS = tuple(item.id for item in CLAIMS)


def left_out(quote: str, reason: LeftOutReason, *, article: Article = ARTICLE) -> LeftOut:
    """Return a statement of the article that is no claim."""
    start = article.text.index(quote)
    return LeftOut((Span(start, start + len(quote)),), reason)


SPLITTING = Splitting(
    CLAIMS,
    (
        left_out("TELL SHAR, March 1, 2012", LeftOutReason.DATE_LINE),
        left_out("It is a disgrace that nobody acted sooner.", LeftOutReason.OPINION),
    ),
)


class WordHashEncoder:
    """Vectors that are close where texts share words."""

    @property
    def model(self) -> str:
        """Name and version."""
        return MODEL

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, 64)."""
        matrix = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word, count in terms(text).items():
                matrix[row, zlib.crc32(word.encode()) % 64] += count
        return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


def fill(
    store: DuckStore,
    *,
    article: Article = ARTICLE,
    splitting: Splitting = SPLITTING,
    past_claims: Sequence[PastClaim] = PAST,
) -> None:
    """Keep an article and past claims."""
    if store.path.exists():
        _keep(store, article, splitting, tuple(past_claims))
    else:
        store.path.write_bytes(_made(article, splitting, tuple(past_claims)))


@cache
def _made(article: Article, splitting: Splitting, past_claims: tuple[PastClaim, ...]) -> bytes:
    """Make a store once for all tests that begin with the same: it takes half a second."""
    with TemporaryDirectory() as folder:
        store = DuckStore(Path(folder) / "made.duckdb")
        _keep(store, article, splitting, past_claims)
        return store.path.read_bytes()


def _keep(
    store: DuckStore, article: Article, splitting: Splitting, past_claims: Sequence[PastClaim]
) -> None:
    encoder = WordHashEncoder()
    if past_claims:
        texts = tuple(past.text for past in past_claims)
        store.add_past_claims(
            past_claims,
            terms={past.id: terms(past.text) for past in past_claims},
            encoded=Encoded(MODEL, texts, encoder.encode(texts)),
            entry=_entry("a", article, EntryKind.PAST_CLAIMS_IMPORTED),
        )
    texts = tuple(dict.fromkeys(item.text for item in splitting.claims))
    missing = store.missing_texts(texts, model=MODEL)
    store.add_article(
        article,
        splitting,
        terms={item.id: terms(item.text) for item in splitting.claims},
        encoded=Encoded(MODEL, missing, encoder.encode(missing)),
        entry=_entry("b", article, EntryKind.ARTICLE_ADDED),
    )


def decided(number: int, claim_id: str, verdict: Verdict, *, analyst: str = "omar") -> Entry:
    """Return a decision such as another window writes."""
    return Entry(
        id=f"{0xF000 + number:032x}",
        at=NOON - dt.timedelta(minutes=60 - number),
        analyst=analyst,
        kind=EntryKind.DECIDED,
        body={
            "claims": [claim_id],
            "verdict": verdict.value,
            "reason": None,
            "confidence": None,
        },
    )


def filled_store(folder: Path) -> DuckStore:
    """Return a store with the article and the past claims."""
    store = DuckStore(folder / "claims.duckdb")
    fill(store)
    return store


def _entry(letter: str, article: Article, kind: EntryKind) -> Entry:
    return Entry(letter + article.id[:31], NOON - dt.timedelta(days=1), "rana", kind, {})
