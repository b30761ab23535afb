"""Score `split` on annotated articles, and print what it costs beside the bare parse.

usage: python benchmarks/splitting.py [--shared FOLDER] [--annotated FOLDER ...] [--no-cost]
                                   [--memory]

`make bench-splitting` asks for all of it, and for `attribution.py` after it where PolNeAR is there.

Annotated articles are `fixtures/*.json` and, where it is there, `gold/*.json` of the shared folder
(`../shared` beside the checkout); `--annotated` names more folders with `x.json` beside `x.txt`.

F1, strict  an extracted claim finds an annotated one when the content words under both agree with
            F1 of at least 0.6 (strict: 0.8); best pairs first, each claim once. Extracted claims
            that only find an optional statement count neither way.
junk        extracted claims that lie on a run annotated as no claim
speaker     right speakers among the claims found: both none, or half of the shorter name shared
dangling    claims that open with a pronoun
brackets    of the claims found whose annotation names a subject, the share whose bracket has half
            of the shorter one's words (right), has not (wrong), or that have none (missing)
precision   mean average precision of annotated claims among everything that the article states,
            by checkability with what was left out last, and in the article's order
coverage    figures, names and quotations that lie in a claim or in something left out
cost        processor time of `split` over that of two bare parses of the same texts, in turn in
            the same run: the English model as it is packaged, without its named entities (tok2vec,
            tagger, parser, attribute ruler, lemmatizer), which the bar of 1.35 is for; and its
            layers alone (tok2vec, tagger, parser), as the stage keeps what the other two say of a
            word
memory      resident memory after 100 and after 1,000 articles, the texts taken round and round
"""

import argparse
import json
import re
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TypeAlias

from workbench.interchange import span_from_json
from workbench.model import Article, Claim, Json, Span, Splitting
from workbench.splitting import split
from workbench.splitting.coverage import expected, unaccounted
from workbench.splitting.lemmas import BY_FORM
from workbench.splitting.parse import language, lines

ROOT = Path(__file__).resolve().parents[1]
WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")
SMALL = frozenset(
    "a an the of to in on at by for with from as and or but that which who whom whose this these"  # noqa: SIM905 - one word list
    " those it its is are was were be been being has have had do does did will would not’s s t"
    " said says".split()
)
PRONOUN = re.compile(
    r"(?:it|they|he|she|this|that|these|those|which|who|we|i|its|their|his|her)\b", re.IGNORECASE
)
BAR = 1.35
"""What the stage may cost beside the packaged model's parse without named entities."""
Words: TypeAlias = frozenset[int]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A claim as a person marked it."""

    words: Words
    subject: str | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """An article with its annotation."""

    name: str
    article: Article
    claims: tuple[Annotated, ...]
    optional: tuple[Words, ...]
    no_claims: tuple[Words, ...]


@dataclass(slots=True)
class Tally:
    """What was found, counted; tallies of several articles add up."""

    annotated: int = 0
    extracted: int = 0
    neutral: int = 0
    found: int = 0
    strict: int = 0
    junk: int = 0
    dangling: int = 0
    speaker: int = 0
    attributed: int = 0
    attributed_right: int = 0
    brackets_right: int = 0
    brackets_wrong: int = 0
    brackets_missing: int = 0
    by_checkability: float = 0.0
    by_place: float = 0.0
    articles: int = 0

    def add(self, other: "Tally") -> None:
        """Count another article's tally in."""
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))

    def f1(self, found: int) -> float:
        """Return the harmonic mean of recall and precision."""
        there = self.annotated + self.extracted - self.neutral
        return 2 * found / there if there else 0.0

    def __str__(self) -> str:
        subjects = self.brackets_right + self.brackets_wrong + self.brackets_missing
        named = max(subjects, 1)
        return (
            f"F1 {self.f1(self.found):.3f} strict {self.f1(self.strict):.3f} | "
            f"claims {self.annotated:3d} extracted {self.extracted:3d} junk {self.junk} "
            f"dangling {self.dangling} | speaker {self.speaker / max(self.found, 1):.3f} "
            f"attributed {self.attributed_right}/{self.attributed} "
            f"({self.attributed_right / max(self.attributed, 1):.3f}) | brackets right "
            f"{self.brackets_right / named:.3f} wrong {self.brackets_wrong / named:.3f} missing "
            f"{self.brackets_missing / named:.3f} of {subjects} | average precision "
            f"{self.by_checkability / max(self.articles, 1):.3f} "
            f"({self.by_place / max(self.articles, 1):.3f} in the article's order)"
        )


