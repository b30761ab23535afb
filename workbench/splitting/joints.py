"""Where a sentence's dependency tree is cut: what makes a clause a statement of its own.

The joints are those of the gold guidelines, named after ClausIE's clause relations (Del Corro and
Gemulla 2013): coordination, relative and participial clauses, appositions, adverbial clauses.
"""

from dataclasses import dataclass
from enum import Enum, auto

from workbench.splitting.additions import (
    SHORTEST,
    after_comma,
    is_absolute,
    is_apposition,
    is_closing,
    is_detail,
    is_share,
    weighs,
)
from workbench.splitting.repair import TIMES
from workbench.splitting.rules import rules
from workbench.splitting.sentences import Sentence
from workbench.splitting.syntax import NOUNS, PROPER, RELATIVIZERS, SUBJECTS, Tree, Word
from workbench.splitting.voices import Voices


class Kind(Enum):
    """How a clause hangs on the rest of its sentence."""

    MAIN = auto()
    COORDINATE = auto()
    RELATIVE = auto()
    PARTICIPIAL = auto()
    APPOSITION = auto()
    ADVERBIAL = auto()
    ABSOLUTE = auto()
    DETAIL = auto()
    """A measure or a rank that is added to a statement: `…, the fastest pace in 11 years`."""
    SHARE = auto()
    """One of several counted things that share a verb: `33 deaths and 7,900 cases`."""
    REPORTING = auto()
    """Only says who says it."""


JOINING = frozenset(
    "relcl conj advcl acl appos npadvmod parataxis ccomp pcomp prep amod dep".split()  # noqa: SIM905 - one list
)
"""Relations by which a clause may hang on the one above."""
CONJUNCTIONS = frozenset({"cc", "preconj"})


