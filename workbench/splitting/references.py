"""What a clause's missing or pronominal subject refers to, where the evidence is strong.

Salience in the small, after Lappin and Leass (1994) and centering: the nearest clause first, its
subject before its objects, agreement in number and person always. What they leave open stays open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.model import Span
from workbench.splitting.clauses import Clause
from workbench.splitting.joints import Kind
from workbench.splitting.repair import TIMES
from workbench.splitting.rules import rules
from workbench.splitting.syntax import NOUNS, PROPER, Tree

FIRST = frozenset({"i", "we"})
THIRD = frozenset({"he", "she", "it", "they"})
DEMONSTRATIVES = frozenset({"this", "these", "that", "those"})
POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
PRONOUNS = FIRST | THIRD | DEMONSTRATIVES
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
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
    quoted: bool
    """Whether it stands in quotation marks."""
    body: bool
    """Whether it names an organisation, which may be `they`."""


@dataclass(slots=True)
class Discourse:
    """What an article has mentioned so far, newest last."""

    mentions: list[Mention] = field(default_factory=list)
    names: dict[str, Span] = field(default_factory=dict)
    """Last word of a name → its fullest mention so far."""
    people: set[str] = field(default_factory=set)
    """Last words of names known to be people's."""
    clause: int = 0
    quoted: bool = False
    event: Span | None = None
    """The newest main statement, for `this`."""
    event_sentence: int = -1

    def read(
        self,
        tree: Tree,
        clause: Clause,
        sentence: int,
        resolved: Span | None = None,
        *,
        quoted: bool,
    ) -> None:
        """Take in the subjects and objects of a clause, and what its pronoun stood for."""
        self.quoted = quoted
        self.clause += 1
        main = clause.kind in {Kind.MAIN, Kind.COORDINATE, Kind.REPORTING}
        for i in clause.words:
            word = tree[i]
            if word.tag not in NOUNS | {"CD"} or word.dep == "compound":
                continue
            if word.lemma in TIMES or YEAR.match(word.text):
                continue
            if word.tag in PROPER:
                self._name(tree, i)
            if word.dep in RANKS:
                self.mentions.append(self._mention(tree, i, sentence, main=main))
        subject = clause.subject
        if subject is not None and subject not in clause.words and tree[subject].dep in RANKS:
            if tree[subject].tag in NOUNS:
                self.mentions.append(self._mention(tree, subject, sentence, main=main))
        if clause.kind in {Kind.MAIN, Kind.COORDINATE} and clause.words:
            first, last = clause.words[0], clause.words[-1]
            whole = last - first + 1 == len(clause.words) and subject in clause.words
            self.event = tree.span(first, last) if whole else None
            self.event_sentence = sentence
        if resolved is not None and subject is not None and tree[subject].lower in THIRD:
            known = [m for m in self.mentions if m.span == resolved]
            if known:
                last = known[-1]
                self.mentions.append(
                    replace(
                        last,
                        span=resolved,
                        rank=0,
                        sentence=sentence,
                        clause=self.clause,
                        main=main,
                        quoted=self.quoted,
                    )
                )
        del self.mentions[:-80]

    def new_paragraph(self) -> None:
        """Forget the newest statement: `this` does not look into an earlier paragraph."""
        self.event = None

    def _name(self, tree: Tree, i: int) -> None:
        first = i
        while (
            first - 1 >= 0 and tree[first - 1].tag in PROPER and first <= tree[first - 1].head <= i
        ):
            first -= 1
        if first and first < i and tree[first - 1].lower == "of":
            first += 1
        last = tree[i].lower
        words = {tree[j].lower for j in range(first, i + 1)}
        if first and tree[first - 1].lower == "the":
            words |= {"the"}
        if words & rules().titles or (
            i - first in {1, 2}
            and not words & (rules().organisations | {"the"})
            and tree[i].tag == "NNP"
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
            RANKS[word.dep], sentence, self.clause, main, self.quoted,
            word.tag in PROPER and not person,
        )  # fmt: skip

    def is_person(self, phrase: str) -> bool:
        """Whether a phrase names a person, by the names read so far and its own nouns."""
        words = re.findall(r"[\w’'-]+", phrase.lower())
        return bool(words) and (
            words[-1] in self.people or bool(set(words) & (rules().person_nouns | rules().titles))
        )

    def named(self, mention: Mention) -> Span:
        """Return a mention, or the longer name of the same person or body."""
        known = self.names.get(mention.head)
        short = mention.span.end - mention.span.start
        if (
            known
            and (mention.person or short == len(mention.head))
            and (known.end - known.start > short)
        ):
            return known
        return mention.span

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
            return candidate.plural or candidate.body or candidate.head in rules().collectives
        case "it":
            return not candidate.plural and not candidate.person
    return False


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands for a clause's subject in brackets, and where."""

    source: Span
    """The fullest mention, in the article."""
    replaces: tuple[int, ...]
    """Words that the bracket stands for; empty where the subject was missing."""
    label: bool = False
    """Whether it only says who speaks, before a `we` that means more than one person."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the article a clause is read."""

    tree: Tree
    text: str
    """Of the whole article."""
    sentence: int
    speaker: Span | None
    quoted: bool


