"""A sentence model as an ONNX graph, run by onnxruntime: cold in 0.3 s, without torch.

The graph takes token ids and gives sentence vectors: pooling and what follows it are part of it.
Its metadata hold the tokenizer, so that one file is all that encoding needs.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding

TOKENIZER, PAD, DIMENSIONS = "tokenizer", "pad", "dimensions"
"""Metadata of a graph: the tokenizer as JSON, where it cuts included, padding id, row length."""
IDS, MASK, ROWS = "input_ids", "attention_mask", "rows"
"""What a graph takes, both of shape (texts, tokens), and what it gives."""
BATCH_TOKENS = 256
"""Tokens that go through the graph together: with more, what is between two layers falls out of the
processor's nearest cache (1,024 tokens take 1.6 times as long a token)."""


_QUIET = {
    # onnxruntime from 1.29 on makes a device id and reports to its maker unless told not to.
    "ORT_DISABLE_TELEMETRY": "1",
    # Without it the tokenizer warns on standard error, over the screen, when a process is forked.
    "TOKENIZERS_PARALLELISM": "false",
}


class GraphEncoder:
    """A sentence model's graph, run on the processor.

    Texts of like length go through together, so that little is padded, and each batch on a core of
    its own: nothing waits for another core within a layer. Rows do not depend on their neighbours
    beyond rounding.
    """

    def __init__(self, model: str, graph: Path) -> None:
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
        self._dimensions, self._pad = int(notes[DIMENSIONS]), int(notes[PAD])
        self._tokenizer = Tokenizer.from_str(notes[TOKENIZER])

    @property
    def model(self) -> str:
        """The model's tag, kept beside each vector this encoder makes."""
        return self._model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""
        rows = np.empty((len(texts), self._dimensions), dtype=np.float32)
        tokens = self._tokenizer.encode_batch(list(texts))
        batches = _batches([len(encoding) for encoding in tokens])
        with ThreadPoolExecutor(_cores()) as cores:
            done = cores.map(self._run, ([tokens[row] for row in batch] for batch in batches))
            for batch, encoded in zip(batches, done, strict=True):
                rows[batch] = encoded
        return rows

    def _run(self, tokens: "Sequence[Encoding]") -> NDArray[np.float32]:
        width = max(len(encoding) for encoding in tokens)
        ids = np.full((len(tokens), width), self._pad, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(tokens):
            ids[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        (rows,) = self._session.run([ROWS], {IDS: ids, MASK: mask})
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: NDArray[np.float32] = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Return the texts' positions, those of like length together, the longest first."""
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        if batches and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= BATCH_TOKENS:
            batches[-1].append(position)
        else:
            batches.append([position])
    return batches
