"""Whether two texts are nearly the same: shingles, after Broder.

Broder, Glassman, Manasse and Zweig, Syntactic Clustering of the Web (1997): a text is the set of
its runs of W words; resemblance and containment compare two such sets. Kept of a text are those
whose hash is 0 modulo M: they find what may be near among many, and unlike a fixed number of
smallest hashes they do for a short text within a long one. What is near is then measured on the
whole texts.
"""

import hashlib
import re
from typing import Final

from workbench.model import Resemblance

WIDTH: Final = 4
"""Words in a shingle."""
KEPT_OF: Final = 4
"""One shingle in so many is kept."""
SHARED_AT_LEAST: Final = 3
"""Kept shingles that two texts have in common before they are measured."""
NEAR: Final = 0.4
"""Containment from which two texts are nearly the same. Different news of one event reach 0.23
(`benchmarks/repeats.py`)."""
WORD: Final = re.compile(r"[^\W_]+")
UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
"""Letters of scripts that are written without spaces: each counts as a word."""
SIGNED: Final = 1 << 63


def kept_shingles(text: str) -> frozenset[int]:
    """Return what is kept of a text, as numbers of 64 bits with a sign; the same everywhere."""
    hashes = (
        int.from_bytes(hashlib.blake2b(" ".join(run).encode(), digest_size=8).digest())
        for run in _runs(text)
    )
    return frozenset(number - SIGNED for number in hashes if number % KEPT_OF == 0)


def measured(text: str, other: str) -> Resemblance:
    """Return how much of their wording two texts have in common; no case, no punctuation."""
    ours, theirs = _runs(text), _runs(other)
    shared = len(ours & theirs)
    smaller = min(len(ours), len(theirs))
    if not smaller:
        return Resemblance(0.0, 0.0)
    return Resemblance(shared / len(ours | theirs), shared / smaller)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(UNSPACED.sub(r" \g<0> ", text.casefold()))
    return {tuple(words[at : at + WIDTH]) for at in range(len(words) - WIDTH + 1)}
