"""What a clause's missing or pronominal subject refers to, where the evidence is strong.

Salience in the small, after Lappin and Leass (1994) and centering: the nearest clause first, its
subject before its objects, agreement in number and person always. What they leave open stays open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.model import Span
from workbench.splitting.clauses import Clause, Kind
from workbench.splitting.repair import TIMES
from workbench.splitting.rules import rules
from workbench.splitting.syntax import NOUNS, PROPER, Tree

FIRST = frozenset({"i", "we"})
THIRD = frozenset({"he", "she", "it", "they"})
DEMONSTRATIVES = frozenset({"this", "these", "that", "those"})
PRONOUNS = FIRST | THIRD | DEMONSTRATIVES
WINDOW = 2
"""Sentences back that a pronoun looks."""
RANKS = {"nsubj": 0, "nsubjpass": 0, "dobj": 1, "attr": 2, "conj": 2, "pobj": 3}


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that something may refer back to."""

    span: Span
    head: str
    plural: bool
    person: bool
    gender: str | None
    """`he` or `she` where a title or the noun itself tells."""
    rank: int
    """0 for a subject, then objects, then the rest."""
    sentence: int
    clause: int
    main: bool


@dataclass(slots=True)
class Discourse:
    """What an article has mentioned so far, newest last."""

    mentions: list[Mention] = field(default_factory=list)
    names: dict[str, Span] = field(default_factory=dict)
    """Last word of a name → its fullest mention so far."""
    people: set[str] = field(default_factory=set)
    """Last words of names known to be people's."""
    clause: int = 0

    def read(self, tree: Tree, clause: Clause, sentence: int, resolved: Span | None = None) -> None:
        """Take in the subjects and objects of a clause, and what its pronoun stood for."""
        self.clause += 1
        main = clause.kind in {Kind.MAIN, Kind.COORDINATE, Kind.REPORTING}
        for i in clause.words:
            word = tree[i]
            if word.tag not in NOUNS | {"CD"} or word.dep == "compound" or word.lemma in TIMES:
                continue
            if word.tag in PROPER:
                self._name(tree, i)
            if word.dep in RANKS:
                self.mentions.append(self._mention(tree, i, sentence, main=main))
        subject = clause.subject
        if resolved is not None and subject is not None and tree[subject].lower in THIRD:
            known = [m for m in self.mentions if m.span == resolved]
            if known:
                last = known[-1]
                self.mentions.append(
                    Mention(
                        resolved, last.head, last.plural, last.person, last.gender,
                        0, sentence, self.clause, main,
                    )
                )  # fmt: skip
        del self.mentions[:-80]

    def _name(self, tree: Tree, i: int) -> None:
        first = i
        while first - 1 >= 0 and tree[first - 1].tag in PROPER and tree[first - 1].head == i:
            first -= 1
        last = tree[i].lower
        words = {tree[j].lower for j in range(first, i + 1)}
        if words & rules().titles or (
            i - first in {1, 2} and not words & rules().organisations and tree[i].tag == "NNP"
        ):
            self.people.add(last)
        known = self.names.get(last)
        span = tree.span(first, i)
        if known is None or known.end - known.start < span.end - span.start:
            self.names[last] = span

    def _mention(self, tree: Tree, i: int, sentence: int, *, main: bool) -> Mention:
        word = tree[i]
        first, last = tree.noun_phrase(i)
        inside = {tree[j].lower for j in range(first, last + 1)}
        coordinated = any(tree[c].dep == "conj" and c <= last for c in word.children)
        plural = (
            coordinated
            or word.tag in {"NNS", "NNPS", "CD"}
            or word.lower in rules().plurals
            or (word.tag == "NN" and word.lower.endswith("s") and not inside & {"a", "this"})
        )
        person = (word.tag in PROPER and word.lower in self.people) or (
            word.lemma in rules().person_nouns and word.tag in {"NN", "NNP"}
        )
        gender = next(
            (g for g, table in rules().genders.items() if inside & table and person), None
        )
        return Mention(
            tree.span(first, last), word.lower, plural, person, gender,
            RANKS[word.dep], sentence, self.clause, main,
        )  # fmt: skip

    def fullest(self, tree: Tree, i: int) -> Span:
        """Return the fullest mention of what a noun names: its own phrase, or a longer name."""
        first, last = tree.noun_phrase(i)
        span = tree.span(first, last)
        known = self.names.get(tree[i].lower)
        bare = all(tree[j].tag in PROPER for j in range(first, last + 1))
        if (
            tree[i].tag in PROPER
            and bare
            and known
            and known.end - known.start > span.end - span.start
        ):
            return known
        return span


