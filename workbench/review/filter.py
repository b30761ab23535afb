"""Which claims the list shows: words as an analyst types them, and keys before a colon."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workbench.model import Figure, Manner, ReviewedClaim, Status
from workbench.review.gathered import is_reported
from workbench.review.order import similar

_TERM = re.compile(
    r'(?P<minus>-?)(?:(?P<key>[^\W\d_]+):(?!//))?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<plain>\S*))'
)
_PLAIN_QUOTES = str.maketrans("‘’“”", "''\"\"")
_BOUND = re.compile(r"(?P<sign>>=|<=|>|<|=)?(?P<number>[\d.,]+)")
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
}
ANY = "any"


class Key(StrEnum):
    """What can stand before a colon."""

    IS = "is"
    SPEAKER = "speaker"
    FIGURE = "figure"
    BY = "by"
    HAS = "has"
    MANNER = "manner"
    CHECKABILITY = "checkability"
    TAG = "tag"
    SAID = "said"
    CONFIDENCE = "confidence"


class Thing(StrEnum):
    """What `has:` can ask for."""

    REASON = "reason"
    MATCH = "match"
    EVIDENCE = "evidence"
    NOTE = "note"


class Sureness(StrEnum):
    """What `confidence:` can ask for; none is a verdict without it."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a filter."""

    key: Key | None
    """None for words that are looked for in the claim's text, quote, speaker or reason, in its
    note, its tags and its evidence."""
    value: str
    """As `plain` makes it."""
    negated: bool = False

    def lets_through(self, claim: ReviewedClaim) -> bool:
        """Tell whether a claim has it; where it is negated, whether the claim does not."""
        return _CHECKS[self.key](self.value, claim) is not self.negated


@dataclass(frozen=True, slots=True)
class Filter:
    """What a claim must have to be listed; an empty filter lets everything through."""

    terms: tuple[Term, ...] = ()
    """All of them must hold."""
    objections: tuple[str, ...] = ()
    """What could not be understood, in sentences for the analyst."""

    @classmethod
    def parse(cls, query: str) -> "Filter":
        """Read what an analyst types: words, "a phrase", `is:disputed`, `-speaker:"the UN"`.

        A leading minus turns a term round. Statuses, manners and things may be given by their
        first letters, so that the list narrows as one types: `is:un` lets through unconfirmed and
        unreviewed; a comma between them means either. A term whose value is still to be typed
        lets everything through. A word with a colon that is no key is looked for as it stands.
        """
        terms: list[Term] = []
        objections: list[str] = []
        for found in _TERM.finditer(query.translate(_PLAIN_QUOTES)):
            key, objection = _key(found["key"])
            value = plain(found["quoted"] if found["quoted"] is not None else found["plain"])
            if found["key"] and key is None:
                value = plain(f"{found['key']}:{value}")
            if not value or _is_being_typed(key, value):
                continue
            objection = objection or _objection(key, value)
            objections += [objection] if objection else []
            terms.append(Term(key, value, negated=bool(found["minus"])))
        return cls(tuple(terms), tuple(objections))

    def lets_through(self, claim: ReviewedClaim) -> bool:
        """Tell whether the claim is listed."""
        return all(term.lets_through(claim) for term in self.terms)

    @property
    def needs_matches(self) -> bool:
        """Whether the claims' similar past claims have to be known."""
        return any(
            term.key is Key.HAS and Thing.MATCH in _begun(term.value, Thing) for term in self.terms
        )


