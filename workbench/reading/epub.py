"""Books (EPUB): the package's spine, each chapter read as HTML.

Weighed against ebooklib, which is under the AGPL, and epub-parser forks without releases: a book is
a ZIP archive of XHTML with one list of its order (EPUB 3.3, §5.7), which lxml reads.
"""

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from workbench.model import FurnitureKind
from workbench.reading.archive import EPUB, Archive, broken
from workbench.reading.blocks import Block, Found, day
from workbench.reading.markup import parsed, passages
from workbench.reading.web_page import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER = "META-INF/container.xml"
ROOTFILE = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def read(data: bytes, *, name: str) -> Found:
    """Return the text of a book's chapters in reading order, its table of contents left out."""
    archive = Archive(data, name=name)
    rootfile = archive.tree(CONTAINER).find(ROOTFILE)
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    package = archive.tree(path)
    blocks = [
        block
        for chapter in _chapters(package, posixpath.dirname(path))
        if (page := archive.part(chapter).strip())
        for block in _blocks(decoded(page), name)
    ]
    if not blocks:
        raise broken(name)

    def said(key: str) -> str | None:
        return package.findtext(f"{OPF}metadata/{DC}{key}") or None

    return Found(
        blocks=tuple(blocks),
        media_type=EPUB,
        title=said("title"),
        author=said("creator"),
        publisher=said("publisher"),
        published=day(said("date")),
        address=said("source"),
        language=said("language"),
    )


def _chapters(package: "_Element", folder: str) -> list[str]:
    """Return the paths of the chapters, each once; what the book shows only on request is none."""
    items = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in package.iterfind(f"{OPF}manifest/{OPF}item")
        if item.get("media-type") in CHAPTERS and "nav" not in item.get("properties", "").split()
    }
    spine = [
        items[reference.get("idref")]
        for reference in package.iterfind(f"{OPF}spine/{OPF}itemref")
        if reference.get("idref") in items and reference.get("linear") != "no"
    ]
    return list(dict.fromkeys(spine))


def _blocks(page: str, name: str) -> list[Block]:
    shown, outline = passages(parsed(page, name=name))
    told = outline.furniture(shown, shown)
    return [
        Block(passage.text, FurnitureKind.HEADING)
        if passage.heading
        else Block(passage.text, kind, kept=kind in {None, FurnitureKind.CAPTION})
        for passage in shown
        for kind in [told[passage.inside]]
    ]
