"""Measure the encoders of the sentence model, a whole import, and a cold search from the shell.

usage: python benchmarks/encoding.py [--texts N] [--rounds N]

Texts are the past claims of `fixtures/`, varied, and the fact-checked claims of
`../shared/data/claim-matching` where they are there. The encoders take turns, and what counts is
the median of each round's ratio: machines differ and are shared. The reference is
sentence-transformers' own `encode` in single precision as a user calls it, all texts at once, 32 a
batch, on torch's own count of threads; the graph is given texts in the chunks in which an import
encodes. Where other programs want the cores too, torch's threads wait for each other and the ratio
comes out too high: there, read the ratio of work, processor time on one core. Last comes what the
search finds with the vectors of either form of the model, where the data are there.
"""

import argparse
import csv
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.matching.encoder import FULL_PRECISION, Encoder, load_encoder
from workbench.matching.reference import ReferenceEncoder, load_reference
from workbench.matching.sentence_model import sentence_model
from workbench.model import PastClaim
from workbench.pipeline import Context, import_past_claims
from workbench.pipeline.encoding import CHUNK
from workbench.store.duck import DuckStore

ROOT = Path(__file__).resolve().parents[1]
PAST_CLAIMS = ROOT / "fixtures" / "past-claims.csv"
CHECKED = ROOT.parent / "shared" / "data" / "claim-matching" / "claims.jsonl"
SEARCH = ROOT / "benchmarks" / "matching.py"
COLD_RUNS = 5
QUERY = "about 4,000 people are still in Baba Amr"
LOADED = {
    "reference": "from workbench.matching.reference import load_reference\n"
    "from workbench.matching.sentence_model import sentence_model\n"
    "encoder = load_reference(sentence_model())",
    "graph": "from workbench.matching.encoder import load_encoder\nencoder = load_encoder()",
}

Rows = NDArray[np.float32]


def sample(count: int) -> list[str]:
    """Return so many different texts, always the same."""
    with PAST_CLAIMS.open(encoding="utf-8", newline="") as file:
        claims = [row["claim"] for row in csv.DictReader(file)]
    if CHECKED.is_file():
        with CHECKED.open(encoding="utf-8") as file:
            claims += [json.loads(line)["vclaim"] for line in file]
    turns = itertools.count()
    texts = claims[:]
    while len(texts) < count:
        turn = next(turns)
        texts += [f"{claim} It was said {turn + 2} times." for claim in claims]
    return random.Random(1).sample(texts, count)  # noqa: S311 - a sample, no secret


def in_chunks(encoder: Encoder, texts: Sequence[str]) -> Rows:
    """Encode as an import does."""
    starts = range(0, len(texts), CHUNK)
    return np.concatenate([encoder.encode(texts[start : start + CHUNK]) for start in starts])


def speed(texts: Sequence[str], rounds: int) -> None:
    """Print texts a second of the encoders and of a whole import, and how alike their rows are."""
    import torch

    reference = load_reference(sentence_model())
    graph, full = load_encoder(), load_encoder(tag=FULL_PRECISION)
    ways: dict[str, Callable[[], object]] = {
        "reference": lambda: as_users_call(reference, texts),
        "graph in eight bits": lambda: in_chunks(graph, texts),
        "graph in full precision": lambda: in_chunks(full, texts),
        "whole import, eight bits": lambda: imported(graph, texts),
    }
    print(f"{len(texts)} texts, {rounds} rounds, load {os.getloadavg()[0]:.1f} before them")
    took = in_turns(ways, rounds, time.perf_counter)
    for name, each in took.items():
        print(f"{name:24} {len(texts) / statistics.median(each):7.0f} texts a second")
    print("by the clock, of the reference (least 1.5, goal 3)")
    print_ratios(took)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    torch.set_num_threads(1)
    work = in_turns(ways, rounds, time.process_time)
    os.sched_setaffinity(0, cores)
    print("in work on one core, of the reference")
    print_ratios(work)
    wanted = reference.encode(texts)
    for name, encoder in (("in eight bits", graph), ("in full precision", full)):
        rows = in_chunks(encoder, texts)
        print_cosines(f"{name}, in chunks", rows, wanted)
        alone = np.concatenate([encoder.encode([text]) for text in texts])
        print_cosines(f"{name}, each alone", alone, wanted)
        print(f"alone and in chunks: largest difference {np.abs(alone - rows).max():.1e}")


