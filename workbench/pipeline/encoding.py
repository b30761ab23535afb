"""Encoding what the sentence model in use has not encoded yet."""

from collections.abc import Callable, Generator

import numpy as np

from workbench.matching.encoder import Encoder
from workbench.model import EntryKind
from workbench.pipeline.intake import BATCH, CHUNK
from workbench.pipeline.progress import Context, Progress, Stage
from workbench.store.protocol import Encoded, Store


def reindex(
    *, store: Store, load_encoder: Callable[[], Encoder], context: Context, model: str
) -> Generator[Progress, None, int]:
    """Encode the texts that have no vector of this model; return how many there were.

    `model` is the tag of the encoder that `load_encoder` gives. Vectors go in a batch at a time: a
    kill loses one batch, and the next call goes on with what is missing.
    """
    texts = store.unencoded_texts(model=model)
    if not texts:
        return 0
    yield Progress(Stage.LOADING, 0, 1)
    encoder = load_encoder()
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        rows = []
        for at in range(0, len(batch), CHUNK):
            yield Progress(Stage.ENCODING, start + at, len(texts))
            rows.append(encoder.encode(batch[at : at + CHUNK]))
        encoded = Encoded(encoder.model, batch, np.concatenate(rows))
        store.add_vectors(encoded, entry=context.entry(EntryKind.REINDEXED))
    return len(texts)
