"""The report as a Word file: headings, lists and tables that Word and LibreOffice know as such.

Made by python-docx, which writes text as text: nothing in it is a field, a macro or a link.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workbench.model import Report, ReviewedClaim, Status
from workbench.reporting import particulars, wording
from workbench.reporting.chapters import Chapter, chapters
from workbench.visible import visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TABLE_STYLE = "Light Grid Accent 1"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can name: the same report gives the same bytes."""
SHADES = {
    Status.VERIFIED: "D8EFDF",
    Status.DISPUTED: "FBDCD8",
    Status.UNCONFIRMED: "FBEAC2",
    Status.DISAGREEMENT: "ECDCF5",
    Status.UNREVIEWED: "E6E6E3",
}


def render_docx(report: Report) -> bytes:
    """Return the report as a Word file (Office Open XML)."""
    import docx  # ~0.1 s

    document = docx.Document()
    properties = document.core_properties
    properties.title = "Claim status report"
    properties.author = _shown(report.made_by)[:255]
    properties.comments = ""
    properties.created = properties.modified = report.made_at.replace(tzinfo=None)
    document.add_heading("Claim status report", level=0)
    document.add_paragraph(f"{wording.totals(report.tally)}.")
    _facts(document, particulars.of_report(report))
    if sentence := wording.nothing_shown(report):
        document.add_paragraph(sentence)
    for chapter in chapters(report):
        _chapter(document, chapter)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _chapter(document: "Document", chapter: Chapter) -> None:
    section = chapter.section
    document.add_heading(_shown(section.article.title), level=1)
    heads = [wording.status_with_glyph(status) for status, _ in section.tally.counts]
    _table(document, heads, [[f"{count:,}" for _, count in section.tally.counts]])
    document.add_heading("The article", level=2)
    _article(document, chapter)
    document.add_heading("Claims", level=2)
    if not section.claims:
        document.add_paragraph(wording.nothing_in(section))
    for number, item in enumerate(section.claims, start=1):
        _claim(document, number, item)
    _rest(document, chapter)


def _article(document: "Document", chapter: Chapter) -> None:
    """Write the article with its claims shaded, each followed by its number and sign."""
    paragraph = document.add_paragraph()
    for piece in chapter.pieces:
        status = chapter.section.claims[piece.claims[0] - 1].status if piece.claims else None
        for place, line in enumerate(piece.text.split("\n")):
            if place:
                paragraph = document.add_paragraph()
            _run(paragraph, line, shade=SHADES[status] if status else None)
        for number in piece.ends:
            glyph = chapter.section.claims[number - 1].status.glyph
            paragraph.add_run(f"{number}{glyph}").font.superscript = True


def _claim(document: "Document", number: int, item: ReviewedClaim) -> None:
    document.add_heading(f"{number}. {wording.status_with_glyph(item.status)}", level=3)
    paragraph = document.add_paragraph()
    paragraph.add_run(_shown(item.claim.text)).bold = True
    document.add_paragraph(_shown(item.quote), style="Quote")
    _facts(document, particulars.of_claim(item))
    for title, lines in particulars.groups(item):
        document.add_paragraph().add_run(title).bold = True
        _list(document, lines)


def _rest(document: "Document", chapter: Chapter) -> None:
    """Write what follows the claims, each part where there is any."""
    section = chapter.section
    if found := chapter.open_questions:
        document.add_heading("Open questions", level=2)
        _list(document, (f"{n}. {item.status}: {item.claim.text} {why}" for n, item, why in found))
    if chapter.conflicts:
        document.add_heading("Conflicting figures", level=2)
        heads = ("Claim", "Here", "There", "The other claim", "From")
        rows = [
            (
                f"{one.number}. {one.claim.claim.text}",
                one.difference.ours,
                one.difference.theirs,
                one.other,
                one.source,
            )
            for one in chapter.conflicts
        ]
        _table(document, heads, rows)
    if section.pairs:
        document.add_heading("Within the article", level=2)
        _list(document, map(wording.pair_in_full, section.pairs))
    if section.left_out or section.furniture:
        document.add_heading("Left out", level=2)
    if section.left_out:
        quoted = section.article.quote
        rows_left = [
            (one.reason, quoted(one.spans), wording.offsets(one.spans)) for one in section.left_out
        ]
        _table(document, ("Reason", "Words of the article", "Characters"), rows_left)
    if section.furniture:
        document.add_paragraph(wording.around(section))
        around = [(one.words, one.text) for one in section.furniture]
        _table(document, ("Reason", "Words of the source"), around)


def _facts(document: "Document", facts: Iterable[particulars.Fact]) -> None:
    for label, words in facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(_shown(words))


def _list(document: "Document", lines: Iterable[str]) -> None:
    for line in lines:
        document.add_paragraph(_shown(line), style="List Bullet")


def _table(document: "Document", heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(heads), style=TABLE_STYLE)
    for row in (heads, *rows):
        cells = table.rows[0].cells if row is heads else table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = _shown(words)


def _run(paragraph: "Paragraph", text: str, *, shade: str | None) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if not text:
        return
    run = paragraph.add_run(_shown(text))
    if shade is not None:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            shading.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().append(shading)  # noqa: SLF001 - python-docx has no shading


def _shown(text: str) -> str:
    """Make control characters visible: XML could not hold them."""
    return visible(str(text)).replace("\ufffe", "⟨U+FFFE⟩").replace("\uffff", "⟨U+FFFF⟩")


def _without_times(archive: bytes) -> bytes:
    """Return the archive with every file's time the same."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            stamped = zipfile.ZipInfo(info.filename, EPOCH)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(stamped, source.read(info))
    return written.getvalue()
