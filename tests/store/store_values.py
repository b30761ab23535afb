import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from workbench.model import (
    Arrival,
    Article,
    Bracket,
    Checkability,
    Claim,
    Entry,
    EntryKind,
    Figure,
    FigureKind,
    Furniture,
    FurnitureKind,
    Json,
    LeftOut,
    LeftOutReason,
    Manner,
    PastClaim,
    Span,
    Splitting,
    Verdict,
)
from workbench.store import DuckStore
from workbench.store.protocol import Derived, Encoded, Kept, NewArticle
from workbench.store.search_protocol import Mask, Searching

MODEL = "toy 1"
START = dt.datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=dt.UTC)
ARRIVAL = Arrival(
    source="saved/page.html",
    sha256="ab" * 32,
    media_type="text/html",
    size=4_219,
    read_at=START,
    author="A. Writer",
    language="de",
)
MENU = Furniture("Home [1] | News\nSport", FurnitureKind.NAVIGATION)
SHARE = Furniture("Share this", FurnitureKind.SHARE)


def terms(text: str) -> dict[str, int]:
    words = text.lower().split()
    return {word: words.count(word) for word in words}


@dataclass
class Desk:
    """One analyst at work: entries with ids and times that follow one another."""

    store: DuckStore
    analyst: str = "Noor"
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    words_of: Callable[[str], Mapping[str, int]] = terms

    def entry(self, kind: EntryKind, body: dict[str, Json], *, by: str | None = None) -> Entry:
        number = next(self.numbers)
        at = START + dt.timedelta(minutes=number)
        return Entry(f"{number:032x}", at, by or self.analyst, kind, body)

    def add(self, article: Article, splitting: Splitting) -> bool:
        texts = [claim.text for claim in splitting.claims]
        return self.store.add_article(
            article,
            splitting,
            terms={claim.id: self.words_of(claim.text) for claim in splitting.claims},
            encoded=self.encoded(texts),
            entry=self.entry(EntryKind.ARTICLE_ADDED, {"title": article.title}),
        )

    def bring_in(self, past: Sequence[PastClaim]) -> Kept:
        return self.store.add_past_claims(
            past,
            terms={one.id: self.words_of(one.text) for one in past},
            encoded=self.encoded([one.text for one in past]),
            entry=self.entry(EntryKind.PAST_CLAIMS_IMPORTED, {"source": "a list"}),
        )

    def encoded(self, texts: Sequence[str]) -> Encoded:
        missing = self.store.missing_texts(texts, model=MODEL)
        return Encoded(MODEL, missing, vectors(missing))

    def decide(
        self, claims: Sequence[str], verdict: Verdict, reason: str | None = None, by: str = "Noor"
    ) -> str:
        body: dict[str, Json] = {
            "claims": list(claims),
            "verdict": verdict.value,
            "reason": reason,
            "confidence": None,
        }
        return self.append(EntryKind.DECIDED, body, by=by)

    def note(self, claims: Sequence[str], reason: str) -> str:
        return self.append(EntryKind.NOTED, {"claims": list(claims), "reason": reason})

    def undo(self, entry: str) -> str:
        return self.append(EntryKind.UNDONE, {"entry": entry})

    def redo(self, entry: str) -> str:
        return self.append(EntryKind.REDONE, {"entry": entry})

    def append(self, kind: EntryKind, body: dict[str, Json], *, by: str | None = None) -> str:
        entry = self.entry(kind, body, by=by)
        self.store.append([entry])
        return entry.id


def new(
    desk: Desk,
    made: tuple[Article, Splitting],
    *,
    arrival: Arrival | None = ARRIVAL,
    shingles: tuple[int, ...] = (),
    furniture: tuple[Furniture, ...] = (),
) -> NewArticle:
    """Return an article on its way into the desk's store."""
    article, splitting = made
    return NewArticle(
        article,
        splitting,
        {claim.id: terms(claim.text) for claim in splitting.claims},
        desk.encoded([claim.text for claim in splitting.claims]),
        desk.entry(EntryKind.ARTICLE_ADDED, {"article": article.id}),
        arrival,
        shingles,
        furniture=furniture,
    )


DERIVED = Derived(terms, lambda _: ())
"""How the words of these tests' stores are made, which keep no shingles."""


