import datetime as dt
import encodings.aliases
import re
from pathlib import Path

import pytest

from workbench.errors import ReadingError
from workbench.model import Document, FurnitureKind, LeftOutReason
from workbench.reading.formats import read
from workbench.reading.web_page import decoded

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
NAMES = ("ferry", "school", "mine")
BODY = (
    "<p>The mayor said on Monday that 12 people were hurt in the old town of Berrow.</p>"
    "<p>Two of them are in hospital, and one has left the country, the police said.</p>"
)


def document(page: str | bytes) -> Document:
    data = page.encode() if isinstance(page, str) else page
    return read(data, name="It").documents[0]


def fixture(name: str) -> Document:
    return document((PAGES / f"{name}.html").read_bytes())


def own_text(found: Document) -> str:
    """The text without what is left out of it, headings apart."""
    text = found.article.text
    for item in reversed(found.furniture):
        if item.span and item.kind is not FurnitureKind.HEADING:
            text = text[: item.span.start] + text[item.span.end :]
    return text


@pytest.mark.parametrize("name", NAMES)
def test_each_paragraph_of_the_article_is_in_its_text_letter_for_letter(name: str) -> None:
    wanted = (PAGES / f"{name}.txt").read_text("utf-8").strip().split("\n\n")

    paragraphs = fixture(name).article.text.split("\n\n")

    assert [paragraph for paragraph in paragraphs if paragraph in wanted] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_the_article_and_its_date_is_left_to_become_a_claim(name: str) -> None:
    wanted = set((PAGES / f"{name}.txt").read_text("utf-8").strip().split("\n\n"))

    left = {part for part in own_text(fixture(name)).split("\n\n") if part.strip()}

    assert left - wanted <= {"16 April 2025", "3 October 2009, 18:20"}


@pytest.mark.parametrize("name", NAMES)
def test_the_span_of_furniture_is_its_text(name: str) -> None:
    found = fixture(name)

    assert all(
        found.article.quote([item.span]) == item.text for item in found.furniture if item.span
    )


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("ferry", "312 partners", FurnitureKind.COOKIES),
        ("ferry", "Opinion", FurnitureKind.NAVIGATION),
        ("ferry", "our free newsletter", FurnitureKind.SIGN_UP),
        ("ferry", "Share on Facebook", FurnitureKind.SHARE),
        ("ferry", "catches fire off Cape", FurnitureKind.RELATED),
        ("ferry", "flats from", FurnitureKind.ADVERTISEMENT),
        ("ferry", "My cousin says", FurnitureKind.COMMENTS),
        ("ferry", "Additional reporting", FurnitureKind.CREDIT),
        ("ferry", "was towed to the dry dock", FurnitureKind.CAPTION),
        ("school", "Subscribe today", FurnitureKind.SIGN_UP),
        ("school", "READ MORE", FurnitureKind.RELATED),
        ("school", "covers the statehouse", FurnitureKind.CREDIT),
        ("school", "lied about the poll", FurnitureKind.COMMENTS),
        ("school", "light rain", FurnitureKind.OTHER),
        ("mine", "Reproduction without", FurnitureKind.COPYRIGHT),
        ("mine", "Photo: M. Tarn", FurnitureKind.CREDIT),
        ("mine", "Wolves seen", FurnitureKind.NAVIGATION),
    ],
)
def test_furniture_is_listed_with_its_reason(name: str, words: str, kind: FurnitureKind) -> None:
    assert [item.kind for item in fixture(name).furniture if words in item.text] == [kind]


def test_a_caption_stays_in_the_text_and_is_left_out_as_one() -> None:
    found = fixture("ferry")

    assert "was towed to the dry dock" in found.article.text
    assert LeftOutReason.CAPTION in {item.reason for item in found.left_out}


def test_what_scripts_and_hidden_elements_hold_is_nowhere() -> None:
    found = fixture("ferry")

    everything = found.article.text + "".join(item.text for item in found.furniture)

    assert "minister resigned" not in everything
    assert "tracker" not in everything


