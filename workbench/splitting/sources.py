"""Find who stands beside a cue: the parse first, the words around a quotation where it fails."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.splitting.cues import cues
from workbench.splitting.passage import Passage
from workbench.splitting.rules import rules

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"who", "which", "that"})
NOUNISH = frozenset({"NN", "PR"})
"""The first two letters of the tags of nouns and pronouns."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: the head of the noun phrase, and the word that stands for it at the cue."""

    head: "Token"
    at_cue: "Token"
    stop: int | None = None
    """The first word after it, where the parse lets it run on."""


def source_of(verb: "Token", passage: Passage) -> Source | None:
    """Return who the verb says is speaking; None where nobody is named."""
    source = _parsed(verb)
    if source is not None and not passage.quoted(source.head):
        return source
    if passive(verb):
        return None
    return _after_quotation(verb, passage) or _behind(verb, passage)


def _after_quotation(verb: "Token", passage: Passage) -> Source | None:
    """Return the noun phrase between a closing mark and the cue, which the parse has missed."""
    ends = [q.span.end for q in passage.quotations if q.span.end <= passage.start(verb.i)]
    if not ends:
        return None
    words = [word for word in verb.doc[passage.word(ends[-1]) : verb.i] if not word.is_punct]
    if not words or words[0].tag_[:2] not in NOUNISH | {"DT"}:
        return None
    head = next((word for word in words if word.tag_[:2] in NOUNISH), None)
    while head is not None and head.head in words and head.head.i > head.i:
        if head.head.tag_[:2] != "NN":
            break
        head = head.head
    return None if head is None else Source(head, head)


def _behind(verb: "Token", passage: Passage) -> Source | None:
    """Return the noun phrase in "“…”, added the ministry", where the parse has missed it."""
    doc = verb.doc
    place = verb.i - 1
    while place > 0 and doc[place].text in {",", " "}:
        place -= 1
    closed = place >= 0 and any(q.span.end == passage.end(place) for q in passage.quotations)
    if verb.tag_ == "VBG" or not closed:
        return None
    last = verb.i
    while last + 1 < len(doc) and doc[last + 1].tag_[:2] in NOUNISH | {"DT", "JJ", "PO"}:
        last += 1
    if last == verb.i or doc[last].tag_[:2] not in NOUNISH:
        return None
    return Source(doc[last], doc[last])


def _parsed(verb: "Token") -> Source | None:
    """Return who speaks: the subject, the agent of a passive, or the subject of the verb above."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if agent is not None:
        head = next((word for word in agent.children if word.dep_ == "pobj"), None)
        return None if head is None else Source(head, head)
    if passive(verb):
        return None
    own = _subject(verb) or _swallowed(verb) or _stranded(verb)
    if own is not None:
        if own.lower_ in RELATIVE and verb.dep_ == "relcl":
            return Source(verb.head, own)
        return Source(own, own)
    return _inherited(verb)


def _subject(verb: "Token") -> "Token | None":
    """Return the verb's subject; of two that the parser gives it, the full name.

    "The prime minister, Jane Roe has announced": `minister` and `Roe` both hang on the verb.
    """
    found = [child for child in verb.children if child.dep_ == "nsubj"]
    names = [
        word
        for word in found[1:]
        if word.tag_[:3] == "NNP" and any(child.dep_ == "compound" for child in word.lefts)
    ]
    return names[-1] if names else next(iter(found), None)


def _inherited(verb: "Token") -> Source | None:
    """Return the subject that a verb without one shares with the verb above it."""
    above = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        if above.dep_ != "dobj" or not _opens_quotation(verb):
            return Source(above, above)
        above = above.head  # "denied the reports, saying, “…”"
    if verb.dep_ == "pcomp" and above.head.tag_[:2] == "VB":
        above = above.head  # "was quoted as saying", "replied by saying"
    adding = verb.dep_ in {"advcl", "ccomp", "dep", "acl"} and verb.tag_ == "VBG"
    if adding and verb.doc[verb.left_edge.i - 1].text == ",":
        above = _teller(above)
    shares = verb.dep_ in {"conj", "xcomp", "pcomp"} or adding
    if not shares or above == verb:
        return None
    for child in above.children:
        if child.dep_ in SUBJECTS:
            relative = child.lower_ in RELATIVE and above.dep_ == "relcl"
            return Source(above.head if relative else child, child)
    return _inherited(above)


def _opens_quotation(verb: "Token") -> bool:
    after = verb.doc[verb.i + 1 : verb.i + 3]
    return any(word.tag_ == "``" for word in after)


def _teller(verb: "Token") -> "Token":
    """Return the verb of speech whose content a verb is in, where it is itself none.

    "Roe said they had lost, adding that …": who said so adds, not who had lost.
    """
    node = verb
    tells = cues().verbs.keys() | rules().act_verbs
    while node.lemma_ not in tells or node.dep_ == "advcl":
        if node.dep_ not in {"ccomp", "advcl", "conj"}:
            break
        node = node.head
    return node if node.lemma_ in cues().verbs and _subject(node) is not None else verb


def _swallowed(verb: "Token") -> "Token | None":
    """Return the subject that the parser took into the phrase before it.

    "In response the council said": `response` and `council` both hang on `In`.
    """
    if verb.dep_ != "ROOT" or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    for child in verb.lefts:
        if child.dep_ != "prep":
            continue
        objects = [word for word in child.children if word.dep_ == "pobj"]
        if len(objects) > 1:
            return objects[-1]
        for noun in objects:
            named = [w for w in noun.rights if w.dep_ == "appos" and w.tag_[:3] == "NNP"]
            if named and noun.tag_[:3] != "NNP":
                return named[-1]
    return None


def _stranded(verb: "Token") -> "Token | None":
    """Return the subject between a comma and the cue that the parser took into what is said.

    "Roe has won in Norland, the Daily Post has announced": `Post` hangs on `Norland`.
    """
    said = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    if verb.dep_ != "ROOT" or said is None:
        return None
    between = verb.doc[said.i : verb.i]
    comma = max((word.i for word in between if word.text == ","), default=verb.i)
    for word in verb.doc[comma + 1 : verb.i]:
        if word.tag_[:2] == "NN" and not comma < word.head.i < verb.i:
            return word
    return None


def passive(verb: "Token") -> bool:
    """Tell whether the verb's subject is what is said, not who says it."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)
