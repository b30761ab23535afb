import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.writing import write_atomically


def test_a_new_file_holds_the_text_as_given(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.md", "é\r\n")
    assert (tmp_path / "a.md").read_bytes() == "é\r\n".encode()
    assert len(list(tmp_path.iterdir())) == 1


def test_an_existing_file_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with pytest.raises(WorkbenchError, match="exists already"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    write_atomically(path, "new", overwrite=True)
    assert path.read_text() == "new"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")
    write_atomically(tmp_path / "a.md", "x")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_goes_on_pointing_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write_atomically(tmp_path / "link.md", "new", overwrite=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_folder_without_links_takes_a_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_atomically(tmp_path / "a.md", "x")
    with pytest.raises(WorkbenchError, match="exists already"):
        write_atomically(tmp_path / "a.md", "y")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text() == "x"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="cannot be written"):
        write_atomically(tmp_path / "missing" / "a.md", "x")


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(WorkbenchError):
        write_atomically(tmp_path / "a.md", "x", overwrite=True)
    assert len(list(tmp_path.iterdir())) == 1


def test_what_comes_piece_by_piece_is_whole_or_not_there(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        message = "no more"
        raise WorkbenchError(message)

    write_atomically(tmp_path / "whole", iter((b"one, ", b"two")))
    with pytest.raises(WorkbenchError):
        write_atomically(tmp_path / "half", failing())

    assert [one.name for one in tmp_path.iterdir()] == ["whole"]
    assert (tmp_path / "whole").read_bytes() == b"one, two"
