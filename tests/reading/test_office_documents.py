import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import ReadingError
from workbench.model import Document, FurnitureKind, LeftOutReason
from workbench.reading.archive import DOCX, EPUB, ODT
from workbench.reading.formats import read

FIXTURES = Path(__file__).parents[2] / "fixtures"
DOCUMENTS = FIXTURES / "documents"
WRITTEN = ("docx", "odt", "epub")
LAST_FULL_PARAGRAPH = "Do not drive through flooded streets. Call 555 0142 for help."
HIDDEN_WORDS = "a secret of this machine"


def data_of(ending: str) -> bytes:
    return (DOCUMENTS / f"river-flood.{ending}").read_bytes()


def document(data: bytes) -> Document:
    return read(data, name="It").documents[0]


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The document with one of its parts rewritten."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                content = change(content.decode()).encode()
            new.writestr(entry.filename, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@pytest.mark.parametrize("ending", WRITTEN)
def test_each_paragraph_of_the_article_is_in_its_text_letter_for_letter(ending: str) -> None:
    story = (FIXTURES / "river-flood.txt").read_text("utf-8").strip().split("\n\n")
    wanted = story[: story.index(LAST_FULL_PARAGRAPH) + 1]

    paragraphs = document(data_of(ending)).article.text.split("\n\n")

    assert [paragraph for paragraph in paragraphs if paragraph in wanted] == wanted


@pytest.mark.parametrize(("ending", "media_type"), zip(WRITTEN, (DOCX, ODT, EPUB), strict=True))
def test_it_says_what_it_is_and_who_wrote_it(ending: str, media_type: str) -> None:
    found = document(data_of(ending))

    assert found.media_type == media_type
    assert found.article.title == "Death toll from Orsa flood climbs to at least 23"
    assert found.author == "Nora Quill"
    assert found.language in {"en-GB", None}


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_comments_and_what_was_deleted_with_changes_tracked_are_nowhere(ending: str) -> None:
    found = document(data_of(ending))

    everything = found.article.text + "".join(item.text for item in found.furniture)

    assert "Check the spelling" not in everything
    assert "Nobody knows how high" not in everything


def test_what_was_inserted_with_changes_tracked_is_there() -> None:
    data = changed(
        data_of("docx"),
        "word/document.xml",
        lambda part: part.replace(
            "<w:p>",
            '<w:p><w:ins w:id="9" w:author="Desk"><w:r><w:t>Inserted words. </w:t></w:r></w:ins>',
            1,
        ),
    )

    assert "Inserted words." in document(data).article.text


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_footnotes_stand_at_the_end_and_are_left_out(ending: str) -> None:
    found = document(data_of(ending))

    note = found.furniture[-1]
    assert (note.kind, note.text) == (
        FurnitureKind.NOTE,
        "Interior ministry, bulletin 14, 9 June 2025.",
    )
    assert found.article.text.endswith(note.text)
    assert "said on Monday evening.\n" in found.article.text


@pytest.mark.parametrize("ending", WRITTEN)
def test_running_heads_are_nowhere(ending: str) -> None:
    assert "Serravel Gazette" not in document(data_of(ending)).article.text


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_headings_and_captions_are_left_out_as_such(ending: str) -> None:
    found = document(data_of(ending))

    reasons = {item.text: item.reason for item in found.furniture}

    assert reasons["Warnings before dawn"] is LeftOutReason.HEADLINE
    assert reasons["Map: the lower Orsa valley"] is LeftOutReason.CAPTION


PARTS = (("docx", "word/document.xml"), ("odt", "content.xml"))


@pytest.mark.parametrize(("ending", "part"), PARTS)
def test_an_entity_of_another_file_is_not_read(ending: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(HIDDEN_WORDS)
    doctype = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'

    def named(text: str) -> str:
        declaration, mark, rest = text.partition("?>")
        return declaration + mark + doctype + rest.replace("Officials", "&x; Officials", 1)

    assert HIDDEN_WORDS not in document(changed(data_of(ending), part, named)).article.text


@pytest.mark.parametrize(("ending", "part"), PARTS)
def test_entities_that_grow_without_end_are_refused(ending: str, part: str) -> None:
    grown = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{grown}]>'

    def laughing(text: str) -> str:
        declaration, mark, rest = text.partition("?>")
        return declaration + mark + doctype + rest.replace("Officials", "&e11; Officials", 1)

    with pytest.raises(ReadingError, match="damaged"):
        read(changed(data_of(ending), part, laughing), name="It")


@pytest.mark.parametrize("ending", WRITTEN)
def test_half_a_document_is_refused_with_what_to_do(ending: str) -> None:
    data = data_of(ending)

    with pytest.raises(ReadingError, match="damaged") as refused:
        read(data[: len(data) // 2], name="It")

    assert "save it again" in refused.value.hint


@pytest.mark.parametrize(("ending", "part"), [*PARTS, ("epub", "OEBPS/content.opf")])
def test_a_part_that_is_no_xml_is_refused(ending: str, part: str) -> None:
    with pytest.raises(ReadingError, match="damaged"):
        read(changed(data_of(ending), part, lambda _: "<broken"), name="It")


def test_an_archive_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() -> None:
    data = changed(data_of("docx"), "word/document.xml", lambda _: " " * 120_000_000)

    with pytest.raises(ReadingError, match="unpacks to more than"):
        read(data, name="It")


def test_an_archive_under_a_password_is_refused() -> None:
    data = bytearray(data_of("odt"))
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + (8 if mark[2] == 1 else 6)] |= 1  # the flag of an encrypted part

    with pytest.raises(ReadingError, match="damaged"):
        read(bytes(data), name="It")


def test_the_chapters_of_a_book_come_in_the_order_of_its_spine() -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rain</dc:title></metadata>'
        '<manifest><item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="../a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/>'
        '<itemref idref="gone"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for path, text in {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            "OEBPS/b b.xhtml": "<html><body><p>Second.</p></body></html>",
            "OEBPS/nav.xhtml": "<html><body><p>Contents.</p></body></html>",
            "a.xhtml": "<html><body><h1>One</h1><p>First.</p></body></html>",
        }.items():
            book.writestr(path, text)

    found = document(stream.getvalue())

    assert found.article.text == "One\n\nFirst.\n\nSecond."
    assert found.article.title == "Rain"
