"""Claims with one thing turned: another number, a negation more or less, doer and done-to."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.model import DifferenceKind, FigureKind
from workbench.splitting.figures import figures_in
from workbench.splitting.parse import language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FIXTURES = Path(__file__).parents[2] / "fixtures"
FACTORS = (3, 10, 0.2)
"""What a number is multiplied by: no hedge allows for as much."""
_OTHER_LETTERS = re.compile("[\u0370-\u1fff]")
"""Claims in other scripts than Latin are not parsed."""
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS = {
    "two": "nine", "three": "eleven", "four": "nineteen", "five": "sixteen", "six": "two",
    "seven": "thirty", "eight": "three", "nine": "forty", "ten": "three", "twelve": "fifty",
    "half": "a tenth", "third": "tenth", "quarter": "tenth",
}  # fmt: skip
_BE_AND_MODALS = frozenset(
    "am is are was were has have had will would can could may might must should".split()  # noqa: SIM905
)


_NEGATING = frozenset({"no", "not", "n't", "never", "nothing", "nobody", "none", "without"})
_BETWEEN = frozenset({"aux", "auxpass", "advmod", "agent", "ROOT"})


@dataclass(frozen=True, slots=True)
class Swap:
    """A claim, the same with one thing turned, and the kinds of difference that tell of it."""

    kinds: frozenset[DifferenceKind]
    claim: str
    turned: str


NUMBER = frozenset({DifferenceKind.FIGURE, DifferenceKind.DATE})
NEGATION = frozenset({DifferenceKind.NEGATION, DifferenceKind.OPPOSITE})
ROLES = frozenset({DifferenceKind.ROLES})


def swaps() -> list[Swap]:
    """Return the swaps of the fixtures' claims, in their order."""
    texts = [
        claim["claim"]
        for path in sorted(FIXTURES.glob("*.json"))
        for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]
    ]
    with (FIXTURES / "past-claims.csv").open(encoding="utf-8", newline="") as file:
        texts += [row["claim"] for row in csv.DictReader(file)]
    texts = [text for text in texts if not _OTHER_LETTERS.search(text)]
    parsed = zip(texts, language().pipe(texts), strict=True)
    return [
        Swap(kinds, text, turned)
        for text, doc in parsed
        for kinds, made in (
            (NUMBER, _other_numbers(text)),
            (NEGATION, _negations(doc)),
            (ROLES, _other_roles(doc)),
        )
        for turned in made
    ]


def _other_numbers(text: str) -> Iterator[str]:
    """Yield the text with one of its figures changed."""
    for figure in figures_in(text):
        if figure.value is None or figure.kind in {FigureKind.DATE, FigureKind.TIME}:
            continue
        start, end = figure.span.start, figure.span.end
        for written in _rewritten(text[start:end], figure.kind):
            yield text[:start] + written + text[end:]


def _rewritten(words: str, kind: FigureKind) -> Iterator[str]:
    if number := _DIGITS.search(words):
        value = float(number[0].replace(",", ""))
        years = (value - 3, value + 2)
        values = years if kind is FigureKind.YEAR else tuple(value * by for by in FACTORS)
        for other in values:
            if kind is FigureKind.PERCENT and other > 100:
                continue
            digits = f"{other:.1f}".removesuffix(".0")
            if "," in number[0] and kind is not FigureKind.YEAR:
                digits = f"{other:,.1f}".removesuffix(".0")
            if digits != number[0] and (other % 1 == 0 or "." in number[0]):
                yield words[: number.start()] + digits + words[number.end() :]
        return
    for word, another in _WORDS.items():
        if re.search(rf"(?<![\w-]){word}(?![\w-])", words, re.IGNORECASE):
            yield re.sub(rf"\b{word}\b", another, words, count=1, flags=re.IGNORECASE)
            return


