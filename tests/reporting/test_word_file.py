import io
import zipfile

import docx
from hypothesis import given, settings
from report_samples import ARTICLE, HOSTILE_TEXTS, SECTION, report, report_that_says

from workbench.reporting import render_docx
from workbench.visible import visible


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


@settings(max_examples=25)
@given(HOSTILE_TEXTS)
def test_whatever_a_text_holds_stays_text(words: str) -> None:
    document = docx.Document(io.BytesIO(render_docx(report_that_says(words))))

    shown = [part for part in visible(words).replace("\t", " ").split("\n") if part.strip()]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\t", " ")
    assert all(part in text for part in shown)


def test_headings_lists_and_tables_are_known_as_such() -> None:
    document = docx.Document(io.BytesIO(render_docx(report(SECTION))))

    headings = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")
    ]
    assert headings == [
        "Bridge closed",
        "The article",
        "Claims",
        "1. ✗ disputed",
        "2. · unreviewed",
        "Open questions",
        "Conflicting figures",
        "Left out",
    ]
    assert [cell.text for cell in document.tables[1].rows[0].cells] == [
        "Claim",
        "Here",
        "There",
        "The other claim",
        "From",
    ]


def test_the_article_is_there_with_the_numbers_of_its_claims() -> None:
    lines = paragraphs(render_docx(report(SECTION)))

    told = "About 4,000 people were stranded on the island1✗, the mayor said on Thursday."
    assert told in lines
    assert ARTICLE.quote(SECTION.claims[0].claim.spans) in lines


def test_nothing_in_the_file_is_loaded_from_elsewhere() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render_docx(report(SECTION))))

    related = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
    assert related
    assert not any(b"TargetMode" in relations for relations in related)
    assert not any("vba" in name.casefold() for name in archive.namelist())


def test_the_same_report_is_the_same_file() -> None:
    assert render_docx(report(SECTION)) == render_docx(report(SECTION))