def imported(encoder: Encoder, texts: Sequence[str]) -> None:
    """Take the texts in as past claims of a new store."""
    past = [PastClaim(id=f"c{number}", text=text) for number, text in enumerate(texts)]
    numbers = itertools.count()
    context = Context("bench", lambda: datetime.now(UTC), lambda: f"{next(numbers):032x}")
    with tempfile.TemporaryDirectory() as name:
        store = DuckStore(Path(name) / "claims.duckdb")
        for _ in import_past_claims(
            past, store=store, load_encoder=lambda: encoder, context=context, model=encoder.model
        ):
            pass


def as_users_call(reference: ReferenceEncoder, texts: Sequence[str]) -> Rows:
    """Encode as sentence-transformers does for a user, its tokenizer on all cores."""
    before = os.environ.get("TOKENIZERS_PARALLELISM", "true")
    os.environ["TOKENIZERS_PARALLELISM"] = "true"
    try:
        return reference.encode(texts)
    finally:
        os.environ["TOKENIZERS_PARALLELISM"] = before


def in_turns(
    ways: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float]
) -> dict[str, list[float]]:
    """Return what each way took in each round."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            started = clock()
            way()
            took[name].append(clock() - started)
    return took


def print_ratios(took: Mapping[str, Sequence[float]]) -> None:
    """Print the median of the rounds' ratios to the reference, and the least and the greatest."""
    for name, ours in took.items():
        if name != "reference":
            each = [theirs / one for theirs, one in zip(took["reference"], ours, strict=True)]
            spread = f"({min(each):.2f} to {max(each):.2f})"
            print(f"  {name:24} {statistics.median(each):.2f} {spread}")


def print_cosines(name: str, ours: Rows, theirs: Rows) -> None:
    """Print how alike rows are to the reference's."""
    cosines = np.sum(ours * theirs, axis=1)
    print(f"{name}: cosine to the reference {cosines.mean():.7f}, worst {cosines.min():.7f}")


def cold(name: str, command: Sequence[str], folder: Path) -> None:
    """Print how long a process takes from start to end, and its memory at most."""
    took, memory = [], []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        took.append(time.perf_counter() - started)
        memory.append(used.ru_maxrss / 1024)
        if status:
            message = f"{name} ended with {os.waitstatus_to_exitcode(status)}"
            raise SystemExit(message)
    print(f"{name:38} {statistics.median(took):5.2f} s {statistics.median(memory):5.0f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    # First the processes: what a child uses at most is at least what its parent used.
    print(f"cold, a process each, medians of {COLD_RUNS}; memory at most")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each, code in LOADED.items():
            one = [sys.executable, "-c", f"{code}\nencoder.encode([{QUERY!r}])"]
            cold(f"one text with the {each}", one, folder)
        workbench = [sys.executable, "-m", "workbench"]
        subprocess.run([*workbench, "import", str(PAST_CLAIMS)], cwd=folder, check=True)  # noqa: S603
        cold("workbench search TEXT (at most 1.5 s)", [*workbench, "search", QUERY], folder)
    speed(sample(arguments.texts), arguments.rounds)
    if CHECKED.is_file():
        sys.stdout.flush()
        subprocess.run([sys.executable, str(SEARCH), "--forms"], check=True)  # noqa: S603 - ours
    else:
        print(f"MAP@5 is measured where {CHECKED.parent} is.")


if __name__ == "__main__":
    main()
