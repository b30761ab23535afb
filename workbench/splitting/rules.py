"""The word tables that the splitting stage decides by, read from `rules.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Rules:
    """Lemmas and patterns; `rules.toml` says what each table is for and where it comes from."""

    factual_marks: frozenset[str]
    connectives: frozenset[str]
    conditional_marks: frozenset[str]
    act_verbs: frozenset[str]
    consequence_verbs: frozenset[str]
    opinion_adjectives: frozenset[str]
    opinion_verbs: frozenset[str]
    opinion_nouns: frozenset[str]
    stance: frozenset[str]
    sympathy: frozenset[str]
    purposes: frozenset[str]
    arguments: frozenset[str]
    wishing: frozenset[str]
    seeming: frozenset[str]
    forecasting: frozenset[str]
    changing: frozenset[str]
    empty_antecedents: frozenset[str]
    content_verbs: frozenset[str]
    speaking_nouns: frozenset[str]
    prepositional: frozenset[str]
    occurring: frozenset[str]
    decisions: frozenset[str]
    organisations: frozenset[str]
    collectives: frozenset[str]
    plurals: frozenset[str]
    person_nouns: frozenset[str]
    titles: frozenset[str]
    genders: Mapping[str, frozenset[str]]
    furniture: re.Pattern[str]


@cache
def rules() -> Rules:
    """Read the tables, once."""
    source = files("workbench.splitting").joinpath("rules.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    return Rules(
        factual_marks=frozenset(table["marks"]["factual"]),
        connectives=frozenset(table["marks"]["connectives"]),
        conditional_marks=frozenset(table["marks"]["conditional"]),
        act_verbs=frozenset(table["acts"]["verbs"]),
        consequence_verbs=frozenset(table["consequence"]["verbs"]),
        opinion_adjectives=frozenset(table["opinion"]["adjectives"]),
        opinion_verbs=frozenset(table["opinion"]["verbs"]),
        opinion_nouns=frozenset(table["opinion"]["nouns"]),
        stance=frozenset(table["opinion"]["stance"]),
        sympathy=frozenset(table["opinion"]["sympathy"]),
        purposes=frozenset(table["opinion"]["purposes"]),
        arguments=frozenset(table["opinion"]["arguments"]),
        wishing=frozenset(table["opinion"]["wishing"]),
        seeming=frozenset(table["opinion"]["seeming"]),
        forecasting=frozenset(table["prediction"]["adjectives"]),
        changing=frozenset(table["prediction"]["changing"]),
        empty_antecedents=frozenset(table["antecedent"]["empty"]),
        content_verbs=frozenset(table["content"]["verbs"]),
        speaking_nouns=frozenset(table["reference"]["speaking"]),
        prepositional=frozenset(table["marks"]["prepositional"]),
        occurring=frozenset(table["marks"]["occurring"]),
        decisions=frozenset(table["acts"]["decisions"]),
        organisations=frozenset(table["reference"]["organisations"]),
        collectives=frozenset(table["reference"]["collectives"]),
        plurals=frozenset(table["reference"]["plurals"]),
        person_nouns=frozenset(table["reference"]["persons"]),
        titles=frozenset(table["reference"]["titles"]),
        genders={
            "he": frozenset(table["reference"]["he"]),
            "she": frozenset(table["reference"]["she"]),
        },
        furniture=re.compile("|".join(table["furniture"]["patterns"]), re.IGNORECASE),
    )
