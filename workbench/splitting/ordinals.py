"""Reads ordinals: `first referendum`, `twenty-first`, `3rd`."""

from collections.abc import Sequence

from workbench.model import FigureKind
from workbench.splitting.counted import counted_at, goes_on
from workbench.splitting.numerals import WORDS, Token, hyphenated, numeral_at
from workbench.splitting.quantity import Quantity, capital_at, word_at

ORDINALS: dict[str, int] = WORDS["ordinals"]
_TENS = {word: 10 * value for value, word in enumerate(WORDS["numbers"]["tens"], start=2)}
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_BEFORE = frozenset(WORDS["not_counted"]["ordinal_before"])
_AFTER = frozenset(WORDS["not_counted"]["ordinal_after"])
_DETERMINERS = frozenset(WORDS["not_counted"]["determiners"])
_LONGEST = 4
"""Digits of the longest ordinal that is read: `1500th`."""


def ordinal_at(line: Sequence[Token], at: int) -> Quantity | None:
    """Read the ordinal that begins at a token, with the noun that it ranks."""
    value, end = _value(line, at)
    if value is None:
        return None
    if end + 1 < len(line) and hyphenated(line[end]) and line[end + 1].glued:
        word = line[end + 1].lower
        unit = None if word.endswith("est") else word
        return Quantity(at, end + 2, FigureKind.ORDINAL, value, unit)
    if end < len(line) and not numeral_at(line, end) and goes_on(line, end):
        counted = counted_at(line, end, single=True)
        if counted.unit is not None and not counted.unit.endswith("est"):
            return Quantity(at, counted.end, FigureKind.ORDINAL, value, counted.unit)
    return Quantity(at, end, FigureKind.ORDINAL, value)


def _value(line: Sequence[Token], at: int) -> tuple[float | None, int]:
    """Read `3rd`, `third` or `twenty-third`, and where it ends."""
    token, end = line[at], at + 1
    if token.lower in ORDINALS:
        return (float(ORDINALS[token.lower]) if _ranks(line, at) else None), end
    if end == len(line) or not line[end].glued:
        return None, end
    if token.kind == "digits" and line[end].lower in _ENDINGS:
        whole = token.text.isdecimal() and len(token.text) <= _LONGEST
        named = capital_at(line, end + 1)
        return (float(token.text) if whole and not named else None), end + 1
    units = ORDINALS.get(word_at(line, end + 1), 0)
    if token.lower in _TENS and hyphenated(line[end]) and 0 < units < 10:  # noqa: PLR2004 - digits
        return float(_TENS[token.lower] + units), end + 2
    return None, end


def _ranks(line: Sequence[Token], at: int) -> bool:
    """Tell whether `first` ranks something: not `at first`, `first of all`, `First Lady`."""
    before, after = word_at(line, at - 1), word_at(line, at + 1)
    if before in _BEFORE or after in _AFTER:
        return False
    if at + 1 < len(line) and hyphenated(line[at + 1]):
        return not word_at(line, at + 2).startswith("guess")
    if line[at].text[0].isupper() and (capital_at(line, at + 1) or after in {",", ""}):
        return False
    if before in _DETERMINERS or before.endswith("'s"):
        return True
    return goes_on(line, at + 1) and not after.endswith(("ed", "ing", "ly"))
