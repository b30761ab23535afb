"""The reference: a sentence model as sentence-transformers runs it."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from workbench.matching.sentence_model import SentenceModel

BATCH = 32
"""Texts that go through the model together."""

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    # Without it the tokenizer warns on standard error, over the screen, when a process is forked.
    "TOKENIZERS_PARALLELISM": "false",
}


class ReferenceEncoder:
    """A sentence-transformers model, run on the processor: what every other way is held against."""

    def __init__(self, model: str, transformer: "SentenceTransformer") -> None:
        self._model = model
        self.transformer = transformer
        self.dimensions = int(transformer.get_embedding_dimension() or 0)
        """How long a row is."""

    @property
    def model(self) -> str:
        """The model's tag, kept beside each vector this encoder makes."""
        return self._model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        rows = self.transformer.encode(
            list(texts),
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


def load_reference(model: "SentenceModel") -> ReferenceEncoder:
    """Load the model with sentence-transformers (about 5 s); ModelError where that fails."""
    model.check()
    os.environ.update(_OFFLINE)  # read once, when the libraries are imported
    from sentence_transformers import SentenceTransformer  # ~4.5 s, 3,500 modules

    try:
        transformer = SentenceTransformer(
            str(model.folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:  # sentence-transformers raises whatever the files provoke
        message = f"The sentence model in {model.folder} cannot be loaded: {error}"
        raise ModelError(message, "Check that the folder is complete.") from error
    return ReferenceEncoder(model.tag, transformer)
