"""`doctor` says how things are, and 1 where something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from workbench.cli import main, trial
from workbench.matching.sentence_model import PACKAGED_MODEL
from workbench.store.duck import DuckStore


def test_a_sound_store_and_the_job_offline_are_said_to_be_well(
    sample_store: DuckStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample_store.path.parent)
    before = sample_store.path.read_bytes()

    code = main(["doctor", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert told["wrong"] == []
    assert code == 0
    assert told["offline_trial"] is True
    assert told["model"]["tag"] == PACKAGED_MODEL
    assert told["store"]["head"] == sample_store.head().sha256
    assert told["store"]["chain_holds"] is True
    assert told["versions"]["duckdb"] == duckdb.__version__
    assert sample_store.path.read_bytes() == before


def test_a_broken_chain_and_a_job_that_fails_are_named(
    sample_store: DuckStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample_store.path.parent)
    with duckdb.connect(sample_store.path) as con:
        con.execute("update ledger set analyst = 'somebody else' where number = 2")
    monkeypatch.setattr(sys, "executable", "false")

    assert main(["doctor"]) == 1

    said = capsys.readouterr().out
    assert "Wrong: The ledger's chain breaks at entry 2." in said
    assert "Wrong: The main job did not work offline" in said
    assert "All is well" not in said


def test_what_was_mended_is_said_before_how_things_are_now(
    sample_store: DuckStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample_store.path.parent)
    monkeypatch.setattr(sys, "executable", "true")  # the trial has tests of its own
    draft = sample_store.path.with_name(f".claims.duckdb.{'0' * 32}")
    draft.mkdir()
    head = sample_store.head().sha256

    assert main(["doctor", "--repair", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["repaired"] == ["1 file or folder that a killed process left half made: deleted."]
    assert (told["wrong"], told["store"]["head"]) == ([], head)
    assert not draft.exists()

    assert main(["doctor", "--repair"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Nothing was mended.\n")
    assert said.endswith("All is well.\n")


def test_what_cannot_be_mended_is_said_once_with_what_to_do(
    sample_store: DuckStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample_store.path.parent)
    monkeypatch.setattr(sys, "executable", "true")
    sample_store.path.write_bytes(bytes(12_288))

    assert main(["doctor", "--repair"]) == 1

    said = capsys.readouterr().out
    assert said.count("not a DuckDB database") == 1
    assert "Put a backup back, beside it, with: workbench --store NEW.duckdb restore" in said


def test_the_trial_refuses_a_connection(tmp_path: Path) -> None:
    code = (
        "import socket, sys; from workbench.cli import trial; sys.addaudithook(trial.forbid); "
        "socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "A connection was tried: socket.getaddrinfo" in done.stderr
    assert "socket.connect" in trial.FORBIDDEN
