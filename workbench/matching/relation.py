"""Whether two claims can both be true: one event told alike, one event told otherwise, two events.

A small trained decision over what the differences are made of; `benchmarks/comparing.py --train`
makes the weights in `relation.json` from labelled pairs of news sentences.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Final, TypeAlias

from workbench.matching.date_difference import date_differences
from workbench.matching.differences import (
    Statement,
    differences,
    names_of,
    places_of,
    quantities,
)
from workbench.matching.figure_difference import compared, figure_differences
from workbench.matching.inflection import spelt_out, stem
from workbench.matching.markets import movement, on_markets, opened
from workbench.matching.names import name_differences
from workbench.matching.negation import plain_stems
from workbench.matching.places import place_differences
from workbench.matching.words import STOP_WORDS
from workbench.model import Difference, DifferenceKind, Figure


class Relation(StrEnum):
    """How two claims stand to one another."""

    CONFLICT = "conflict"
    """One event, and they cannot both be true."""
    COMPATIBLE = "compatible"
    """One event or subject, and both may be true."""
    DIFFERENT = "different"
    """Not about the same event."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two claims came to."""

    relation: Relation
    differences: tuple[Difference, ...]


ALIKE: Final = 0.75
"""Share of all their words, figures and opposites left out, that two texts have in common, from
which a figure, a negation or the like that differs rules one of them out."""
SAME: Final = 0.9
"""The same, from which they tell of one event, unless both report on markets, as is done daily."""
ABOUT_ONE: Final = 0.6
"""From which cosine two texts without a difference are taken to be about one event."""
_RULING_OUT = frozenset(
    {DifferenceKind.FIGURE, DifferenceKind.NEGATION, DifferenceKind.OPPOSITE, DifferenceKind.ROLES}
)
_WORD = re.compile(r"[A-Za-z]+")
_CASUALTIES = re.compile(
    r"\b(?:kill\w*|dead|die[sd]?|death|toll|wound\w*|injur\w*|hurt|bomb\w*|magnitude)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:(first|second|third|fourth)[- ]quarter|(weekly|(?:on|for|of) the week|last week)"
    r"|(year[- ](?:ago|earlier)|last year|a year before)|(after[- ]hours|extended trading)"
    r"|(year[- ]to[- ]date|this year|so far)|(for the month|last month))\b",
    re.IGNORECASE,
)
_TELLING = 20
"""From which value an equal number on both sides tells of one event; fractions always do."""

Tree: TypeAlias = "list[float] | list[int | float | Tree]"


def compare(ours: Statement, theirs: Statement, *, cosine: float) -> Comparison:
    """Compare two statements; `cosine` is that of their sentence vectors.

    Two that differ in nothing that was found are never a conflict, and two of nearly the same
    words that differ in a figure, a negation or their roles are never compatible.
    """
    found = differences(ours, theirs)
    given = chances(features(ours, theirs, cosine=cosine))
    return Comparison(decide(given, ours, theirs, found, cosine=cosine), found)


def decide(
    given: Mapping[Relation, float],
    ours: Statement,
    theirs: Statement,
    found: Sequence[Difference],
    *,
    cosine: float,
) -> Relation:
    """Return the likeliest relation of those that the differences found leave open."""
    one, other = _told(ours), _told(theirs)
    kinds = {difference.kind for difference in found}
    shared = len(one & other) / len(one | other) if one | other else 1.0
    if not found:
        about_one = shared >= ALIKE or cosine >= ABOUT_ONE
        left = {Relation.COMPATIBLE} if about_one else {Relation.COMPATIBLE, Relation.DIFFERENT}
    elif kinds <= _RULING_OUT and shared >= SAME and not on_markets(ours, theirs):
        left = {Relation.CONFLICT}
    elif shared >= ALIKE and kinds & (_RULING_OUT | {DifferenceKind.DATE, DifferenceKind.PLACE}):
        left = {Relation.CONFLICT, Relation.DIFFERENT}
    else:
        left = set(Relation)
    return max(sorted(left), key=lambda relation: given[relation])


def _told(statement: Statement) -> frozenset[str]:
    """Return the words of content but for figures, negators and words that have an opposite."""
    text = list(statement.text)
    for figure in statement.figures:
        start, end = figure.span.start, figure.span.end
        text[start:end] = " " * (end - start)
    return plain_stems("".join(text))


def features(ours: Statement, theirs: Statement, *, cosine: float) -> dict[str, float]:
    """Return what the decision is made from, by name; the same for either order."""
    one, other = _content(ours.text), _content(theirs.text)
    markets = float(on_markets(ours, theirs))
    casualties = float(bool(_CASUALTIES.search(ours.text) and _CASUALTIES.search(theirs.text)))
    movements = movement(ours.text), movement(theirs.text)
    opposed = float(None not in movements and movements[0] != movements[1])
    figures = _figure_features(ours, theirs)
    periods, other_periods = _periods(ours.text), _periods(theirs.text)
    return {
        "cosine": cosine,
        "words": 2 * len(one & other) / max(1, len(one) + len(other)),
        "pairs of words": _f1(_bigrams(ours.text), _bigrams(theirs.text)),
        "length": math.log(1 + len(one) + len(other)),
        "uneven": abs(len(one) - len(other)) / max(1, len(one), len(other)),
        **_name_features(ours, theirs),
        **figures,
        "opened": opened(ours, theirs),
        "periods apart": float(bool(periods ^ other_periods)),
        "periods shared": float(bool(periods & other_periods)),
        "moves alike": float(None not in movements and movements[0] == movements[1]),
        "moves apart": opposed,
        "markets": markets,
        "casualties": casualties,
        "near in markets": markets * figures["nearness"],
        "near casualties": casualties * figures["nearness"],
        "apart in markets": markets * opposed,
    }


