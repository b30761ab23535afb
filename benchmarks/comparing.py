"""Score `workbench compare` on labelled pairs of news sentences, and train its decision.

usage: python benchmarks/comparing.py [PAIRS] [--train] [--errors]

PAIRS is a TSV with the header `id label figures s1 s2`, by default
`../shared/data/figures/pairs-dev.tsv` beside the checkout (STS-B and MRPC, not part of the
project). `--train` writes `workbench/matching/relation.json`: extremely randomised trees (Geurts,
Ernst and Wehenkel, 2006) over the features of `workbench/matching/relation.py`.

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
from workbench.matching.encoder import packaged_encoder
from workbench.matching.relation import Relation, Tree, chances, compare, decide, features
from workbench.splitting.dates import dates_in
from workbench.splitting.figures import figures_in
from workbench.splitting.frames import frames_in

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ROOT.parent / "shared" / "data" / "figures" / "pairs-dev.tsv"
WEIGHTS = ROOT / "workbench" / "matching" / "relation.json"
SEED = 4
FOLDS = 8
TREES, DEPTH, LEAF = 60, 7, 3
COSTS = {Relation.CONFLICT: 2.0, Relation.COMPATIBLE: 1.5, Relation.DIFFERENT: 1.0}
"""What a pair of each relation weighs in training: the rarer, the more."""
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


def read_pairs(path: Path) -> list[Pair]:
    """Read, encode and parse the pairs."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [row[side] for row in rows for side in ("s1", "s2")]
    vectors = packaged_encoder().encode(texts)
    cosines = np.einsum("ij,ij->i", vectors[::2], vectors[1::2])
    read = [
        Statement(text, figures=figures_in(text), dates=dates_in(text), frames=frames)
        for text, frames in zip(texts, frames_in(texts), strict=True)
    ]
    return [
        Pair(row["id"], Relation(row["label"]), ours, theirs, float(cosine))
        for row, ours, theirs, cosine in zip(rows, read[::2], read[1::2], cosines, strict=True)
    ]


def train(given: Sequence[Features], labels: Sequence[Relation]) -> Forest:
    """Return the trees, a leaf holding the chance of each relation."""
    # ~1 s, and never when the program runs
    from sklearn.ensemble import ExtraTreesClassifier  # type: ignore[import-untyped]

    numbers = [RELATIONS.index(label) for label in labels]
    model = ExtraTreesClassifier(
        TREES,
        max_depth=DEPTH,
        min_samples_leaf=LEAF,
        max_features=0.5,
        class_weight={RELATIONS.index(relation): cost for relation, cost in COSTS.items()},
        random_state=0,
    )
    model.fit(np.array([list(one.values()) for one in given]), numbers)
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


def answers_of(forest: Forest, given: Sequence[Features], pairs: Sequence[Pair]) -> list[Relation]:
    """Return what a forest makes of pairs, as `compare` does."""
    return [
        decide(
            chances(one, forest=(list(one), forest)),
            pair.ours,
            pair.theirs,
            differences(pair.ours, pair.theirs),
            cosine=pair.cosine,
        )
        for one, pair in zip(given, pairs, strict=True)
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


def print_halves(pairs: Sequence[Pair], given: Sequence[Features]) -> None:
    """Train on each half of the pairs and score on the other."""
    order = list(range(len(pairs)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - a split, no secret
    half = len(order) // 2
    for name, fitted, tested in (
        ("trained on half A, scored on half B", order[:half], order[half:]),
        ("trained on half B, scored on half A", order[half:], order[:half]),
    ):
        forest = train([given[at] for at in fitted], [pairs[at].label for at in fitted])
        asked = [pairs[at] for at in tested]
        answers = answers_of(forest, [given[at] for at in tested], asked)
        print_score(name, [pair.label for pair in asked], answers)


def cross_validated(pairs: Sequence[Pair], given: Sequence[Features], seed: int) -> list[Relation]:
    """Return the answer for each pair of a forest that was not trained on it."""
    order = list(range(len(pairs)))
    random.Random(seed).shuffle(order)  # noqa: S311 - a split, no secret
    order.sort(key=lambda at: pairs[at].label)  # each fold has its share of each relation
    answers: dict[int, Relation] = {}
    for fold in range(FOLDS):
        tested = order[fold::FOLDS]
        fitted = [at for at in order if at not in set(tested)]
        forest = train([given[at] for at in fitted], [pairs[at].label for at in fitted])
        asked = [pairs[at] for at in tested]
        found = answers_of(forest, [given[at] for at in tested], asked)
        answers |= dict(zip(tested, found, strict=True))
    return [answers[at] for at in range(len(pairs))]


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
    if not arguments.pairs.is_file():
        sys.exit(f"There is no {arguments.pairs}. Name a TSV of labelled pairs.")
    pairs = read_pairs(arguments.pairs)
    given = [features(pair.ours, pair.theirs, cosine=pair.cosine) for pair in pairs]
    labels = [pair.label for pair in pairs]
    if arguments.train:
        forest = train(given, labels)
        weights = {"features": list(given[0]), "trees": forest}
        WEIGHTS.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{WEIGHTS.name} written: {len(forest)} trees, {WEIGHTS.stat().st_size:,} bytes")
    baselines: dict[str, Callable[[], list[Relation]]] = {
        "every pair a conflict": lambda: [Relation.CONFLICT] * len(pairs),
        "best threshold on cosine": lambda: best_threshold(pairs),
        "best two thresholds on cosine": lambda: best_thresholds(pairs),
    }
    for name, answer in baselines.items():
        print_score(name, labels, answer())
    validated = cross_validated(pairs, given, 0)
    print_score(f"{FOLDS}-fold cross-validation", labels, validated)
    print_score("the same, other folds", labels, cross_validated(pairs, given, 1))
    print_halves(pairs, given)
    shipped = [compare(p.ours, p.theirs, cosine=p.cosine).relation for p in pairs]
    print_score("as shipped (trained on all of these pairs)", labels, shipped)
    print_flags(pairs)
    print_cost(pairs)
    if arguments.errors:
        print_errors(pairs, validated)


if __name__ == "__main__":
    main()
