"""One form for the spellings of a name: Zelensky, Zelenskiy and Zelenskyy; Gaddafi and Qadhafi.

Names out of other scripts are spelt in several ways. Those that letters alone explain are folded
(after the classes of Freeman, Condon and Ackerman, 2006: Cross linguistic name matching in English
and Arabic), the others stand in `spellings.toml`. Neither a similarity of strings nor near vowels
decide: Jaro and Winkler's puts Hunan nearer to Henan than Raqqa to Rakka, and vowels are what tells
Rogan from Rogen and Colombia from Columbia.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

_ARTICLE = re.compile(r"^(?:a[lnrstdz]|ash|e[lnrstdz]|esh)-")
_FOLDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^abd[aeou]l", "abdul"),
        (r"^tch", "ch"),
        (r"dzh|dj", "j"),
        (r"kh|q", "k"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"ou(?!is)", "u"),
        (r"off$", "ov"),
        (r"ych$", "ich"),
        (r"(?<=[aeo])h$", ""),
        (r"^ye|(?<=[aeiou])ye", "e"),
        (r"(?<=[ae])y(?![aeiou])|(?:iy|ij|yy|y)$", "i"),
        (r"([^eo])\1+", r"\1"),
    )
)
"""What is read alike in the letters of a name, one after the other."""
_SHORT = 4
"""What fewer letters would be left of is not folded: Khan is not Kan."""


@lru_cache(maxsize=65_536)
def spelling(word: str) -> str:
    """Return what the spellings of a name have in common, in small letters; it need not be a name.

    The word is one that `spelt_alike` went over, so that what the table knows is one already.
    """
    apart = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(letter for letter in apart if letter.isascii())
    plain = re.sub(r"[^a-z]", "", _ARTICLE.sub("", letters))
    folded = plain
    for pattern, alike in _FOLDS:
        folded = pattern.sub(alike, folded)
    return folded if len(folded) >= _SHORT else plain


def spellings(name: str) -> tuple[str, ...]:
    """Return the spellings of a name that the table has, the compared one first."""
    return next((group for group in _groups() if name in group), (name,))


@lru_cache(maxsize=4_096)
def spelt_alike(text: str) -> str:
    """Return the text with each name of the table in its first spelling: Kiev becomes Kyiv."""
    pattern, table = _table()
    return pattern.sub(lambda match: table[match[0]], text)


@cache
def _groups() -> list[tuple[str, ...]]:
    source = files("workbench.matching").joinpath("spellings.toml").read_text(encoding="utf-8")
    return [tuple(group) for group in tomllib.loads(source)["spellings"]]


@cache
def _table() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {other: first for first, *others in _groups() for other in others}
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-]|['’]\w{{2}})"), table
