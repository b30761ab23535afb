"""Word documents (DOCX): mammoth → HTML → blocks.

mammoth 1.13 weighed against python-docx 1.2: python-docx passes over what was inserted with changes
tracked, and over text boxes and footnotes; mammoth has all three and leaves out what was deleted.
"""

import io
import re

from workbench.model import FurnitureKind
from workbench.reading.archive import DOCX, Archive, broken
from workbench.reading.blocks import Block, Found
from workbench.reading.markup import parsed, passages

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
"""
NOTE_MARK = re.compile(r'<sup><a href="#(?:foot|end)note-[^>]*>\[\d+\]</a></sup>')
WAY_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^>]*>[^<]*</a>')
NOTE = re.compile(r'<li id="(?:foot|end)note-')
DC = "{http://purl.org/dc/elements/1.1/}"
FIRST = 3
"""Blocks among which a heading is the title."""


def read(data: bytes, *, name: str) -> Found:
    """Return the article of a Word document: title, headings, paragraphs, lists, tables, notes."""
    import mammoth  # ~60 ms

    archive = Archive(data, name=name)
    if not archive.part("word/document.xml"):
        raise broken(name)
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=_no_picture, style_map=STYLES
        ).value
    except MemoryError:
        raise
    except Exception as error:  # mammoth has no error of its own for broken parts
        raise broken(name) from error
    notes = NOTE.search(page)
    body, foot = (page[: notes.start()], page[notes.start() :]) if notes else (page, "")
    blocks = _blocks(NOTE_MARK.sub("", body), name)
    blocks += [Block(b.text, FurnitureKind.NOTE) for b in _blocks(WAY_BACK.sub("", foot), name)]
    stated = _stated(archive)
    return Found(
        blocks=tuple(blocks),
        media_type=DOCX,
        title=heading(blocks) or stated.get("title"),
        author=stated.get("creator"),
        language=stated.get("language"),
    )


def heading(blocks: list[Block]) -> str | None:
    """Return the heading that a document begins with, None for none."""
    return next((b.text for b in blocks[:FIRST] if b.kind is FurnitureKind.HEADING), None)


def _blocks(page: str, name: str) -> list[Block]:
    if not page.strip():
        return []
    shown, outline = passages(parsed(page, name=name))
    return [
        Block(
            passage.text,
            FurnitureKind.HEADING
            if passage.heading
            else FurnitureKind.CAPTION
            if outline.kinds[passage.inside] is FurnitureKind.CAPTION
            else None,
        )
        for passage in shown
    ]


def _no_picture(_image: object) -> list[object]:
    """Pass over a picture without opening it."""
    return []


def _stated(archive: Archive) -> dict[str, str]:
    """Return what a document's own properties say of it."""
    if not archive.part("docProps/core.xml"):
        return {}
    root = archive.tree("docProps/core.xml")
    return {key: root.findtext(DC + key, "") for key in ("title", "creator", "language")}
