"""Where nothing more can be written, a sentence says so, and the store is as it was.

The disk is full by a limit on the size of files, which needs no rights (EFBIG), and, where the
machine lets one be mounted, is a small file system that is full (ENOSPC).
"""

import datetime as dt
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from workbench import pipeline
from workbench.cli import main
from workbench.errors import StoreError
from workbench.model import Entry, EntryKind
from workbench.store.duck import DuckStore

ROOM = 24_000_000
"""Bytes of the small file system."""
NOBODY = 65_534
"""A user without rights of their own."""


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """Let writing fail behind so many bytes of any file; Python ignores the signal for it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def desk(sample_store: DuckStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    """The sample store in the folder where one works, with something to add and to import."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBENCH_ANALYST", "mara")
    rows = [f"p{n},The river rose over {n} villages,disputed" for n in range(2_000)]
    (tmp_path / "list.csv").write_text("\n".join(["id,claim,verdict", *rows]))
    (tmp_path / "fire.txt").write_text("Police arrested two men in the harbour on Monday.")
    return sample_store


def claim_of(store: DuckStore) -> str:
    return store.reviewed_claims()[0].claim.id


COMMANDS: dict[str, Callable[[DuckStore], list[str]]] = {
    "import": lambda _: ["import", "list.csv"],
    "decision": lambda store: ["mark", claim_of(store), "disputed", "--reason", "No."],
    "report": lambda _: ["report", "--format", "json", "-o", "status.json"],
    "backup": lambda _: ["backup", "monday.duckdb"],
    "add": lambda _: ["add", "fire.txt"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_a_sentence_and_the_store_is_as_it_was(
    desk: DuckStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    command = COMMANDS[name](desk)
    before = {one.name for one in tmp_path.iterdir()}
    head = desk.head()

    with no_file_grows_beyond(0):
        code = main(command)

    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert "File too large" in said.err
    assert len(said.err.splitlines()) == 2, said.err  # what went wrong, and what to do
    if name in {"backup", "report"}:
        assert said.err.startswith(f"{command[-1]} cannot be written")
    assert desk.head() == head
    assert pipeline.verify(desk) == ()
    left = {one.name for one in tmp_path.iterdir()} - before
    assert left <= {"claims.duckdb.index", "claims.duckdb.wal"}
    assert main(command) == 0  # with room again
    assert pipeline.verify(desk) == ()


def test_on_a_full_disk_one_can_search_and_read_a_report(
    desk: DuckStore, capsys: pytest.CaptureFixture[str]
) -> None:
    with no_file_grows_beyond(0):
        assert main(["search", "the river rose"]) == 0
        assert main(["report"]) == 0
        assert main(["list"]) == 0
    assert "Bab Amr" in capsys.readouterr().out
    assert desk.head().number == 2


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small file system, where that may be done; False where not."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount"):
        yield False
        return
    mounted = not subprocess.run(mount, check=False, capture_output=True).returncode
    try:
        yield mounted
    finally:
        if mounted:
            os.chdir(folder.parent)
            subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - as mount was found


def test_a_small_file_system_that_is_full_loses_nothing(
    desk: DuckStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk") as mounted:
        for name in (desk.path.name, "list.csv", "fire.txt"):
            shutil.copy(name, tmp_path / "disk")
        monkeypatch.chdir(tmp_path / "disk")
        store = DuckStore(Path("claims.duckdb"))
        commands = [COMMANDS[name](store) for name in ("backup", "decision")]
        before, filler = store.head(), Path("filler")
        with filler.open("wb", buffering=0) as rest, suppress(OSError):
            while mounted:
                rest.write(bytes(4096))
        with no_file_grows_beyond(ROOM if mounted else 0):
            codes = [main(command) for command in commands]
        assert codes == [1] * len(commands)
        assert store.head() == before
        filler.unlink()
        assert main(commands[1]) == 0
        assert pipeline.verify(store) == ()


def test_a_store_that_may_only_be_read_is_read_and_a_write_is_a_sentence(
    desk: DuckStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As root may write anything, the driver's refusal comes from the folder /proc."""
    link = tmp_path / "elsewhere.duckdb"
    link.symlink_to("/proc/claims.duckdb")
    assert main(["--store", str(link), "mark", claim_of(desk), "disputed"]) == 1
    assert main(["--store", str(link), "import", "list.csv"]) == 1
    said = capsys.readouterr().err
    assert "elsewhere.duckdb" in said
    assert desk.head().number == 2


@contextmanager
def nobody() -> Iterator[None]:
    """Be who may write only what others let them, as root may write anything."""
    is_root = not os.geteuid()
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_file_that_may_only_be_read_is_read_and_a_write_is_a_sentence(desk: DuckStore) -> None:
    claim, head = claim_of(desk), desk.head()
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to others
        store = DuckStore(Path(folder) / "claims.duckdb")
        shutil.copy(desk.path, store.path)
        Path(folder).chmod(0o777)
        store.path.chmod(0o444)
        before = store.path.read_bytes()
        at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
        entry = Entry("a", at, "mara", EntryKind.NOTED, {"claims": [claim], "reason": "Ask."})
        with nobody():
            assert store.head() == head
            with pytest.raises(StoreError, match=r"^claims\.duckdb may only be read: ") as refused:
                store.append([entry])
        assert "backup" in refused.value.hint
        assert store.path.read_bytes() == before
