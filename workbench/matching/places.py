"""The places that a text names, and where two texts name different ones."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from workbench.matching.spelling import spellings
from workbench.model import Difference, DifferenceKind

_SIDES = {
    "north": "n", "northern": "n", "south": "s", "southern": "s", "east": "e", "eastern": "e",
    "west": "w", "western": "w", "central": "c", "northeast": "ne", "northeastern": "ne",
    "north-east": "ne", "northwest": "nw", "northwestern": "nw", "north-west": "nw",
    "southeast": "se", "southeastern": "se", "south-east": "se", "southwest": "sw",
    "southwestern": "sw", "south-west": "sw", "nw": "nw", "ne": "ne", "sw": "sw", "se": "se",
}  # fmt: skip


class Reading(NamedTuple):
    """What a name may stand for."""

    country: str
    """Key of the table."""
    inside: str | None = None
    """The part of the country: a city or a region; None for the country itself."""
    region: str | None = None
    """The region that a city lies in, where the table says so: Texas for Houston."""

    def fits(self, other: "Reading") -> bool:
        """Tell whether both may be one place, or one lies inside the other."""
        if self.country != other.country or not (self.inside and other.inside):
            return self.country == other.country
        return self.inside in {other.inside, other.region} or self.region == other.inside


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names."""

    text: str
    readings: tuple[Reading, ...]
    """More than one where a name is that of several places: Georgia."""
    side: str | None = None
    """`n` for northern Iraq."""

    def fits(self, other: "Place") -> bool:
        """Tell whether both may be one place: the same, or one inside the other."""
        fitting = [pair for pair in product(self.readings, other.readings) if pair[0].fits(pair[1])]
        if any(one.inside and two.inside for one, two in fitting):
            return True
        sides_meet = not (self.side and other.side) or bool(set(self.side) & set(other.side))
        return bool(fitting) and sides_meet


def places_in(text: str) -> tuple[Place, ...]:
    """Return the places of the table that the text names, in order, each once."""
    pattern, table = _known()
    found = dict.fromkeys(
        Place(
            match[0].removeprefix("the "),
            table[match["whole"] or match["name"]],
            _SIDES.get((match["side"] or "").casefold()),
        )
        for match in pattern.finditer(text)
    )
    return tuple(found)


def place_differences(ours: Iterable[Place], theirs: Iterable[Place]) -> list[Difference]:
    """Return the places that each side alone names, where both have some."""
    ours, theirs = list(ours), list(theirs)
    ours_only = [place for place in ours if not any(place.fits(other) for other in theirs)]
    theirs_only = [place for place in theirs if not any(place.fits(other) for other in ours)]
    return [
        Difference(DifferenceKind.PLACE, one.text, other.text)
        for one, other in zip(ours_only, theirs_only, strict=False)
    ]


@cache
def _known() -> tuple[re.Pattern[str], dict[str, tuple[Reading, ...]]]:
    """Return what finds a place of the table, and what its name may stand for."""
    source = files("workbench.matching").joinpath("places.toml").read_text(encoding="utf-8")
    table: dict[str, tuple[Reading, ...]] = {}
    for country, entry in tomllib.loads(source).items():
        regions = entry.get("regions", {}).items()
        region_of = {city: region for region, cities in regions for city in cities}
        read = [(name, Reading(country)) for name in entry["names"]]
        for name in entry["within"]:
            same = spellings(name)
            read += [(spelt, Reading(country, same[0], region_of.get(name))) for spelt in same]
        for name, reading in read:
            table[name] = (*table.get(name, ()), reading)
    names = _by_beginning(sorted(table, key=len, reverse=True))
    sides = "|".join(sorted(map(re.escape, _SIDES), key=len, reverse=True))
    pattern = (
        rf"(?<![\w.-])(?:(?=[A-Z])(?P<whole>{names})"
        rf"|(?P<side>(?i:{sides})),?\s+(?P<name>{names}))(?![\w-])"
    )
    return re.compile(pattern), table


def _by_beginning(names: Iterable[str]) -> str:
    """Return a pattern of names: the first to fit of those that begin as the text does.

    Ten times as quick as one list of all, each of which would be tried at each word.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[0], []).append(re.escape(name[1:]))
    parts = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    firsts = "".join(map(re.escape, groups))
    return f"(?=[{firsts}])(?:{'|'.join(parts)})"
