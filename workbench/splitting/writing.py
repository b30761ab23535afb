"""The runs of the article that a claim is made of, and its text."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Article, Bracket, Span
from workbench.splitting.syntax import Tree

PAIRS = {"“": "”", "‘": "’", "«": "»", "(": ")", "[": "]", '"': '"'}


@dataclass(frozen=True, slots=True)
class Added:
    """Words to add before a place in a claim, standing for its subject."""

    source: Span
    before: int
    """Index of the word that they stand before; the words they replace are not in the claim."""


def runs(article: Article, tree: Tree, words: Sequence[int]) -> tuple[Span, ...]:
    """Return the runs of the article under the words, without punctuation at their edges."""
    found: list[Span] = []
    group: list[int] = []
    for i in [*words, -1]:
        if group and i != group[-1] + 1:
            kept = _bare(tree, group)
            if kept:
                whole = whole_words(article.text, tree.span(kept[0], kept[-1]))
                span = balanced(article.text, whole)
                found += [span] if span.start < span.end else []
            group = []
        group.append(i)
    return tuple(found)


def whole_words(text: str, span: Span) -> Span:
    """Widen a run to whole words: the parser cuts at hyphens."""
    start, end = span.start, span.end
    while start and text[start].isalnum() and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while end < len(text) and text[end - 1].isalnum():
        if not (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalnum())):
            break
        end += 1 if text[end].isalnum() else 2
    return Span(start, end)


def _bare(tree: Tree, group: list[int]) -> list[int]:
    """Drop punctuation and conjunctions at the edges of a run, but not its quotation marks."""
    keep = {"“", "”", '"', "‘", "’", "«", "»", "%", "$", "€", "£", "'"}

    def loose(i: int, also: str) -> bool:
        word = tree[i]
        return word.tag == "CC" or (word.is_punct and word.text not in keep | set(also))

    while group and loose(group[0], "(["):
        group = group[1:]
    while group and loose(group[-1], ")]"):
        group = group[:-1]
    return group if any(not tree[i].is_punct for i in group) else []


def balanced(text: str, span: Span) -> Span:
    """Drop a quotation mark or bracket at an edge that has no partner in the run."""
    start, end = span.start, span.end
    changed = True
    while changed and start < end:
        changed = False
        run = text[start:end]
        if run[0] in '"“‘«([' and not _closes(run, run[0]):
            start += 1
            changed = True
        elif run[-1] in '"”»)]' and not _opens(run, run[-1]):
            end -= 1
            changed = True
        while start < end and text[start].isspace():
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:.…"):
            end -= 1
            if text[end - 1 : end + 1] and text[end : end + 1] == "." and _abbreviates(text, end):
                end += 1
                break
    return Span(start, end)


def _abbreviates(text: str, at: int) -> bool:
    """Whether the full stop at a place belongs to an abbreviation such as `U.S.`."""
    return at > 1 and text[at - 1].isalpha() and text[at - 2] in ". "


def _closes(run: str, opening: str) -> bool:
    return run.count('"') % 2 == 0 if opening == '"' else PAIRS[opening] in run[1:]


def _opens(run: str, closing: str) -> bool:
    opening = next(mark for mark, other in PAIRS.items() if other == closing)
    return run.count('"') % 2 == 0 if closing == '"' else opening in run[:-1]


def write(
    text: str, spans: Sequence[Span], added: Added | None, tree: Tree
) -> tuple[str, tuple[Bracket, ...]]:
    """Write a claim: its runs, joined by single spaces, with what was added in square brackets."""
    pieces: list[str] = []
    brackets: list[Bracket] = []
    place = None if added is None else tree[added.before].start
    for span in spans:
        start = span.start
        if added is not None and place is not None and not brackets and place < span.end:
            start = max(place, start)
            while start > span.start and not text[start - 1].isspace():
                start -= 1  # a bracket stands before a word's own marks: [The town] “fell”
            pieces += text[span.start : start].split()
            inserted = f"[{text[added.source.start : added.source.end]}]"
            at = len(" ".join([*pieces, ""]))
            brackets.append(Bracket(Span(at, at + len(inserted)), added.source))
            pieces.append(inserted)
        pieces += text[start : span.end].split()
    return " ".join(pieces), tuple(brackets)
