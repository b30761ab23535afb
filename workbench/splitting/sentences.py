"""The sentences of an article, and the part each plays: body, headline, date line, furniture."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from workbench.model import Span
from workbench.splitting.parse import DATE_LINE, FILED, Paragraph
from workbench.splitting.rules import rules
from workbench.splitting.syntax import Tree

TERMINAL = frozenset(".!?…:;")
LONGEST_HEADLINE = 25
"""Words; longer first lines without a full stop are text."""
LONGEST_CAPTION = 10
"""Words; a longer line with a full stop and a verb of any form is text."""
LONGEST_FURNITURE = 200
"""Letters; a longer line is text, however it begins."""
MOST_AFTER_END = 1
"""Full sentences that furniture may go on with; where more follow, it stood amid the text."""


class Part(Enum):
    """What a sentence is on the page."""

    BODY = auto()
    HEADLINE = auto()
    DATE_LINE = auto()
    CAPTION = auto()
    FURNITURE = auto()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: words `[first, last]` of its paragraph's tree."""

    paragraph: int
    tree: Tree
    first: int
    last: int
    part: Part

    @property
    def span(self) -> Span:
        """Where it stands in the article."""
        return self.tree.span(self.first, self.last)


def sentences(paragraphs: Sequence[Paragraph]) -> tuple[Sentence, ...]:
    """Cut paragraphs at the parser's sentence boundaries and tell each sentence's part."""
    found: list[Sentence] = []
    ended = False
    known: dict[int, str] = {}
    left = sum(not _is_furniture_like(paragraph.doc.text) for paragraph in paragraphs)
    for number, paragraph in enumerate(paragraphs):
        tree = Tree.of(paragraph, known)
        bounds = [(sent.start, sent.end - 1) for sent in paragraph.doc.sents]
        whole = paragraph.doc.text
        left -= not _is_furniture_like(whole)
        is_furniture = bool(
            number and rules().furniture.match(whole) and len(whole) < LONGEST_FURNITURE
        )
        ended = ended or (is_furniture and left <= MOST_AFTER_END)
        for first, last in _trimmed(tree, bounds):
            if ended or is_furniture:
                part = Part.FURNITURE
            else:
                part = _part(tree, whole, first, last, number, len(bounds))
            found.append(Sentence(number, tree, first, last, part))
        ended = ended and _is_furniture_like(whole)
    return tuple(found)


def _is_furniture_like(line: str) -> bool:
    """Whether furniture may go on after this line: no full sentence has closed it."""
    return bool(rules().furniture.match(line)) or line[-1] not in ".”\"'"


def _trimmed(tree: Tree, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop sentences of nothing but space, and space at the edges of the others."""
    kept = []
    for first, last in bounds:
        start, stop = first, last
        while start < stop and tree[start].text.isspace():
            start += 1
        while stop > start and tree[stop].text.isspace():
            stop -= 1
        if not tree[start].text.isspace():
            kept.append((start, stop))
    return kept


def _part(tree: Tree, whole: str, first: int, last: int, number: int, count: int) -> Part:
    """Tell what a sentence is from its words and from where it stands."""
    words = tree[first : last + 1]
    start = tree[0].start
    line = whole[words[0].start - start : words[-1].end - start]
    if DATE_LINE.fullmatch(line) or FILED.fullmatch(line):
        return Part.DATE_LINE
    if rules().furniture.match(line):
        return Part.FURNITURE
    stops = line.rstrip("\"”’»')")[-1:] in TERMINAL
    if count == 1 and not stops and number == 0 and len(words) <= LONGEST_HEADLINE:
        return Part.HEADLINE
    verbs = [i for i in range(first, last + 1) if tree.is_verb(i)]
    finite = any(map(tree.is_finite, verbs)) or tree[first].tag[0] == "V"
    told = finite or (stops and len(words) > LONGEST_CAPTION)
    return Part.BODY if verbs and told else Part.CAPTION
