"""OpenDocument texts (ODT), read with lxml.

Weighed against odfpy 1.4.1, whose last release is of 2020: its text of a paragraph runs a
footnote into the sentence that it hangs on, and it holds what was deleted with changes tracked.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.model import FurnitureKind
from workbench.reading.archive import ODT, Archive, broken
from workbench.reading.blocks import Block, Found, flowed
from workbench.reading.word_document import heading

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"

PARAGRAPHS = (TEXT + "p", TEXT + "h")
NOT_TEXT = frozenset(
    {
        TEXT + "tracked-changes",
        TEXT + "note-citation",
        TEXT + "table-of-content",
        TEXT + "sequence-decls",
        OFFICE + "annotation",
        OFFICE + "forms",
    }
)
APART = frozenset({TEXT + "note", *PARAGRAPHS})
"""Elements inside a paragraph that are paragraphs, or hold some, of their own: notes, frames."""
SPACES = {TEXT + "s": " ", TEXT + "tab": " ", TEXT + "line-break": "\n"}
CAPTIONS = frozenset({"Caption", "Illustration", "Figure", "Table", "Drawing", "Text"})


def read(data: bytes, *, name: str) -> Found:
    """Return the article of an OpenDocument text: headings, paragraphs, lists, tables, notes."""
    archive = Archive(data, name=name)
    root = archive.tree("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise broken(name)
    styles = _parents(root)
    blocks = [block for paragraph in _paragraphs(body) if (block := _block(paragraph, styles))]
    blocks.sort(key=lambda block: block.kind is FurnitureKind.NOTE)  # notes to the end, in order
    stated = archive.tree("meta.xml") if archive.part("meta.xml") else None

    def said(*keys: str) -> str | None:
        if stated is None:
            return None
        return next((words for key in keys if (words := stated.findtext(f".//{key}"))), None)

    return Found(
        blocks=tuple(blocks),
        media_type=ODT,
        title=heading(blocks) or said(DC + "title"),
        author=said(META + "initial-creator", DC + "creator"),
        language=said(DC + "language"),
    )


def _parents(root: "_Element") -> dict[str, str]:
    """Return for each automatic style the named style that it is made from."""
    return {
        style.get(STYLE + "name", ""): style.get(STYLE + "parent-style-name", "")
        for style in root.iter(STYLE + "style")
    }


def _paragraphs(body: "_Element") -> Iterator["_Element"]:
    """Return the paragraphs in order, those inside notes and frames after the one they stand in."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in NOT_TEXT:
            continue
        if element.tag in PARAGRAPHS:
            yield element
        waiting.extend(reversed(element))


def _block(paragraph: "_Element", styles: dict[str, str]) -> Block | None:
    text = "\n".join(flowed([line]) for line in "".join(_words(paragraph)).split("\n"))
    if not text.strip():
        return None
    style = paragraph.get(TEXT + "style-name", "")
    named = styles.get(style) or style
    kind = None
    if any(True for _ in paragraph.iterancestors(TEXT + "note")):
        kind = FurnitureKind.NOTE
    elif paragraph.tag == TEXT + "h" or named in {"Title", "Subtitle"}:
        kind = FurnitureKind.HEADING
    elif named in CAPTIONS:
        kind = FurnitureKind.CAPTION
    return Block(text, kind)


def _words(paragraph: "_Element") -> Iterator[str]:
    """Return the letters of a paragraph, without those of notes, comments and frames in it."""
    waiting: list[_Element | str] = [paragraph]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        if item is not paragraph:
            waiting.append(_folded(item.tail))
        if item.tag in SPACES:
            yield SPACES[item.tag]
        elif item is paragraph or (item.tag not in APART and item.tag not in NOT_TEXT):
            waiting.extend(reversed(item))
            waiting.append(_folded(item.text if isinstance(item.tag, str) else ""))


def _folded(text: str | None) -> str:
    return (text or "").replace("\n", " ")
