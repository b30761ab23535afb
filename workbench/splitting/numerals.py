"""Reads numbers, in digits and in words, out of English text."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple

WORDS: Mapping[str, Any] = tomllib.loads(
    files("workbench.splitting").joinpath("figures.toml").read_text(encoding="utf-8")
)
"""The word tables of `figures.toml`."""

_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d[\d.,]*\d|\d)"
    r"|(?P<vulgar>[¼-¾⅐-⅞])"
    r"|(?P<word>[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:[.,]\d{1,2}|\.\d+)?|\d{1,3}(?:,\d{2})*,\d{3}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_DECIMAL = re.compile(r"\d*[.,]\d+|\d+")
_CODE = re.compile(r"0\d|\d{10}")
_LONGEST = 18
"""Digits of the longest number; a longer run is a code or an account, not a figure."""

_SMALL: dict[str, int] = {
    **{word: value for value, word in enumerate(WORDS["numbers"]["ones"])},
    **{word: value for value, word in enumerate(WORDS["numbers"]["teens"], start=10)},
}
_TENS: dict[str, int] = {
    word: 10 * value for value, word in enumerate(WORDS["numbers"]["tens"], start=2)
}
_SCALES: dict[str, float] = WORDS["scales"]
_GLUED: dict[str, float] = WORDS["scales_glued"]
_FRACTIONS: dict[str, float] = WORDS["fractions"]
_ORDERS = frozenset(WORDS["orders"]["words"])
_BEFORE_SCALE = frozenset(WORDS["orders"]["before_scale"])
_HYPHENS = frozenset("-‐‑")
_HUNDRED = 100


class Token(NamedTuple):
    """A word, a run of digits or a mark, with its place in the text."""

    text: str
    lower: str
    start: int
    end: int
    kind: str
    """`digits`, `vulgar` (a character such as ½), `word` or `mark`."""
    glued: bool
    """No space stands between it and the token before."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written, from token `first` up to, not including, token `end`."""

    first: int
    end: int
    value: float | None
    """None where the words give only an order of size: `dozens`, `several hundred`."""
    in_digits: bool
    share: bool = False
    """Written as a fraction of something: `half`, `two thirds`; the value is that fraction."""
    scaled: float = 1.0
    """The scale word's part of the value: 1e6 in `1.5 million`."""


def tokens(text: str) -> tuple[Token, ...]:
    """Cut the text into words, runs of digits and marks."""
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        word = match.group()
        found.append(
            Token(
                word,
                word.lower().replace("’", "'"),
                match.start(),
                match.end(),
                match.lastgroup or "mark",
                match.start() == end,
            )
        )
        end = match.end()
    return tuple(found)


def digits_value(written: str) -> float | None:
    """Read digits by English rules: `4,000` is thousands, `3,5` a decimal; None for a code."""
    if sum(letter.isdigit() for letter in written) > _LONGEST or _CODE.match(written):
        return None
    written = re.sub(r"\s", "", written)
    if _THOUSANDS.fullmatch(written):
        head, comma, tail = written.rpartition(",")
        if comma and len(tail) < 3:  # noqa: PLR2004 - 1,506,76: the last comma is a decimal one
            written = f"{head}.{tail}"
        return float(written.replace(",", ""))
    if _DOTTED.fullmatch(written):
        return float(written.replace(".", "").replace(",", "."))
    if _DECIMAL.fullmatch(written):
        return float(written.replace(",", "."))
    return None


def hyphenated(token: Token) -> bool:
    """Tell whether the token is a hyphen that touches the word before."""
    return token.glued and token.text in _HYPHENS


def numeral_at(line: Sequence[Token], at: int) -> Numeral | None:
    """Read the number that begins at a token, as far as it goes."""
    token = line[at]
    if token.kind == "digits":
        return _in_digits(line, at)
    if token.kind == "word":
        return _order(line, at) or _fraction(line, at) or _in_words(line, at)
    return _vulgar(line, at) if token.kind == "vulgar" else None


