"""The table of cues: which words show that someone else is speaking, and in what manner."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.model import Manner


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `cues.toml`, which says what each table is for; those of speech with manner."""

    verbs: Mapping[str, Manner]
    nouns: Mapping[str, Manner]
    addressed: frozenset[str]
    naming: frozenset[str]
    reckoning: frozenset[str]
    reckoning_at: frozenset[str]
    hedging_verbs: frozenset[str]
    hedging_adverbs: Mapping[str, Manner]
    attitude_verbs: frozenset[str]
    attitude_nouns: frozenset[str]


@cache
def cues() -> Cues:
    """Read the table, once."""
    source = Path(__file__).with_name("cues.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    hedges = table["hedges"]
    return Cues(
        verbs=dict(_by_word(table["verbs"])),
        nouns=dict(_by_word(table["nouns"])),
        addressed=frozenset(table["addressed"]["verbs"]),
        naming=frozenset(table["naming"]["verbs"]),
        reckoning=frozenset(table["reckoning"]["plain"]),
        reckoning_at=frozenset(table["reckoning"]["at"]),
        hedging_verbs=frozenset(hedges["verbs"]),
        hedging_adverbs={word: Manner(manner) for word, manner in hedges["adverbs"].items()},
        attitude_verbs=frozenset(table["attitudes"]["verbs"]),
        attitude_nouns=frozenset(table["attitudes"]["nouns"]),
    )


def _by_word(section: Mapping[str, list[str]]) -> Iterator[tuple[str, Manner]]:
    for manner, words in section.items():
        for word in words:
            yield word, Manner(manner)
