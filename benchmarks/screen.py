"""How soon the review screen draws, and how soon it answers a key, beside an empty Textual app.

    python benchmarks/screen.py [CLAIMS] [--long N]

Fills a store in a temporary folder with CLAIMS claims (20,000 unless given) in articles of 300, and
another with one article of N claims (10,000). Then it runs the real program in a pseudo-terminal
that says it knows synchronised output, so that each frame has an end: a key's time is from writing
its byte to reading the end of the frame that moves the pointer, and counts parsing, layout, drawing
and the pipe. The start is from the process to the first claim's words. On a machine that others
share the clock says little (the load is printed): the screen's own thread is counted on the
processor up to the same frame, and beside each figure stands the empty app's, of the same run. All
threads together do the look-ups of past claims too, which begin when the keys rest; one row presses
while one is going on. A decision is on disk when the program itself takes its mark off, which it
does after the commit. The empty app shows one line and counts keys.
"""

import argparse
import datetime as dt
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.matching.encoder import model_tag
from workbench.model import Article, Claim, Entry, EntryKind, Span, Splitting
from workbench.store import DuckStore
from workbench.store.protocol import Encoded

CLAIMS_OF_AN_ARTICLE = 300
DIMENSIONS = 384
STARTS = 5
KEYS = 120
DECISIONS = 30
PAGES = (*(b"\x1b[6~",) * 4, *(b"\x1b[5~",) * 4)
"""Four pages down and up again: at an end of the list nothing would change."""
BAR = 0.05
"""A key to its repaint."""
DISK_BAR = 0.15
"""A decision until it is on disk."""
LIMIT_SECONDS = 120.0
STARTED_SECONDS = 1.5
"""After the first words, so that the first past claims and the footer are drawn too."""
AT_REST = 0.14
"""After the quiet: so late a key meets the look-up of the claim before."""
QUIET_SECONDS = 0.06
"""Without output for so long, what was going on has been drawn."""
FRAME_END = b"\x1b[?2026l"
ASKED = b"\x1b[?2026$p"
KNOWN = b"\x1b[?2026;2$y"
NOT_ON_DISK = b"not on disk"
FIRST = b"Reports of the"
POINTER = "›".encode()
"""Stands in the frame that shows another claim selected."""
EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Reports of the day", id="line")
    def on_key(self, event):
        if event.key == "q":
            self.exit()
        self.count = getattr(self, "count", 0) + 1
        self.query_one("#line", Static).update(f"Reports of the day {self.count}")
Empty().run()
"""


class Screen:
    """A program in a pseudo-terminal of 140 columns and 40 lines."""

    def __init__(self, process: "subprocess.Popen[bytes]", descriptor: int) -> None:
        self._process = process
        self._descriptor = descriptor
        self._answered = False
        self.output = b""

    @property
    def own_seconds(self) -> float:
        """What the program's first thread, the screen's, has taken of a processor."""
        process = self._process.pid
        return int(Path(f"/proc/{process}/task/{process}/schedstat").read_text().split()[0]) / 1e9

    @property
    def processor_seconds(self) -> float:
        """What the program has taken of the processors, whatever else they do."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def until(self, pattern: bytes | re.Pattern[bytes], *, begin: int = 0) -> float:
        """Read until the output holds a pattern; return the moment."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while not re.search(pattern, self.output[begin:]):
            if not self._read(deadline - time.monotonic()):
                raise TimeoutError(self.output[-2000:].decode(errors="replace"))
        return time.perf_counter()

    def settle(self) -> None:
        """Read until nothing more comes."""
        while self._read(QUIET_SECONDS):
            pass

    def key(self, keys: bytes, *, answer: bytes, rest: float) -> tuple[float, float]:
        """Write a key; return the seconds until the frame that answers it, and the screen's own."""
        self.settle()
        time.sleep(rest)
        begin, start, own = len(self.output), time.perf_counter(), self.own_seconds
        os.write(self._descriptor, keys)
        pattern = re.compile(re.escape(answer) + b".*?" + re.escape(FRAME_END), re.DOTALL)
        return self.until(pattern, begin=begin) - start, self.own_seconds - own

    def kept(self, keys: bytes) -> float:
        """Write a key that decides; return the seconds until its mark has come and gone."""
        self.settle()
        begin, start = len(self.output), time.perf_counter()
        os.write(self._descriptor, keys)
        self.until(NOT_ON_DISK, begin=begin)
        marked = self.output.index(NOT_ON_DISK, begin)
        after = self.output.index(FRAME_END, marked) if FRAME_END in self.output[marked:] else None
        if after is None:
            self.until(re.escape(FRAME_END), begin=marked)
            after = self.output.index(FRAME_END, marked)
        # The heading's first line is drawn again, without the mark.
        return self.until(rb"\x1b\[1;1H|\x1b\[H|\x1b\[1;", begin=after) - start

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(seconds, 0))
        try:
            read = os.read(self._descriptor, 1 << 16) if ready else b""
        except OSError:  # the other end is closed
            read = b""
        self.output += read
        if not self._answered and ASKED in self.output:
            self._answered = True
            os.write(self._descriptor, KNOWN)
        return bool(read)


