"""What a source is, told by its content; its name only where a text could be either of two.

Weighed on one of each format that is read here: filetype 1.2 tells the three binary ones, puremagic
1.30 takes an ODT for a DOCX and knows no Atom, no Markdown and no plain text. Both know hundreds of
pictures and programs that no article comes in.
"""

import re

from workbench.reading.encoding import BOMS

PDF = "application/pdf"
ZIP = "application/zip"
HTML = "text/html"
FEED = "application/rss+xml"
MAIL = "message/rfc822"
WEB_ARCHIVE = "multipart/related"
MARKDOWN = "text/markdown"
XML = "application/xml"
PLAIN = "text/plain"

LOOKED_AT = 1 << 16
"""Bytes."""
PDF_WITHIN = 1024
"""Bytes before a PDF's mark, as its readers allow (ISO 32000-1, annex H, note 13)."""
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
PROLOGUE = re.compile(
    r"(?:\s+|<\?[^>]{0,500}\?>|<!--(?s:.){0,5000}?-->"
    r"|<!DOCTYPE(?!\s+html\b)[^\[>]{0,500}(?:\[[^\]]{0,20000}\]\s*)?>)*",
    re.IGNORECASE,
)
FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
PAGE_ROOT = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|article|main|section|header|div|table|h[1-6]"
    r"|p|script|style)\b[^<]*>",
    re.IGNORECASE,
)
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[^\n]*\n(?:[ \t][^\n]*\n)*")
MAIL_HEADERS = frozenset({"mime-version", "message-id", "received", "return-path", "delivered-to"})
ARCHIVED = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
MARKDOWN_SIGNS = re.compile(
    r"^#{1,6} \S"
    r"|!?\[[^\]\n]{1,200}\]\((?:https?:|/|\.|#|mailto:)[^)\s]{0,500}\)"
    r"|^(?:```|~~~)\w*\s*$"
    r"|\*\*\w[^*\n]{0,200}\*\*"
    r"|^(?:[-*+] |\d+\. )\S.*\n(?:[-*+] |\d+\. )\S"
    r"|^> \S"
    r"|^\S.{2,}\n(?:={3,}|-{3,})\s*$",
    re.MULTILINE,
)
MARKDOWN_START = re.compile(r"\s*#{1,3} \S[^\n]*\n|---\n(?:[\w-]+:[^\n]*\n)+---\n")
"""A headline or fields: text that only looks like Markdown here and there does not begin so."""
MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")


def media_type_of(data: bytes, *, name: str) -> str:
    """Return the media type of a source's bytes; `text/plain` for all that is nothing else."""
    if b"%PDF-" in data[:PDF_WITHIN]:
        return PDF
    if data.startswith(ZIPS):
        return ZIP
    return _type_of_text(_beginning(data), name)


def _type_of_text(text: str, name: str) -> str:
    body = text[PROLOGUE.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing too
    if FEED_ROOT.match(body):
        return FEED
    if PAGE_ROOT.match(body):
        return HTML
    if text.lstrip().startswith("<?xml"):
        return XML
    headers = _headers(text)
    if headers & MAIL_HEADERS or {"from", "date", "subject"} <= headers:
        return WEB_ARCHIVE if ARCHIVED.search(text) else MAIL
    start = MARKDOWN_START.match(text)
    is_named = name.lower().endswith(MARKDOWN_NAMES)
    if (start or is_named) and MARKDOWN_SIGNS.search(text, start.end() if start else 0):
        return MARKDOWN
    return PLAIN


def _beginning(data: bytes) -> str:
    head = data[:LOOKED_AT]
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "ignore").replace("\r\n", "\n")
    return head.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _headers(text: str) -> frozenset[str]:
    """Return the names of the header lines that a text begins with."""
    names = set()
    at = text.find("\n") + 1 if text.startswith("From ") else 0
    while line := HEADER.match(text, at):
        names.add(line[1].lower())
        at = line.end()
    return frozenset(names)
