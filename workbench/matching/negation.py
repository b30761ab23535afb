"""What one claim says is so and another says is not: by a negation, or by an opposite word.

The kinds are those of de Marneffe, Rafferty and Manning (2008): Finding contradictions in text.
Words are enough for them; no parse is asked for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.matching.inflection import opposites, spelt_out, stem
from workbench.matching.left import senses_of_left
from workbench.matching.words import STOP_WORDS
from workbench.model import Difference, DifferenceKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OF_VERBS = frozenset({"cannot", "neither", "never", "none", "nor", "not"})
_OF_NOUNS = frozenset({"no", "without"})
_IMPLYING = frozenset(map(stem, ("decline", "fail", "refuse", "unable", "unwilling")))
"""`failed to agree` and `refused to agree` say that nobody agreed."""
_PREVENTING = frozenset(map(stem, ("ban", "bar", "block", "keep", "prevent", "prohibit", "stop")))
"""`was barred from leaving` says that nobody left."""
_DENYING = frozenset(map(stem, ("deny", "disprove", "rebut", "refute")))
"""`denied that it fled`, `denied fleeing`, `refuted reports that it fled`."""
_NO_NEGATION = re.compile(
    r"\b(?:(?:not|no) (?:fewer|less|more|later|earlier) than(?! (?:double|triple|twice)\b)"
    r"|not (?:only|just|least)|or not)\b",
    re.IGNORECASE,
)
_PASSED_OVER = STOP_WORDS | {"ever", "longer", "yet"}
_ALIKE = 0.5
"""Share of the shorter text's words that two texts must have in common for a word of one to be held
against its opposite in the other."""
_ALMOST_ALL = 0.75
"""The same for a negator that stands on one side alone."""


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
    not deny it. Where there is none, a word and its opposite are looked for, then a negator that
    one of two texts that are almost the same has alone.
    """
    found = [
        *(Difference(DifferenceKind.NEGATION, *words) for words in _contradicted(ours, theirs)),
        *(
            Difference(DifferenceKind.NEGATION, *words[::-1])
            for words in _contradicted(theirs, ours)
        ),
    ]
    return found or _opposites(ours, theirs) or list(_one_negator(ours, theirs))


def _opposites(ours: str, theirs: str) -> list[Difference]:
    """Return the words of one text whose opposite the other has, where they say much the same.

    A denied word counts as its opposite: what was not accepted was rejected.
    """
    if _shared(plain_stems(ours), plain_stems(theirs)) < _ALIKE:
        return []
    our_sides, their_sides = _sides(ours), _sides(theirs)
    return [
        Difference(
            DifferenceKind.OPPOSITE, our_sides[contrast, side], their_sides[contrast, not side]
        )
        for contrast, side in our_sides
        if (contrast, side) not in their_sides
        and (contrast, not side) in their_sides
        and (contrast, not side) not in our_sides
    ][:1]


@lru_cache(maxsize=16_384)
def _sides(text: str) -> dict[tuple[str, bool], str]:
    """Return the sides of contrasts that a text takes, each with its first word."""
    denied = {denial.stem: denial.words for denial in _denials(text)}
    senses = senses_of_left(text)
    found: dict[tuple[str, bool], str] = {}
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        sense = senses.get(word.start())
        base = stem(word[0] if sense is None else sense)
        since = words[at - 1].start() if sense and at else word.start()  # `are left`, `people left`
        for contrast, side in opposites().get(base, ()):
            if base in denied:
                found.setdefault((contrast, not side), denied[base])
            else:
                found.setdefault((contrast, side), text[since : word.end()])
    return found


def _one_negator(ours: str, theirs: str) -> Iterator[Difference]:
    """Yield the negator that one of two texts has alone, where they say the same but for it."""
    our_negators, their_negators = _negators(ours), _negators(theirs)
    if len(our_negators) % 2 == len(their_negators) % 2 or _has_opposites(ours, theirs):
        return
    if _shared(_stems(ours), _stems(theirs)) < _ALMOST_ALL:
        return
    shown = [
        text[negators[0].start() : negators[0].end()] if negators else "stated"
        for text, negators in ((ours, our_negators), (theirs, their_negators))
    ]
    yield Difference(DifferenceKind.NEGATION, shown[0], shown[1])


def _has_opposites(ours: str, theirs: str) -> bool:
    """Tell whether a text has a word whose opposite the other has, denied or not."""
    one, other = (
        {pair for word in _WORD.findall(text) for pair in opposites().get(stem(word), ())}
        for text in (ours, theirs)
    )
    return any((name, not side) in other for name, side in one - other)


