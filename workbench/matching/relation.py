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
from workbench.matching.differences import Statement, differences, names_of, places_of
from workbench.matching.figure_difference import compared, figure_differences
from workbench.matching.inflection import opposites, spelt_out, stem
from workbench.matching.names import name_differences
from workbench.matching.negation import plain_stems
from workbench.matching.places import place_differences
from workbench.matching.words import STOP_WORDS
from workbench.model import Difference, DifferenceKind, Figure, FigureKind


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
_NO_QUANTITY = frozenset({FigureKind.YEAR, FigureKind.DATE, FigureKind.TIME, FigureKind.ORDINAL})
_WORD = re.compile(r"[A-Za-z]+")
_MARKETS = re.compile(
    r"\b(?:shares?|stocks?|index|indices|points?|futures|yen|dollar|euro|yuan|bonds?|cents|francs?"
    r"|pounds?|yields?)\b",
    re.IGNORECASE,
)
"""Daily reports: another figure there is more often another day."""
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
_LEVEL = re.compile(r"\b(?:to|at)\s*$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:from|versus|against|close of)\s+(?:the\s+)?$", re.IGNORECASE)
_NAMED = re.compile(r"(?:[A-Z]{2,}|&[A-Z]|Poor's|Russell)[ -]$")
"""What comes before a number that is part of a name: the FTSE 100."""
_DECIMALS = re.compile(r"\.(\d+)")
_RISES = frozenset({"add", "ahead", "creep", "crept", "edg", "firmer", "stronger", "tack"})
_FALLS = frozenset({"gav", "giv", "off", "shed", "weaker"})
_BESIDE_A_LEVEL = _RISES | _FALLS
"""Stems that tell of a rise or a fall beside a level, and not elsewhere."""
_MOST_MOVED = 0.4
"""The greatest move, as a share of the level; beyond it, a number counts something else."""
_APART = 1e-4
"""How far two reports of one start may lie apart, as a share: indices are still being reckoned."""
_LOOSELY = 0.15
"""How far a hedged move may lie from what is said, as a share."""
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
    elif kinds <= _RULING_OUT and shared >= SAME and not _on_markets(ours, theirs):
        left = {Relation.CONFLICT}
    elif shared >= ALIKE and kinds & (_RULING_OUT | {DifferenceKind.DATE, DifferenceKind.PLACE}):
        left = {Relation.CONFLICT, Relation.DIFFERENT}
    else:
        left = set(Relation)
    return max(sorted(left), key=lambda relation: given[relation])


def _on_markets(ours: Statement, theirs: Statement) -> bool:
    return bool(_MARKETS.search(ours.text) and _MARKETS.search(theirs.text))


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
    markets = float(_on_markets(ours, theirs))
    casualties = float(bool(_CASUALTIES.search(ours.text) and _CASUALTIES.search(theirs.text)))
    movements = _movement(ours.text), _movement(theirs.text)
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
        "opened": _opened(ours, theirs),
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
    one, other = _quantities(ours), _quantities(theirs)
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


def _quantities(statement: Statement) -> list[Figure]:
    return [
        figure
        for figure in statement.figures
        if figure.value is not None and figure.kind not in _NO_QUANTITY
    ]


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


def _movement(text: str) -> bool | None:
    """Return whether the first word for a movement tells of a rise; None for none."""
    told = (_direction(word) for word in _WORD.findall(text) if stem(word) not in _BESIDE_A_LEVEL)
    return next((rises for rises in told if rises is not None), None)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure of a market report."""

    measure: str
    value: float
    within: float
    """Half its last place: 0.005 for 16.20."""
    start: int
    end: int


def _opened(ours: Statement, theirs: Statement) -> float:
    """Return 1 where two market reports start from one value, -1 from two, 0 where not told.

    A level and the move to it give where a share, an index or a yield stood before, which is one
    for all reports of a day: up 12.81 to 9,331.77 and down 8.76 to 9,310.20 are of one day.
    """
    one, other = _openings(ours), _openings(theirs)
    if not one or not other:
        return 0.0
    return 1.0 if any(a[0] <= b[1] and b[0] <= a[1] for a, b in product(one, other)) else -1.0


def _openings(statement: Statement) -> list[tuple[float, float]]:
    """Return between which values, for rounding, lay what a statement says has moved."""
    text = statement.text
    amounts, levels = _amounts(statement), _levels(statement)
    told = [one for one in amounts if _BEFORE.search(text[: one.start])]
    moves = [one for one in amounts if one not in levels and one not in told]
    rough: list[tuple[float, float]] = []
    exact = [
        (one.value - one.within, one.value + one.within)
        for one in told
        if any(to.measure == one.measure and to.end <= one.start for to in amounts)
    ]
    for at, level in enumerate(levels):
        since = levels[at - 1].end if at else 0
        until = levels[at + 1].start if at + 1 < len(levels) else len(text)
        near = [move for move in moves if since <= move.start < level.start]
        for move in near or [move for move in moves if level.end <= move.start < until]:
            rises = _rises(text, move.start)
            if rises is None:
                continue
            if move.measure == level.measure:
                moved, within, found = move.value, move.within, exact
            elif move.measure == "percent":
                share = move.value / 100 if rises else -move.value / 100
                moved = abs(level.value - level.value / (1 + share)) if share > -1 else 0.0
                within, found = level.value * move.within / 100, rough
            else:
                continue
            if 0 < moved <= _MOST_MOVED * level.value:
                opened, reach = (
                    level.value - (moved if rises else -moved),
                    within + level.within + _APART / 2 * level.value,
                )
                found.append((opened - reach, opened + reach))
    return exact or rough


def _amounts(statement: Statement) -> list[_Amount]:
    found = [amount for figure in _quantities(statement) if (amount := _amount(figure))]
    return [one for one in found if not _NAMED.search(statement.text[: one.start])]


def _levels(statement: Statement) -> list[_Amount]:
    return [one for one in _amounts(statement) if _LEVEL.search(statement.text[: one.start])]


def _amount(figure: Figure) -> _Amount | None:
    value, unit = figure.value or 0.0, figure.unit
    decimals = _DECIMALS.search(figure.text)
    within = 0.5 * 10.0 ** -len(decimals[1]) if decimals else 0.5
    if figure.kind is FigureKind.COUNT and unit not in {None, "points"}:
        return None
    if unit in {"cents", "pence"}:
        value, within, unit = value / 100, within / 100, "USD" if unit == "cents" else "GBP"
    if figure.hedge:
        within += _LOOSELY * value
    return _Amount(unit or "points", value, within, figure.span.start, figure.span.end)


def _rises(text: str, at: int) -> bool | None:
    """Return whether the movement told nearest to a place is a rise, those before it first."""
    before = [_direction(word) for word in reversed(_WORD.findall(text[:at]))]
    after = [_direction(word) for word in _WORD.findall(text[at:])]
    return next((rises for rises in before + after if rises is not None), None)


def _direction(word: str) -> bool | None:
    told = stem(word)
    if told in _BESIDE_A_LEVEL:
        return told in _RISES
    return next((up for name, up in opposites().get(told, ()) if name == "movement"), None)


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
