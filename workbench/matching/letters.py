"""How alike texts are spelt: runs of letters meet where words are inflected, joined or misspelt."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

RUN: Final = 4
"""Letters that are taken together; the best length for English (McNamee and Mayfield, 2004)."""

_WORD = re.compile(r"[^\W_]+")


def letter_scores(text: str, others: Mapping[str, str]) -> dict[str, float]:
    """Return, for each id of `others`, how alike its text is spelt, from 0 to 1.

    The cosine of the runs of four letters, word boundaries included, each weighed by how few of
    `others` have it (McNamee and Mayfield, 2004: Character n-gram tokenization for European
    language text retrieval). `others` are the candidates of one search, a hundred or so: what all
    of them have does not tell them apart.
    """
    asked = _runs(text)
    theirs = {identity: _runs(other) for identity, other in others.items()}
    having = Counter(run for runs in theirs.values() for run in runs)
    rarity = {run: math.log((len(theirs) + 1) / (count + 0.5)) for run, count in having.items()}
    ours = _weighted(asked, rarity)
    return {identity: _cosine(ours, _weighted(runs, rarity)) for identity, runs in theirs.items()}


def _runs(text: str) -> Counter[str]:
    spelt = f" {' '.join(_WORD.findall(text.casefold()))} "
    return Counter(spelt[at : at + RUN] for at in range(len(spelt) - RUN + 1))


def _weighted(runs: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    return {
        run: (1 + math.log(count)) * rarity[run] for run, count in runs.items() if run in rarity
    }


def _cosine(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    product = sum(weight * theirs[run] for run, weight in ours.items() if run in theirs)
    return product / (_length(ours) * _length(theirs)) if product else 0.0


def _length(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))