def vectors(texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return a vector of length 1 that stands for the text and no other of these tests."""
    made = np.empty((len(texts), 8), dtype=np.float32)
    for row, text in enumerate(texts):
        seed = np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
        made[row] = np.random.default_rng(seed).normal(size=8)
        made[row] /= np.linalg.norm(made[row])
    return made


def article_of(sentences: Sequence[str], *, title: str = "A title") -> tuple[Article, Splitting]:
    """Return an article of these sentences, each of them a claim."""
    text = "\n".join(sentences)
    article = Article.of(
        text,
        title=title,
        url="https://example.org/a?b=1&c='",
        publisher="The Example",
        published=dt.date(2012, 3, 1),
    )
    claims = []
    for number, sentence in enumerate(sentences):
        start = text.index(sentence)
        claims.append(
            Claim(
                id=f"{article.id[:12]}{number:04x}",
                article_id=article.id,
                spans=(Span(start, start + len(sentence)),),
                text=sentence,
            )
        )
    return article, Splitting(tuple(claims), ())


def rich_article() -> tuple[Article, Splitting]:
    """Return an article whose one claim fills every field, with statements left out."""
    text = "It fell. About 4,000 people stayed, the mayor denied. Shame on them! Read more"
    article = Article.of(text, title="It fell", published=None)
    claim = Claim(
        id="feedbeef00000001",
        article_id=article.id,
        spans=(Span(9, 34), Span(36, 52)),
        text="About 4,000 people stayed [in It].",
        speaker="the mayor",
        speaker_span=Span(36, 45),
        cue="denied",
        manner=Manner.DENIED,
        figures=(
            Figure("About 4,000 people", FigureKind.COUNT, 4000.0, "about", "people", Span(9, 27)),
            Figure("thousands", FigureKind.COUNT, None, None, None, Span(15, 20)),
        ),
        checkability=Checkability(0.875, ("figure", "named actor")),
        brackets=(Bracket(Span(26, 33), Span(0, 2)),),
    )
    left_out = (
        LeftOut((Span(54, 68),), LeftOutReason.OPINION),
        LeftOut((Span(69, 73), Span(74, 78)), LeftOutReason.FURNITURE),
    )
    return article, Splitting((claim,), left_out)


def past(number: int, text: str, **fields: object) -> PastClaim:
    return PastClaim(id=f"past{number:012x}", text=text, **fields)  # type: ignore[arg-type]  # any of PastClaim's fields


def desk_at(folder: Path) -> Desk:
    """Return a desk with a store that does not exist yet."""
    return Desk(DuckStore(folder / "claims.duckdb"))


FOUR = article_of(["One stood.", "Two fell.", "Three ran.", "Four hid."])


def four_claims(desk: Desk) -> tuple[str, ...]:
    """Add an article of four claims and return their ids."""
    if desk.store.path.exists():
        desk.add(*FOUR)
    else:
        desk.store.path.write_bytes(_store_of_four(next(desk.numbers), desk.analyst))
    return tuple(claim.id for claim in FOUR[1].claims)


@cache
def _store_of_four(number: int, analyst: str) -> bytes:
    """Make a store of four claims once: most tests begin with one, and each takes 0.3 s."""
    with TemporaryDirectory() as folder:
        desk = Desk(DuckStore(Path(folder) / "four.duckdb"), analyst, itertools.count(number))
        desk.add(*FOUR)
        return desk.store.path.read_bytes()


def statuses(store: DuckStore) -> list[str]:
    """Return where the claims stand now, in article order."""
    return [reviewed.status.value for reviewed in store.reviewed_claims()]


def by_words(store: DuckStore, asked: Iterable[str], *, limit: int = 5) -> list[tuple[str, float]]:
    """Return the ids and scores that these terms find, best first."""
    with store.searching(model=MODEL) as searching:
        scores = searching.bm25(asked)
        rows = holding(searching, asked)[:limit]
        return list(zip(searching.ids(rows), scores[rows].tolist(), strict=True))


def holding(searching: Searching, asked: Iterable[str], mask: Mask | None = None) -> list[int]:
    """Return the rows that hold any of the terms and may be found, best first."""
    scores = searching.bm25(asked) * (1 if mask is None else mask)
    order = np.argsort(-scores, kind="stable")
    return [row for row in order.tolist() if scores[row]]


def matrix_of(store: DuckStore, model: str = MODEL) -> NDArray[np.float32]:
    """Return a copy of what is searched."""
    with store.searching(model=model) as searching:
        return searching.matrix.copy()


def ids_of(store: DuckStore) -> tuple[str, ...]:
    """Return the ids of all claims and past claims, in the order of the rows."""
    with store.searching(model=MODEL) as searching:
        return searching.ids(range(len(searching.matrix)))
