"""Documents that are ZIP archives: what they are, and their parts, never more than fits."""

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING

from workbench.errors import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"

MOST_PARTS = 20_000
MAX_PART = 50_000_000
"""Bytes of one part, unpacked."""
MAX_TEXT = 100_000_000
"""Bytes of all parts that are text, unpacked."""
TEXT_PARTS = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".css", ".svg")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a method of compression that Python has not
    RuntimeError,  # a part under a password
)
SAVE_AGAIN = "Open it in the program that made it, save it again, and add that."


class Archive:
    """The parts of a document that is a ZIP archive."""

    def __init__(self, data: bytes, *, name: str) -> None:
        """Open it; ReadingError for one that is broken, or that unpacks to more than fits."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {part.filename: part for part in self._zip.infolist()}
        except BROKEN as error:
            raise broken(name) from error
        size = sum(
            part.file_size
            for part in self._zip.infolist()
            if part.filename.lower().endswith(TEXT_PARTS)
        )
        if size > MAX_TEXT or len(self._zip.infolist()) > MOST_PARTS:
            raise _too_large(name)

    def media_type(self) -> str:
        """Return what the document is; ReadingError for an archive that is none."""
        stated = self.part("mimetype")[:200].decode("ascii", "replace").strip()
        if stated.removesuffix("-template") in {ODT, EPUB}:
            return stated.removesuffix("-template")
        if "word/document.xml" in self._parts or (
            "[Content_Types].xml" in self._parts
            and b"wordprocessingml.document" in self.part("[Content_Types].xml")
        ):
            return DOCX
        if "META-INF/container.xml" in self._parts:
            return EPUB
        message = f"{self.name} is a ZIP archive, and no document that can be read."
        raise ReadingError(message, "Unpack it, and add the files that are in it.")

    def part(self, path: str) -> bytes:
        """Return a part's bytes, nothing where it is missing; ReadingError as for the whole."""
        entry = self._parts.get(path)
        if entry is None:
            return b""
        if entry.file_size > MAX_PART:
            raise _too_large(self.name)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except BROKEN as error:
            raise broken(self.name) from error
        if len(data) > MAX_PART:
            raise _too_large(self.name)
        return data

    def tree(self, path: str) -> "_Element":
        """Return a part's XML; ReadingError where it is missing or none."""
        return xml(self.part(path), name=self.name)


def xml(data: bytes, *, name: str) -> "_Element":
    """Return XML's root, no entity of its own expanded, nothing else opened or fetched."""
    from lxml import etree  # ~30 ms

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise broken(name) from error


def broken(name: str) -> ReadingError:
    """Return what to say of a document that its format's rules cannot read."""
    message = f"{name} is damaged, or not what it says it is."
    return ReadingError(message, SAVE_AGAIN)


def _too_large(name: str) -> ReadingError:
    message = f"{name} unpacks to more than {MAX_PART // 1_000_000} MB."
    return ReadingError(message, "Copy the article's text, and add that.")
