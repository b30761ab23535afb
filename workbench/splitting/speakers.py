"""Trace a speaker to the fullest mention of it in the article."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.model import Span
from workbench.splitting.parse import Paragraph
from workbench.splitting.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Token

TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "professor",
        "prof.",
        "sen.",
        "rep.",
        "gov.",
        "general",
        "president",
    }
)
ASIDE = frozenset({"appos", "relcl", "acl", "punct", "cc", "conj"})


class Speakers:
    """The people and bodies that an article names."""

    def __init__(self, paragraphs: Sequence[Paragraph], quoted: Sequence[Quotation]) -> None:
        self._paragraphs = paragraphs
        self._names = _names(paragraphs)
        self._last: Span | None = None

    def mention(self, number: int, head: "Token") -> Span:
        """Return the speaker as it stands at the cue, appositions and relative clauses included."""
        first, last = head.left_edge.i, head.right_edge.i
        while last > first and head.doc[last].is_punct:
            last -= 1
        return self._span(number, head, first, last)

    def speaker(self, number: int, head: "Token") -> Span:
        """Return the fullest mention of the speaker."""
        if head.pos_ == "PRON":
            return self._last or self.mention(number, head)
        last = head.i
        for child in head.rights:
            if child.dep_ in ASIDE:
                break
            last = child.right_edge.i
        first = head.left_edge.i
        span = self._span(number, head, first, last)
        if head.pos_ == "PROPN":
            key = head.text
            fuller = self._names.get(key)
            if fuller is not None and head.i - first <= 1:
                span = fuller
        self._last = span
        return span

    def _span(self, number: int, head: "Token", first: int, last: int) -> Span:
        offset = self._paragraphs[number].span.start
        doc = head.doc
        return Span(offset + doc[first].idx, offset + doc[last].idx + len(doc[last]))


def _names(paragraphs: Sequence[Paragraph]) -> dict[str, Span]:
    """Return the longest run of proper nouns that ends in each proper noun, titles left out."""
    found: dict[str, Span] = {}
    lengths: dict[str, int] = {}
    for paragraph in paragraphs:
        run: list[Token] = []
        for token in [*paragraph.doc, None]:
            if token is not None and token.pos_ == "PROPN":
                run.append(token)
                continue
            while run and run[0].lower_ in TITLES:
                run.pop(0)
            if len(run) > 1 and len(run) > lengths.get(run[-1].text, 1):
                start = paragraph.span.start + run[0].idx
                end = paragraph.span.start + run[-1].idx + len(run[-1])
                found[run[-1].text] = Span(start, end)
                lengths[run[-1].text] = len(run)
            run = []
    return found
