"""What `doctor --repair` mends of a store, and what it leaves alone."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from store_values import (
    DERIVED,
    MODEL,
    Desk,
    by_words,
    desk_at,
    four_claims,
    matrix_of,
    past,
    statuses,
)
from test_store_backups import everything, names, of_schema

from workbench.errors import DamagedLogError, StoreError
from workbench.model import Verdict
from workbench.store import DuckStore, copies
from workbench.store.backups import back_up
from workbench.store.kept_files import KeptFiles
from workbench.store.repairing import Repaired, repair

APPENDS_AND_DIES = """
import datetime as dt, os, sys
from pathlib import Path
from workbench.model import Entry, EntryKind
from workbench.store import ledger
from workbench.store.file import StoreFile
file, claim = StoreFile(Path(sys.argv[1]), wait=5), sys.argv[2]
con = file._open_for_writing()
for number in range(10):
    con.execute("begin transaction")
    at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    body = {"claims": [claim], "reason": "x" * 500}
    ledger.append(con, [Entry(f"late {number}", at, "Wim", EntryKind.NOTED, body)])
    con.execute("commit")
os._exit(0)
"""
DRAFTS_AND_WAITS = """
import sys
from pathlib import Path
from workbench.store import copies
with copies.drafted(Path(sys.argv[1])) as folder:
    (folder / Path(sys.argv[1]).name).write_text("half")
    print("made", flush=True)
    sys.stdin.readline()
"""


def mend(store: DuckStore) -> Repaired:
    return repair(store.path, model=lambda: MODEL, wait=0)


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def with_a_log(folder: Path) -> tuple[DuckStore, Path]:
    """Return a store of one entry whose log holds ten more."""
    desk = desk_at(folder)
    claim = four_claims(desk)[0]
    command = [sys.executable, "-c", APPENDS_AND_DIES, str(desk.store.path), claim]
    subprocess.run(command, check=True, timeout=60)
    return desk.store, copies.log_of(desk.store.path)


def overwrite(file: Path, at: int) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:at] + bytes(16) + content[at + 16 :])


def test_a_sound_store_is_left_as_it_is(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    matrix_of(desk.store)
    before = {file: sha256_of(file) for file in tmp_path.rglob("*") if file.is_file()}
    assert mend(desk.store) == Repaired()
    assert {file: sha256_of(file) for file in tmp_path.rglob("*") if file.is_file()} == before


def test_where_there_is_no_store_nothing_is_made(tmp_path: Path) -> None:
    assert mend(DuckStore(tmp_path / "claims.duckdb")) == Repaired()
    assert mend(DuckStore(tmp_path / "none" / "claims.duckdb")) == Repaired()
    assert names(tmp_path) == set()


def test_a_damaged_log_is_cut_where_it_is_whole_no_longer(tmp_path: Path) -> None:
    store, log = with_a_log(tmp_path)
    overwrite(log, log.stat().st_size * 7 // 10)
    before = sha256_of(store.path), sha256_of(log)
    with pytest.raises(DamagedLogError, match="doctor --repair"):
        store.head()

    (sentence,) = mend(store).done

    kept = tmp_path / "claims.duckdb.before-repair"
    assert (sha256_of(kept), sha256_of(copies.log_of(kept))) == before
    assert "claims.duckdb.wal was cut after byte" in sentence
    assert kept.name in sentence
    assert 5 < store.head().number < 11
    assert store.broken_at() is None
    store.append([])
    assert names(tmp_path) == {"claims.duckdb", kept.name, f"{kept.name}.wal"}
    assert mend(store) == Repaired()


def test_a_log_that_is_damaged_from_its_first_entry_is_put_aside(tmp_path: Path) -> None:
    store, log = with_a_log(tmp_path)
    overwrite(log, 120)

    (sentence,) = mend(store).done

    cut = re.search(r"was cut after byte (\d+), up to which", sentence)
    assert cut
    assert int(cut[1]) < 120
    assert store.head().number == 1
    assert (tmp_path / "claims.duckdb.before-repair.wal").exists()


def test_the_log_of_another_state_of_the_store_is_put_aside(tmp_path: Path) -> None:
    store, log = with_a_log(tmp_path)
    stale = log.read_bytes()
    store.append([])
    log.write_bytes(stale)
    with pytest.raises(DamagedLogError, match="not the one that this file was left with"):
        store.head()

    (sentence,) = mend(store).done

    assert "put aside as claims.duckdb.before-repair.wal" in sentence
    assert (tmp_path / "claims.duckdb.before-repair.wal").read_bytes() == stale
    assert store.head().number == 11


def test_a_log_without_its_store_is_put_aside(tmp_path: Path) -> None:
    store, log = with_a_log(tmp_path)
    store.path.unlink()
    content = log.read_bytes()

    (sentence,) = mend(store).done

    assert "a store that is gone" in sentence
    assert (tmp_path / "claims.duckdb.before-repair.wal").read_bytes() == content
    assert names(tmp_path) == {"claims.duckdb.before-repair.wal"}


def test_what_a_killed_process_was_making_is_deleted_and_what_one_is_making_is_not(
    tmp_path: Path,
) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    KeptFiles(desk.store.path).keep_bytes(b"A photograph.", name="a.jpg")
    (tmp_path / "claims.duckdb.files" / f".{'a' * 32}").write_bytes(b"half")
    (tmp_path / f".notes.{'b' * 32}").mkdir()
    (tmp_path / f".notes.{'b' * 32}" / "mine.txt").write_text("Not the program's.")
    command = [sys.executable, "-c", DRAFTS_AND_WAITS, str(desk.store.path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "made\n"
        (sentence,) = mend(desk.store).done
        assert sentence.startswith("1 file or folder")
        os.kill(maker.pid, signal.SIGKILL)
        maker.wait(timeout=60)
    assert len(mend(desk.store).done) == 1
    assert mend(desk.store) == Repaired()
    assert names(tmp_path) == {"claims.duckdb", "claims.duckdb.files", f".notes.{'b' * 32}"}
    assert len(names(tmp_path / "claims.duckdb.files")) == 1


def flip_a_bit(file: Path) -> None:
    """Change a byte and leave the file's time as it was, as a failing disk does."""
    state = file.stat()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    with file.open("r+b") as opened:
        opened.write(content)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def replace_by_a_file(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("a file where the folder should be")


@pytest.mark.parametrize("damage", [flip_a_bit, Path.unlink, replace_by_a_file])
def test_an_index_that_does_not_fit_is_made_anew(tmp_path: Path, damage: object) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(number, f"Claim {number} of rain") for number in range(4)])
    right = matrix_of(desk.store).tobytes()
    (file,) = (tmp_path / "claims.duckdb.index").glob("vectors-*.bin")
    damage(file)  # type: ignore[operator]  # one of those above

    (sentence,) = mend(desk.store).done

    assert sentence == "The search index did not fit: made anew from the store, 4 claims."
    assert matrix_of(DuckStore(desk.store.path)).tobytes() == right
    assert [id_ for id_, _ in by_words(desk.store, ["2"])] == [past(2, "").id]
    assert mend(desk.store) == Repaired()