def test_a_page_of_today_says_who_published_it_when_and_where() -> None:
    found = fixture("ferry")

    assert found.article.title == "Ferry timetable cut after engine fires"
    assert found.article.publisher == "The Nadir Courier"
    assert found.author == "Ilse Marran, Tomas Oke"
    assert found.article.published == dt.date(2025, 4, 16)
    assert found.article.url == "https://courier.example.org/news/2025/ferry-timetable-cut"
    assert found.language == "en-GB"


def test_open_graph_says_it_too() -> None:
    found = fixture("school")

    assert found.article.title == "Schools to close on Fridays, governor says"
    assert (found.article.publisher, found.author) == ("Valley Wire", "Dana Pell")
    assert found.article.published == dt.date(2024, 11, 8)
    assert found.language == "en-US"


def test_a_page_without_metadata_has_its_headline_and_no_guesses() -> None:
    found = fixture("mine")

    assert found.article.title == "Mine owner fined over flooded shaft"
    assert found.article.published is None
    assert found.article.publisher is None


def test_the_address_it_was_fetched_from_stands_where_the_page_names_none() -> None:
    page = f"<html><body><h1>Fire in Berrow</h1>{BODY}</body></html>".encode()

    found = read(page, name="It", address="https://a.example/1").documents[0]

    assert found.article.url == "https://a.example/1"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0019)https://a.example/1 -->",
        "<!--\n Page saved with SingleFile \n url: https://a.example/1 \n saved date: Mon -->",
    ],
)
def test_the_comment_of_the_program_that_saved_the_page_says_where_it_was(comment: str) -> None:
    page = f"<!DOCTYPE html>\n{comment}\n<html><body>{BODY}</body></html>"

    assert document(page).article.url == "https://a.example/1"


def test_a_date_in_the_text_is_no_publication_date() -> None:
    page = f"<html><body>{BODY}<p>The law was passed on 3 May 2011, he said then.</p></body></html>"

    assert document(page).article.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "iso-8859-2", "shift_jis"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    word = {"iso-8859-2": "Łódź", "shift_jis": "東京"}.get(encoding, "Besançon")
    page = f'<html><head><meta charset="{encoding}"></head><body>{word}</body></html>'

    assert word in decoded(page.encode(encoding))


def test_a_page_that_declares_nothing_is_utf_8_or_western() -> None:
    assert decoded("<p>Besançon".encode()) == decoded("<p>Besançon".encode("cp1252"))


@pytest.mark.parametrize(
    "name", ["base64", "zlib", "rot13", "hex", "idna", "undefined", "unicode_escape", "utf-7", "x"]
)
def test_a_declaration_that_is_no_encoding_of_a_page_is_passed_over(name: str) -> None:
    page = f'<meta charset="{name}">Besançon \\u'

    assert decoded(page.encode()) == page


def test_no_codec_that_python_knows_stops_a_page() -> None:
    for name in (*encodings.aliases.aliases, *encodings.aliases.aliases.values()):
        assert decoded(bytes(range(256)) + b"\\u +A", charset=name)


def test_the_mark_of_a_note_is_not_part_of_the_sentence() -> None:
    page = f'<html><body>{BODY}<p>It cost €4m.<sup><a href="#n1">1</a></sup> Nobody paid it.</p>'

    assert "It cost €4m. Nobody paid it." in document(page).article.text


def test_two_line_breaks_end_a_paragraph_and_one_does_not() -> None:
    page = (
        "<html><body>A first line of a poem about rain,<br>a second.<br><br>Then it stopped.</body>"
    )

    assert document(page).article.text == (
        "A first line of a poem about rain,\na second.\n\nThen it stopped."
    )


def test_lines_and_paragraphs_of_preformatted_text_stay() -> None:
    page = (
        "<html><body><pre>The river rose by three metres,\nthe mayor said.\n\nIt fell.</pre></body>"
    )

    assert document(page).article.text == (
        "The river rose by three metres,\nthe mayor said.\n\nIt fell."
    )


