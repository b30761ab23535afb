"""A paragraph's words with their places in the article and the quotations around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from workbench.model import Span
from workbench.splitting.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Run: TypeAlias = tuple[int, int]
"""The first and last word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, for those that need words and places at once."""

    doc: "Doc"
    offset: int
    """Where the paragraph starts in its article."""
    quotations: Sequence[Quotation]
    """Those that stand in it."""

    def quoted(self, word: "Token") -> bool:
        """Tell whether a word stands inside a quotation."""
        here = self.offset + word.idx
        for quotation in self.quotations:  # a loop, as any() costs twice as much
            if quotation.span.start < here < quotation.span.end:
                return True
        return False

    def quotes(self, spans: Iterable[Span]) -> bool:
        """Tell whether any of the spans touches a quotation."""
        return any(
            q.span.start < span.end and span.start < q.span.end
            for span in spans
            for q in self.quotations
        )

    def start(self, word: int) -> int:
        """Return where a word starts in the article."""
        return self.offset + self.doc[word].idx

    def end(self, word: int) -> int:
        """Return where a word ends in the article."""
        return self.start(word) + len(self.doc[word])

    def span(self, run: Run) -> Span:
        """Return where a run of words stands in the article."""
        return Span(self.start(run[0]), self.end(run[1]))

    def word(self, place: int) -> int:
        """Return the first word that starts at or after a place in the article."""
        low, high = 0, len(self.doc)
        while low < high:
            middle = (low + high) // 2
            if self.start(middle) < place:
                low = middle + 1
            else:
                high = middle
        return low

    def between(self, start: int, end: int) -> str:
        """Return the letters between two places of the article."""
        return self.doc.text[start - self.offset : end - self.offset]
