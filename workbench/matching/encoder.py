"""What turns texts into vectors: the model that a setting names, run the fastest way there is.

A model has two encoders. sentence-transformers is the reference and runs any model; onnxruntime
runs the graph that the reference is put into once, without torch. Both carry the model's tag
alone: they give the same vectors (cosine above 0.99999, and a graph is kept only where it does), so
a store needs no second set of vectors when the graph comes or goes.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.matching.graph_cache import kept_graph, make_graph
from workbench.matching.reference import load_reference
from workbench.matching.sentence_model import PACKAGED_MODEL, model_tag, sentence_model

__all__ = ["PACKAGED_MODEL", "Encoder", "load_encoder", "model_tag", "packaged_encoder"]


class Encoder(Protocol):
    """One sentence model; vectors of two models are never compared."""

    @property
    def model(self) -> str:
        """The model's tag, kept beside each vector this encoder makes."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""


def load_encoder(model: str | None = None) -> Encoder:
    """Load the model that the setting names, a folder or an installed package; None: the packaged.

    About 0.4 s where its graph is in the cache; where not, about 8 s, and it is there then.
    ModelError where there is no such model or its files cannot be read.
    """
    found = sentence_model(model)
    graph = kept_graph(found)
    if graph is not None:
        return graph
    reference = load_reference(found)
    return make_graph(found, reference) or reference


def packaged_encoder() -> Encoder:
    """Load all-MiniLM-L6-v2 from its package."""
    return load_encoder()
