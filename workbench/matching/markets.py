"""Reports of markets: what moved, which way, and from where it started."""

import re
from dataclasses import dataclass
from itertools import product

from workbench.matching.differences import Statement, quantities
from workbench.matching.inflection import opposites, stem
from workbench.model import Figure, FigureKind

_WORD = re.compile(r"[A-Za-z]+")
_MARKETS = re.compile(
    r"\b(?:shares?|stocks?|index|indices|points?|futures|yen|dollar|euro|yuan|bonds?|cents|francs?"
    r"|pounds?|yields?)\b",
    re.IGNORECASE,
)
"""Daily reports: another figure there is more often another day."""
_LEVEL = re.compile(r"\b(?:to|at)\s*$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:from|versus|against|close of)\s+(?:the\s+)?$", re.IGNORECASE)
_NAMED = re.compile(r"(?:[A-Z]{2,}|&[A-Z]|Poor's|Russell)[ -]$")
"""What comes before a number that is part of a name: the FTSE 100."""
_DECIMALS = re.compile(r"\.(\d+)")
_RISES = frozenset({"add", "ahead", "creep", "crept", "edg", "firmer", "stronger", "tack"})
_FALLS = frozenset({"gav", "giv", "off", "shed", "weaker"})
_BESIDE_A_LEVEL = _RISES | _FALLS
"""Stems that tell of a rise or a fall beside a level, and not elsewhere."""
_MOST_MOVED = 0.4
"""The greatest move, as a share of the level; beyond it, a number counts something else."""
_APART = 1e-4
"""How far two reports of one start may lie apart, as a share: indices are still being reckoned."""
_LOOSELY = 0.15
"""How far a hedged move may lie from what is said, as a share."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure of a market report."""

    measure: str
    value: float
    within: float
    """Half its last place: 0.005 for 16.20."""
    start: int
    end: int


def on_markets(ours: Statement, theirs: Statement) -> bool:
    """Tell whether both report on markets."""
    return bool(_MARKETS.search(ours.text) and _MARKETS.search(theirs.text))


def movement(text: str) -> bool | None:
    """Return whether the first word for a movement tells of a rise; None for none."""
    told = (_direction(word) for word in _WORD.findall(text) if stem(word) not in _BESIDE_A_LEVEL)
    return next((rises for rises in told if rises is not None), None)


def opened(ours: Statement, theirs: Statement) -> float:
    """Return 1 where two market reports start from one value, -1 from two, 0 where not told.

    A level and the move to it give where a share, an index or a yield stood before, which is one
    for all reports of a day: up 12.81 to 9,331.77 and down 8.76 to 9,310.20 are of one day.
    """
    one, other = _openings(ours), _openings(theirs)
    if not one or not other:
        return 0.0
    return 1.0 if any(a[0] <= b[1] and b[0] <= a[1] for a, b in product(one, other)) else -1.0


def _openings(statement: Statement) -> list[tuple[float, float]]:
    """Return between which values, for rounding, lay what a statement says has moved."""
    text = statement.text
    amounts, levels = _amounts(statement), _levels(statement)
    told = [one for one in amounts if _BEFORE.search(text[: one.start])]
    moves = [one for one in amounts if one not in levels and one not in told]
    rough: list[tuple[float, float]] = []
    exact = [
        (one.value - one.within, one.value + one.within)
        for one in told
        if any(to.measure == one.measure and to.end <= one.start for to in amounts)
    ]
    for at, level in enumerate(levels):
        since = levels[at - 1].end if at else 0
        until = levels[at + 1].start if at + 1 < len(levels) else len(text)
        near = [move for move in moves if since <= move.start < level.start]
        for move in near or [move for move in moves if level.end <= move.start < until]:
            rises = _rises(text, move.start)
            if rises is None:
                continue
            if move.measure == level.measure:
                moved, within, found = move.value, move.within, exact
            elif move.measure == "percent":
                share = move.value / 100 if rises else -move.value / 100
                moved = abs(level.value - level.value / (1 + share)) if share > -1 else 0.0
                within, found = level.value * move.within / 100, rough
            else:
                continue
            if 0 < moved <= _MOST_MOVED * level.value:
                opened, reach = (
                    level.value - (moved if rises else -moved),
                    within + level.within + _APART / 2 * level.value,
                )
                found.append((opened - reach, opened + reach))
    return exact or rough


def _amounts(statement: Statement) -> list[_Amount]:
    found = [amount for figure in quantities(statement) if (amount := _amount(figure))]
    return [one for one in found if not _NAMED.search(statement.text[: one.start])]


def _levels(statement: Statement) -> list[_Amount]:
    return [one for one in _amounts(statement) if _LEVEL.search(statement.text[: one.start])]


def _amount(figure: Figure) -> _Amount | None:
    value, unit = figure.value or 0.0, figure.unit
    decimals = _DECIMALS.search(figure.text)
    within = 0.5 * 10.0 ** -len(decimals[1]) if decimals else 0.5
    if figure.kind is FigureKind.COUNT and unit not in {None, "points"}:
        return None
    if unit in {"cents", "pence"}:
        value, within, unit = value / 100, within / 100, "USD" if unit == "cents" else "GBP"
    if figure.hedge:
        within += _LOOSELY * value
    return _Amount(unit or "points", value, within, figure.span.start, figure.span.end)


def _rises(text: str, at: int) -> bool | None:
    """Return whether the movement told nearest to a place is a rise, those before it first."""
    before = [_direction(word) for word in reversed(_WORD.findall(text[:at]))]
    after = [_direction(word) for word in _WORD.findall(text[at:])]
    return next((rises for rises in before + after if rises is not None), None)


def _direction(word: str) -> bool | None:
    told = stem(word)
    if told in _BESIDE_A_LEVEL:
        return told in _RISES
    return next((up for name, up in opposites().get(told, ()) if name == "movement"), None)
