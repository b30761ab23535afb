"""Articles and past claims taken in: split, encoded and kept."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.words import terms
from workbench.model import Article, EntryKind, PastClaim, Splitting
from workbench.pipeline.progress import Context, Progress, Stage
from workbench.splitting.figures import figures_in
from workbench.store.protocol import Encoded, Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 500
"""Past claims kept in one transaction."""
CHUNK = 64
"""Texts encoded between two words of progress."""


@dataclass(frozen=True, slots=True)
class Added:
    """What taking an article in came to."""

    article: Article
    new: bool
    """False where the article was in the store already."""
    claims: int
    left_out: int


def add_article(
    article: Article,
    *,
    store: Store,
    split: Callable[[Article], Splitting],
    load_encoder: Callable[[], Encoder],
    context: Context,
) -> Generator[Progress, None, Added]:
    """Split, encode and keep an article; what was there already is left as it is."""
    if store.has_article(article.id):
        kept = store.article(article.id)
        claims, left_out = store.reviewed_claims(kept.id), store.left_out(kept.id)
        return Added(kept, new=False, claims=len(claims), left_out=len(left_out))
    yield Progress(Stage.SPLITTING, 0, 1)
    splitting = split(article)
    texts = [claim.text for claim in splitting.claims]
    encoded = yield from _encode(texts, store=store, load_encoder=load_encoder)
    yield Progress(Stage.STORING, 0, 1)
    new = store.add_article(
        article,
        splitting,
        terms={claim.id: terms(claim.text) for claim in splitting.claims},
        encoded=encoded,
        entry=context.entry(EntryKind.ARTICLE_ADDED, article=article.id),
    )
    return Added(article, new=new, claims=len(splitting.claims), left_out=len(splitting.left_out))


def import_past_claims(
    past_claims: Sequence[PastClaim],
    *,
    store: Store,
    load_encoder: Callable[[], Encoder],
    context: Context,
) -> Generator[Progress, None, int]:
    """Encode and keep past claims; return how many were new.

    They go in a batch at a time, so that no other window waits long and a kill loses one batch.
    """
    encoder = cache(load_encoder)
    new = 0
    for start in range(0, len(past_claims), BATCH):
        batch = [
            replace(past, figures=figures_in(past.text))
            for past in past_claims[start : start + BATCH]
        ]
        yield Progress(Stage.ENCODING, start, len(past_claims))
        encoded = yield from _encode(
            [past.text for past in batch], store=store, load_encoder=encoder
        )
        new += store.add_past_claims(
            batch,
            terms={past.id: terms(f"{past.text} {past.title or ''}") for past in batch},
            encoded=encoded,
            entry=context.entry(EntryKind.PAST_CLAIMS_IMPORTED),
        )
    return new


def _encode(
    texts: Sequence[str], *, store: Store, load_encoder: Callable[[], Encoder]
) -> Generator[Progress, None, Encoded]:
    """Encode the texts that have no vector yet; the model is loaded only where there are some."""
    missing = store.missing_texts(texts, model=PACKAGED_MODEL)
    if not missing:
        return Encoded(PACKAGED_MODEL, (), np.empty((0, 0), dtype=np.float32))
    yield Progress(Stage.LOADING, 0, 1)
    encoder = load_encoder()
    rows: list[NDArray[np.float32]] = []
    for start in range(0, len(missing), CHUNK):
        yield Progress(Stage.ENCODING, start, len(missing))
        rows.append(encoder.encode(missing[start : start + CHUNK]))
    return Encoded(encoder.model, missing, np.concatenate(rows))
