"""Reads the one quantity that begins at a token, and tells its kind."""

from collections.abc import Sequence
from dataclasses import replace

from workbench.model import FigureKind
from workbench.splitting.counted import counted_at, goes_on, unit_at, unit_near
from workbench.splitting.numbered_names import goes_on_glued, is_glued, is_in_a_name, names_end
from workbench.splitting.numerals import WORDS, Numeral, Token, hyphenated, numeral_at
from workbench.splitting.ordinals import ORDINALS, ordinal_at
from workbench.splitting.quantity import NoQuantity, Quantity, hedge_after, opens_sentence, word_at
from workbench.splitting.years import year_at

_SIGNS: dict[str, str] = WORDS["currency_signs"]
_PREFIXES: dict[str, str] = WORDS["currency_prefixes"]
_CODES: dict[str, str] = {code: code for code in WORDS["currency_codes"]["codes"]} | {
    name: code for name, code in WORDS["currency_codes"].items() if name != "codes"
}
_CURRENCIES: dict[str, str] = WORDS["currency_names"] | {
    code.lower(): code for code in WORDS["currency_codes"]["codes"]
}
_UNITS: tuple[tuple[FigureKind, dict[str, str]], ...] = (
    (FigureKind.PERCENT, WORDS["percent"]),
    (FigureKind.DURATION, WORDS["durations"]),
    (FigureKind.CURRENCY, _CURRENCIES),
    (FigureKind.MEASURE, WORDS["measures"]),
)
_MEASURE_PREFIXES: dict[str, str] = WORDS["measure_prefixes"]
_ONE_BEFORE = frozenset(WORDS["not_counted"]["one_before"])
_ONE_AFTER = frozenset(WORDS["not_counted"]["one_after"])
_ONE_DAY_BEFORE = frozenset({"in", "within", "only", "just", "for", "than", "least"})
_HALF_BEFORE = frozenset(
    {"the", "other", "in", "top", "final", "this", "that", "latter", *ORDINALS}
)
"""Words after which `half` is a part of something in order, not a share."""
_HALF_AFTER = frozenset(WORDS["not_counted"]["half_after"])
_A_THIRD_BEFORE = frozenset({"by", "only", "just", "than"})
_MINUS = frozenset("-−")
_MOST_IN_RATIO = 1000
_BEGINNINGS = frozenset(
    [word for words in WORDS["numbers"].values() for word in words]
    + [word for words in WORDS["orders"].values() for word in words]
    + [word.lower() for word in (*_SIGNS, *_PREFIXES, *ORDINALS)]
    + ["a", "an", "half", "minus", "-", "−", "twice"]
)


def quantity_at(line: Sequence[Token], at: int, *, hedged: bool) -> Quantity | NoQuantity | None:
    """Read the quantity that begins at a token; `hedged` where a hedge stands right before it."""
    ordinal = ordinal_at(line, at)
    if ordinal:
        return ordinal
    currency, start = _currency_before(line, at)
    sign = _minus(line, start)
    start += sign
    numeral = numeral_at(line, start) if start < len(line) else None
    if numeral is None:
        return _code(line, at) or _without_numeral(line, at, hedged=hedged)
    if sign and numeral.value is not None:
        numeral = replace(numeral, value=-numeral.value)
    if currency:
        return _amount(line, at, numeral, currency)
    if numeral.share:
        return _share(line, at, numeral, hedged=hedged)
    if is_glued(line, start, numeral):
        return NoQuantity(numeral.end)
    return _measured(line, at, numeral) or _plain(line, at, numeral, hedged=hedged)


def may_begin(token: Token) -> bool:
    """Tell whether a quantity can begin at a token, for the price of one look-up."""
    return token.kind in {"digits", "vulgar"} or token.lower in _BEGINNINGS or token.text in _CODES


