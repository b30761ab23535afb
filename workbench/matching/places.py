"""The places that a text names, and where two texts name different ones."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.model import Difference, DifferenceKind

_SIDES = {
    "north": "n", "northern": "n", "south": "s", "southern": "s", "east": "e", "eastern": "e",
    "west": "w", "western": "w", "central": "c", "northeast": "ne", "northeastern": "ne",
    "north-east": "ne", "northwest": "nw", "northwestern": "nw", "north-west": "nw",
    "southeast": "se", "southeastern": "se", "south-east": "se", "southwest": "sw",
    "southwestern": "sw", "south-west": "sw", "nw": "nw", "ne": "ne", "sw": "sw", "se": "se",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names."""

    text: str
    country: str | None
    """Key of the table; None for a place that it does not know."""
    inside: str | None = None
    """The part of the country: a city or a region; None for the country itself."""
    side: str | None = None
    """`n` for northern Iraq."""

    def fits(self, other: "Place") -> bool:
        """Tell whether both may be one place: the same, or one inside the other."""
        if self.country != other.country:
            return False
        if self.inside and other.inside:
            return self.inside == other.inside
        return not (self.side and other.side) or bool(set(self.side) & set(other.side))


def places_in(text: str) -> tuple[Place, ...]:
    """Return the places of the table that the text names, in order, each once."""
    pattern, table = _known()
    found = dict.fromkeys(
        Place(
            match[0].removeprefix("the "),
            *table[match["name"]],
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
def _known() -> tuple[re.Pattern[str], dict[str, tuple[str, str | None]]]:
    """Return what finds a place of the table, and its country and part by name."""
    source = files("workbench.matching").joinpath("places.toml").read_text(encoding="utf-8")
    table: dict[str, tuple[str, str | None]] = {}
    for country, entry in tomllib.loads(source).items():
        for name in entry["names"]:
            table[name] = (country, None)
        for name in entry["within"]:
            table.setdefault(name, (country, name))
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    sides = "|".join(sorted(map(re.escape, _SIDES), key=len, reverse=True))
    pattern = rf"(?<![\w.-])(?:(?P<side>(?i:{sides})),?\s+)?(?P<name>{names})(?![\w-])"
    return re.compile(pattern), table
