"""Let several windows decide in one store at once, and look whether any is lost or held up.

    python benchmarks/windows.py [DECISIONS] [--windows N]

N processes (4 unless given) make DECISIONS decisions (2,000) between them, as fast as they can and
with the patience that every window has; one more looks on. Prints how long a call took, and ends
with 1 where a decision was lost, an error was shown, the chain does not hold, a look did not show
what was committed before it, or one took longer than 2 s. The work is that of
`tests/store/test_store_together.py`.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "store"))

from deciding_together import Call, work_together
from store_values import desk_at, four_claims

LATEST = 2.0
"""Seconds within which what was committed has to be seen."""


def main() -> int:
    """Run the windows and print what they met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("decisions", nargs="?", type=int, default=2_000)
    parser.add_argument("--windows", type=int, default=4)
    arguments = parser.parse_args()
    each = arguments.decisions // arguments.windows
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_at(Path(folder))
        claims = four_claims(desk)
        began = time.monotonic()
        met = work_together(desk.store, claims, windows=arguments.windows, decisions=each)
        taken = time.monotonic() - began
        kept = {one.id for one in desk.store.entries()}
        broken_at = desk.store.broken_at()
    made = {f"Analyst {number} {n}" for number in range(arguments.windows) for n in range(each)}
    late = sum(call.ended - call.began > LATEST for call in met.looked)
    print(f"{len(made):,} decisions in {arguments.windows} windows, {taken:.0f} s")
    _print_times("a decision", [call for window in met.decided for call in window])
    _print_times("a look", met.looked)
    print(f"lost {len(made - kept)}, chain broken at {broken_at}, errors {list(met.errors)}")
    print(f"looks that missed what was committed {len(met.unseen())}, that took over 2 s {late}")
    wrong = made - kept or broken_at is not None or met.errors or met.unseen() or late
    return 1 if wrong else 0


def _print_times(name: str, calls: Sequence[Call]) -> None:
    taken = sorted(call.ended - call.began for call in calls)
    median, worst = statistics.median(taken), taken[-1]
    at_99 = taken[len(taken) * 99 // 100]
    print(f"{name:12} {len(taken):6,} × median {median * 1e3:6.0f} ms", end="")
    print(f"  99 of 100 within {at_99 * 1e3:6.0f} ms  worst {worst * 1e3:6.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
