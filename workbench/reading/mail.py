"""E-mails and web archives (MHTML): both are MIME, which the standard library reads.

Weighed against mail-parser 4, a layer over the same library that adds nothing needed here. Messages
are read with its older rules (`compat32`): the newer ones raise on headers of the wild.
"""

import datetime as dt
import email
import email.errors
import email.header
import email.utils
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from workbench.errors import ReadingError
from workbench.model import FurnitureKind
from workbench.reading import web_page
from workbench.reading.blocks import Block, Found, flowed
from workbench.reading.sniffing import HTML, MAIL, PLAIN

MOST_PARTS = 500
LONGEST_HEADER = 2_000
"""Letters that are looked at."""
WRAPPED_AT = 55
"""Letters; lines this long that no full stop ends were broken by a program."""
LEAST_PLAIN = 0.3
"""A message's plain text has to have this share of its page's letters to be read in its stead."""


def read(data: bytes, *, name: str) -> tuple[Found, list[tuple[str, bytes]]]:
    """Return the article of a message and its attachments, each with a name.

    Raises ReadingError for one that nests its parts too deeply.
    """
    parts = _parts(data, name=name)
    message = parts[0]
    bodies = {PLAIN: "", HTML: ""}
    attachments = []
    for number, part in enumerate(parts):
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_maintype() == "multipart":
            continue
        if kind in bodies and part.get_content_disposition() != "attachment":
            text = web_page.decoded(_payload(part), charset=_charset(part))
            bodies[kind] += f"\n\n{text}" if bodies[kind] else text
        else:
            title = _header(part.get_filename()) or f"part {number} of {name}"
            attachments.append((title, _payload(part)))
    return _message(message, bodies, name=name), attachments


def read_web_archive(data: bytes, *, name: str) -> Found:
    """Return the article of a page saved as one file (MHTML); its pictures are not looked at."""
    parts = _parts(data, name=name)
    page = next((part for part in parts if part.get_content_type() == HTML), None)
    if page is None:
        message = f"{name} is a web archive without a page in it."
        raise ReadingError(message, "Save the page again, as HTML.")
    found = web_page.read(_payload(page), name=name, charset=_charset(page))
    address = _header(parts[0].get("Snapshot-Content-Location") or page.get("Content-Location"))
    return replace(found, address=found.address or address)


def _parts(data: bytes, *, name: str) -> list[Message]:
    try:
        message = email.message_from_bytes(data)
        found = []
        for part in message.walk():
            found.append(part)
            if len(found) > MOST_PARTS:
                message_ = f"{name} has more than {MOST_PARTS} parts."
                raise ReadingError(message_, "Save those that matter, and add them.")
    except RecursionError as error:
        message_ = f"{name} nests its parts more deeply than any message does."
        raise ReadingError(message_, "Copy the article's text, and add that.") from error
    return found


def _message(message: Message, bodies: dict[str, str], *, name: str) -> Found:
    page = bodies[HTML].strip()
    blocks = tuple(paragraphs(bodies[PLAIN]))
    in_page = web_page.blocks_of(page, name=name) if page else ()
    letters = sum(len(block.text) for block in blocks)
    if letters < LEAST_PLAIN * sum(len(block.text) for block in in_page):
        blocks = web_page.found_in(page, name=name).blocks or in_page
    title = _header(message.get("Subject"))
    headline = (Block(title, FurnitureKind.HEADING),) if title else ()
    sender, address = email.utils.parseaddr(_header(message.get("From")))
    return Found(
        blocks=(*headline, *blocks) if blocks else (),
        media_type=MAIL,
        title=title,
        author=sender or address or None,
        published=_day(message.get("Date")),
        language=_header(message.get("Content-Language")) or None,
    )


def paragraphs(text: str) -> Iterator[Block]:
    """Return the paragraphs of a message's plain text, lines that a program broke joined.

    Quoted lines and what follows the mark of a signature (RFC 3676, §4.3) are furniture.
    """
    body, mark, signature = text.replace("\r\n", "\n").partition("\n-- \n")
    for paragraph in body.split("\n\n"):
        lines = paragraph.split("\n")
        quoted = [line for line in lines if line.lstrip().startswith(">")]
        own = [line for line in lines if not line.lstrip().startswith(">")]
        if quoted:
            yield Block("\n".join(quoted), FurnitureKind.QUOTED_MAIL)
        wrapped = all(len(line) >= WRAPPED_AT for line in own[:-1])
        yield Block(flowed(own) if wrapped else "\n".join(own))
    if mark:
        yield Block(signature, FurnitureKind.OTHER)


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):  # base64 or uuencode that is none
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError):
        return None


def _header(value: object) -> str:
    """Return a header's words, encoded words (RFC 2047) decoded."""
    text = str(value or "")[:LONGEST_HEADER]
    try:
        return flowed([str(email.header.make_header(email.header.decode_header(text)))])
    except (LookupError, ValueError, email.errors.MessageError):
        return flowed([text])


def _day(value: object) -> dt.date | None:
    try:
        return email.utils.parsedate_to_datetime(str(value)).date() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
