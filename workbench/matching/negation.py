"""What one claim says is so and another says is not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.matching.words import STOP_WORDS
from workbench.model import Difference, DifferenceKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OF_VERBS = frozenset({"cannot", "neither", "never", "none", "nor", "not"})
_OF_NOUNS = frozenset({"no", "without"})
_NO_NEGATION = re.compile(
    r"\b(?:(?:not|no) (?:fewer|less|more|later|earlier) than|not (?:only|just|least)|or not)\b",
    re.IGNORECASE,
)
_PASSED_OVER = STOP_WORDS | {"ever", "longer", "yet"}


@dataclass(frozen=True, slots=True)
class _Denial:
    """A word that a text denies."""

    stem: str
    beside: frozenset[str]
    """Stems of the noun phrase it stands in, of which the other side must have one."""
    words: str
    """As the text has them, negator included."""


def negation_differences(ours: str, theirs: str) -> list[Difference]:
    """Return what one text denies and the other states, in the words of each.

    A denial is a negator with the verb after it, or with the last word of the noun phrase after
    `no`; it differs from the other text where that has the same word, inflected or not, and does
    not deny it.
    """
    ours_to_theirs = [
        Difference(DifferenceKind.NEGATION, denial, statement)
        for denial, statement in _contradicted(ours, theirs)
    ]
    theirs_to_ours = [
        Difference(DifferenceKind.NEGATION, statement, denial)
        for denial, statement in _contradicted(theirs, ours)
    ]
    return ours_to_theirs + theirs_to_ours


def _contradicted(denying: str, stating: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each denial with the words that state the same."""
    also_denied = {denial.stem for denial in _denials(stating)}
    stated = {_stem(word[0]) for word in _WORD.finditer(stating)}
    for denial in {denial.stem: denial for denial in _denials(denying)}.values():
        fits = not denial.beside or denial.beside & stated
        if denial.stem in stated - also_denied and fits:
            yield denial.words, _statement(stating, denial.stem)


def _denials(text: str) -> Iterator[_Denial]:
    plain = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text)
    words = list(_WORD.finditer(plain))
    for at, negator in enumerate(words):
        folded = negator[0].casefold().replace("’", "'")
        start = _with_auxiliary(words, at)
        if folded in _OF_VERBS or folded.endswith("n't"):
            for word in _verbs(words[at + 1 :]):
                yield _Denial(_stem(word[0]), frozenset(), text[start : word.end()])
        elif folded in _OF_NOUNS and (phrase := _phrase(plain, words[at + 1 :])):
            *beside, last = phrase
            stems = frozenset(_stem(word[0]) for word in beside)
            yield _Denial(_stem(last[0]), stems, text[start : last.end()])


def _verbs(words: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the first word of content, and the one after an adverb."""
    content = [word for word in words if word[0].casefold() not in _PASSED_OVER]
    return content[: 2 if content and content[0][0].endswith("ly") else 1]


def _phrase(text: str, words: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words of content that follow without a stop word or a mark between them."""
    phrase: list[re.Match[str]] = []
    for word in words:
        between = text[phrase[-1].end() : word.start()] if phrase else ""
        if word[0].casefold() in _PASSED_OVER or between.strip(" -"):
            break
        phrase.append(word)
    return phrase


def _statement(text: str, stem: str) -> str:
    """Return the word of that stem as the text has it, with its auxiliary; empty for none."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if _stem(word[0]) == stem:
            return text[_with_auxiliary(words, at) : word.end()]
    return ""


def _with_auxiliary(words: Sequence[re.Match[str]], at: int) -> int:
    """Return where the word begins, or where the auxiliary or article before it does."""
    before = words[at - 1][0].casefold() if at else ""
    return words[at - 1 if before in STOP_WORDS else at].start()


def _stem(word: str) -> str:
    """Take off the endings of regular verbs and nouns, so that `allowed` meets `allow`."""
    folded = word.casefold()
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:  # noqa: PLR2004 - `red`, `is`
            return folded.removesuffix(ending)
    return folded
