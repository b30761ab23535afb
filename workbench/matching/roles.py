"""Where two claims tell of one deed but not of the same doer: who did it to whom."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.matching.inflection import spelt_out, stem
from workbench.matching.spelling import spelling
from workbench.matching.words import STOP_WORDS
from workbench.model import Difference, DifferenceKind, Frame

_SYMMETRIC = frozenset(
    stem(verb)
    for verb in (
        "be",
        "border",
        "clash",
        "divorce",
        "equal",
        "marry",
        "match",
        "meet",
        "merge",
        "negotiate",
        "resemble",
        "talk",
        "tie",
    )
)
"""Verbs whose two sides may change places."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_BEFORE_NOUNS = frozenset(
    {
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "its",
        "of",
        "on",
        "or",
        "the",
        "their",
        "with",
    }
)
_ALIKE = 0.85
"""Share of all words of content that two texts must have in common before their order counts."""


def role_differences(
    ours: str,
    theirs: str,
    *,
    our_frames: Sequence[Frame] = (),
    their_frames: Sequence[Frame] = (),
) -> list[Difference]:
    """Return who does it to whom on either side, where doer and done-to change places.

    An active and a passive that say the same are no difference. Frames come from a dependency
    parse; without them, texts of nearly the same words are compared by their order.
    """
    found = [
        Difference(DifferenceKind.ROLES, _shown(one), _shown(other))
        for one in our_frames
        for other in their_frames
        if _are_turned(one, other)
    ]
    return found[:1] or list(_turned_words(ours, theirs))[:1]


def doer_differences(
    our_frames: Sequence[Frame], their_frames: Sequence[Frame]
) -> list[Difference]:
    """Return the names of two doers of one deed done to the same."""
    return [
        Difference(DifferenceKind.ACTOR, " ".join(ours), " ".join(theirs))
        for one in our_frames
        for other in their_frames
        if stem(one.verb) == stem(other.verb) and _meet(one.done_to, other.done_to)
        for ours, theirs in [(_names(one.doers), _names(other.doers))]
        if ours
        and theirs
        and not _meet(one.doers, other.doers)
        and not _meet_initials(ours, theirs)
    ][:1]


def _are_turned(one: Frame, other: Frame) -> bool:
    if stem(one.verb) != stem(other.verb) or stem(one.verb) in _SYMMETRIC:
        return False
    if _meet(one.doers, other.doers) or _meet(one.done_to, other.done_to):
        return False
    there, back = _meet(one.doers, other.done_to), _meet(one.done_to, other.doers)
    one_sided = (there and (one.done_to or other.doers)) or (back and (one.doers or other.done_to))
    return bool((there and back) or one_sided)


def _meet(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return not _spelt_stems(ours).isdisjoint(_spelt_stems(theirs))


def _spelt_stems(words: Sequence[str]) -> set[str]:
    """Return the stems of words, and of names also what their spellings have in common."""
    parts = [part for word in words for part in spelt_out(word).split()]
    return {stem(part) for part in parts} | {spelling(part) for part in _names(parts)}


def _names(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[:1].isupper()]


def _meet_initials(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    spelt = ["".join(word[0] for word in words).casefold() for words in (ours, theirs)]
    return spelt[0] in {word.casefold() for word in theirs} or spelt[1] in {
        word.casefold() for word in ours
    }


def _shown(frame: Frame) -> str:
    parts = (*frame.doers[:3], frame.verb, *frame.done_to[:3])
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class _Word:
    stem: str
    text: str
    acts: bool
    """May be a verb: no capital, nothing before it that only stands before nouns."""
    passive: bool
    """A form of `be` before it and `by` after it."""


def _turned_words(ours: str, theirs: str) -> Iterator[Difference]:
    """Yield the words on both sides of a verb that change places around it.

    Around a verb that is active on one side and passive on the other, those that do not.
    """
    one = _content(spelt_out(ours))
    other = _spelt_as(_content(spelt_out(theirs)), one)
    stems, other_stems = {word.stem for word in one}, {word.stem for word in other}
    if len(stems & other_stems) < _ALIKE * max(1, len(stems | other_stems)):
        return
    places = {word.stem: at for at, word in enumerate(other)}
    twice = _twice(one) | _twice(other)
    for left, verb, right in zip(one, one[1:], one[2:], strict=False):
        at = places.get(verb.stem)
        if (
            at is None
            or not (verb.acts and other[at].acts)
            or verb.stem in _SYMMETRIC
            or {left.stem, verb.stem, right.stem} & twice
        ):
            continue
        if not {left.stem, right.stem} <= places.keys():
            continue
        before, after = places[left.stem] - at, places[right.stem] - at
        turned, kept = before > 0 > after, before < 0 < after
        if (turned and verb.passive == other[at].passive) or (
            kept and verb.passive != other[at].passive
        ):
            theirs_shown = (left, right) if kept else (right, left)
            yield Difference(
                DifferenceKind.ROLES,
                f"{left.text} {verb.text} {right.text}",
                f"{theirs_shown[0].text} {other[at].text} {theirs_shown[1].text}",
            )


def _spelt_as(words: Sequence[_Word], others: Sequence[_Word]) -> list[_Word]:
    """Return words with the stems that other words have where both may spell one name."""
    stems = {word.stem for word in others}
    names = {spelling(word.text): word.stem for word in others if word.text[0].isupper()}
    return [
        word
        if word.stem in stems or not word.text[0].isupper()
        else replace(word, stem=names.get(spelling(word.text), word.stem))
        for word in words
    ]


def _twice(words: Iterable[_Word]) -> set[str]:
    counts = Counter(word.stem for word in words)
    return {word for word, count in counts.items() if count > 1}


@lru_cache(maxsize=16_384)
def _content(text: str) -> tuple[_Word, ...]:
    words = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    found: list[_Word] = []
    for at, word in enumerate(words):
        if folded[at] in STOP_WORDS or (folded[at].endswith("ly") and word[0].islower()):
            continue
        passive = "by" in folded[at + 1 : at + 3] and bool(_BE & {*folded[max(0, at - 2) : at]})
        acts = word[0].islower() and not (at and folded[at - 1] in _BEFORE_NOUNS)
        found.append(_Word(stem(word[0]), word[0], acts, passive))
    return tuple(found)