def test_an_element_with_most_of_the_article_is_no_furniture_whatever_it_is_called() -> None:
    page = f'<html><body><div class="comments-open social share">{BODY}</div></body></html>'

    assert "12 people were hurt" in own_text(document(page))


def test_a_page_that_is_all_script_holds_no_article() -> None:
    page = b'<html><head><script>var a = "The minister resigned.";</script></head><body></body>'

    with pytest.raises(ReadingError, match="holds no article"):
        read(page, name="It")


def test_brackets_are_letters() -> None:
    page = f"<html><body>{BODY}<p>It was [sic] a [bold]secret[/bold] deal, he said [1].</p>"

    assert "It was [sic] a [bold]secret[/bold] deal, he said [1]." in document(page).article.text


NAMELESS = re.compile(r'\s(?:class|id|role|aria-label|rel)="[^"]*"')
MEANINGFUL = re.compile(
    r"<(/?)(?:nav|aside|footer|header|article|main|section|figure|figcaption)\b"
)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_whose_elements_have_no_names_is_read_all_the_same(name: str) -> None:
    page = decoded((PAGES / f"{name}.html").read_bytes()).replace("windows-1252", "utf-8")
    wanted = (PAGES / f"{name}.txt").read_text("utf-8").strip().split("\n\n")

    found = document(MEANINGFUL.sub(r"<\1div", NAMELESS.sub("", page)))

    left = [part for part in own_text(found).split("\n\n") if part.strip()]
    headings = {item.text for item in found.furniture if item.kind is FurnitureKind.HEADING}
    assert [part for part in left if part in wanted] == wanted
    assert {*left} - {*wanted} - headings <= {"16 April 2025", "3 October 2009, 18:20"}


def test_what_stands_under_most_read_is_left_out_with_it() -> None:
    box = "<div><div>Most read</div><div>The mayor bans gulls from the market square.</div></div>"

    assert "gulls" not in own_text(document(f"<html><body>{BODY}{box}{BODY}</body></html>"))


def test_the_lines_about_the_author_at_the_end_are_a_credit() -> None:
    head = '<meta name="author" content="Dana Pell">'
    end = "<p>Dana Pell joined the paper in 2019 and won two state press awards.</p>"

    found = document(f"<html><head>{head}</head><body>{BODY}{end}</body></html>")

    assert found.furniture[-1].kind is FurnitureKind.CREDIT
    assert found.furniture[-1].text.startswith("Dana Pell joined")


@pytest.mark.parametrize(
    "script",
    [
        (
            '{"@type": "NewsArticle", "headline": "Fire", "author": ["A One", "B Two"],'
            ' "publisher": {"name": "Post"}, "datePublished": "2024-05-06", "inLanguage": "de"}'
        ),
        (
            '[{"@type": ["Thing", "ReportageNewsArticle"], "headline": "Fire",'
            ' "author": [{"@id": "#a"}, {"name": "B Two"}], "publisher": {"@id": "#p"},'
            ' "dateCreated": "2024-05-06T10:00:00Z",'
            ' "inLanguage": {"name": "de"}}, {"@id": "#a", "name": "A One"},'
            ' {"@id": "#p", "name": "Post"}]'
        ),
    ],
)
def test_linked_data_is_read_however_it_is_put(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'

    found = document(f"<html><head>{head}</head><body>{BODY}</body></html>")

    assert (found.article.title, found.article.publisher) == ("Fire", "Post")
    assert (found.author, found.language) == ("A One, B Two", "de")
    assert found.article.published == dt.date(2024, 5, 6)


@pytest.mark.parametrize("script", ["{broken", "[" * 50_000, '{"@type": "NewsArticle"}', "null"])
def test_linked_data_that_says_nothing_is_passed_over(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script><title>Fire in Berrow</title>'

    found = document(f"<html><head>{head}</head><body>{BODY}</body></html>")

    assert found.article.title == "Fire in Berrow"
