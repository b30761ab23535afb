"""What the page, the PDF and the Word file show of each article, worked out once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Difference, DifferenceKind, Report, ReportSection, ReviewedClaim
from workbench.reporting import charts, wording
from workbench.reporting.lit import Piece, pieces


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """A figure of a claim beside the figure that another claim gives."""

    number: int
    """Of the claim in its section, from 1."""
    claim: ReviewedClaim
    difference: Difference
    other: str
    """The other claim's text."""
    source: str
    """Where the other claim is from, and what was made of it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One article of the page."""

    section: ReportSection
    number: int
    """From 1; ids of the page begin with it."""

    @property
    def pieces(self) -> Iterator[Piece]:
        """The article's text, cut where claims begin and end."""
        return pieces(self.section.article.text, self.section.claims)

    @property
    def whole(self) -> charts.Bar:
        """Where all claims of the article stand, before the filter."""
        tally = self.section.tally
        return charts.bar("All claims", tally, widest=max(tally.total, 1))

    @property
    def speakers(self) -> tuple[charts.Bar, ...]:
        """Where the claims of each speaker stand."""
        return charts.by_speaker(self.section.claims)

    @property
    def numbers(self) -> dict[str, int]:
        """Numbers of the claims by their ids."""
        return {item.claim.id: place for place, item in enumerate(self.section.claims, start=1)}

    @property
    def conflicts(self) -> tuple[FigureConflict, ...]:
        """Figures beside which a past claim, or another claim of the article, gives another."""
        return (*self._with_past_claims(), *self._within())

    @property
    def open_questions(self) -> tuple[tuple[int, ReviewedClaim, str], ...]:
        """What is left to find out: number, claim and why it is open."""
        found = (
            (number, item, wording.open_question(item))
            for number, item in enumerate(self.section.claims, start=1)
        )
        return tuple((number, item, words) for number, item, words in found if words)

    def _with_past_claims(self) -> Iterator[FigureConflict]:
        for number, item in enumerate(self.section.claims, start=1):
            for match in item.matches:
                for difference in _figures(match.differences):
                    day = match.past.date.isoformat() if match.past.date else None
                    source = (match.past.source, day, wording.past_verdict(match))
                    words = " · ".join(part for part in source if part)
                    yield FigureConflict(number, item, difference, match.past.text, words)

    def _within(self) -> Iterator[FigureConflict]:
        by_id = {item.claim.id: item for item in self.section.claims}
        for pair in self.section.pairs:
            item = by_id.get(pair.first.id)
            if item is not None:
                for difference in _figures(pair.differences):
                    number = self.numbers[pair.first.id]
                    words = "the same article"
                    yield FigureConflict(number, item, difference, pair.second.text, words)


def chapters(report: Report) -> tuple[Chapter, ...]:
    """Return a chapter for each article of the report, in its order."""
    return tuple(Chapter(section, number) for number, section in enumerate(report.sections, 1))


def _figures(differences: Sequence[Difference]) -> list[Difference]:
    return [one for one in differences if one.kind is DifferenceKind.FIGURE]
