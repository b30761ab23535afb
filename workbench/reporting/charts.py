"""What the page's charts draw: bars of verdicts, in per cent of their width."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.model import ReviewedClaim, Status, Tally
from workbench.reporting import wording


@dataclass(frozen=True, slots=True)
class Part:
    """One status of a bar."""

    status: Status
    count: int
    start: float
    """Where it begins, in per cent of the widest bar."""
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart."""

    label: str
    tally: Tally
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """The row in words, for who does not see it."""
        return f"{self.label}: {wording.totals(self.tally)}"


def bar(label: str, tally: Tally, *, widest: int) -> Bar:
    """Return the bar of a tally, where `widest` claims take the whole width."""
    parts: list[Part] = []
    start = 0.0
    for status, count in tally.counts:
        if count:
            width = 100 * count / widest
            parts.append(Part(status, count, round(start, 3), round(width, 3)))
            start += width
    return Bar(label, tally, tuple(parts))


def by_speaker(claims: Iterable[ReviewedClaim]) -> tuple[Bar, ...]:
    """Return a bar for each speaker, those with the most claims first."""
    statuses: dict[str, list[Status]] = {}
    for item in claims:
        statuses.setdefault(item.claim.speaker or wording.NOBODY, []).append(item.status)
    tallies: Mapping[str, Tally] = {name: Tally.of(found) for name, found in statuses.items()}
    ordered = sorted(tallies, key=lambda name: (-tallies[name].total, name))
    widest = max((tally.total for tally in tallies.values()), default=1)
    return tuple(bar(name, tallies[name], widest=widest) for name in ordered)
