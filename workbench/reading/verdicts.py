"""What other publishers' verdict words and numbers come to in ours: a table that can be changed.

The words stand in `verdicts.toml`, by the scale they come from; an analyst's own come on top.
Numbers follow schema.org's Rating: 5 is best and 1 is worst where nothing else is said.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from workbench.errors import SettingsError
from workbench.model import Verdict

OWN: Final = "workbench.toml"
WORST: Final = 1.0
BEST: Final = 5.0
LOOSE = re.compile(r"[\s_]+|(?<=\w)-+")
NUMBER = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,9})?)(?:\s*(?:/|of|out of)\s*(\d{1,9}))?")
NEARLY = 1e-6
"""Numbers that differ by less are one number: 0.3 of 1 is not quite 3 of 10."""


@dataclass(frozen=True, slots=True)
class VerdictWord:
    """A row of the table: a rating's words, and what they come to."""

    rating: str
    """In lower case, with single spaces."""
    verdict: Verdict | None
    """None for words that are left without a verdict on purpose."""
    source: str
    """The scale or language of `verdicts.toml`, or `workbench.toml`."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends between which a publisher's numbers lie."""

    worst: float = WORST
    best: float = BEST


class VerdictTable:
    """The rows in force."""

    def __init__(self, words: Mapping[str, VerdictWord]) -> None:
        self._words = words

    @property
    def rows(self) -> tuple[VerdictWord, ...]:
        """In the order of `verdicts.toml`, an analyst's own last."""
        own = [row for row in self._words.values() if row.source == OWN]
        return (*(row for row in self._words.values() if row.source != OWN), *own)

    def row(self, words: str) -> VerdictWord | None:
        """Return the row of a rating's words, None where the table has none."""
        return self._words.get(loose(words))

    def verdict_of_number(self, words: str, scale: Scale | None = None) -> Verdict | None:
        """Return what a number comes to on its scale; None for what is none or lies outside.

        `3/10` and `3 of 10` name their best themselves.
        """
        found = NUMBER.fullmatch(words.strip())
        if not found:
            return None
        value = float(found[1].replace(",", "."))
        ends = scale or Scale(best=float(found[2]) if found[2] else BEST)
        if ends.best == ends.worst:
            return None
        place = WORST + (value - ends.worst) / (ends.best - ends.worst) * (BEST - WORST)
        if not WORST - NEARLY <= place <= BEST + NEARLY:
            return None
        around = {int(place + NEARLY), -int(-(place - NEARLY) // 1)}
        verdicts = {row.verdict for number in around if (row := self.row(str(number)))}
        return verdicts.pop() if len(verdicts) == 1 else None


def verdict_table(own: Mapping[str, str] | None = None) -> VerdictTable:
    """Return the table with an analyst's own words on top, a rating → one of ours or nothing.

    Raises SettingsError for a verdict that is none of ours.
    """
    words = dict(_shipped())
    for rating, verdict in (own or {}).items():
        if verdict and verdict not in set(Verdict):
            message = f"{OWN} sets “{rating}” to “{verdict}”, which is no verdict."
            hint = f'Verdicts are: {", ".join(Verdict)}; or "" for none.'
            raise SettingsError(message, hint)
        key = loose(rating)
        words[key] = VerdictWord(key, Verdict(verdict) if verdict else None, OWN)
    return VerdictTable(words)


@cache
def _shipped() -> Mapping[str, VerdictWord]:
    text = resources.files("workbench.reading").joinpath("verdicts.toml").read_text("utf-8")
    return {
        loose(word): VerdictWord(loose(word), verdict, scale)
        for scale, lists in tomllib.loads(text).items()
        for verdict in (*Verdict, None)
        for word in lists.get(verdict.value if verdict else "unmapped", ())
    }


def loose(words: str) -> str:
    """Return the form in which words are compared."""
    return LOOSE.sub(" ", words).strip().rstrip(".!…").rstrip().casefold()
