"""Furniture that its words give away: tables in `wording.toml`."""

import re
import tomllib
from functools import cache
from importlib import resources

from workbench.model import FurnitureKind

LONGEST = 220
"""Letters; a longer paragraph is text, however it begins."""


def kind_by_words(text: str) -> FurnitureKind | None:
    """Return what a paragraph's first words say that it is, None where it may be the article's."""
    if len(text) > LONGEST:
        return None
    return next((kind for kind, words in _patterns() if words.match(text)), None)


def kind_by_marks(names: str) -> FurnitureKind | None:
    """Return what an element's class names, id and role say that it is: `share-tools` is share."""
    words = frozenset(WORD.findall(CAMEL.sub("-", names).lower()))
    for kind, single, pairs in _marks():
        if words & single or any(pair <= words for pair in pairs):
            return kind
    return None


WORD = re.compile(r"[a-z]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table = resources.files("workbench.reading").joinpath("wording.toml")
    return tomllib.loads(table.read_text("utf-8"))


@cache
def _patterns() -> tuple[tuple[FurnitureKind, re.Pattern[str]], ...]:
    return tuple(
        (FurnitureKind(kind), re.compile("|".join(patterns), re.IGNORECASE))
        for kind, patterns in _table()["words"].items()
    )


@cache
def _marks() -> tuple[tuple[FurnitureKind, frozenset[str], tuple[frozenset[str], ...]], ...]:
    return tuple(
        (
            FurnitureKind(kind),
            frozenset(mark for mark in marks if " " not in mark),
            tuple(frozenset(mark.split()) for mark in marks if " " in mark),
        )
        for kind, marks in _table()["marks"].items()
    )
