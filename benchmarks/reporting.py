"""How fast a report of many claims is written, and in how much memory, beside DuckDB's own COPY.

    python benchmarks/reporting.py [CLAIMS ...]

Fills a store of each size (10,000 and 100,000 claims unless given) in a temporary folder: articles
of 200 claims with a speaker, a figure and a date each, every fifth one decided with a reason, every
twentieth with evidence. Past claims are found as `workbench add` does at its end:

- found ahead: of all claims, when they came in;
- an article: of one of 200 claims that came in, and of those that its claims belong beside.

A process of its own then writes the whole report to a file each time, as `workbench report -o FILE`
does:

- first: since the claims came in;
- again: another one;
- after decisions: so, when 50 more claims were decided; beside 250 others their verdicts show;
- no past claims: as `--no-matches` does;
- after an article: when another one came in;

and another one lets DuckDB COPY the very lines of `again`, which it was given as a table of JSON,
to a file. All work on one core. Rates are by processor time, as machines are shared; resident is
the most memory of the process, DuckDB's own buffers included. `imports` is what a report of an
empty store takes, for comparison.
"""

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

from workbench.cli import main as workbench
from workbench.interchange import evidence_to_json
from workbench.matching.sentence_model import PACKAGED_MODEL
from workbench.matching.words import terms
from workbench.model import (
    Article,
    Checkability,
    Claim,
    DateMention,
    Entry,
    EntryKind,
    Evidence,
    Figure,
    FigureKind,
    Json,
    Manner,
    Span,
    Splitting,
    Stance,
)
from workbench.pipeline import LinkedClaims, find_ahead
from workbench.store import DuckStore
from workbench.store.protocol import Encoded, NewArticle
from workbench.store.search_protocol import Vectors

SIZES = (10_000, 100_000)
CLAIMS_OF_AN_ARTICLE = 200
AT_ONCE = 50
"""Articles kept in one transaction."""
DECIDED, WITH_EVIDENCE = 5, 20
"""Every so many claims."""
DECIDED_LATER = 50
MONTHS = ("January", "February", "March", "April", "May", "June", "July")
WORDS_OF_A_CLAIM, VOCABULARY, SHIFT = 8, 200_000, 20
"""Word r comes about as often as 1 / (r + SHIFT), as words of content do in news."""
MATTERS, DIMENSIONS, MOVED = 2_000, 384, 0.33
"""Each claim's vector is that of one of so many matters, moved in a random direction: the cosine of
two of one matter is about .9, of others about 0."""
FORMS = ("jsonl", "csv")
NOW = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def main() -> None:
    """Fill stores, have reports of them written and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("claims", nargs="*", type=int, default=SIZES)
    parser.add_argument("--report", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    parser.add_argument("--ahead", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--copy", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.report:
        _report(*arguments.report)
    elif arguments.ahead:
        _find_ahead(*arguments.ahead)
    elif arguments.copy:
        _copy(*arguments.copy)
    else:
        print(f"{'':34}{'claims/s':>10}{'seconds':>9}{'resident MB':>13}")
        for claims in (0, *arguments.claims):
            _measure(claims)


def _measure(claims: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, lines, table = folder / "claims.duckdb", folder / "r.jsonl", folder / "lines.duckdb"
        store = DuckStore(path)
        maker = _Maker()
        ids = _fill(store, claims, maker)
        if not claims:
            _print("imports, an empty store", 0, _timed("--report", path, lines))
            return

        def measure(what: str, form: str = "jsonl", *options: str) -> float:
            taken = _timed("--report", path, folder / f"r.{form}", *options)
            _print(f"{claims:,} claims, {form}, {what}", claims, taken)
            return taken["seconds"]

        measure("first")
        ours = measure("again")
        _as_table(lines, table)
        theirs = _timed("--copy", table, folder / "copied.jsonl")
        _print(f"{claims:,} claims, COPY of the lines", claims, theirs)
        print(f"again / COPY, processor time: {ours / theirs['seconds']:.1f}", flush=True)
        measure("no past claims", "jsonl", "--no-matches")
        store.append([_decision(f"l{id_}", id_) for id_ in ids[1 :: len(ids) // DECIDED_LATER]])
        measure("after decisions")
        measure("again", "csv")
        measure("no past claims", "csv", "--no-matches")
        further = _article(claims, maker)
        store.add_articles([further])
        taken = _timed("--ahead", path, further.article.id)
        _print(f"{claims:,} claims, an article found ahead", CLAIMS_OF_AN_ARTICLE, taken)
        claims += CLAIMS_OF_AN_ARTICLE
        measure("after an article")


def _print(what: str, claims: int, taken: dict[str, float]) -> None:
    rate = f"{claims / taken['seconds']:,.0f}" if claims else ""
    memory = f"{taken['resident'] / 1e6:,.0f}"
    print(f"{what:34}{rate:>10}{taken['seconds']:9.2f}{memory:>13}", flush=True)


def _timed(work: str, source: Path, *options: str | Path) -> dict[str, float]:
    """Have a process of its own do it on one core, and return what it took."""
    command = [sys.executable, __file__, work, str(source), *map(str, options)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this file
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _report(source: str, target: str, *options: str) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    start = time.process_time()
    code = workbench(["--store", source, "report", "--force", "-o", target, *options])
    _tell(start)
    sys.exit(code)


def _find_ahead(source: str, *articles: str) -> None:
    """Find past claims for some articles, or for all."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    store = DuckStore(Path(source))
    start = time.process_time()
    linked = LinkedClaims(store, clock=lambda: NOW)
    for _ in find_ahead(store, linked, articles=articles or store.known().articles):
        pass
    _tell(start)


