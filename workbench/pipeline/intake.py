"""Articles taken in: fetched, read, split, encoded, related to what is there, and kept."""

import hashlib
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from workbench.errors import ReadingError, WorkbenchError
from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.shingles import kept_shingles
from workbench.matching.words import terms
from workbench.model import (
    Arrival,
    Article,
    Document,
    EntryKind,
    KeptFile,
    Relation,
    Splitting,
)
from workbench.pipeline.encoding import encode_missing
from workbench.pipeline.preparing import Corrections, Prepared, PreparedSource, prepare
from workbench.pipeline.progress import Adding, Context, Progress, Stage
from workbench.pipeline.repeats import relation_entry, relations
from workbench.pipeline.sources import NotAdded, Source
from workbench.pipeline.workers import Result, cores, prepared_by_processes
from workbench.store.protocol import Encoded, Known, NewArticle, Store, Taken

if TYPE_CHECKING:
    from workbench.pipeline.fetching import Fetched

TOGETHER: Final = 16
"""Sources that are encoded together and kept in one transaction."""
TEXTS_TOGETHER: Final = 400
"""Claims after which no further source is waited for."""
ENOUGH_FOR_PROCESSES: Final = 12
"""Sources from which other processes pay: each takes a second to be ready."""
NOTHING_CORRECTED: Final = Corrections()


@dataclass(frozen=True, slots=True)
class Added:
    """What taking an article in came to."""

    article: Article
    new: bool
    """False where the article was in the store already."""
    claims: int
    left_out: int
    """Statements of it, and pieces that stood around it in its source."""
    source: str = ""
    restored: bool = False
    """It had been taken out of the store, and is back as it was."""
    relations: tuple[Relation, ...] = ()
    """What it is a copy or a version of."""


@dataclass(frozen=True, slots=True)
class AddedAll:
    """What taking sources in came to."""

    added: tuple[Added, ...] = ()
    failed: tuple[NotAdded, ...] = ()
    passed_over: int = 0
    """Sources whose very bytes had been read before."""
    notes: tuple[tuple[str, str], ...] = ()
    """Of a source, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What sources are taken in with."""

    store: Store
    load_encoder: Callable[[], Encoder]
    context: Context
    model: str = PACKAGED_MODEL
    """The tag of the encoder that `load_encoder` gives."""
    corrections: Corrections = NOTHING_CORRECTED
    fetch: "Callable[[str], Fetched] | None" = None
    """Fetches an address; None where that is not allowed."""
    keep: Callable[[bytes, str], KeptFile] | None = None
    """Keeps an original, given with its name; None where none is kept."""


def add_article(
    article: Article,
    *,
    store: Store,
    split: Callable[[Article], Splitting],
    load_encoder: Callable[[], Encoder],
    context: Context,
    model: str = PACKAGED_MODEL,
) -> Generator[Progress, None, Added]:
    """Split, encode and keep an article that was read already; what was there is left as it is.

    `model` is the tag of the encoder that `load_encoder` gives.
    """
    intake = Intake(store, load_encoder, context, model)
    document = Document(article, "text/plain")
    if store.has_article(article.id):
        return _as_it_was(store, article.id)
    yield Progress(Stage.SPLITTING, 0, 1)
    splitting = split(article)
    counted = {claim.id: terms(claim.text) for claim in splitting.claims}
    prepared = Prepared(document, splitting, counted, kept_shingles(article.text))
    return (yield from _kept([(prepared, None)], intake))[0]


