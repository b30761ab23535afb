"""What searching reads follows the store, whatever happens to its files."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from store_values import (
    MODEL,
    Desk,
    desk_at,
    four_claims,
    holding,
    matrix_of,
    past,
    vectors,
)

from workbench.model import EntryKind, Verdict
from workbench.store import DuckStore
from workbench.store.protocol import Encoded

SEARCHES = """
import os, signal, sys
from pathlib import Path
from workbench.store import DuckStore, derived
path, model, moment = sys.argv[1:]

def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)

if moment == "before the sheet":
    derived.DerivedFile._write_sheet = killed
elif moment == "before the bytes are on disk":
    derived.os.ftruncate = killed
elif moment == "before a file takes its place":
    derived.Path.replace = killed
with DuckStore(Path(path), wait=60).searching(model=model) as searching:
    print(len(searching.matrix), float(searching.matrix.sum()))
"""


def search_in_another_process(path: Path, moment: str = "never") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", SEARCHES, str(path), MODEL, moment]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def bring_in(desk: Desk, first: int, end: int) -> None:
    desk.bring_in([past(number, f"Claim {number} of rain") for number in range(first, end)])


def expected(count: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return vectors([f"Claim {number} of rain" for number in range(count)])


def assert_found(store: DuckStore, count: int) -> None:
    """All claims have their vectors and their words, as a store just opened finds them."""
    with store.searching(model=MODEL) as searching:
        assert np.array_equal(searching.matrix, expected(count))
        ids = tuple(past(number, "").id for number in range(count))
        assert searching.ids(range(count)) == ids
        for number in range(count):
            assert holding(searching, [str(number)]) == [number]


def folder_of(store: DuckStore) -> Path:
    return store.path.with_name(f"{store.path.name}.index")


def vectors_file(store: DuckStore) -> Path:
    (file,) = folder_of(store).glob("vectors-*.bin")
    return file


def indexed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with ten claims whose vectors and words are both in files."""
    monkeypatch.setattr("workbench.store.index.SORTED_AGAIN", 3)
    desk = desk_at(folder)
    bring_in(desk, 0, 10)
    assert_found(desk.store, 10)
    assert {file.name.split("-")[0] for file in folder_of(desk.store).glob("*.bin")} == {
        "vectors",
        "words.bin",
    }
    return desk


