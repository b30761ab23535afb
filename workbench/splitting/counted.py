"""Finds what a number counts: the unit or the noun that follows it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.splitting.numerals import WORDS, Token, hyphenated, numeral_at

_LONGEST_UNIT = 5
"""Tokens in the longest unit of the tables: `percentage-point`, `kilometres per hour`."""
_LONGEST_PHRASE = 6
"""Words between a number and the last word of what it counts: `two young South Korean soldiers`."""
_UNIT_BEGINNINGS = frozenset(
    re.split(r"[ /-]", unit)[0]
    for table in ("percent", "durations", "measures", "currency_names")
    for unit in WORDS[table]
) | {"°", *(code.lower() for code in WORDS["currency_codes"]["codes"])}
"""First tokens of all units, so that most words are passed over for one look-up."""
_SKIPPED = frozenset(WORDS["skipped"]["words"])
_STOPS = frozenset(WORDS["stops"]["words"])
_PLURALS = frozenset(WORDS["nouns"]["plural"])
_FALLBACKS = frozenset(WORDS["nouns"]["plural_last"])
_ATTRIBUTIVE = frozenset(WORDS["nouns"]["attributive"])
_NOT_PLURAL = frozenset(WORDS["nouns"]["not_plural"])
_ADJECTIVES = frozenset(WORDS["nouns"]["adjectives"])
_ADJECTIVE_ENDINGS = tuple(WORDS["nouns"]["adjective_endings"])
_DETERMINERS = frozenset({"the", "his", "her", "its", "their", "our", "these", "those", "all"})
_IN_DIGITS_ONLY = frozenset({"m", "g", "c", "p", "ha", "min", "sec", "hr", "ft", "oz"})
_SHORTEST_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts, up to, not including, token `end`."""

    unit: str | None
    end: int


def joined(line: Sequence[Token], start: int, end: int) -> str:
    """Return the tokens in lower case, a space wherever the text has one."""
    return "".join(
        token.lower if at == 0 or token.glued else f" {token.lower}"
        for at, token in enumerate(line[start:end])
    )


def unit_at(
    line: Sequence[Token], at: int, table: Mapping[str, str], *, in_digits: bool
) -> Counted | None:
    """Read the longest unit of a table that stands at a token, after a hyphen too."""
    start = at + 1 if at < len(line) and hyphenated(line[at]) else at
    if start >= len(line) or line[start].lower not in _UNIT_BEGINNINGS:
        return None
    for end in range(min(start + _LONGEST_UNIT, len(line)), start, -1):
        name = joined(line, start, end)
        if name in table and (in_digits or name not in _IN_DIGITS_ONLY):
            return Counted(table[name], end)
    return None


def unit_near(
    line: Sequence[Token], at: int, table: Mapping[str, str], *, in_digits: bool
) -> Counted | None:
    """Read a unit, over `more`, `consecutive` and the like: `three more weeks`."""
    found = unit_at(line, at, table, in_digits=in_digits)
    while found is None and at < len(line) and line[at].lower in _SKIPPED:
        at += 1
        found = unit_at(line, at, table, in_digits=in_digits)
    return found


def counted_at(line: Sequence[Token], at: int, *, single: bool) -> Counted:
    """Read the noun phrase that a number counts; its unit is None where no noun follows."""
    if at + 1 < len(line) and hyphenated(line[at]) and line[at + 1].kind == "word":
        if not line[at + 1].glued:
            return Counted(None, at)
        return _compound(line, at + 1)
    if at < len(line) and line[at].lower == "of":
        return _of_what(line, at)
    found = _singular(line, at) if single else _plural(line, at)
    return found or Counted(None, at)


def is_plural(word: str) -> bool:
    """Tell whether a lower-case word looks like a plural noun."""
    return word in _PLURALS or (
        len(word) >= _SHORTEST_PLURAL
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
        and word not in _NOT_PLURAL
        and word not in _STOPS
    )


def goes_on(line: Sequence[Token], at: int) -> bool:
    """Tell whether a token is a word that may stand within a noun phrase."""
    return (
        at < len(line)
        and line[at].kind == "word"
        and line[at].lower not in _STOPS
        and not line[at].lower.endswith(("'s", "ly"))
        and not (line[at].glued and at > 0 and line[at - 1].text not in {"-", "“", "‘", '"', "'"})
    )


def _compound(line: Sequence[Token], at: int) -> Counted:
    """Read the rest of `15-member` or `300-strong`."""
    word = line[at].lower
    return Counted(None if word in {"strong", "plus", "odd"} else line[at].text, at + 1)


def _of_what(line: Sequence[Token], at: int) -> Counted:
    start = at + 1
    if start < len(line) and line[start].lower in _DETERMINERS:
        start += 1
    if start < len(line) and line[start].lower == "other":
        start += 1
    return _plural(line, start) or Counted(None, at)


def _plural(line: Sequence[Token], at: int) -> Counted | None:
    start = at
    while start < len(line) and line[start].lower in _SKIPPED:
        start += 1
    fallback = start < len(line) and line[start].lower in _FALLBACKS
    end = start
    while end < start + _LONGEST_PHRASE and goes_on(line, end):
        owner = end + 1 < len(line) and line[end + 1].text in {"'", "’"} and line[end + 1].glued
        if is_plural(line[end].lower) and not owner and not (end == start and fallback):
            return Counted(words(line, start, end + 1), end + 1)
        end = _past_hyphen(line, end + 1)
    if fallback:
        return Counted(line[start].lower, start + 1)
    if start < len(line) and line[start].lower in _ATTRIBUTIVE and goes_on(line, start + 1):
        return Counted(line[start].text, start + 1)
    return None


def _past_hyphen(line: Sequence[Token], at: int) -> int:
    """Step over a hyphen within a compound: `front-line units`."""
    within = at + 1 < len(line) and hyphenated(line[at]) and line[at + 1].glued
    return at + 1 if within else at


def _singular(line: Sequence[Token], at: int) -> Counted | None:
    end = at
    while end < at + _LONGEST_PHRASE and goes_on(line, end) and _modifies(line, end):
        end = _past_hyphen(line, end + 1)
    if not goes_on(line, end) or line[end].lower.endswith("ed") or numeral_at(line, end):
        return None
    end += 1
    follows = goes_on(line, end) and not line[end].lower.endswith(("ed", "ing", "s"))
    if follows and not goes_on(line, end + 1) and not numeral_at(line, end):
        end += 1
    return Counted(words(line, at, end), end)


def _modifies(line: Sequence[Token], at: int) -> bool:
    """Tell whether a word looks like an adjective before its noun."""
    word = line[at]
    adjective = word.lower in _ADJECTIVES or (
        word.lower.endswith(_ADJECTIVE_ENDINGS) and len(word.lower) > _SHORTEST_PLURAL
    )
    after = _past_hyphen(line, at + 1)
    return (adjective or word.text[0].isupper() or after > at + 1) and goes_on(line, after)


def words(line: Sequence[Token], start: int, end: int) -> str:
    """Return the tokens as the text writes them, one space for any run of them."""
    return "".join(
        token.text if at == 0 or token.glued else f" {token.text}"
        for at, token in enumerate(line[start:end])
    )
