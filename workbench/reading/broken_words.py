"""Words that a line's end broke in two, whole again."""

import re
from collections import Counter

HARD_HYPHEN = re.compile(r"\w[-\u2010]$")
KEPT_HYPHEN = frozenset({"self", "well", "vice"})
"""First halves that no typesetter breaks a word after."""
WORD_PARTS = re.compile(r"\w+(?:[-\u2010]\w+)*")
LONGEST = 80
"""Letters of a word."""


def mended(text: str, rest: str, words: Counter[str]) -> str:
    """Join the halves of a word, with a hyphen where it has one of its own.

    As the rest of the article writes it; else a hyphen stays before a capital or a figure, between
    figures and after the first words of compounds.
    """
    first = WORD_PARTS.findall(text[-LONGEST:])[-1:] or [""]
    second = (WORD_PARTS.match(rest) or [""])[0]
    whole, parted = f"{first[0]}{second}".lower(), f"{first[0]}-{second}".lower()
    own = (
        not second[:1].islower()
        or len(first[0]) == 1
        or first[0].lower() in KEPT_HYPHEN
        or first[0][-1:].isdigit()
    )
    if words[parted] != words[whole]:
        own = words[parted] > words[whole]
    return f"{text}-{rest}" if own else f"{text}{rest}"
