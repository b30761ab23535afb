"""Plain text → Article."""

import datetime as dt
import re
from pathlib import Path
from typing import BinaryIO

from workbench.errors import ReadingError
from workbench.model import Article
from workbench.reading.encoding import decode
from workbench.reading.source import (
    MAX_ARTICLE_BYTES,
    bytes_of_path,
    bytes_of_stream,
    refuse_too_large,
    shown,
)

TITLE_LENGTH = 200
LOOKED_AT = 2_000
"""Code points of a line that its title is made from, so that a line of 20 MB costs nothing."""
INK = re.compile(r"\S")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def read_bytes(
    data: bytes,
    *,
    name: str,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: dt.date | None = None,
) -> Article:
    """Return the article that the bytes hold; errors call it by `name`.

    The article's text is the decoded text with line ends as LF and without a byte-order mark, and
    otherwise letter for letter, white space at both ends included: for a UTF-8 file with LF line
    ends the article's id is what `sha256sum` prints. Raises ReadingError for more than 20 MB, for
    what is not text (see `encoding`) and for text without a visible character. The title, given
    or the first line with something visible on it, is one line of at most 200 code points without
    control characters.
    """
    refuse_too_large(data, name=name, limit=MAX_ARTICLE_BYTES)
    text = decode(data, name=name)
    heading = heading_of(text)
    if not heading:
        message = f"{name} is empty."
        raise ReadingError(message, "An article needs some text.")
    heading = heading_of(title or "") or heading
    for word, value in (("title", title), ("address", url), ("publisher", publisher)):
        refuse_surrogates(word, value)
    return Article.of(text, title=heading, url=url, publisher=publisher, published=published)


def read_path(
    path: Path,
    *,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: dt.date | None = None,
) -> Article:
    """Return the article in a file; ReadingError as in `read_bytes`, and where it does not open."""
    data = bytes_of_path(path, limit=MAX_ARTICLE_BYTES)
    return read_bytes(
        data, name=shown(path), title=title, url=url, publisher=publisher, published=published
    )


def read_stream(
    stream: BinaryIO,
    *,
    name: str = "Standard input",
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: dt.date | None = None,
) -> Article:
    """Return the article that a stream gives up to its end; ReadingError as in `read_bytes`."""
    data = bytes_of_stream(stream, name=name, limit=MAX_ARTICLE_BYTES)
    return read_bytes(
        data, name=name, title=title, url=url, publisher=publisher, published=published
    )


def heading_of(text: str) -> str:
    """Return the first line with something visible on it, fit for a title; empty for none."""
    first = next(
        (found.start() for found in INK.finditer(text) if found[0].isprintable()), len(text)
    )
    line = "".join(text[first : first + LOOKED_AT].splitlines()[:1])
    words = " ".join(CONTROLS.sub(" ", line).split())
    if len(words) <= TITLE_LENGTH:
        return words
    cut = words[: TITLE_LENGTH - 1].rpartition(" ")[0]
    return f"{cut} …" if len(cut) >= TITLE_LENGTH // 2 else f"{words[: TITLE_LENGTH - 1]}…"


def refuse_surrogates(word: str, value: str | None) -> None:
    """Raise ReadingError for half a character in what was typed for `word`."""
    if value is not None and any("\ud800" <= letter <= "\udfff" for letter in value):
        message = f"The {word} is not text: it holds half a character."
        raise ReadingError(message, "Type it again, in a terminal set to UTF-8.")
