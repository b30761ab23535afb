"""Files kept beside the store: whole or not at all, under their hash, read-only."""

import hashlib
import os
from pathlib import Path

import pytest

from workbench.errors import NotFoundError, StoreError
from workbench.store.kept_files import KeptFiles

CONTENT = b"%PDF- a scan of [page] 3"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> KeptFiles:
    return KeptFiles(tmp_path / "claims.duckdb")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "page 3.pdf"
    path.write_bytes(CONTENT)
    return path


def test_a_file_is_kept_under_its_hash_beside_the_store(
    files: KeptFiles, scan: Path, tmp_path: Path
) -> None:
    kept = files.keep(scan)

    assert (kept.name, kept.sha256, kept.size) == ("page 3.pdf", SHA256, len(CONTENT))
    assert files.path_of(SHA256) == tmp_path / "claims.duckdb.files" / SHA256
    assert files.path_of(SHA256).read_bytes() == CONTENT
    assert files.is_whole(SHA256)


def test_what_is_kept_cannot_be_written_to_and_leaves_no_draft(
    files: KeptFiles, scan: Path
) -> None:
    files.keep(scan)

    assert files.path_of(SHA256).stat().st_mode & 0o777 == 0o444
    assert [path.name for path in files.folder.iterdir()] == [SHA256]


def test_the_same_bytes_are_kept_once(files: KeptFiles, scan: Path) -> None:
    files.keep(scan)
    before = files.path_of(SHA256).stat().st_ino
    again = files.keep_bytes(CONTENT, name="other.pdf")

    assert (again.name, again.sha256) == ("other.pdf", SHA256)
    assert files.path_of(SHA256).stat().st_ino == before


def test_a_kept_file_that_was_damaged_is_noticed_and_replaced(files: KeptFiles, scan: Path) -> None:
    files.keep(scan)
    files.path_of(SHA256).chmod(0o644)
    files.path_of(SHA256).write_bytes(b"half")
    assert not files.is_whole(SHA256)

    files.keep(scan)

    assert files.path_of(SHA256).read_bytes() == CONTENT


def test_a_file_that_is_too_large_is_refused_and_nothing_stays(
    files: KeptFiles, scan: Path
) -> None:
    with pytest.raises(StoreError, match=r"page 3\.pdf is larger than 0 MB.*give its address"):
        files.keep(scan, limit=len(CONTENT) - 1)

    assert list(files.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing.pdf", "There is no file .*nothing.pdf"),
        ("folder", "folder is a folder"),
        ("pipe", "pipe is not a file"),
        ("empty.txt", "empty.txt is empty"),
        ("nul\0", "There is no file|cannot be read"),
    ],
)
def test_what_is_no_file_is_refused_in_words(
    files: KeptFiles, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(StoreError, match=words):
        files.keep(tmp_path / name)


def test_where_the_folder_cannot_be_made_it_is_said(files: KeptFiles, scan: Path) -> None:
    files.folder.write_text("in the way")

    with pytest.raises(StoreError, match=r"page 3\.pdf was not kept"):
        files.keep(scan)


@pytest.mark.parametrize("name", ["../../etc/passwd", SHA256.upper(), SHA256 + "\n", ""])
def test_only_a_hash_names_a_kept_file(files: KeptFiles, name: str) -> None:
    assert not files.is_whole(name)
    with pytest.raises(NotFoundError):
        files.path_of(name)