@contextmanager
def running(arguments: Sequence[str], home: Path) -> Iterator[tuple[Screen, float]]:
    """Run a program of Python in a terminal; give it with the moment it was started."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(home)}
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - the program itself
        [sys.executable, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    screen = Screen(process, ours)
    try:
        yield screen, started
    finally:
        process.kill()
        process.wait()
        os.close(ours)


@dataclass(frozen=True, slots=True)
class Taken:
    """What presses took."""

    seconds: list[float]
    """Of the clock, each."""
    own: list[float]
    """Of a processor, by the screen's thread, each."""
    processor: float
    """Of the processors, by all threads, on the average, what follows included."""


def main() -> None:
    """Fill the stores, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("claims", nargs="?", type=int, default=20_000)
    parser.add_argument("--long", type=int, default=10_000, help="Claims of the long list.")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        many = _filled(home / "many.duckdb", wanted.claims, CLAIMS_OF_AN_ARTICLE)
        long = _filled(home / "long.duckdb", wanted.long, wanted.long)
        review = ["-m", "workbench", "--store", str(many.path), "review"]
        at_length = ["-m", "workbench", "--store", str(long.path), "review"]
        empty = ["-c", EMPTY_APP]
        _keys(review, home, [b"j"], 3)  # the look-up index is made once, and the caches are warm
        _keys(at_length, home, [b"j"], 3)
        print(f"{wanted.claims:,} claims in the store, the article under review has 300")
        _print_load()
        _print_starts(empty, review, home)
        print(f"\n{'key to the end of its frame, ms':38}{'by the clock':>22}{'the thread':>27}")
        heads = f"{'median':>8}{'p95':>8}{'worst':>8}"
        print(f"{'':38}{heads} {heads}{'/empty':>8}{'all':>8}")
        bare = _keys(empty, home, [b"x"], KEYS, answer=FIRST)
        _print_keys("empty app", bare, bare, _p95)
        ends = [b"G", b"g"]
        _print_keys("next claim (j)", _keys(review, home, [b"j"], KEYS), bare, _p95)
        looking = _keys(review, home, [b"j"], KEYS, rest=AT_REST)
        _print_keys("next claim, during a look-up", looking, bare, _p95)
        _print_keys("page down and up", _keys(review, home, PAGES, KEYS), bare, _p95)
        for what, keys in (
            ("next claim", [b"j"]),
            ("page down and up", PAGES),
            ("last and first", ends),
        ):
            taken = _keys(at_length, home, keys, KEYS)
            _print_keys(f"{what}, list of {wanted.long:,}", taken, bare, _each_frame)
        _print_keys("decision drawn (v)", _keys(review, home, [b"v"], DECISIONS), bare, _p95)
        _print_keys("decision on disk (u)", _kept(review, home), bare, _on_disk)
        _print_load()


def _print_starts(empty: Sequence[str], review: Sequence[str], home: Path) -> None:
    names = ("by the clock", "of the processors")
    taken: dict[str, tuple[list[float], list[float]]] = {"empty": ([], []), "review": ([], [])}
    for _ in range(STARTS):
        for name, program in (("empty", empty), ("review", review)):
            with running(program, home) as (screen, started):
                taken[name][0].append(screen.until(FIRST) - started)
                taken[name][1].append(screen.processor_seconds)
    print("start to the first words:  empty app    review    for the first claim")
    for name, empties, reviews in zip(names, taken["empty"], taken["review"], strict=True):
        bare, drawn = statistics.median(empties), statistics.median(reviews)
        print(f"  {name:24}{bare:8.2f} s{drawn:8.2f} s   {drawn - bare:+8.2f} s")


def _keys(
    program: Sequence[str],
    home: Path,
    keys: Sequence[bytes],
    count: int,
    *,
    answer: bytes = POINTER,
    rest: float = 0.0,
) -> Taken:
    """Return what so many presses took, each so long after the one before was drawn."""
    with running(program, home) as (screen, _):
        screen.until(FIRST)
        time.sleep(STARTED_SECONDS)
        screen.settle()
        before = screen.processor_seconds
        pressed = [
            screen.key(keys[turn % len(keys)], answer=answer, rest=rest) for turn in range(count)
        ]
        screen.settle()
        seconds, own = map(list, zip(*pressed, strict=True))
        return Taken(seconds, own, (screen.processor_seconds - before) / count)


def _kept(program: Sequence[str], home: Path) -> Taken:
    with running(program, home) as (screen, _):
        screen.until(FIRST)
        time.sleep(STARTED_SECONDS)
        screen.settle()
        before = screen.processor_seconds
        seconds, own = [], []
        for _ in range(DECISIONS):
            begun = screen.own_seconds
            seconds.append(screen.kept(b"u"))
            own.append(screen.own_seconds - begun)
        return Taken(seconds, own, (screen.processor_seconds - before) / DECISIONS)


def _print_keys(name: str, taken: Taken, bare: Taken, held: Callable[[Taken], str]) -> None:
    clock, own = (_figures(one) for one in (taken.seconds, taken.own))
    times = statistics.median(taken.own) / statistics.median(bare.own)
    print(f"{name:38}{clock} {own}{times:7.1f}x{taken.processor * 1e3:8.1f}  {held(taken)}")


def _p95(taken: Taken) -> str:
    """Say whether the bar of an article holds, for 95 of 100 frames."""
    p95 = sorted(taken.seconds)[int(0.95 * (len(taken.seconds) - 1))]
    return f"p95 {_says(p95, BAR)}"


def _each_frame(taken: Taken) -> str:
    """Say whether the bar of a long list holds, for each frame."""
    return f"worst {_says(max(taken.seconds), BAR)}, on the thread {_says(max(taken.own), BAR)}"


def _on_disk(taken: Taken) -> str:
    """Say whether the bar of a decision holds, for half of them."""
    return f"median {_says(statistics.median(taken.seconds), DISK_BAR)}"


def _says(seconds: float, bar: float) -> str:
    return f"{'within' if seconds <= bar else 'OVER'} {bar * 1e3:.0f}"


def _figures(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    return "".join(f"{one * 1e3:8.1f}" for one in (statistics.median(ordered), p95, ordered[-1]))


def _print_load() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def _filled(path: Path, wanted: int, of_an_article: int) -> DuckStore:
    store = DuckStore(path)
    random = np.random.default_rng(1)
    begun = time.perf_counter()
    articles = -(-wanted // of_an_article)
    for number in range(articles):  # the newest, which is reviewed, is as long as any
        count = of_an_article if number else wanted - (articles - 1) * of_an_article
        _add_article(store, number, count, random)
    print(f"{wanted:,} claims added in {time.perf_counter() - begun:.1f} s")
    return store


def _add_article(store: DuckStore, number: int, count: int, random: np.random.Generator) -> None:
    words = random.zipf(1.3, size=(count, 11)) % 20_000
    sentences = [f"Reports of the {' '.join(f'w{word}' for word in row)}." for row in words]
    ends = np.cumsum([len(sentence) + 1 for sentence in sentences])
    article = Article.of("\n".join(sentences), title=f"Article {number}")
    claims = tuple(
        Claim(
            f"{number:08x}{place:08x}",
            article.id,
            (Span(int(end) - len(text) - 1, int(end) - 1),),
            text,
        )
        for place, (text, end) in enumerate(zip(sentences, ends, strict=True))
    )
    texts = tuple(dict.fromkeys(sentences))
    matrix = random.normal(size=(len(texts), DIMENSIONS)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    store.add_article(
        article,
        Splitting(claims, ()),
        terms={claim.id: dict.fromkeys(claim.text.rstrip(".").split(), 1) for claim in claims},
        encoded=Encoded(model_tag(None), texts, matrix),
        entry=Entry(f"{number:032x}", dt.datetime.now(dt.UTC), "Noor", EntryKind.ARTICLE_ADDED, {}),
    )


if __name__ == "__main__":
    main()
