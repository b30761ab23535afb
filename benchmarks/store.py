"""What a decision costs on disk: opened, written and closed, against opening and closing alone.

    python benchmarks/store.py [CLAIMS]

Fills a store in a temporary folder with CLAIMS claims (20,000 unless given), each with a vector of
384 dimensions and its words, and takes the median of 50 rounds of each operation. Ratios are to
`duckdb.connect` and `close` of the same file in the same round, as machines differ and are shared.
"""

import argparse
import datetime as dt
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np

from workbench import interchange
from workbench.model import (
    Article,
    Claim,
    Entry,
    EntryKind,
    Evidence,
    Json,
    Span,
    Splitting,
    Stance,
)
from workbench.store import DuckStore
from workbench.store.protocol import Encoded

CLAIMS_OF_AN_ARTICLE = 200
DIMENSIONS = 384
ROUNDS = 50
WORDS_OF_A_CLAIM = 12
VOCABULARY = 20_000
MODEL = "random 1"

_numbers = itertools.count()


def main() -> None:
    """Fill a store, time its operations in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("claims", nargs="?", type=int, default=20_000)
    wanted = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as folder:
        store = DuckStore(Path(folder) / "claims.duckdb")
        seconds = _timed(lambda: _fill(store, wanted))
        count = sum(summary.tally.total for summary in store.articles())
        size = store.path.stat().st_size / 1e6
        print(f"{count:,} claims added in {seconds:.1f} s; {size:.0f} MB")
        _print_medians(_rounds(store))


def _rounds(store: DuckStore) -> dict[str, list[float]]:
    """Return the seconds of each operation, taken in turn so that all meet the same machine."""
    newest = store.articles()[0].article
    claims = [reviewed.claim.id for reviewed in store.reviewed_claims(newest.id)]
    operations: dict[str, Callable[[], object]] = {
        "open and close": lambda: duckdb.connect(store.path).close(),
        "append a decision": lambda: store.append([_decision(claims)]),
        "append evidence": lambda: store.append([_evidence(claims)]),
        "head": store.head,
        f"claims of an article ({len(claims)})": lambda: store.reviewed_claims(newest.id),
        "tags of the store": store.tags,
        "articles with tallies": store.articles,
        "rank by six words": lambda: _rank(store),
    }
    taken: dict[str, list[float]] = {name: [] for name in operations}
    for _ in range(ROUNDS):
        for name, operation in operations.items():
            taken[name].append(_timed(operation))
    return taken


def _rank(store: DuckStore) -> None:
    with store.searching(model=MODEL) as searching:
        searching.bm25(_some_words())


def _print_medians(taken: dict[str, list[float]]) -> None:
    bare = statistics.median(taken["open and close"])
    print(f"{'':28}{'median ms':>10}{'worst ms':>10}{'ratio':>7}")
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        worst = max(seconds)
        print(f"{name:28}{median * 1e3:10.1f}{worst * 1e3:10.1f}{median / bare:7.2f}")


def _fill(store: DuckStore, wanted: int) -> None:
    random = np.random.default_rng(1)
    while wanted > 0:
        claims = min(wanted, CLAIMS_OF_AN_ARTICLE)
        _add_article(store, claims, random)
        wanted -= claims


def _add_article(store: DuckStore, count: int, random: np.random.Generator) -> None:
    words = random.zipf(1.3, size=(count, WORDS_OF_A_CLAIM)) % VOCABULARY
    sentences = [" ".join(f"w{word}" for word in row) for row in words]
    number = next(_numbers)
    article = Article.of("\n".join(sentences), title=f"Article {number}")
    claims = tuple(
        Claim(f"{number:08x}{place:08x}", article.id, (Span(0, 0),), sentence)
        for place, sentence in enumerate(sentences)
    )
    texts = store.missing_texts(sentences, model=MODEL)
    matrix = random.normal(size=(len(texts), DIMENSIONS)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    store.add_article(
        article,
        Splitting(claims, ()),
        terms={claim.id: _counts(claim.text) for claim in claims},
        encoded=Encoded(MODEL, texts, matrix),
        entry=_entry(EntryKind.ARTICLE_ADDED, {}),
    )


def _counts(text: str) -> dict[str, int]:
    words = text.split()
    return {word: words.count(word) for word in words}


def _some_words() -> list[str]:
    start = next(_numbers)
    return [f"w{(start * step) % 500}" for step in range(1, 7)]


def _decision(claims: list[str]) -> Entry:
    claim = claims[next(_numbers) % len(claims)]
    body: dict[str, Json] = {
        "claims": [claim],
        "verdict": "disputed",
        "reason": "The figure is another",
        "confidence": None,
    }
    return _entry(EntryKind.DECIDED, body)


def _evidence(claims: list[str]) -> Entry:
    evidence = Evidence("A press release", Stance.REFUTES, quote="The figure is another")
    claim = claims[next(_numbers) % len(claims)]
    body: dict[str, Json] = {
        "claims": [claim],
        "evidence": interchange.evidence_to_json(evidence),
        "replaces": None,
    }
    return _entry(EntryKind.EVIDENCE_GIVEN, body)


def _entry(kind: EntryKind, body: dict[str, Json]) -> Entry:
    return Entry(f"{next(_numbers):032x}", dt.datetime.now(dt.UTC), "Noor", kind, body)


def _timed(operation: Callable[[], object]) -> float:
    start = time.perf_counter()
    operation()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
