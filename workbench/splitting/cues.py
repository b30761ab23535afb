"""The table of cues: which words show that someone else is speaking, and in what manner."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.model import Manner

TABLE = Path(__file__).with_name("cues.toml")


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `cues.toml`, each with the manner it gives."""

    verbs: Mapping[str, Manner]
    nouns: Mapping[str, Manner]
    hedging_verbs: frozenset[str]
    hedging_adverbs: Mapping[str, Manner]


@cache
def cues() -> Cues:
    """Read the table, once."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    hedges = table["hedges"]
    return Cues(
        verbs=dict(_by_word(table["verbs"])),
        nouns=dict(_by_word(table["nouns"])),
        hedging_verbs=frozenset(hedges["verbs"]),
        hedging_adverbs={word: Manner(manner) for word, manner in hedges["adverbs"].items()},
    )


def _by_word(section: Mapping[str, list[str]]) -> Iterator[tuple[str, Manner]]:
    for manner, words in section.items():
        for word in words:
            yield word, Manner(manner)