def add_sources(
    sources: Sequence[Source], intake: Intake, *, processes: int | None = None
) -> Generator[Adding, None, AddedAll]:
    """Take sources in, and say of each what came of it; one that fails keeps none other out.

    `processes` is how many are started to read and split; None starts as many as there are cores
    where so many sources are new that it pays. What was kept stays where the generator is closed or
    interrupted, and is passed over the next time.
    """
    work = _Work(intake, len(sources))
    known = intake.store.known()
    if len(sources) > 1:
        sources = yield from work.pass_over(sources, known)
    _fill_in_shingles(intake.store)
    if processes is None:
        processes = cores() if len(sources) >= ENOUGH_FOR_PROCESSES else 0
    loaded = replace(intake, load_encoder=cache(intake.load_encoder))
    results = _results(sources, loaded, known, processes)
    with closing(results):
        waiting: list[PreparedSource] = []
        for result in results:
            if isinstance(result, NotAdded):
                work.failed.append(result)
            elif isinstance(result, PreparedSource):
                waiting.append(result)
                if _is_enough(waiting):
                    yield from work.take_in(waiting, loaded)
                    waiting = []
            yield work.told(result if isinstance(result, Stage) else Stage.SPLITTING)
        yield from work.take_in(waiting, loaded)
    return work.all()


class _Work:
    """What has come of the sources so far."""

    def __init__(self, intake: Intake, total: int) -> None:
        self._intake = intake
        self._total = total
        self._settled = 0
        self.added: list[Added] = []
        self.failed: list[NotAdded] = []
        self._passed_over = 0
        self._notes: list[tuple[str, str]] = []

    def told(self, stage: Stage) -> Adding:
        new = [one for one in self.added if one.new]
        return Adding(
            stage,
            self._settled + self._passed_over + len(self.failed),
            self._total,
            len(new),
            sum(one.claims for one in new),
            len(self.failed),
        )

    def all(self) -> AddedAll:
        return AddedAll(
            tuple(self.added), tuple(self.failed), self._passed_over, tuple(self._notes)
        )

    def pass_over(
        self, sources: Sequence[Source], known: Known
    ) -> Generator[Adding, None, tuple[Source, ...]]:
        """Return the sources whose bytes were not read before."""
        left = []
        for source in sources:
            if known.originals and _sha256_of(source) in known.originals:
                self._passed_over += 1
                yield self.told(Stage.READING)
            else:
                left.append(source)
        return tuple(left)

    def take_in(
        self, read: Sequence[PreparedSource], intake: Intake
    ) -> Generator[Adding, None, None]:
        """Encode the articles of several sources and keep them in one transaction."""
        articles = []
        for source in read:
            arrival = _arrival(source, intake)
            for one in source.articles:
                known = one.document.article
                of_it = replace(arrival, author=known.author, language=known.language)
                articles.append((one, of_it))
            self._notes += [(source.source.name, note) for note in source.notes]
        kept = _kept(articles, intake)
        while True:
            try:
                step = next(kept)
            except StopIteration as end:
                self.added += end.value
                break
            yield self.told(step.stage)
        self._settled += len(read)
        yield self.told(Stage.STORING)


def _results(
    sources: Sequence[Source], intake: Intake, known: Known, processes: int
) -> Generator[Result | Stage, None, None]:
    """Yield what each source came to, in order, and in between what is done."""
    if processes and len(sources) > 1 and all(source.path for source in sources):
        yield from prepared_by_processes(
            sources, processes=processes, corrections=intake.corrections, known=known.articles
        )
        return
    for source in sources:
        yield Stage.FETCHING if source.address else Stage.SPLITTING
        try:
            fetched = _fetched(source, intake) if source.address else source
        except WorkbenchError as error:
            yield NotAdded.of(source.name, error)
            continue
        yield prepare(fetched, corrections=intake.corrections, known=known.articles)


def _fetched(source: Source, intake: Intake) -> Source:
    if intake.fetch is None or source.address is None:
        message = f"{source.name} was not fetched: this program is set to stay offline."
        raise ReadingError(message, "Save the page in a browser, and add the file.")
    answer = intake.fetch(source.address)
    return Source(source.name, address=answer.address, data=answer.data)


def _is_enough(waiting: Sequence[PreparedSource]) -> bool:
    texts = sum(len(one.terms) for source in waiting for one in source.articles)
    return len(waiting) >= TOGETHER or texts >= TEXTS_TOGETHER


