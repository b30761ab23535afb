"""A sentence model as an ONNX graph, run by onnxruntime: cold in 0.3 s, without torch.

The graph takes token ids and gives sentence vectors: pooling and what follows it are part of it.
It knows no padding: only texts with the same number of tokens go through it together. Its metadata
hold the tokenizer, so that one file is all that encoding needs.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TOKENIZER, DIMENSIONS = "tokenizer", "dimensions"
"""Metadata of a graph: the tokenizer as JSON, where it cuts included, and how long a row is."""
ALONE = "alone"
"""Metadata of a graph whose rows would depend on what goes through it together with a text."""
IDS, ROWS = "input_ids", "rows"
"""What a graph takes, of shape (texts, tokens), and what it gives."""
BATCH_TOKENS = 384
"""Most tokens that go through the graph together, unless one text has more: fewer make the products
of matrices slower, with more, what is between them falls out of the processor's own cache."""


_QUIET = {
    # onnxruntime from 1.29 on makes a device id and reports to its maker unless told not to.
    "ORT_DISABLE_TELEMETRY": "1",
    # Without it the tokenizer warns on standard error, over the screen, when a process is forked.
    "TOKENIZERS_PARALLELISM": "false",
}


class GraphEncoder:
    """A sentence model's graph, run on the processor.

    Texts with as many tokens go through together, so that nothing is padded, and each batch on a
    core of its own: nothing waits for another core within a layer. Rows do not depend on their
    neighbours beyond rounding.
    """

    def __init__(self, model: str, graph: Path | bytes) -> None:
        os.environ.update(_QUIET)  # read once, when the libraries are imported
        import onnxruntime  # ~0.03 s
        from tokenizers import Tokenizer  # ~0.01 s

        self._model = model
        one_core = onnxruntime.SessionOptions()
        one_core.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            graph, one_core, providers=["CPUExecutionProvider"]
        )
        notes = self._session.get_modelmeta().custom_metadata_map
        self._dimensions = int(notes[DIMENSIONS])
        self._together = 1 if ALONE in notes else BATCH_TOKENS
        self._tokenizer = Tokenizer.from_str(notes[TOKENIZER])

    @property
    def model(self) -> str:
        """The model's tag, kept beside each vector this encoder makes."""
        return self._model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""
        rows = np.empty((len(texts), self._dimensions), dtype=np.float32)
        with ThreadPoolExecutor(_cores()) as cores:
            tokens = list(chain.from_iterable(cores.map(self._tokens, _shares(texts, _cores()))))
            batches = _batches([len(ids) for ids in tokens], self._together)
            done = cores.map(self._run, ([tokens[row] for row in batch] for batch in batches))
            for batch, encoded in zip(batches, done, strict=True):
                rows[batch] = encoded
        return rows

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        return [text.ids for text in self._tokenizer.encode_batch_fast(list(texts))]

    def _run(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        (rows,) = self._session.run([ROWS], {IDS: np.array(tokens, dtype=np.int64)})
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: NDArray[np.float32] = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shares(texts: Sequence[str], count: int) -> list[Sequence[str]]:
    size = -(-len(texts) // count)
    return [texts[start : start + size] for start in range(0, len(texts), size or 1)]


def _batches(lengths: Sequence[int], tokens: int) -> list[list[int]]:
    """Return the texts' positions, those of one length together, the longest first.

    At most so many tokens are in a batch, unless one text has more.
    """
    alike: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        alike.setdefault(length, []).append(position)
    batches: list[list[int]] = []
    for length in sorted(alike, reverse=True):
        positions = alike[length]
        count = -(-len(positions) * max(length, 1) // tokens) or 1
        size = -(-len(positions) // count)  # batches of one length are even
        batches += [positions[at : at + size] for at in range(0, len(positions), size)]
    return batches
