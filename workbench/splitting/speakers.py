"""Trace a speaker to the fullest mention of it in the article, where the evidence is strong."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.model import Span
from workbench.splitting.names import Names, kinds, name_run, name_start
from workbench.splitting.parse import Paragraph
from workbench.splitting.quotations import Quotation
from workbench.splitting.sources import SUBJECTS, Source

if TYPE_CHECKING:
    from spacy.tokens import Token

ASIDE = frozenset({"case", "appos", "relcl", "acl", "punct", "cc", "conj", "advcl"})
DEFINITE = frozenset({"the", "this", "that", "same"})
NARROWING = frozenset({"prep", "relcl", "acl", "poss"})
"""What tells a noun apart from those before it: it is not taken up again."""
MEMORY = 40
"""Speakers, and paragraphs of subjects, that a description is looked for among."""
FAR = 3
"""Paragraphs back; an earlier speaker is not taken up again by a pronoun."""


@dataclass(frozen=True, slots=True)
class Party:
    """Someone or something that may speak, as one mention names it."""

    span: Span
    lemma: str
    paragraph: int
    gender: str | None
    """`he`, `she` or `either` for a person, None for anything else."""
    body: bool
    plural: bool
    full: Span
    """The fullest mention."""
    at: int
    """Where it was last spoken of."""
    acts: bool = False
    """The subject of a sentence, outside quotations."""


class Speakers:
    """Who has spoken so far, and how the article names them."""

    def __init__(self, paragraphs: Sequence[Paragraph], quoted: Sequence[Quotation]) -> None:
        self._paragraphs = paragraphs
        self._quoted = [quotation.span for quotation in quoted]
        self._names = Names(paragraphs)
        self._spoken: list[Party] = []
        self._subjects: dict[int, list[Party]] = {}

    def mention(self, number: int, source: Source, cue: int) -> Span:
        """Return the speaker as it stands at the cue, appositions and relative clauses included."""
        head = source.at_cue
        first, last = head.left_edge.i, head.right_edge.i
        if source.stop is not None:
            last = max(head.i, min(last, source.stop - 1))
        if first <= cue <= last:
            first, last = (cue + 1, last) if cue < head.i else (first, cue - 1)
        while last > first and (head.doc[last].is_punct or head.doc[last].is_space):
            last -= 1
        while first < head.i and (head.doc[first].is_punct or head.doc[first].is_space):
            first += 1
        return self._span(number, head, first, last)

    def speaker(self, number: int, source: Source, cue: int, *, nested: bool) -> Span:
        """Return the fullest mention of the speaker, and keep it for the pronouns to come.

        One who is only reported by another (`nested`) is not kept.
        """
        party = self._party(number, source.head, cue)
        if not nested:
            at = self._paragraphs[number].span.start + source.at_cue.idx
            self._spoken.append(replace(party, paragraph=number, at=at))
        return party.full

    def subject_before(self, quotation: Quotation) -> Span | None:
        """Return who acts in the sentence before a quotation, where that can speak."""
        number = quotation.paragraph
        place = quotation.span.start - self._paragraphs[number].span.start
        if place == 0 and number:
            number -= 1
            place = len(self._paragraphs[number].doc.text)
        before = [s for s in self._paragraphs[number].doc.sents if s.start_char < place - 1]
        if not before:
            return None
        words = [word for word in before[-1] if word.idx < place]
        subject = next((word for word in words if word.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or subject.lower_ in {"it", "this", "that", "there"}:
            return None
        cue = words[-1].i + 1
        party = self._party(number, subject, cue)
        owner = next((word for word in subject.children if word.dep_ == "poss"), None)
        if party.gender is None and not party.body and owner is not None:
            party = self._party(number, owner, cue)
        if party.gender is None and not party.body:
            return None
        self._spoken.append(replace(party, paragraph=number, at=quotation.span.start))
        return party.full

    def named(self, label: Span, word: str) -> Span:
        """Return the fullest name for the label of a turn, `ROE` or `Jane Roe`."""
        return self._names.fullest(word, label.start) or label

    def _party(self, number: int, head: "Token", cue: int) -> Party:
        if head.tag_ in {"PRP", "PRP$"}:
            return self._antecedent(number, head) or self._plain(number, head, cue)
        document = kinds().documents
        if head.lemma_.lower() in document:
            maker = _maker(head)
            if maker is not None:
                return self._party(number, maker, head.i)
        named = _named_beside(head)
        if named is not None:
            return self._plain(number, named, cue)
        party = self._plain(number, head, cue)
        if head.tag_[:3] == "NNP" or party.full != party.span:
            return party
        earlier = self._same_thing(party, head)
        return party if earlier is None else earlier

    def _plain(self, number: int, head: "Token", cue: int) -> Party:
        """Return the party as its own words give it, a name at its fullest."""
        span = self._core(number, head, cue)
        full = span
        name = head.tag_[:3] == "NNP"
        words = [
            word for word in head.doc[head.left_edge.i : head.i + 1] if word.i > cue or head.i < cue
        ]
        if name or head.text.isupper():
            full = self._full_name(span, head)
        full = self._holder(head, span) or full
        lemma = head.lemma_.lower()
        table, gender = kinds(), self._gender(head)
        several = head.tag_ == "NNS" or (head.tag_ == "NNPS" and gender is None)
        plural = several or any(word.dep_ == "conj" for word in head.children)
        introduced = name and any(word.lower_ in {"the", "a"} for word in words)
        body = gender is None and (lemma in table.bodies or head.text.isupper() or introduced)
        return Party(span, lemma, number, gender, body and not plural, plural, full, span.start)

    def _holder(self, head: "Token", span: Span) -> Span | None:
        """Return the one whose office "the judge" names, where that is the article's only one."""
        definite = any(word.lower_ == "the" for word in head.lefts)
        office = head.lemma_.lower() in kinds().people and head.tag_ in {"NN", "NNP"}
        if not (definite and office) or any(word.dep_ in NARROWING for word in head.children):
            return None
        return self._names.holder(head.lower_, span.start)

    def _full_name(self, span: Span, head: "Token") -> Span:
        words = [word for word in head.lefts if word.dep_ in {"compound", "amod"}]
        if all(word.lower_ in kinds().titles for word in words):
            fuller = self._names.fullest(head.text, span.start)
            named = head.text.isupper() or not any(word.dep_ == "det" for word in head.lefts)
            if fuller is not None and named:
                return fuller
        return span

    def _core(self, number: int, head: "Token", cue: int) -> Span:
        """Return the noun phrase without what is only said beside it."""
        last = head.i
        person = head.tag_[:3] == "NNP" and self._gender(head) is not None
        for child in () if person else head.rights:
            if child.dep_ in ASIDE or (last < cue <= child.right_edge.i):
                break
            last = _before_aside(child)
        conjuncts = [word for word in head.conjuncts if word.i > head.i]
        if conjuncts and all(word.tag_[:2] == "NN" for word in conjuncts):
            last = max(last, conjuncts[-1].i)
        first = head.left_edge.i
        if first <= cue < head.i:
            first = cue + 1
        while last > head.i and (head.doc[last].is_punct or head.doc[last].is_space):
            last -= 1
        if head.tag_[:3] == "NNP" and not any(word.dep_ == "det" for word in head.lefts):
            first, last = _name(head, first, last)
        return self._span(number, head, first, last)

    def _gender(self, head: "Token") -> str | None:
        """Return the pronoun for a person, `either` where it is not known; None for no person."""
        table = kinds()
        if head.tag_[:3] != "NNP" or head.lemma_.lower() in table.people:
            return table.people.get(head.lemma_.lower())
        titles = [table.titles[w.lower_] for w in head.lefts if w.lower_ in table.titles]
        told = [title for title in [*titles, self._names.gender(head.text)] if title != "either"]
        if told:
            return told[0]
        beside = [word for word in head.children if word.dep_ in {"appos", "compound", "amod"}]
        roles = [table.people[w.lemma_.lower()] for w in beside if w.lemma_.lower() in table.people]
        if roles:
            return roles[0]
        named = self._names.is_given(head.text) or any(w.dep_ == "compound" for w in head.lefts)
        named = named or self._names.is_titled(head.text)
        body = any(word.lower_ in table.bodies for word in [head, *beside])
        introduced = any(word.dep_ == "det" for word in head.lefts) or head.text.isupper()
        return "either" if named and not body and not introduced else None

    def _antecedent(self, number: int, pronoun: "Token") -> Party | None:
        """Return the nearest party before a pronoun that it can stand for: a speaker first."""
        place = self._paragraphs[number].span.start + pronoun.idx
        word = pronoun.lower_
        spoken = next(
            (
                party
                for party in reversed(self._spoken[-MEMORY:])
                if party.at < place and number - party.paragraph <= FAR and _fits(word, party)
            ),
            None,
        )
        one = word in {"he", "his", "she", "her"}
        acting = next(
            (
                party
                for back in range(number, max(number - (2 if one else 1), -1), -1)
                for party in reversed(self._subjects_of(back))
                if party.at < place and party.acts and _fits(word, party)
            ),
            None,
        )
        if spoken is None or acting is None:
            return spoken or acting
        newer = acting.at > spoken.at and (one or spoken.paragraph < number)
        return acting if newer else spoken

    def _same_thing(self, party: Party, head: "Token") -> Party | None:
        """Return the party that "the ministry", "the same source" or "the group" takes up."""
        definite = any(word.lower_ in DEFINITE for word in head.lefts)
        if not definite or any(word.dep_ in NARROWING for word in head.children):
            return None
        general = party.lemma in kinds().general
        for earlier in reversed(self._spoken[-MEMORY:]):
            if earlier.lemma == party.lemma and earlier.plural == party.plural:
                return earlier
        for earlier in reversed(self._spoken[-MEMORY:]):
            if general and earlier.body and party.paragraph - earlier.paragraph <= FAR:
                return earlier
        return self._by_noun(party)

    def _by_noun(self, party: Party) -> Party | None:
        """Return the nearest earlier subject with the same noun, or one for the same thing."""
        kin = kinds().kin.get(party.lemma)
        for back in range(party.paragraph, max(party.paragraph - MEMORY, -1), -1):
            for earlier in reversed(self._subjects_of(back)):
                if earlier.span.start >= party.span.start:
                    continue
                longer = _length(earlier.full) > _length(party.span)
                if longer and earlier.lemma == party.lemma and earlier.plural == party.plural:
                    return earlier
                if longer and kin is not None and kinds().kin.get(earlier.lemma) == kin:
                    return earlier
        return None

    def _subjects_of(self, number: int) -> list[Party]:
        """Return the parties that are subjects in a paragraph, read when first asked for."""
        if number not in self._subjects:
            self._subjects[number] = list(self._read_subjects(number))
        return self._subjects[number]

    def _read_subjects(self, number: int) -> Iterator[Party]:
        start = self._paragraphs[number].span.start
        for word in self._paragraphs[number].doc:
            token, verb = word, word.head
            if word.dep_ == "ROOT" and (name := _lost_subject(word)) is not None:
                token, verb = name, word
            elif word.dep_ not in {"nsubj", "nsubjpass"} or word.tag_[:2] != "NN":
                continue
            party = self._plain(number, _named_beside(token) or token, verb.i)
            place = bisect_right(self._quoted, start + token.idx, key=_start)
            quoted = place > 0 and self._quoted[place - 1].end > start + token.idx
            main = verb.dep_ in {"ROOT", "conj"} and not quoted
            yield replace(party, acts=main)

    def _span(self, number: int, head: "Token", first: int, last: int) -> Span:
        offset = self._paragraphs[number].span.start
        doc = head.doc
        return Span(offset + doc[first].idx, offset + doc[last].idx + len(doc[last]))