def _in_digits(line: Sequence[Token], at: int) -> Numeral | None:
    value = digits_value(line[at].text)
    if value is None:
        return None
    end = at + 1
    if end < len(line) and line[end].kind == "vulgar":
        value += unicodedata.numeric(line[end].text)
        end += 1
    elif _is_slash(line, end):
        below = digits_value(line[end + 1].text)
        if not below or not 0 < value < below <= 10:  # noqa: PLR2004 - 9/11, 24/7, 120/80
            return None
        return Numeral(at, end + 2, value / below, in_digits=True, share=True)
    scale, end = _scale(line, end, after_digits=end == at + 1)
    return Numeral(at, end, value * scale, in_digits=True, scaled=scale)


def _is_slash(line: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(line)
        and line[at].text == "/"
        and line[at].glued
        and line[at + 1].glued
        and line[at + 1].kind == "digits"
    )


def _vulgar(line: Sequence[Token], at: int) -> Numeral:
    value = unicodedata.numeric(line[at].text)
    scale, end = _scale(line, at + 1, after_digits=False)
    share = scale == 1
    return Numeral(at, end, value * scale, in_digits=True, share=share, scaled=scale)


def _scale(line: Sequence[Token], at: int, *, after_digits: bool) -> tuple[float, int]:
    if at < len(line):
        lower = line[at].lower
        if lower in _SCALES and (line[at].glued or len(lower) > 1):
            return _SCALES[lower], at + 1
        if after_digits and line[at].glued and line[at].lower in _GLUED:
            return _GLUED[lower], at + 1
        if hyphenated(line[at]) and at + 1 < len(line) and line[at + 1].lower in _SCALES:
            return _SCALES[line[at + 1].lower], at + 2
    return 1.0, at


def _order(line: Sequence[Token], at: int) -> Numeral | None:
    word = line[at].lower
    if word in _BEFORE_SCALE and at + 1 < len(line) and line[at + 1].lower in _SCALES:
        end = at + 2
        while end < len(line) and line[end].lower in _SCALES:
            end += 1
        return Numeral(at, end, None, in_digits=False)
    if word not in _ORDERS:
        return None
    end = at + 1
    while end + 1 < len(line) and line[end].lower == "of" and line[end + 1].lower in _ORDERS:
        end += 2
    if word == "tens" and end == at + 1:
        return None
    if word == "scores" and (end == len(line) or line[end].lower != "of"):
        return None
    return Numeral(at, end, None, in_digits=False)


def _fraction(line: Sequence[Token], at: int) -> Numeral | None:
    """Read `half`, `a third`, `two-thirds`, `half a million`, `a quarter of a million`."""
    count, end = 1.0, at
    word = line[at].lower
    if word in {"a", "an", "one"} or word in _SMALL:
        count = float(_SMALL.get(word, 1))
        end += 1
        if end < len(line) and hyphenated(line[end]):
            end += 1
    if end >= len(line) or line[end].lower not in _FRACTIONS:
        return None
    part = line[end].lower
    if end == at and part != "half":
        return None
    value = count * _FRACTIONS[part]
    plural = part.endswith("s") or part == "halves"
    if not 0 < value < 1 or (count == 1 and plural) or (count > 1 and not plural):
        return None
    return _of_scale(line, at, end + 1, value)


def _of_scale(line: Sequence[Token], at: int, end: int, value: float) -> Numeral:
    rest = end + 1 if end < len(line) and line[end].lower == "of" else end
    if (
        rest + 1 < len(line)
        and line[rest].lower in {"a", "an"}
        and line[rest + 1].lower in _SCALES
        and len(line[rest + 1].lower) > 2  # noqa: PLR2004 - not the abbreviations
    ):
        scale = _SCALES[line[rest + 1].lower]
        return Numeral(at, rest + 2, value * scale, in_digits=False, scaled=scale)
    return Numeral(at, end, value, in_digits=False, share=True)


