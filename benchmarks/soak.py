"""What long use costs: an article's work after a thousand articles, against that after the first.

    python benchmarks/soak.py [ARTICLES]

Takes ARTICLES made-up articles (1,000 unless given) into a store in a temporary folder; each is
given 20 decisions and 5 undos in a review session, and every other one is followed by a search.
The first and the last fiftieth are done as by hand and compared: each article is split, opened as
the review screen opens it, and each act is written by itself. Between them each sentence is a
claim, and an article's acts are written at once, so that the whole takes minutes. Compared are the
medians of each operation by the clock and by this process's processor time, the memory, and the
bytes of the store to an entry. Then the store is compacted and looked through. The bar is 1.5 for
each ratio; exit 1 over it, or where the store does not hold. Where other work is on the machine,
the processor's time says more than the clock.
"""

import argparse
import datetime as dt
import itertools
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from workbench import pipeline
from workbench.bench import Workbench
from workbench.matching.encoder import PACKAGED_MODEL, Encoder, load_encoder
from workbench.matching.words import terms
from workbench.model import (
    Article,
    Claim,
    Entry,
    EntryKind,
    ReviewedClaim,
    Span,
    Splitting,
    Verdict,
)
from workbench.pipeline.similar import SimilarClaims
from workbench.review.acts import Stamp, Step, decide, undo
from workbench.review.session import Session
from workbench.splitting.assembly import claim_id
from workbench.store.compacting import compact
from workbench.store.duck import DuckStore
from workbench.store.file import StoreFile
from workbench.store.protocol import Encoded

ARTICLES = 1000
DECISIONS = 20
UNDOS = 5
PARTS = 50
"""The first and the last of so many parts are compared."""
BAR = 1.5
VERDICTS = tuple(Verdict)
CLOCK = itertools.count()

