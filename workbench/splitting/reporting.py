"""Find the cues of one paragraph, and who and what stands beside each, in its dependency parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Manner, Span
from workbench.splitting.beside import quotations_beside
from workbench.splitting.contents import (
    finite,
    heard,
    object_of_attitude,
    reported,
    rest_of_sentence,
    trimmed,
)
from workbench.splitting.cues import cues
from workbench.splitting.passage import Passage, Run
from workbench.splitting.sources import Source, passive, source_of

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTINUING = frozenset({"go", "continue", "proceed", "begin", "start", "keep", "appear", "seem"})
"""Verbs that let another verb speak: "went on to say"."""
OURSELVES = frozenset({"i", "we", "you"})
"""Outside quotations these are the article's own voice, or a quotation that lost its marks."""
PHRASE = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
CLAUSES = frozenset({"ROOT", "conj", "ccomp", "relcl", "advcl"})


@dataclass(frozen=True, slots=True)
class Report:
    """A cue with its source and what it reports, before speakers are traced."""

    source: Source | None
    verb: int
    """The cue's own word in the paragraph."""
    cue: Span
    contents: tuple[Span, ...]
    manner: Manner
    attitude: bool = False
    """Not a statement but a stance: what someone wants, attacks, calls for."""


def reports(passage: Passage, *, attitudes: bool) -> Iterator[Report]:
    """Yield what is reported in a paragraph, in the order of the cues.

    Cues inside quotations are passed over: all of a quotation is its speaker's.
    """
    adverbs = cues().hedging_adverbs
    for word in passage.doc:
        report = None
        match word.tag_[:2]:
            case "VB" if not passage.quoted(word):
                if word.lower_ == "according":
                    report = _by_preposition(word, passage)
                else:
                    report = _by_verb(word, passage, attitudes=attitudes)
            case "NN" if not passage.quoted(word):
                if word.dep_ == "ROOT" and any(child.dep_ == "ccomp" for child in word.children):
                    report = _by_verb(word, passage, attitudes=attitudes)  # "notes", misread
                else:
                    report = _by_noun(word, passage, attitudes=attitudes)
            case "RB" if word.lower_ in adverbs:
                report = _by_adverb(word, passage)
        if report is not None:
            yield report


def _by_verb(verb: "Token", passage: Passage, *, attitudes: bool) -> Report | None:
    """Read a verb of speech or thought; failing that, of attitude."""
    lemma = verb.lemma_.lower()
    table = cues()
    report = None
    if lemma in table.verbs:
        report = _statement(verb, lemma, passage)
    if report is None and attitudes and lemma in table.attitude_verbs:
        report = _attitude(verb, passage)
    if report is None and lemma in table.reckoning | table.reckoning_at:
        report = _reckoned(verb, lemma, passage)
    return report


def _statement(verb: "Token", lemma: str, passage: Passage) -> Report | None:
    manner = _manner(verb, lemma)
    if lemma == "continue" and any(child.dep_ == "xcomp" for child in verb.rights):
        return None  # "reports continue to come in"
    source = source_of(verb, passage)
    if source is None and passive(verb):
        return _hedged(verb, lemma, passage)
    if manner is None or (source is None and verb.tag_ in {"VBG", "VBN"}):
        return None
    if source is not None and source.head.lower_ in OURSELVES:
        return None
    cue = cue_run(verb)
    group = _group(verb, source, cue)
    pronoun = source is not None and source.at_cue.tag_ == "PRP"
    runs = reported(verb, group, pronoun=pronoun)
    spans = [passage.span(run) for run in runs]
    if runs or (lemma not in cues().naming and manner is not Manner.BELIEVED):
        spans = quotations_beside(verb, group, passage, spans)
    if not spans or (source is None and not passage.quotes(spans)):
        return None
    return Report(source, verb.i, passage.span(cue), tuple(spans), manner)


def _reckoned(verb: "Token", lemma: str, passage: Passage) -> Report | None:
    """Read "put the number at 300" and "reported a fire": the object is what the subject holds."""
    source = source_of(verb, passage)
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if source is None or thing is None or thing.tag_[:2] != "NN" or passive(verb):
        return None
    if source.head.lower_ in OURSELVES or source.head.tag_[0] == "W" or _infinitive(verb):
        return None
    if any(child.dep_ == "neg" or child.lower_ == "no" for child in (*verb.lefts, *thing.lefts)):
        return None
    last = verb.right_edge.i
    if lemma in cues().reckoning_at and not any(
        word.lower_ == "at" and any(below.tag_ == "CD" for below in word.subtree)
        for word in verb.doc[thing.i + 1 : last + 1]
    ):
        return None
    run = trimmed(verb.doc, (thing.left_edge.i, last))
    manner = cues().verbs.get(lemma, Manner.ESTIMATED)
    return Report(source, verb.i, passage.span(cue_run(verb)), (passage.span(run),), manner)


