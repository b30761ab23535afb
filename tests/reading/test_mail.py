import datetime as dt
from email.message import EmailMessage
from pathlib import Path

import pytest

from workbench.errors import ReadingError
from workbench.model import FurnitureKind, Reading
from workbench.reading.formats import read

FIXTURES = Path(__file__).parents[2] / "fixtures"


def mail(text: str = "The river rose by 3 metres, the mayor said.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Nora Quill <nora@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = "Flood in Serravel – the latest"
    message["Date"] = "Mon, 09 Jun 2025 18:00:00 +0200"
    message.set_content(text)
    return message


def reading(message: EmailMessage) -> Reading:
    return read(message.as_bytes(), name="It")


def test_a_message_is_an_article_with_its_subject_sender_and_day() -> None:
    found = reading(mail()).documents[0]

    assert found.article.text == (
        "Flood in Serravel – the latest\n\nThe river rose by 3 metres, the mayor said."
    )
    assert found.article.title == "Flood in Serravel – the latest"
    assert found.author == "Nora Quill"
    assert found.article.published == dt.date(2025, 6, 9)


def test_lines_that_a_program_broke_are_joined() -> None:
    text = "The river rose by three metres in less than an hour, said\nthe mayor.\n\nIt fell.\n"

    assert "an hour, said the mayor.\n\nIt fell." in reading(mail(text)).documents[0].article.text


def test_quoted_lines_and_the_signature_are_left_out() -> None:
    found = reading(mail("It rose.\n\n> Did it rise?\n\n-- \nNora Quill, editor\n")).documents[0]

    kinds = {item.text: item.kind for item in found.furniture}

    assert kinds["> Did it rise?"] is FurnitureKind.QUOTED_MAIL
    assert kinds["Nora Quill, editor"] is FurnitureKind.OTHER


def test_a_message_that_is_only_a_page_is_read_as_one() -> None:
    message = mail("")
    message.set_content(
        "<html><body><p>Twelve people were hurt in the old town on Monday, the mayor said.</p>"
        "</body></html>",
        subtype="html",
    )

    assert "Twelve people were hurt" in reading(message).documents[0].article.text


def test_plain_text_is_preferred_to_its_page() -> None:
    message = mail("Twelve people were hurt.")
    message.add_alternative("<html><p>Twelve people were hurt.</p><p>Unsubscribe</p>", "html")

    assert "Unsubscribe" not in reading(message).documents[0].article.text


def test_attachments_that_hold_an_article_are_articles_of_their_own() -> None:
    message = mail()
    pdf = (FIXTURES / "documents" / "river-flood.pdf").read_bytes()
    message.add_attachment(pdf, "application", "octet-stream", filename="flood.pdf")
    message.add_attachment(b"Twelve were hurt.", "text", "plain", filename="note.txt")

    found = reading(message).documents

    assert [item.media_type for item in found] == [
        "message/rfc822",
        "application/pdf",
        "text/plain",
    ]


def test_attachments_that_are_none_are_named_with_the_reason() -> None:
    message = mail()
    message.add_attachment(b"\x89PNG\r\n\x1a\n1234", "image", "png", filename="river.png")

    found = reading(message)

    assert len(found.documents) == 1
    assert "river.png is not a text file: it is a PNG picture" in found.notes[0]


def test_a_message_forwarded_as_an_attachment_is_read() -> None:
    message = mail("See below.")
    message.add_attachment(mail("Twelve people were hurt, the police said."))

    assert "Twelve people" in " ".join(d.article.text for d in reading(message).documents)


def test_messages_in_messages_in_messages_end_somewhere() -> None:
    data = mail("The innermost words.").as_bytes()
    for _ in range(6):
        outer = mail("Look.")
        outer.add_attachment(data, "application", "octet-stream", filename="inner.eml")
        data = outer.as_bytes()

    found = read(data, name="It")

    assert any("in messages" in note for note in found.notes)


def test_a_message_without_a_word_is_refused() -> None:
    message = EmailMessage()
    message["From"] = "a@example.org"
    message["MIME-Version"] = "1.0"
    message.set_content("\n")

    with pytest.raises(ReadingError, match="holds no article"):
        reading(message)


def test_parts_that_nest_without_end_are_refused() -> None:
    parts = "".join(
        f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
        for n in range(3000)
    )

    with pytest.raises(ReadingError, match="nests its parts"):
        read(parts.encode() + b"\n\nText", name="It")


def test_more_parts_than_any_message_has_are_refused() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"

    with pytest.raises(ReadingError, match="more than 500 parts"):
        read(head + b"--b\nContent-Type: text/plain\n\nIt rose.\n" * 600, name="It")


def web_archive(page: bytes) -> bytes:
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/story\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
        b"\r\n--b\r\nContent-Type: image/png\r\n\r\nnot a picture\r\n"
        b'--b\r\nContent-Type: text/html; charset="iso-8859-15"\r\n'
        b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head + page + b"\r\n--b--\r\n"


def test_a_page_saved_as_one_file_is_read_in_the_encoding_of_its_envelope() -> None:
    page = "<html><body><h1>Mine</h1><p>The owner of the mine has to pay 300 € a day, a court in"
    page += " Berrow said.</p></body></html>"

    found = read(web_archive(page.encode("iso-8859-15")), name="It")

    assert found.media_type == "multipart/related"
    assert "300 € a day" in found.documents[0].article.text
    assert found.documents[0].article.url == "https://a.example/story"


def test_a_web_archive_without_a_page_is_refused() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n"

    with pytest.raises(ReadingError, match="without a page"):
        read(data, name="It")
