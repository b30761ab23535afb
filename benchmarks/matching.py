"""Score the search for past claims on CheckThat! 2022 2A (English), train and dev.

usage: python benchmarks/matching.py [FOLDER] [--errors | --forms]

FOLDER holds `claims.jsonl`, `queries-*.tsv` and `qrels-*.tsv`, by default
`../shared/data/claim-matching` beside the checkout (research use, not part of the project). Vectors
are kept in `build/matching`, so a second run takes seconds. Everything fitted was fitted on train.

MAP@5   mean average precision of the first five, the measure of the CheckThat! lab: the sum of the
        precisions at the ranks of judged claims, by the judged claims of a query, at most five
"""

import argparse
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.matching.encoder import PACKAGED_MODEL, PACKAGED_MODELS, Encoder, load_encoder
from workbench.matching.figure_difference import figure_differences
from workbench.matching.fusion import fused
from workbench.matching.posts import as_sentence
from workbench.matching.thresholds import MATCH, SUGGEST
from workbench.matching.words import terms
from workbench.model import Figure
from workbench.splitting.figures import figures_in

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ROOT.parent / "shared" / "data" / "claim-matching"
CACHE = ROOT / "build" / "matching"
CHUNK = 512
CANDIDATES = 50
K1, B = 1.2, 0.75
OF_BEST = 0.33
"""The share of the best BM25 that does best on train."""
HALVES = ("train", "dev")

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Queries:
    """One half of the data: posts, and the claims that were judged to be about the same."""

    name: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    judged: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Past:
    """The fact-checked claims."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def whole(self) -> list[str]:
        """Each text with its title."""
        return [f"{text} {title}" for text, title in zip(self.texts, self.titles, strict=True)]


class Words:
    """BM25 over `terms`, as the store computes it, counted over the first 4ⁿ claims."""

    def __init__(self, texts: Iterable[str]) -> None:
        postings: dict[str, tuple[list[int], list[float]]] = {}
        counted = [terms(text) for text in texts]
        self._size = len(counted)
        self._counted = 4 ** ((self._size.bit_length() - 1) // 2)
        lengths = [sum(counts.values()) for counts in counted]
        mean = sum(lengths[: self._counted]) / self._counted
        for row, (counts, length) in enumerate(zip(counted, lengths, strict=True)):
            for term, count in counts.items():
                rows, weights = postings.setdefault(term, ([], []))
                rows.append(row)
                weights.append(count * (K1 + 1) / (count + K1 * (1 - B + B * length / mean)))
        self._postings = {
            term: (np.array(rows), self._inverse(rows) * np.array(weights))
            for term, (rows, weights) in postings.items()
        }

    def scores(self, text: str) -> NDArray[np.float64]:
        """Return the BM25 of every claim."""
        found = np.zeros(self._size)
        for term in terms(text):
            if term in self._postings:
                rows, weights = self._postings[term]
                found[rows] += weights
        return found

    def _inverse(self, rows: Sequence[int]) -> float:
        """Return the inverse document frequency of a term that these claims have."""
        claims = sum(row < self._counted for row in rows)
        return math.log(1 + (self._counted - claims + 0.5) / (claims + 0.5))


class Vectors:
    """Vectors of texts, made once by the packaged model and kept in the cache."""

    def __init__(self, tag: str = PACKAGED_MODEL) -> None:
        self._tag = tag
        self._encoder: Encoder | None = None

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return one row for each text, made now or kept from an earlier run."""
        digest = hashlib.sha256("\0".join((self._tag, *texts)).encode()).hexdigest()
        path = CACHE / f"{digest[:16]}.npy"
        if path.is_file():
            kept: Matrix = np.load(path)
            return kept
        if self._encoder is None:
            self._encoder = load_encoder(tag=self._tag)
        rows = []
        for start in range(0, len(texts), CHUNK):
            print(f"encoding {start} of {len(texts)}", file=sys.stderr)
            rows.append(self._encoder.encode(texts[start : start + CHUNK]))
        CACHE.mkdir(parents=True, exist_ok=True)
        np.save(path, np.concatenate(rows))
        return np.concatenate(rows)


def read_past(folder: Path) -> Past:
    """Read `claims.jsonl`."""
    lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    columns = ("vclaim_id", "vclaim", "title")
    return Past(*(tuple(str(row[column]) for row in rows) for column in columns))


