"""`--model`, `WORKBENCH_MODEL` and `workbench reindex`, run as an analyst does."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from program import Run

from workbench.matching.sentence_model import sentence_model

WEIGHTS = "model.safetensors"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the user's own, which cuts texts earlier; its weights are linked."""
    packaged, own = sentence_model().folder, tmp_path / "short-model"
    copytree(packaged, own, ignore=lambda _, names: [name for name in names if name == WEIGHTS])
    (own / WEIGHTS).symlink_to(packaged / WEIGHTS)
    (own / "sentence_bert_config.json").write_text('{"max_seq_length": 16}', encoding="utf-8")
    return own


def test_another_model_is_named_indexed_and_searched_with(
    run: Run, folder: Path, fixtures: Path
) -> None:
    text = "about 4,000 people are still in Baba Amr"
    assert run("import", fixtures / "past-claims.csv").returncode == 0

    searched = run("--model", folder, "search", text, "--json")
    assert {match["score"] for match in json.loads(searched.stdout)} == {0}
    assert "workbench reindex" in searched.stderr

    done = json.loads(run("--model", folder, "reindex", "--json").stdout)
    assert done["model"].startswith("short-model@")
    assert done["encoded"] > 40
    assert run("reindex", WORKBENCH_MODEL=str(folder)).stdout.startswith("0 texts encoded with")

    searched = run("search", text, "--json", WORKBENCH_MODEL=str(folder))
    assert json.loads(searched.stdout)[0]["score"] > 0.5
    assert "reindex" not in searched.stderr


def test_what_the_model_has_not_encoded_yet_is_counted(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "late.csv").write_text("claim\nThe ferry sank\nThe dam held\n", encoding="utf-8")
    assert run("import", tmp_path / "late.csv").returncode == 0
    (tmp_path / "q.tsv").write_text("1\tferry\n", encoding="utf-8")

    for asked in (("search", "ferry"), ("search", "--batch", tmp_path / "q.tsv", "--jsonl")):
        assert "reindex" not in run(*asked).stderr
        said = run("--model", folder, *asked).stderr
        assert "By words alone: 2 claims that the sentence model has not encoded yet." in said


def test_a_model_that_is_not_there_is_one_sentence(run: Run) -> None:
    done = run("--model", "no-such-model", "search", "retreat")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no model folder and no installed package “no-such-model”." in done.stderr