SYLLABLES = (
    "ba",
    "den",
    "fro",
    "gal",
    "hem",
    "kor",
    "lis",
    "mar",
    "nor",
    "pel",
    "ros",
    "tun",
    "vi",
)
WHO = ("The council of", "The police of", "The hospital of", "The mayor of", "The harbour of")
SENTENCES = (
    "{who} {town} said on {day} that {count} houses were damaged by the flood.",
    "About {count} people left {town} for {other} after the dam broke.",
    "{who} {other} has not received the {count} tents that were promised.",
    "The bridge between {town} and {other} was built for {count} cars a day.",
    "In {town}, {count} teachers went on strike over their pay.",
    "A fire destroyed {count} boats in {other} on {day}.",
    "{who} {town} denied that {count} workers had been dismissed.",
    "The price of bread in {other} rose by {share} percent in a month.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time by the clock and by this process's processor time, in seconds."""

    clock: float
    processor: float

    @classmethod
    def now(cls) -> "Moment":
        """Return both."""
        return cls(time.perf_counter(), time.process_time())

    def passed(self) -> tuple[float, float]:
        """Return what has passed since."""
        now = Moment.now()
        return now.clock - self.clock, now.processor - self.processor


@dataclass(slots=True)
class Part:
    """What a part of the work took: (seconds, processor seconds) by operation."""

    taken: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    memory: float = 0.0
    """Bytes that this process holds at the part's end."""
    bytes_an_entry: float = 0.0

    def timed(self, name: str, operation: Callable[[], Result]) -> Result:
        """Run an operation and keep what it took."""
        start = Moment.now()
        result = operation()
        self.taken[name].append(start.passed())
        return result

    def figures(self) -> dict[str, float]:
        """Return what is compared, by name."""
        medians = {
            f"{name}, {unit}": statistics.median(one[place] for one in taken)
            for name, taken in self.taken.items()
            for place, unit in enumerate(("s", "s of the processor"))
        }
        return {**medians, "memory, bytes": self.memory, "bytes an entry": self.bytes_an_entry}


def main() -> int:
    """Do the work, print the ratios, and return 1 where one is over the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    wanted = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.duckdb"
        bench, store = Workbench(path, analyst="Noor"), DuckStore(path)
        bench.search("warm")  # the model is loaded, and the first search done
        start, end = Part(), Part()
        encoder = load_encoder()
        compared = max(wanted // PARTS, 2)
        for number in range(wanted):
            if compared <= number < wanted - compared:
                _pass_over(number, bench, store, encoder)
            else:
                _work_on_one(number, start if number < compared else end, bench, store)
            if number + 1 in {compared, wanted - compared, wanted}:
                _measure(start if number < compared else end, store)
                print(f"{number + 1:,} articles, {store.head().number:,} entries", flush=True)
        worst = _compare(start, end)
        holds = _compact_and_verify(path)
    return 0 if worst <= BAR and holds else 1


def _work_on_one(number: int, part: Part, bench: Workbench, store: DuckStore) -> None:
    """Take an article in and review it as an analyst does, and keep what each step took."""
    text = _story(random.Random(number))  # noqa: S311 - the same articles each time
    title = f"Report {number:,}"
    article = part.timed("article added", lambda: bench.add_text(text, title=title))
    session = part.timed("article opened", lambda: _opened(store, article))
    for turn in range(DECISIONS + UNDOS):
        start = Moment.now()
        step = _step(session, turn)
        session = step.session
        store.append([step.entry] if step.entry else [])
        part.taken["decision" if turn < DECISIONS else "undo"].append(start.passed())
    part.timed("article opened again", lambda: _opened(store, article))
    part.timed("claims listed", lambda: store.reviewed_claims(article.id))
    part.timed("a window looks again", store.head)
    if number % 2:
        claim = session.claims[0].claim
        part.timed("search", lambda: bench.search(claim.text))
        part.timed("matches of a claim", lambda: SimilarClaims(store).to_claim(claim))


def _pass_over(number: int, bench: Workbench, store: DuckStore, encoder: Encoder) -> None:
    """Bring the same into the store and the ledger by fewer writes, and without a parser."""
    text = _story(random.Random(number))  # noqa: S311 - as above
    article = Article.of(text, title=f"Report {number:,}")
    spans = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    claims = tuple(
        Claim(claim_id(article, [span]), article.id, (span,), article.quote([span]))
        for span in spans
    )
    texts = store.missing_texts([claim.text for claim in claims], model=PACKAGED_MODEL)
    store.add_article(
        article,
        Splitting(claims, ()),
        terms={claim.id: terms(claim.text) for claim in claims},
        encoded=Encoded(PACKAGED_MODEL, texts, encoder.encode(texts)),
        entry=_entry(EntryKind.ARTICLE_ADDED),
    )
    session = Session.of(article, map(_as_reviewed(article), claims), (), analyst="Noor")
    waiting = []
    for turn in range(DECISIONS + UNDOS):
        step = _step(session, turn)
        session = step.session
        waiting += [step.entry] if step.entry else []
    store.append(waiting)
    if number % 2:
        bench.search(claims[0].text)


def _as_reviewed(article: Article) -> Callable[[Claim], ReviewedClaim]:
    return lambda claim: ReviewedClaim(claim, article.quote(claim.spans))


def _entry(kind: EntryKind) -> Entry:
    stamp = _stamp()
    return Entry(stamp.entry_id, stamp.at, "Noor", kind, {})


def _stamp() -> Stamp:
    number = next(CLOCK)
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=number)
    return Stamp(f"{number:032x}", at)


def _step(session: Session, turn: int) -> Step:
    stamp = _stamp()
    if turn >= DECISIONS:
        return undo(session, stamp=stamp)
    verdict = VERDICTS[(turn + turn // len(session.claims)) % len(VERDICTS)]
    return decide(session, verdict, reason="By the record.", stamp=stamp)


def _story(chance: random.Random) -> str:
    """Make up an article of six sentences of which none is another article's."""
    town, other = ("".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(2))
    return "\n\n".join(
        sentence.format(
            who=chance.choice(WHO),
            town=town,
            other=other,
            day=chance.choice(DAYS),
            count=f"{chance.randrange(20, 90_000):,}",
            share=chance.randrange(2, 60),
        )
        for sentence in chance.sample(SENTENCES, k=6)
    )


def _opened(store: DuckStore, article: Article) -> Session:
    """Open an article as the review screen does."""
    splitting = store.splitting(article.id)
    return Session.of(
        store.article(article.id),
        map(_as_reviewed(article), splitting.claims),
        store.entries(article.id),
        analyst="Noor",
        left_out=splitting.left_out,
    )


def _measure(part: Part, store: DuckStore) -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    part.memory = pages * os.sysconf("SC_PAGE_SIZE")
    part.bytes_an_entry = store.path.stat().st_size / store.head().number


def _compare(start: Part, end: Part) -> float:
    """Print each figure and its ratio; return the greatest ratio."""
    before, after = start.figures(), end.figures()
    print(f"{'':36}{'start':>14}{'end':>14}{'ratio':>7}")
    for name, value in before.items():
        ratio = after[name] / value
        print(f"{name:36}{value:14,.4f}{after[name]:14,.4f}{ratio:7.2f}")
    return max(after[name] / value for name, value in before.items())


def _compact_and_verify(path: Path) -> bool:
    """Print what compaction gave back; tell whether the store holds after it as before."""
    store = DuckStore(path)
    head = store.head()
    done = compact(StoreFile(path, wait=5.0))
    faults = pipeline.verify(store)
    given_back = 1 - done.after / done.before
    print(f"compacted: {done.before:,} bytes to {done.after:,}, {given_back:.0%} given back")
    print(f"{store.head().number:,} entries; {len(faults)} faults")
    acts = sum(entry.kind is EntryKind.DECIDED for entry in store.entries())
    print(f"{acts:,} decisions are in the ledger")
    return not faults and store.head() == head == done.head


if __name__ == "__main__":
    sys.exit(main())
