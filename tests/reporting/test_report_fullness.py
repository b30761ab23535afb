"""Everything that analysts made of a claim is in every form of the report."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources

import docx
import fastjsonschema
import pypdfium2
import pytest
from report_samples import FULL, SECTION, report

from workbench.model import Furniture, FurnitureKind, Report, ReportSection, Tally
from workbench.reporting import (
    render_csv,
    render_docx,
    render_html,
    render_json,
    render_markdown,
    render_pdf,
)

AROUND = (
    Furniture("Home | Sport | Weather", FurnitureKind.NAVIGATION),
    *(Furniture(f"Reader {kind}", kind) for kind in FurnitureKind),
)
KNOWN = replace(SECTION.article, author="Ida Holm", language="cy-GB")
MADE = report(
    ReportSection(KNOWN, (FULL,), Tally(disagreement=1), furniture=AROUND),
)
SAID = (
    "disagreement",
    "Seen.",
    "It is on tape.",
    "carla",
    "refutes",
    "Ferry timetable",
    "B3",
    "Two sailings went out.",
    "https://ferry.example/t",
    "timetable.pdf",
    "cd" * 32,
    "dora",
    "harbour",
    "night",
    "Call the harbour master.",
    "narrowed",
    "frida",
    "two statements",
    "00000000000000b1",
    "verified → disputed",
    "Home | Sport | Weather",
    "navigation",
    "Reader page furniture",
    "Ida Holm",
)


def text_of_pdf(made: Report) -> str:
    document = pypdfium2.PdfDocument(render_pdf(made))
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def text_of_docx(made: Report) -> str:
    document = docx.Document(io.BytesIO(render_docx(made)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def text_of_csv(made: Report) -> str:
    return "\n".join(cell for row in csv.reader(io.StringIO(render_csv(made))) for cell in row)


def text_of_markdown(made: Report) -> str:
    return render_markdown(made).replace("\\", "")


@cache
def text_of(render: Callable[[Report], str]) -> str:
    return "".join(render(MADE).split())


@pytest.mark.parametrize(
    "render", [text_of_markdown, render_html, render_json, text_of_pdf, text_of_docx, text_of_csv]
)
@pytest.mark.parametrize("words", SAID)
def test_it_is_there(render: Callable[[Report], str], words: str) -> None:
    assert "".join(words.split()) in text_of(render)


@pytest.mark.parametrize("render", [text_of_markdown, render_html, text_of_pdf, text_of_docx])
def test_the_language_has_its_name(render: Callable[[Report], str]) -> None:
    assert "Welsh" in text_of(render)


def test_it_follows_the_schema() -> None:
    schema = resources.files("workbench.reporting") / "schema" / "claim-status-report-1.json"
    check = fastjsonschema.compile(json.loads(schema.read_text(encoding="utf-8")))

    check(json.loads(render_json(MADE)))


def test_an_article_that_nothing_stood_around_shows_nothing_of_it() -> None:
    alone = report(ReportSection(SECTION.article, (FULL,), Tally(disagreement=1)))

    for render in (text_of_markdown, render_html, text_of_pdf, text_of_docx):
        assert "taken out" not in render(alone)
        assert "Left out" not in render(alone)


@pytest.mark.parametrize(
    "render", [text_of_markdown, render_html, render_json, text_of_pdf, text_of_docx, text_of_csv]
)
def test_a_disagreement_is_an_open_question(render: Callable[[Report], str]) -> None:
    assert "Analystsdisagree:disputed:Theferrycompanycounted3,100." in text_of(render)