def cases(folder: Path, texts: Path) -> Iterator[Case]:
    """Read the annotated articles of a folder."""
    for path in sorted(folder.glob("*.json")):
        table = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(table, dict) or "not_claims" not in table:
            continue
        text = (texts / f"{path.stem}.txt").read_text(encoding="utf-8")
        yield Case(
            path.stem,
            Article.of(text, title=path.stem),
            tuple(
                Annotated(_marked(text, item), item.get("subject"), item.get("speaker"))
                for item in table["claims"]
            ),
            tuple(_marked(text, item) for item in table["optional"]),
            tuple(_marked(text, item) for item in table["not_claims"]),
        )


def _marked(text: str, item: Json) -> Words:
    """Return the content words of an annotated run: a quote, or spans."""
    if isinstance(item, dict) and isinstance(spans := item.get("spans"), list):
        return content_words(text, map(span_from_json, spans))
    quote = item["quote"] if isinstance(item, dict) else item
    at = text.find(str(quote))
    if at < 0:
        message = f"not in the article: {quote!r}"
        raise SystemExit(message)
    return content_words(text, [Span(at, at + len(str(quote)))])


def content_words(text: str, spans: Iterable[Span]) -> Words:
    """Return where the words under the spans begin, function words left out."""
    return frozenset(
        match.start()
        for span in spans
        for match in WORD.finditer(text, span.start, span.end)
        if match[0].lower() not in SMALL
    )


def agreement(one: Words, other: Words) -> float:
    """Return the F1 of two sets of words."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def pairs(gold: Sequence[Words], ours: Sequence[Words], floor: float) -> dict[int, int]:
    """Pair annotated with extracted claims, best agreement first, each used once."""
    scored = sorted(
        ((agreement(g, o), i, j) for i, g in enumerate(gold) for j, o in enumerate(ours)),
        reverse=True,
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in scored:
        if value >= floor and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names are the same: half of the shorter one's words are shared."""
    if not one or not other:
        return not one and not other
    first, second = ({word.lower() for word in WORD.findall(name)} - SMALL for name in (one, other))
    shared = len(first & second) * 2
    return bool(first and second) and shared >= min(len(first), len(second))


def score(case: Case, splitting: Splitting) -> Tally:
    """Score what an article was split into."""
    text = case.article.text
    ours = [content_words(text, claim.spans) for claim in splitting.claims]
    gold = [claim.words for claim in case.claims]
    found = pairs(gold, ours, 0.6)
    matched = set(found.values())
    rest = [j for j in range(len(ours)) if j not in matched]
    neutral = [j for j in rest if any(agreement(ours[j], o) >= 0.5 for o in case.optional)]  # noqa: PLR2004 - the scorer's
    tally = Tally(
        annotated=len(gold),
        extracted=len(ours),
        neutral=len(neutral),
        found=len(found),
        strict=len(pairs(gold, ours, 0.8)),
        junk=sum(
            any(n and len(ours[j] & n) >= 0.6 * len(ours[j]) for n in case.no_claims)
            for j in rest
            if j not in neutral
        ),
        dangling=sum(bool(PRONOUN.match(claim.text)) for claim in splitting.claims),
        articles=1,
    )
    for i, j in found.items():
        _count(tally, case.claims[i], splitting.claims[j])
    relevant = {splitting.claims[j].spans for j in matched}
    statements = [(claim.spans, -claim.checkability.score) for claim in splitting.claims]
    statements += [(item.spans, 1.0) for item in splitting.left_out]
    statements.sort()
    tally.by_place = average_precision([spans in relevant for spans, _ in statements])
    statements.sort(key=lambda statement: statement[1])
    tally.by_checkability = average_precision([spans in relevant for spans, _ in statements])
    return tally


