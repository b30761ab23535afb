"""Which language an article is written in.

English is told by its commonest words, which costs nothing; anything else by py3langid, a naive
Bayes classifier over byte sequences (Lui and Baldwin, langid.py, ACL 2012): 139 languages in 5 MB,
0.6 s to load. lingua is a little surer of single lines, but takes 96 MB, 8 s and 1.1 GB.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from workbench.model import ENGLISH

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LOOKED_AT: Final = 20_000
"""Code points from the start of a text that are looked at."""
COMMON: Final = frozenset(
    "the of and to a in that is was for on with said as by at from it has have be were not are he"  # noqa: SIM905 - one word list
    " his they which their will this an been had who after would".split()
)
ENOUGH: Final = 0.2
"""Share of common English words from which a text is English: news has 0.22 to 0.5 of them, and
other languages that share some of their letters (`in`, `was`, `on`, `had`) less than 0.1."""
NO_OTHER: Final = (ENGLISH, "pcm", "zxx")
"""English, Nigerian Pidgin, which English headlines are taken for, and no language at all."""
DOUBTFUL: Final = 0.1
"""Probability of these from which no other language is believed."""
WORD: Final = re.compile(r"[^\W\d_]+")
LETTERS: Final = 30
"""A text of fewer letters, counted in UTF-8, gives no hint of its language."""


def language_of(text: str) -> str:
    """Return the language of a text, a BCP 47 tag; `en` where none is sure, as for a short line."""
    words = [word.casefold() for word in WORD.findall(text[:LOOKED_AT])]
    if len("".join(words).encode("utf-8", "replace")) < LETTERS:
        return ENGLISH
    if sum(word in COMMON for word in words) >= ENOUGH * len(words):
        return ENGLISH
    ranked = dict(_identifier().rank(text[:LOOKED_AT]))
    if sum(ranked[tag] for tag in NO_OTHER) > DOUBTFUL:
        return ENGLISH
    return str(max(ranked, key=lambda tag: float(ranked[tag])))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # ~0.6 s with its model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
