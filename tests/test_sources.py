"""What is named on the command line comes to sources."""

import os
from pathlib import Path

import pytest

from workbench.pipeline import find_sources
from workbench.pipeline.sources import Found


def found_in(folder: Path, *named: str, lists: tuple[Path, ...] = (), data: bytes = b"") -> Found:
    return find_sources(
        named, lists=lists, standard_input=lambda: data, store=folder / "claims.duckdb"
    )


def names(found: Found, folder: Path) -> list[str]:
    return [source.name.removeprefix(f"{folder}/") for source in found.sources]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", ".hidden", "sub/c.txt", ".git/config", "sub/.d", "noend"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    return tmp_path


def test_a_folder_is_all_the_files_in_it_but_the_hidden_ones(folder: Path) -> None:
    found = found_in(folder, str(folder))

    assert names(found, folder) == ["a.html", "b.txt", "noend", "sub/c.txt"]
    assert found.folders[0].kinds == {".txt": 2, ".html": 1, "without suffix": 1}
    assert found.folders[0].passed_over == 3


def test_the_store_and_what_lies_beside_it_is_no_source(folder: Path) -> None:
    for name in ("claims.duckdb", "claims.duckdb.wal", "claims.duckdb.files/abc", "claims.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("text")

    found = found_in(folder, str(folder))

    assert "claims.txt" in names(found, folder)
    assert not any("duckdb" in name for name in names(found, folder))


def test_a_link_to_a_folder_above_is_not_followed(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)

    assert len(found_in(folder, str(folder)).sources) == 4


def test_what_is_no_file_is_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "broken.txt").symlink_to(folder / "nowhere")

    found = found_in(folder, str(folder))

    assert len(found.sources) == 4
    assert found.folders[0].passed_over == 5


def test_a_pattern_is_the_files_that_fit_it(folder: Path) -> None:
    assert names(found_in(folder, f"{folder}/**/*.txt"), folder) == ["b.txt", "sub/c.txt"]


def test_a_file_whose_name_looks_like_a_pattern_or_an_address_is_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for name in ("[1].txt", "file:x"):
        (folder / name).write_text("text")

    found = found_in(folder, "[1].txt", "file:x")

    assert [source.path for source in found.sources] == [Path("[1].txt"), Path("file:x")]


def test_a_list_names_a_source_on_each_line(folder: Path) -> None:
    listed = folder / "list"
    listed.write_bytes(f"\ufeff# mine\n\n  {folder}/b.txt \r\nhttps://a.example/1\n".encode())

    found = found_in(folder, lists=(listed,))

    assert [source.address for source in found.sources] == [None, "https://a.example/1"]
    assert names(found, folder)[0] == "b.txt"


def test_what_is_named_twice_is_one_source(folder: Path) -> None:
    found = found_in(folder, "-", f"{folder}/b.txt", f"{folder}/b.txt", "-", data=b"x")

    assert names(found, folder) == ["standard input", "b.txt"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("ftp://a.example/x", "ftp: addresses are not fetched"),
        ("file:///etc/passwd", "file: addresses are not fetched"),
        ("javascript:alert(1)", "javascript: addresses are not fetched"),
        ("*.nope", "No file fits"),
        ("missing.lst", "does not exist"),
    ],
)
def test_what_is_no_source_is_listed_with_its_reason_and_the_rest_goes_on(
    folder: Path, named: str, said: str
) -> None:
    lists = (folder / named,) if named.endswith(".lst") else ()
    arguments = [] if lists else [named]

    found = found_in(folder, *arguments, f"{folder}/b.txt", lists=lists)

    assert names(found, folder) == ["b.txt"]
    assert said in found.failed[0].reason


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".only").write_text("hidden")

    found = found_in(tmp_path, str(tmp_path))

    assert "holds no files" in found.failed[0].reason
    assert "begin with a point" in found.failed[0].hint


def test_a_list_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\xff\xfe\xfa")

    assert "not UTF-8" in found_in(tmp_path, lists=(tmp_path / "list",)).failed[0].reason
