"""The reader of each format, loaded when a source of it comes."""

from collections.abc import Callable

from workbench.errors import ReadingError
from workbench.model import Document, Reading
from workbench.reading import plain_text, sniffing
from workbench.reading.archive import DOCX, EPUB, ODT, Archive
from workbench.reading.blocks import Found, document_of

MOST_LEVELS = 3
"""Messages attached to messages."""


def read(data: bytes, *, name: str, address: str | None = None, level: int = 0) -> Reading:
    """Return the articles of a source that is no plain text; ReadingError as `documents.read`."""
    media_type = sniffing.media_type_of(data, name=name)
    if media_type == sniffing.ZIP:
        media_type = Archive(data, name=name).media_type()
    if media_type == sniffing.FEED:
        return _feed(data, name=name, address=address)
    if media_type == sniffing.MAIL:
        return _mail(data, name=name, address=address, level=level)
    if media_type == sniffing.PLAIN:
        article = plain_text.read_bytes(data, name=name, url=address)
        return Reading((Document(article, media_type),), media_type)
    if media_type == sniffing.XML:
        message = f"{name} is XML, and neither a page nor a feed."
        raise ReadingError(message, "Open it in the program that made it, and save it as a PDF.")
    notes: list[str] = []
    found = _reader(media_type)(data, name, notes)
    return Reading((document_of(found, name=name, address=address),), media_type, tuple(notes))


def _reader(media_type: str) -> Callable[[bytes, str, list[str]], Found]:
    """Return the reader of a format that holds one article, notes added to the list it is given."""
    from workbench.reading import (
        epub,
        mail,
        markdown,
        open_document,
        pdf,
        web_page,
        word_document,
    )

    return {
        sniffing.PDF: lambda data, name, notes: pdf.read(data, name=name, notes=notes),
        sniffing.HTML: lambda data, name, _: web_page.read(data, name=name),
        sniffing.WEB_ARCHIVE: lambda data, name, _: mail.read_web_archive(data, name=name),
        sniffing.MARKDOWN: lambda data, name, _: markdown.read(data, name=name),
        DOCX: lambda data, name, _: word_document.read(data, name=name),
        ODT: lambda data, name, _: open_document.read(data, name=name),
        EPUB: lambda data, name, _: epub.read(data, name=name),
    }[media_type]


def _feed(data: bytes, *, name: str, address: str | None) -> Reading:
    from workbench.reading import feed

    entries, empty = feed.read(data, name=name)
    documents, notes = _documents(entries, empty, name=name, address=address)
    return Reading(documents, documents[0].media_type, notes)


def _documents(
    entries: list[Found], notes: list[str], *, name: str, address: str | None
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the entries as articles, with a note for each that is none."""
    documents, failures = [], []
    for number, entry in enumerate(entries, 1):
        try:
            documents.append(document_of(entry, name=f"Entry {number} of {name}", address=address))
        except ReadingError as error:
            failures.append(error)
    if not documents:
        raise failures[0]
    return tuple(documents), (*notes, *(error.message for error in failures))


def _mail(data: bytes, *, name: str, address: str | None, level: int) -> Reading:
    from workbench.reading import mail

    found, attachments = mail.read(data, name=name)
    documents: list[Document] = []
    notes: list[str] = []
    first: ReadingError | None = None
    try:
        documents.append(document_of(found, name=name, address=address))
    except ReadingError as error:
        first = error
    for title, attached in attachments:
        if level >= MOST_LEVELS:
            notes.append(f"{title} was passed over: it is attached to messages in messages.")
            continue
        try:
            inner = read(attached, name=title, level=level + 1)
        except ReadingError as error:
            notes.append(f"An attachment was passed over: {error.message}")
        else:
            documents.extend(inner.documents)
            notes.extend(inner.notes)
    if not documents:
        raise first or ReadingError(f"{name} holds no article.")
    return Reading(tuple(documents), sniffing.MAIL, tuple(notes))
