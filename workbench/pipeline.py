"""The one way through: read → split → encode → store → match → report, yielding progress."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import StoreBusyError
from workbench.matching.differences import differences
from workbench.matching.encoder import PACKAGED_MODEL, Encoder
from workbench.matching.fusion import rank
from workbench.matching.nearest import nearest
from workbench.matching.posts import as_sentence
from workbench.matching.thresholds import SUGGEST
from workbench.matching.words import terms
from workbench.model import (
    Article,
    Claim,
    Confidence,
    Entry,
    EntryKind,
    Head,
    Json,
    Match,
    PastClaim,
    Report,
    ReportSection,
    Splitting,
    Status,
    Tally,
    Verdict,
)
from workbench.splitting.figures import figures_in
from workbench.store.protocol import Encoded, Store, VectorTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 500
"""Past claims kept in one transaction."""
CHUNK = 64
"""Texts encoded between two words of progress."""
ATTEMPTS = 5
"""How often a report is gathered while others write."""
CANDIDATES = 50
"""How far down each ranking the fusion looks."""


class Stage(StrEnum):
    """What a long piece of work is busy with."""

    SPLITTING = "splitting"
    LOADING = "loading the sentence model"
    ENCODING = "encoding"
    STORING = "storing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come."""

    stage: Stage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Added:
    """What taking an article in came to."""

    article: Article
    new: bool
    """False where the article was in the store already."""
    claims: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Context:
    """Who does something, and when: passed in, so that the same work gives the same bytes."""

    analyst: str
    clock: Callable[[], datetime]
    """Gives the time in UTC."""
    new_id: Callable[[], str]
    """Gives 32 fresh hexadecimal digits."""

    def entry(self, kind: EntryKind, **body: Json) -> Entry:
        """Return a new ledger entry by this analyst, now."""
        return Entry(self.new_id(), self.clock(), self.analyst, kind, body)


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
        batch = past_claims[start : start + BATCH]
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim that similar ones are looked for."""

    claim: Claim | PastClaim
    vector: "NDArray[np.float32] | None"
    leave_out: frozenset[str]
    """Ids that are no answer."""


class SimilarClaims:
    """Finds past claims by words and by meaning, and says how they differ.

    The vectors are read once and again when the ledger has grown; a stored claim needs no model.
    """

    def __init__(self, store: Store, *, model: str = PACKAGED_MODEL) -> None:
        self._store = store
        self._model = model
        self._head: Head | None = None
        self._table = VectorTable((), np.empty((0, 0), dtype=np.float32))
        self._rows: dict[str, int] = {}
        self._siblings: dict[str, frozenset[str]] = {}

    def to_claim(
        self, claim: Claim, *, limit: int = 5, floor: float = SUGGEST
    ) -> tuple[Match, ...]:
        """Return what is similar to a stored claim, its own article's claims left out."""
        return self.to_claims([claim], limit=limit, floor=floor)[0]

    def to_claims(
        self, claims: Sequence[Claim], *, limit: int = 5, floor: float = SUGGEST
    ) -> tuple[tuple[Match, ...], ...]:
        """Return what is similar to each of several stored claims; the store is asked once."""
        self._refresh()
        asked = []
        for claim in claims:
            row = self._rows.get(claim.id)
            vector = None if row is None else self._table.matrix[row]
            asked.append(Asked(claim, vector, self._article(claim.article_id)))
        return self._matches(asked, limit=limit, floor=floor)

    def to_text(
        self, text: str, *, encoder: Encoder | None, limit: int = 10, floor: float = 0.0
    ) -> tuple[Match, ...]:
        """Return what is similar to any text; by words alone where no encoder is given."""
        self._refresh()
        vector = None if encoder is None else encoder.encode([as_sentence(text)])[0]
        asked = Asked(PastClaim(id="", text=text, figures=figures_in(text)), vector, frozenset())
        return self._matches([asked], limit=limit, floor=floor)[0]

    def _article(self, article_id: str) -> frozenset[str]:
        """Return the ids of an article's claims."""
        if article_id not in self._siblings:
            kept = self._store.reviewed_claims(article_id)
            self._siblings[article_id] = frozenset(reviewed.claim.id for reviewed in kept)
        return self._siblings[article_id]

    def _refresh(self) -> None:
        head = self._store.head()
        if head != self._head:
            self._table = self._store.vectors(model=self._model)
            self._rows = {identity: row for row, identity in enumerate(self._table.ids)}
            self._siblings = {}
            self._head = head

    def _matches(
        self, asked: Sequence[Asked], *, limit: int, floor: float
    ) -> tuple[tuple[Match, ...], ...]:
        wanted = CANDIDATES + max((len(one.leave_out) for one in asked), default=0)
        listings = self._store.by_words([terms(one.claim.text) for one in asked], limit=wanted)
        best = []
        for one, listed in zip(asked, listings, strict=True):
            ranked = self._ranked(one, listed, wanted=wanted)
            best.append([(id_, score) for id_, score in ranked if score >= floor][:limit])
        ids = list(dict.fromkeys(id_ for found in best for id_, _ in found))
        past = dict(zip(ids, self._store.past_claims(ids), strict=True))
        return tuple(
            tuple(
                Match(past[id_], score, differences(one.claim, past[id_])) for id_, score in found
            )
            for one, found in zip(asked, best, strict=True)
        )

    def _ranked(
        self, asked: Asked, listed: Sequence[tuple[str, float]], *, wanted: int
    ) -> list[tuple[str, float]]:
        """Rank by meaning and words together: (id, cosine); 0 where no vector is known."""
        word_scores = {id_: score for id_, score in listed if id_ not in asked.leave_out}
        cosines = dict.fromkeys(word_scores, 0.0)
        if asked.vector is not None and self._table.ids:
            rows, _ = nearest(asked.vector, self._table.matrix, limit=wanted)
            near = [self._table.ids[row] for row in rows]
            known = [id_ for id_ in (*near, *word_scores) if id_ in self._rows]
            scores = self._table.matrix[[self._rows[id_] for id_ in known]] @ asked.vector
            cosines |= dict(zip(known, map(float, scores), strict=True))
        candidates = {id_: cos for id_, cos in cosines.items() if id_ not in asked.leave_out}
        cut_off = len(listed) == wanted
        ranked = rank(candidates, word_scores, words_asked=len(word_scores) if cut_off else None)
        return [(id_, candidates[id_]) for id_, _ in ranked]


