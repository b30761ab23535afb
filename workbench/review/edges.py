"""Where an analyst means to cut: the edges of a span in the article, moved by word or sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from workbench.model import Span

UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese letters: no spaces part their words."""
WORD: Final = re.compile(
    rf"[{UNSPACED}]|[^\W{UNSPACED}](?:[^\s{UNSPACED}]*[^\W{UNSPACED}])?[%°]?|[$€£][^\s]*\w"
)
SENTENCE: Final = re.compile(r"[.!?…。！？۔।][\"'”’»)\]]*\s+|\s*\n\s*")
"""What stands between two sentences."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The spans that are to be a claim, the places where they are split, and the edge in hand."""

    text: str
    """Of the article."""
    spans: tuple[Span, ...]
    cuts: tuple[int, ...] = ()
    """Where a further claim begins, in order."""
    hand: int = -1
    """The edge that moves: 0 is the start, the cuts follow, -1 is the end."""

    @property
    def places(self) -> tuple[int, ...]:
        """The start, the cuts and the end."""
        return (self.spans[0].start, *self.cuts, self.spans[-1].end)

    @property
    def place(self) -> int:
        """Where the edge in hand is."""
        return self.places[self.hand]

    @property
    def pieces(self) -> tuple[tuple[Span, ...], ...]:
        """The spans of each claim that is to be made."""
        return tuple(_clipped(self.spans, start, end) for start, end in pairwise(self.places))

    @property
    def hand_in_words(self) -> str:
        """Which edge moves."""
        if self._index == 0:
            return "start"
        return "end" if self._index == len(self.places) - 1 else "cut"

    def turned(self, steps: int) -> "Edges":
        """Take the next edge in hand, or the one before."""
        return replace(self, hand=(self._index + steps) % len(self.places))

    def by_words(self, steps: int) -> "Edges":
        """Move the edge in hand so many words to the right."""
        stops = _ends(self.text) if self._is_end else _starts(self.text)
        return self._along(stops, steps)

    def by_sentences(self, steps: int) -> "Edges":
        """Move the edge in hand so many sentences to the right, to where one begins or ends."""
        return self._along(_sentences(self.text)[self._is_end], steps)

    def to(self, offset: int) -> "Edges":
        """Move the edge in hand to the word at a place."""
        stops = _ends(self.text) if self._is_end else _starts(self.text)
        if not stops:
            return self
        at = bisect_left(stops, offset) if self._is_end else bisect_right(stops, offset) - 1
        return self._put(stops[min(max(at, 0), len(stops) - 1)])

    def reaching(self, start: int, end: int) -> "Edges":
        """Begin and end there, whatever stands there."""
        return replace(self, spans=_reaching(self.spans, start, end))

    def at(self, places: Sequence[int]) -> "Edges":
        """Begin a further claim at each of these places."""
        return replace(self, cuts=tuple(sorted({*self.cuts, *places})))

    def split(self) -> "Edges":
        """Begin a further claim in the middle of the longest piece, and take that cut in hand."""
        start, end = max(pairwise(self.places), key=lambda piece: piece[1] - piece[0])
        inside = [
            at
            for at in _starts(self.text)
            if start < at < end and self._is_inside(at) and _has_word(self.text, start, at)
        ]
        if not inside:
            return self
        at = min(inside, key=lambda place: abs(2 * place - start - end))
        cuts = tuple(sorted({*self.cuts, at}))
        return replace(self, cuts=cuts, hand=1 + cuts.index(at))

    def joined(self) -> "Edges":
        """Take the cut in hand away, or the last one."""
        if not self.cuts:
            return self
        at = self._index - 1 if self.hand_in_words == "cut" else len(self.cuts) - 1
        return replace(self, cuts=(*self.cuts[:at], *self.cuts[at + 1 :]), hand=-1)

    def selected(self, one: int, other: int) -> "Edges":
        """Take the words between two places, whichever comes first, and nothing else."""
        first, last = sorted((one, other))
        starts, ends = _starts(self.text), _ends(self.text)
        begin = max(bisect_right(starts, first) - 1, 0)
        if begin < len(ends) and ends[begin] <= first:
            begin += 1
        stop = max(bisect_left(ends, max(last, first + 1)), begin)
        if begin >= len(starts) or starts[begin] > max(last, first):
            return self
        end = ends[min(stop, len(ends) - 1)]
        if starts[min(stop, len(starts) - 1)] >= last > starts[begin]:
            end = ends[stop - 1]
        return Edges(self.text, (Span(starts[begin], end),))

    @property
    def _index(self) -> int:
        return self.hand % len(self.places)

    @property
    def _is_end(self) -> bool:
        return self._index == len(self.places) - 1

    def _is_inside(self, at: int) -> bool:
        return any(span.start <= at < span.end for span in self.spans)

    def _along(self, stops: Sequence[int], steps: int) -> "Edges":
        if not stops:
            return self
        at = bisect_left(stops, self.place) if steps > 0 else bisect_right(stops, self.place)
        exact = at < len(stops) and stops[at] == self.place
        at = at + steps - (0 if exact else 1) if steps > 0 else at + steps
        if steps < 0 and at >= 0 and stops[at] == self.place:
            at -= 1
        return self._put(stops[min(max(at, 0), len(stops) - 1)])

    def _put(self, place: int) -> "Edges":
        """Put the edge in hand somewhere; each piece keeps a word."""
        places = list(self.places)
        places[self._index] = place
        if any(not _has_word(self.text, one, other) for one, other in pairwise(places)):
            return self
        moved = replace(self, spans=_reaching(self.spans, places[0], places[-1]))
        if 0 < self._index < len(places) - 1:
            moved = replace(moved, cuts=tuple(places[1:-1]))
        return moved if all(moved.pieces) else self


def sentence_at(text: str, offset: int) -> Span | None:
    """Return the sentence at a place of a text; None where it has no word."""
    starts, ends = _sentences(text)
    at = max(bisect_right(starts, offset) - 1, 0)
    return Span(starts[at], ends[at]) if starts else None


def _reaching(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return spans that begin and end there: widened at the edges, or cut off."""
    inner = list(_clipped(spans, start, end)) or [Span(start, end)]
    inner[0] = Span(start if start < spans[0].start else inner[0].start, inner[0].end)
    inner[-1] = Span(inner[-1].start, end if end > spans[-1].end else inner[-1].end)
    return tuple(inner)


def _clipped(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    return tuple(
        Span(max(span.start, start), min(span.end, end))
        for span in spans
        if span.start < end and start < span.end
    )


def _has_word(text: str, start: int, end: int) -> bool:
    return start < end and WORD.search(text, start, end) is not None


@lru_cache(maxsize=2)
def _words(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in WORD.finditer(text))


@lru_cache(maxsize=2)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(start for start, _ in _words(text))


@lru_cache(maxsize=2)
def _ends(text: str) -> tuple[int, ...]:
    return tuple(end for _, end in _words(text))


@lru_cache(maxsize=2)
def _sentences(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where sentences begin and where their last words end."""
    bounds = [0, *(match.end() for match in SENTENCE.finditer(text)), len(text)]
    starts: list[int] = []
    ends: list[int] = []
    words = _words(text)
    for begin, stop in pairwise(bounds):
        first = bisect_left(words, (begin, 0))
        last = bisect_left(words, (stop, 0)) - 1
        if first <= last:
            starts.append(words[first][0])
            ends.append(words[last][1])
    return tuple(starts), tuple(ends)