def resolve(place: Place, clause: Clause, discourse: Discourse) -> Reference | None:
    """Return what a clause's missing, pronominal or possessive subject stands for, if sure."""
    tree = place.tree
    if clause.event is not None:
        return Reference(tree.span(*clause.event), ())
    opening = next((i for i in clause.words if not tree[i].is_punct), None)
    if opening is not None and tree[opening].lower in POSSESSIVES and tree[opening].tag == "PRP$":
        found = _antecedent(place, clause, discourse, opening, POSSESSIVES[tree[opening].lower])
        return found and Reference(_possessive(place.text, found), (opening,))
    if clause.subject is None:
        return None
    subject = tree[clause.subject]
    if subject.tag in NOUNS | {"CD"} and subject.i in clause.words:
        return _repeated(place, clause, discourse)
    if subject.tag in NOUNS | {"CD"}:
        return Reference(discourse.fullest(tree, subject.i), ())
    if subject.lower not in PRONOUNS:
        return None
    if any(tree[c].dep in {"relcl", "prep", "acl"} for c in subject.children):
        return None
    found = _antecedent(place, clause, discourse, subject.i, subject.lower)
    if found is None:
        return None
    if subject.lower == "we" and discourse.is_person(place.text[found.start : found.end]):
        return Reference(found, (), label=True)
    return Reference(found, (subject.i,) if subject.i in clause.words else ())


def opens_with_pronoun(tree: Tree, clause: Clause) -> bool:
    """Whether a clause's subject is a bare pronoun: unresolved in a quotation, it says nothing.

    Claimify (Metropolitansky and Larson 2025) drops what it cannot disambiguate for the same reason.
    """
    subject = clause.subject
    return (
        subject is not None
        and subject in clause.words
        and tree[subject].lower in PRONOUNS
        and not any(tree[c].dep in {"relcl", "prep", "acl"} for c in tree[subject].children)
    )


def _antecedent(
    place: Place, clause: Clause, discourse: Discourse, at: int, pronoun: str
) -> Span | None:
    """Return what a pronoun stands for."""
    if pronoun in FIRST:
        return place.speaker if place.quoted else None
    if pronoun == "this":
        return discourse.event if discourse.event_sentence == place.sentence - 1 else None
    if pronoun not in THIRD or is_expletive(place.tree, clause):
        return None
    word = place.tree[at]
    own = place.speaker and place.text[place.speaker.start : place.speaker.end].lower()
    candidates = [
        m
        for m in discourse.mentions
        if m.span.start < word.start
        and agrees(pronoun, m)
        and not (place.quoted and own and m.head in own)
        and not _owned(place.tree, m)
    ]
    if place.quoted:
        inside = [m for m in candidates if m.quoted]
        candidates = inside if inside or pronoun not in {"he", "she"} else candidates
    near = [m for m in candidates if place.sentence - m.sentence <= WINDOW]
    if place.quoted and pronoun == "it":
        near = [m for m in near if m.rank == 0 and place.sentence - m.sentence < WINDOW]
    here = [m for m in near if m.sentence == place.sentence and m.rank == 0]
    if place.speaker is not None and not place.quoted and not here and clause.kind is Kind.MAIN:
        person = discourse.is_person(place.text[place.speaker.start : place.speaker.end])
        if person == (pronoun in {"he", "she"}):
            return place.speaker
    if not near and pronoun in {"he", "she"}:
        near = [m for m in candidates if m.rank == 0 and place.sentence - m.sentence <= 2 * WINDOW]
        near = near[-1:] or (candidates[-1:] if len({m.head for m in candidates}) == 1 else [])
    if not near:
        return None
    passive = word.dep == "nsubjpass"
    best = min(near, key=lambda m: _distance(m, place.sentence, passive=passive))
    return discourse.named(best)


def _possessive(text: str, span: Span) -> Span:
    """Return where the article has the phrase with `’s`, so that it can stand for `his`."""
    phrase = text[span.start : span.end]
    for ending in ("’s", "'s"):
        at = text.find(phrase + ending)
        if at >= 0:
            return Span(at, at + len(phrase) + len(ending))
    return span


def _repeated(place: Place, clause: Clause, discourse: Discourse) -> Reference | None:
    """Resolve `this plan` to `a plan to …`, and `the group` to the group that is speaking."""
    tree, i = place.tree, clause.subject
    if i is None:
        return None
    first, last = tree.noun_phrase(i)
    replaced = tuple(range(first, last + 1))
    if first + 1 != i or last != i or not set(replaced) <= set(clause.words):
        return None
    determiner = tree[first].lower
    if determiner in {"this", "that", "these", "those"}:
        same = [
            m
            for m in discourse.mentions
            if m.head == tree[i].lower
            and m.span.end - m.span.start > len(tree[i].text) + 4
            and m.span.start < tree[first].start
        ]
        return Reference(same[-1].span, replaced) if same else None
    if determiner == "the" and tree[i].lower in rules().speaking_nouns and place.speaker:
        name = place.text[place.speaker.start : place.speaker.end]
        if not place.quoted and not discourse.is_person(name):
            return Reference(place.speaker, replaced)
    return None


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
        tree[d].dep in {"xcomp", "ccomp", "acl", "relcl"} and tree.below(d)
        for c in head.children
        if tree[c].dep in {"acomp", "attr"}
        for d in tree[c].children
        if d > c and any(tree[e].lower in {"to", "that"} for e in tree[d].children)
    )
    return bool(complement and (clausal or deeper)) or (
        head.lemma in {"seem", "appear", "happen", "turn", "take"} and bool(clausal)
    )


__all__ = [
    "PRONOUNS",
    "Discourse",
    "Mention",
    "Place",
    "Reference",
    "agrees",
    "is_expletive",
    "resolve",
]
