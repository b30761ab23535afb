"""Score `workbench compare` on labelled pairs of news sentences, and train its decision.

usage: python benchmarks/comparing.py [PAIRS] [--train] [--errors]

PAIRS is a TSV with the header `id label figures s1 s2`, by default
`../shared/data/figures/pairs-dev.tsv` beside the checkout (STS-B and MRPC, not part of the
project). `benchmarks/pairs.tsv` holds the project's own pairs (`id label a b`), written for it
after the labels of those. `--train` writes `workbench/matching/relation.json` from both, or from
our own alone where there are no others: extremely randomised trees (Geurts, Ernst and Wehenkel,
2006) over the features of `workbench/matching/relation.py`.

macro-F1   the mean of the F1 of conflict, compatible and different
"""

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from workbench.matching.differences import Statement, differences
from workbench.matching.encoder import FULL_PRECISION, load_encoder
from workbench.matching.posts import as_sentence
from workbench.matching.relation import Relation, Tree, chances, compare, decide, features
from workbench.splitting.dates import dates_in
from workbench.splitting.figures import figures_in
from workbench.splitting.frames import frames_in

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ROOT.parent / "shared" / "data" / "figures" / "pairs-dev.tsv"
OWN = ROOT / "benchmarks" / "pairs.tsv"
WEIGHTS = ROOT / "workbench" / "matching" / "relation.json"
FOLDS = 8
TREES, DEPTH, LEAF, SHARE = 80, 10, 3, 0.8
COSTS = {Relation.CONFLICT: 1.6, Relation.COMPATIBLE: 1.4, Relation.DIFFERENT: 1.0}
"""What a pair of each relation weighs in training: the rarer, the more."""
OWN_WEIGHT = 0.3
"""What one of our own pairs weighs beside one of those that are scored."""
RELATIONS = list(Relation)

Forest = list[Tree]
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, what people said of them, and what is compared."""

    id: str
    label: Relation
    ours: Statement
    theirs: Statement
    cosine: float


@dataclass(frozen=True, slots=True)
class Known:
    """Pairs with what the decision is made from."""

    pairs: list[Pair]
    given: list[Features]

    @classmethod
    def of(cls, pairs: list[Pair]) -> "Known":
        """Work out the features of pairs."""
        return cls(pairs, [features(p.ours, p.theirs, cosine=p.cosine) for p in pairs])

    def at(self, places: Sequence[int]) -> "Known":
        """Return some of the pairs."""
        return Known([self.pairs[at] for at in places], [self.given[at] for at in places])

    @property
    def labels(self) -> list[Relation]:
        """What people said of the pairs."""
        return [pair.label for pair in self.pairs]


def read_pairs(path: Path, *, sides: tuple[str, str]) -> list[Pair]:
    """Read, encode and parse the pairs; `sides` name the columns of the two sentences."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [row[side] for row in rows for side in sides]
    vectors = load_encoder(tag=FULL_PRECISION).encode([as_sentence(text) for text in texts])
    cosines = np.einsum("ij,ij->i", vectors[::2], vectors[1::2])
    read = [
        Statement(text, figures=figures_in(text), dates=dates_in(text), frames=frames)
        for text, frames in zip(texts, frames_in(texts), strict=True)
    ]
    return [
        Pair(row["id"], Relation(row["label"]), ours, theirs, float(cosine))
        for row, ours, theirs, cosine in zip(rows, read[::2], read[1::2], cosines, strict=True)
    ]


def train(known: Known, own: Known | None = None) -> Forest:
    """Return the trees, a leaf holding the chance of each relation."""
    # ~1 s, and never when the program runs
    from sklearn.ensemble import ExtraTreesClassifier

    sets = [(known, 1.0)] + ([(own, OWN_WEIGHT if known.pairs else 1.0)] if own else [])
    labels = [label for each, _ in sets for label in each.labels]
    weights = [weight * COSTS[label] for each, weight in sets for label in each.labels]
    model = ExtraTreesClassifier(
        TREES, max_depth=DEPTH, min_samples_leaf=LEAF, max_features=SHARE, random_state=0
    )
    model.fit(
        np.array([list(one.values()) for each, _ in sets for one in each.given]),
        [RELATIONS.index(label) for label in labels],
        sample_weight=weights,
    )
    return [_as_lists(estimator.tree_, 0) for estimator in model.estimators_]


def _as_lists(tree: object, node: int) -> Tree:
    low, high = int(tree.children_left[node]), int(tree.children_right[node])  # type: ignore[attr-defined]  # Cython
    if low == high:
        counts = tree.value[node][0]  # type: ignore[attr-defined]
        return [round(float(count / counts.sum()), 3) for count in counts]
    return [
        int(tree.feature[node]),  # type: ignore[attr-defined]
        round(float(tree.threshold[node]), 4),  # type: ignore[attr-defined]
        _as_lists(tree, low),
        _as_lists(tree, high),
    ]


def macro_f1(labels: list[Relation], answers: list[Relation]) -> tuple[float, list[float]]:
    """Return the macro-F1 and the F1 of each relation."""
    scores = []
    for relation in RELATIONS:
        right = sum(a == b == relation for a, b in zip(labels, answers, strict=True))
        scores.append(2 * right / max(1, labels.count(relation) + answers.count(relation)))
    return sum(scores) / len(scores), scores


def print_score(name: str, labels: Sequence[Relation], answers: Sequence[Relation]) -> None:
    """Print one line of scores."""
    mean, scores = macro_f1(list(labels), list(answers))
    each = "  ".join(f"{r} {s:.3f}" for r, s in zip(RELATIONS, scores, strict=True))
    print(f"{name:<44} macro-F1 {mean:.3f}   {each}")


