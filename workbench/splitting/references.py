"""What a clause's missing or pronominal subject refers to, where the evidence is strong.

The rules are those of Lappin and Leass's salience in the small: same sentence before earlier ones,
subjects before objects, agreement in number and person always. What they leave open stays open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.model import Span
from workbench.splitting.clauses import Clause, Kind
from workbench.splitting.syntax import NOUNS, PROPER, Tree

PERSONS = frozenset({"he", "she"})
FIRST = frozenset({"i", "we"})
PRONOUNS = PERSONS | FIRST | {"it", "they", "this", "these", "that", "those"}
POSSESSIVES = frozenset({"its", "their", "his", "her"})
COLLECTIVES = frozenset(
    "government group team police army military council ministry company party brigade committee"
    " union family crew force administration agency press public staff majority couple band"
    " opposition regime club court commission parliament organisation organization".split()
)
ORGANISATIONS = COLLECTIVES | frozenset(
    "nations states department authority news times post herald office university institute"
    " foundation bank corporation service house senate congress association federation league"
    " airlines society centre center".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that something may refer back to."""

    span: Span
    head: str
    plural: bool
    proper: bool
    person: bool
    is_subject: bool


@dataclass(slots=True)
class Discourse:
    """What an article has mentioned so far, newest last."""

    mentions: list[Mention] = field(default_factory=list)
    names: dict[str, Span] = field(default_factory=dict)
    """Last word of a name → its fullest mention so far."""

    def read(self, tree: Tree, words: Sequence[int]) -> None:
        """Take in the subjects and objects of a clause."""
        for i in words:
            word = tree[i]
            if word.tag not in NOUNS | {"CD"}:
                continue
            if word.tag in PROPER and word.dep != "compound":
                self._name(tree, i)
            if word.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"}:
                self.mentions.append(mention(tree, i))

    def _name(self, tree: Tree, i: int) -> None:
        first = i
        while first - 1 >= 0 and tree[first - 1].tag in PROPER and tree[first - 1].head == i:
            first -= 1
        known = self.names.get(tree[i].lower)
        span = tree.span(first, i)
        if known is None or known.end - known.start < span.end - span.start:
            self.names[tree[i].lower] = span

    def fullest(self, tree: Tree, i: int) -> Span:
        """Return the fullest mention of what a noun names: its own phrase, or a longer name."""
        first, last = tree.noun_phrase(i)
        span = tree.span(first, last)
        known = self.names.get(tree[i].lower)
        if tree[i].tag in PROPER and known and known.end - known.start > span.end - span.start:
            return known
        return span


def mention(tree: Tree, i: int) -> Mention:
    """Describe the phrase that a noun heads."""
    word = tree[i]
    first, last = tree.noun_phrase(i)
    coordinated = any(tree[c].dep == "conj" and c <= last for c in word.children)
    plural = coordinated or word.tag in {"NNS", "NNPS", "CD"} or word.lower == "people"
    proper = word.tag in PROPER
    person = proper and word.lower not in ORGANISATIONS and not plural
    subject = word.dep in {"nsubj", "nsubjpass"}
    return Mention(tree.span(first, last), word.lower, plural, proper, person, subject)


def agrees(pronoun: str, candidate: Mention) -> bool:
    """Whether a pronoun can stand for a phrase."""
    match pronoun:
        case "he" | "she" | "his" | "her":
            return candidate.person
        case "they" | "their" | "these" | "those":
            return candidate.plural or candidate.head in COLLECTIVES
        case "it" | "its":
            return not candidate.plural
    return False


def resolve(
    tree: Tree, clause: Clause, discourse: Discourse, speaker: Span | None, *, quoted: bool
) -> Span | None:
    """Return the fullest mention of a clause's pronominal or missing subject; None if unsure."""
    if clause.event is not None:
        return tree.span(*clause.event)
    if clause.subject is None:
        return None
    subject = tree[clause.subject]
    if subject.lower not in PRONOUNS or subject.tag in NOUNS:
        within = clause.subject in clause.words
        return None if within else discourse.fullest(tree, clause.subject)
    if any(tree[c].dep in {"relcl", "prep", "acl"} for c in subject.children):
        return None
    if subject.lower in FIRST:
        return speaker
    if speaker is not None and not quoted and clause.kind is Kind.MAIN and subject.lower in {
        "he", "she", "it", "they",
    }:  # fmt: skip
        return speaker
    return recent(subject.lower, discourse)


def recent(pronoun: str, discourse: Discourse) -> Span | None:
    """Return the newest subject that agrees with a pronoun, else the newest other phrase."""
    window = discourse.mentions[-12:]
    for wanted in (True, False):
        for candidate in reversed(window):
            if candidate.is_subject is wanted and agrees(pronoun, candidate):
                return candidate.span
    return None
