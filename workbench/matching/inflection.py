"""The stem of a word, irregular forms included; words that are opposites; abbreviations."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from workbench.matching.spelling import spelt_alike

_SHORT = 3
"""Letters that an ending must leave: `red` and `is` have none."""
_VOWELS = "aeiouy"


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what the inflected forms of a word have in common: `gav` for none, `giv` for gave.

    Irregular verbs and plurals are looked up, regular endings taken off; a stem need not be a word.
    """
    folded = word.casefold().replace("’", "'").removesuffix("'s").rstrip("'")
    return _regular(_irregular().get(folded, folded))


def _regular(word: str) -> str:
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and not word.endswith("ss"):
            base = word.removesuffix(ending)
            if len(base) < _SHORT or not any(letter in _VOWELS for letter in base):
                continue
            if len(base) > _SHORT and base[-1] == base[-2] and base[-1] not in "aeioulsz":
                return base[:-1]
            return base.rstrip("e")
    return word


@cache
def _irregular() -> Mapping[str, str]:
    table = _read("inflections")
    lines = [*table["verbs"], *table["nouns"]]
    return {form: base for base, *forms in map(str.split, lines) for form in forms}


@cache
def opposites() -> Mapping[str, frozenset[tuple[str, bool]]]:
    """Return the contrasts that a stem takes part in: the contrast's name and the side."""
    found: dict[str, set[tuple[str, bool]]] = {}
    for name, sides in _read("opposites").items():
        for side in ("one", "other"):
            for word in sides[side]:
                found.setdefault(stem(word), set()).add((name, side == "one"))
    return {word: frozenset(sides) for word, sides in found.items()}


@lru_cache(maxsize=16_384)
def spelt_out(text: str) -> str:
    """Return the text with its abbreviations spelt out, each name of the table in one spelling.

    `U.N.` is `United Nations`, `Kiev` is `Kyiv`.
    """
    pattern, table = _abbreviations()
    return spelt_alike(pattern.sub(lambda match: table[match[0].replace(".", "")], text))


@cache
def _abbreviations() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = _read("abbreviations")
    plain = "|".join(
        rf"{re.escape(short)}|{''.join(rf'{letter}[.]' for letter in short)}" for short in table
    )
    return re.compile(rf"(?<![\w.])(?:{plain})(?!\w)"), table


def _read(name: str) -> dict[str, Any]:
    source = files("workbench.matching").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)
