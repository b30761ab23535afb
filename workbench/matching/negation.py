"""What one claim says is so and another says is not."""

import re
from collections.abc import Iterator

from workbench.matching.words import STOP_WORDS
from workbench.model import Difference, DifferenceKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NEGATORS = frozenset({"cannot", "neither", "never", "no", "none", "nor", "not", "without"})
_NO_NEGATION = re.compile(
    r"\b(?:(?:not|no) (?:fewer|less|more|later|earlier) than|not (?:only|just|least)|or not)\b",
    re.IGNORECASE,
)
_PASSED_OVER = STOP_WORDS | {"ever", "longer", "yet"}
_REACH = 2
"""How many words after a negator it is taken to deny, where the first is an adverb."""


def negation_differences(ours: str, theirs: str) -> list[Difference]:
    """Return what one text denies and the other states, in the words of each.

    A denial is a negator with the first word of content after it; it differs from the other text
    where that has the same word, inflected or not, and does not deny it.
    """
    our_denials, their_denials = dict(_denials(ours)), dict(_denials(theirs))
    found = [
        Difference(DifferenceKind.NEGATION, words, stated)
        for denied, words in our_denials.items()
        if denied not in their_denials and (stated := _statement(theirs, denied))
    ]
    found += [
        Difference(DifferenceKind.NEGATION, stated, words)
        for denied, words in their_denials.items()
        if denied not in our_denials and (stated := _statement(ours, denied))
    ]
    return found


def _denials(text: str) -> Iterator[tuple[str, str]]:
    """Yield the stem of each denied word with the words from its negator on."""
    plain = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text)
    words = list(_WORD.finditer(plain))
    for at, negator in enumerate(words):
        if not _negates(negator[0]):
            continue
        content = [word for word in words[at + 1 :] if word[0].casefold() not in _PASSED_OVER]
        denied = content[:1]
        if denied and denied[0][0].endswith("ly"):
            denied = content[:_REACH]
        for word in denied:
            yield _stem(word[0]), text[negator.start() : word.end()]


def _statement(text: str, stem: str) -> str:
    """Return the word of that stem as the text has it, with the word before; empty for none."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if _stem(word[0]) == stem:
            start = words[max(at - 1, 0)].start()
            return text[start : word.end()]
    return ""


def _negates(word: str) -> bool:
    folded = word.casefold().replace("’", "'")
    return folded in _NEGATORS or folded.endswith("n't")


def _stem(word: str) -> str:
    """Take off the endings of regular verbs and nouns, so that `allowed` meets `allow`."""
    folded = word.casefold()
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:  # noqa: PLR2004 - `red`, `is`
            folded = folded.removesuffix(ending)
            break
    return folded
