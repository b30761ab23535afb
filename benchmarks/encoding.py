"""Measure the two encoders of the sentence model, and a whole cold search from the command line.

usage: python benchmarks/encoding.py [--texts N] [--rounds N]

Texts are the past claims of `fixtures/`, varied, and the fact-checked claims of
`../shared/data/claim-matching` where they are there. Speed is the median over rounds in which the
encoders take turns; read the ratios, for machines differ and are shared. The reference is
sentence-transformers' own `encode` in single precision, 32 texts a batch, given all texts at once;
the graph is given them in the chunks in which an import encodes.
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
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.matching.encoder import Encoder, load_encoder
from workbench.matching.graph import GraphEncoder
from workbench.matching.reference import load_reference
from workbench.matching.sentence_model import sentence_model
from workbench.pipeline.encoding import CHUNK

ROOT = Path(__file__).resolve().parents[1]
PAST_CLAIMS = ROOT / "fixtures" / "past-claims.csv"
CHECKED = ROOT.parent / "shared" / "data" / "claim-matching" / "claims.jsonl"
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
    """Print texts a second of both encoders, and how alike their rows are."""
    graph, reference = load_encoder(), load_reference(sentence_model())
    if not isinstance(graph, GraphEncoder):
        print("no graph could be made: the reference serves")
        return
    ways: dict[str, Callable[[], Rows]] = {
        "reference": lambda: reference.encode(texts),
        "graph": lambda: in_chunks(graph, texts),
    }
    rows = {name: way() for name, way in ways.items()}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            took[name].append(time.perf_counter() - started)
    seconds = {name: statistics.median(each) for name, each in took.items()}
    for name in ways:
        print(f"{name:10} {len(texts) / seconds[name]:7.0f} texts a second")
    print(f"graph : reference {seconds['reference'] / seconds['graph']:.2f} (goal 3, least 1.5)")
    print_cosines("graph in chunks", rows["graph"], rows["reference"])
    alone = np.concatenate([graph.encode([text]) for text in texts])
    print_cosines("graph, each alone", alone, rows["reference"])


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
    speed(sample(arguments.texts), arguments.rounds)
    print(f"cold, a process each, medians of {COLD_RUNS}; memory at most")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each, code in LOADED.items():
            one = [sys.executable, "-c", f"{code}\nencoder.encode([{QUERY!r}])"]
            cold(f"one text with the {each}", one, folder)
        workbench = [sys.executable, "-m", "workbench"]
        subprocess.run([*workbench, "import", str(PAST_CLAIMS)], cwd=folder, check=True)  # noqa: S603
        cold("workbench search TEXT (at most 1.5 s)", [*workbench, "search", QUERY], folder)


if __name__ == "__main__":
    main()
