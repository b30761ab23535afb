"""Hostile sources through the whole reader: a sentence, within bounds, and the next is read."""

import contextlib
import socket
import sys
import threading
from pathlib import Path

import pytest

from workbench.errors import ReadingError
from workbench.reading import bounded, read
from workbench.reading.formats import read as read_here

PAGE = (
    b"<html><body><h1>Fire</h1><p>The mayor said that 12 people were hurt in Berrow on Monday.</p>"
)
FLOOD = Path(__file__).parents[2] / "fixtures" / "documents" / "river-flood.pdf"


@pytest.mark.parametrize("data", [PAGE, FLOOD.read_bytes()])
def test_the_child_reads_what_the_reader_reads(data: bytes) -> None:
    address = "https://a.example/1"

    assert bounded.read(data, name="It", address=address) == read_here(
        data, name="It", address=address
    )


def test_the_child_s_refusals_are_the_reader_s() -> None:
    with pytest.raises(ReadingError, match="is damaged, or no PDF") as refused:
        read(b"%PDF-1.7\n", name="It")

    assert refused.value.hint.startswith("Open it")


def test_what_takes_too_long_is_refused_and_the_next_source_is_read() -> None:
    with pytest.raises(ReadingError, match="cannot be read within") as refused:
        bounded.read(PAGE, name="It", seconds=0.0)

    assert "Copy the article's text" in refused.value.hint
    assert read(PAGE, name="It").documents[0].article.title == "Fire"


def test_a_child_that_dies_is_replaced() -> None:
    read(PAGE, name="It")
    bounded._children[0].process.kill()
    bounded._children[0].process.wait()

    assert read(PAGE, name="It").documents


def test_what_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MEMORY", 200 << 20)
    monkeypatch.setattr(bounded, "_children", [])

    with pytest.raises(ReadingError, match="memory"):
        read(PAGE + b"a" * 49_000_000, name="It")

    for child in bounded._children:
        child.end()


def test_sources_of_several_threads_do_not_mix() -> None:
    found: dict[int, str] = {}

    def one(number: int) -> None:
        page = PAGE.replace(b"Fire", b"Fire %d" % number)
        found[number] = read(page, name="It").documents[0].article.title

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: f"Fire {number}" for number in range(8)}


def test_nothing_is_imported_from_the_folder_one_works_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bounded, "_children", [])
    monkeypatch.setattr("sys.path", ["", *filter(None, sys.path)])

    assert read(PAGE, name="It").documents

    bounded._children[0].end()


def test_no_reader_opens_a_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        place = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        doctype = f'<!DOCTYPE x SYSTEM "{place}" [<!ENTITY x SYSTEM "{place}">]>'
        feed = f"<rss version='2.0'><channel><item><title>&x;</title><description>Rain, {place}"
        sources = (
            (
                f'{doctype}<html><head><link rel="stylesheet" href="{place}"><base href="{place}">'
                f'<meta http-equiv="refresh" content="0;url={place}"></head><body>'
                f'<img src="{place}">'
                f'<iframe src="{place}"></iframe><p>The mayor said &x; that 12 were hurt.</p>'
            ),
            f'<?xml version="1.0"?>{doctype}{feed}</description></item></channel></rss>',
            f"# Rain\n\n![A picture]({place}) The mayor said **so**.",
            f'MIME-Version: 1.0\nContent-Type: message/external-body; URL="{place}"\n\nRain.',
        )
        for source in sources:
            with contextlib.suppress(ReadingError):
                read(source.encode(), name="It")
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html>" + b"<div>" * 10_000 + b"Text" + b"</div>" * 10_000, "2,048 deep"),
        (b"<html><p>" + b"<b>" * 100_000 + b"Text", "2,048 deep"),
        (b"<html>" + b" " * 50_000_000, "larger than 50 MB"),
        (b"<html><script>" + b"a();" * 100_000 + b"</script></html>", "no article"),
        (b"<rss><channel><item>" + b"<a>" * 20_000, "without a text"),
        (b"\0" * 1_000_000, "not a text file"),
        (b"PK\x03\x04" + bytes(range(256)) * 1000, "damaged"),
    ],
    ids=["divs", "inline", "large", "script", "feed", "NUL", "archive"],
)
def test_hostile_sources_are_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        read(data, name="It")


@pytest.mark.parametrize(
    "data",
    [
        b"<html><p>" + b"[" * 100_000 + b"</p>",
        b"<html><p>" + b"<" * 100_000 + b"</p>",
        b"<html><p>" + b"The mayor said so. " * 52_000 + b"</p>",
        b"The mayor said so. " * 52_000,
        b"# T\n\n**x** " + b"[" * 20_000 + b"*a **b " * 5_000,
        b"# T\n\n**x**\n\n" + b"> " * 5_000 + b"The mayor said so.",
        PAGE + b"\0\x1b[31m\xed\xa0\x80 &#xD800; &#0; \xff\xfe</p>",
    ],
    ids=["brackets", "markup", "one line", "one line of text", "emphasis", "quotes", "letters"],
)
def test_odd_sources_are_read_as_text_that_can_be_stored(data: bytes) -> None:
    for document in read(data, name="It").documents:
        document.article.text.encode("utf-8")
        assert "\0" not in document.article.text
