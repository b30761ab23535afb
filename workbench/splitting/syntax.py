"""A paragraph's dependency parse as plain values: words, their heads, and what hangs below them."""

from collections.abc import Iterator
from typing import NamedTuple

from workbench.model import Span
from workbench.splitting.parse import Paragraph

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER = frozenset({"NNP", "NNPS"})
RELATIVIZERS = frozenset({"which", "who", "whom", "whose", "that", "where", "when"})


class Word(NamedTuple):
    """One token; indices are those of the paragraph's tree."""

    i: int
    text: str
    lower: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    """With `start` the token's place in the article."""
    children: tuple[int, ...]
    left: int
    right: int
    """The first and last word of the subtree."""
    is_punct: bool
    """Whether the word has no letter or digit."""


class Tree(tuple[Word, ...]):
    """The words of one paragraph, in order.

    A tuple and no wrapper around one: the rules look up some hundred words for every clause.
    """

    __slots__ = ()

    @classmethod
    def of(cls, paragraph: Paragraph, known: dict[int, str] | None = None) -> "Tree":
        """Read the parse once, as one array: attribute look-ups on spaCy's tokens are slow.

        `known` keeps the strings behind spaCy's numbers from one paragraph to the next.
        """
        offset = paragraph.span.start
        doc = paragraph.doc
        strings = doc.vocab.strings
        columns = doc.to_array(["ORTH", "LOWER", "LEMMA", "TAG", "DEP", "HEAD", "IDX"]).T.tolist()
        orth, lower, lemma, tag, dep, relative, places = columns
        heads = [i + _signed(step) for i, step in enumerate(relative)]
        below: list[list[int]] = [[] for _ in heads]
        for i, head in enumerate(heads):
            if head != i:
                below[head].append(i)
        left, right = _edges(heads)
        named = known if known is not None else {}
        for number in {*orth, *lower, *lemma, *tag, *dep}.difference(named):
            named[number] = strings[number]
        texts = [named[number] for number in orth]
        starts = [offset + place for place in places]
        return cls(
            map(
                Word,
                range(len(heads)),
                texts,
                [named[number] for number in lower],
                [named[number] for number in lemma],
                [named[number] for number in tag],
                [named[number] for number in dep],
                heads,
                starts,
                [start + len(text) for start, text in zip(starts, texts, strict=True)],
                map(tuple, below),
                left,
                right,
                [not text.isalnum() and not any(map(str.isalnum, text)) for text in texts],
            )
        )

    def below(self, i: int) -> Iterator[int]:
        """Yield the word and everything that hangs below it, in no order."""
        stack = [i]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(self[here].children)

    def children(self, i: int, deps: frozenset[str]) -> tuple[Word, ...]:
        """Return the children with one of these relations, in order."""
        return tuple(self[child] for child in self[i].children if self[child].dep in deps)

    def subject(self, i: int) -> Word | None:
        """Return the word's own subject."""
        found = self.children(i, SUBJECTS)
        return found[0] if found else None

    def is_verb(self, i: int) -> bool:
        """Whether the word is a verb or an auxiliary."""
        return self[i].tag.startswith("VB") or self[i].tag == "MD"

    def is_finite(self, i: int) -> bool:
        """Whether the verb, or an auxiliary below it, carries tense."""
        word = self[i]
        return word.tag in FINITE or any(
            self[child].tag in FINITE and self[child].dep in {"aux", "auxpass"}
            for child in word.children
        )

    def span(self, first: int, last: int) -> Span:
        """Return where the words from first to last stand in the article."""
        return Span(self[first].start, self[last].end)

    def noun_phrase(self, i: int) -> tuple[int, int]:
        """Return the first and last word of the phrase that a noun heads.

        Relative clauses, appositions and whatever follows a comma are left outside.
        """
        word = self[i]
        last = i
        for child in word.children:
            if child < i:
                continue
            below = self[child]
            if below.dep in {"relcl", "appos", "advcl", "parataxis"} or below.text in {",", ";"}:
                break
            if below.dep in {"prep", "conj", "cc", "acl", "amod", "nummod", "npadvmod", "case"}:
                last = self._before_clause(child, below.right)
            elif not below.is_punct:
                last = below.right
        if self[last].dep == "cc":
            last -= 1
        return word.left, last

    def _before_clause(self, first: int, last: int) -> int:
        """Return the last word up to `last` that stands before a clause with a comma or pronoun."""
        for i in range(first, last + 1):
            if self[i].text in {",", ";", "–", "—", "("} and i > first:
                following = self[min(i + 1, last)]
                if self[i].dep == "punct" and following.lower in RELATIVIZERS:
                    return i - 1
            if self[i].dep in {"relcl", "appos"}:
                cut = self[i].left - 1
                while cut > first and self[cut].is_punct:
                    cut -= 1
                return max(cut, first)
        return last


def _signed(step: int) -> int:
    """Read a step to the left, which spaCy keeps as an unsigned number."""
    return step - (1 << 64) if step >= 1 << 63 else step


def _edges(heads: list[int]) -> tuple[list[int], list[int]]:
    """Return the first and the last word of each subtree."""
    left = list(range(len(heads)))
    right = list(range(len(heads)))
    for i in range(len(heads)):
        node, previous = heads[i], i
        while node != previous:
            if left[node] <= i <= right[node]:
                break
            if i < left[node]:
                left[node] = i
            else:
                right[node] = i
            node, previous = heads[node], node
    return left, right
