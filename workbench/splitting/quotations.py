"""Find the quotations of an article, across sentences and paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Span

MARK = re.compile("[\"“”„‟«»‹›〝〞]|''|``|(?<!\\w)[‘'](?=\\w)|(?<=[\\w.,;:!?…])[’'](?!\\w)")
OPENING = frozenset("“„‟«‹〝‘") | {"``"}
CLOSING = frozenset("”»›〞’")
SINGLE = frozenset("‘’'‹›")
LONGEST_TITLE = 7
SMALL_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"}
)
REPEATED = ('"', "“", "„", "«", "‘")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that stand between quotation marks."""

    span: Span
    """Marks included."""
    paragraph: int
    """The number of the paragraph it stands in."""
    whole: bool = False
    """It opens a sentence of its own, and has three words or more."""
    introduced: bool = False
    """A colon stands before it."""
    title: bool = False
    """A few capitalised words: the name of a book or a newspaper, which nobody says."""
    runs_on: bool = False
    """The paragraph ended before a closing mark, and the next one opens with a mark again."""
    continues: bool = False
    """It goes on from the quotation of the paragraph before."""


def quotations(texts: Sequence[str], spans: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the outermost quotations in article order; none crosses a paragraph's end.

    A quotation that is never closed ends with its paragraph; a closing mark that was never opened
    is passed over.
    """
    found: list[Quotation] = []
    running = False
    for number, (text, span) in enumerate(zip(texts, spans, strict=True)):
        pairs = _paired(text)
        reopens = number + 1 < len(texts) and texts[number + 1][:1] in REPEATED
        for start, end, closed in pairs:
            found.append(
                Quotation(
                    Span(span.start + start, span.start + end),
                    number,
                    whole=_opens_a_sentence(text, start) and text.count(" ", start, end) > 1,
                    introduced=text[:start].rstrip().endswith(":"),
                    title=_is_title(text[start:end]),
                    runs_on=not closed and reopens,
                    continues=running and start == 0,
                )
            )
        running = bool(pairs) and not pairs[-1][2] and reopens
    return tuple(found)


def _is_title(quotation: str) -> bool:
    words = quotation.strip("\"'“”„‟«»‹›‘’`〝〞 ").split()
    if not 1 < len(words) <= LONGEST_TITLE or words[-1][-1:] in ",.!?…":
        return False
    return all(word[0].isupper() or word.lower() in SMALL_WORDS for word in words)


def _opens_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in '.!?:…”"'


def _paired(text: str) -> list[tuple[int, int, bool]]:
    """Pair the marks of one paragraph: start, end, and whether a closing mark was found."""
    marks = list(MARK.finditer(text))
    pairs: list[tuple[int, int, bool]] = []
    position = 0
    for index, mark in enumerate(marks):
        if mark.start() < position or not _opens(text, mark):
            continue
        end = _closing(text, mark, marks[index + 1 :])
        if end is None and mark[0] in SINGLE:
            continue  # an apostrophe
        position = len(text) if end is None else end
        pairs.append((mark.start(), position, end is not None))
    return pairs


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark[0] in OPENING:
        return True
    if mark[0] in CLOSING:
        return False
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    return (before.isspace() or before in "([—–-―") and not after.isspace()


def _closing(text: str, opened: re.Match[str], later: Sequence[re.Match[str]]) -> int | None:
    """Return where the quotation that `opened` ends, or None."""
    if opened[0] in SINGLE:
        return _closing_single(text, later)
    depth = 0
    for mark in later:
        if mark[0] in SINGLE:
            continue
        if opened[0] == "„" and mark[0] == "“" and not depth:
            return mark.end()
        if _opens(text, mark):
            depth += opened[0] in OPENING and mark[0] in OPENING
        elif depth:
            depth -= 1
        else:
            return mark.end()
    return None


def _closing_single(text: str, later: Sequence[re.Match[str]]) -> int | None:
    """Return where a quotation in single marks ends: `s’` before a word may be a possessive."""
    possessive = None
    for mark in later:
        if mark[0] not in SINGLE:
            continue
        if _opens(text, mark):
            break
        if text[mark.start() - 1] != "s" or not text[mark.end() : mark.end() + 2].strip().islower():
            return mark.end()
        possessive = possessive or mark.end()
    return possessive
