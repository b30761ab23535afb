"""Texts encoded a chunk at a time: those that come in, and those that another model has encoded."""

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from workbench.matching.encoder import Encoder
from workbench.model import EntryKind
from workbench.pipeline.progress import Context, Progress, Stage
from workbench.store.protocol import Encoded, Store

BATCH = 500
"""Texts whose vectors are kept in one transaction."""
CHUNK = 500
"""Texts encoded between two words of progress: about a second on two cores. Among fewer there are
not enough of one length to go through together (64 at a time take a fifth longer)."""


def encode_missing(
    texts: Sequence[str], *, store: Store, load_encoder: Callable[[], Encoder], model: str
) -> Generator[Progress, None, Encoded]:
    """Encode the texts that have no vector yet; the model is loaded only where there are some.

    `model` is the tag of the encoder that `load_encoder` gives.
    """
    missing = store.missing_texts(texts, model=model)
    if not missing:
        return _encoded((), None, model)
    yield Progress(Stage.LOADING, 0, 1)
    return (yield from _in_chunks(missing, load_encoder(), done=0, total=len(missing)))


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
        encoded = yield from _in_chunks(batch, encoder, done=start, total=len(texts))
        store.add_vectors(encoded, entry=context.entry(EntryKind.REINDEXED))
    return len(texts)


def encoded_ahead(
    batches: Iterable[Sequence[str]], *, load_encoder: Callable[[], Encoder], model: str
) -> Generator[Stage | Encoded, None, None]:
    """Yield the vectors of each batch; the next is encoded while the caller keeps these.

    In between, what is being done is told. The model is loaded only where a batch has texts; what
    is being encoded when the generator is closed is waited for.
    """
    encoder: Encoder | None = None
    thread = ThreadPoolExecutor(1, "encoding")
    try:
        before: Future[Encoded] | None = None
        for texts in batches:
            if texts and encoder is None:
                yield Stage.LOADING
                encoder = load_encoder()
            now = thread.submit(_encoded, texts, encoder, model)
            if texts:
                yield Stage.ENCODING
            if before is not None:
                yield before.result()
            before = now
        if before is not None:
            yield before.result()
    finally:
        thread.shutdown(cancel_futures=True)


def _encoded(texts: Sequence[str], encoder: Encoder | None, model: str) -> Encoded:
    if encoder is None or not texts:
        return Encoded(model, (), np.empty((0, 0), dtype=np.float32))
    return Encoded(encoder.model, tuple(texts), encoder.encode(texts))


def _in_chunks(
    texts: Sequence[str], encoder: Encoder, *, done: int, total: int
) -> Generator[Progress, None, Encoded]:
    """Encode texts, `done` of `total` being encoded already."""
    rows = []
    for start in range(0, len(texts), CHUNK):
        yield Progress(Stage.ENCODING, done + start, total)
        rows.append(encoder.encode(texts[start : start + CHUNK]))
    return Encoded(encoder.model, tuple(texts), np.concatenate(rows))
