"""Reads the one quantity that begins at a token, and tells its kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import FigureKind
from workbench.splitting.counted import Counted, counted_at, goes_on, is_plural, unit_near
from workbench.splitting.numerals import WORDS, Numeral, Token, hyphenated, numeral_at

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
_ORDINALS: dict[str, int] = WORDS["ordinals"]
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ORDINAL_BEFORE = frozenset(WORDS["not_counted"]["ordinal_before"])
_ORDINAL_AFTER = frozenset(WORDS["not_counted"]["ordinal_after"])
_DETERMINERS = frozenset(WORDS["not_counted"]["determiners"])
_NAMES = frozenset(WORDS["not_counted"]["names_before"])
_ONE_BEFORE = frozenset(WORDS["not_counted"]["one_before"])
_ONE_AFTER = frozenset(WORDS["not_counted"]["one_after"])
_YEAR_BEFORE = frozenset(WORDS["years"]["before"])
_YEAR_AFTER = frozenset(WORDS["years"]["after_plural"])
_AFTER = tuple(
    sorted((phrase.split() for phrase in WORDS["hedges"]["after"]), key=len, reverse=True)
)
_GLUED_HEDGES = frozenset({"plus", "odd"})
_DASHES = frozenset("-‐‑–—")
_MINUS = frozenset("-−")
_FIRST_YEAR, _LAST_YEAR = 1500, 2099
_YEAR_DIGITS = 4
_MOST_IN_RATIO = 1000


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as tokens `first` up to, not including, `end`, its hedge before still unread."""

    first: int
    end: int
    kind: FigureKind
    value: float | None
    unit: str | None = None
    hedge_after: str | None = None
    scaled: float = 1.0
    """The scale word's part of the value: 1e6 in `1.5 million`."""


@dataclass(frozen=True, slots=True)
class NoQuantity:
    """A number that is part of a name or a code, up to, not including, token `end`."""

    end: int


def quantity_at(line: Sequence[Token], at: int, *, hedged: bool) -> Quantity | NoQuantity | None:
    """Read the quantity that begins at a token; `hedged` where a hedge stands right before it."""
    ordinal = _ordinal(line, at)
    if ordinal:
        return ordinal
    currency, start = _currency_before(line, at)
    sign = _minus(line, start)
    start += sign
    numeral = numeral_at(line, start) if start < len(line) else None
    if numeral is None:
        return _code(line, at)
    if sign and numeral.value is not None:
        numeral = Numeral(
            at, numeral.end, -numeral.value, numeral.in_digits, numeral.share, numeral.scaled
        )
    if currency:
        return _amount(line, at, numeral, currency)
    if numeral.share:
        return _share(line, at, numeral, hedged=hedged)
    return _measured(line, at, numeral) or _plain(line, at, numeral, hedged=hedged)


def _word(line: Sequence[Token], at: int) -> str:
    return line[at].lower if 0 <= at < len(line) else ""


def _opens(line: Sequence[Token], at: int) -> bool:
    """Tell whether a token is the first of its sentence."""
    return at == 0 or (
        line[at - 1].kind == "mark" and line[at - 1].text not in {",", "-", "–", "—", "'"}
    )


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
    hedge, end = _hedge_after(line, numeral.end)
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


def _ordinal(line: Sequence[Token], at: int) -> Quantity | None:
    token = line[at]
    end = at + 1
    if token.kind == "digits" and token.text.isdigit() and _word(line, end) in _ORDINAL_ENDINGS:
        if not line[end].glued or _upper(line, end + 1):
            return None
        value: float = float(token.text) if len(token.text) <= _YEAR_DIGITS else 0.0
        end += 1
    elif token.lower in _ORDINALS and _counts(line, at):
        value = float(_ORDINALS[token.lower])
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
    return Quantity(at, counted.end, FigureKind.ORDINAL, value, counted.unit)


def _counts(line: Sequence[Token], at: int) -> bool:
    """Tell whether `first` and the like rank something: not `at first`, `first of all`, `First Lady`."""
    before, after = _word(line, at - 1), _word(line, at + 1)
    if before in _ORDINAL_BEFORE or after in _ORDINAL_AFTER:
        return False
    if at + 1 < len(line) and hyphenated(line[at + 1]):
        return not (at and hyphenated(line[at]))
    if line[at].text[0].isupper() and (_upper(line, at + 1) or after in {",", ""}):
        return False
    if before in _DETERMINERS or before.endswith("'s"):
        return True
    return goes_on(line, at + 1) and not after.endswith(("ed", "ing", "ly"))


def _upper(line: Sequence[Token], at: int) -> bool:
    return at < len(line) and line[at].kind == "word" and line[at].text[0].isupper()