def _in_words(line: Sequence[Token], at: int) -> Numeral | None:
    if line[at].lower in {"a", "an"}:
        return _a_scale(line, at)
    total, current, end = 0.0, -1.0, at
    scaled, room = 1.0, float("inf")
    while end < len(line):
        step = _joined(line, end, joins=current >= 0 or total > 0, after_big=total > 0)
        word = line[step].lower if step < len(line) else ""
        if word in _SMALL or word in _TENS:
            small = _SMALL.get(word, _TENS.get(word, 0))
            if not _fits(current, small, total, hundred=step > end and line[end].lower == "and"):
                break
            current = max(current, 0) + small
        elif word == "hundred" and 0 < current < _HUNDRED:
            current *= _HUNDRED
        elif word in _SCALES and len(word) > 2 and current > 0 and _SCALES[word] < room:  # noqa: PLR2004
            total += current * _SCALES[word]
            scaled, room, current = _SCALES[word], _SCALES[word], -1.0
        else:
            break
        end = step + 1
    if end == at:
        return None
    value = total + max(current, 0)
    return _and_a_half(line, Numeral(at, end, value, in_digits=False, scaled=scaled))


def _joined(line: Sequence[Token], at: int, *, joins: bool, after_big: bool) -> int:
    """Step over the hyphen of `twenty-five` or the `and` of `two hundred and five`."""
    if not joins or at + 1 >= len(line):
        return at
    if hyphenated(line[at]) and line[at + 1].glued:
        return at + 1
    hundred = line[at - 1].lower == "hundred"
    follows = line[at + 1].lower in _SMALL or line[at + 1].lower in _TENS
    if line[at].lower == "and" and follows and (hundred or (after_big and _is_scale(line[at - 1]))):
        return at + 1
    return at


def _is_scale(token: Token) -> bool:
    return token.lower in _SCALES


def _fits(current: float, value: int, total: float, *, hundred: bool) -> bool:
    """Tell whether a small number may follow what was read: `twenty` `five`, `hundred` `five`."""
    if current < 0:
        return total == 0 or hundred or value > 0
    if current >= _HUNDRED and current % _HUNDRED == 0:
        return True
    return current % 10 == 0 and current % _HUNDRED >= 20 and 0 < value < 10  # noqa: PLR2004


def _a_scale(line: Sequence[Token], at: int) -> Numeral | None:
    """Read `a dozen`, `a hundred`, `a few hundred`, `a million and a half`."""
    if at + 1 >= len(line):
        return None
    if line[at + 1].lower in _BEFORE_SCALE:
        order = _order(line, at + 1)
        return order and Numeral(at, order.end, None, in_digits=False)
    word = line[at + 1].lower
    if word not in _SCALES or len(word) <= 2:  # noqa: PLR2004 - not the abbreviations
        return None
    end = at + 2
    scale = _SCALES[word]
    while end < len(line) and line[end].lower in _SCALES and _SCALES[line[end].lower] > scale:
        scale *= _SCALES[line[end].lower]
        end += 1
    return _and_a_half(line, Numeral(at, end, scale, in_digits=False, scaled=scale))


def _and_a_half(line: Sequence[Token], numeral: Numeral) -> Numeral:
    """Read on over `and a half`, as in `two and a half million`."""
    at = numeral.end
    hyphens = at < len(line) and hyphenated(line[at])
    words = [token.lower for token in line[at : at + 6] if token.text not in _HYPHENS]
    if words[:3] != ["and", "a", "half"] or numeral.value is None:
        return numeral
    end = at + (6 if hyphens else 3)
    if end > len(line):
        return numeral
    scale, after = _scale(line, end, after_digits=False)
    if scale > 1:
        value = (numeral.value + 0.5) * scale
        return Numeral(numeral.first, after, value, in_digits=False, scaled=scale)
    value = numeral.value + 0.5 * numeral.scaled
    return Numeral(numeral.first, end, value, in_digits=False, scaled=numeral.scaled)