def _before_aside(phrase: "Token") -> int:
    """Return the last word of a phrase before what is only said beside it, after a comma."""
    for word in phrase.subtree:
        first = word.left_edge.i
        if word.dep_ in {"acl", "relcl", "appos"} and word.doc[first - 1].is_punct:
            return max(phrase.i, first - 2)
    return phrase.right_edge.i


def _lost_subject(verb: "Token") -> "Token | None":
    """Return the name before a verb without a subject: "At prayers on Friday, Jane Roe spoke"."""
    if verb.tag_ not in {"VBD", "VBZ"} or any(w.dep_ in SUBJECTS for w in verb.lefts):
        return None
    before = verb.i - 1
    while before >= 0 and verb.doc[before].dep_ in {"aux", "advmod"}:
        before -= 1
    name = before >= 0 and verb.doc[before].tag_ == "NNP"
    return verb.doc[before] if name else None


def _named_beside(head: "Token") -> "Token | None":
    """Return the name in "a spokesman, John Smith", "the president of Norland Jane Roe"."""
    close = head.nbor() if head.i + 1 < len(head.doc) else head
    name = close.head if close.dep_ == "compound" else close
    if name.dep_ == "appos" and name.head == head and name.tag_ == "NNP" and head.tag_ == "NN":
        return name  # "the organizer Jane Roe", whatever the noun
    lemma = head.lemma_.lower()
    if lemma not in kinds().people and lemma not in kinds().titles:
        return None
    for child in head.rights:
        if child.dep_ == "prep" and child == close and (held := _behind_office(child)):
            return held
        named = child.dep_ == "appos" and child.tag_[:3] == "NNP"
        if named and not any(word.dep_ in {"det", "poss"} for word in child.lefts):
            return child
    return None