def answers_of(forest: Forest, known: Known) -> list[Relation]:
    """Return what a forest makes of pairs, as `compare` does."""
    return [
        decide(
            chances(one, forest=(list(one), forest)),
            pair.ours,
            pair.theirs,
            differences(pair.ours, pair.theirs),
            cosine=pair.cosine,
        )
        for one, pair in zip(known.given, known.pairs, strict=True)
    ]


def best_thresholds(pairs: Sequence[Pair]) -> list[Relation]:
    """Return conflict from one cosine and different below another, the best two on these pairs."""
    labels, cosines = [pair.label for pair in pairs], [pair.cosine for pair in pairs]
    edges = np.linspace(0.2, 1.0, 41).tolist()
    tried = [
        [
            Relation.DIFFERENT
            if cosine < low
            else Relation.COMPATIBLE
            if cosine < high
            else Relation.CONFLICT
            for cosine in cosines
        ]
        for low in edges
        for high in edges
        if low <= high
    ]
    return max(tried, key=lambda answers: macro_f1(labels, answers)[0])


def best_threshold(pairs: Sequence[Pair]) -> list[Relation]:
    """Return conflict from the best single cosine on these pairs, different below it."""
    labels = [pair.label for pair in pairs]
    edges = np.linspace(0.2, 1.0, 81).tolist()
    tried = [
        [Relation.CONFLICT if pair.cosine >= edge else Relation.DIFFERENT for pair in pairs]
        for edge in edges
    ]
    return max(tried, key=lambda answers: macro_f1(labels, answers)[0])


def cross_validated(known: Known, own: Known | None, *, seed: int) -> list[Relation]:
    """Return the answer for each pair of a forest that was not trained on it."""
    labels = known.labels
    order = list(range(len(labels)))
    random.Random(seed).shuffle(order)  # noqa: S311 - a split, no secret
    order.sort(key=lambda at: labels[at])  # each fold has its share of each relation
    answers: dict[int, Relation] = {}
    for fold in range(FOLDS):
        tested = order[fold::FOLDS]
        fitted = [at for at in order if at not in set(tested)]
        found = answers_of(train(known.at(fitted), own), known.at(tested))
        answers |= dict(zip(tested, found, strict=True))
    return [answers[at] for at in range(len(labels))]


def print_flags(pairs: Sequence[Pair]) -> None:
    """Print how many pairs of each label have a difference, and of which kind."""
    for relation in RELATIONS:
        asked = [pair for pair in pairs if pair.label is relation]
        found = [differences(pair.ours, pair.theirs) for pair in asked]
        kinds = Counter(kind for each in found for kind in {one.kind for one in each})
        share = sum(map(bool, found)) / len(asked)
        print(f"{relation}: {share:.0%} of {len(asked)} have a difference; {dict(kinds)}")


def print_cost(pairs: Sequence[Pair]) -> None:
    """Print what the differences of one pair cost."""
    start = perf_counter()
    for pair in pairs:
        differences(pair.ours, pair.theirs)
    print(f"differences of a pair: {(perf_counter() - start) / len(pairs) * 1e3:.3f} ms")


def print_errors(pairs: Sequence[Pair], answers: Sequence[Relation]) -> None:
    """Print the pairs that are answered wrongly."""
    for pair, answer in zip(pairs, answers, strict=True):
        if pair.label is not answer:
            shown = " · ".join(map(str, differences(pair.ours, pair.theirs)))
            print(f"\n{pair.label} -> {answer}: {shown}\n  {pair.ours.text}\n  {pair.theirs.text}")


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description="Score the comparison of two claims.")
    parser.add_argument("pairs", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--train", action="store_true", help="write relation.json anew")
    parser.add_argument("--errors", action="store_true", help="print the pairs answered wrongly")
    arguments = parser.parse_args()
    own = Known.of(read_pairs(OWN, sides=("a", "b")))
    known = Known.of(
        read_pairs(arguments.pairs, sides=("s1", "s2")) if arguments.pairs.is_file() else []
    )
    if arguments.train:
        forest = train(known, own)
        weights = {"features": list(own.given[0]), "trees": forest}
        WEIGHTS.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{WEIGHTS.name} written: {len(forest)} trees, {WEIGHTS.stat().st_size:,} bytes")
    if not known.pairs:
        sys.exit(f"There is no {arguments.pairs}. Name a TSV of labelled pairs to score.")
    pairs, labels = known.pairs, known.labels
    baselines: dict[str, Callable[[], list[Relation]]] = {
        "every pair a conflict": lambda: [Relation.CONFLICT] * len(pairs),
        "best threshold on cosine": lambda: best_threshold(pairs),
        "best two thresholds on cosine": lambda: best_thresholds(pairs),
    }
    for name, answer in baselines.items():
        print_score(name, labels, answer())
    held_out = answers_of(train(own), known)
    print_score(f"trained on our own {len(own.pairs)} alone (held out)", labels, held_out)
    validated = cross_validated(known, own, seed=0)
    print_score(f"{FOLDS}-fold cross-validation, with our own", labels, validated)
    print_score("the same, other folds", labels, cross_validated(known, own, seed=1))
    print_score("the same, without our own", labels, cross_validated(known, None, seed=0))
    shipped = [compare(p.ours, p.theirs, cosine=p.cosine).relation for p in pairs]
    print_score("as shipped (trained on all of these pairs)", labels, shipped)
    print_flags(pairs)
    print_cost(pairs)
    if arguments.errors:
        print_errors(pairs, validated)


if __name__ == "__main__":
    main()