def _sha256_of(source: Source) -> str | None:
    """Return the SHA-256 of a file's bytes; None for what is none, or does not open."""
    if source.path is None or not source.path.is_file():  # a pipe can be read once
        return None
    try:
        with source.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _arrival(read: PreparedSource, intake: Intake) -> Arrival:
    """Return what a source was read from, its original kept where that is asked for."""
    from workbench.pipeline.preparing import bytes_of

    if intake.keep is not None:
        intake.keep(bytes_of(read.source), read.source.name)
    return Arrival(
        source=read.source.address or read.source.name,
        sha256=read.sha256,
        media_type=read.media_type,
        size=read.size,
        read_at=intake.context.clock(),
        kept=intake.keep is not None,
    )


def _kept(
    articles: Sequence[tuple[Prepared, Arrival | None]], intake: Intake
) -> Generator[Progress, None, list[Added]]:
    """Encode and keep articles in one transaction; say of each what came of it."""
    store, context = intake.store, intake.context
    once = {one.document.article.id: (one, arrival) for one, arrival in reversed(articles)}
    new = [pair for pair in reversed(once.values()) if pair[0].splitting is not None]
    claims = [claim for one, _ in new if one.splitting for claim in one.splitting.claims]
    encoded = yield from encode_missing(
        [claim.text for claim in claims],
        store=store,
        load_encoder=intake.load_encoder,
        model=intake.model,
    )
    yield Progress(Stage.STORING, 0, 1)
    related = relations([one for one, _ in new], store=store) if new else ()
    news = [
        NewArticle(
            one.document.article,
            one.splitting,
            one.terms,
            _vectors_of(one.splitting, encoded),
            context.entry(EntryKind.ARTICLE_ADDED, article=one.document.article.id),
            arrival,
            one.shingles,
            tuple(relation_entry(relation, context=context) for relation in found),
            one.document.taken_out,
        )
        for (one, arrival), found in zip(new, related, strict=True)
        if one.splitting is not None
    ]
    taken = store.add_articles(news) if news else ()
    came = {
        entry.article.id: (outcome, found)
        for entry, outcome, found in zip(news, taken, related, strict=True)
    }
    added = []
    for one, arrival in articles:
        outcome, found = came.pop(one.document.article.id, (Taken.KNOWN, ()))
        added.append(_outcome(one, arrival, outcome, found, store))
    return added


def _outcome(
    one: Prepared,
    arrival: Arrival | None,
    taken: Taken,
    related: tuple[Relation, ...],
    store: Store,
) -> Added:
    source = arrival.source if arrival else ""
    if taken is Taken.NEW and one.splitting is not None:
        return Added(
            one.document.article,
            new=True,
            claims=len(one.splitting.claims),
            left_out=len(one.splitting.left_out) + len(one.document.taken_out),
            source=source,
            relations=related,
        )
    before = _as_it_was(store, one.document.article.id)
    restored = taken is Taken.RESTORED
    return replace(before, source=source, restored=restored)


def _as_it_was(store: Store, article_id: str) -> Added:
    kept = store.article(article_id)
    claims = store.reviewed_claims(kept.id)
    left_out = len(store.left_out(kept.id)) + len(store.furniture(kept.id))
    return Added(kept, new=False, claims=len(claims), left_out=left_out)


def _vectors_of(splitting: Splitting, encoded: Encoded) -> Encoded:
    """Return those of the vectors that are of an article's claims."""
    places = {text: place for place, text in enumerate(encoded.texts)}
    texts = tuple(dict.fromkeys(c.text for c in splitting.claims if c.text in places))
    if not texts:
        return Encoded(encoded.model, (), np.empty((0, 0), dtype=np.float32))
    return Encoded(encoded.model, texts, encoded.matrix[[places[text] for text in texts]])


def _fill_in_shingles(store: Store) -> None:
    """Keep the shingles of articles that came in before any were kept."""
    articles: Iterable[Article] = store.without_shingles()
    found = {article.id: kept_shingles(article.text) for article in articles}
    if any(found.values()):
        store.add_shingles(found)
