"""The words of a text as a search by words sees them."""

import re
import unicodedata
from collections import Counter
from typing import Final

STOP_WORDS: Final = frozenset(
    """
    a about after all also am an and any are as at be because been before being but by can could did
    do does doing done for from had has have having he her here hers him his how i if in into is it
    its itself just me more most my no nor not now of off on once only or other our ours out over
    own same she should so some such than that the their theirs them themselves then there these
    they this those through to too under until up very was we were what when where which while who
    whom why will with would you your yours us
    """.split()  # noqa: SIM905 - a list of a hundred strings would be a hundred lines
)
"""Words too common to tell one claim from another."""

_COMMA = "[,\u00a0\u2009\u202f]"  # or a space that does not break, between thousands
_WORD = re.compile(
    rf"""
    (?P<number> \d{{1,3}} (?:{_COMMA}\d{{2,3}})* {_COMMA}\d{{3}} (?:\.\d+)? (?!\d)
              | \d++ (?:\.\d++)++
              | \d++ (?![^\W\d_]) )
  | (?P<initials> (?:[^\W\d_]\.){{2,}} (?:[^\W\d_]\b)? )
  | (?P<word> [^\W_]+ (?:['’][^\W_]+)* )
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+", re.IGNORECASE)
_CAPITALS_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)")
_TAG = re.compile(r"[#@](\w+)")


def terms(text: str) -> Counter[str]:
    """Count the terms of a text: words and numbers, folded so that spellings of one thing agree.

    Case and accents are folded, plurals lose their ending (Harman, 1991: How effective is
    suffixing?), stop words and web addresses are left out. `4,000` and `4000` are one term, `4.000`
    another; `U.N.` is `UN`; a hyphened word counts as its parts, a hashtag as the words inside.
    """
    found: Counter[str] = Counter()
    plain = _TAG.sub(_words_inside, _ADDRESS.sub(" ", unicodedata.normalize("NFC", text)))
    for match in _WORD.finditer(plain):
        term = _folded(match)
        if term:
            found[term] += 1
    return found


def _words_inside(tag: re.Match[str]) -> str:
    return " " + _CAPITALS_INSIDE.sub(" ", tag[1]).replace("_", " ")


def _folded(match: re.Match[str]) -> str:
    letters = match[0]
    if match["number"]:
        return unicodedata.normalize("NFKC", re.sub(_COMMA, "", letters))
    if match["initials"]:
        return _without_accents(letters.replace(".", ""))
    word = _without_accents(letters.replace("’", "'"))
    word = word.removesuffix("'s").replace("'", "")
    if word in STOP_WORDS and letters != "US":
        return ""
    return _singular(word)


def _without_accents(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _singular(word: str) -> str:
    """Take off a plural ending by the three rules of Harman's S stemmer."""
    if len(word) <= 3 or not word.endswith("s"):  # noqa: PLR2004 - `gas` and `bus` are no plurals
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]