def _behind_office(of: "Token") -> "Token | None":
    """Return the name that the parser took into "president of Norland Jane Roe"."""
    last = of.right_edge
    if last.tag_ != "NNP" or last.i - 2 <= of.i:
        return None
    run = name_run(of.doc, last.i)
    return last if name_start(of.doc, run) > run[0] and run[0] > of.i else None


def _maker(document: "Token") -> "Token | None":
    """Return who made a statement: "the group's statement", "a statement by the group"."""
    for child in document.children:
        if child.dep_ == "poss":
            return child
    if document.dep_ == "dobj":
        return next((word for word in document.head.lefts if word.dep_ == "nsubj"), None)
    for child in document.rights:
        if child.dep_ in {"prep", "acl"}:
            by = child if child.dep_ == "prep" else _agent(child)
            if by is not None and by.lower_ in {"by", "from"}:
                return next((word for word in by.children if word.dep_ == "pobj"), None)
    return None


def _agent(participle: "Token") -> "Token | None":
    return next((w for w in participle.children if w.dep_ in {"agent", "prep"}), None)


def _name(head: "Token", first: int, last: int) -> tuple[int, int]:
    """Return a name without what the person is: "foreign minister Alain Juppé"."""
    doc = head.doc
    run = name_run(doc, head.i)
    start = name_start(doc, run)
    last = max(last, run[1])
    if first < start < head.i:
        table = kinds()
        before = doc[start - 1]
        described = before.tag_ in {"NN", "NNS"} and before.text.islower()
        words = [word.lower_ for word in doc[first:start]]
        if (
            start > run[0]
            or described
            or any(w in table.titles or w in table.people for w in words)
        ):
            return start, last
    return first, last


def _fits(pronoun: str, party: Party) -> bool:
    if pronoun in {"he", "his"}:
        return not party.plural and party.gender in {"he", "either"}
    if pronoun in {"she", "her"}:
        return not party.plural and party.gender in {"she", "either"}
    if pronoun in {"they", "their"}:
        return party.plural or party.body
    if pronoun in {"it", "its"}:
        return not party.plural and party.gender is None
    return False


def _start(span: Span) -> int:
    return span.start


def _length(span: Span) -> int:
    return span.end - span.start
