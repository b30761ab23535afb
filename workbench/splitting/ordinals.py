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
    token = line[at]
    end = at + 1
    if token.kind == "digits" and token.text.isdigit() and word_at(line, end) in _ENDINGS:
        if not line[end].glued or capital_at(line, end + 1):
            return None
        value: float = float(token.text) if len(token.text) <= _LONGEST else 0.0
        end += 1
    elif token.lower in ORDINALS and _ranks(line, at):
        value = float(ORDINALS[token.lower])
    elif (
        token.lower in _TENS
        and end < len(line)
        and hyphenated(line[end])
        and word_at(line, end + 1) in ORDINALS
    ):
        value = _TENS[token.lower] + float(ORDINALS[line[end + 1].lower])
        end += 2
    else:
        return None
    if end + 1 < len(line) and hyphenated(line[end]) and line[end + 1].glued:
        word = line[end + 1].lower
        return Quantity(
            at, end + 2, FigureKind.ORDINAL, value, None if word.endswith("est") else word
        )
    if end < len(line) and (numeral_at(line, end) or not goes_on(line, end)):
        return Quantity(at, end, FigureKind.ORDINAL, value)
    counted = counted_at(line, end, single=True)
    if counted.unit is not None and counted.unit.endswith("est"):
        return Quantity(at, end, FigureKind.ORDINAL, value)
    return Quantity(at, counted.end, FigureKind.ORDINAL, value, counted.unit)


def _ranks(line: Sequence[Token], at: int) -> bool:
    """Tell whether `first` ranks something: not `at first`, `first of all`, `First Lady`."""
    before, after = word_at(line, at - 1), word_at(line, at + 1)
    if before in _BEFORE or after in _AFTER:
        return False
    if at + 1 < len(line) and hyphenated(line[at + 1]):
        return not (at and hyphenated(line[at]))
    if line[at].text[0].isupper() and (capital_at(line, at + 1) or after in {",", ""}):
        return False
    if before in _DETERMINERS or before.endswith("'s"):
        return True
    return goes_on(line, at + 1) and not after.endswith(("ed", "ing", "ly"))
