"""PDF: the text layer, by pypdfium2.

pypdfium2 5.15 (Chromium's own reader, under fuzzing for years) weighed against pypdf 7.1 and
pdfplumber 0.11 on a page of two columns: they take 16 and 39 times as long, pdfplumber runs the
columns into each other, and neither tells a hyphen that the typesetter put in from a word's own.
"""

import re
from typing import TYPE_CHECKING

from workbench.errors import ReadingError
from workbench.reading.blocks import Found
from workbench.reading.pdf_layout import Letter, Line, blocks_of, lines_of, title_of
from workbench.reading.sniffing import PDF

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

MOST_PAGES = 300
MOST_LETTERS_ON_PAGE = 100_000
MOST_ILLEGIBLE = 0.3
ILLEGIBLE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
PROGRAM_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|untitled|document\d*$)|\.(?:docx?|indd|pdf|tex|qxd|html?)$",
    re.IGNORECASE,
)
PASSWORD = "password"  # noqa: S105 - a word of PDFium's message
RECOGNISE = "Run it through text recognition (ocrmypdf, for one), and add what comes out."


def read(data: bytes, *, name: str, notes: list[str]) -> Found:
    """Return the article of a PDF's text layer; pages without one are noted.

    Raises ReadingError for a scan, a password, more than 300 pages, and what PDFium cannot open.
    """
    import pypdfium2  # ~50 ms

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MOST_PAGES:
            message = f"{name} has more than {MOST_PAGES} pages."
            raise ReadingError(message, "Save the pages that matter as a PDF, and add that.")
        pages = list(_pages(document, name=name))
        stated = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise _cannot_open(name, str(error)) from error
    blank = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(blank) == len(pages):
        message = f"{name} is a scan: its {_counted(len(pages))} pictures and no text."
        raise ReadingError(message, RECOGNISE)
    letters = "".join(line.text for lines in pages for line in lines)
    if len(ILLEGIBLE.findall(letters)) > MOST_ILLEGIBLE * len(letters):
        message = f"{name} does not say which letters its text is made of."
        raise ReadingError(message, RECOGNISE)
    if blank:
        notes.append(f"Without text in {name}: page {', '.join(map(str, blank))}.")
    return Found(
        blocks=tuple(blocks_of(pages)),
        media_type=PDF,
        title=title_of(pages) or _title(stated.get("Title", "")),
        author=stated.get("Author"),
    )


def _counted(pages: int) -> str:
    return "one page holds" if pages == 1 else f"{pages} pages hold"


def _title(stated: str) -> str | None:
    return None if PROGRAM_TITLE.search(stated.strip()) else stated


def _cannot_open(name: str, why: str) -> ReadingError:
    if PASSWORD in why.lower():
        message = f"{name} is locked with a password."
        return ReadingError(message, "Save it without one, and add that.")
    message = f"{name} is damaged, or no PDF."
    return ReadingError(message, "Open it, print it to a new PDF, and add that.")


def _pages(document: "pypdfium2.PdfDocument", *, name: str) -> "Iterator[list[Line]]":
    """Return the lines of each page, one page open at a time."""
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        try:
            yield lines_of(_letters(text, name=name), height=page.get_height())
        finally:
            text.close()
            page.close()


def _letters(page: "pypdfium2.PdfTextPage", *, name: str) -> "Iterator[Letter]":
    """Return a page's letters in the order they were set, with their boxes in points."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    count = page.count_chars()
    if count > MOST_LETTERS_ON_PAGE:
        message = f"{name} has more than {MOST_LETTERS_ON_PAGE:,} letters on a page."
        raise ReadingError(message, "Copy the article's text, and add that.")
    box = [c_double() for _ in range(4)]
    left, right, bottom, top = box
    into = [byref(side) for side in box]
    handle = page.raw  # once: looked up for each of a million letters, it takes longer than they do
    for index in range(count):
        raw.FPDFText_GetCharBox(handle, index, *into)
        code = raw.FPDFText_GetUnicode(handle, index)
        size = raw.FPDFText_GetFontSize(handle, index)
        yield Letter(chr(code), left.value, right.value, bottom.value, top.value, size)
