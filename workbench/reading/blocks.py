"""What a reader of a format finds → an article: its blocks in order, and what is furniture."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.errors import ReadingError
from workbench.model import Article, Document, Furniture, FurnitureKind, Span, language_tag
from workbench.reading.plain_text import heading_of
from workbench.reading.wording import kind_by_words

BREAK = "\n\n"
FEWEST = 3
"""Paragraphs of an article of which the last can be about its author."""
MAX_LETTERS = 20_000_000
SURROGATES = re.compile(r"[\ud800-\udfff]")
SPACE = re.compile(r"\s+")
WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption or list item of a source."""

    text: str
    kind: FurnitureKind | None = None
    """None where it is the article's own."""
    kept: bool = True
    """False for furniture that is taken out of the article's text."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article as a reader finds it, nothing of it trusted yet."""

    blocks: tuple[Block, ...]
    media_type: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    address: str | None = None
    language: str | None = None


def document_of(found: Found, *, name: str, address: str | None = None) -> Document:
    """Return the article: its blocks joined by empty lines, each piece of furniture with its span.

    Furniture that its place on the page gives away is not in the text. What only its words give
    away stays there and is marked, so that an analyst can overrule it. Raises ReadingError where
    nothing is left, and for more than 20 million letters.
    """
    parts: list[str] = []
    furniture: list[Furniture] = []
    length = 0
    own = False
    for block in _with_author(found):
        text = legible(block.text).strip()
        if not text:
            continue
        kind = block.kind or (kind_by_words(text) if parts else None)
        if kind and not block.kept:
            furniture.append(Furniture(text, kind))
            continue
        start = length + (len(BREAK) if parts else 0)
        length = start + len(text)
        parts.append(text)
        own = own or kind in {None, FurnitureKind.HEADING}
        if kind:
            furniture.append(Furniture(text, kind, Span(start, length)))
    if not own:
        message = f"{name} holds no article."
        raise ReadingError(message, "If it shows one, copy its text, and add that.")
    if length > MAX_LETTERS:
        message = f"{name} holds more than {MAX_LETTERS // 1_000_000} million letters."
        raise ReadingError(message, "Split it, and add the parts.")
    text = BREAK.join(parts)
    article = Article.of(
        text,
        title=heading_of(legible(found.title or "")) or heading_of(text),
        url=web_address(found.address) or address,
        publisher=line(found.publisher),
        published=found.published,
    )
    return Document(
        article,
        found.media_type,
        line(found.author),
        language_tag(found.language or ""),
        tuple(furniture),
    )


def _with_author(found: Found) -> tuple[Block, ...]:
    """Mark a last paragraph that says who the author is."""
    own = [number for number, block in enumerate(found.blocks) if block.kind is None]
    names = tuple(name for name in (found.author or "").split(", ") if " " in name)
    if len(own) < FEWEST or not found.blocks[own[-1]].text.startswith(names or ("\0",)):
        return found.blocks
    last = replace(found.blocks[own[-1]], kind=FurnitureKind.CREDIT)
    return (*found.blocks[: own[-1]], last, *found.blocks[own[-1] + 1 :])


def legible(text: str) -> str:
    """Return the text without NUL; half a character becomes the replacement character."""
    return SURROGATES.sub("\ufffd", text.replace("\0", ""))


def line(words: str | None) -> str | None:
    """Return words as one line fit for a label, None where nothing can be seen."""
    return heading_of(legible(words or "")) or None


def web_address(address: str | None) -> str | None:
    """Return an address of the web, None for any other."""
    words = line(address)
    return words if words and words.lower().startswith(WEB) and " " not in words else None


def day(words: str | None) -> dt.date | None:
    """Return the day of an ISO 8601 date or time, None for anything else."""
    try:
        return dt.date.fromisoformat((words or "").strip()[:10])
    except ValueError:
        return None


def flowed(lines: Iterable[str]) -> str:
    """Return lines of one paragraph as one, words parted by one space."""
    return SPACE.sub(" ", " ".join(lines)).strip()
