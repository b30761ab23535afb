import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from workbench.errors import ReadingError
from workbench.model import FurnitureKind
from workbench.reading.formats import read
from workbench.reading.pdf_layout import Letter, Line, blocks_of, lines_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
FLOOD = FIXTURES / "documents" / "river-flood.pdf"
HEIGHT = 800.0


def page(*rows: tuple[float, float, str], size: float = 10.0) -> list[Line]:
    """Lines of a page as PDFium gives their letters: left, distance from above, words."""
    letters = [
        Letter(letter, left + n * 5, left + n * 5 + 5, HEIGHT - y - size, HEIGHT - y, size)
        for left, y, words in rows
        for n, letter in enumerate(f"{words}\n")
    ]
    return lines_of(letters, height=HEIGHT)


def texts(*pages: Sequence[Line]) -> list[str]:
    return [block.text for block in blocks_of(pages) if block.kept]


def blank(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 400)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_blank_page(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document.new_page(300, 400, index=1)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_two_columns_with_broken_words_are_read_letter_for_letter() -> None:
    story = (FIXTURES / "river-flood.txt").read_text("utf-8").strip().split("\n\n")
    wanted = story[
        : story.index("Do not drive through flooded streets. Call 555 0142 for help.") + 1
    ]

    found = read(FLOOD.read_bytes(), name="It").documents[0]

    paragraphs = found.article.text.split("\n\n")
    assert [paragraph for paragraph in paragraphs if paragraph in wanted] == wanted
    assert found.article.title == wanted[0]
    assert found.author == "Nora Quill"


def test_running_heads_and_page_numbers_are_taken_out_and_listed() -> None:
    found = read(FLOOD.read_bytes(), name="It").documents[0]

    out = {item.text: item.kind for item in found.furniture if item.span is None}

    assert out == {
        "The Serravel Gazette – Tuesday, June 10, 2025": FurnitureKind.RUNNING_HEAD,
        "Page 1": FurnitureKind.PAGE_NUMBER,
        "Page 2": FurnitureKind.PAGE_NUMBER,
    }


def test_a_footnote_stands_at_the_end_and_its_mark_is_gone() -> None:
    found = read(FLOOD.read_bytes(), name="It").documents[0]

    assert found.article.text.endswith("1 Interior ministry, bulletin 14, 9 June 2025.")
    assert found.furniture[-1].kind is FurnitureKind.NOTE
    assert "said on Monday evening.\n" in found.article.text


@pytest.mark.parametrize(("pages", "words"), [(1, "one page holds"), (3, "3 pages hold")])
def test_a_scan_is_refused_with_what_to_do(pages: int, words: str) -> None:
    with pytest.raises(ReadingError, match=f"is a scan: its {words} pictures") as refused:
        read(blank(pages), name="It")

    assert "text recognition" in refused.value.hint


def test_pages_without_text_are_noted() -> None:
    found = read(with_blank_page(FLOOD.read_bytes()), name="It")

    assert found.notes == ("Without text in It: page 2.",)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(ReadingError, match="more than 300 pages"):
        read(blank(301), name="It")


@pytest.mark.parametrize("data", [FLOOD.read_bytes()[:5000], b"%PDF-1.7\nnothing", b"%PDF-"])
def test_a_broken_pdf_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(ReadingError, match="damaged, or no PDF") as refused:
        read(data, name="It")

    assert "print it to a new PDF" in refused.value.hint


def test_lines_of_a_paragraph_are_joined_and_a_gap_parts_paragraphs() -> None:
    found = texts(
        page(
            (50, 200, "The river rose by three metres in"),
            (50, 212, "less than an hour, he said today."),
            (50, 236, "Two bridges in the town are closed"),
            (50, 248, "to lorries and to buses till June."),
        )
    )

    assert found == [
        "The river rose by three metres in less than an hour, he said today.",
        "Two bridges in the town are closed to lorries and to buses till June.",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    found = texts(
        page(
            (50, 200, "The river rose by three metres in"),
            (50, 212, "less than an hour, he said today."),
            (60, 224, "Two bridges in town are closed"),
            (50, 236, "to lorries and to buses till June."),
        )
    )

    assert len(found) == 2


def test_short_indented_lines_are_paragraphs_of_their_own() -> None:
    found = texts(
        page(
            (60, 200, "Lindhaven, 14 October"),
            (60, 212, "The river rose by three metres"),
            (50, 224, "in less than one hour, he said."),
        )
    )

    assert found == [
        "Lindhaven, 14 October",
        "The river rose by three metres in less than one hour, he said.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the gover\x02", "nor said", "the governor said"),
        ("an Anglo\x02", "French plan", "an Anglo-French plan"),
        ("between 2019\x02", "20 and now", "between 2019-20 and now"),
        ("a self\x02", "made man", "a self-made man"),
        ("by e\x02", "mail today", "by e-mail today"),
    ],
)
def test_a_broken_word_is_whole_again(before: str, after: str, joined: str) -> None:
    assert texts(page((50, 200, before), (50, 212, after))) == [joined]


def test_a_hyphen_stays_where_the_article_writes_the_word_with_one() -> None:
    found = texts(
        page((50, 200, "A cease-fire was agreed. The cease\x02"), (50, 212, "fire held for a day."))
    )

    assert found == ["A cease-fire was agreed. The cease-fire held for a day."]


def test_columns_set_line_by_line_are_read_one_after_the_other() -> None:
    rows = [
        row
        for n, (left, right) in enumerate(
            zip(
                ("The river rose by three", "metres in an hour and", "it fell on Monday night."),
                ("Two bridges of the town", "stay closed to all that", "drives, the mayor said."),
                strict=True,
            )
        )
        for row in ((50.0, 200.0 + 12 * n, left), (300.0, 200.0 + 12 * n, right))
    ]

    assert texts(page(*rows)) == [
        "The river rose by three metres in an hour and it fell on Monday night.",
        "Two bridges of the town stay closed to all that drives, the mayor said.",
    ]


def test_a_paragraph_goes_on_over_a_page() -> None:
    first = page((50, 600, "The river rose by three metres in"))
    second = page((50, 200, "less than an hour, he said today."))

    assert texts(first, second) == [
        "The river rose by three metres in less than an hour, he said today."
    ]


def test_all_that_stands_under_comments_is_comment() -> None:
    pages = [
        page((50, 200, "The river rose by three metres.")),
        page((50, 200, "Comments (2)"), (50, 230, "The mayor lied, as we all know.")),
    ]

    kinds = [block.kind for block in blocks_of(pages)]

    assert kinds == [None, FurnitureKind.COMMENTS, FurnitureKind.COMMENTS]