def _manner(verb: "Token", lemma: str) -> Manner | None:
    """Return the manner of a verb that reports; None where it only might, or does not."""
    manner = cues().verbs[lemma]
    if any(child.dep_ == "neg" for child in verb.children):
        return Manner.COULD_NOT_CONFIRM if manner is Manner.CONFIRMED else None
    modal = any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)
    return None if modal or _infinitive(verb) else manner


def _infinitive(verb: "Token") -> bool:
    if not any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children):
        return False
    return not (verb.dep_ == "xcomp" and verb.head.lemma_ in CONTINUING)


def _hedged(verb: "Token", lemma: str, passage: Passage) -> Report | None:
    """Read "is said to have left" and "it was reported that": no speaker is named."""
    cue = passage.span(cue_run(verb))
    whole = passage.span(trimmed(verb.doc, (verb.left_edge.i, verb.right_edge.i)))
    manner = cues().verbs[lemma]
    if any(child.dep_ == "neg" for child in verb.children):
        if manner is Manner.CONFIRMED:
            return Report(None, verb.i, cue, (whole,), Manner.COULD_NOT_CONFIRM)
        return None
    nobody = any(child.lower_ == "it" and child.dep_ == "nsubjpass" for child in verb.lefts)
    for child in verb.rights:
        if child.dep_ == "xcomp" and lemma in cues().hedging_verbs:
            return Report(None, verb.i, cue, (whole,), Manner.IS_SAID_TO)
        if child.dep_ == "ccomp" and finite(child) and (lemma in cues().hedging_verbs or nobody):
            runs = reported(verb, cue_run(verb), pronoun=False)
            return Report(None, verb.i, cue, tuple(map(passage.span, runs)), manner)
    return None


def _attitude(verb: "Token", passage: Passage) -> Report | None:
    source = source_of(verb, passage)
    if source is None or _infinitive(verb):
        return None
    cue, content = cue_run(verb), None
    if passive(verb):
        subject = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
        if subject is not None:
            content = trimmed(verb.doc, (subject.left_edge.i, subject.right_edge.i))
    else:
        cue, content = object_of_attitude(verb, cue)
    if content is None:
        return None
    contents = (passage.span(content),)
    return Report(source, verb.i, passage.span(cue), contents, Manner.SAID, attitude=True)


def _by_noun(noun: "Token", passage: Passage, *, attitudes: bool) -> Report | None:
    """Read "his claim that …", and of attitudes "his plan to …": the noun's owner speaks."""
    lemma = noun.lemma_.lower()
    manner = cues().nouns.get(lemma)
    stance = attitudes and lemma in cues().attitude_nouns
    if manner is None and not stance:
        return None
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        return None
    source, cue = Source(owner, owner), passage.span((noun.i, noun.i))
    run = heard(noun, statement=True) if manner is not None else None
    if run is not None and manner is not None:
        return Report(source, noun.i, cue, (passage.span(run),), manner)
    run = heard(noun, statement=False) if stance else None
    if run is None:
        return None
    return Report(source, noun.i, cue, (passage.span(run),), Manner.SAID, attitude=True)


def _by_preposition(word: "Token", passage: Passage) -> Report | None:
    """Read "according to X"."""
    preposition = next((child for child in word.children if child.lower_ == "to"), None)
    if preposition is None:
        return None
    noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if noun is None:
        return None
    group = (word.left_edge.i, max(word.right_edge.i, noun.right_edge.i))
    contents = tuple(passage.span(run) for run in rest_of_sentence(word, group))
    if not contents:
        return None
    cue = passage.span((word.i, preposition.i))
    stop = passage.word(contents[0].start) if contents[0].start > cue.end else None
    return Report(Source(noun, noun, stop), word.i, cue, contents, Manner.SAID)


def _by_adverb(adverb: "Token", passage: Passage) -> Report | None:
    """Read "reportedly": the clause is hedged, and no speaker is named."""
    host = adverb.head
    while host.dep_ not in CLAUSES and host.head != host:
        host = host.head
    whole = passage.span(trimmed(adverb.doc, (host.left_edge.i, host.right_edge.i)))
    cue = passage.span((adverb.i, adverb.i))
    return Report(None, adverb.i, cue, (whole,), cues().hedging_adverbs[adverb.lower_])


def cue_run(verb: "Token") -> Run:
    """Return the verb with the auxiliaries, adverbs and particles that touch it."""
    near = {child.i for child in verb.children if child.dep_ in PHRASE}
    first = last = verb.i
    while first - 1 in near:
        first -= 1
    while last + 1 in near and verb.doc[last + 1].dep_ == "prt":
        last += 1
    return first, last


def _group(verb: "Token", source: Source | None, cue: Run) -> Run:
    """Return the cue with its source, where the source stands beside it."""
    first, last = cue
    if source is None:
        return cue
    beside = source.at_cue.head == verb or verb.dep_ == "pcomp"
    if source.at_cue.i < verb.i and (beside or verb.dep_ == "ROOT"):
        first = min(first, source.at_cue.left_edge.i)
    elif source.at_cue.i > verb.i and (beside or verb.dep_ == "amod"):
        last = max(last, source.at_cue.right_edge.i)
    return first, last