def _copy(source: str, target: str) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with duckdb.connect(source, read_only=True, config={"threads": 1}) as con:
        start = time.process_time()
        con.execute("copy lines to ? (format json)", [target])
        _tell(start)


def _tell(start: float) -> None:
    seconds = time.process_time() - start
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    # Not getrusage: what the parent had at the fork counts there.
    resident = int(next(line for line in status.splitlines() if "VmHWM" in line).split()[1]) * 1024
    print(json.dumps({"seconds": seconds, "resident": resident}))


def _as_table(lines: Path, table: Path) -> None:
    with duckdb.connect(table) as con:
        con.execute(
            """
            create table lines as
            select
              json_extract(json, '$.claim') as claim,
              json_extract(json, '$.article') as article
            from read_json_objects(?, format = 'newline_delimited')
            where json_exists(json, '$.claim')
            """,
            [str(lines)],
        )


def _day(number: int) -> str:
    return f"on {1 + number % 28} {MONTHS[number % len(MONTHS)]}"


class _Maker:
    """Makes words and vectors, the same in each run."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(7)
        shares = 1 / (np.arange(VOCABULARY) + SHIFT)
        self._shares = np.cumsum(shares / shares.sum())
        self._matters = self._random.standard_normal((MATTERS, DIMENSIONS), dtype=np.float32)
        self._matters /= np.linalg.norm(self._matters, axis=1, keepdims=True)

    def words(self, claims: int) -> list[str]:
        drawn = np.searchsorted(self._shares, self._random.random((claims, WORDS_OF_A_CLAIM)))
        return [" ".join(f"w{word}" for word in row) for row in drawn.tolist()]

    def vectors(self, claims: int) -> Vectors:
        rows = self._matters[self._random.integers(MATTERS, size=claims)]
        steps = self._random.standard_normal(rows.shape, dtype=np.float32)
        rows = rows + steps * (MOVED / np.linalg.norm(steps, axis=1, keepdims=True))
        made: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return made


def _fill(store: DuckStore, claims: int, maker: _Maker) -> list[str]:
    """Fill a store, find past claims ahead, and return the ids of its claims."""
    ids = []
    articles = claims // CLAIMS_OF_AN_ARTICLE
    for first in range(0, articles, AT_ONCE):
        made = [_article(number, maker) for number in range(first, min(first + AT_ONCE, articles))]
        store.add_articles(made)
        ids += [claim.id for new in made for claim in new.splitting.claims]
    if claims:
        _print(f"{claims:,} claims, found ahead", claims, _timed("--ahead", store.path))
    evidence = evidence_to_json(Evidence("A press release", Stance.REFUTES, quote="It was 3,900."))
    acts = [_decision(f"d{id_}", id_) for id_ in ids[::DECIDED]]
    acts += [
        _entry(f"e{id_}", EntryKind.EVIDENCE_GIVEN, {"claims": [id_], "evidence": evidence})
        for id_ in ids[::WITH_EVIDENCE]
    ]
    store.append(acts)
    return ids


def _decision(id_: str, claim: str) -> Entry:
    judged: dict[str, Json] = {"verdict": "disputed", "reason": "The figure is another."}
    return _entry(id_, EntryKind.DECIDED, {"claims": [claim], **judged, "confidence": "high"})


def _article(number: int, maker: _Maker) -> NewArticle:
    """Return an article whose sentences have a figure, a date, a speaker and words as in news."""
    sentences = [
        f"About {4_000 + place} {words} {_day(number + place)}, the mayor said."
        for place, words in enumerate(maker.words(CLAIMS_OF_AN_ARTICLE))
    ]
    article = Article.of("\n".join(sentences), title=f"Article {number}", publisher="The Example")
    claims, start = [], 0
    for place, sentence in enumerate(sentences):
        end = start + len(sentence)
        said, day = end - len(", the mayor said."), _day(number + place)
        claims.append(
            Claim(
                id=f"{number:08x}{place:08x}",
                article_id=article.id,
                spans=(Span(start, said),),
                text=sentence.removesuffix(", the mayor said."),
                speaker="the mayor",
                speaker_span=Span(end - 15, end - 6),
                cue="said",
                manner=Manner.SAID,
                figures=(
                    Figure(
                        text=f"About {4_000 + place}",
                        kind=FigureKind.COUNT,
                        value=4_000.0 + place,
                        hedge="about",
                        unit=None,
                        span=Span(start, start + 10),
                    ),
                ),
                dates=(DateMention(day, Span(said - len(day), said), None, certain=False),),
                checkability=Checkability(0.85, ("figure", "named actor", "event")),
            )
        )
        start = end + 1
    entry = _entry(f"a{number}", EntryKind.ARTICLE_ADDED, {})
    texts = tuple(claim.text for claim in claims)
    return NewArticle(
        article,
        Splitting(tuple(claims), ()),
        {claim.id: terms(claim.text) for claim in claims},
        Encoded(PACKAGED_MODEL, texts, maker.vectors(len(texts))),
        entry,
    )


def _entry(id_: str, kind: EntryKind, body: dict[str, Json]) -> Entry:
    return Entry(f"{id_:>32}".replace(" ", "0"), NOW, "Noor", kind, body)


if __name__ == "__main__":
    main()
