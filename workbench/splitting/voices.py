"""Which attribution each word of a paragraph belongs to."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Span
from workbench.splitting.cues import cues
from workbench.splitting.rules import rules
from workbench.splitting.sentences import Sentence
from workbench.splitting.syntax import Tree

if TYPE_CHECKING:
    from workbench.splitting.attribution import Attribution


@dataclass(frozen=True, slots=True)
class Voices:
    """Who is speaking, word by word of one paragraph."""

    owner: tuple[int | None, ...]
    """The attribution whose content the word is in, the innermost one; None in the own voice."""
    cue: frozenset[int]
    """Words of cues that have a content."""
    acts: Mapping[int, int]
    """Cues that are claims in themselves, and the attribution: `it announced that it would go`."""
    reckoned: Mapping[int, int]
    """Verbs whose object is what somebody holds to be so, and the attribution: `put it at 5`."""


def voices(
    tree: Tree, sentences: Sequence[Sentence], attributions: "Sequence[Attribution]"
) -> Voices:
    """Map the words of a paragraph to the attributions whose content or cue they are.

    A content without a finite clause of its own (`called it “barbaric”`, `called for talks`) stays
    a part of the clause around it, which then tells what somebody did.
    """
    owner: list[int | None] = [None] * len(tree)
    size: list[int] = [0] * len(tree)
    starts = [word.start for word in tree]
    cue: set[int] = set()
    acts: dict[int, int] = {}
    reckoned: dict[int, int] = {}
    here = tree.span(0, len(tree) - 1)
    for number, attribution in enumerate(attributions):
        if not any(_overlap(here, content) for content in attribution.contents):
            continue
        statements = _statements(tree, starts, sentences, attribution)
        length = sum(span.end - span.start for span in attribution.contents)
        for i in statements:
            if owner[i] is None or length < size[i]:
                owner[i], size[i] = number, length
        if not statements and attribution.cue is not None:
            last = _words(starts, tree, attribution.cue)[1]
            acts[last] = number
            if last >= 0 and tree[last].lemma in cues().reckoning | cues().reckoning_at:
                reckoned[last] = number
        if statements and attribution.cue is not None:
            first, last = _words(starts, tree, attribution.cue)
            inside = any(_overlap(attribution.cue, content) for content in attribution.contents)
            if not inside:  # a hedge (`are said to`) is a part of what it hedges
                cue.update(range(first, last + 1))
    return Voices(tuple(owner), frozenset(cue), acts, reckoned)


def _statements(
    tree: Tree,
    starts: Sequence[int],
    sentences: Sequence[Sentence],
    attribution: "Attribution",
) -> list[int]:
    """Return the words of an attribution's contents that are statements of the paragraph."""
    found: list[int] = []
    if _decides(tree, starts, attribution):
        return found
    for content in attribution.contents:
        first, last = _words(starts, tree, content)
        for sentence in sentences:
            start, end = max(first, sentence.first), min(last, sentence.last)
            if start <= end and _is_statement(tree, start, end):
                found.extend(range(start, end + 1))
    return found


def _decides(tree: Tree, starts: Sequence[int], attribution: "Attribution") -> bool:
    """Whether the cue is a public act of deciding, which is a claim in itself."""
    if attribution.cue is None:
        return False
    first, last = _words(starts, tree, attribution.cue)
    verbs = [tree[i].lemma for i in range(first, last + 1) if tree.is_verb(i)]
    if "announce" in verbs:
        return _is_own_plan(tree, *_words(starts, tree, attribution.contents[0]))
    return any(lemma in rules().decisions for lemma in verbs)


def _is_own_plan(tree: Tree, first: int, last: int) -> bool:
    """Whether a content says what its speaker will do: `it would send 350 officers`."""
    opens = next((tree[i] for i in range(first, last + 1) if not tree[i].is_punct), None)
    if opens is None or opens.tag not in {"PRP", "PRP$"}:
        return False
    subject = opens if opens.tag == "PRP" else tree[opens.head]
    verb = tree[subject.head]
    return subject.dep in {"nsubj", "nsubjpass"} and any(
        tree[c].lower in {"will", "would"} for c in verb.children
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _words(starts: Sequence[int], tree: Tree, span: Span) -> tuple[int, int]:
    """Return the first and last word under a span; an empty range where there is none."""
    first = bisect_left(starts, span.start)
    last = bisect_left(starts, span.end) - 1
    if first and tree[first - 1].end > span.start:
        first -= 1
    return first, last


def _is_statement(tree: Tree, first: int, last: int) -> bool:
    """Whether a part of a sentence is a clause: its top words hold a finite verb or the root."""
    for i in range(first, last + 1):
        word = tree[i]
        if first <= word.head <= last and word.head != i:
            continue
        if word.head == i or (tree.is_verb(i) and tree.is_finite(i)):
            return True
        if any(
            tree[child].dep in {"nsubj", "nsubjpass", "expl"} and tree.is_verb(i)
            for child in word.children
        ):
            return True
    return False
