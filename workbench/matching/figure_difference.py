"""Whether two figures can both be right, and which figures of two claims to hold side by side.

A figure is read as the range of values that its words allow, and figures agree where their ranges
meet. Only figures of one kind that may count the same thing are compared.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from workbench.matching.words import terms
from workbench.model import Difference, DifferenceKind, Figure, FigureKind

NEARNESS = 0.1
"""How far `about` reaches, as a share of the value: about 4,000 is 3,600 to 4,400."""
REACH = 1.5
"""How far `at least` and `up to` reach: more than 4,000 is not taken to mean 40,000."""
LOOSENESS = 20
"""How far a bare order of size reaches: thousands is 1,000 to 20,000."""
CONVERTED = 0.05
"""How far two units of one measure may lie apart, as a share: 100 km and 62 miles."""

_NOT_COMPARED = frozenset({FigureKind.YEAR, FigureKind.DATE})
"""Left to the differences of dates."""

_LITTLE_LESS = (
    "a little less", "a little under", "almost", "close to", "just below", "just under", "nearly",
    "not quite", "slightly fewer", "slightly less", "slightly under", "virtually",
)  # fmt: skip
_LITTLE_MORE = (
    "a little more", "a little over", "just above", "just over", "slightly more", "slightly over",
)  # fmt: skip
_NOT_MORE = ("no more than", "not more than", "no greater than")
_AT_LEAST = (
    "above", "and counting", "at least", "at the very least", "better than", "greater than",
    "in excess of", "minimum", "more than", "no fewer than", "no less than", "not fewer than",
    "not less than", "or more", "over", "plus", "upwards of",
)  # fmt: skip
_AT_MOST = (
    "as few as", "as little as", "as many as", "as much as", "at most", "at the most", "below",
    "fewer than", "less than", "maximum", "or fewer", "or less", "under", "up to",
)  # fmt: skip
_HEDGES: tuple[tuple[tuple[str, ...], float, float], ...] = (
    (_LITTLE_LESS, 1 - NEARNESS, 1),
    (_LITTLE_MORE, 1, 1 + NEARNESS),
    (_NOT_MORE, 1 / REACH, 1),
    (_AT_LEAST, 1, REACH),
    (_AT_MOST, 1 / REACH, 1),
)
"""Hedges with the least and the greatest share of the value that they allow; the first counts."""

_ORDERS = {
    "dozen": 12, "score": 20, "ten": 10, "hundred": 100, "thousand": 1e3, "lakh": 1e5,
    "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip

_DAY = 86_400
_IN_BASE_UNITS: dict[str, tuple[str, float]] = {
    "seconds": ("time", 1), "minutes": ("time", 60), "hours": ("time", 3_600),
    "days": ("time", _DAY), "nights": ("time", _DAY), "weeks": ("time", 7 * _DAY),
    "fortnights": ("time", 14 * _DAY), "months": ("time", 30.44 * _DAY),
    "quarters": ("time", 91.3 * _DAY), "years": ("time", 365.25 * _DAY),
    "decades": ("time", 3_652.5 * _DAY), "centuries": ("time", 36_525 * _DAY),
    "mm": ("length", 0.001), "cm": ("length", 0.01), "m": ("length", 1), "km": ("length", 1_000),
    "inches": ("length", 0.0254), "feet": ("length", 0.3048), "yards": ("length", 0.9144),
    "miles": ("length", 1_609.344),
    "g": ("weight", 0.001), "kg": ("weight", 1), "tonnes": ("weight", 1_000),
    "tons": ("weight", 1_000), "lb": ("weight", 0.4536), "oz": ("weight", 0.02835),
    "m²": ("area", 1), "ha": ("area", 1e4), "km²": ("area", 1e6), "acres": ("area", 4_046.9),
    "square miles": ("area", 2.59e6), "square feet": ("area", 0.0929),
    "km/h": ("speed", 1), "mph": ("speed", 1.609344),
    "litres": ("volume", 1), "m³": ("volume", 1_000), "gallons": ("volume", 3.785),
    "barrels": ("volume", 158.99),
    "W": ("power", 1), "kW": ("power", 1e3), "MW": ("power", 1e6), "GW": ("power", 1e9),
    "cents": ("USD", 0.01), "pence": ("GBP", 0.01),
}  # fmt: skip

_PEOPLE = frozenset(
    {"citizen", "civilian", "individual", "inhabitant", "live", "local", "person", "resident"}
)
"""Words for people of no particular sort, which may stand for one another."""
_SORTS_OF_PEOPLE = frozenset(
    """
    activist adult casualty child dead death demonstrator detainee displaced doctor employee
    evacuee family farmer fatality fighter foreigner homeless hostage injured journalist killed man
    marcher migrant militant miner missing national officer official passenger patient
    pilgrim police policeman prisoner protester pupil rebel refugee reporter returnee soldier
    student survivor teacher tourist troop victim villager visitor voter woman worker wounded
    """.split()  # noqa: SIM905 - as for the stop words
)
_ALIKE = (
    frozenset(
        {"casualty", "dead", "death", "die", "died", "fatality", "kill", "killed", "body", "life"}
    ),
    frozenset({"hurt", "injured", "injur", "injury", "wound", "wounded"}),
    frozenset({"gunman", "militant", "rebel", "fighter", "insurgent", "terrorist", "attacker"}),
    frozenset({"soldier", "troop", "serviceman"}),
    frozenset({"house", "home", "dwelling"}),
    frozenset({"child", "kid", "pupil", "youngster"}),
    frozenset({"job", "position", "post"}),
)
"""Words for the same thing counted."""
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child"}


class _Kinship(IntEnum):
    """How two figures belong together, the closest first."""

    AGREE = 0
    DIFFER = 1
    SAME_NUMBER = 2
    """Of things that differ, at least in name: 37 votes and 37 countries."""
    MAY_DIFFER = 3
    """Of things that may be the same: 4,000 people and 40,000 civilians."""


@dataclass(frozen=True, slots=True)
class _Extent:
    """The values that a figure's words allow."""

    low: float
    high: float

    def meets(self, other: "_Extent") -> bool:
        return self.low <= other.high and other.low <= self.high

    def widened(self, share: float) -> "_Extent":
        return _Extent(self.low * (1 - share), self.high * (1 + share))


