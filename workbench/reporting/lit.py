"""An article cut into the pieces that a page lights up: which claims each piece belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.model import ReviewedClaim


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the article's text that begins and ends with no claim in between."""

    text: str
    claims: tuple[int, ...] = ()
    """Numbers of the claims that it belongs to, from 1."""
    begins: tuple[int, ...] = ()
    """Numbers of the claims whose first words these are."""
    ends: tuple[int, ...] = ()
    """Numbers of the claims whose last words these are."""


def pieces(text: str, claims: Sequence[ReviewedClaim]) -> Iterator[Piece]:
    """Return the whole text in order, cut wherever a span of a claim begins or ends."""
    spans = [
        (number, span)
        for number, item in enumerate(claims, start=1)
        for span in item.claim.spans
        if span.start < span.end
    ]
    cuts = sorted({0, len(text), *(span.start for _, span in spans), *(s.end for _, s in spans)})
    first = {number: item.claim.spans[0].start for number, item in enumerate(claims, start=1)}
    last = {number: item.claim.spans[-1].end for number, item in enumerate(claims, start=1)}
    waiting = sorted(spans, key=lambda pair: pair[1].start, reverse=True)
    open_: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        open_ = [(number, until) for number, until in open_ if until > start]
        while waiting and waiting[-1][1].start <= start:
            number, span = waiting.pop()
            open_.append((number, span.end))
        numbers = tuple(sorted({number for number, _ in open_}))
        yield Piece(
            text[start:end],
            numbers,
            tuple(number for number in numbers if first[number] == start),
            tuple(number for number in numbers if last[number] == end),
        )
