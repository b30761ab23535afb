"""HTML → its paragraphs in order, each with where it stands in the page.

Parsed by lxml, which reads no other file and nothing from the network here. Weighed against
selectolax 1.0: faster, but its trees are no trees that trafilatura takes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import ReadingError
from workbench.model import FurnitureKind
from workbench.reading.wording import kind_by_marks, kind_by_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed button select textarea input"  # noqa: SIM905 - one word list
    " head title audio video canvas map dialog datalist option progress meter".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr o"  # noqa: SIM905 - one word list
    " output picture q rp rt ruby s samp small span strike strong sub sup time tt u var wbr img"
    " center".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "dl", "blockquote"})
WHOLE = frozenset({"html", "body", "main", "article"})
"""Elements that are never furniture, whatever they are called."""
BY_TAG = {
    "nav": FurnitureKind.NAVIGATION,
    "aside": FurnitureKind.OTHER,
    "form": FurnitureKind.SIGN_UP,
    "footer": FurnitureKind.COPYRIGHT,
    "figcaption": FurnitureKind.CAPTION,
    "caption": FurnitureKind.CAPTION,
    "address": FurnitureKind.CREDIT,
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACES = re.compile(r"\s+")
PARTED = re.compile(r"\n *(?:\n *)+")
"""Two line breaks in a row: the end of a paragraph where a page knows none."""
LINE_BREAK = "\ue000"
"""Stands for `<br>` until white space has been folded; a private character that no page shows."""
MOST_NAMES = 500
"""Letters of an element's names that are looked at."""
MOST_OF_ARTICLE = 0.4
BOX_OF_ARTICLE = 0.2
BOXES = frozenset(
    {
        FurnitureKind.ADVERTISEMENT,
        FurnitureKind.COMMENTS,
        FurnitureKind.COOKIES,
        FurnitureKind.RELATED,
        FurnitureKind.SHARE,
        FurnitureKind.SIGN_UP,
    }
)
"""What fills an element that begins with its words: `Most read` and the headlines under it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text that the page shows as one paragraph."""

    text: str
    inside: int
    """The number of the innermost element around it that is no inline one."""
    linked: float = 0.0
    """The share of its letters that are links."""
    heading: str | None = None
    """`h1` … `h6`."""


@dataclass(slots=True)
class Outline:
    """The elements of a page that are no inline ones, by number, each after the one around it."""

    around: list[int] = field(default_factory=lambda: [0])
    """For each element the number of the one around it; number 0 is the page."""
    kinds: list[FurnitureKind | None] = field(default_factory=lambda: [None])
    """What each element's own tag and names say that it is."""
    lists: set[int] = field(default_factory=set)
    """Elements that set their paragraphs off and are no place of their own."""

    def place(self, passage: Passage) -> int:
        """Return the number of the element that a passage is a paragraph of."""
        number = self.around[passage.inside]
        while number in self.lists:
            number = self.around[number]
        return number

    def shares(self, own: Iterable[Passage]) -> list[float]:
        """Return for each element the share of the article's letters that it holds."""
        letters = [0] * len(self.around)
        for passage in own:
            letters[passage.inside] += len(passage.text)
        for number in range(len(letters) - 1, 0, -1):
            letters[self.around[number]] += letters[number]
        return [count / letters[0] if letters[0] else 0.0 for count in letters]

    def furniture(
        self, shown: Sequence[Passage], own: Sequence[Passage]
    ) -> list[FurnitureKind | None]:
        """Return what each element is, by itself or by what it stands in; None for the article's.

        `own` are the passages that the article may be made of: an element that holds much of them
        is none, whatever it is called and whatever it begins with.
        """
        begun = self._begun(shown)
        told: list[FurnitureKind | None] = []
        for number, share in enumerate(self.shares(own)):
            kind = self.kinds[number] if share < MOST_OF_ARTICLE else None
            if kind is None and share < BOX_OF_ARTICLE:
                kind = begun.get(number)
            told.append((told[self.around[number]] if number else None) or kind)
        return told

    def _begun(self, shown: Iterable[Passage]) -> dict[int, FurnitureKind]:
        """Return the elements around more than their first passage whose words tell what it is."""
        begun: dict[int, FurnitureKind] = {}
        seen = {0}
        for passage in shown:
            seen.add(passage.inside)
            kind = kind_by_words(passage.text)
            number = self.around[passage.inside]
            while number not in seen:
                seen.add(number)
                if kind in BOXES:
                    begun[number] = kind
                number = self.around[number]
        return begun


