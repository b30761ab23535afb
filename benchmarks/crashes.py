"""Kill work on a store at random moments, and look at what is left.

    python benchmarks/crashes.py [RUNS] [--seed TEXT]

RUNS workers (200 unless given) decide, import, add, re-cut, merge, migrate, checkpoint, compact and
back up in turn; each is ended by SIGKILL. Then the store has to open by itself, all entries that
were acknowledged have to be there, and of each transaction all or none; the whole store is
verified, written into, and searched. Prints the seed of each run that does not hold; ends with 1
where there is one. The work and the checks are those of `tests/store/test_store_crashes.py`.
"""

import argparse
import itertools
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "store"))

from crash_acts import ACTS
from crashing import Nursery, assert_whole

from workbench.errors import StoreError


def main() -> int:
    """Kill so many workers and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("runs", nargs="?", type=int, default=200)
    parser.add_argument("--seed", default=f"{time.time():.0f}")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    runs, amid, acknowledged, lost = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder, Nursery(Path(folder)) as nursery:
        for number, act in zip(range(arguments.runs), itertools.cycle(ACTS), strict=False):
            killed = nursery.crash(act, f"{arguments.seed} {act} {number}")
            runs[act] += 1
            amid[act] += killed.amid
            acknowledged[act] += killed.acknowledged
            try:
                assert_whole(killed)
            except (AssertionError, StoreError) as error:
                lost[act] += 1
                print(f"{killed.seed}: {error!r}", flush=True)
            shutil.rmtree(killed.folder)
    print(f"{'':12}{'runs':>6}{'killed amid work':>18}{'acknowledged':>14}{'not whole':>11}")
    for act in ACTS:
        print(f"{act:12}{runs[act]:6}{amid[act]:18}{acknowledged[act]:14}{lost[act]:11}")
    totals = [found.total() for found in (runs, amid, acknowledged, lost)]
    print("{:12}{:6}{:18}{:14}{:11}".format("all", *totals))
    return 1 if lost.total() else 0


if __name__ == "__main__":
    sys.exit(main())