def read_queries(folder: Path, name: str) -> Queries:
    """Read the posts and the judgements of train or dev."""
    lines = (folder / f"queries-{name}.tsv").read_text(encoding="utf-8").split("\n")
    pairs = [line.split("\t", 1) for line in lines if line]
    judged: defaultdict[str, set[str]] = defaultdict(set)
    for line in (folder / f"qrels-{name}.tsv").read_text(encoding="utf-8").splitlines():
        query, _, claim, grade = line.split()
        if int(grade):
            judged[query].add(claim)
    ids, texts = zip(*pairs, strict=True)
    return Queries(name, ids, texts, {query: frozenset(ids) for query, ids in judged.items()})


def average_precision(ranked: Sequence[str], judged: frozenset[str]) -> float:
    """Return the average precision of the first five."""
    hits = [place for place, identity in enumerate(ranked[:5], 1) if identity in judged]
    precisions = [count / place for count, place in enumerate(hits, 1)]
    return math.fsum(precisions) / min(len(judged), 5)


@dataclass(frozen=True, slots=True)
class Search:
    """The scores of one query against all claims."""

    ids: tuple[str, ...]
    cosines: Matrix
    words: NDArray[np.float64]

    def by_meaning(self) -> list[str]:
        """Return the nearest claims."""
        return self._first(self.cosines)

    def by_words(self) -> list[str]:
        """Return the best claims by BM25."""
        return self._first(self.words)

    def by_ranks(self) -> list[str]:
        """Return the reciprocal rank fusion of both (Cormack, Clarke and Büttcher, 2009)."""
        scores: Counter[str] = Counter()
        for ranking in (self.by_meaning(), self.by_words()):
            scores.update({one: 1 / (60 + place) for place, one in enumerate(ranking, 1)})
        return [one for one, _ in scores.most_common()]

    def of_best(self) -> list[str]:
        """Return what the cosine and a share of the best BM25 make of both."""
        return self._first(self.cosines + OF_BEST * self.words / max(self.words.max(), 1.0))

    def ranked(self) -> list[str]:
        """Return what `fused` makes of both."""
        return self._first(fused(self.cosines, self.words))

    def _first(self, scores: NDArray[np.floating]) -> list[str]:
        rows = np.argsort(-scores.astype(np.float32), kind="stable")[:CANDIDATES]
        return [self.ids[row] for row in rows]


RANKINGS: Mapping[str, Callable[[Search], list[str]]] = {
    "words (BM25)": Search.by_words,
    "vectors": Search.by_meaning,
    "reciprocal rank fusion": Search.by_ranks,
    "share of the best": Search.of_best,
    "fused": Search.ranked,
}


def searches(past: Past, cosines: Matrix, words: Sequence[NDArray[np.float64]]) -> list[Search]:
    """Return the scores of every query; `cosines` has shape (queries, claims)."""
    return [Search(past.ids, *scores) for scores in zip(cosines, words, strict=True)]


def mean_precision(ranked: Iterable[Sequence[str]], queries: Queries) -> float:
    """Return MAP@5."""
    both = zip(queries.ids, ranked, strict=True)
    found = [average_precision(ids, queries.judged[query]) for query, ids in both]
    return math.fsum(found) / len(found)


def print_precisions_of(tags: Sequence[str], folder: Path) -> None:
    """Print MAP@5 of the search as the program does it, with the vectors of each model."""
    past, halves = read_past(folder), [read_queries(folder, name) for name in HALVES]
    words = Words(past.whole)
    scores = [[*map(words.scores, half.texts)] for half in halves]
    print("MAP@5 of the search".ljust(58) + "".join(half.name.rjust(8) for half in halves))
    for tag in tags:
        vectors = Vectors(tag)
        matrix = vectors.of(past.texts)
        columns = [
            mean_precision(
                map(
                    Search.ranked,
                    searches(
                        past, vectors.of([*map(as_sentence, half.texts)]) @ matrix.T, by_words
                    ),
                ),
                half,
            )
            for half, by_words in zip(halves, scores, strict=True)
        ]
        print(tag.ljust(58) + "".join(f"{value:8.4f}" for value in columns))


def print_precisions(past: Past, halves: Sequence[Queries]) -> None:
    """Print MAP@5 of each ranking, for vectors of texts alone and of texts with titles."""
    vectors = Vectors()
    words = Words(past.whole)
    scores = [[*map(words.scores, half.texts)] for half in halves]
    forms: dict[str, Callable[[str], str]] = {"as it stands": str, "as_sentence": as_sentence}
    print("MAP@5".ljust(58) + "".join(half.name.rjust(8) for half in halves))
    for of, texts in (("text", past.texts), ("text and title", past.whole)):
        matrix = vectors.of(texts)
        for form, made in forms.items():
            found = [
                searches(past, vectors.of([*map(made, half.texts)]) @ matrix.T, by_words)
                for half, by_words in zip(halves, scores, strict=True)
            ]
            for name, ranking in RANKINGS.items():
                columns = (
                    mean_precision(map(ranking, both), half)
                    for both, half in zip(found, halves, strict=True)
                )
                label = f"{name}, {of}, post {form}"
                print(label.ljust(58) + "".join(f"{value:8.4f}" for value in columns))


