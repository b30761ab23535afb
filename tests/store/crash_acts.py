"""What is done to a store until it is killed: endless work, a step a transaction.

See `crashing.py`; the sentence model and spaCy are never loaded.
"""

import datetime as dt
import functools
import itertools
import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from workbench import interchange, pipeline
from workbench.matching.words import terms
from workbench.model import (
    Article,
    Claim,
    Entry,
    EntryKind,
    Json,
    PastClaim,
    RecutAct,
    Span,
    Splitting,
    Verdict,
)
from workbench.pipeline import Context
from workbench.store import DuckStore
from workbench.store.backups import back_up
from workbench.store.compacting import compact
from workbench.store.file import StoreFile

MODEL = "made up 1"
DIMENSIONS = 64
COPIES = 4
"""Stores of one run of the acts that can be done to a store once."""
PATIENCE = 60.0
"""Seconds after which a worker that says nothing is at fault."""
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
STORE = "claims.duckdb"


class MadeUp:
    """An encoder whose vectors follow from the texts, and cost nothing."""

    model = MODEL

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 for each text."""
        made = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            seed = np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
            made[row] = np.random.default_rng(seed).normal(size=DIMENSIONS)
        norms: NDArray[np.float32] = np.linalg.norm(made, axis=1, keepdims=True)
        return made / norms


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a worker does in one transaction."""

    do: Callable[[], object]
    entries: tuple[str, ...] = ()
    """Ids of the entries that it makes: all of them, or none."""
    store: str = STORE
    """The name of the file."""


