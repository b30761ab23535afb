"""Tells years from counts: `in 2012`, `the 1991 Hajj`, `2000 - 2050`, `the 1990s`."""

from collections.abc import Sequence

from workbench.model import FigureKind
from workbench.splitting.counted import counted_at
from workbench.splitting.numerals import WORDS, Numeral, Token
from workbench.splitting.quantity import Quantity, capital_at, word_at

_BEFORE = frozenset(WORDS["years"]["before"])
_AFTER = frozenset(WORDS["years"]["after_plural"])
_DASHES = frozenset("-‐‑–—")
_MARKS = frozenset("(,[-–—/:")
_FIRST, _LAST = 1500, 2099
_DIGITS = 4


def year_at(line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool) -> Quantity | None:
    """Read four digits as a year where the words around them say so."""
    if not _is_yearlike(line[at]) or numeral.end != at + 1:
        return None
    year, end = int(line[at].text), at + 1
    glued = end < len(line) and line[end].glued and line[end].kind == "word"
    if glued:
        decade = line[end].lower == "s" and year % 10 == 0
        return Quantity(at, end + 1, FigureKind.YEAR, float(year)) if decade else None
    if _next_year(line, at, year):
        return Quantity(at, end + 2, FigureKind.YEAR, float(year))
    if _in_year_range(line, at) or (not hedged and _reads_as_year(line, at, year)):
        return Quantity(at, end, FigureKind.YEAR, float(year))
    return None


def _reads_as_year(line: Sequence[Token], at: int, year: int) -> bool:
    """Tell `in 2012`, `the 1991 Hajj` and `2019.` from `2000 homes` and `in 2000 homes`."""
    before = word_at(line, at - 1)
    owned = before in _BEFORE or before.endswith("'s")
    noun = counted_at(line, at + 1, single=False).unit
    if noun is not None:
        return owned and (year % 100 != 0 or noun.rpartition(" ")[2].lower() in _AFTER)
    return at == 0 or owned or before in _MARKS or capital_at(line, at - 1)


def _is_yearlike(token: Token) -> bool:
    return (
        token.kind == "digits"
        and len(token.text) == _DIGITS
        and token.text.isdecimal()
        and _FIRST <= int(token.text) <= _LAST
    )


def _next_year(line: Sequence[Token], at: int, year: int) -> bool:
    """Tell whether `2012-13` or `2012/13` stands here."""
    return (
        at + 2 < len(line)
        and line[at + 1].glued
        and (line[at + 1].text in _DASHES or line[at + 1].text == "/")
        and line[at + 2].glued
        and line[at + 2].text == f"{(year + 1) % 100:02}"
    )


def _in_year_range(line: Sequence[Token], at: int) -> bool:
    for step in (-1, 1):
        joint, other = at + step, at + 2 * step
        if not 0 <= other < len(line) or not _is_yearlike(line[other]):
            continue
        last = max(at, other)
        if (line[joint].text in _DASHES or line[joint].lower == "to") and (
            counted_at(line, last + 1, single=False).unit is None
        ):
            return True
    return False