def _share(
    line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool
) -> Quantity | NoQuantity | None:
    """Tell what a fraction is of: `half an hour`, `a quarter of citizens`."""
    of = numeral.end + (_word(line, numeral.end) == "of")
    if _word(line, of) in {"a", "an"} and numeral.value is not None:
        for kind, table in _UNITS[1:]:
            unit = unit_near(line, of + 1, table, in_digits=False)
            if unit:
                return Quantity(at, unit.end, kind, numeral.value, unit.unit)
    if not _is_share(line, at, numeral, hedged=hedged):
        return _ordinal(line, at + 1) if _word(line, at) == "a" else NoQuantity(numeral.end)
    hedge, end = _hedge_after(line, numeral.end)
    value = None if numeral.value is None else 100 * numeral.value
    return Quantity(at, end, FigureKind.PERCENT, value, "percent", hedge)


def _is_share(line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool) -> bool:
    if numeral.in_digits:
        return True
    before, after = _word(line, at - 1), _word(line, numeral.end)
    if numeral.end == at + 1:  # half
        if before in _ORDINALS or before in {
            "the",
            "other",
            "in",
            "top",
            "final",
            "this",
            "that",
            "latter",
        }:
            return False
        return hedged or not (numeral.end < len(line) and hyphenated(line[numeral.end]))
    if _word(line, at) not in {"a", "an"}:
        return True
    by = hedged or before in {"by", "only", "just", "than"}
    return after == "of" or (by and not goes_on(line, numeral.end))


def _measured(line: Sequence[Token], at: int, numeral: Numeral) -> Quantity | None:
    """Read a number with its unit: percent, a duration, money, a measure."""
    hedge, start = _hedge_after(line, numeral.end)
    found = [
        (counted.end, -rank, kind, counted)
        for rank, (kind, table) in enumerate(_UNITS)
        if (counted := unit_near(line, start, table, in_digits=numeral.in_digits))
    ]
    if not found or _is_idiom(line, at, numeral):
        return _metres(line, at, numeral)
    _, _, kind, counted = max(found, key=lambda item: item[:2])
    if (
        counted.unit == "seconds"
        and _word(line, counted.end - 1) == "second"
        and numeral.value != 1
    ):
        return None
    value = numeral.value
    if hedge is None:
        hedge, end = _hedge_after(line, counted.end)
    else:
        end = counted.end
    return Quantity(at, end, kind, value, counted.unit, hedge, numeral.scaled)


def _metres(line: Sequence[Token], at: int, numeral: Numeral) -> Quantity | None:
    """Read `5m` as metres where neither money nor a noun makes it millions."""
    if (
        _word(line, numeral.end - 1) != "m"
        or not line[numeral.end - 1].glued
        or numeral.value is None
    ):
        return None
    if counted_at(line, numeral.end, single=False).unit:
        return None
    return Quantity(at, numeral.end, FigureKind.MEASURE, numeral.value / numeral.scaled, "m")


def _is_idiom(line: Sequence[Token], at: int, numeral: Numeral) -> bool:
    one_day = _word(line, at) == "one" and _word(line, numeral.end) == "day"
    return one_day and _word(line, at - 1) not in {
        "in",
        "within",
        "only",
        "just",
        "for",
        "than",
        "least",
    }


def _plain(
    line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool
) -> Quantity | NoQuantity:
    """Read a number without a unit: a year, a part of a name, a ratio or a count."""
    year = _year(line, at, numeral, hedged=hedged)
    if year:
        return year
    if _is_name(line, at, numeral):
        return NoQuantity(_names_end(line, numeral.end))
    ratio = _ratio(line, at, numeral)
    if ratio:
        return ratio
    return _count(line, at, numeral, hedged=hedged) or NoQuantity(numeral.end)


def _is_yearlike(token: Token) -> bool:
    return (
        token.kind == "digits"
        and len(token.text) == _YEAR_DIGITS
        and token.text.isdecimal()
        and _FIRST_YEAR <= int(token.text) <= _LAST_YEAR
    )


def _year(line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool) -> Quantity | None:
    if (
        not _is_yearlike(line[at])
        or numeral.end != at + 1
        or (at and line[at].glued and line[at - 1].kind == "word")
    ):
        return None
    value, end = float(int(line[at].text)), at + 1
    if end < len(line) and line[end].glued and line[end].lower == "s" and value % 10 == 0:
        return Quantity(at, end + 1, FigureKind.YEAR, value)
    if end < len(line) and line[end].glued and line[end].kind == "word":
        return None
    if _next_year(line, at, int(value)):
        return Quantity(at, end + 2, FigureKind.YEAR, value)
    if _in_year_range(line, at):
        return Quantity(at, end, FigureKind.YEAR, value)
    noun = counted_at(line, end, single=False).unit
    before = _word(line, at - 1)
    if noun is not None:
        noun_word = noun.rpartition(" ")[2].lower()
        named = before in _YEAR_BEFORE and (value % 100 != 0 or noun_word in _YEAR_AFTER)
        return Quantity(at, end, FigureKind.YEAR, value) if named and not hedged else None
    context = before in _YEAR_BEFORE or before.endswith("'s") or (at > 0 and _upper(line, at - 1))
    alone = at == 0 or before in {"(", ",", "[", "-", "–", "—", "/", ":"}
    if (context and not hedged) or alone:
        return Quantity(at, end, FigureKind.YEAR, value)
    return None


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