class Worker:
    """What a worker works with: the stores in its folder, and ids of its own."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.folder = folder
        self.random = random.Random(seed)  # noqa: S311 - nothing is hidden by it
        self._seed = seed
        self._numbers = itertools.count(1)
        self.store = self.at(STORE)

    def at(self, name: str) -> DuckStore:
        return DuckStore(self.folder / name, wait=PATIENCE)

    def ids(self, count: int = 1) -> tuple[str, ...]:
        return tuple(f"{self._seed}-{next(self._numbers)}" for _ in range(count))


def context(id_: str) -> Context:
    """Return who acts: the first entry has that id, and further ones follow from it."""
    given = itertools.chain([id_], (f"{id_} {number}" for number in itertools.count(2)))
    return Context("Noor", lambda: START, lambda: next(given))


def entry(id_: str, kind: EntryKind, **body: Json) -> Entry:
    return Entry(id_, START, "Noor", kind, body)


def done(work: Iterable[object]) -> None:
    for _ in work:
        pass


def decisions(work: Worker) -> Iterator[Step]:
    """Decide claims, one at a time or several at once."""
    claims = [one.claim.id for one in work.store.reviewed_claims()]
    while True:
        ids = work.ids(work.random.choice((1, 1, 3)))
        verdict = work.random.choice(list(Verdict)).value
        claim = work.random.choice(claims)
        made = [
            entry(id_, EntryKind.DECIDED, claims=[claim], verdict=verdict, reason=id_)
            for id_ in ids
        ]
        yield Step(functools.partial(work.store.append, made), ids)


def imports(work: Worker) -> Iterator[Step]:
    """Import past claims, and search now and then, which writes the index."""
    while True:
        (id_,) = work.ids()
        count = work.random.choice((5, 60, 300))
        yield Step(functools.partial(import_, work.store, id_, count), (id_,))
        if work.random.random() < 1 / 2:
            yield Step(functools.partial(search, work.store))


def import_(store: DuckStore, id_: str, count: int) -> None:
    past = [PastClaim(f"{id_}-{n}", f"In {n} of {id_} places the river rose") for n in range(count)]
    done(
        pipeline.import_past_claims(
            past, store=store, load_encoder=MadeUp, context=context(id_), model=MODEL
        )
    )


def additions(work: Worker) -> Iterator[Step]:
    """Add articles."""
    while True:
        (id_,) = work.ids()
        yield Step(functools.partial(add, work.store, id_), (id_,))


def add(store: DuckStore, id_: str) -> None:
    """Add an article of twelve sentences, each of them a claim."""
    text = "\n".join(f"The {n}. bridge of {id_} was closed on Monday." for n in range(12))
    done(
        pipeline.add_article(
            Article.of(text, title=id_),
            store=store,
            split=by_lines,
            load_encoder=MadeUp,
            context=context(id_),
            model=MODEL,
        )
    )


def by_lines(article: Article) -> Splitting:
    claims, start = [], 0
    for line in article.text.split("\n"):
        claims.append(claim_of(article, Span(start, start + len(line))))
        start += len(line) + 1
    return Splitting(tuple(claims), ())


def claim_of(article: Article, span: Span) -> Claim:
    id_ = f"{article.id[:8]}{span.start:04x}{span.end:04x}"
    return Claim(id_, article.id, (span,), article.text[span.start : span.end])


def recuts(work: Worker) -> Iterator[Step]:
    """Narrow claims, encode what was made, and take it back: each a transaction, as on screen."""
    store = work.store
    article = store.articles()[0].article
    claims = store.splitting(article.id).claims
    for shorter, claim in itertools.product(range(1, 20), claims):
        cut, encoded, undone = work.ids(3)
        (span,) = claim.spans
        made = claim_of(article, Span(span.start, span.end - shorter))
        body = interchange.recut_body(article, RecutAct.NARROWED, taken=[claim.id], made=[made])
        act = entry(cut, EntryKind.RECUT, **body)
        words = {made.id: terms(made.text)}
        yield Step(functools.partial(store.append, [act], terms=words), (cut,))
        yield Step(functools.partial(encode, store, act, encoded), (encoded,))
        back = entry(undone, EntryKind.UNDONE, entry=cut)
        yield Step(functools.partial(store.append, [back]), (undone,))


def encode(store: DuckStore, recut: Entry, id_: str) -> None:
    pipeline.encode_made(
        [recut], store=store, load_encoder=MadeUp, context=context(id_), model=MODEL
    )


def merges(work: Worker) -> Iterator[Step]:
    """Merge stores of others, one after the other."""
    for number in range(COPIES):
        (id_,) = work.ids()
        yield Step(functools.partial(merge, work.store, id_, f"other_{number}.duckdb"), (id_,))


def merge(store: DuckStore, id_: str, other: str) -> None:
    path = store.path.with_name(other)
    done(pipeline.merge(path, store=store, context=context(id_), model=MODEL))


def migrations(work: Worker) -> Iterator[Step]:
    """Bring stores of an earlier version up to this one."""
    for number in range(COPIES):
        name = f"older_{number}.duckdb"
        yield Step(functools.partial(work.at(name).append, []), store=name)


def checkpoints(work: Worker) -> Iterator[Step]:
    """Open stores to write whose log holds what is not in the file: it is taken in."""
    for number in range(COPIES):
        name = f"logged_{number}.duckdb"
        yield Step(functools.partial(work.at(name).append, []), store=name)


def compactions(work: Worker) -> Iterator[Step]:
    """Decide, import and compact in turn."""
    file = StoreFile(work.store.path, wait=PATIENCE)
    for deciding, importing in zip(decisions(work), imports(work), strict=False):
        yield deciding
        yield importing
        yield Step(functools.partial(compact, file))


def backups(work: Worker) -> Iterator[Step]:
    """Decide and back up in turn."""
    for number, deciding in enumerate(decisions(work)):
        yield deciding
        copy = work.folder / f"copy_{number}.duckdb"
        yield Step(functools.partial(back_up, work.store.path, copy), store=copy.name)


def search(store: DuckStore) -> None:
    """Bring the index up."""
    with store.searching(model=MODEL):
        pass


def leave_a_log(work: Worker) -> Iterator[Step]:
    """Commit much, and end without closing."""
    plain = StoreFile.writing

    @contextmanager
    def writing(self: StoreFile) -> Iterator[duckdb.DuckDBPyConnection]:
        with plain(self) as con:
            yield con
            con.execute("commit")
            os._exit(0)

    StoreFile.writing = writing  # type: ignore[method-assign]  # the process ends with it
    name = "logged_0.duckdb"
    yield Step(functools.partial(import_, work.at(name), "a long list", 400), store=name)


ACTS: dict[str, Callable[[Worker], Iterator[Step]]] = {
    "decision": decisions,
    "import": imports,
    "article": additions,
    "re-cut": recuts,
    "merge": merges,
    "migration": migrations,
    "checkpoint": checkpoints,
    "compaction": compactions,
    "backup": backups,
}
LEAVING = "leaving a log"
NEEDS = {"merge": "other_*", "migration": "older_*", "checkpoint": "logged_*"}
"""What an act needs beside the store."""
