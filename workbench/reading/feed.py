"""Feeds (RSS, Atom, RDF): each entry with a text is an article.

feedparser 6.0 weighed against lxml by hand: feeds of the wild are ill-formed, in three formats and
a dozen namespaces, and feedparser reads them all to one form; it opens no address of a feed.
"""

import datetime as dt
import html
import io
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from workbench.errors import ReadingError
from workbench.model import FurnitureKind
from workbench.reading.blocks import Block, Found, flowed
from workbench.reading.web_page import blocks_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ATOM = "application/atom+xml"
RSS = "application/rss+xml"
MOST_ENTRIES = 1_000


def read(data: bytes, *, name: str) -> tuple[list[Found], list[str]]:
    """Return the entries that hold a text, and notes on those that hold none."""
    import feedparser  # ~50 ms

    # its own cleaning and its own resolving of addresses are not needed: no markup is kept
    try:
        parsed = feedparser.parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as error:  # what its parsers raise over broken entities, it passes on
        raise _damaged(name) from error
    if not parsed.version and not parsed.entries:
        raise _damaged(name)
    media_type = ATOM if parsed.version.startswith("atom") else RSS
    found, empty = [], 0
    for entry in parsed.entries[:MOST_ENTRIES]:
        blocks = _blocks(entry, name)
        if blocks:
            found.append(_found(entry, blocks, parsed.feed, media_type))
        else:
            empty += 1
    notes = []
    if empty:
        counted = "1 entry" if empty == 1 else f"{empty} entries"
        notes.append(f"{counted} of {name} {'holds' if empty == 1 else 'hold'} no text.")
    if len(parsed.entries) > MOST_ENTRIES:
        notes.append(f"Only the first {MOST_ENTRIES:,} entries of {name} were read.")
    if not found:
        message = f"{name} is a feed without a text in it."
        raise ReadingError(message, "Open its articles in a browser, and save those.")
    return found, notes


def _damaged(name: str) -> ReadingError:
    message = f"{name} is damaged: it begins as a feed, and holds no entry that can be read."
    return ReadingError(message, "Save the page of the article itself, and add that.")


def _found(
    entry: "Mapping[str, Any]", blocks: list[Block], feed: "Mapping[str, Any]", media_type: str
) -> Found:
    title = _text(entry.get("title"))
    headline = [Block(title, FurnitureKind.HEADING)] if title else []
    content = entry.get("content") or [{}]
    return Found(
        blocks=(*headline, *blocks),
        media_type=media_type,
        title=title,
        author=_authors(entry),
        publisher=_text((entry.get("source") or {}).get("title")) or _text(feed.get("title")),
        published=_day(_first_of(entry, "published_parsed", "updated_parsed")),
        address=entry.get("link"),
        language=content[0].get("language") or feed.get("language"),
    )


def _authors(entry: "Mapping[str, Any]") -> str | None:
    """Return the names of its authors, without the addresses of mail that RSS puts before them."""
    stated = _text(entry.get("author")) or ""
    if "@" in stated:  # feedparser takes addresses of new domains apart in their middle
        return parseaddr(stated)[0] or stated
    names = [name for one in entry.get("authors") or () if (name := _text(one.get("name")))]
    return ", ".join(names) or stated or None


def _blocks(entry: "Mapping[str, Any]", name: str) -> list[Block]:
    """Return the paragraphs of an entry: its content, else its summary."""
    for part in (*(entry.get("content") or ()), {"value": entry.get("summary")}):
        value = part.get("value") or ""
        if part.get("type") == "text/plain":
            value = f"<pre>{html.escape(value)}</pre>"
        if value.strip() and (blocks := blocks_of(value, name=name)):
            return list(blocks)
    return []


def _text(value: object) -> str | None:
    """Return a title's words: a feed may hold them as HTML."""
    if not isinstance(value, str) or not value.strip():
        return None
    words = [block.text for block in blocks_of(value, name="")] if "<" in value else [value]
    return html.unescape(flowed(words)) or None


def _first_of(entry: "Mapping[str, Any]", *keys: str) -> object:
    """Return the first key's value that an entry has; `get` would warn and take another's."""
    return next((entry[key] for key in keys if key in entry), None)


def _day(value: object) -> dt.date | None:
    """Return the day of the nine numbers that feedparser makes of any date, in UTC."""
    try:
        return dt.date(*value[:3]) if isinstance(value, tuple) else None
    except (ValueError, TypeError, OverflowError):
        return None