def _is_name(line: Sequence[Token], at: int, numeral: Numeral) -> bool:
    """Tell whether the number belongs to a name: `post 542`, `F-16`, `Formula 1`, `5G`."""
    token = line[at]
    if not numeral.in_digits:
        capital = token.text[0].isupper() and not _opens(line, at)
        return (
            capital
            and (_word(line, at - 1) in {"of", "the", "big"} or not _upper(line, at - 1))
            and not (is_plural(_word(line, numeral.end)))
        )
    after = line[numeral.end] if numeral.end < len(line) else None
    if after and after.glued and (after.kind == "word" or after.text in {"_", "@", "&", "="}):
        return True
    if at == 0:
        return False
    before = line[at - 1]
    if token.glued and (
        before.kind == "word" or before.text in {"#", "_", "/", "@", "=", "&", "."}
    ):
        return True
    if token.glued and hyphenated(before) and at > 1 and line[at - 2].kind == "word":
        return line[at - 2].lower not in {"mid", "pre", "post", "sub", "some"}
    if before.text == "." and _word(line, at - 2) in {"no", "nos", "art", "sec", "vol", "ch"}:
        return True
    whole = token.text.isdecimal() and numeral.end == at + 1
    if before.kind != "word" or not whole:
        return False
    followed = counted_at(line, numeral.end, single=numeral.value == 1).unit is not None
    if before.lower in _NAMES:
        return not (
            followed
            and before.lower
            in {"no", "area", "class", "note", "act", "point", "line", "mark", "unit", "road"}
        )
    return (
        before.text[0].isupper()
        and not _opens(line, at - 1)
        and not followed
        and _closes(line, numeral.end)
    )


def _closes(line: Sequence[Token], at: int) -> bool:
    """Tell whether a name may end here: before a mark, a small word or the end."""
    return at >= len(line) or line[at].kind == "mark" or not _upper(line, at)


def _names_end(line: Sequence[Token], end: int) -> int:
    """Step over the rest of `542 and 543`, `250, 251 and 252`."""
    while (
        end + 1 < len(line)
        and line[end].lower in {"and", ",", "or", "to", "-", "–"}
        and (
            line[end + 1].kind == "digits"
            and line[end + 1].text.isdecimal()
            and counted_at(line, end + 2, single=False).unit is None
            and unit_near(line, end + 2, WORDS["percent"], in_digits=True) is None
        )
    ):
        end += 2
    return end


def _ratio(line: Sequence[Token], at: int, numeral: Numeral) -> Quantity | None:
    """Read `one in five` as 20 percent."""
    if _word(line, numeral.end) not in {"in"} or numeral.end + 1 >= len(line) or not numeral.value:
        return None
    whole = numeral_at(line, numeral.end + 1)
    if whole is None or whole.value is None or whole.share or whole.in_digits != numeral.in_digits:
        return None
    if not 0 < numeral.value < whole.value <= _MOST_IN_RATIO:
        return None
    if any(unit_near(line, whole.end, table, in_digits=True) for _, table in _UNITS):
        return None
    share = 100 * numeral.value / whole.value
    return Quantity(at, whole.end, FigureKind.PERCENT, share, "percent")


def _count(line: Sequence[Token], at: int, numeral: Numeral, *, hedged: bool) -> Quantity | None:
    hedge, start = _hedge_after(line, numeral.end)
    one = _word(line, at) == "one" and numeral.end == at + 1
    if one and not hedged and not hedge and not _counts_one(line, at):
        return None
    counted = counted_at(line, start, single=numeral.value == 1)
    if one and counted.unit is None and not (hedged or hedge):
        return None
    if numeral.value is None and counted.unit is None and not hedged and _word(line, start) == "of":
        counted = Counted(None, start)
    end = counted.end
    if hedge is None:
        hedge, end = _hedge_after(line, end)
    return Quantity(at, end, FigureKind.COUNT, numeral.value, counted.unit, hedge, numeral.scaled)


def _counts_one(line: Sequence[Token], at: int) -> bool:
    """Tell `one shell` from `no one`, `the one`, `one of the`, `one-off`."""
    after = line[at + 1] if at + 1 < len(line) else None
    if after is None or after.kind != "word" or _word(line, at - 1) in _ONE_BEFORE:
        return False
    return after.lower not in _ONE_AFTER


def _hedge_after(line: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Read `or more`, `or so`, `+`, `-odd` behind a number or its unit."""
    if at < len(line) and line[at].text == "+" and line[at].glued:
        return "plus", at + 1
    if at + 1 < len(line) and hyphenated(line[at]) and line[at + 1].lower in _GLUED_HEDGES:
        return line[at + 1].lower, at + 2
    for phrase in _AFTER:
        end = at + len(phrase)
        words = [token.lower for token in line[at:end]]
        if words == phrase and phrase[0] not in _GLUED_HEDGES and _ends(line, end):
            return " ".join(phrase), end
    return None, at


def _ends(line: Sequence[Token], at: int) -> bool:
    """Tell whether no further number follows: `12 at least 5 of them` hedges the second one."""
    return at >= len(line) or numeral_at(line, at) is None
