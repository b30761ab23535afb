"""Whatever the bytes: articles or a sentence, never anything else. In this process, on purpose."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.model import Reading
from workbench.reading.formats import read

FIXTURES = Path(__file__).parents[2] / "fixtures"
MAIL = (
    b"From: =?utf-8?q?N?= <n@example.org>\nDate: Mon, 9 Jun 2025 18:00:00 +0200\nSubject: Flood\n"
    b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
    b'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    b"It rose=2E\n> Did it?\n--b\nContent-Type: text/html\n\n<p>It <b>rose</b>.</p>\n--b\n"
    b'Content-Disposition: attachment; filename="a.txt"\n\nIt fell.\n--b--\n'
)
ARCHIVED = MAIL.replace(b"multipart/mixed", b"multipart/related")
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><language>en</language>'
    b"<item><title>Snow</title><link>https://a.example/1</link>"
    b"<pubDate>Fri, 08 Nov 2024 14:05:00 GMT</pubDate>"
    b"<description>&lt;p&gt;Three roads.&lt;/p&gt;</description></item></channel></rss>"
)
MARKDOWN = (
    b"---\ntitle: Flood\n---\n\n# Flood\n\nIt **rose**, [he](https://a.example) said.\n\n> a\n"
)
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            *(b"<div>", b"</p>", b"<a href=", b"<br><br>", b"<!--", b"]]>", b"<![CDATA[", b"<sup>"),
            *(b"&#xD800;", b"&#0;", b"&lol;", b"\xed\xa0\x80", b"\0", b"\x1b[31m", b"\xff\xfe"),
            *(b"[", b"](", b"**", b"\n\n", b"\r", b"=?utf-8?b?", b"--b", b"charset=rot13", b"PK"),
            *(b"endobj", b"stream", b"9999999999", b"-1", b"<<", b"1 0 R", b"<w:p>", b"xmlns"),
        ]
    ),
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), max_size=12)
FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def edited(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with pieces of them written over by others."""
    for place, length, piece in edits:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


def reads_or_refuses(data: bytes, name: str = "It") -> None:
    try:
        reading = read(data, name=name)
    except WorkbenchError:
        return
    assert isinstance(reading, Reading)
    assert reading.documents
    for document in reading.documents:
        text = document.article.text
        assert text.strip()
        assert "\0" not in text
        text.encode("utf-8")
        for item in document.furniture:
            assert item.span is None or document.article.quote([item.span]) == item.text


@pytest.mark.parametrize(
    "whole",
    [
        *((FIXTURES / "pages" / f"{name}.html").read_bytes() for name in ("ferry", "mine")),
        MAIL,
        ARCHIVED,
        FEED,
        MARKDOWN,
    ],
    ids=["page", "old page", "mail", "web archive", "feed", "Markdown"],
)
@FUZZ
@given(edits=EDITS)
def test_a_damaged_text_format_is_read_or_refused(
    whole: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    reads_or_refuses(edited(whole, edits))


@pytest.mark.parametrize("ending", ["pdf", "docx", "odt", "epub"])
@FUZZ
@given(edits=EDITS)
def test_a_damaged_document_is_read_or_refused(
    ending: str, edits: list[tuple[float, int, bytes]]
) -> None:
    whole = (FIXTURES / "documents" / f"river-flood.{ending}").read_bytes()

    reads_or_refuses(edited(whole, edits))


PARTS = {
    "docx": ("word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml"),
    "odt": ("content.xml", "meta.xml", "mimetype"),
    "epub": ("META-INF/container.xml", "OEBPS/content.opf", "OEBPS/sections/section0001.xhtml"),
}


@pytest.mark.parametrize("ending", PARTS)
@FUZZ
@given(data=st.data(), edits=EDITS)
def test_a_document_with_a_damaged_part_is_read_or_refused(
    ending: str, data: st.DataObject, edits: list[tuple[float, int, bytes]]
) -> None:
    part = data.draw(st.sampled_from(PARTS[ending]))
    stream = io.BytesIO()
    whole = FIXTURES / "documents" / f"river-flood.{ending}"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(stream, "w") as new:
        assert part in old.namelist()
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edited(content, edits) if name == part else content)

    reads_or_refuses(stream.getvalue())


@pytest.mark.parametrize(
    "start",
    [b"", b"<html>", b"%PDF-1.7\n", b"PK\x03\x04", b"<rss>", b"MIME-Version: 1.0\n", b"# T\n\n"],
)
@FUZZ
@given(rest=st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=40).map(b"".join)))
def test_any_bytes_at_all_are_read_or_refused(start: bytes, rest: bytes) -> None:
    reads_or_refuses(start + rest, name="It.md")