@lru_cache(maxsize=16_384)
def _negators(text: str) -> tuple[re.Match[str], ...]:
    plain = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text)
    return tuple(word for word in _WORD.finditer(plain) if _negates(word[0]))


@lru_cache(maxsize=65_536)
def _negates(word: str) -> bool:
    folded = word.casefold().replace("’", "'")
    if folded in _OF_VERBS | _OF_NOUNS | {"nobody", "nothing", "nowhere"} or folded.endswith("n't"):
        return True
    return stem(folded) in _IMPLYING | _DENYING and folded not in {"fails", "failure"}


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter text's words that both texts have."""
    return len(one & other) / max(1, min(len(one), len(other)))


@lru_cache(maxsize=16_384)
def _stems(text: str) -> frozenset[str]:
    """Return the words of content, negators left out."""
    words = _WORD.findall(spelt_out(text))
    return frozenset(
        stem(word) for word in words if word.casefold() not in STOP_WORDS and not _negates(word)
    )


@lru_cache(maxsize=16_384)
def plain_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of content that neither negate nor have an opposite."""
    return _stems(text) - opposites().keys()


def _contradicted(denying: str, stating: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each denial with the words that state the same."""
    denials = {denial.stem: denial for denial in _denials(denying)}
    if not denials:
        return
    also_denied = {denial.stem for denial in _denials(stating)}
    stated = {stem(word[0]) for word in _WORD.finditer(stating)}
    for denial in denials.values():
        fits = not denial.beside or denial.beside & stated
        if denial.stem in stated - also_denied and fits:
            yield denial.words, _statement(stating, denial.stem)


@lru_cache(maxsize=16_384)
def _denials(text: str) -> tuple[_Denial, ...]:
    return tuple(_find_denials(text))


def _find_denials(text: str) -> Iterator[_Denial]:
    plain = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text)
    words = list(_WORD.finditer(plain))
    for at, negator in enumerate(words):
        if not _may_deny(negator[0]):
            continue
        folded = negator[0].casefold().replace("’", "'")
        start = _with_auxiliary(words, at)
        if folded in _OF_VERBS or folded.endswith("n't"):
            for word in _verbs(words[at + 1 :]):
                yield _Denial(stem(word[0]), frozenset(), text[start : word.end()])
        elif folded in _OF_NOUNS and (phrase := _phrase(plain, words[at + 1 :])):
            *beside, last = phrase
            stems = frozenset(stem(word[0]) for word in beside)
            yield _Denial(stem(last[0]), stems, text[start : last.end()])
        elif (denied := _governed(folded, words[at + 1 :])) is not None:
            yield _Denial(stem(denied[0]), frozenset(), text[negator.start() : denied.end()])


@lru_cache(maxsize=65_536)
def _may_deny(word: str) -> bool:
    folded = word.casefold().replace("’", "'")
    if folded in _OF_VERBS | _OF_NOUNS or folded.endswith("n't"):
        return True
    return stem(folded) in _IMPLYING | _PREVENTING | _DENYING


def _governed(verb: str, words: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """Return the verb that `failed to`, `barred from` or `denied` takes the truth of."""
    base = stem(verb)
    following = [word[0].casefold() for word in words[:8]]
    if base in _IMPLYING and following[:1] == ["to"]:
        return next(iter(_verbs(words[1:])), None)
    if base in _PREVENTING and "from" in following[:4]:
        at = following.index("from")
        return words[at + 1] if len(words) > at + 1 and following[at + 1 :][:1] else None
    if base in _DENYING and following:
        if "that" in following[:3]:
            return _first_verb(words[following.index("that") + 1 :])
        return words[0] if following[0].endswith("ing") else None
    return None


def _first_verb(words: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """Return what looks like the verb of a clause: a word inflected as one, after its subject."""
    for word in words[1:]:
        folded = word[0].casefold()
        if folded not in _PASSED_OVER and (folded.endswith("ed") or stem(folded) != _bare(folded)):
            return word
    return None


def _bare(folded: str) -> str:
    return folded.removesuffix("s") if not folded.endswith("ss") else folded


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


def _statement(text: str, base: str) -> str:
    """Return the word of that stem as the text has it, with its auxiliary; empty for none."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if stem(word[0]) == base:
            return text[_with_auxiliary(words, at) : word.end()]
    return ""


def _with_auxiliary(words: Sequence[re.Match[str]], at: int) -> int:
    """Return where the word begins, or where the auxiliary or article before it does."""
    before = words[at - 1][0].casefold() if at else ""
    return words[at - 1 if before in STOP_WORDS else at].start()
