"""What a clause's missing or pronominal subject refers to, where the evidence is strong.

Salience in the small, after Lappin and Leass (1994) and centering: the nearest clause first, its
subject before its objects, agreement in number and person always. What they leave open stays open.
"""

import re
from dataclasses import dataclass

from workbench.model import Span
from workbench.splitting.clauses import Clause
from workbench.splitting.discourse import NOUNS_AND_NUMBERS, RANKS, THIRD, Discourse, Mention
from workbench.splitting.joints import Kind
from workbench.splitting.parse import DATE_LINE
from workbench.splitting.rules import rules
from workbench.splitting.syntax import PROPER, Tree

FIRST = frozenset({"i", "we"})
DEMONSTRATIVES = frozenset({"this", "these", "that", "those"})
POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
OPEN = re.compile(
    r"(?:this|that|these|those|its|their|his|her|he|she|it|they|we|i)\b", re.IGNORECASE
)
"""What opens a phrase that cannot be read alone itself."""
PRONOUNS = FIRST | THIRD | DEMONSTRATIVES
RANKED = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest".split()  # noqa: SIM905 - one word list
)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
LONGEST = 180
"""Letters of a statement that is put before another."""
HEAD = 400
"""Letters of an article among which its date line stands."""
WINDOW = 2
"""Sentences back that a pronoun looks."""


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
    """Whether it replaces nothing: who speaks, before `we`, or what was just told."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the article a clause is read."""

    tree: Tree
    text: str
    """Of the whole article."""
    sentence: int
    speaker: Span | None
    quoted: bool
    actor: Span | None = None
    """Who the clause's subject is, where its verb is a cue: speakers are traced further."""


def resolve(place: Place, clause: Clause, discourse: Discourse) -> Reference | None:
    """Return what a clause's missing, pronominal or possessive subject stands for, if sure."""
    tree = place.tree
    if clause.event is not None:
        return Reference(tree.span(*clause.event), ())
    opening = next((i for i in clause.words if not tree[i].is_punct), None)
    if opening is not None and tree[opening].lower in POSSESSIVES and tree[opening].tag == "PRP$":
        found = _antecedent(place, clause, discourse, opening, POSSESSIVES[tree[opening].lower])
        return Reference(_possessive(place.text, found), (opening,)) if found else None
    return _year(place, clause, opening) or _subject(place, clause, discourse)


def _subject(  # noqa: PLR0911 - a list of rules
    place: Place, clause: Clause, discourse: Discourse
) -> Reference | None:
    """Return what the subject stands for."""
    tree = place.tree
    if clause.subject is None:
        return None
    subject = tree[clause.subject]
    if subject.tag in NOUNS_AND_NUMBERS and subject.i in clause.words:
        return _repeated(place, clause, discourse)
    if subject.tag in NOUNS_AND_NUMBERS:
        return Reference(discourse.fullest(tree, subject.i), ())
    if subject.lower not in PRONOUNS:
        return None
    narrowed = any(tree[c].dep in {"relcl", "prep", "acl"} for c in subject.children)
    if narrowed and subject.lower not in FIRST:
        return _told(place, discourse) if subject.lower == "those" else None
    found = _antecedent(place, clause, discourse, subject.i, subject.lower)
    if found is None:
        return _told(place, discourse) if subject.lower in {"this", "these"} else None
    if narrowed or (
        subject.lower == "we" and discourse.is_person(place.text[found.start : found.end])
    ):
        return Reference(found, (), label=True)
    return Reference(found, (subject.i,) if subject.i in clause.words else ())