def _name_features(ours: Statement, theirs: Statement) -> dict[str, float]:
    names, other_names = names_of(ours.text), names_of(theirs.text)
    places, other_places = places_of(ours.text), places_of(theirs.text)
    actors = name_differences(names, other_names, ours_text=ours.text, theirs_text=theirs.text)
    both_named = sum(any(name.fits(other) for other in other_names) for name in names)
    both_placed = any(place.fits(other) for place, other in product(places, other_places))
    return {
        "names apart": min(len(actors), 2),
        "names shared": min(both_named, 2),
        "places apart": min(len(place_differences(places, other_places)), 1),
        "places shared": float(both_placed),
        "dates apart": min(len(date_differences(ours.dates, theirs.dates)), 1),
    }


def _figure_features(ours: Statement, theirs: Statement) -> dict[str, float]:
    one, other = quantities(ours), quantities(theirs)
    values, other_values = ({figure.value for figure in side} for side in (one, other))
    telling = [v for v in values & other_values if v is not None and (v >= _TELLING or v % 1)]
    agreeing, slots, gaps = 0, [0.0], []
    for mine, yours in product(one, other):
        agrees = compared(mine, yours)
        if agrees:
            agreeing += 1
        elif agrees is False and mine.value not in other_values and yours.value not in values:
            gaps.append(_gap(mine, yours))
            slots.append(_slot(ours.text, mine, theirs.text, yours))
    differing = len(figure_differences(ours.figures, theirs.figures))
    nearness = -math.log10(min(gaps, default=1.0) + 1e-3) / 3
    return {
        "figures shared": min(len(telling), 2),
        "figures agree": min(agreeing, 2),
        "figures differ": min(differing, 1),
        "more figures differ": min(max(0, differing - 1), 2),
        "share that agrees": agreeing / (agreeing + differing + 0.5),
        "nearness": max(0.0, min(1.0, nearness)),
        "no gap": float(not gaps),
        "slot": max(slots),
    }


def _gap(one: Figure, other: Figure) -> float:
    low, high = sorted((abs(one.value or 0.0), abs(other.value or 0.0)))
    return (high - low) / high if high else 0.0


def _slot(text: str, figure: Figure, other_text: str, other: Figure) -> float:
    """Return how alike the words around two figures are, from 0 to 1."""
    before, after = _around(text, figure)
    other_before, other_after = _around(other_text, other)
    return (
        _overlap(before, other_before)
        + _overlap(after, other_after)
        + _overlap(before | after, other_before | other_after)
    ) / 3


def _around(text: str, figure: Figure) -> tuple[set[str], set[str]]:
    """Return the four words of content before a figure, and those in and after it."""
    before, after = text[: figure.span.start], text[figure.span.end :]
    inside = {stem(word) for word in _WORD.findall(figure.text)}
    return set(_stems(before)[-4:]), {*_stems(after)[:4], *inside}


def _stems(text: str) -> list[str]:
    words = _WORD.findall(text)
    return [stem(word) for word in words if word.casefold() not in STOP_WORDS]


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _periods(text: str) -> frozenset[str]:
    """Return the sorts of period that a text reports on; none where it says nothing of it."""
    return frozenset(
        (match[1] or str(match.lastindex)).casefold() for match in _PERIOD.finditer(text)
    )


def _content(text: str) -> set[str]:
    return set(_stems(spelt_out(text)))


def _bigrams(text: str) -> set[tuple[str, str]]:
    words = [stem(word) for word in _WORD.findall(text)]
    return set(pairwise(words))


def _f1(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def chances(
    given: Mapping[str, float], *, forest: tuple[list[str], list[Tree]] | None = None
) -> dict[Relation, float]:
    """Return the chance of each relation: the mean over the trees, by default the packaged ones."""
    names, trees = forest or _forest()
    values = [given[name] for name in names]
    leaves = [_leaf(tree, values) for tree in trees]
    means = [sum(column) / len(leaves) for column in zip(*leaves, strict=True)]
    return dict(zip(Relation, means, strict=True))


def _leaf(tree: Tree, values: Sequence[float]) -> list[float]:
    """Follow a tree to its leaf; a branch is `[feature, threshold, below or at, above]`."""
    while len(tree) == 4:  # noqa: PLR2004 - a leaf holds one chance for each of three relations
        feature, threshold, low, high = tree
        tree = low if values[feature] <= threshold else high  # type: ignore[index, operator, assignment]  # JSON
    return tree  # type: ignore[return-value]  # JSON


@cache
def _forest() -> tuple[list[str], list[Tree]]:
    source = files("workbench.matching").joinpath("relation.json").read_text(encoding="utf-8")
    weights = json.loads(source)
    return weights["features"], weights["trees"]
