"""The clauses of a sentence, each a statement of its own: its words and where its subject is."""

from dataclasses import dataclass
from functools import partial

from workbench.splitting.additions import weighs
from workbench.splitting.joints import Joints, Kind
from workbench.splitting.rules import rules
from workbench.splitting.sentences import Sentence
from workbench.splitting.syntax import NOUNS, PROPER, RELATIVIZERS, SUBJECTS, Tree
from workbench.splitting.voices import Voices

SIDE = frozenset({Kind.RELATIVE, Kind.PARTICIPIAL, Kind.APPOSITION, Kind.DETAIL})
"""Clauses that interrupt another."""
TAILS = frozenset({"nummod", "det", "amod", "compound", "appos"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement: its words, and where its subject is."""

    kind: Kind
    head: int
    """Its verb, or the noun of an apposition."""
    words: tuple[int, ...]
    """In order, within the sentence's paragraph."""
    subject: int | None
    """The head of its subject, in `words` or elsewhere in the tree; None where there is none."""
    event: tuple[int, int] | None
    """For a participle of consequence: the first and last word of the event it follows from."""
    voice: int | None
    """Number of the attribution whose content it is."""


def _distance(one: int, other: int) -> int:
    return abs(one - other)


def clauses(sentence: Sentence, voices: Voices) -> tuple[Clause, ...]:
    """Return the clauses of a sentence in the order of their first words."""
    joints = Joints(sentence, voices, sentence.tree)
    words = range(sentence.first, sentence.last + 1)
    kinds = {i: kind for i in words if (kind := joints.kind(i))}
    members: dict[int, list[int]] = {i: [] for i in kinds}
    for i in words:
        members[joints.unit(i, kinds)].append(i)
    gatherer = _Gatherer(joints, sentence.tree, kinds, members)
    gatherer.merge_fragments()
    gatherer.move_tails()
    found = [gatherer.clause(head) for head in kinds if members[head]]
    return tuple(sorted((clause for clause in found if clause.words), key=lambda c: c.words[0]))


@dataclass(frozen=True, slots=True)
class _Gatherer:
    """Gathers the words of each clause of one sentence, and finds its subject."""

    joints: Joints
    tree: Tree
    kinds: dict[int, Kind]
    members: dict[int, list[int]]

    def unit(self, i: int) -> int:
        """Return the head of the clause that a word belongs to."""
        return self.joints.unit(i, self.kinds)

    def merge_fragments(self) -> None:
        """Give loose words of a content to the clause beside: the parser lost the connection."""
        tree, owner, members = self.tree, self.joints.voices.owner, self.members
        for head, kind in self.kinds.items():
            if kind is not Kind.MAIN or owner[head] is None:
                continue
            if tree.is_verb(head) and not self.joints.runs_on(head):
                continue
            beside = [
                other
                for other in self.kinds
                if other != head and owner[other] == owner[head] and tree.is_verb(other)
            ]
            if beside and members[head]:
                nearest = min(beside, key=partial(_distance, head))
                members[nearest] = sorted(members[nearest] + members[head])
                members[head] = []

    def move_tails(self) -> None:
        """Give the end of a sentence to the participle it follows, not to the clause before that.

        `issued a declaration, allowing the state to send troops, six helicopters and others`: what
        hangs on the first clause but stands after the second, behind a comma and without a verb,
        belongs to the second.
        """
        tree, members = self.tree, self.members
        for head, kind in self.kinds.items():
            if kind is not Kind.PARTICIPIAL or not members[head]:
                continue
            end = members[head][-1]
            above = self.unit(tree[head].head)
            tail = [i for i in members[above] if i > end]
            solid = [i for i in tail if not tree[i].is_punct]
            if not solid or tree[tail[0]].text != "," or any(map(tree.is_verb, solid)):
                continue
            if head > above and tree[solid[0]].dep in TAILS:
                members[head] = sorted(members[head] + tail)
                members[above] = [i for i in members[above] if i <= end]

    def clause(self, head: int) -> Clause:
        """Gather the words of a clause and find its subject."""
        tree, owner = self.tree, self.joints.voices.owner
        kind = self.kinds[head]
        voice = owner[head]
        words = [i for i in self.members[head] if owner[i] == voice or kind is Kind.REPORTING]
        subject = tree.subject(head)
        position: int | None = subject.i if subject else None
        event: tuple[int, int] | None = None
        if kind is Kind.RELATIVE:
            antecedent = self._antecedent(head)
            words, position = self._relative_words(words, antecedent), antecedent
        elif kind is Kind.APPOSITION:
            first, _ = tree.noun_phrase(tree[head].head)
            words = [*range(first, tree[head].left), *words]
            position = tree[head].head
            voice = None  # a description is the article's own
        elif kind is Kind.DETAIL:
            event = self._event_before(head)
        elif kind is Kind.SHARE:
            event = self._shared(head)
        elif kind in {Kind.COORDINATE, Kind.PARTICIPIAL} and subject is None:
            position, event = self._borrowed(head)
            modal = self.joints.modal(tree[head].head)
            if position is not None and modal is not None and tree[head].tag == "VB":
                between = range(tree[position].left, modal + 1)
                if tree[position].i < modal and tree[position].tag in NOUNS:
                    event = (between[0], modal)
        elif kind is Kind.ABSOLUTE:
            words = [i for i in words if tree[i].lower != "with" or i != words[0]]
        kept = self._with_interrupters(kind, words)
        if kind in {Kind.MAIN, Kind.COORDINATE} and self._is_bare(head, words):
            kept = self._with_adverbial(head, kept)
        said = self.joints.voices.reckoned.get(head) if voice is None else voice
        return Clause(kind, head, self._trimmed(kind, kept), position, event, said)

    def _antecedent(self, head: int) -> int:
        """Return the noun that a relative clause tells of."""
        tree = self.tree
        if tree[head].dep == "relcl":
            noun = tree[tree[head].head]
            of = tree[noun.head]
            who = any(tree[j].lower == "who" for j in range(tree[head].left, head))
            if who and noun.dep == "pobj" and of.dep == "prep" and tree[of.head].tag in PROPER:
                return of.head
            return noun.i
        i = tree[head].left - 1
        while i > self.joints.sentence.first and tree[i].tag not in NOUNS:
            i -= 1
        while tree[i].dep in {"npadvmod", "compound", "pobj"} and tree[i].head < i and i > 0:
            if tree[i].dep == "pobj" or tree[i].lower in {"week", "month", "year", "night"}:
                before = [j for j in range(self.joints.sentence.first, i) if tree[j].tag in NOUNS]
                if tree[i].dep == "pobj" or not before:
                    break
                i = before[-1]
            else:
                break
        return i

    def _relative_words(self, words: list[int], antecedent: int) -> list[int]:
        """Put the antecedent's phrase before the clause; drop a pronoun that stands for it."""
        tree = self.tree
        start = min(words)
        first, _ = tree.noun_phrase(antecedent)
        before = start - 1
        while before > antecedent and tree[before].is_punct:
            before -= 1
        opening = next((i for i in words if not tree[i].is_punct), start)
        head = tree[tree[opening].head]
        alone = len(tree.children(head.i, SUBJECTS)) == 1
        pronoun = tree[opening].lower in {"which", "who", "that"}
        if pronoun and tree[opening].dep in SUBJECTS and alone:
            words = [i for i in words if i != opening]
        return [*range(first, before + 1), *words]

    def _borrowed(self, head: int) -> tuple[int | None, tuple[int, int] | None]:
        """Find the subject that a clause shares with the one above it."""
        tree = self.tree
        above = tree[head].head
        if self.kinds[head] is Kind.PARTICIPIAL and tree[head].dep in {"acl", "amod"}:
            return above, None
        if self.kinds[head] is Kind.COORDINATE and self.kinds.get(above) is Kind.PARTICIPIAL:
            return self._borrowed(above)
        follows = tree[head].dep != "pcomp" and tree[head].lemma in rules().consequence_verbs
        if self.kinds[head] is Kind.PARTICIPIAL and follows:
            event = self._event_before(head)
            if event is not None:
                subject = tree.subject(self.unit(above))
                return subject.i if subject else None, event
        node = above
        for _ in range(len(tree)):
            if subject := tree.subject(node):
                if self.kinds.get(node) is Kind.RELATIVE and subject.lower in RELATIVIZERS:
                    return self._antecedent(node), None
                return subject.i, None
            if tree[node].head == node:
                break
            node = tree[node].head
        return None, None

    def _shared(self, head: int) -> tuple[int, int] | None:
        """Return what counted things share: the subject and verb before them."""
        tree = self.tree
        first = head
        while tree[first].dep == "conj":
            first = tree[first].head
        top = self.unit(first)
        before = [i for i in range(tree[top].left, tree[first].left) if self.unit(i) == top]
        while before and (tree[before[0]].is_punct or tree[before[0]].dep in {"cc", "mark"}):
            before.pop(0)
        return (before[0], before[-1]) if before else None

    def _event_before(self, head: int) -> tuple[int, int] | None:
        """Return the first and last word of the statement that a clause is added to."""
        tree = self.tree
        top = self.unit(tree[head].head)
        inside = [i for i in range(tree[top].left, tree[head].left) if self.unit(i) == top]
        while inside and tree[inside[-1]].is_punct:
            inside.pop()
        while inside and (tree[inside[0]].is_punct or tree[inside[0]].dep in {"cc", "mark"}):
            inside.pop(0)
        return (inside[0], inside[-1]) if inside else None

    def _with_interrupters(self, kind: Kind, words: list[int]) -> list[int]:
        """Keep an interrupting clause that is long beside what it interrupts.

        `X, one of two journalists trapped in Homs, escaped`: with a quarter of its run or more
        taken out, a statement says too little to be read alone. An interruption half as long
        again as the statement hides it, and goes.
        """
        if not words or kind in SIDE:
            return words
        tree, inside = self.tree, set(words)
        solid = [i for i in words if weighs(tree, i)] or words
        first, last = solid[0], solid[-1]
        gap = [
            i
            for i in range(first, last + 1)
            if i not in inside
            and self.kinds.get(self.unit(i)) in SIDE
            and not self._fronted(self.unit(i), words)
        ]
        weight = [sum(weighs(tree, i) for i in group) for group in (gap, words)]
        if gap and weight[1] < weight[0] * 3 <= weight[1] * 4.5:
            return sorted(inside | set(gap))
        return words

    def _fronted(self, head: int, words: list[int]) -> bool:
        """Whether an interrupting clause hangs on a phrase before the subject."""
        tree = self.tree
        verbs = [i for i in words if tree.is_verb(i) and tree.subject(i) is not None]
        subject = tree.subject(verbs[0]) if verbs else None
        return subject is not None and tree[head].head < subject.left

    def _is_bare(self, head: int, words: list[int]) -> bool:
        """Whether a clause without its adverbial is only a subject and a verb of occurring."""
        solid = [i for i in words if weighs(self.tree, i)]
        return self.tree[head].lemma in rules().occurring and all(
            i <= head or self.tree[i].tag == "RB" for i in solid
        )

    def _with_adverbial(self, head: int, words: list[int]) -> list[int]:
        """Give `the report comes after …` its clause back: without it, it says nothing."""
        for child in self.tree[head].children:
            if self.kinds.get(child) is Kind.ADVERBIAL and child > head:
                return sorted({*words, *range(self.tree[child].left, self.tree[child].right + 1)})
        return words

    def _trimmed(self, kind: Kind, words: list[int]) -> tuple[int, ...]:
        """Drop conjunctions, subordinators and connectives at the edges."""
        tree, kept = self.tree, list(words)
        while kept:
            word = tree[kept[0]]
            opens = word.text in {"“", "‘", "«", '"', "("} and len(kept) > 1
            if opens:
                break
            if (
                word.is_punct
                or word.text.isspace()
                or (word.lower == "that" and kind is Kind.MAIN and self._after_cue(kept[0]))
                or word.dep in {"cc", "preconj"}
                or (word.dep == "mark" and (kind is not Kind.MAIN or word.lower == "that"))
                or (kind is Kind.ADVERBIAL and word.lower in rules().factual_marks)
                or (
                    word.lower in rules().connectives
                    and word.dep == "advmod"
                    and (self._set_off(kept) or word.lower == "however")
                )
            ):
                kept.pop(0)
                continue
            break
        while kept:
            word = tree[kept[-1]]
            closes = word.text in {"”", "’", "»", '"', ")", "]", "%"}
            if closes and len(kept) > 1 and kept[-2] == kept[-1] - 1:
                break
            if (
                word.is_punct
                or word.text.isspace()
                or (word.lower == "that" and kind is Kind.MAIN and self._after_cue(kept[0]))
                or word.dep in {"cc", "mark"}
                or (word.dep == "prep" and not set(word.children) & set(kept))
            ):
                kept.pop()
                continue
            break
        return tuple(kept)

    def _after_cue(self, i: int) -> bool:
        """Whether a word opens a content: the one before is the cue or someone who is told."""
        owner = self.joints.voices.owner
        return i > self.joints.sentence.first and owner[i] is not None and owner[i - 1] != owner[i]

    def _set_off(self, words: list[int]) -> bool:
        """Whether the first word is followed by a comma."""
        return len(words) > 1 and self.tree[words[1]].text == ","
