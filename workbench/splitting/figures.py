"""Finds the figures of a text: value, hedge, unit or thing counted, and kind.

Rules over the words of `figures.toml`, in the standard library. Tried and dropped in November 2026:
quantulum3 0.10 (4.6 s to its first answer, `€3.2bn` as barn newtons, `an F-16` as per farad, `10 to
12` as 11, no hedges, no `at least one shell`), text2num 3.1 (`NZ $ 26 1000000`, number words only)
and word2number 1.1 (`no one` is 1, `two dozen` 2). dateparser 1.5, tried for `dates`, reads `8000
may be at sea` as May 8000 and `last week` as one day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.model import Figure, FigureKind, Span
from workbench.splitting.counted import joined
from workbench.splitting.dates import calendar_spans
from workbench.splitting.numerals import WORDS, Token, tokens
from workbench.splitting.quantities import may_begin, quantity_at
from workbench.splitting.quantity import Quantity

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]+)+", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?<![\w$€£.,:/-])(?P<hour>[01]?\d|2[0-3])(?:"
    r"(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?(?:\s(?:GMT|UTC|[A-Z]{1,3}ST)\b)?"
    r"|:(?P<plain>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?(?:GMT|UTC|hrs|[A-Z]{1,3}ST)\b)?"
    r"|(?P<military>[0-5]\d)\s(?:GMT|UTC|hrs)\b"
    r"|\so['’]clock\b)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_HEDGES = frozenset(WORDS["hedges"]["before"])
_HEDGE_ENDS = frozenset(hedge.rpartition(" ")[2] for hedge in _HEDGES)
_LONGEST_HEDGE = 4
_RANGE = frozenset({"to", "-", "–", "—", "‑", "or", "and"})
_ADDRESS_MARKS = ("@", "://", "www.")
"""One of these stands in every address."""
_MASK = "|"
"""Stands for each letter of what is read by a pattern; no word, so nothing is counted across it."""


def figures_in(text: str, *, offset: int = 0) -> tuple[Figure, ...]:
    """Find the figures of a text in order; `offset` is added to their spans.

    A figure's text runs from its hedge to its unit. Fractions are percentages (`a quarter` is 25
    percent), a range gives both its ends, the first with the unit of the last. A time's value is
    the hour of the day; a date has none (`dates.dates_in` resolves dates).
    """
    found: list[Figure] = []
    start = 0
    for line in text.split("\n"):
        found.extend(_in_line(line, offset + start))
        start += len(line) + 1
    return tuple(found)


def _in_line(text: str, offset: int) -> Iterator[Figure]:
    patterns = dict(_patterned(text))
    line = tokens(_masked(text, [*patterns, *_addresses(text)]))
    starts = {token.start: at for at, token in enumerate(line)}
    read: list[Quantity] = list(_quantities(line))
    for span, (kind, value) in patterns.items():
        end = starts[span.end - 1] if span.end - 1 in starts else starts[span.start]
        read.append(Quantity(starts[span.start], end + 1, kind, value))
    read.sort(key=lambda quantity: quantity.first)
    for quantity in _with_ranges(line, read):
        yield _figure(text, line, quantity, offset)


def _addresses(text: str) -> Iterator[Span]:
    small = text.lower()
    if any(mark in small for mark in _ADDRESS_MARKS):
        for match in _ADDRESS.finditer(text):
            yield Span(*match.span())


def _masked(text: str, spans: Sequence[Span]) -> str:
    if not spans:
        return text
    masked = list(text)
    for span in spans:
        masked[span.start : span.end] = _MASK * (span.end - span.start)
    return "".join(masked)


def _patterned(text: str) -> Iterator[tuple[Span, tuple[FigureKind, float | None]]]:
    """Find dates and times of day; all of them have a digit."""
    if not _DIGIT.search(text):
        return
    dates = calendar_spans(text)
    for span in dates:
        yield span, (FigureKind.DATE, None)
    taken = {at for span in dates for at in range(span.start, span.end)}
    for match in _CLOCK.finditer(text):
        if not taken.isdisjoint(range(*match.span())):
            continue
        hour = int(match["hour"])
        minute = int(match["minute"] or match["plain"] or match["military"] or 0)
        if match["half"]:
            hour = hour % 12 + 12 * (match["half"].lower() == "p")
        yield Span(*match.span()), (FigureKind.TIME, hour + minute / 60)


def _quantities(line: Sequence[Token]) -> Iterator[Quantity]:
    at = 0
    while at < len(line):
        found = None
        if may_begin(line[at]):
            found = quantity_at(line, at, hedged=_hedge_before(line, at)[0] is not None)
        if isinstance(found, Quantity):
            yield found
        at = max(at + 1, found.end if found else 0)


def _with_ranges(line: Sequence[Token], read: Sequence[Quantity]) -> list[Quantity]:
    """Give a range's first end the unit and scale of its last: `two to three million people`."""
    ends = list(read)
    for at, (first, last) in enumerate(pairwise(read)):
        if first.kind is FigureKind.CURRENCY and _is_range(line, first, last):
            ends[at + 1] = _with_unit(last, first)
    for at, (first, last) in enumerate(pairwise(ends)):
        if _is_range(line, first, last):
            ends[at] = _with_unit(first, last)
    return ends


def _is_range(line: Sequence[Token], first: Quantity, last: Quantity) -> bool:
    if last.first != first.end + 1 or line[first.end].lower not in _RANGE:
        return False
    if line[first.end].lower != "and":
        return True
    return first.first > 0 and line[first.first - 1].lower == "between"


def _with_unit(quantity: Quantity, other: Quantity) -> Quantity:
    bare = quantity.kind is FigureKind.COUNT and quantity.unit is None
    if bare and other.kind not in {
        FigureKind.ORDINAL,
        FigureKind.DATE,
        FigureKind.TIME,
        FigureKind.YEAR,
    }:
        quantity = replace(quantity, kind=other.kind, unit=other.unit)
    if (
        quantity.value is None
        or other.value is None
        or quantity.scaled > 1
        or quantity.kind != other.kind
    ):
        return quantity
    if quantity.value * other.scaled <= abs(other.value):
        return replace(quantity, value=quantity.value * other.scaled)
    return quantity


def _hedge_before(line: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Read the hedge that ends before a token; the second value is where it begins."""
    if at == 0 or line[at - 1].lower not in _HEDGE_ENDS:
        return None, at
    for length in range(min(_LONGEST_HEDGE, at), 0, -1):
        if joined(line, at - length, at) in _HEDGES and all(
            token.kind == "word" for token in line[at - length : at]
        ):
            return joined(line, at - length, at), at - length
    return None, at


def _figure(text: str, line: Sequence[Token], quantity: Quantity, offset: int) -> Figure:
    hedge, first = _hedge_before(line, quantity.first)
    if quantity.kind in {FigureKind.ORDINAL, FigureKind.YEAR, FigureKind.DATE, FigureKind.TIME}:
        hedge, first = (
            (hedge, first) if hedge in {"about", "around", "circa"} else (None, quantity.first)
        )
    if hedge == "around" and quantity.unit == "times":  # turned around twice
        hedge, first = None, quantity.first
    again, start = _hedge_before(line, first) if hedge else (None, first)
    if again:
        hedge, first = f"{again} {hedge}", start
    start, end = line[first].start, line[quantity.end - 1].end
    return Figure(
        text=text[start:end],
        kind=quantity.kind,
        value=quantity.value,
        hedge=hedge or quantity.hedge_after,
        unit=quantity.unit,
        span=Span(start + offset, end + offset),
    )
