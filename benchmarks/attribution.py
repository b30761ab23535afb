"""Score `attributions` on PolNeAR dev: sources, cues and contents, and its cost beside the parse.

usage: python benchmarks/attribution.py [FOLDER] [--half tuned|unseen]

FOLDER holds `text/*.txt` and `attributions/*.ann` (BRAT stand-off; PolNeAR dev, for evaluation
only), by default `../shared/data/attribution` beside the checkout. The rules were tuned on the
articles at even places of the sorted list ("tuned"); the others ("unseen") were only counted.

content   micro F1 over words: a word counts once per article, when it stands in any content
source    micro F1 over words in the same way, of the sources as they stand at the cue
spans     F1 over attributions: a source is found when the other side has one that overlaps it
          and whose content overlaps too, each used once
cue       F1 over attributions: overlapping cue, each used once

PolNeAR counts wants, plans and attacks as attributions too, so attitudes are asked for; of nested
attributions it keeps the outer. Two of its articles were annotated by six people each: between
them these measures of words give content .97, source .92 and cue .83.
Where the annotated articles of `../shared` are there, the speakers of their claims are counted.
"""

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model import Span
from workbench.splitting.attribution import Attribution, attributions
from workbench.splitting.parse import paragraphs

WORD = re.compile(r"\w+")
SMALL = frozenset({"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "and"})
SHARED = Path(__file__).resolve().parents[2] / "shared"
DEFAULT = SHARED / "data" / "attribution"


@dataclass(frozen=True, slots=True)
class Annotated:
    """One attribution of either side."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(slots=True)
class Counts:
    """Agreements, and how many there are on each side."""

    both: int = 0
    ours: int = 0
    gold: int = 0

    def add(self, both: int, ours: int, gold: int) -> None:
        """Count one article."""
        self.both += both
        self.ours += ours
        self.gold += gold

    def __str__(self) -> str:
        precision = self.both / self.ours if self.ours else 0.0
        recall = self.both / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.both else 0.0
        return f"F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}"


def main() -> int:
    """Print the figures; 1 where the corpus is absent."""
    parser = argparse.ArgumentParser(description="score attributions on PolNeAR dev")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--half", choices=["tuned", "unseen"])
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    parser.add_argument("--articles", type=Path, default=SHARED / "articles")
    options = parser.parse_args()
    texts = sorted((options.folder / "text").glob("*.txt"))
    if not texts:
        print(f"No PolNeAR articles in {options.folder}: nothing measured.", file=sys.stderr)
        return 1
    halves = {"tuned": texts[::2], "unseen": texts[1::2]}
    spent = [0.0, 0.0]
    for half, chosen in halves.items():
        if options.half in (None, half):
            _print(half, chosen, options.folder, spent)
    ratio = spent[1] / spent[0]
    print(f"cost beside the parse: {ratio:.3f} ({spent[1]:.2f} s of {spent[0]:.2f} s)")
    _print_gold(options.gold, options.articles)
    return 0


def _print(half: str, texts: Sequence[Path], folder: Path, spent: list[float]) -> None:
    tallies: dict[str, Counts] = defaultdict(Counts)
    for path in texts:
        text = path.read_text(encoding="utf-8")
        gold = annotated(min((folder / "attributions").glob(f"{path.stem}_*.ann")))
        began = time.process_time()
        parsed = paragraphs(text)
        parsing = time.process_time()
        found = outermost(attributions(parsed, attitudes=True))
        spent[0] += parsing - began
        spent[1] += time.process_time() - parsing
        ours = [
            Annotated(
                (each.mention,) if each.mention else (),
                (each.cue,) if each.cue else (),
                each.contents,
            )
            for each in found
        ]
        score(text, ours, gold, tallies)
    print(f"{half}: {len(texts)} articles")
    for name, counts in tallies.items():
        print(f"  {name:8} {counts}")


def _print_gold(gold: Path, articles: Path) -> None:
    """Print how often the annotated claims get their speaker, where there are any."""
    right = Counts()
    attributed = Counts()
    for path in sorted(gold.glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        text = (articles / annotation["article"]).read_text(encoding="utf-8")
        found = attributions(paragraphs(text))
        for claim in annotation["claims"]:
            spans = claim.get("spans")
            place = spans[0][0] if spans else text.find(claim["quote"])
            speaker = _speaker_at(found, place)
            ours = text[speaker.start : speaker.end] if speaker else None
            same = _same_speaker(claim.get("speaker"), ours)
            right.add(same, 1, 1)
            if claim.get("speaker"):
                attributed.add(same, 1, 1)
            if not same:
                print(f"  {path.stem}: {claim.get('speaker')!r} is taken for {ours!r}")
    if right.gold:
        print(f"speakers of the annotated claims: {right.both} of {right.gold} right")
        print(f"of those that have one: {attributed.both} of {attributed.gold}")


def _speaker_at(found: Sequence[Attribution], place: int) -> Span | None:
    """Return who says what stands at a place, the innermost where reports are nested."""
    around = [
        each
        for each in found
        if each.speaker and any(span.start <= place < span.end for span in each.contents)
    ]
    innermost = min(around, key=_size, default=None)
    return innermost.speaker if innermost else None


def _same_speaker(gold: str | None, ours: str | None) -> bool:
    """Compare as `score_claims.py` of the shared tools does: half of the shorter's words."""
    if not gold or not ours:
        return not gold and not ours
    theirs, mine = ({w.lower() for w in WORD.findall(name)} - SMALL for name in (gold, ours))
    return bool(theirs and mine) and len(theirs & mine) * 2 >= min(len(theirs), len(mine))


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Drop what is nested: PolNeAR gives each word one role, in the outer attribution."""
    return [
        each
        for each in found
        if each.cue is None
        or not any(
            _overlap((each.cue,), other.contents)
            and other is not each
            and _size(other) > _size(each)
            for other in found
        )
    ]


def _size(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.contents)


def score(
    text: str, ours: Sequence[Annotated], gold: Sequence[Annotated], tallies: dict[str, Counts]
) -> None:
    """Add one article to the tallies."""
    for name in ("content", "source"):
        mine = _words(text, (span for each in ours for span in getattr(each, name)))
        theirs = _words(text, (span for each in gold for span in getattr(each, name)))
        tallies[name].add(len(mine & theirs), len(mine), len(theirs))
    mine_said = [each for each in ours if each.source]
    gold_said = [each for each in gold if each.source]
    both = _paired(
        [(each.source, each.content) for each in mine_said],
        [(each.source, each.content) for each in gold_said],
    )
    tallies["spans"].add(both, len(mine_said), len(gold_said))
    mine_cued = [(each.cue,) for each in ours if each.cue]
    gold_cued = [(each.cue,) for each in gold if each.cue]
    tallies["cue"].add(_paired(mine_cued, gold_cued), len(mine_cued), len(gold_cued))


def _words(text: str, spans: Iterable[Span]) -> set[int]:
    return {word.start() for span in spans for word in WORD.finditer(text, span.start, span.end)}


def _paired(
    ours: Sequence[tuple[tuple[Span, ...], ...]], gold: Sequence[tuple[tuple[Span, ...], ...]]
) -> int:
    """Count the pairs that overlap in every respect, each side used once, first come first."""
    left = list(gold)
    both = 0
    for mine in ours:
        for theirs in left:
            if all(_overlap(a, b) for a, b in zip(mine, theirs, strict=True)):
                left.remove(theirs)
                both += 1
                break
    return both


def _overlap(ours: Iterable[Span], gold: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in ours for b in gold)


def annotated(path: Path) -> list[Annotated]:
    """Read the attributions of a BRAT file."""
    spans: dict[str, list[Span]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            _, _, offsets = rest.partition("\t")[0].partition(" ")
            ends = [[int(end) for end in run.split()] for run in offsets.split(";")]
            spans[key] = [Span(start, end) for start, end in ends]
        elif key.startswith("E"):
            events.append(rest)
    return [_event(event, spans) for event in events]


def _event(event: str, spans: dict[str, list[Span]]) -> Annotated:
    roles: dict[str, list[Span]] = defaultdict(list)
    for argument in event.split()[1:]:
        role, _, key = argument.partition(":")
        roles[role.rstrip("0123456789")].extend(spans[key])
    return Annotated(tuple(roles["Source"]), tuple(roles["Cue"]), tuple(roles["Content"]))


if __name__ == "__main__":
    sys.exit(main())