def agrees(pronoun: str, candidate: Mention) -> bool:
    """Whether a pronoun can stand for a phrase."""
    match pronoun:
        case "he" | "she":
            return candidate.person and not candidate.plural and candidate.gender in {None, pronoun}
        case "they" | "these" | "those":
            return candidate.plural or candidate.head in rules().collectives
        case "it":
            return not candidate.plural and not candidate.person
    return False


def resolve(
    tree: Tree,
    clause: Clause,
    discourse: Discourse,
    speaker: Span | None,
    *,
    sentence: int,
    quoted: bool,
) -> Span | None:
    """Return the fullest mention of a clause's pronominal or missing subject; None if unsure."""
    if clause.event is not None:
        return tree.span(*clause.event)
    if clause.subject is None:
        return None
    subject = tree[clause.subject]
    if subject.lower not in PRONOUNS or subject.tag in NOUNS:
        within = clause.subject in clause.words
        if within or subject.tag not in NOUNS | {"CD"}:
            return None
        return discourse.fullest(tree, clause.subject)
    if any(tree[c].dep in {"relcl", "prep", "acl"} for c in subject.children):
        return None
    if subject.lower in FIRST:
        return speaker if quoted else None
    if subject.lower not in THIRD or is_expletive(tree, clause):
        return None
    passive = subject.dep == "nsubjpass"
    candidates = [
        m
        for m in discourse.mentions
        if m.span.start < subject.start
        and agrees(subject.lower, m)
        and sentence - m.sentence <= WINDOW
        and not (quoted and m.span == speaker)
        and not _owned(tree, m)
    ]
    here = [m for m in candidates if m.sentence == sentence and m.rank == 0]
    if speaker is not None and not quoted and not here and clause.kind is Kind.MAIN:
        return speaker
    if not candidates:
        return None
    best = min(candidates, key=lambda m: _distance(m, sentence, passive=passive))
    return best.span


def _distance(candidate: Mention, sentence: int, *, passive: bool) -> tuple[int, int, int, int]:
    """Order candidates: nearer sentence, nearer clause (main ones first further back), role."""
    back = sentence - candidate.sentence
    rank = candidate.rank
    if passive and rank < 2:  # noqa: PLR2004 - subject and object change places
        rank = 1 - rank
    if back == 0:
        return (0, 0, -candidate.clause, rank)
    return (back, 0 if candidate.main and rank == 0 else 1, rank, -candidate.clause)


def _owned(tree: Tree, candidate: Mention) -> bool:
    """Whether a phrase says `their` or `his`: it cannot be read alone itself."""
    return any(
        word.tag == "PRP$"
        for word in tree.words
        if candidate.span.start <= word.start < candidate.span.end
    )


def is_expletive(tree: Tree, clause: Clause) -> bool:
    """Whether `it` only fills the place of a clause that follows: `it is clear that`."""
    head = tree[clause.head]
    if clause.subject is None or tree[clause.subject].lower != "it":
        return False
    below: Sequence[str] = [tree[c].dep for c in head.children]
    complement = {"acomp", "attr", "oprd"} & set(below) or head.dep in {"acomp"}
    clausal = {"ccomp", "xcomp", "csubj", "advcl"} & set(below)
    deeper = any(
        tree[d].dep in {"xcomp", "ccomp"} for c in head.children for d in tree[c].children
    ) and head.lemma in {"be", "’", "'s", "’s"}
    return bool(complement and (clausal or deeper)) or (
        head.lemma in {"seem", "appear", "happen", "turn"} and bool(clausal)
    )


__all__ = ["PRONOUNS", "Discourse", "Mention", "agrees", "is_expletive", "resolve"]
