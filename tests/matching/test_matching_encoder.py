import subprocess
import sys

import numpy as np

from workbench.matching.encoder import PACKAGED_MODEL, Encoder, load_encoder, packaged_encoder
from workbench.matching.graph import GraphEncoder

TEXTS = [
    "About 4,000 civilians are still in the district.",
    "Some four thousand people have remained in the district.",
    "The central bank left its interest rate unchanged.",
]


def test_the_encoder_of_the_packaged_model_carries_its_tag(encoder: Encoder) -> None:
    assert encoder.model == PACKAGED_MODEL


def test_rows_are_single_precision_and_of_length_one(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_texts_that_mean_the_same_are_nearer(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows[0] @ rows[1] > 0.5
    assert rows[0] @ rows[2] < 0.2


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode([]).dtype == np.float32


def test_the_same_texts_give_the_same_rows(encoder: Encoder) -> None:
    assert np.array_equal(encoder.encode(TEXTS), encoder.encode(TEXTS))


def test_the_graph_serves_and_is_there_the_next_time() -> None:
    assert isinstance(packaged_encoder(), GraphEncoder)
    assert isinstance(load_encoder(), GraphEncoder)


def test_with_the_graph_there_encoding_loads_no_torch_prints_nothing_and_connects_to_nothing(
    encoder: Encoder,
) -> None:
    assert isinstance(encoder, GraphEncoder)
    script = """
import socket, sys
def refuse(*_):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
from workbench.matching.encoder import packaged_encoder
assert not {"onnxruntime", "tokenizers", "torch"} & set(sys.modules)
packaged_encoder().encode(["one", "two"])
heavy = {"torch", "transformers", "sentence_transformers", "spacy", "onnx"} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