def _count(tally: Tally, gold: Annotated, claim: Claim) -> None:
    """Count speaker and bracket of a claim that was found."""
    right = alike(gold.speaker, claim.speaker)
    tally.speaker += right
    if gold.speaker:
        tally.attributed += 1
        tally.attributed_right += right
    if gold.subject:
        brackets = [claim.text[b.at.start + 1 : b.at.end - 1] for b in claim.brackets]
        if not brackets:
            tally.brackets_missing += 1
        elif any(alike(gold.subject, words) for words in brackets):
            tally.brackets_right += 1
        else:
            tally.brackets_wrong += 1


def average_precision(relevant: Sequence[bool]) -> float:
    """Return the average precision of a ranking."""
    hits, total = 0, 0.0
    for place, good in enumerate(relevant, start=1):
        if good:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def cost(articles: Sequence[Article]) -> tuple[float, float]:
    """Return what `split` costs beside the model's pipeline, and beside its layers alone.

    Medians over all articles, each measured three times, the three ways in turn.
    """
    beside_pipeline, beside_layers = [], []
    for article in [*articles[:5], *articles, *articles, *articles]:
        texts = [article.text[span.start : span.end] for span in lines(article.text)]
        bare = _seconds(partial(_parse, texts))
        layers = _seconds(partial(_parse, texts, disable=BY_FORM))
        whole = _seconds(partial(split, article))
        beside_pipeline.append(whole / bare)
        beside_layers.append(whole / layers)
    return median(beside_pipeline[5:]), median(beside_layers[5:])


def _parse(texts: Sequence[str], disable: Sequence[str] = ()) -> None:
    deque(language().pipe(texts, disable=disable), maxlen=0)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def memory(articles: Sequence[Article]) -> tuple[float, float]:
    """Return the resident megabytes after 100 and after 1,000 articles; takes a minute or two."""
    sizes = []
    for number, article in enumerate(islice(cycle(articles), 1000), start=1):
        split(article)
        if number in {100, 1000}:
            sizes.append(resident())
    return sizes[0], sizes[1]


def resident() -> float:
    """Return the resident megabytes of this process; Linux only."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def main(arguments: Sequence[str]) -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_RAW)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--annotated", type=Path, nargs="*", action="extend", default=[])
    parser.add_argument("--no-cost", action="store_true")
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args(arguments)
    folders = [(ROOT / "fixtures", ROOT / "fixtures")]
    if (options.shared / "gold").is_dir():
        folders.append((options.shared / "gold", options.shared / "articles"))
    folders += [(folder, folder) for folder in options.annotated]
    for folder, texts in folders:
        total = Tally()
        for case in cases(folder, texts):
            tally = score(case, split(case.article))
            print(f"{case.name:16s} {tally}")
            total.add(tally)
        print(f"{folder.name.upper():16s} {total}\n")
    paths = sorted((ROOT / "fixtures").glob("*.txt"))
    paths += sorted((options.shared / "data" / "wikinews").glob("*.txt"))
    articles = [Article.of(path.read_text(encoding="utf-8"), title="") for path in paths]
    splittings = [split(article) for article in articles]
    lost = sum(len(unaccounted(a, s)) for a, s in zip(articles, splittings, strict=True))
    every = sum(len(expected(article)) for article in articles)
    print(
        f"coverage   {every - lost} of {every} figures, names and quotations "
        f"({(every - lost) / max(every, 1):.2%}, {len(paths)} texts)"
    )
    claims = [claim for splitting in splittings for claim in splitting.claims]
    loose = sum(bool(PRONOUN.match(claim.text)) for claim in claims)
    share = loose / max(len(claims), 1)
    print(f"dangling   {loose} of {len(claims)} claims of the same texts ({share:.2%})")
    if not options.no_cost:
        beside_pipeline, beside_layers = cost(articles)
        print(
            f"cost       {beside_pipeline:.2f} x the packaged model's parse without named entities"
            f" (bar {BAR})\n           {beside_layers:.2f} x tok2vec, tagger and parser alone"
        )
    if options.memory:
        early, late = memory(articles)
        print(f"memory     {early:.0f} MB after 100 articles, {late:.0f} MB after 1,000")


_RAW = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    main(sys.argv[1:])