def brought_up(folder: Path) -> tuple[Desk, Path]:
    """Return a store that was brought up from an earlier schema, and the copy that was kept."""
    (folder / "made").mkdir()
    made = desk_at(folder / "made")
    made.decide([four_claims(made)[0]], Verdict.DISPUTED)
    KeptFiles(folder / "claims.duckdb").keep_bytes(b"A photograph.", name="a.jpg")
    desk = desk_at(folder)
    of_schema(made.store, 4, folder / "older.duckdb")
    (folder / "older.duckdb").rename(desk.store.path)
    shutil.rmtree(folder / "made")
    desk.store.append([])
    (kept,) = folder.glob("*.before-0*")
    return desk, kept


def test_a_store_that_cannot_be_mended_has_its_copy_put_beside_it(tmp_path: Path) -> None:
    desk, kept = brought_up(tmp_path)
    with duckdb.connect(desk.store.path) as con:
        con.execute("update ledger set analyst = 'somebody else' where number = 2")
    before, as_kept = sha256_of(desk.store.path), everything(kept)

    told = mend(desk.store)

    assert "breaks at entry 2" in told.left[0]
    assert "restore BACKUP" in told.left[0]
    assert "put beside the store as claims.restored.duckdb: 2 entries" in told.done[0]
    assert sha256_of(desk.store.path) == before
    assert everything(tmp_path / "claims.restored.duckdb") == as_kept
    assert len(names(tmp_path / "claims.restored.duckdb.files")) == 1
    assert statuses(DuckStore(tmp_path / "claims.restored.duckdb"))[0] == "disputed"
    again = mend(desk.store)
    assert again.done == []
    assert "claims.restored.duckdb" in again.left[-1]


def test_a_store_that_is_gone_has_its_copy_put_beside_its_place(tmp_path: Path) -> None:
    desk, _ = brought_up(tmp_path)
    desk.store.path.unlink()
    (sentence,) = mend(desk.store).done
    assert "claims.restored.duckdb" in sentence
    assert not desk.store.path.exists()


def test_a_file_that_is_no_store_any_more_is_left_as_it_is(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    back_up(desk.store.path, tmp_path / "monday.duckdb")
    desk.store.path.write_bytes(b"\0" * 12_288)
    told = mend(desk.store)
    assert told.done == []
    assert "not a DuckDB database. It cannot be mended." in told.left[0]
    assert desk.store.path.read_bytes() == b"\0" * 12_288


def test_a_store_that_is_held_is_not_repaired(tmp_path: Path) -> None:
    store, log = with_a_log(tmp_path)
    overwrite(log, log.stat().st_size // 2)
    hold = "import fcntl, sys; f = open(sys.argv[1], 'r+b'); fcntl.lockf(f, fcntl.LOCK_EX); "
    hold += "print('held', flush=True); sys.stdin.readline()"
    before = sha256_of(log)
    with subprocess.Popen(
        [sys.executable, "-c", hold, store.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreError, match="open in another process"):
            mend(store)
        holder.communicate(b"\n")
    assert sha256_of(log) == before


def test_what_is_kept_of_what_entries_say_is_made_anew(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    desk.undo(desk.decide(claims[:2], Verdict.VERIFIED))
    with duckdb.connect(desk.store.path) as con:
        con.execute("update acts set verdict = 'disputed' where claim_id = ?", [claims[0]])
        con.execute("delete from turns")
    assert [fault.entry for fault in desk.store.faults(DERIVED)] == [2]

    told = mend(desk.store)

    assert told.done == [
        "What is kept of what entries say of claims was made anew from the ledger."
    ]
    assert desk.store.faults(DERIVED) == ()
    assert statuses(desk.store) == ["unreviewed"] * 4
    assert mend(desk.store) == Repaired()
