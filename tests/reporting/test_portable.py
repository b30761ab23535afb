import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from report_samples import HOSTILE, SECTION, report, report_that_says

from workbench.reporting import render_pdf
from workbench.visible import visible


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_text_of_the_pdf_can_be_copied() -> None:
    text = " ".join(text_of(render_pdf(report(SECTION))).split())

    assert "Claim status report: Bridge closed" in text
    assert "About 4,000 people were stranded on the island" in text
    assert "The ferry company counted 3,100." in text


def test_the_pdf_is_tagged_and_has_a_title_and_a_language() -> None:
    document = pypdfium2.PdfDocument(render_pdf(report(SECTION)))

    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    assert document.get_metadata_value("Title") == "Claim status report: Bridge closed"


@pytest.mark.parametrize("words", ["#evil[x] $x$ *b* _e_ <l> @r // c", *HOSTILE[:8]])
def test_whatever_a_text_holds_stays_text(words: str) -> None:
    text = "".join(text_of(render_pdf(report_that_says(words))).split())

    assert "".join(visible(words).split()) in text


def test_the_same_report_is_the_same_file() -> None:
    assert render_pdf(report(SECTION)) == render_pdf(report(SECTION))