def report(
    store: Store,
    *,
    article_id: str | None = None,
    statuses: frozenset[Status] | None = None,
    made_at: datetime,
    made_by: str,
    similar: SimilarClaims | None = None,
) -> Report:
    """Gather the claim status report of one article, or of all, with each claim's matches.

    What it says and the ledger's head that it carries belong together: where another window writes
    meanwhile, it is gathered anew. StoreBusyError where that does not end.
    """
    for _ in range(ATTEMPTS):
        head = store.head()
        if article_id is None:
            articles = [summary.article for summary in store.articles()]
        else:
            articles = [store.article(article_id)]
        sections = tuple(_section(store, article, statuses, similar) for article in articles)
        if store.head() == head:
            break
    else:
        message = f"{store.path.name} was written to again and again while the report was made."
        raise StoreBusyError(message, "Try again when the other work is done.")
    return Report(
        sections=sections,
        filter=_filter_in_words(statuses),
        made_at=made_at,
        made_by=made_by,
        version=version("claim-workbench"),
        head=head,
    )


def _section(
    store: Store,
    article: Article,
    statuses: frozenset[Status] | None,
    similar: SimilarClaims | None,
) -> ReportSection:
    reviewed = store.reviewed_claims(article.id)
    shown = [claim for claim in reviewed if statuses is None or claim.status in statuses]
    if similar is not None:
        found = similar.to_claims([claim.claim for claim in shown])
        pairs = zip(shown, found, strict=True)
        shown = [replace(claim, matches=matches) for claim, matches in pairs]
    return ReportSection(
        article=article,
        claims=tuple(shown),
        tally=Tally.of(claim.status for claim in reviewed),
        left_out=store.left_out(article.id),
    )


def _filter_in_words(statuses: frozenset[Status] | None) -> str:
    if statuses is None:
        return "all claims"
    return "claims that are " + " or ".join(status for status in Status if status in statuses)


def mark(
    claim: Claim,
    verdict: Verdict,
    *,
    store: Store,
    reason: str | None,
    confidence: Confidence | None,
    context: Context,
) -> Entry:
    """Decide a claim; without a reason, the one that was noted before goes with the verdict."""
    if reason is None:
        reviewed = store.reviewed_claims(claim.article_id)
        reason = next((one.noted for one in reviewed if one.claim.id == claim.id), None)
    entry = context.entry(
        EntryKind.DECIDED,
        claims=[claim.id],
        verdict=verdict.value,
        reason=reason,
        confidence=confidence.value if confidence else None,
    )
    store.append([entry])
    return entry