def figure_differences(ours: Sequence[Figure], theirs: Sequence[Figure]) -> list[Difference]:
    """Return the figures that cannot both be right, in the order of ours.

    A figure that agrees with one of the other side, or that counts something else, is no
    difference; nor is a figure that one side alone gives.
    """
    every = itertools.product(enumerate(ours), enumerate(theirs))
    pairs = sorted(
        (kinship, i, j)
        for (i, one), (j, other) in every
        if (kinship := _kinship(one, other)) is not None
    )
    ours_left, theirs_left = set(range(len(ours))), set(range(len(theirs)))
    found: dict[int, Difference] = {}
    for kinship, i, j in pairs:
        if i in ours_left and j in theirs_left:
            ours_left.remove(i)
            theirs_left.remove(j)
            if kinship in {_Kinship.DIFFER, _Kinship.MAY_DIFFER}:
                shown = _shown(ours[i], theirs[j])
                found[i] = Difference(DifferenceKind.FIGURE, *shown)
    return [found[i] for i in sorted(found)]


def same_count(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may give the same number at different times, alike or not."""
    return _kinship(one, other) not in {None, _Kinship.SAME_NUMBER}


def compared(one: Figure, other: Figure) -> bool | None:
    """Tell whether two figures agree; None for figures of unlike things."""
    kinship = _kinship(one, other)
    if kinship is None or kinship is _Kinship.SAME_NUMBER:
        return None
    return kinship is _Kinship.AGREE


def agree(one: Figure, other: Figure) -> bool:
    """Tell whether both figures can be right of the same thing.

    Rounding is allowed for where it shows: 0.44 and 0.4 percent, 246.3 and 246 million; not 4,050
    and 4,000 people, unless a hedge says so. Two bounds on one side, at least 19 and at least 23,
    tell of a changing count and so do not agree.
    """
    if one.unit == other.unit and _is_bound(one) and _reach(one.hedge) == _reach(other.hedge):
        return one.value == other.value
    extent, other_extent = _extent(one), _extent(other)
    if one.unit != other.unit and (factor := _conversion(one, other)):
        scaled = _Extent(other_extent.low * factor, other_extent.high * factor)
        return extent.widened(CONVERTED / 2).meets(scaled.widened(CONVERTED / 2))
    clock = one.kind is FigureKind.TIME
    return extent.meets(other_extent) or (not clock and _rounded_alike(one, other))


def _rounded_alike(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return False
    apart = abs(one.value - other.value)
    within = max(_place(one, one.value), _place(other, other.value)) / 2
    return apart <= within * (1 + 1e-9) and apart <= NEARNESS * max(
        abs(one.value), abs(other.value)
    )


def _place(figure: Figure, value: float) -> float:
    """Return the place a value is given to: 0.1 for 3.5, 0.01 for 13.70, 1e6 for 246 million."""
    place = next((scale for scale in (1e12, 1e9, 1e6) if value and value % scale == 0), 1.0)
    written = re.search(r"\d\.(\d+)", figure.text)
    scaled = place > 1 or value >= 1e6 or written is None  # noqa: PLR2004 - 2.5 million
    decimals = f"{value:.6f}".rstrip("0").partition(".")[2] if scaled or not written else written[1]
    if not decimals:
        return place
    return float(10.0 ** -len(decimals))


def _extent(figure: Figure) -> _Extent:
    if figure.value is None:
        order = _order(figure.text)
        return _Extent(order, order * LOOSENESS)
    least, greatest = _reach(figure.hedge)
    return _Extent(*sorted((figure.value * least, figure.value * greatest)))


@lru_cache(maxsize=1_024)
def _reach(hedge: str | None) -> tuple[float, float]:
    if not hedge:
        return 1, 1
    for words, least, greatest in _HEDGES:
        if any(re.search(rf"\b{word}\b", hedge, re.IGNORECASE) for word in words):
            return least, greatest
    return 1 - NEARNESS, 1 + NEARNESS


def _is_bound(figure: Figure) -> bool:
    return figure.value is not None and _reach(figure.hedge) in {(1, REACH), (1 / REACH, 1)}


def _order(text: str) -> float:
    """Return the size that words without a number give: 10,000 for `tens of thousands`."""
    size = 1.0
    for word in re.findall(r"[a-z]+", text.casefold()):
        size *= _ORDERS.get(word.removesuffix("s"), 1)
    return size


def _kinship(one: Figure, other: Figure) -> _Kinship | None:
    """Tell how two figures belong together; None for figures of unlike things."""
    if one.kind != other.kind or one.kind in _NOT_COMPARED or _is_age(one) != _is_age(other):
        return None
    if one.kind in {FigureKind.COUNT, FigureKind.ORDINAL}:
        same = _same_thing(one.unit, other.unit)
    else:
        same = _conversion(one, other) is not None
    if same is False:
        alike = one.kind is FigureKind.COUNT and one.value is not None and one.value == other.value
        return _Kinship.SAME_NUMBER if alike else None
    if agree(one, other):
        return _Kinship.AGREE
    return _Kinship.DIFFER if same else _Kinship.MAY_DIFFER


def _same_thing(one: str | None, other: str | None) -> bool | None:
    """Tell whether two figures count the same thing; None for perhaps."""
    if one is None or other is None:
        return True if one == other else None
    things = {_head(one), _head(other)}
    if len(things) == 1 or any(things <= alike for alike in _ALIKE):
        return True
    return None if things & _PEOPLE and things <= _PEOPLE | _SORTS_OF_PEOPLE else False


def _is_age(figure: Figure) -> bool:
    return bool(re.search(r"\b(?:old|olds|aged?)\b", figure.text.casefold()))


def _head(unit: str) -> str:
    """Return the last word of what is counted, in the singular: `tourist` of foreign tourists."""
    words = unit.casefold().split()
    last = words[-1] if words else ""
    return _IRREGULAR.get(last) or next(iter(terms(last)), last)


def _conversion(one: Figure, other: Figure) -> float | None:
    """Return how many units of `one` make one of `other`; None for unlike measures."""
    measure, size = _IN_BASE_UNITS.get(one.unit or "", (one.unit, 1.0))
    other_measure, other_size = _IN_BASE_UNITS.get(other.unit or "", (other.unit, 1.0))
    return other_size / size if measure == other_measure else None


def _shown(one: Figure, other: Figure) -> tuple[str, str]:
    """Return both figures' words, without the thing counted where it is the same on both sides."""
    texts = (one.text, other.text)
    if one.kind is FigureKind.COUNT and one.unit and one.unit == other.unit:
        bare = tuple(text.removesuffix(one.unit).rstrip() for text in texts)
        if all(bare):
            return bare[0], bare[1]
    return texts
