"""ClaimReview, as fact-checkers mark their articles with it (https://schema.org/ClaimReview).

What is found in the wild is looser than the vocabulary: a string, an object or a list of either for
any value, references by `@id`, HTML in strings, `http` or `https` or no prefix before a type.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.reading.verdicts import BEST, WORST, Scale

TYPE = "ClaimReview"
CLAIMED = "claimReviewed"
LINKED_DATA = frozenset({"@type", "@context", "@graph", "@id"})
"""Keys that no list of plain rows has."""
NUMERIC = re.compile(r"-?[\d.,/ ]*\d")
TAG = re.compile(r"</?(?:a|abbr|b|blockquote|br|cite|div|em|i|p|q|small|span|strong|u)\b[^<>]*>")


@dataclass(frozen=True, slots=True)
class Review:
    """What a ClaimReview says, by the fields of a past claim."""

    cells: Mapping[str, str]
    number: str | None = None
    """The rating as a number."""
    scale: Scale | None = None
    """Its ends, where the review states one."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """The objects of a document by their `@id`."""

    by_id: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @classmethod
    def of(cls, objects: Iterable[Mapping[str, object]]) -> "Nodes":
        """Return those of the objects that have an `@id` and say more than that."""
        return cls(
            {
                str(item["@id"]): item
                for item in objects
                if "@id" in item and not item.keys() <= {"@id", "@type"}
            }
        )

    def items(self, value: object) -> list[object]:
        """Return a value, or the values of a list, with references followed."""
        return [self._followed(item) for item in (value if isinstance(value, list) else [value])]

    def objects(self, value: object) -> list[Mapping[str, object]]:
        """Return those of a value that are objects."""
        return [item for item in self.items(value) if isinstance(item, dict)]

    def _followed(self, item: object) -> object:
        if isinstance(item, dict) and item.keys() <= {"@id", "@type"}:
            return self.by_id.get(str(item.get("@id")), item)
        return item


def reviews_in(value: object) -> Iterator[Review]:
    """Return the reviews anywhere inside a JSON value, in its order."""
    found = [item for item in objects_in(value) if _is_review(item)]
    if not found:
        return
    nodes = Nodes.of(objects_in(value))
    for review in found:
        yield from _reviews_of(review, nodes)


def is_linked_data(value: Mapping[str, object]) -> bool:
    """Tell whether an object is a piece of JSON-LD, be there a review in it or not."""
    return not LINKED_DATA.isdisjoint(value)


def objects_in(value: object) -> Iterator[Mapping[str, object]]:
    """Return all objects in a value; a review's own parts are not looked through for more."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            if not _is_review(item):
                waiting.extend(reversed(item.values()))


def _is_review(item: Mapping[str, object]) -> bool:
    return CLAIMED in item or TYPE in types_of(item)


def types_of(item: Mapping[str, object]) -> set[str]:
    """Return the types without what stands before them: `schema:`, `https://schema.org/`."""
    given = item.get("@type")
    types = given if isinstance(given, list) else [given]
    return {re.split(r"[/#:]", each)[-1] for each in types if isinstance(each, str)}


def _reviews_of(review: Mapping[str, object], nodes: Nodes) -> Iterator[Review]:
    """Return a review for each claim that one reviews; one without a claim where there is none."""
    claims = nodes.objects(review.get("itemReviewed"))
    names = [item for claim in claims if "Claim" in types_of(claim) for item in _claim_name(claim)]
    texts = [words for item in nodes.items(review.get(CLAIMED)) if (words := words_of(item))]
    cells = {
        "speaker": names_of([claim.get("author") for claim in claims], nodes)
        or names_of([made.get("author") for made in _appearances(claims, nodes)], nodes),
        "publisher": _first(names_of([review.get(key)], nodes) for key in ("publisher", "author")),
        "address": _address(review, nodes),
        "title": _first(words_of(review.get(key)) for key in ("headline", "name")),
        "date": _first(
            words_of(review.get(key)) for key in ("datePublished", "dateCreated", "dateModified")
        ),
    }
    rating, number, scale = _rating(review.get("reviewRating"), nodes)
    cells |= rating
    for text in texts or names[:1] or [""]:
        given = {key: cell for key, cell in {**cells, "claim": text}.items() if cell}
        yield Review(given, number, scale)


def _claim_name(claim: Mapping[str, object]) -> Iterator[str]:
    for key in ("text", "name", "description"):
        if words := words_of(claim.get(key)):
            yield words


def _appearances(
    claims: list[Mapping[str, object]], nodes: Nodes
) -> Iterator[Mapping[str, object]]:
    for claim in claims:
        for key in ("firstAppearance", "appearance"):
            yield from nodes.objects(claim.get(key))


def _rating(value: object, nodes: Nodes) -> tuple[dict[str, str | None], str | None, Scale | None]:
    """Return the rating in words with its explanation, its number, and its scale where stated."""
    for item in nodes.items(value):
        if not isinstance(item, dict):
            if words := words_of(item):
                return {"rating": words}, None, None
            continue
        number = words_of(item.get("ratingValue"))
        words = _first(words_of(item.get(key)) for key in ("alternateName", "name"))
        ends = _number(item.get("worstRating")), _number(item.get("bestRating"))
        stated = "worstRating" in item and "bestRating" in item and None not in ends
        scale = Scale(WORST if ends[0] is None else ends[0], BEST if ends[1] is None else ends[1])
        if number and not NUMERIC.fullmatch(number):
            words, number = words or number, None
        reason = words_of(item.get("ratingExplanation"))
        return {"rating": words, "reason": reason}, number, scale if stated else None
    return {}, None, None


def _number(value: object) -> float | None:
    try:
        number = float(words_of(value) or "")
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None  # noqa: PLR2004 - nor NaN, nor infinity


def _address(review: Mapping[str, object], nodes: Nodes) -> str | None:
    for key in ("url", "mainEntityOfPage", "@id"):
        for item in nodes.items(review.get(key)):
            named = item.get("@id", item.get("url")) if isinstance(item, dict) else item
            address = words_of(named)
            if address and address.startswith(("http://", "https://")):
                return address
    return None


def names_of(values: list[object], nodes: Nodes) -> str | None:
    """Return the names of persons or bodies, each once."""
    items = [item for value in values for item in nodes.items(value)]
    return ", ".join(dict.fromkeys(filter(None, map(words_of, items)))) or None


def words_of(value: object) -> str | None:
    """Return the words of a value: a string, a number, or what an object has as value or name."""
    match value:
        case [first, *_]:
            return words_of(first)
        case {"@value": inner} | {"name": inner}:
            return words_of(inner)
        case bool() | None:
            return None
        case str() | int() | float():
            text = html.unescape(str(value))
            return TAG.sub(" ", text).strip() or None if "<" in text else text.strip() or None
    return None


def _first(found: Iterator[str | None]) -> str | None:
    return next(filter(None, found), None)
