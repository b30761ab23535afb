"""`backup`, `restore` and `compact`, as an analyst runs them."""

import json
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.store.duck import DuckStore


@pytest.fixture
def folder(sample_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(sample_store.path.parent)
    return sample_store.path.parent


def test_a_store_goes_away_and_comes_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = DuckStore(folder / "claims.duckdb").head()
    assert main(["backup", "monday.duckdb"]) == 0
    assert head.sha256 in capsys.readouterr().out
    assert main(["restore", "monday.duckdb"]) == 1
    assert "claims.duckdb exists already." in capsys.readouterr().err
    (folder / "claims.duckdb").unlink()

    assert main(["restore", "monday.duckdb", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["entries"], told["head"]) == (head.number, head.sha256)
    assert main(["verify"]) == 0


def test_a_backup_of_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["backup", "monday.duckdb"]) == 1
    assert main(["compact"]) == 1
    assert "There is no file claims.duckdb." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_compacted_store_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = DuckStore(folder / "claims.duckdb").head()

    assert main(["compact", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["bytes_after"] <= told["bytes_before"]
    assert told["head"] == head.sha256
    assert main(["verify"]) == 0
    assert main(["compact"]) == 0
