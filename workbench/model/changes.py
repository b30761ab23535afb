"""What changed, claim by claim, from one version of an article to the next."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.matches import Difference
from workbench.model.reports import ReviewedClaim


class ChangeKind(StrEnum):
    """What became of a claim from one version of an article to the next."""

    ADDED = "added"
    GONE = "gone"
    FIGURE = "changed figure"
    CHANGED = "changed"
    """Something other than a figure differs."""
    SAME = "same"
    """The same but for wording."""

    @property
    def glyph(self) -> str:
        """One character, so that colour never carries it alone."""
        return {"added": "+", "gone": "−", "changed figure": "≠", "changed": "~"}.get(
            self.value, "="
        )


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim of two versions of an article, or of one of them."""

    kind: ChangeKind
    old: ReviewedClaim | None
    """None for a claim that was added."""
    new: ReviewedClaim | None
    """None for a claim that is gone."""
    differences: tuple[Difference, ...] = ()
    """Ours are the new claim's."""
