"""Past claims taken in: encoded and kept, a batch at a time."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.words import terms
from workbench.model import EntryKind, Json, PastClaim
from workbench.pipeline.encoding import encoded_ahead
from workbench.pipeline.progress import Context, Importing, Stage
from workbench.splitting.figures import figures_in
from workbench.store.protocol import Encoded, Kept, Store

BATCH = 500
"""Most past claims kept in one transaction."""
LOOKED_UP = 5_000
"""Past claims that the store is asked about at once."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A past claim that was not taken in, because of what is kept under its id."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What taking a list of past claims in came to."""

    new: int
    corrected: int
    """Kept as the newer version of one that was known."""
    unchanged: int
    refused: tuple[Refused, ...]


def import_past_claims(
    past_claims: Iterable[PastClaim],
    *,
    store: Store,
    load_encoder: Callable[[], Encoder],
    context: Context,
    source: str | None = None,
    model: str = PACKAGED_MODEL,
) -> Generator[Importing, None, Imported]:
    """Encode and keep past claims that are new or were corrected; pass over what is known.

    They go in a batch at a time, so that no other window waits long and a kill loses one batch; the
    next is encoded meanwhile. Only so many are held as are looked up together. `source` is named
    in the ledger; `model` is the tag of the encoder that `load_encoder` gives.
    """
    encoder = cache(load_encoder)
    named: dict[str, Json] = {} if source is None else {"source": source}
    rows = iter(past_claims)
    done = Importing(Stage.READING, 0, 0, 0, 0)
    total = Imported(0, 0, 0, ())
    while read := tuple(islice(rows, LOOKED_UP)):
        done = replace(done, stage=Stage.READING, read=done.read + len(read))
        yield done
        news, refused = _news(read, store.known_past_claims([past.id for past in read]))
        total = replace(total, refused=total.refused + refused)
        done = replace(done, settled=done.settled + len(read) - len(news))
        kept = Kept(0, 0)
        for step in _with_vectors(news, store=store, load_encoder=encoder, model=model):
            if isinstance(step, Stage):
                done = replace(done, stage=step)
                yield done
                continue
            batch, encoded = step
            written = store.add_past_claims(
                batch,
                terms={past.id: terms(f"{past.text} {past.title or ''}") for past in batch},
                encoded=encoded,
                entry=context.entry(EntryKind.PAST_CLAIMS_IMPORTED, **named),
            )
            kept = Kept(kept.new + written.new, kept.corrected + written.corrected)
            done = replace(
                done,
                stage=Stage.STORING,
                encoded=done.encoded + len(encoded.texts),
                kept=done.kept + written.new + written.corrected,
                settled=done.settled + len(batch),
            )
            yield done
        total = replace(
            total,
            new=total.new + kept.new,
            corrected=total.corrected + kept.corrected,
            unchanged=total.unchanged + len(read) - len(refused) - kept.new - kept.corrected,
        )
    return total


def _with_vectors(
    news: Sequence[PastClaim], *, store: Store, load_encoder: Callable[[], Encoder], model: str
) -> Generator[Stage | tuple[Sequence[PastClaim], Encoded], None, None]:
    """Yield even batches with the vectors that their texts lack; in between, what is being done."""
    waiting: deque[Sequence[PastClaim]] = deque()

    def lacking() -> Iterator[Sequence[str]]:
        ahead: Sequence[str] = ()  # the batch before, that is not kept yet
        for batch in _batches(news):
            waiting.append([replace(past, figures=figures_in(past.text)) for past in batch])
            missing = store.missing_texts([past.text for past in batch], model=model)
            encoded = frozenset(ahead)
            ahead = [text for text in missing if text not in encoded]
            yield ahead

    found = encoded_ahead(lacking(), load_encoder=load_encoder, model=model)
    with closing(found):
        for step in found:
            yield step if isinstance(step, Stage) else (waiting.popleft(), step)


def _batches(news: Sequence[PastClaim]) -> Iterator[Sequence[PastClaim]]:
    count = -(-len(news) // BATCH)
    for number in range(count):
        yield news[len(news) * number // count : len(news) * (number + 1) // count]


def _news(
    read: Sequence[PastClaim], known: Mapping[str, PastClaim]
) -> tuple[list[PastClaim], tuple[Refused, ...]]:
    """Return what is new or corrected, and what cannot go under its id."""
    news, refused = [], []
    for past in read:
        kept = known.get(past.id)
        if kept is None:
            news.append(past)
        elif kept.article_id is not None:
            reason = "a claim of an article in this store has the same id"
            refused.append(Refused(past.id, reason))
        elif (past.publisher or "").casefold() != (kept.publisher or "").casefold():
            publisher = kept.publisher or "nobody named"
            reason = f"the past claim with the same id has another publisher: {publisher}"
            refused.append(Refused(past.id, reason))
        elif past.differs_from(kept) and not _is_older_copy(past, kept):
            news.append(past)
    return news, tuple(refused)


def _is_older_copy(past: PastClaim, kept: PastClaim) -> bool:
    """Tell whether another store has what came in here from a list, and not from a later day."""
    if past.origin is None or kept.origin is not None:
        return False
    return past.date is None or (kept.date is not None and past.date <= kept.date)
