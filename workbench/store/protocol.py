"""What the rest of the program asks of a store, whichever database keeps it."""

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from workbench.model import (
    Arrival,
    Article,
    ArticleReview,
    ArticleSummary,
    Claim,
    Entry,
    Furniture,
    Head,
    Json,
    LeftOut,
    Overview,
    PastClaim,
    PastVersion,
    Record,
    ReviewedClaim,
    Splitting,
)
from workbench.store.search_protocol import Searching, Vectors


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors of texts, with the model that made them."""

    model: str
    texts: tuple[str, ...]
    matrix: Vectors


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article on its way into the store, with all that goes in with it."""

    article: Article
    splitting: Splitting
    terms: Mapping[str, Mapping[str, int]]
    """A claim's id → its words and their counts."""
    encoded: Encoded
    """The vectors of those claim texts that had none."""
    entry: Entry
    arrival: Arrival | None = None
    shingles: Collection[int] = ()
    """What similar texts are found by, as `matching.shingles` keeps them."""
    relations: tuple[Entry, ...] = ()
    """Entries that say which articles before it it is a copy or a version of."""
    furniture: tuple[Furniture, ...] = ()
    """What stood around it in its source and is not in its text, in the source's order."""


class Taken(StrEnum):
    """What became of an article on its way into the store."""

    NEW = "new"
    KNOWN = "known"
    """It was there already, and nothing was changed."""
    RESTORED = "restored"
    """It had been taken out, and is back as it was."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the store, so that it need not be read or split again."""

    articles: frozenset[str]
    """Ids."""
    originals: frozenset[str]
    """SHA-256 of the bytes that articles were read from."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many past claims were written: under a new id, and as a newer version of a known one."""

    new: int
    corrected: int


class MergeStage(StrEnum):
    """What a merge is busy with."""

    COPYING = "copying the other store"
    CHECKING = "checking it"
    ENTRIES = "bringing in entries"
    WORDS = "bringing in words"
    VECTORS = "bringing in vectors"


@dataclass(frozen=True, slots=True)
class Merging:
    """How far a merge has come."""

    stage: MergeStage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Merged:
    """How much another store brought in."""

    entries: int = 0
    articles: int = 0
    claims: int = 0
    past_claims: int = 0
    vectors: int = 0

    @property
    def counts(self) -> dict[str, Json]:
        """As the entry of the merge says them."""
        return {
            "entry_count": self.entries,
            "article_count": self.articles,
            "claim_count": self.claims,
            "past_claim_count": self.past_claims,
            "vector_count": self.vectors,
        }


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold."""

    sentence: str
    entry: int | None = None
    """The number of the ledger's entry that it contradicts; None where there is none."""


@dataclass(frozen=True, slots=True)
class Derived:
    """How what is derived from texts is made, to make it again and compare."""

    terms: Callable[[str], Mapping[str, int]]
    shingles: Callable[[str], Iterable[int]]