@dataclass(frozen=True, slots=True)
class Joints:
    """The rules that say where a tree is cut, over one sentence."""

    sentence: Sentence
    voices: Voices
    tree: Tree
    """Of the sentence's paragraph."""

    def unit(self, i: int, kinds: dict[int, Kind]) -> int:
        """Return the head of the clause that a word belongs to."""
        while i not in kinds:
            i = self.tree[i].head
        return i

    def kind(self, i: int) -> Kind | None:  # noqa: PLR0911 - a list of rules
        """Say what clause begins at a word; None where it is a part of the clause above."""
        word, tree, owner = self.tree[i], self.tree, self.voices.owner
        head = word.head
        outside = not self.sentence.first <= head <= self.sentence.last
        if head == i or outside:
            return Kind.REPORTING if self._is_cue(i) else Kind.MAIN
        if word.is_punct or word.dep in {"aux", "auxpass"}:
            return None
        if self._is_cue(i) and tree.is_verb(i) and owner[i] != owner[head]:
            return Kind.REPORTING
        if owner[i] != owner[head]:
            if owner[i] is None:
                return Kind.REPORTING if self._says_who(i) else self._by_relation(i)
            if word.dep == "relcl":
                return Kind.RELATIVE if self._relativizer(i) else Kind.MAIN
            return self._by_relation(i) or Kind.MAIN
        if self._is_cue(i) and tree.is_verb(i):
            return Kind.REPORTING
        return self._by_relation(i)

    def _is_cue(self, i: int) -> bool:
        return i in self.voices.cue

    def _says_who(self, i: int) -> bool:
        """Whether the words below only name who speaks."""
        return any(below in self.voices.cue for below in self.tree.below(i))

    def _by_relation(self, i: int) -> Kind | None:  # noqa: C901, PLR0911, PLR0912 - a table
        word = self.tree[i]
        if word.dep not in JOINING:
            return None
        if word.dep in {"advcl", "acl", "ccomp", "conj"} and self._is_relative(i):
            return Kind.RELATIVE
        if word.tag == "JJ" and self._postposed(i):
            return Kind.PARTICIPIAL
        match word.dep:
            case "relcl":
                return self._relative(i)
            case "conj" if self.tree.is_verb(i):
                return self._coordinate(i)
            case "dep" if word.tag != "VBG" and self.tree.is_verb(i) and self._after_comma(i):
                return self._coordinate(i)
            case "conj":
                return Kind.SHARE if is_share(self.tree, i, self.sentence.first) else None
            case "advcl":
                return self._adverbial(i)
            case "acl":
                return self._participle(i)
            case "appos":
                apposition = is_apposition(self.tree, i, self.sentence.first)
                return Kind.APPOSITION if apposition else self._detail(i)
            case "npadvmod":
                return self._detail(i)
            case "parataxis" if self.tree.is_verb(i) and self.tree.subject(i):
                return Kind.COORDINATE
            case "ccomp" if i < word.head and self.tree.subject(i):
                return Kind.COORDINATE
            case "ccomp" if i > word.head and (self._spliced(i) or self._joined(i)):
                return Kind.COORDINATE
            case "pcomp" if word.tag in {"VBG", "VBN"}:
                return self._gerund(i)
            case "pcomp" if self.tree.is_finite(i) and self.tree.subject(i):
                mark = self.tree[word.head].lower
                return Kind.ADVERBIAL if mark in rules().factual_marks else None
            case "prep" if word.lower == "with":
                if is_absolute(self.tree, i, self.sentence.first):
                    return Kind.ABSOLUTE
                closing = is_closing(self.tree, i, self.sentence.first)
                return Kind.DETAIL if closing else None
            case "prep" if word.lower in {"compared", "including"} and self._after_comma(i):
                counted = any(self.tree[j].tag == "CD" for j in self.tree.below(i))
                return Kind.DETAIL if counted else None
        return None

    def _after_comma(self, i: int) -> bool:
        return after_comma(self.tree, i, self.sentence.first)

    def _detail(self, i: int) -> Kind | None:
        return Kind.DETAIL if is_detail(self.tree, i, self.sentence.first) else None

    def _relative(self, i: int) -> Kind | None:  # noqa: PLR0911 - a list of rules
        tree = self.tree
        head = tree[tree[i].head]
        if not (tree.is_finite(i) and tree.subject(i)) or head.tag not in NOUNS | {"CD"}:
            return None
        pronoun = self._relativizer(i)
        if pronoun is None:
            return None
        if pronoun.lower == "when" and not (head.lemma.lower() in TIMES or head.tag == "CD"):
            return None
        if self._after_comma(i):
            return Kind.RELATIVE
        dets = {tree[c].lower for c in head.children if tree[c].dep == "det"}
        counted = not dets and any(tree[c].dep == "nummod" for c in head.children)
        empty = head.lower in rules().empty_antecedents and not counted
        if pronoun.lower == "when":
            dated = head.tag == "CD" or any(tree[c].tag == "CD" for c in head.children)
            return Kind.RELATIVE if dated else None
        if empty:
            return None
        if any(
            tree[c].lower in {"all", "any", "some", "most", "many", "every"} for c in head.children
        ):
            return None
        if any(tree[c].tag == "MD" for c in tree[i].children):
            return None
        subject = tree.subject(i) or pronoun
        bare_which = pronoun.lower == "which" and pronoun.i == tree[i].left == subject.i
        specific = counted or bare_which or bool(dets & {"a", "an", "another"})
        return Kind.RELATIVE if specific or head.tag in PROPER else None

    def _is_relative(self, i: int) -> bool:
        """Whether a clause opens with `, during which` or `, whose fleet`, however it hangs."""
        tree, first = self.tree, self.tree[i].left
        return (
            i > tree[i].head
            and self._after_comma(i)
            and tree.is_finite(i)
            and tree.subject(i) is not None
            and any(
                tree[j].lower in {"which", "who", "whom", "whose"} and tree[j].tag[0] == "W"
                for j in range(first, min(first + 3, i))
            )
        )

    def _postposed(self, i: int) -> bool:
        """Whether an adjective with a complement stands after a comma: `, worth 5 million,`."""
        tree = self.tree
        return (
            tree[i].head < tree[i].left == i
            and self._after_comma(i)
            and self._solid(i) >= SHORTEST
            and bool(tree.children(i, frozenset({"prep", "xcomp", "npadvmod", "pcomp"})))
        )

    def _joined(self, i: int) -> bool:
        """Whether `, and` stands before a clause that has a subject and tense of its own."""
        tree, first = self.tree, self.tree[i].left
        return (
            first - 2 > self.sentence.first
            and tree[first - 1].dep == "cc"
            and tree[first - 2].text == ","
            and tree.subject(i) is not None
            and tree.is_finite(i)
        )

    def _spliced(self, i: int) -> bool:
        """Whether a comma alone parts two statements: `Oslund beat Berg 2–1, Dal beat Moen 3–0`."""
        tree = self.tree
        above = tree[tree[i].head]
        return (
            self._after_comma(i)
            and tree.subject(i) is not None
            and tree.is_finite(i)
            and not tree.children(i, frozenset({"mark"}))
            and bool(tree.children(above.i, frozenset({"dobj", "attr", "acomp"})))
            and above.lemma not in rules().content_verbs
        )

    def _relativizer(self, i: int) -> Word | None:
        """Return the relative pronoun of a clause; `that` only where it is the subject."""
        tree = self.tree
        subjects = tree.children(i, SUBJECTS)
        for j in range(tree[i].left, i):
            if tree[j].lower in RELATIVIZERS:
                mere = tree[j].lower == "that" and subjects and subjects[-1].i != j
                return None if mere else tree[j]
        return None

    def _coordinate(self, i: int) -> Kind | None:
        tree = self.tree
        head = tree[i].head
        subject = tree.subject(i)
        if subject is not None and tree.is_finite(i):
            return None if subject.tag in {"WDT", "WP"} else Kind.COORDINATE
        above = self._clause_above(head)
        either = any(word.lower in {"or", "nor"} for word in tree.children(head, CONJUNCTIONS))
        if above is None or either:
            return None
        if tree[i].tag == "VB" and not tree.is_finite(i):
            own = any(tree[c].dep in {"aux", "neg"} for c in tree[i].children)
            return Kind.COORDINATE if self.modal(head) is not None and not own else None
        return Kind.COORDINATE

    def modal(self, i: int) -> int | None:
        """Return the modal of a verb, which a verb coordinated with it shares."""
        found = [c for c in self.tree[i].children if self.tree[c].tag == "MD"]
        return found[0] if found else None

    def _clause_above(self, i: int) -> Kind | None:
        """Return the kind of clause that a verb heads, following coordination upwards."""
        kind = self.kind(i)
        if kind is None and self.tree[i].dep == "ccomp" and self.tree.subject(i):
            return Kind.MAIN
        return kind

    def _adverbial(self, i: int) -> Kind | None:
        tree = self.tree
        subject = tree.subject(i)
        if subject is None:
            return self._adverbial_participle(i, self._marks(i))
        if subject.lower in RELATIVIZERS and subject.tag.startswith("W"):
            return Kind.RELATIVE
        marks = self._marks(i)
        if tree.is_finite(i):
            only_when = "since" in marks and i > tree[i].head and not self._after_comma(i)
            if only_when or marks & rules().conditional_marks:
                return None
            return Kind.ADVERBIAL if marks & rules().factual_marks else None
        if "with" in marks:
            return Kind.ABSOLUTE
        spliced = tree[i].tag == "VBG" and not marks and i > tree[i].head and self._after_comma(i)
        return Kind.COORDINATE if spliced else None

    def _marks(self, i: int) -> set[str]:
        """Return the words that open an adverbial clause: `although`, `when`."""
        tree = self.tree
        return {
            tree[c].lower
            for c in tree[i].children
            if c < i
            and (tree[c].dep in {"mark", "advmod"} or self._bare_mark(c))
            and tree[c - 1].lower != "having"
        }

    def _adverbial_participle(self, i: int, marks: set[str]) -> Kind | None:
        """Cut `while singing slogans`, and a participle behind or before its clause."""
        tree = self.tree
        word = tree[i]
        if word.tag not in {"VBG", "VBN"} or tree.is_finite(i):
            return None
        told = Kind.PARTICIPIAL if self._solid(i) >= SHORTEST else None
        if marks & {"while", "after"}:
            return told
        if marks & (rules().conditional_marks | {"when", "before", "by", "since", "than"}):
            return None
        if i > word.head:
            return self._participle(i)
        closed = tree[min(word.right + 1, len(tree) - 1)].text == ","
        first = word.left == self.sentence.first
        return told if first and closed and word.lower not in rules().prepositional else None

    def _solid(self, i: int) -> int:
        """Count the words below that carry content."""
        return sum(weighs(self.tree, j) for j in self.tree.below(i))

    def _bare_mark(self, i: int) -> bool:
        """Whether a preposition without an object opens a clause: `As undergoing it is a duty`."""
        return self.tree[i].dep == "prep" and not self.tree[i].children

    def _participle(self, i: int) -> Kind | None:
        if self.tree[i].tag not in {"VBG", "VBN", "VBD"} or not self._after_comma(i):
            return None
        if self.tree.subject(i) is not None:
            return None
        if any(
            self.tree[c].dep == "aux" and self.tree[c].lower == "to" for c in self.tree[i].children
        ):
            return None
        if self.tree[i].lower in rules().prepositional or self.tree[i].lower == "aged":
            return None
        return Kind.PARTICIPIAL

    def _gerund(self, i: int) -> Kind | None:
        """Cut `after missing some days`, `, before joining the navy` and `with ten dying`."""
        tree = self.tree
        preposition = tree[tree[i].head]
        apart = self._after_comma(preposition.i)
        long = preposition.i < preposition.head or self._solid(i) > SHORTEST
        told = apart or (long and preposition.lower == "after")
        if preposition.lower in {"before", "after"} and tree.subject(i) is None:
            more = any(j != i and not tree[j].is_punct for j in tree.below(i))
            return Kind.PARTICIPIAL if told and more and tree.is_verb(preposition.head) else None
        if preposition.lower == "with" and tree.subject(i) is not None:
            counted = any(tree[j].tag == "CD" for j in tree.below(i))
            return Kind.ABSOLUTE if counted or self._after_comma(preposition.i) else None
        return None

    def runs_on(self, i: int) -> bool:
        """Whether a content's second clause opens with `that`, not parted from the first."""
        tree, owner = self.tree, self.voices.owner
        first = tree[i].left
        return (
            tree[first].lower == "that"
            and first > self.sentence.first
            and owner[first - 1] == owner[i]
            and tree[first - 1].text not in {",", ";"}
            and tree[first - 1].dep != "cc"
        )
