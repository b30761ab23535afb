"""What is read at a token: a quantity, or a number that is none."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import FigureKind
from workbench.splitting.numerals import WORDS, Token, hyphenated, numeral_at

_AFTER = tuple(
    sorted((phrase.split() for phrase in WORDS["hedges"]["after"]), key=len, reverse=True)
)
_AFTER_BEGINNINGS = frozenset(phrase[0] for phrase in _AFTER)
_GLUED_HEDGES = frozenset({"plus", "odd"})


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


def word_at(line: Sequence[Token], at: int) -> str:
    """Return the token in lower case; nothing where there is no such token."""
    return line[at].lower if 0 <= at < len(line) else ""


def opens_sentence(line: Sequence[Token], at: int) -> bool:
    """Tell whether a token is the first of its sentence."""
    return at == 0 or (
        line[at - 1].kind == "mark" and line[at - 1].text not in {",", "-", "–", "—", "'"}
    )


def capital_at(line: Sequence[Token], at: int) -> bool:
    """Tell whether a word with a capital stands at a token."""
    return at < len(line) and line[at].kind == "word" and line[at].text[0].isupper()


def hedge_after(line: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Read `or more`, `or so`, `+`, `-odd` behind a number or its unit, and where it ends."""
    if at < len(line) and line[at].text == "+" and line[at].glued:
        return "plus", at + 1
    if at + 1 < len(line) and hyphenated(line[at]) and line[at + 1].lower in _GLUED_HEDGES:
        return line[at + 1].lower, at + 2
    if at >= len(line) or line[at].lower not in _AFTER_BEGINNINGS:
        return None, at
    for phrase in _AFTER:
        end = at + len(phrase)
        words = [token.lower for token in line[at:end]]
        if words == phrase and phrase[0] not in _GLUED_HEDGES and _ends(line, end):
            return " ".join(phrase), end
    return None, at


def _ends(line: Sequence[Token], at: int) -> bool:
    """Tell whether no further number follows: `12 at least 5 of them` hedges the second one."""
    return at >= len(line) or numeral_at(line, at) is None
