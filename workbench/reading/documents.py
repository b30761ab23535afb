"""Any source → its articles: told by content, read by the reader of its format."""

import datetime as dt
from dataclasses import replace

from workbench.model import Document, Reading
from workbench.reading import plain_text, sniffing
from workbench.reading.encoding import is_guessed
from workbench.reading.source import MAX_SOURCE_BYTES, refuse_too_large

GUESSED = (
    "It is not UTF-8 and was read as Western European text (Windows-1252). See whether its letters "
    "with accents are right; save it as UTF-8 where they are not."
)


def read(data: bytes, *, name: str, address: str | None = None) -> Reading:
    """Return the articles that a source's bytes hold; errors call it by `name`.

    Plain text, Markdown, HTML, MHTML, PDF, DOCX, ODT, EPUB, e-mail, RSS and Atom, told by their
    content. `address` is where it was fetched from: the article's own where the source names none.
    Raises ReadingError for what cannot be read, for what holds no article, for more than 50 MB (20
    of plain text), and where reading takes more than 20 seconds or 2 GB of memory.
    """
    if sniffing.media_type_of(data, name=name) == sniffing.PLAIN:
        article = plain_text.read_bytes(data, name=name, url=address)
        notes = (GUESSED,) if is_guessed(data) else ()
        return Reading((Document(article, sniffing.PLAIN),), sniffing.PLAIN, notes)
    from workbench.reading import bounded  # subprocess and its reader's start, ~0.5 s

    refuse_too_large(data, name=name, limit=MAX_SOURCE_BYTES)
    return bounded.read(data, name=name, address=address)


def corrected(
    document: Document,
    *,
    title: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    published: dt.date | None = None,
    address: str | None = None,
) -> Document:
    """Return the document with what an analyst knows better put over what the source says.

    Raises ReadingError for half a character, which a terminal's settings can make of a word.
    """
    given = {"title": title, "author": author, "publisher": publisher, "address": address}
    for word, value in given.items():
        plain_text.refuse_surrogates(word, value)
    article = document.article
    return replace(
        document,
        author=author or document.author,
        article=replace(
            article,
            title=plain_text.heading_of(title or "") or article.title,
            url=address or article.url,
            publisher=publisher or article.publisher,
            published=published or article.published,
        ),
    )
