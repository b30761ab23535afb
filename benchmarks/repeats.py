"""Measure which articles are recognised as versions and copies of one another.

usage: python benchmarks/repeats.py [--texts FOLDER]

Versions are made of each text that is there: sentences dropped, added and reordered, words put in
another's place, figures changed, a headline of another paper and a credit line put around it; half
an article, and one that quotes two paragraphs of another. Negatives are all pairs of different
texts: the fixtures, and the Wikinews articles of `../shared/data/wikinews` where they are there,
among which are several on one event.
"""

import argparse
import itertools
import random
import re
from collections.abc import Callable
from pathlib import Path

from workbench.matching.shingles import NEAR, SHARED_AT_LEAST, kept_shingles, measured

ROOT = Path(__file__).resolve().parents[1]
WIKINEWS = ROOT.parent / "shared" / "data" / "wikinews"
SENTENCE = re.compile(r"(?<=[.!?])\s+")

Change = Callable[[str, random.Random], str]


def main() -> None:
    """Measure, and print a line for each kind of version and for the negatives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=WIKINEWS)
    options = parser.parse_args()
    files = [*(ROOT / "fixtures").glob("*.txt"), *sorted(options.texts.glob("*.txt"))]
    texts = [path.read_text(encoding="utf-8") for path in files]
    print(f"{len(texts)} texts; near from a containment of {NEAR}")
    for name, change in CHANGES.items():
        draw = random.Random(7)  # noqa: S311 - a sample, no secret
        pairs = [(text, change(text, draw)) for text in texts]
        found = [_recognised(text, other) for text, other in pairs]
        lowest = min(measured(text, other).containment for text, other in pairs)
        print(f"{name}: {sum(found)} of {len(found)} recognised, containment from {lowest:.2f}")
    kept = [kept_shingles(text) for text in texts]
    near = [
        (measured(texts[one], texts[other]).containment, one, other)
        for one, other in itertools.combinations(range(len(texts)), 2)
        if len(kept[one] & kept[other]) >= SHARED_AT_LEAST
    ]
    pairs_of_all = len(texts) * (len(texts) - 1) // 2
    wrong = [found for found in near if found[0] >= NEAR]
    print(f"different texts: {len(wrong)} of {pairs_of_all} pairs taken for versions")
    for containment, one, other in sorted(near, reverse=True)[:3]:
        print(f"  nearest: {files[one].name} and {files[other].name}, {containment:.2f}")


def _recognised(text: str, other: str) -> bool:
    shared = len(kept_shingles(text) & kept_shingles(other))
    return shared >= SHARED_AT_LEAST and measured(text, other).containment >= NEAR


def _sentences(text: str) -> list[str]:
    return SENTENCE.split(text)


def _dropped(text: str, draw: random.Random) -> str:
    return " ".join(one for one in _sentences(text) if draw.random() > 1 / 3)


def _reordered(text: str, draw: random.Random) -> str:
    found = _sentences(text)
    draw.shuffle(found)
    return " ".join(found)


def _reworded(text: str, draw: random.Random, *, share: float = 0.08) -> str:
    return " ".join(
        "quite" if word.isalpha() and draw.random() < share else word for word in text.split(" ")
    )


def _figures(text: str, draw: random.Random) -> str:
    return re.sub(r"\d", lambda _: str(draw.randrange(10)), text)


def _framed(text: str, draw: random.Random) -> str:
    number = draw.randrange(1_000)
    body = text.partition("\n")[2]
    return f"What we know so far, part {number}\nBy our own staff\n{body}\nEdited by desk {number}."


def _grown(text: str, draw: random.Random) -> str:
    found = _sentences(text)
    added = [f"Officials gave update number {draw.randrange(10_000)} on it." for _ in found]
    return " ".join(itertools.chain(*zip(found, added, strict=True)))


def _half(text: str, _draw: random.Random) -> str:
    found = _sentences(text)
    return " ".join(found[: max(2, len(found) // 2)])


CHANGES: dict[str, Change] = {
    "a third of the sentences dropped": _dropped,
    "sentences in another order": _reordered,
    "8 in 100 words replaced": _reworded,
    "15 in 100 words replaced": lambda text, draw: _reworded(text, draw, share=0.15),
    "all figures changed": _figures,
    "another headline, byline and credit": _framed,
    "a sentence added after each": _grown,
    "the first half": _half,
}


if __name__ == "__main__":
    main()