EVERYTHING = Filter()
"""The filter that lets every claim through."""


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Fold case and curly quotation marks, which few keyboards have.

    Kept, as every letter typed asks it of every claim again.
    """
    return text.translate(_PLAIN_QUOTES).casefold()


def _key(word: str | None) -> tuple[Key | None, str]:
    """Return the key that a word names, or None and why it names none."""
    if word is None:
        return None, ""
    folded = plain(word)
    if folded in set(Key):
        return Key(folded), ""
    return None, f"“{word}:” is no key, so it was looked for as it stands. Keys: {_listed(Key)}."


def _objection(key: Key | None, value: str) -> str:
    """Return why no claim can have a value; empty where one can."""
    begun: dict[Key | None, type[StrEnum]] = {
        Key.IS: Status,
        Key.HAS: Thing,
        Key.MANNER: Manner,
        Key.SAID: Status,
        Key.CONFIDENCE: Sureness,
    }
    if key in begun and not _begun(value, begun[key]):
        return f"Nothing after “{key}:” begins with “{value}”: {_listed(begun[key])}."
    if key is Key.CHECKABILITY and not _bound(value):
        return f"“{value}” is no bound: checkability:>0.6 or checkability:<0.3."
    return ""


def _is_being_typed(key: Key | None, value: str) -> bool:
    return key is Key.CHECKABILITY and value in _SIGNS


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


@lru_cache(maxsize=1_000)
def _begun(value: str, words: type[StrEnum]) -> frozenset[StrEnum]:
    """Return the words that begin so; for `a,b` those that begin with either."""
    parts = [part for part in value.split(",") if part]
    return frozenset(word for word in words if any(word.startswith(part) for part in parts))


def _has_words(value: str, claim: ReviewedClaim) -> bool:
    texts = (claim.claim.text, claim.quote, claim.claim.speaker or "", *_reasons(claim))
    return any(value in plain(text) for text in (*texts, *_gathered(claim)))


def _gathered(claim: ReviewedClaim) -> Iterator[str]:
    """Yield what was written beside the claim."""
    yield from claim.tags
    if claim.note is not None:
        yield claim.note.text
    for given in claim.evidence:
        yield given.evidence.source
        yield given.evidence.quote or ""


def _said(value: str, claim: ReviewedClaim) -> bool:
    """Tell whether that it was said stands so; what the article says itself stands nowhere."""
    verdict = claim.said.verdict if claim.said else None
    return is_reported(claim.claim) and Status.of(verdict) in _begun(value, Status)


def _sure(value: str, claim: ReviewedClaim) -> bool:
    if claim.decision is None:
        return False
    confidence = claim.decision.confidence
    sureness = Sureness(confidence.value) if confidence else Sureness.NONE
    return sureness in _begun(value, Sureness)


def _tagged(value: str, claim: ReviewedClaim) -> bool:
    parts = tuple(part for part in value.split(",") if part)
    return any(value == ANY or plain(tag).startswith(parts) for tag in claim.tags)


def _reasons(claim: ReviewedClaim) -> tuple[str, ...]:
    """Return why analysts judge the claim so, or what was noted before any did."""
    given = [voice.reason for voice in claim.verdicts] if claim.verdicts else [claim.noted]
    return tuple(filter(None, given))


def _is_named(value: str, name: str | None) -> bool:
    return name is not None and (value == ANY or value in plain(name))


def _states(value: str, figure: Figure) -> bool:
    """Tell whether a figure has that value, or those words where the value is no number."""
    if value == ANY:
        return True
    number = _number(value)
    return value in plain(figure.text) if number is None else figure.value == number


def _has(claim: ReviewedClaim, thing: StrEnum) -> bool:
    if thing is Thing.REASON:
        return bool(_reasons(claim))
    if thing is Thing.EVIDENCE:
        return bool(claim.evidence)
    if thing is Thing.NOTE:
        return claim.note is not None
    return bool(similar(claim))


def _within(value: str, score: float) -> bool:
    bound = _bound(value)
    return bound is not None and _SIGNS[bound[0]](score, bound[1])


@lru_cache(maxsize=1_000)
def _bound(value: str) -> tuple[str, float] | None:
    """Return sign and number of `>0.6`; a number alone means at least."""
    found = _BOUND.fullmatch(value)
    number = _number(found["number"]) if found else None
    return None if found is None or number is None else (found["sign"] or ">=", number)


def _number(text: str) -> float | None:
    """Return the number that the text is, commas between thousands allowed; None for no number."""
    try:
        return float(text.replace(",", "")) if text[:1].isdigit() or text[:1] == "." else None
    except ValueError:
        return None


_CHECKS: dict[Key | None, Callable[[str, ReviewedClaim], bool]] = {
    None: _has_words,
    Key.IS: lambda value, claim: claim.status in _begun(value, Status),
    Key.SPEAKER: lambda value, claim: _is_named(value, claim.claim.speaker),
    Key.FIGURE: lambda value, claim: any(_states(value, one) for one in claim.claim.figures),
    Key.BY: lambda value, claim: any(_is_named(value, one.analyst) for one in claim.verdicts),
    Key.HAS: lambda value, claim: any(_has(claim, thing) for thing in _begun(value, Thing)),
    Key.MANNER: lambda value, claim: claim.claim.manner in _begun(value, Manner),
    Key.TAG: _tagged,
    Key.SAID: _said,
    Key.CONFIDENCE: _sure,
    Key.CHECKABILITY: lambda value, claim: _within(value, claim.claim.checkability.score),
}
