"""Letters on pages → paragraphs: lines, reading order, hyphens, running heads, page numbers.

Coordinates are PDF points from the page's lower left corner.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from workbench.model import FurnitureKind
from workbench.reading.blocks import Block
from workbench.reading.broken_words import HARD_HYPHEN, WORD_PARTS, mended
from workbench.reading.wording import kind_by_words

HYPHENS = "\x02\ufffe"
"""PDFium's marks for a hyphen at a line's end that the typesetter put in."""
SENTENCE_END = re.compile(r"[.!?…:][\"”’»')\]]*$")
PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:/|of|von|sur)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
PRINTED_FROM = re.compile(r"^(?:https?|file)://\S+(?:\s+\d+/\d+)?$")
DIGITS = re.compile(r"\d+")
NOTE = re.compile(r"^(?:\d{1,3}|[*†‡])\s?\D")
NUMBER = re.compile(r"^(\d{1,3})(?=[^\W\d])")
MARGIN = 0.13
"""The share of a page's height, above and below, in which running heads and page numbers stand."""
WIDE = 0.55
"""The share of the page's text that a line has to be wide to stand across all columns."""
LARGE, SMALL = 1.15, 0.85
"""Of the size of most letters: headings are larger, footnotes smaller."""
RAISED = 0.75
LOOSE = 1.35
"""Of the usual distance between lines: a larger one parts paragraphs."""
LONGEST_HEADING = 200
LONGEST_CELL = 15
"""Letters: what stands side by side and is longer is no table."""
MOST_ACROSS = 3


class Letter(NamedTuple):
    """One letter of a page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or of one of its columns."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    broken: bool
    """It ends in a hyphen that the typesetter put in."""
    place: float
    """Where it stands on its page, 0.0 is the upper edge."""
    reach: float = 0.0
    """How far to the right the lines of its column go."""
    edge: float = 0.0
    """Where on the left they begin."""

    @property
    def is_short(self) -> bool:
        """Whether it ends well before its column does."""
        return self.right < self.reach - 3 * self.size

    @property
    def is_stub(self) -> bool:
        """Whether no text would have broken off so early."""
        return self.right < self.left + 0.6 * (self.reach - self.left)


def lines_of(letters: Iterable[Letter], *, height: float) -> list[Line]:
    """Return a page's lines in the order they were set, raised marks of notes dropped."""
    lines: list[Line] = []
    held: list[Letter] = []

    def end(*, broken: bool = False) -> None:
        if line := _line(held, height=height, broken=broken):
            lines.append(line)
        held.clear()

    for letter in letters:
        if letter.text in HYPHENS:
            end(broken=True)
        elif letter.text in "\r\n":
            end()
        else:
            inked = [item for item in held[-2:] if not item.text.isspace()]
            if inked and not letter.text.isspace() and _is_apart(inked[-1], letter):
                end()
            held.append(letter)
    end()
    return lines


def _is_apart(before: Letter, letter: Letter) -> bool:
    """Tell whether a letter stands in another column or line than the one before it."""
    size = max(before.size, letter.size, 1.0)
    below = before.bottom - letter.top > size / 2 or letter.bottom - before.top > size / 2
    return below or letter.left - before.right > 2.5 * size or before.left - letter.right > size


def _line(letters: Sequence[Letter], *, height: float, broken: bool) -> Line | None:
    inked = [letter for letter in letters if not letter.text.isspace()]
    if not inked:
        return None
    size = median(letter.size for letter in inked)
    tops = median(letter.top for letter in inked)
    text = "".join(letter.text for letter in letters if not _is_mark(letter, size, tops))
    text = " ".join(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())
    if not text:
        return None
    bottom, top = min(item.bottom for item in inked), max(item.top for item in inked)
    return Line(
        text,
        min(letter.left for letter in inked),
        max(letter.right for letter in inked),
        bottom,
        top,
        size,
        broken,
        1 - (bottom + top) / 2 / height if height else 0.5,
    )


def _is_mark(letter: Letter, size: float, tops: float) -> bool:
    """Tell whether a digit is the raised mark of a footnote."""
    return letter.text.isdigit() and letter.size < RAISED * size and letter.top > tops - size / 2


