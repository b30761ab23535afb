"""Killed at random moments, a store loses nothing that was acknowledged and opens by itself."""

import itertools
from pathlib import Path

from crash_acts import ACTS
from crashing import Nursery, assert_whole

RUNS = 20


def test_a_kill_at_any_moment_leaves_a_whole_store(tmp_path: Path) -> None:
    amid = 0
    with Nursery(tmp_path) as nursery:
        for number, act in zip(range(RUNS), itertools.cycle(ACTS), strict=False):
            seed = f"{act} {number}"
            print(seed)  # noqa: T201 - shown where the test fails
            killed = nursery.crash(act, seed)
            assert_whole(killed)
            amid += killed.amid
    assert amid > RUNS // 2
