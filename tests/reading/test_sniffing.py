import io
import zipfile

import pytest

from workbench.errors import ReadingError
from workbench.reading.archive import DOCX, EPUB, ODT, Archive
from workbench.reading.sniffing import media_type_of


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.4\n...", "application/pdf"),
        (b"\n\n%PDF-1.7\n", "application/pdf"),
        (b"PK\x03\x04rest", "application/zip"),
        (b"<!DOCTYPE html>\n<p>Text", "text/html"),
        (b"<!-- saved from url=(0014)about:internet -->\n<HTML><body>", "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "text/html"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel>', "application/rss+xml"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "application/rss+xml"),
        (b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "x"><rss>', "application/rss+xml"),
        (b'<?xml version="1.0"?><office:document>', "application/xml"),
        (b"From: a@example.org\nMIME-Version: 1.0\n\nHello", "message/rfc822"),
        (b"Received: by x\n\tfor y\nSubject: Z\n\nHello", "message/rfc822"),
        (b"From: A\nDate: Mon, 9 Jun 2025 10:00:00 +0200\nSubject: B\n\nText", "message/rfc822"),
        (
            b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tb=c\n",
            "multipart/related",
        ),
        (b"# Flood\n\nThe **river** rose.\n", "text/markdown"),
        (b"---\ntitle: Flood\n---\n\nThe [river](https://example.org) rose.\n", "text/markdown"),
        (b"The river rose.\n", "text/plain"),
        (b"", "text/plain"),
        (b"From our correspondent: the river rose.\n", "text/plain"),
        (b"Note: the river rose.\n\nIt fell again.\n", "text/plain"),
        (b"The price of <b> tags rose, he said.\n", "text/plain"),
        (b"Rain\n\n1. A [sic] list\n2. of things\n\n> a quote\n", "text/plain"),
        (b"#flood is what people write\n", "text/plain"),
    ],
)
def test_a_source_is_told_by_its_content(data: bytes, media_type: str) -> None:
    assert media_type_of(data, name="It.docx") == media_type


def test_a_name_tells_only_markdown_from_plain_text() -> None:
    text = b"The river rose.\n\n- A list\n- of things\n"

    assert media_type_of(text, name="river.md") == "text/markdown"
    assert media_type_of(b"The river rose.\n", name="river.md") == "text/plain"
    assert media_type_of(b"%PDF-1.4", name="river.md") == "application/pdf"


def archive(parts: dict[str, str]) -> Archive:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for path, text in parts.items():
            made.writestr(path, text)
    return Archive(stream.getvalue(), name="It")


@pytest.mark.parametrize(
    ("parts", "media_type"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, ODT),
        ({"mimetype": "application/vnd.oasis.opendocument.text-template"}, ODT),
        ({"mimetype": "application/epub+zip\n"}, EPUB),
        ({"META-INF/container.xml": "<container/>"}, EPUB),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}, DOCX),
    ],
)
def test_an_archive_is_told_by_what_is_in_it(parts: dict[str, str], media_type: str) -> None:
    assert archive(parts).media_type() == media_type


def test_an_archive_of_other_things_is_refused() -> None:
    with pytest.raises(ReadingError, match="no document that can be read") as refused:
        archive({"xl/workbook.xml": "<w/>"}).media_type()

    assert "Unpack it" in refused.value.hint
