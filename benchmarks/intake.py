"""Measure how fast articles come in, beside the bare libraries over the same texts.

usage: python benchmarks/intake.py [--articles N] [--texts FOLDER] [--rounds N]

The bare libraries: spaCy's pipeline over the articles' paragraphs in one process a core, then the
encoder over the texts of their claims, on all cores. Beside it, the intake of the same articles
into an empty store: read, told by language, parsed, split, encoded, related to one another,
written. Both start their processes and load their models within the time. They take turns, and the
median of the ratios counts: machines differ and are shared. Where other work is on the machine, the
processor's time, of the program and its processes together, says more than the clock. Memory is the
most that the program itself and one of its processes had, for half of the articles and for all.
`workbench add` then finds past claims for what came in, which no bare library does: told apart.

Texts are the Wikinews articles of `../shared/data/wikinews` where they are there, and the fixtures
with every third longer word made another, so that no two are alike.
"""

import argparse
import itertools
import json
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from workbench.matching.encoder import load_encoder
from workbench.pipeline import Context, Intake, LinkedClaims, Source, add_sources, find_ahead
from workbench.pipeline.workers import cores
from workbench.splitting.parse import AT_ONCE, language, lines
from workbench.store.duck import DuckStore

ROOT = Path(__file__).resolve().parents[1]
WIKINEWS = ROOT.parent / "shared" / "data" / "wikinews"
LONGER = 6
"""Letters of a word that is made another."""
BAR = 0.8


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--texts", type=Path, default=WIKINEWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["bare", "ours"], help="for the program itself")
    parser.add_argument("--claims", type=Path, help="for the program itself")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.only is None:
            _compare(options, Path(folder) / "claims.json")
            return
        files = _files(options.texts, options.articles, Path(folder))
        if options.only == "bare":
            taken = _bare(files, json.loads(options.claims.read_text()))
        else:
            taken = _ours(files, options.claims)
        print(*taken, *(one.ru_maxrss // 1024 for one in _used()))


def _compare(options: argparse.Namespace, claims: Path) -> None:
    half = _measured("ours", options.articles // 2, options, claims)
    whole = _measured("ours", options.articles, options, claims)
    ratios, spent, ahead = [], [], []
    for turn in range(options.rounds):
        bare = _measured("bare", options.articles, options, claims)
        ours = _measured("ours", options.articles, options, claims)
        ratios.append(bare[0] / ours[0])
        spent.append(bare[1] / ours[1])
        ahead.append(bare[0] / (ours[0] + ours[2]))
        print(
            f"round {turn + 1}: bare {bare[0]:.1f} s ({bare[1]:.1f} s of the processor), "
            f"ours {ours[0]:.1f} s ({ours[1]:.1f} s), {options.articles / ours[0]:.1f} articles/s, "
            f"past claims {ours[2]:.1f} s more"
        )
    print(f"throughput against the bare libraries: {statistics.median(ratios):.2f} (bar {BAR})")
    print(f"by the processor's time: {statistics.median(spent):.2f}")
    print(f"by the clock, past claims found too: {statistics.median(ahead):.2f}")
    print(f"memory of the program: {half[3]:.0f} MB for half, {whole[3]:.0f} MB for all")
    print(f"memory of a process that splits: {half[4]:.0f} MB for half, {whole[4]:.0f} MB for all")


def _measured(
    name: str, articles: int, options: argparse.Namespace, claims: Path
) -> tuple[float, ...]:
    """Run in a process of its own.

    Returns seconds, those of the processor, those for past claims, megabytes of it and below.
    """
    done = subprocess.run(  # noqa: S603 - ourselves
        [
            *(sys.executable, __file__, "--only", name, "--articles", str(articles)),
            *("--texts", str(options.texts), "--claims", str(claims)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return tuple(map(float, done.stdout.split()))


def _files(folder: Path, count: int, made: Path) -> list[Path]:
    """Return so many articles, none of them like another."""
    found = sorted(folder.glob("*.txt"))[:count]
    fixtures = [(ROOT / "fixtures" / f"{name}.txt") for name in ("bab-amr", "river-flood")]
    for number in range(count - len(found)):
        words = fixtures[number % 2].read_text(encoding="utf-8").split(" ")
        other = (
            f"{word}{chr(97 + number % 26)}{number // 26 or ''}"
            if word.isalpha() and len(word) > LONGER and place % 3 == 0
            else word
            for place, word in enumerate(words)
        )
        path = made / f"{number}.txt"
        path.write_text(" ".join(other), encoding="utf-8")
        found.append(path)
    return found


def _used() -> list[resource.struct_rusage]:
    """Return what this process has used, and those that it started."""
    return [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


def _spent() -> float:
    return sum(one.ru_utime + one.ru_stime for one in _used())


def _bare(files: list[Path], claims: list[str]) -> tuple[float, float, float]:
    texts = [path.read_text(encoding="utf-8") for path in files]
    started = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(cores()) as pool:
        sum(pool.imap_unordered(_parse, texts, chunksize=4))
    load_encoder().encode(claims)
    return time.perf_counter() - started, _spent(), 0.0


def _parse(text: str) -> int:
    paragraphs = [text[span.start : span.end] for span in lines(text)]
    longest = max(map(len, paragraphs), default=1)
    return sum(map(len, language().pipe(paragraphs, batch_size=max(1, AT_ONCE // longest))))


def _ours(files: list[Path], claims: Path) -> tuple[float, float, float]:
    ids = itertools.count(1)
    context = Context("benchmark", lambda: datetime.now(UTC), lambda: f"{next(ids):032x}")
    with tempfile.TemporaryDirectory() as folder:
        store = DuckStore(Path(folder) / "claims.duckdb")
        sources = [Source(path.name, path=path) for path in files]
        started = time.perf_counter()
        for _ in add_sources(sources, Intake(store, load_encoder, context)):
            pass
        seconds, spent = time.perf_counter() - started, _spent()
        linked = LinkedClaims(store, clock=context.clock)
        for _ in find_ahead(store, linked, articles=store.known().articles):
            pass
        ahead = time.perf_counter() - started - seconds
        texts = {one.claim.text: None for one in store.reviewed_claims()}
        claims.write_text(json.dumps(list(texts)), encoding="utf-8")
    return seconds, spent, ahead


if __name__ == "__main__":
    main()