def _negations(doc: "Doc") -> Iterator[str]:
    """Yield the text with its main verb negated, or without the negation that it has."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    others = sum(token.lower_ in _NEGATING for token in doc)
    if root.pos_ not in {"VERB", "AUX"} or others > 1:
        return
    denied = [token for token in root.children if token.dep_ == "neg"]
    if denied:
        if denied[0].lower_ in {"not", "never"}:
            yield _without(doc, denied[0])
        return
    if others:
        return
    helping = [token for token in root.children if token.dep_ in {"aux", "auxpass"}]
    if helping and helping[0].lower_ in _BE_AND_MODALS:
        yield _after(doc, helping[0], "not")
        yield _after(doc, helping[0], "never")
    elif root.lemma_ == "be" and root.lower_ in _BE_AND_MODALS:
        yield _after(doc, root, "not")
        yield _after(doc, root, "never")
    elif root.tag_ in {"VBD", "VBZ", "VBP"}:
        helper = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}[root.tag_]
        yield _replaced(doc, root, f"{helper} {root.lemma_}")
        failed = {"VBD": "failed to", "VBZ": "fails to", "VBP": "fail to"}[root.tag_]
        yield _replaced(doc, root, f"{failed} {root.lemma_}")


def _other_roles(doc: "Doc") -> Iterator[str]:
    """Yield the text with subject and object of a transitive verb, or of a passive, exchanged."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
            continue
        subjects = [token for token in verb.children if token.dep_ in {"nsubj", "nsubjpass"}]
        objects = [token for token in verb.children if token.dep_ == "dobj"]
        agents = [
            noun
            for token in verb.children
            if token.dep_ == "agent"
            for noun in token.children
            if noun.dep_ == "pobj"
        ]
        others = agents if any(token.dep_ == "nsubjpass" for token in subjects) else objects
        if len(subjects) == len(others) == 1 and all(map(_is_somebody, (*subjects, *others))):
            first, second = _phrase(subjects[0]), _phrase(others[0])
            between = doc[first.end : second.start]
            if first.end > verb.i or any(_parts(token, verb) for token in between):
                continue
            yield _exchanged(doc, first, second)
            if verb.tag_ == "VBD" and verb.text.endswith("ed") and len(between) == 1:
                was = "were" if subjects[0].tag_ in {"NNS", "NNPS"} else "was"
                yield _replaced(doc, verb, f"{was} {verb.text} by")


def _parts(token: "Token", verb: "Token") -> bool:
    """Tell whether a word keeps subject and object from standing right beside the verb."""
    return token != verb and (token.head != verb or token.dep_ not in _BETWEEN)


def _is_somebody(noun: "Token") -> bool:
    """Tell whether a noun can do and be done to, and be moved: no pronoun, no `three metres`."""
    counted = any(
        token.dep_ in {"nummod", "conj", "appos", "acl", "relcl"} or token.lower_ in {"its", "no"}
        for token in noun.children
    )
    return noun.pos_ in {"NOUN", "PROPN"} and not counted


def _phrase(noun: "Token") -> "Span":
    """Return the noun with what stands before it and an `of` phrase after it."""
    last = noun
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == noun.i + 1:
            last = max(child.subtree, key=lambda token: token.i)
    return noun.doc[min(noun.left_edge.i, noun.i) : last.i + 1]


def _exchanged(doc: "Doc", first: "Span", second: "Span") -> str:
    between = doc[first.end : second.start]
    space = doc[second.end - 1].whitespace_
    parts = (
        doc[: first.start].text_with_ws,
        _opening(second.text, opens=first.start == 0),
        first[-1].whitespace_,
        between.text_with_ws,
        _inside(first),
        space,
        doc[second.end :].text_with_ws,
    )
    return "".join(parts)


def _opening(text: str, *, opens: bool) -> str:
    return text[:1].upper() + text[1:] if opens else text


def _inside(span: "Span") -> str:
    first = span[0]
    return span.text if first.pos_ == "PROPN" else span.text[:1].lower() + span.text[1:]


def _after(doc: "Doc", token: "Token", word: str) -> str:
    end = token.idx + len(token)
    return f"{doc.text[:end]} {word}{doc.text[end:]}"


def _without(doc: "Doc", token: "Token") -> str:
    end = token.idx + len(token.text_with_ws)
    return doc.text[: token.idx] + doc.text[end:]


def _replaced(doc: "Doc", token: "Token", words: str) -> str:
    return doc.text[: token.idx] + words + doc.text[token.idx + len(token) :]
