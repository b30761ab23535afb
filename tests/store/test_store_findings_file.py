"""The file of kept findings: damaged, put back, worn, shared, and cut off."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reported import (
    LINES,
    Linked,
    correct_past,
    decide,
    filled,
    report_in,
    reports,
    reports_made_anew,
)
from store_values import Desk

from workbench.pipeline.status_report import Chosen
from workbench.store import DuckStore, finding_blocks, kept_rows

FINDINGS, SHOWN = "findings-*.bin", "shown.bin"


def file_of(desk: Desk, name: str = FINDINGS) -> Path:
    (file,) = desk.store.path.with_name("claims.duckdb.index").glob(name)
    return file


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)


def cut(file: Path) -> None:
    os.truncate(file, 40)


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "damage", "searched"),
    [
        (FINDINGS, flip, 6),
        (FINDINGS, Path.unlink, 6),
        (FINDINGS, empty, 6),
        (FINDINGS, cut, 6),
        (SHOWN, flip, 0),
    ],
)
def test_a_damaged_file_is_made_anew(
    name: str, damage: Callable[[Path], object], searched: int, tmp_path: Path
) -> None:
    desk = filled(tmp_path)
    told = reports(desk.store)
    damage(file_of(desk, name))
    linked = Linked(DuckStore(desk.store.path))
    assert report_in(LINES, linked) == told[0]
    assert linked.searched == searched
    assert reports(DuckStore(desk.store.path)) == told


def test_a_store_that_is_put_back_is_not_told_by_what_came_later(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    before = desk.store.path.read_bytes()
    correct_past(desk, 3)
    reports(desk.store)
    desk.store.path.write_bytes(before)
    store = DuckStore(desk.store.path)
    assert reports(store) == reports_made_anew(store)


def test_where_nothing_can_be_written_it_is_found_each_time(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    desk.store.path.with_name("claims.duckdb.index").write_text("a file where the folder should be")
    assert reports(desk.store) == reports_made_anew(desk.store)


def test_a_file_with_much_that_counts_no_more_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_rows, "BLOCKS", 2)
    monkeypatch.setattr(kept_rows, "MOVED", 4)
    monkeypatch.setattr(finding_blocks, "TOGETHER", 2)
    desk = filled(tmp_path)
    reports(desk.store)
    first = file_of(desk, SHOWN).stat().st_ino
    for number in range(3):
        decide(desk, number)
        reports(desk.store, forms=[LINES])
    assert file_of(desk, SHOWN).stat().st_ino != first
    assert reports(desk.store) == reports_made_anew(desk.store)
    linked = Linked(DuckStore(desk.store.path))
    report_in(LINES, linked)
    assert linked.searched == 0


def test_two_windows_keep_side_by_side(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    here, there = desk.store, DuckStore(desk.store.path)
    first, second = (Chosen(articles=(one.article.id,)) for one in here.articles())
    report_in(LINES, Linked(here), first)
    report_in(LINES, Linked(there), second)
    linked = Linked(here)
    assert report_in(LINES, linked) == reports_made_anew(here)[0]
    assert linked.searched == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from workbench.store import derived
from reported import LINES, DuckStore, Linked, report_in

def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "sheet":
    derived.DerivedFile._write_sheet = killed
else:
    derived.os.fsync = killed
report_in(LINES, Linked(DuckStore(Path(sys.argv[1]))))
"""


@pytest.mark.parametrize("moment", ["sheet", "bytes"])
def test_a_process_killed_while_it_keeps_leaves_what_the_next_one_mends(
    moment: str, tmp_path: Path
) -> None:
    desk = filled(tmp_path)
    first, _ = (Chosen(articles=(one.article.id,)) for one in desk.store.articles())
    report_in(LINES, Linked(desk.store), first)
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", KILLED, str(desk.store.path), moment]
    done = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": paths})
    linked = Linked(DuckStore(desk.store.path))
    assert done.returncode == -signal.SIGKILL
    assert report_in(LINES, linked) == reports_made_anew(desk.store)[0]
    assert linked.searched == 3