def parsed(page: str, *, name: str) -> "HtmlElement":
    """Return the page's tree; ReadingError for one without any or with more than 2,048 levels."""
    from lxml import etree, html  # ~30 ms

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        tree = html.document_fromstring(
            page.encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except etree.LxmlError as error:
        if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
            raise MemoryError from error
        message = f"{name} holds no article."
        raise ReadingError(message, "If it shows one, copy its text, and add that.") from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        message = f"{name} nests its elements more than 2,048 deep, as no page does."
        raise ReadingError(message, "Copy the article's text, and add that.")
    return tree


class _Walk:
    """One walk through a page: what is open, and the letters of one paragraph."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0
        self.inside = 0
        self.headings: list[str] = []
        self.preformatted = 0

    def add(self, text: str | None) -> None:
        if text:
            text = text.replace(LINE_BREAK, "")
            self.parts.append(text.replace("\n", LINE_BREAK) if self.preformatted else text)
            self.linked += len("".join(text.split())) if self.links else 0

    def open(self, element: "HtmlElement") -> Iterator[Passage]:
        tag = element.tag
        if tag == "br":
            self.parts.append(LINE_BREAK)
        elif tag not in INLINE:
            yield from self.flush()
            self.outline.around.append(self.inside)
            self.outline.kinds.append(_kind(element, tag))
            self.inside = len(self.outline.around) - 1
            if tag in LISTS:
                self.outline.lists.add(self.inside)
            self.preformatted += tag == "pre"
            if tag in HEADINGS:
                self.headings.append(tag)
        elif _is_link(element):
            self.links += 1
        self.add(element.text)

    def close(self, element: "HtmlElement") -> Iterator[Passage]:
        tag = element.tag
        if tag not in INLINE and tag != "br":
            yield from self.flush()
            self.inside = self.outline.around[self.inside]
            self.preformatted -= tag == "pre"
            if tag in HEADINGS:
                self.headings.pop()
        elif _is_link(element):
            self.links -= 1

    def flush(self) -> Iterator[Passage]:
        """Return what was gathered, a passage for each paragraph of it."""
        if not self.parts:
            return
        whole = "".join(self.parts)
        share = min(1.0, self.linked / (len("".join(whole.split())) or 1))
        self.parts, self.linked = [], 0
        folded = SPACES.sub(" ", whole).replace(LINE_BREAK, "\n")
        for part in PARTED.split(folded):
            text = "\n".join(line.strip() for line in part.split("\n")).strip()
            if text:
                heading = self.headings[-1] if self.headings else None
                yield Passage(text, self.inside, share, heading)


def passages(tree: "HtmlElement") -> tuple[list[Passage], Outline]:
    """Return the paragraphs that the page shows, in order, and the outline they stand in."""
    from lxml import etree

    walk = _Walk()
    found: list[Passage] = []
    walker = etree.iterwalk(tree, events=("start", "end", "comment"))
    skipped = None
    for event, element in walker:
        if event == "start" and (element.tag in UNSEEN or _is_hidden(element)):
            walker.skip_subtree()
            skipped = element
        elif event == "start":
            found.extend(walk.open(element))
        else:
            if event == "end" and element is not skipped:
                found.extend(walk.close(element))
            walk.add(element.tail)
    found.extend(walk.flush())
    return found, walk.outline


def _kind(element: "HtmlElement", tag: str) -> FurnitureKind | None:
    if tag in WHOLE:
        return None
    names = " ".join(element.get(key) or "" for key in ("class", "id", "role", "aria-label"))
    return kind_by_marks(names[:MOST_NAMES]) or BY_TAG.get(tag)


def _is_link(element: "HtmlElement") -> bool:
    return element.tag == "a" and element.get("href") is not None


def _is_hidden(element: "HtmlElement") -> bool:
    """Tell whether a page does not show an element, or shows the mark of a note in its stead."""
    if element.tag == "sup":
        return any((link.get("href") or "").startswith("#") for link in element.iterchildren("a"))
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))