def print_thresholds(past: Past, halves: Sequence[Queries]) -> None:
    """Print what the two thresholds keep, for texts with titles."""
    vectors = Vectors()
    matrix = vectors.of(past.whole)
    place = {identity: row for row, identity in enumerate(past.ids)}
    for half in halves:
        cosines = vectors.of([*map(as_sentence, half.texts)]) @ matrix.T
        judged = [
            (query, place[claim])
            for query, name in enumerate(half.ids)
            for claim in half.judged[name]
        ]
        kept = sum(cosines[pair] >= SUGGEST for pair in judged)
        others = (np.sum(cosines >= SUGGEST) - kept) / len(half.ids)
        sure = np.flatnonzero(cosines.max(axis=1) >= MATCH)
        right = sum((query, int(cosines[query].argmax())) in set(judged) for query in sure.tolist())
        print(
            f"{half.name}: from {SUGGEST} on {kept / len(judged):.3f} of judged pairs and "
            f"{others:.2f} others a query; from {MATCH} on the nearest is right in "
            f"{right} of {len(sure)}"
        )


FIGURES = (
    ("About 4,000 people remain.", "Some 40,000 people remain."),
    ("About 4,000 people remain.", "4,050 people remain."),
    ("Thousands of people remain.", "About 4,000 people remain."),
    ("About 4,000 people remain.", "About 5,500 civilians remain."),
    ("At least 12 people were killed.", "13 people were killed."),
    ("12 people were killed.", "13 people were killed."),
    ("The quake killed 345 people.", "The quake killed over 360 people."),
    ("4,000 people fled in 2012.", "4,000 people fled in 2013."),
    ("300 tents were sent to 4,000 people.", "4,000 people got 500 tents."),
    ("Prices rose 3.5 percent.", "Prices rose 5.3%."),
    ("The siege lasted three weeks.", "The siege lasted 21 days."),
    ("The deal is worth $246 million.", "The deal is worth 246.3 million dollars."),
)


def print_figure_differences(read: Callable[[str], tuple[Figure, ...]]) -> None:
    """Print the figure differences of a few made-up pairs."""
    for ours, theirs in FIGURES:
        found = figure_differences(read(ours), read(theirs))
        line = " · ".join(map(str, found)) or "-"
        print(f"{ours:40} {theirs:42} {line}")


def print_errors(past: Past, queries: Queries) -> None:
    """Print each query whose judged claim is not put first."""
    vectors = Vectors()
    cosines = vectors.of([*map(as_sentence, queries.texts)]) @ vectors.of(past.whole).T
    texts = dict(zip(past.ids, past.whole, strict=True))
    found = searches(past, cosines, [*map(Words(past.whole).scores, queries.texts)])
    places: Counter[str] = Counter()
    for query, text, search in zip(queries.ids, queries.texts, found, strict=True):
        ranked, judged = search.ranked(), queries.judged[query]
        place = next((at for at, one in enumerate(ranked, 1) if one in judged), None)
        places["not found" if place is None else str(place)] += 1
        if place != 1:
            print(f"\n{query} (at {place}): {text}\n  first:  {texts[ranked[0]]}")
            print("\n".join(f"  judged: {texts[one]}" for one in judged))
    print(dict(places))


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description="Score the search for past claims.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument(
        "--errors", action="store_true", help="print what is not put first on train"
    )
    parser.add_argument(
        "--forms", action="store_true", help="score the search with each form of the model"
    )
    arguments = parser.parse_args()
    if arguments.forms:
        print_precisions_of(PACKAGED_MODELS, arguments.folder)
        return
    print_figure_differences(lambda text: tuple(figures_in(text)))
    if not (arguments.folder / "claims.jsonl").is_file():
        sys.exit(f"There is no claims.jsonl in {arguments.folder}. Name the folder that has it.")
    past = read_past(arguments.folder)
    halves = [read_queries(arguments.folder, name) for name in HALVES]
    if arguments.errors:
        print_errors(past, halves[0])
        return
    print_thresholds(past, halves)
    print_precisions(past, halves)


if __name__ == "__main__":
    main()