def title_of(pages: Sequence[Sequence[Line]]) -> str | None:
    """Return the largest words of the first page that has some, None where none are large."""
    first = next((lines for lines in pages if lines), [])
    size = max((line.size for line in first), default=0.0)
    if size < LARGE * _usual_size(pages):
        return None
    title = " ".join(line.text for line in first if line.size > size * 0.97)
    return title if len(title) <= LONGEST_HEADING else None


def blocks_of(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Return the paragraphs of all pages in reading order, a paragraph over two pages as one."""
    size = _usual_size(pages)
    repeated = _repeated(pages)
    body: list[list[Line]] = []
    notes: list[Line] = []
    known: set[str] = set()
    for lines in pages:
        own: list[Line] = []
        for line in lines:
            kind = _margin_kind(line, repeated)
            if kind is None and line.size < SMALL * size and _is_note(line, notes, lines):
                notes.append(line)
            elif kind is None:
                own.append(line)
            elif line.text not in known:
                known.add(line.text)
                yield Block(line.text, kind, kept=False)
        body.append(_reaching(_ordered(own)))
    words = Counter(
        word.lower() for lines in body for line in lines for word in WORD_PARTS.findall(line.text)
    )
    under: FurnitureKind | None = None
    for paragraph in _paragraphs(body, size):
        text = _joined(paragraph, words)
        is_heading = paragraph[0].size >= LARGE * size and len(text) <= LONGEST_HEADING
        under = _section(text, under, is_heading=is_heading)
        yield Block(text, under or (FurnitureKind.HEADING if is_heading else None))
    for note in _notes(notes):
        yield Block(NUMBER.sub(r"\1 ", _joined(note, words)), FurnitureKind.NOTE)


def _section(text: str, under: FurnitureKind | None, *, is_heading: bool) -> FurnitureKind | None:
    """Return what a paragraph is by the line that it stands under: comments go on to the end.

    Under a line like `Most read` stand headlines, and none is a sentence.
    """
    kind = None if SENTENCE_END.search(text) else kind_by_words(text)
    if FurnitureKind.COMMENTS in {kind, under}:
        return kind if kind is FurnitureKind.COPYRIGHT else FurnitureKind.COMMENTS
    if kind is FurnitureKind.RELATED:
        return kind
    goes_on = under and not is_heading and not SENTENCE_END.search(text)
    return under if goes_on else None


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """Return the size of the letter in the middle, by size, of all letters."""
    sizes = sorted((line.size, len(line.text)) for lines in pages for line in lines)
    left = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        left -= count
        if left <= 0:
            return size
    return 0.0


def _masked(text: str) -> str:
    return DIGITS.sub("0", text)


def _in_margin(line: Line) -> bool:
    return not MARGIN < line.place < 1 - MARGIN


def _repeated(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the lines, digits aside, that stand in the margins of several pages."""
    counts = Counter(
        text
        for lines in pages
        for text in {_masked(line.text) for line in lines if _in_margin(line)}
    )
    least = max(2, len(pages) // 4)
    return frozenset(text for text, count in counts.items() if count >= least)


def _margin_kind(line: Line, repeated: frozenset[str]) -> FurnitureKind | None:
    if not _in_margin(line):
        return None
    if PAGE_NUMBER.fullmatch(line.text):
        return FurnitureKind.PAGE_NUMBER
    if _masked(line.text) in repeated or PRINTED_FROM.match(line.text):
        return FurnitureKind.RUNNING_HEAD
    return None


def _is_note(line: Line, notes: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether a small line begins a footnote, or goes on with one."""
    if NOTE.match(line.text) and line.place > 0.5:  # noqa: PLR2004 - the lower half
        return True
    return bool(notes) and notes[-1] in lines and line.bottom < notes[-1].bottom


def _notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    held: list[Line] = []
    for line in lines:
        if held and NOTE.match(line.text):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _ordered(lines: list[Line]) -> list[Line]:
    """Return a page's lines as they are read: as they were set, where that goes down columns."""
    if not _is_astray(lines):
        return lines
    width = max(line.right for line in lines) - min(line.left for line in lines)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.right - line.left > WIDE * width:
            ordered += [*_by_columns(band), line]
            band = []
        else:
            band.append(line)
    return [*ordered, *_by_columns(band)]


def _is_astray(lines: list[Line]) -> bool:
    """Tell whether lines go up again in a column, back to one before, or across two of them."""
    across = 0
    for line, later in pairwise(lines):
        above = later.bottom > line.top - 1
        if above and later.left < line.right and line.left < later.right:
            return True
        if later.right < line.left and later.top > line.bottom:
            return True
        level = abs(later.bottom - line.bottom) < line.size / 2 and later.left > line.right
        across += level and min(len(line.text), len(later.text)) >= LONGEST_CELL
    return across >= MOST_ACROSS


def _by_columns(lines: Iterable[Line]) -> Iterator[Line]:
    """Return lines column by column: those whose widths overlap stand in one."""
    column: list[Line] = []
    right = 0.0
    for line in sorted(lines, key=lambda line: line.left):
        if column and line.left > right:
            yield from sorted(column, key=lambda line: -line.top)
            column = []
        right = max(right, line.right) if column else line.right
        column.append(line)
    yield from sorted(column, key=lambda line: -line.top)


def _reaching(lines: list[Line]) -> list[Line]:
    """Return lines with how far their columns reach: those set one under the other are one."""
    reached: list[Line] = []
    column: list[Line] = []
    for line in lines:
        if column and not _is_under(line, column[-1]):
            reached += _of_column(column)
            column = []
        column.append(line)
    return reached + _of_column(column)


def _is_under(line: Line, before: Line) -> bool:
    """Tell whether a line of the same size of letter stands below another."""
    alike = 1 / LARGE < line.size / (before.size or 1.0) < LARGE
    return alike and line.bottom <= before.top and line.left <= before.right


def _of_column(lines: list[Line]) -> list[Line]:
    reach = max((line.right for line in lines), default=0.0)
    edge = min((line.left for line in lines), default=0.0)
    return [replace(line, reach=reach, edge=edge) for line in lines]


def _paragraphs(pages: Sequence[Sequence[Line]], size: float) -> Iterator[list[Line]]:
    lines = [line for page in pages for line in page]
    steps = [
        line.bottom - later.bottom
        for line, later in pairwise(lines)
        if 0 < line.bottom - later.bottom < 3 * max(line.size, 1.0)
    ]
    usual = median(steps) / (size or 1.0) if steps else 0.0
    held: list[Line] = []
    for line in lines:
        if held and _begins(held, line, usual * max(line.size, size)):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _begins(held: Sequence[Line], line: Line, usual: float) -> bool:
    """Tell whether a line begins a paragraph after those that are held, `usual` points apart."""
    before = held[-1]
    if not 1 / LARGE < line.size / (before.size or 1.0) < LARGE:
        return True
    if before.broken:
        return False
    ended = bool(SENTENCE_END.search(before.text))
    goes_on = line.text[0].islower()
    step = before.bottom - line.bottom
    if step < line.size / 2 or line.left > before.right:  # the next column or page
        return ended or (before.is_stub and not goes_on)
    if step > LOOSE * usual or (ended and before.is_short):
        return True
    size = max(line.size, 1.0)
    indented = size * 0.7 < line.left - before.left < size * 5
    set_in = size * 0.7 < line.left - line.edge < size * 5 and (ended or before.is_short)
    outdented = before.left - line.left > size and (ended or len(held) > 1)
    return not goes_on and (
        before.is_stub or outdented or set_in or (indented and (ended or len(held) > 1))
    )


def _joined(lines: Sequence[Line], words: Counter[str]) -> str:
    """Return a paragraph's lines as one, words that were broken over two whole again."""
    text = ""
    broken = False
    for line in lines:
        if not text:
            text = line.text
        elif broken or HARD_HYPHEN.search(text):
            text = mended(text.rstrip("-\u2010"), line.text, words)
        else:
            text = f"{text} {line.text}"
        broken = line.broken
    return text