def _without_numeral(line: Sequence[Token], at: int, *, hedged: bool) -> Quantity | None:
    """Read `nearly a month` and `twice`."""
    if line[at].lower == "twice":
        return Quantity(at, at + 1, FigureKind.COUNT, 2.0, "times")
    if hedged and line[at].lower in {"a", "an"}:
        unit = unit_at(line, at + 1, WORDS["durations"], in_digits=False)
        if unit and unit.unit not in {"seconds", "quarters"}:
            return Quantity(at, unit.end, FigureKind.DURATION, 1.0, unit.unit)
    return None


def _minus(line: Sequence[Token], at: int) -> int:
    """Return 1 where a minus sign or the word stands at a token and belongs to the number after."""
    if at + 1 >= len(line) or line[at + 1].kind not in {"digits", "word"}:
        return 0
    if line[at].lower == "minus":
        return 1
    mark = line[at].text in _MINUS and line[at + 1].glued and line[at + 1].kind == "digits"
    return int(mark and not line[at].glued)


def _currency_before(line: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Read `$`, `NZ $`, `US$` or `EUR`; the token after it is where the number begins."""
    token = line[at]
    if token.text in _SIGNS:
        return _SIGNS[token.text], at + 1
    if token.kind != "word" or at + 1 >= len(line):
        return None, at
    if token.text in _PREFIXES and line[at + 1].text == "$" and at + 2 < len(line):
        return _PREFIXES[token.text], at + 2
    if token.text in _CODES and line[at + 1].kind == "digits":
        return _CODES[token.text], at + 1
    return None, at


def _amount(line: Sequence[Token], at: int, numeral: Numeral, currency: str) -> Quantity:
    hedge, end = hedge_after(line, numeral.end)
    return Quantity(at, end, FigureKind.CURRENCY, numeral.value, currency, hedge, numeral.scaled)


def _code(line: Sequence[Token], at: int) -> NoQuantity | None:
    """Step over digits that are no number: a version, an address, 9/11."""
    if line[at].kind != "digits":
        return None
    end = at + 1
    while (
        end < len(line)
        and line[end].glued
        and (line[end].kind == "digits" or line[end].text in {"/", ".", ":", "-"})
    ):
        end += 1
    return NoQuantity(end)


def _share(
    line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool
) -> Quantity | NoQuantity | None:
    """Tell what a fraction is of: `half an hour`, `a quarter of citizens`."""
    of = numeral.end + (word_at(line, numeral.end) == "of")
    if word_at(line, of) in {"a", "an"} and numeral.value is not None:
        for kind, table in _UNITS[1:]:
            unit = unit_near(line, of + 1, table, in_digits=False)
            if unit:
                return Quantity(at, unit.end, kind, numeral.value, unit.unit)
    if not _is_share(line, at, numeral, hedged=hedged):
        return ordinal_at(line, at + 1) if word_at(line, at) == "a" else NoQuantity(numeral.end)
    hedge, end = hedge_after(line, numeral.end)
    value = None if numeral.value is None else 100 * numeral.value
    return Quantity(at, end, FigureKind.PERCENT, value, "percent", hedge)


def _is_share(line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool) -> bool:
    if numeral.in_digits:
        return True
    before, after = word_at(line, at - 1), word_at(line, numeral.end)
    if numeral.end == at + 1:  # half
        if before in _HALF_BEFORE or after in _HALF_AFTER:
            return False
        return hedged or not (numeral.end < len(line) and hyphenated(line[numeral.end]))
    if word_at(line, at) not in {"a", "an"}:
        return True
    by = hedged or before in _A_THIRD_BEFORE
    return after == "of" or (by and not goes_on(line, numeral.end))


def _measured(line: Sequence[Token], at: int, numeral: Numeral) -> Quantity | None:
    """Read a number with its unit: percent, a duration, money, a measure."""
    hedge, start = hedge_after(line, numeral.end)
    found = [
        (counted.end, -rank, kind, counted)
        for rank, (kind, table) in enumerate(_UNITS)
        if (counted := unit_near(line, start, table, in_digits=numeral.in_digits))
    ]
    if not found or _is_idiom(line, at, numeral):
        return _metres(line, at, numeral) or _prefixed(line, at, numeral)
    _, _, kind, counted = max(found, key=lambda item: item[:2])
    if word_at(line, counted.end - 1) == "second" and numeral.value != 1:
        return None
    end = counted.end
    if hedge is None:
        hedge, end = hedge_after(line, end)
    return Quantity(at, end, kind, numeral.value, counted.unit, hedge, numeral.scaled)


def _prefixed(line: Sequence[Token], at: int, numeral: Numeral) -> Quantity | None:
    """Read `magnitude 6.1`."""
    unit = _MEASURE_PREFIXES.get(word_at(line, at - 1))
    if unit is None:
        return None
    return Quantity(at, numeral.end, FigureKind.MEASURE, numeral.value, unit)


def _metres(line: Sequence[Token], at: int, numeral: Numeral) -> Quantity | None:
    """Read `5m` as metres where neither money nor a noun makes it millions."""
    letter = line[numeral.end - 1]
    if letter.text != "m" or not letter.glued or numeral.value is None:
        return None
    if counted_at(line, numeral.end, single=False).unit:
        return None
    return Quantity(at, numeral.end, FigureKind.MEASURE, numeral.value / numeral.scaled, "m")


def _is_idiom(line: Sequence[Token], at: int, numeral: Numeral) -> bool:
    one_day = word_at(line, at) == "one" and word_at(line, numeral.end) == "day"
    return one_day and word_at(line, at - 1) not in _ONE_DAY_BEFORE


def _plain(
    line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool
) -> Quantity | NoQuantity:
    """Read a number without a unit: a year, a part of a name, a ratio or a count."""
    year = year_at(line, at, numeral, hedged=hedged)
    if year:
        return year
    if is_in_a_name(line, at, numeral) or goes_on_glued(line, numeral):
        return NoQuantity(names_end(line, numeral.end))
    ratio = _ratio(line, at, numeral)
    if ratio:
        return ratio
    return _count(line, at, numeral, hedged=hedged) or NoQuantity(numeral.end)


def _ratio(line: Sequence[Token], at: int, numeral: Numeral) -> Quantity | None:
    """Read `one in five` and `two out of three` as a percentage."""
    out_of = word_at(line, numeral.end) == "out" and word_at(line, numeral.end + 1) == "of"
    start = numeral.end + (2 if out_of else 1)
    if not (out_of or word_at(line, numeral.end) == "in") or start >= len(line):
        return None
    whole = numeral_at(line, start)
    if not numeral.value or not (out_of or numeral.value == 1 or opens_sentence(line, at)):
        return None
    if whole is None or whole.value is None or whole.share or whole.in_digits != numeral.in_digits:
        return None
    if not 0 < numeral.value < whole.value <= _MOST_IN_RATIO:
        return None
    if any(unit_near(line, whole.end, table, in_digits=True) for _, table in _UNITS):
        return None
    share = 100 * numeral.value / whole.value
    return Quantity(at, whole.end, FigureKind.PERCENT, share, "percent")


def _count(line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool) -> Quantity | None:
    hedge, start = hedge_after(line, numeral.end)
    one = word_at(line, at) == "one" and numeral.end == at + 1
    if one and not hedged and not hedge and not _counts_one(line, at):
        return None
    money = unit_at(line, start + 1, _CURRENCIES, in_digits=False)
    if numeral.value is None and money and word_at(line, start) == "of":
        return Quantity(at, money.end, FigureKind.CURRENCY, None, money.unit)
    counted = counted_at(line, start, single=numeral.value == 1)
    if one and counted.unit is None and not (hedged or hedge):
        return None
    end = counted.end
    if hedge is None:
        hedge, end = hedge_after(line, end)
    return Quantity(at, end, FigureKind.COUNT, numeral.value, counted.unit, hedge, numeral.scaled)


def _counts_one(line: Sequence[Token], at: int) -> bool:
    """Tell `one shell` from `no one`, `the one`, `one of the`, `one-off`."""
    after = line[at + 1] if at + 1 < len(line) else None
    if after is None or after.kind != "word" or word_at(line, at - 1) in _ONE_BEFORE:
        return False
    return after.lower not in _ONE_AFTER