def opens_with_pronoun(tree: Tree, clause: Clause) -> bool:
    """Whether a clause's subject is a bare pronoun: unresolved in a quotation, it says nothing.

    Claimify (Metropolitansky and Larson 2025) drops what it cannot disambiguate.
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
    ranked = pronoun in {"this", "these"} and _ranks(place.tree, clause)
    if pronoun == "this" and discourse.event_sentence == place.sentence - 1 and discourse.event:
        return discourse.event
    if pronoun == "this" or ranked:
        return discourse.lead if ranked and not place.quoted else None
    if pronoun in {"these", "those"}:
        return _things(place, discourse, at)
    if pronoun not in THIRD or is_expletive(place.tree, clause):
        return None
    return _mentioned(place, clause, discourse, at, pronoun)


def _mentioned(
    place: Place, clause: Clause, discourse: Discourse, at: int, pronoun: str
) -> Span | None:
    """Return the most salient mention that a pronoun of the third person agrees with."""
    if place.actor is not None and at == clause.subject:
        bare = place.text[place.actor.start : place.actor.end].lower() in PRONOUNS
        return None if bare else place.actor
    word = place.tree[at]
    own = place.speaker and place.text[place.speaker.start : place.speaker.end].lower()
    objects = place.tree.children(clause.head, frozenset({"dobj"}))
    named = {each.lower for each in objects if each.tag in PROPER}  # "he accused Mesa"
    candidates = [
        m
        for m in discourse.mentions
        if m.span.start < word.start
        and agrees(pronoun, m)
        and not (place.quoted and own and m.head in own)
        and not m.owned
        and m.head not in named
    ]
    if place.quoted:
        inside = [m for m in candidates if m.quoted]
        candidates = inside if inside or pronoun not in {"he", "she"} else candidates
    near = [m for m in candidates if place.sentence - m.sentence <= WINDOW]
    if place.quoted and pronoun == "it":
        near = [m for m in near if m.rank == 0 and place.sentence - m.sentence < WINDOW]
    here = [m for m in near if m.sentence == place.sentence and m.rank == 0]
    if place.speaker is not None and not place.quoted and not here and clause.kind is Kind.MAIN:
        one = pronoun in {"he", "she"}
        known = one or place.speaker.end < word.start  # "it was, said the Gazette"
        person = discourse.is_person(place.text[place.speaker.start : place.speaker.end])
        if person == one and known:
            return place.speaker
    if not near and pronoun in {"he", "she"}:
        near = [m for m in candidates if m.rank == 0 and place.sentence - m.sentence <= 2 * WINDOW]
        near = near[-1:] or (candidates[-1:] if len({m.head for m in candidates}) == 1 else [])
    if not near:
        return None
    passive = word.dep == "nsubjpass"
    best = min(near, key=lambda m: _distance(m, place.sentence, passive=passive))
    return discourse.named(best)


def _ranks(tree: Tree, clause: Clause) -> bool:
    """Whether a clause sets something among its like: `this is the third such theft in a year`.

    That is then what the article is about, as nothing nearer is meant.
    """
    head = tree[clause.head]
    complements = tree.children(head.i, frozenset({"attr"})) + tuple(
        tree[c] for w in tree.children(head.i, frozenset({"xcomp"})) for c in w.children
    )
    return head.lemma in {"be", "appear", "seem"} and any(
        tree[c].lower in RANKED for word in complements for c in word.children
    )


def _things(place: Place, discourse: Discourse, at: int) -> Span | None:
    """Return what `these` stands for: the only things of the clauses or the sentence before."""
    here = place.tree[at].start
    for back in (0, 1):
        found = [
            m
            for m in discourse.mentions
            if m.sentence == place.sentence - back
            and m.span.end < here
            and m.plural
            and not m.person
            and not m.body
            and not m.owned
        ]
        if found:
            return found[0].span if len({m.head for m in found}) == 1 else None
    return None


def _year(place: Place, clause: Clause, at: int | None) -> Reference | None:
    """Return the year that `that year` or `this year` opens a clause with: the newest before it.

    `This year` is that of the date line. A clause with a pronoun for its subject needs its bracket
    for that.
    """
    tree = place.tree
    subject = None if clause.subject is None else tree[clause.subject]
    if subject is None or subject.lower in PRONOUNS or subject.i not in clause.words:
        return None
    if at is None or at + 2 not in clause.words or tree[at + 2].tag == "POS":
        return None
    opening = (tree[at].lower, tree[at + 1].lower)
    found = None
    if opening == ("that", "year"):
        found = max(YEAR.finditer(place.text, 0, tree[at].start), key=re.Match.start, default=None)
    elif opening == ("this", "year"):
        head = place.text[:HEAD].splitlines()
        dated = next((line for line in head if DATE_LINE.fullmatch(line)), None)
        found = YEAR.search(place.text, place.text.find(dated)) if dated else None
    return Reference(Span(*found.span()), (at, at + 1)) if found else None


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
    if last != i or not set(replaced) <= set(clause.words):
        return None
    determiner = tree[first].lower
    alone = first + 1 == i
    if determiner in DEMONSTRATIVES and (alone or _described(tree, first, i)):
        same = [
            m
            for m in discourse.mentions
            if m.head == tree[i].lower
            and m.span.end - m.span.start > len(tree[i].text) + 4
            and m.span.start < tree[first].start
            and not OPEN.match(place.text, m.span.start)
        ]
        if same:
            return Reference(same[-1].span, replaced)
        return _told(place, discourse)
    if alone and determiner == "the" and tree[i].lower in rules().speaking_nouns and place.speaker:
        name = place.text[place.speaker.start : place.speaker.end]
        if not place.quoted and not discourse.is_person(name):
            return Reference(place.speaker, replaced)
    return None


def _told(place: Place, discourse: Discourse) -> Reference | None:
    """Put the statement just before in front of `this effort` or `these`: they sum it up.

    Schmid (2000) calls such nouns shells: `this sentiment`, `that debate`.
    """
    told = discourse.event
    if told is None or place.quoted or place.sentence - discourse.event_sentence > 1:
        return None
    alone = told.end - told.start <= LONGEST and not OPEN.match(place.text, told.start)
    return Reference(told, (), label=True) if alone else None


def _described(tree: Tree, first: int, last: int) -> bool:
    """Whether nothing but adjectives, numbers and nouns stands between two words."""
    return all(tree[i].tag in {"JJ", "CD", "NN"} for i in range(first + 1, last))


def _distance(candidate: Mention, sentence: int, *, passive: bool) -> tuple[int, int, int, int]:
    """Order candidates: nearer sentence, nearer clause (main ones first further back), role."""
    back = sentence - candidate.sentence
    rank = candidate.rank
    if passive and rank < RANKS["attr"]:  # subject and object change places
        rank = 1 - rank
    if back == 0:
        return (0, 0, -candidate.clause, rank)
    return (back, 0 if candidate.main and rank == 0 else 1, rank, -candidate.clause)


def is_expletive(tree: Tree, clause: Clause) -> bool:
    """Whether `it` only fills the place of a clause that follows: `it is clear that`."""
    head = tree[clause.head]
    if clause.subject is None or tree[clause.subject].lower != "it":
        return False
    below = {tree[c].dep for c in head.children}
    complement = {"acomp", "attr", "oprd"} & below or head.dep == "acomp"
    clausal = {"ccomp", "xcomp", "csubj", "advcl"} & below
    deeper = any(
        tree[d].dep in {"xcomp", "ccomp", "acl", "relcl"}
        for c in head.children
        if tree[c].dep in {"acomp", "attr"}
        for d in tree[c].children
        if d > c and any(tree[e].lower in {"to", "that"} for e in tree[d].children)
    )
    passive = tree[clause.subject].dep == "nsubjpass" and {"ccomp", "csubjpass"} & below
    return bool(passive or (complement and (clausal or deeper))) or (
        head.lemma in {"seem", "appear", "happen", "turn", "take"} and bool(clausal)
    )