def test_claims_added_are_found_and_what_was_there_is_not_written_again(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    bring_in(desk, 0, 10)
    assert_found(desk.store, 10)
    before = vectors_file(desk.store).stat()
    bring_in(desk, 10, 12)
    assert_found(desk.store, 12)
    after = vectors_file(desk.store).stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size // 10 * 12)


def test_a_large_store_is_taken_in_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.index.CHUNK", 3)
    desk = desk_at(tmp_path)
    bring_in(desk, 0, 10)
    assert_found(desk.store, 10)


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwrite(file: Path) -> None:
    middle = file.stat().st_size // 2
    with file.open("r+b") as opened:
        opened.seek(middle)
        opened.write(b"\xff" * 8)


def lengthen(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"more")


def empty(file: Path) -> None:
    file.write_bytes(b"")


DAMAGE = [cut_short, overwrite, lengthen, empty, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("pattern", ["vectors-*.bin", "vectors-*.json", "words.bin", "words.json"])
def test_a_damaged_file_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, damage: Callable[[Path], None]
) -> None:
    desk = indexed(tmp_path, monkeypatch)
    (file,) = folder_of(desk.store).glob(pattern)
    damage(file)
    assert_found(DuckStore(desk.store.path), 10)


@pytest.mark.parametrize("pattern", ["vectors-*.json", "words.json"])
def test_a_sheet_with_another_number_in_it_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    desk = indexed(tmp_path, monkeypatch)
    (file,) = folder_of(desk.store).glob(pattern)
    sheet = json.loads(file.read_text())
    sheet["said"]["facts"]["claims"] -= 1
    file.write_text(json.dumps(sheet))
    assert_found(DuckStore(desk.store.path), 10)


def test_another_stores_files_are_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    desk = indexed(tmp_path / "one", monkeypatch)
    other = desk_at(tmp_path / "other")
    other.bring_in([past(number, f"Snow {number}") for number in range(10)])
    matrix_of(other.store)
    shutil.rmtree(folder_of(desk.store))
    shutil.copytree(folder_of(other.store), folder_of(desk.store))
    assert_found(DuckStore(desk.store.path), 10)


def test_a_store_that_is_put_back_to_an_earlier_time_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = indexed(tmp_path, monkeypatch)
    copy = tmp_path / "copy"
    shutil.copy(desk.store.path, copy)
    bring_in(desk, 10, 20)
    assert_found(desk.store, 20)
    shutil.copy(copy, desk.store.path)
    assert_found(desk.store, 10)
    assert_found(DuckStore(desk.store.path), 10)


@pytest.mark.parametrize(
    "moment",
    ["before the sheet", "before the bytes are on disk", "before a file takes its place"],
)
def test_a_process_killed_while_it_writes_leaves_what_the_next_one_repairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    desk = indexed(tmp_path, monkeypatch)
    bring_in(desk, 10, 13)
    with search_in_another_process(desk.store.path, moment) as process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert_found(DuckStore(desk.store.path), 13)
    names = sorted(file.name.split("-")[0] for file in folder_of(desk.store).iterdir())
    assert names == ["lock", "vectors", "vectors", "words.bin", "words.json"]


def test_two_processes_bring_the_files_up_at_once(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    bring_in(desk, 0, 40)
    running = [search_in_another_process(desk.store.path) for _ in range(2)]
    told = [process.communicate(timeout=60)[0] for process in running]
    assert told == [f"40 {float(expected(40).sum())}\n"] * 2
    assert_found(DuckStore(desk.store.path), 40)


def test_what_is_mapped_stays_whole_while_others_write(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    bring_in(desk, 0, 10)
    with desk.store.searching(model=MODEL) as searching:
        early = searching.matrix
    bring_in(desk, 10, 20)
    matrix_of(DuckStore(desk.store.path))
    vectors_file(desk.store).with_suffix(".json").unlink()
    matrix_of(DuckStore(desk.store.path))
    assert np.array_equal(early, expected(10))


def test_where_nothing_can_be_written_it_is_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.index.SORTED_AGAIN", 3)
    monkeypatch.setattr("workbench.store.index.CHUNK", 4)
    desk = desk_at(tmp_path)
    folder_of(desk.store).write_text("a file where the folder should be")
    bring_in(desk, 0, 10)
    assert_found(desk.store, 10)
    bring_in(desk, 10, 11)
    assert_found(desk.store, 11)


def test_vectors_that_come_later_than_their_claims_are_taken_in(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    bring_in(desk, 0, 4)
    assert matrix_of(desk.store, "toy 2").shape == (4, 0)
    for number in (2, 0):
        text = f"Claim {number} of rain"
        desk.store.add_past_claims(
            [past(10 + number, text)],
            terms={},
            encoded=Encoded("toy 2", (text,), vectors([text])),
            entry=desk.entry(EntryKind.PAST_CLAIMS_IMPORTED, {}),
        )
        matrix = matrix_of(desk.store, "toy 2")
        assert np.array_equal(matrix[[number, -1]], vectors([text, text]))
    assert not matrix[[1, 3]].any()


def test_a_decision_leaves_the_files_as_they_are(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    matrix_of(desk.store)
    before = {file: file.stat().st_mtime_ns for file in folder_of(desk.store).iterdir()}
    desk.decide(claims, Verdict.VERIFIED)
    matrix_of(desk.store)
    matrix_of(DuckStore(desk.store.path))
    assert {file: file.stat().st_mtime_ns for file in folder_of(desk.store).iterdir()} == before
