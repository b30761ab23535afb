"""What an article has mentioned so far: phrases, names, people, and the newest statement."""

import re
from dataclasses import dataclass, field, replace

from workbench.model import Span
from workbench.splitting.clauses import Clause
from workbench.splitting.joints import Kind
from workbench.splitting.repair import TIMES
from workbench.splitting.rules import rules
from workbench.splitting.syntax import NOUNS, PROPER, Tree

NOUNS_AND_NUMBERS = NOUNS | {"CD"}
THIRD = frozenset({"he", "she", "it", "they"})
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
RANKS = {"nsubj": 0, "nsubjpass": 0, "dobj": 1, "attr": 2, "conj": 2, "pobj": 3}
"""How readily a later pronoun takes up a phrase, by its role: subjects first."""


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
    owned: bool
    """Whether it says `their` or `his`: it cannot be read alone itself."""


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
    lead: Span | None = None
    """The first main statement: what the article is about."""

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
            if word.tag not in NOUNS_AND_NUMBERS or word.dep == "compound":
                continue
            if word.lemma in TIMES or YEAR.match(word.text):
                continue
            if word.tag in PROPER:
                self._name(tree, i)
            if word.dep in RANKS:
                self.mentions.append(self._mention(tree, i, sentence, main=main))
        subject = clause.subject
        if subject is not None and subject not in clause.words and tree[subject].tag in NOUNS:
            self.mentions.append(self._mention(tree, subject, sentence, main=main))
        if clause.kind in {Kind.MAIN, Kind.COORDINATE} and clause.words:
            self._tell(tree, clause, sentence)
        if resolved is not None and subject is not None and tree[subject].lower in THIRD:
            self._repeat(resolved, sentence, main=main)
        del self.mentions[:-80]

    def _tell(self, tree: Tree, clause: Clause, sentence: int) -> None:
        """Keep a main statement that has its subject, for `this`, with what interrupts it."""
        whole = clause.subject in clause.words
        self.event = tree.span(clause.words[0], clause.words[-1]) if whole else None
        self.event_sentence = sentence
        if self.lead is None:
            self.lead = self.event

    def _repeat(self, span: Span, sentence: int, *, main: bool) -> None:
        """Count a resolved pronoun as one more mention of what it stands for."""
        known = next((m for m in reversed(self.mentions) if m.span == span), None)
        if known is not None:
            self.mentions.append(
                replace(
                    known,
                    rank=0,
                    sentence=sentence,
                    clause=self.clause,
                    main=main,
                    quoted=self.quoted,
                )
            )

    def new_paragraph(self) -> None:
        """Forget the newest statement: `this` does not look into an earlier paragraph."""
        self.event = None

    def _name(self, tree: Tree, i: int) -> None:
        first = _name_start(tree, i)
        if first and first < i and tree[first - 1].lower == "of":
            first += 1
        last = tree[i].lower
        words = {tree[j].lower for j in range(first, i + 1)}
        if first and tree[first - 1].lower == "the":
            words |= {"the"}
        if words & rules().titles or (
            sum(not tree[j].is_punct for j in range(first, i)) in {1, 2}
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
        named = word.tag in PROPER and word.lower in self.people
        many = (
            word.tag in {"NNS", "NNPS", "CD"}
            or word.lower in rules().plurals
            or (word.tag == "NN" and word.lower.endswith("s") and not inside & {"a", "this"})
        )
        plural = coordinated or (many and not named)
        person = named or (word.lemma in rules().person_nouns and word.tag in {"NN", "NNP"})
        gender = next(
            (g for g, table in rules().genders.items() if inside & table and person), None
        )
        return Mention(
            tree.span(first, last), word.lower, plural, person, gender,
            RANKS.get(word.dep, 2), sentence, self.clause, main, self.quoted,
            word.tag in PROPER and not person,
            any(tree[j].tag == "PRP$" for j in range(first, last + 1)),
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


def _name_start(tree: Tree, last: int) -> int:
    """Return the first word of a name, over its hyphens: `Chen Shui-bian`."""
    first = last
    while first > 0:
        before = tree[first - 1]
        hyphen = before.tag == "HYPH" and first > 1 and tree[first - 2].tag in PROPER
        if before.tag not in PROPER and not hyphen:
            break
        if not first <= before.head <= last:
            break
        first -= 1
    return first
