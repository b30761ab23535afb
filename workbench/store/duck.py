"""The store in a DuckDB file: what `protocol.Store` asks for, each call one transaction."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from workbench.model import (
    Article,
    ArticleReview,
    ArticleSummary,
    Claim,
    Entry,
    Furniture,
    Head,
    LeftOut,
    Overview,
    PastClaim,
    PastVersion,
    Record,
    ReviewedClaim,
    Splitting,
)
from workbench.store import (
    arriving,
    article_reviews,
    ledger,
    merging,
    overview,
    queries,
    records,
    recuts,
    reviewed,
    vectors,
    verifying,
    writing,
)
from workbench.store import past_claims as past_claims_
from workbench.store.file import StoreFile
from workbench.store.index import Index, forget
from workbench.store.kept_files import KeptFiles
from workbench.store.protocol import (
    Derived,
    Encoded,
    Fault,
    Kept,
    Known,
    Merged,
    Merging,
    NewArticle,
    Taken,
)
from workbench.store.rows import storable
from workbench.store.search_protocol import Searching
from workbench.store.searching import DuckSearching

_NO_TERMS: Mapping[str, Mapping[str, int]] = MappingProxyType({})


class DuckStore:
    """Articles, claims, vectors, past claims and the ledger in one DuckDB file.

    A store that does not exist yet reads as an empty one; the first write makes it. Safe to use
    from several threads, and from several processes on one file: `wait` is how many seconds a call
    tries while another process has the file open, before it raises StoreBusyError. `told` is given
    a sentence where a store of an earlier version was brought up to this one.
    """

    def __init__(
        self, path: Path, *, wait: float = 5.0, told: Callable[[str], None] | None = None
    ) -> None:
        self._path = path
        self._file = StoreFile(path, wait=wait, told=told)
        self._indexes: dict[str, Index] = {}

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def add_article(
        self,
        article: Article,
        splitting: Splitting,
        *,
        terms: Mapping[str, Mapping[str, int]],
        encoded: Encoded,
        entry: Entry,
    ) -> bool:
        """Keep an article with its claims; False, and nothing changed, where it is there already.

        The entry's body is given what ties the rows to the chain: `article`, `claim_count`,
        `left_out_count`, `content_sha256` (of the canonical JSON of the article's particulars, its
        claims and what was left out), `terms_sha256`, `model` and `vectors_sha256`.
        """
        new = NewArticle(article, splitting, terms, encoded, entry)
        return self.add_articles([new]) != (Taken.KNOWN,)

    def add_articles(self, news: Sequence[NewArticle]) -> tuple[Taken, ...]:
        """Keep several articles in one transaction: keep the number small, so that nobody waits.

        An entry's body is given what `add_article` says, under `original` what the article was
        read from, and where furniture was taken out `furniture_count` and `furniture_sha256`.
        """
        with self._file.writing() as con:
            return writing.add_articles(con, news)

    def known(self) -> Known:
        """Return which articles are in the store, and what they were read from."""
        with self._file.reading() as con:
            return arriving.known(con)

    def sharing(self, shingles: Sequence[Collection[int]]) -> tuple[tuple[str, ...], ...]:
        """Return, for each set of shingles, the articles that share most of them, best first."""
        with self._file.reading() as con:
            return arriving.sharing(con, shingles)

    def without_shingles(self) -> tuple[Article, ...]:
        """Return the articles that came in before shingles were kept."""
        with self._file.reading() as con:
            return arriving.without_shingles(con)

    def add_shingles(self, shingles: Mapping[str, Collection[int]]) -> None:
        """Keep the shingles of articles, by their ids; no entry, as they follow from the texts."""
        with self._file.writing() as con:
            arriving.keep_shingles(con, shingles)

    def article_acts(self) -> tuple[Entry, ...]:
        """Return what renamed or removed articles, took that back or restored it, in order."""
        with self._file.reading() as con:
            return arriving.acts(con)

    def add_past_claims(
        self,
        past_claims: Sequence[PastClaim],
        *,
        terms: Mapping[str, Mapping[str, int]],
        encoded: Encoded,
        entry: Entry,
    ) -> Kept:
        """Keep imported past claims: those that are new, and those that differ from what is kept.

        One call is one transaction and one entry: import in batches of about 500, so that no
        other window waits long. Nothing is changed where nothing is new. The entry's body is given
        `claim_count`, `content_sha256`, `terms_sha256`, `model`, `vectors_sha256` and, where there
        are any, `corrected`: the ids of the past claims that have a newer version, and `manners`:
        by id, how those of another store are put that their speakers denied or could not confirm.
        """
        searchable = writing.Searchable(terms, encoded)
        with self._file.writing() as con:
            return past_claims_.add(con, past_claims, searchable, entry)

    def known_past_claims(self, ids: Sequence[str]) -> Mapping[str, PastClaim]:
        """Return what is kept under such ids: past claims without their figures, and claims.

        Of a claim of an article, only its text and its article.
        """
        asked = [storable(id_) for id_ in ids]
        if not self._file.is_made():
            return {}
        with self._file.reading() as con:
            return past_claims_.known(con, asked)

    def past_claim_versions(self, prefix: str) -> tuple[PastVersion, ...]:
        """Return the versions of the past claim whose id begins so, the newest first.

        NotFoundError for none or several.
        """
        with self._file.reading() as con:
            return past_claims_.versions(con, prefix)

    def has_article(self, article_id: str) -> bool:
        """Tell whether the article is kept."""
        with self._file.reading() as con:
            return queries.has_article(con, article_id)

    def articles(self, *, seen_by: str | None = None) -> tuple[ArticleSummary, ...]:
        """Return all articles, the newest first.

        As an analyst who reviews blind may see them, where one is named: claims without a verdict
        of their own are unreviewed.
        """
        with self._file.reading() as con:
            return queries.articles(con, seen_by=seen_by)

    def overview(self, *, speakers: int = 50, seen_by: str | None = None) -> Overview:
        """Return where the whole store stands, with so many speakers at most; as `articles` is."""
        with self._file.reading() as con:
            return overview.overview(con, speakers=speakers, seen_by=seen_by)

    def judged_by(self, analyst: str, ids: Sequence[str]) -> frozenset[str]:
        """Return which of these claims the analyst gave a verdict of their own."""
        with self._file.reading() as con:
            return queries.judged_by(con, analyst, [storable(id_) for id_ in ids])

    def article(self, prefix: str) -> Article:
        """Return the article whose id begins so; NotFoundError for none or several."""
        with self._file.reading() as con:
            return queries.article(con, prefix)

    def claim(self, prefix: str, *, standing: bool = True) -> Claim:
        """Return the claim whose id begins so; NotFoundError for none or several.

        One that was re-cut is found too where `standing` does not matter.
        """
        with self._file.reading() as con:
            return queries.claim(con, prefix, standing=standing)

    def reviewed_claims(self, article_id: str | None = None) -> tuple[ReviewedClaim, ...]:
        """Return claims in article order with their decisions, `matches` left empty.

        All articles' where no article is given, the newest article first.
        """
        asked = None if article_id is None else storable(article_id)
        with self._file.reading() as con:
            return reviewed.reviewed_claims(con, None if asked is None else [asked])

    def article_reviews(self, article_ids: Sequence[str]) -> tuple[ArticleReview, ...]:
        """Return what `reviewed_claims`, `entries`, `left_out` and `furniture` give of articles.

        In the ids' order, opening the store once; an article that is not in it is passed over.
        """
        with self._file.reading() as con:
            return article_reviews.article_reviews(con, [storable(id_) for id_ in article_ids])

    def tags(self) -> Mapping[str, int]:
        """Return the tags that stand on claims, and on how many; the most used first."""
        with self._file.reading() as con:
            return reviewed.tags(con)

    def left_out(self, article_id: str) -> tuple[LeftOut, ...]:
        """Return what did not become a claim, in article order."""
        with self._file.reading() as con:
            return recuts.left_out(con, storable(article_id))

    def furniture(self, article_id: str) -> tuple[Furniture, ...]:
        """Return what stood around an article in its source, in that order.

        Nothing where the article was taken out of the store, or came in before this was kept.
        """
        with self._file.reading() as con:
            return arriving.furniture(con, storable(article_id))

    def splitting(self, article_id: str) -> Splitting:
        """Return what an article was split into when it came in, whatever became of it."""
        with self._file.reading() as con:
            return recuts.splitting(con, storable(article_id))

    def append(
        self, entries: Sequence[Entry], *, terms: Mapping[str, Mapping[str, int]] = _NO_TERMS
    ) -> Head:
        """Append entries to the ledger, in order, and return its new head.

        `terms` maps the ids of claims that entries make to their words and their counts.

        All of them or none: StoreError for an id that the ledger has already, NotFoundError for a
        claim or an entry that is not in the store, ValueError for a body that does not fit.
        """
        with self._file.writing() as con:
            recuts.keep_made(con, entries, terms)
            return ledger.append(con, entries)

    def entries(self, article_id: str | None = None) -> tuple[Entry, ...]:
        """Return the ledger's entries in order; an article's only, where one is given."""
        asked = None if article_id is None else storable(article_id)
        with self._file.reading() as con:
            return queries.entries(con, None if asked is None else [asked])

    def entries_about(self, id_: str) -> tuple[Entry, ...]:
        """Return the entries about one claim or past claim, in order.

        How it came in, decisions, notes, links from it and to it, and what was undone or redone.
        """
        with self._file.reading() as con:
            return ledger.about(con, storable(id_))

    def head(self) -> Head:
        """Return the newest entry's number and hash; cheap enough to ask twice a second."""
        with self._file.reading() as con:
            return ledger.head(con)

    def broken_at(self) -> int | None:
        """Recompute the chain: the number of the first entry that does not hold, None if all do."""
        with self._file.reading() as con:
            return ledger.broken_at(con)

    def faults(self, derived: Derived) -> tuple[Fault, ...]:
        """Look the whole store through, and return what does not hold; see `verifying`."""
        with self._file.reading() as con:
            return tuple(verifying.faults(con, KeptFiles(self._path), derived))

    def forget_index(self) -> None:
        """Delete what lies beside the store to search it, where that can be: it is made anew."""
        self._indexes.clear()
        with suppress(OSError):
            forget(self._file.file)

    def holds(self, head: Head) -> bool:
        """Tell whether this was the newest entry once."""
        with self._file.reading() as con:
            return ledger.has(con, head)

    def missing_texts(self, texts: Iterable[str], *, model: str) -> tuple[str, ...]:
        """Return the texts that have no vector of this model yet, each once, in order."""
        if not self._file.is_made():
            return tuple(dict.fromkeys(texts))
        with self._file.reading() as con:
            return vectors.missing_texts(con, texts, model=model)

    def unencoded_texts(self, *, model: str) -> tuple[str, ...]:
        """Return the texts of claims and past claims that have no vector of this model yet."""
        with self._file.reading() as con:
            return vectors.unencoded_texts(con, model=model)

    def most_encoded_by(self, models: Sequence[str]) -> str:
        """Return which of the models encoded most; the first of them where they are even."""
        if not self._file.is_made():
            return models[0]
        with self._file.reading() as con:
            return vectors.most_encoded_by(con, models)

    def add_vectors(self, encoded: Encoded, *, entry: Entry) -> None:
        """Keep the vectors of texts that have none of their model, with an entry.

        The entry's body is given `model` and `vectors_sha256`.
        """
        with self._file.writing() as con:
            writing.add_vectors(con, encoded, entry)

    def merge(
        self, other: Path, *, entry: Entry, models: Collection[str], dry_run: bool = False
    ) -> Generator[Merging, None, Merged]:
        """Bring in what another store holds and this one does not, in one transaction.

        Its articles, past claims, vectors (of models at home here, and of `models`) and ledger
        entries; twice brings in nothing more. The entry's body is given `head`, `number`, the
        counts, `entries_sha256`, of the list of `[id, moment]` of what came, and `vectors_sha256`,
        over the vectors that came. StoreError where the other store is not sound, which is never
        changed.
        """
        return merging.merge(self._file, other, entry=entry, models=models, dry_run=dry_run)

    def record(self) -> Record:
        """Write down every row of the store; kept files are named in it, and lie elsewhere."""
        with self._file.reading() as con:
            return records.record(con)

    def restore(self, record: Record, *, entry: Entry) -> Merged:
        """Fill an empty store with a record, in one transaction; the entry says what came.

        Its body is given what `merge` gives. The record is a sound one, as `record` gives it.
        """
        with self._file.writing() as con:
            return records.restore(con, record, entry)

    @contextmanager
    def searching(self, *, model: str) -> Iterator[Searching]:
        """Open the store for a search by words and by the vectors that this model made.

        What searching reads is brought up to the store first, in several openings where much came
        in since, so that no other window waits long.
        """
        following = True
        while following:
            with self._file.reading() as con:
                index = self._indexes.setdefault(model, Index(self._file.file, model))
                following = not index.follow(con)
                if not following:
                    yield DuckSearching(con, index)

    def past_claims(self, ids: Sequence[str]) -> tuple[PastClaim, ...]:
        """Return imported past claims and claims of articles as past claims, in the ids' order.

        A claim of an article carries its current verdict and reason, and its article's publisher,
        address and date.
        """
        with self._file.reading() as con:
            return queries.past_claims(con, ids)
