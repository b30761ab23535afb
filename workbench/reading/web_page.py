"""A saved web page → its article: trafilatura finds the text, the page's own names tell the rest.

trafilatura 2.3 gives the text that it takes for the article, and the page's metadata; each
paragraph of the page is then the article's or not, so that nothing is lost unseen and what is left
out is listed. Weighed on the three pages of `fixtures/pages` (22 paragraphs of article) against
readability-lxml 0.9: trafilatura alone keeps 21 and 377 letters of furniture, readability 22 and
669; with the names of elements and the first words of paragraphs it is 22 and two dates.
"""

import codecs
import re
from typing import TYPE_CHECKING, Any

from workbench.model import FurnitureKind, language_tag
from workbench.reading.blocks import Block, Found, day
from workbench.reading.encoding import BOMS
from workbench.reading.markup import Outline, Passage, parsed, passages
from workbench.reading.page_metadata import stated_in
from workbench.reading.wording import kind_by_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MEDIA_TYPE = "text/html"
CHARSET = re.compile(rb"""<meta\b[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
DECLARED_WITHIN = 4096
"""Bytes; HTML wants the declaration in the first 1,024."""
SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s)(\S+)"
)
"""The comment that browsers, and SingleFile, put into a page that they save."""
NO_TEXT = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}
)
"""Codecs of Python that no page is written in; those of bytes to bytes decode nothing at all."""
MOSTLY_LINKS = 0.6
SENTENCE = re.compile(r"[.!?…:;][\"”’»')\]]*$")
SHORTEST_SENTENCE = 40
"""Letters; a shorter paragraph says nothing about where the article is."""
LETTERS = re.compile(r"[^\W_]+")
SHORT = 25
"""Letters of a paragraph that has to be a line of its own in trafilatura's text to count."""
MARKED_IN_TEXT = frozenset({FurnitureKind.CAPTION, FurnitureKind.HEADING})


def read(data: bytes, *, name: str, charset: str | None = None) -> Found:
    """Return the article of an HTML page; `charset` is what its envelope says of its encoding."""
    return found_in(decoded(data, charset=charset), name=name)


def found_in(page: str, *, name: str) -> Found:
    """Return the article of a page; ReadingError for one that nests too deeply."""
    tree = parsed(page, name=name)
    shown, outline = passages(tree)
    extract, stated = _extract(page), stated_in(page)
    saved = SAVED_FROM.search(page[:DECLARED_WITHIN])
    title = stated.title or extract.get("title") or tree.findtext(".//title")
    return Found(
        blocks=tuple(_blocks(shown, outline, extract.get("text") or "", title or "")),
        media_type=MEDIA_TYPE,
        title=title,
        author=stated.author or (extract.get("author") or "").replace("; ", ", ") or None,
        publisher=stated.publisher or extract.get("sitename"),
        published=stated.published or day(extract.get("date")),
        address=stated.address or extract.get("url") or (saved and saved[1]),
        language=language_tag(stated.language or "") or _language(tree),
    )


def blocks_of(page: str, *, name: str) -> tuple[Block, ...]:
    """Return the paragraphs of HTML that is an article and nothing else, headings marked."""
    return tuple(_own(passage) for passage in passages(parsed(page, name=name))[0])


def decoded(data: bytes, *, charset: str | None = None) -> str:
    """Return a page's text, as browsers do: mark, envelope, declaration, UTF-8, Windows-1252."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    declared = CHARSET.search(data[:DECLARED_WITHIN])
    for name in (charset, declared[1].decode("ascii") if declared else None):
        codec = _codec(name)
        if codec:
            return data.decode(codec, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _codec(name: str | None) -> str | None:
    """Return the codec of a declared encoding; Latin-1 is Windows-1252 on the web."""
    try:
        codec = codecs.lookup(name or "").name
        b"a".decode(codec)  # of no byte, any codec makes no letter
    except (LookupError, ValueError):
        return None
    if codec in NO_TEXT or codec.startswith(("utf-16", "utf-32")):
        return None  # bytes in which a declaration could be read are none of these
    return "cp1252" if codec in {"iso8859-1", "ascii"} else codec


def _extract(page: str) -> dict[str, Any]:
    """Return trafilatura's text and metadata; nothing where it finds no article."""
    from trafilatura import bare_extraction  # 0.2–0.4 s
    from trafilatura.settings import Document

    found = bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # the text's own dates are no publication dates
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return found.as_dict() if isinstance(found, Document) else {}


def _language(tree: "HtmlElement") -> str | None:
    stated = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
    for key in ("@http-equiv", "@name", "@property", "@itemprop"):
        match = "abcdefghijklmnopqrstuvwxyz"
        stated += tree.xpath(
            f"//meta[contains('|content-language|language|og:locale|inlanguage|dc.language|',"
            f" concat('|', translate({key}, '{match.upper()}', '{match}'), '|'))]/@content"
        )
    return next(filter(None, map(language_tag, filter(None, stated))), None)


def _own(passage: Passage) -> Block:
    return Block(passage.text, FurnitureKind.HEADING if passage.heading else None)


def _letters(text: str) -> str:
    return "".join(LETTERS.findall(text)).casefold()


def _blocks(shown: list[Passage], outline: Outline, text: str, title: str) -> list[Block]:
    """Tell the article's paragraphs from the page's others."""
    chosen = _chosen(shown, text)
    told = outline.furniture(shown, [p for p, own in zip(shown, chosen, strict=True) if own])
    kinds = [told[passage.inside] or _by_links(passage) for passage in shown]
    solid = [
        number
        for number, passage in enumerate(shown)
        if kinds[number] is None and chosen[number] and _is_solid(passage)
    ]
    if not solid:  # a page of a few words
        return [
            Block(p.text, kind, kept=False) if kind else _own(p)
            for p, kind in zip(shown, kinds, strict=True)
        ]
    around = {shown[number].inside for number in solid}
    around |= {outline.place(shown[number]) for number in solid} - {0}
    beside = [{p.inside, outline.place(p)} & around for p in shown]
    may_be = [
        kind is None and bool(near) and _is_sentence(passage)
        for passage, kind, near in zip(shown, kinds, beside, strict=True)
    ]
    first, last = _reach(solid, may_be)
    first = _headline(shown, kinds, first, title)
    blocks = []
    for number, passage in enumerate(shown):
        kind = kinds[number]
        own = kind in MARKED_IN_TEXT or (
            kind is None and (chosen[number] or beside[number] or passage.heading)
        )
        if first <= number <= last and own:
            blocks.append(Block(passage.text, kind) if kind else _own(passage))
        else:
            blocks.append(Block(passage.text, kind or _kind_outside(passage), kept=False))
    return blocks


def _chosen(shown: list[Passage], text: str) -> list[bool]:
    """Return which paragraphs are in the extracted text; all where there is none."""
    lines = {_letters(line) for line in text.splitlines()}
    whole = _letters(text)
    letters = [_letters(passage.text) for passage in shown]
    return [
        not whole or words in lines or (len(words) >= SHORT and words in whole) for words in letters
    ]


def _reach(solid: list[int], may_be: list[bool]) -> tuple[int, int]:
    """Return the first and last paragraph: what is certain, and sentences set right beside it."""
    first, last = min(solid), max(solid)
    first = min((number for number, own in enumerate(may_be[:first]) if own), default=first)
    while last + 1 < len(may_be) and may_be[last + 1]:
        last += 1
    return first, last


def _by_links(passage: Passage) -> FurnitureKind | None:
    if passage.linked < MOSTLY_LINKS or passage.heading:
        return None
    return kind_by_words(passage.text) or FurnitureKind.NAVIGATION


def _is_solid(passage: Passage) -> bool:
    return len(passage.text) >= SHORTEST_SENTENCE and _is_sentence(passage)


def _is_sentence(passage: Passage) -> bool:
    """Tell whether a paragraph reads as text: sentences, not furniture's words."""
    return (
        not passage.heading
        and bool(SENTENCE.search(passage.text))
        and kind_by_words(passage.text) is None
    )


def _headline(
    shown: list[Passage], kinds: list[FurnitureKind | None], first: int, title: str
) -> int:
    """Return where the article begins: at the last headline above its first paragraph."""
    wanted = _letters(title)
    for number in range(first - 1, -1, -1):
        passage = shown[number]
        letters = _letters(passage.text)
        if kinds[number] is None and (
            passage.heading == "h1" or (len(letters) >= SHORT and letters in wanted)
        ):
            return number
    return first


def _kind_outside(passage: Passage) -> FurnitureKind:
    return kind_by_words(passage.text) or FurnitureKind.OTHER
