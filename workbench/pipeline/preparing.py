"""A source's bytes → its articles, split: all that is done before vectors and store.

It touches neither the network nor the store, so that it can be done in another process.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from workbench.errors import ReadingError, WorkbenchError
from workbench.matching.shingles import kept_shingles
from workbench.matching.words import terms
from workbench.model import Document, Splitting, primary
from workbench.pipeline.sources import NotAdded, Source


@dataclass(frozen=True, slots=True)
class Corrections:
    """What an analyst knows better than the source."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    address: str | None = None
    language: str | None = None
    """A BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that was found out about it."""

    document: Document
    splitting: Splitting | None = None
    """None where the article is in the store already."""
    terms: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """A claim's id → its words and their counts."""
    shingles: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PreparedSource:
    """What a source held."""

    source: Source
    sha256: str
    media_type: str
    size: int
    """In bytes."""
    articles: tuple[Prepared, ...]
    notes: tuple[str, ...]


def bytes_of(source: Source) -> bytes:
    """Return a source's bytes; ReadingError as they come."""
    from workbench.reading.source import MAX_SOURCE_BYTES, bytes_of_path

    if source.data is not None:
        return source.data
    if source.path is None:
        message = f"{source.name} was not fetched."
        raise ReadingError(message)
    return bytes_of_path(source.path, limit=MAX_SOURCE_BYTES)


def prepare(
    source: Source, *, corrections: Corrections, known: Collection[str]
) -> PreparedSource | NotAdded:
    """Read and split a source; articles whose ids are known are not split."""
    from workbench.reading import read

    try:
        data = bytes_of(source)
        reading = read(data, name=source.name, address=source.address)
        if len(reading.documents) > 1:  # title and address are those of one article
            corrections = replace(corrections, title=None, address=None)
        articles = tuple(_prepared(one, corrections, known) for one in reading.documents)
    except WorkbenchError as error:
        return NotAdded.of(source.name, error)
    return PreparedSource(
        source,
        hashlib.sha256(data).hexdigest(),
        reading.media_type,
        len(data),
        articles,
        reading.notes,
    )


def _prepared(document: Document, corrections: Corrections, known: Collection[str]) -> Prepared:
    from workbench.reading import corrected
    from workbench.splitting import language_of, split

    better = corrected(
        document,
        title=corrections.title,
        author=corrections.author,
        publisher=corrections.publisher,
        published=corrections.published,
        address=corrections.address,
    )
    stated, told = better.language, language_of(better.article.text)
    told = stated if stated and primary(stated) == told else told
    language = corrections.language or told
    article = replace(better.article, author=better.author, language=language)
    better = replace(better, article=article)
    if article.id in known:
        return Prepared(better)
    splitting = split(article).without(better.left_out)
    return Prepared(
        better,
        splitting,
        {claim.id: terms(claim.text) for claim in splitting.claims},
        kept_shingles(article.text),
    )