class Store(Protocol):
    """Where articles, claims, vectors, past claims and the ledger are kept.

    Every call opens the store, does its work in one transaction and closes it again, so that no
    window holds the file. Raises StoreError and its leaves; what was there stays as it was.
    """

    @property
    def path(self) -> Path:
        """The file."""

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

        `terms` maps a claim's id to its words and their counts; `encoded` holds the vectors of
        those claim texts that had none.
        """

    def add_articles(self, news: Sequence[NewArticle]) -> tuple[Taken, ...]:
        """Keep several articles in one transaction: keep the number small, so that nobody waits."""

    def known(self) -> Known:
        """Return which articles are in the store, and what they were read from."""

    def sharing(self, shingles: Sequence[Collection[int]]) -> tuple[tuple[str, ...], ...]:
        """Return, for each set of shingles, the articles that share most of them, best first."""

    def without_shingles(self) -> tuple[Article, ...]:
        """Return the articles that came in before shingles were kept."""

    def add_shingles(self, shingles: Mapping[str, Collection[int]]) -> None:
        """Keep the shingles of articles, by their ids; no entry, as they follow from the texts."""

    def article_acts(self) -> tuple[Entry, ...]:
        """Return what renamed or removed articles, took that back or restored it, in order."""

    def add_past_claims(
        self,
        past_claims: Sequence[PastClaim],
        *,
        terms: Mapping[str, Mapping[str, int]],
        encoded: Encoded,
        entry: Entry,
    ) -> Kept:
        """Keep imported past claims: those that are new, and those that differ from what is kept.

        The latter become the newer version of theirs and supersede it. Ids of claims of articles
        are passed over.
        """

    def known_past_claims(self, ids: Sequence[str]) -> Mapping[str, PastClaim]:
        """Return what is kept under such ids: past claims without their figures, and claims.

        Of a claim of an article, only its text and its article.
        """

    def past_claim_versions(self, prefix: str) -> tuple[PastVersion, ...]:
        """Return the versions of the past claim whose id begins so, the newest first.

        NotFoundError for none or several.
        """

    def has_article(self, article_id: str) -> bool:
        """Tell whether the article is kept."""

    def articles(self, *, seen_by: str | None = None) -> tuple[ArticleSummary, ...]:
        """Return all articles, the newest first.

        As an analyst who reviews blind may see them, where one is named: claims without a verdict
        of their own are unreviewed.
        """

    def overview(self, *, speakers: int = 50, seen_by: str | None = None) -> Overview:
        """Return where the whole store stands, with so many speakers at most; as `articles` is."""

    def judged_by(self, analyst: str, ids: Sequence[str]) -> frozenset[str]:
        """Return which of these claims the analyst gave a verdict of their own."""

    def article(self, prefix: str) -> Article:
        """Return the article whose id begins so; NotFoundError for none or several."""

    def claim(self, prefix: str, *, standing: bool = True) -> Claim:
        """Return the claim whose id begins so; NotFoundError for none or several.

        One that was re-cut is found too where `standing` does not matter.
        """

    def reviewed_claims(self, article_id: str | None = None) -> tuple[ReviewedClaim, ...]:
        """Return claims in article order with their decisions, `matches` left empty.

        All articles' where no article is given, the newest article first.
        """

    def article_reviews(self, article_ids: Sequence[str]) -> tuple[ArticleReview, ...]:
        """Return what `reviewed_claims`, `entries`, `left_out` and `furniture` give of articles.

        In the ids' order, opening the store once; an article that is not in it is passed over.
        """

    def tags(self) -> Mapping[str, int]:
        """Return the tags that stand on claims, and on how many; the most used first."""

    def left_out(self, article_id: str) -> tuple[LeftOut, ...]:
        """Return what is in no claim now, in article order."""

    def furniture(self, article_id: str) -> tuple[Furniture, ...]:
        """Return what stood around an article in its source, in that order.

        Nothing where the article was taken out of the store, or came in before this was kept.
        """

    def splitting(self, article_id: str) -> Splitting:
        """Return what an article was split into when it came in, whatever became of it."""

    def append(
        self, entries: Sequence[Entry], *, terms: Mapping[str, Mapping[str, int]] = ...
    ) -> Head:
        """Append entries to the ledger, in order, and return its new head.

        `terms` maps the ids of claims that entries make to their words and their counts.
        """

    def entries(self, article_id: str | None = None) -> tuple[Entry, ...]:
        """Return the ledger's entries in order; an article's only, where one is given."""

    def entries_about(self, id_: str) -> tuple[Entry, ...]:
        """Return the entries about one claim or past claim, in order.

        How it came in, decisions, notes, links from it and to it, and what was undone or redone.
        """

    def head(self) -> Head:
        """Return the newest entry's number and hash."""

    def forget_index(self) -> None:
        """Delete what lies beside the store to search it, where that can be: it is made anew."""

    def faults(self, derived: Derived) -> tuple[Fault, ...]:
        """Look the whole store through, and return what does not hold."""

    def holds(self, head: Head) -> bool:
        """Tell whether this was the newest entry once: all that came up to it is in the store."""

    def missing_texts(self, texts: Iterable[str], *, model: str) -> tuple[str, ...]:
        """Return the texts that have no vector of this model yet, each once, in order."""

    def unencoded_texts(self, *, model: str) -> tuple[str, ...]:
        """Return the texts of claims and past claims that have no vector of this model yet."""

    def most_encoded_by(self, models: Sequence[str]) -> str:
        """Return which of the models encoded most; the first of them where they are even."""

    def add_vectors(self, encoded: Encoded, *, entry: Entry) -> None:
        """Keep the vectors of texts that have none of their model, with an entry."""

    def merge(
        self, other: Path, *, entry: Entry, models: Collection[str], dry_run: bool = False
    ) -> Generator[Merging, None, Merged]:
        """Bring in what another store holds and this one does not, whole or not at all.

        Vectors only of models at home here, and of `models`. Nothing is changed in a dry run, or
        where nothing is new; the entry says what came.
        """

    def record(self) -> Record:
        """Write down every row of the store; kept files are named in it, and lie elsewhere."""

    def restore(self, record: Record, *, entry: Entry) -> Merged:
        """Fill an empty store with a record, whole or not at all; the entry says what came.

        Rows, and entries with their chain, are as they were where they were written down. The
        record is a sound one of this version's schema, as `record` gives it.
        """

    def searching(self, *, model: str) -> AbstractContextManager[Searching]:
        """Open the store for a search by words and by the vectors that this model made."""

    def past_claims(self, ids: Sequence[str]) -> tuple[PastClaim, ...]:
        """Return imported past claims and claims of articles as past claims, in the ids' order.

        A claim of an article carries its current verdict and reason, and its article's publisher,
        address and date.
        """
