"""Find the cues of one paragraph, and who and what stands beside each, in its dependency parse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Manner, Span
from workbench.splitting.contents import (
    Run,
    finite,
    heard,
    object_of_attitude,
    reported,
    rest_of_sentence,
    trimmed,
)
from workbench.splitting.cues import cues
from workbench.splitting.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"who", "which", "that"})
CONTINUING = frozenset({"go", "continue", "proceed", "begin", "start", "keep", "appear", "seem"})
"""Verbs that let another verb speak: "went on to say"."""
OURSELVES = frozenset({"i", "we", "you"})
"""Outside quotations these are the article's own voice, or a quotation that lost its marks."""
PHRASE = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: the head of the noun phrase, and the word that stands for it at the cue."""

    head: "Token"
    at_cue: "Token"


@dataclass(frozen=True, slots=True)
class Report:
    """A cue with its source and what it reports, before quotations and speakers are looked at."""

    source: Source | None
    verb: int
    """The cue's own word in the paragraph."""
    cue: Span
    contents: tuple[Span, ...]
    manner: Manner
    attitude: bool = False
    """Not a statement but a stance: what someone wants, attacks, calls for."""


def reports(
    doc: "Doc", offset: int, quoted: Sequence[Quotation], *, attitudes: bool
) -> Iterator[Report]:
    """Yield what is reported in a paragraph that starts at `offset` of its article.

    Cues inside quotations are passed over: all of a quotation is its speaker's.
    """
    reader = _Reader(doc, offset, quoted, attitudes=attitudes)
    table = cues()
    for token in doc:
        word, tag = token.lower_, token.tag_
        report = None
        if tag[:2] == "VB":
            if reader.quoted_at(token):
                continue
            by = reader.by_preposition if word == "according" else reader.by_verb
            report = by(token)
        elif tag[:2] == "RB" and word in table.hedging_adverbs:
            report = reader.by_adverb(token)
        elif tag[:2] == "NN" and not reader.quoted_at(token):
            verb = token.dep_ == "ROOT" and any(child.dep_ == "ccomp" for child in token.children)
            report = reader.by_verb(token) if verb else reader.by_noun(token)
        if report is not None:
            yield report


class _Reader:
    """Reads the cues of one paragraph."""

    def __init__(
        self, doc: "Doc", offset: int, quoted: Sequence[Quotation], *, attitudes: bool
    ) -> None:
        self._doc = doc
        self._offset = offset
        self._quoted = quoted
        self._attitudes = attitudes

    def quoted_at(self, token: "Token") -> bool:
        """Tell whether a word stands inside a quotation."""
        here = self._offset + token.idx
        return any(q.span.start < here < q.span.end for q in self._quoted)

    def by_verb(self, verb: "Token") -> Report | None:
        """Read a verb of speech or thought; failing that, of attitude."""
        lemma = verb.lemma_.lower()
        table = cues()
        if lemma in table.verbs:
            report = self._statement(verb, lemma)
            if report is not None:
                return report
        if self._attitudes and lemma in table.attitude_verbs:
            return self._attitude(verb)
        return None

    def _statement(self, verb: "Token", lemma: str) -> Report | None:
        manner = _manner(verb, lemma)
        source = self._source(verb)
        if source is None and passive(verb):
            return self._hedged(verb, lemma)
        if manner is None or (source is None and verb.tag_ == "VBG"):
            return None
        if source is not None and source.head.lower_ in OURSELVES:
            return None
        first, last = cue_run(verb)
        group = _beside(verb, source, (first, last))
        runs = reported(verb, group, pronoun=source is not None and _is_pronoun(source.at_cue))
        spans = [self._span(run) for run in runs]
        if lemma not in cues().naming or runs:
            spans += self._adjacent(verb, group, spans)
        if not runs and spans and verb.i < self._index(spans[0].start):
            spans = self._filled(verb, group, spans)
        if not spans or (source is None and not self._quotes(spans)):
            return None
        spans = [self._without_comment(span) for span in spans]
        return Report(source, verb.i, self._span((first, last)), tuple(spans), manner)

    def _source(self, verb: "Token") -> Source | None:
        source = source_of(verb)
        if source is not None and not self.quoted_at(source.head):
            return source
        return self._between_quotation_and(verb) or self._right_after(verb)

    def _between_quotation_and(self, verb: "Token") -> Source | None:
        """Return the noun phrase between a closing mark and the cue, which the parse has missed."""
        start = self._offset + self._doc[verb.i].idx
        ends = [q.span.end for q in self._quoted if q.span.end <= start]
        if not ends:
            return None
        first = self._index(ends[-1])
        words = [word for word in self._doc[first : verb.i] if not word.is_punct]
        if not words or words[0].tag_[:2] not in {"NN", "PR", "DT"}:
            return None
        head = next((word for word in words if word.tag_[:2] in {"NN", "PR"}), None)
        while head is not None and head.head in words and head.head.tag_[:2] == "NN":
            if head.head.i < head.i:
                break
            head = head.head
        return None if head is None else Source(head, head)

    def _right_after(self, verb: "Token") -> Source | None:
        """Return the noun phrase in `“…”, added the ministry`, where the parse has missed it."""
        doc = self._doc
        if verb.tag_ == "VBG":
            return None
        place = verb.i - 1
        while place >= 0 and doc[place].text in {",", " "}:
            place -= 1
        end = self._offset + doc[place].idx + len(doc[place]) if place >= 0 else -1
        if all(q.span.end != end for q in self._quoted) or verb.i + 1 == len(doc):
            return None
        last = verb.i
        while last + 1 < len(doc) and doc[last + 1].tag_[:2] in {"DT", "JJ", "NN", "PR", "PO"}:
            last += 1
        if last == verb.i or doc[last].tag_[:2] not in {"NN", "PR"}:
            return None
        return Source(doc[last], doc[last])

    def _hedged(self, verb: "Token", lemma: str) -> Report | None:
        """Read "is said to have left" and "it was reported that": no speaker is named."""
        cue = self._span(cue_run(verb))
        whole = self._span(trimmed(self._doc, (verb.left_edge.i, verb.right_edge.i)))
        if any(child.dep_ == "neg" for child in verb.children):
            if cues().verbs[lemma] is Manner.CONFIRMED:
                return Report(None, verb.i, cue, (whole,), Manner.COULD_NOT_CONFIRM)
            return None
        if lemma not in cues().hedging_verbs:
            return None
        for child in verb.children:
            if child.dep_ == "xcomp":
                return Report(None, verb.i, cue, (whole,), Manner.IS_SAID_TO)
            if child.dep_ == "ccomp" and child.i > verb.i and finite(child):
                runs = reported(verb, cue_run(verb), pronoun=False)
                return Report(
                    None, verb.i, cue, tuple(self._span(run) for run in runs), cues().verbs[lemma]
                )
        return None

    def _attitude(self, verb: "Token") -> Report | None:
        source = self._source(verb)
        if source is None or (verb.tag_ == "VB" and _infinitive(verb)):
            return None
        if passive(verb):
            subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
            content = subject and trimmed(self._doc, (subject.left_edge.i, subject.right_edge.i))
            cue = cue_run(verb)
        else:
            cue, content = object_of_attitude(verb, cue_run(verb))
        if content is None:
            return None
        contents = (self._span(content),)
        return Report(source, verb.i, self._span(cue), contents, Manner.SAID, attitude=True)

    def by_noun(self, noun: "Token") -> Report | None:
        """Read "his claim that …": the noun's owner speaks."""
        lemma = noun.lemma_.lower()
        table = cues()
        manner = table.nouns.get(lemma)
        stance = self._attitudes and lemma in table.attitude_nouns
        if manner is None and not stance:
            return None
        owner = next((child for child in noun.children if child.dep_ == "poss"), None)
        if owner is None:
            return None
        run = heard(noun, statement=manner is not None)
        if run is not None and manner is not None:
            return Report(
                Source(owner, owner),
                noun.i,
                self._span((noun.i, noun.i)),
                (self._span(run),),
                manner,
            )
        run = heard(noun, statement=False)
        if run is None or not stance:
            return None
        contents = (self._span(run),)
        cue = self._span((noun.i, noun.i))
        return Report(Source(owner, owner), noun.i, cue, contents, Manner.SAID, attitude=True)

    def by_preposition(self, token: "Token") -> Report | None:
        """Read "according to X"."""
        preposition = next((child for child in token.children if child.lower_ == "to"), None)
        if preposition is None:
            return None
        source = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if source is None:
            return None
        first, last = token.left_edge.i, max(token.right_edge.i, source.right_edge.i)
        runs = rest_of_sentence(token, (first, last))
        contents = tuple(self._span(run) for run in runs)
        if not contents:
            return None
        cue = self._span((token.i, preposition.i))
        return Report(Source(source, source), token.i, cue, contents, Manner.SAID)

    def by_adverb(self, adverb: "Token") -> Report | None:
        """Read "reportedly": the clause is hedged, and no speaker is named."""
        host = adverb.head
        while host.dep_ not in {"ROOT", "conj", "ccomp", "relcl", "advcl"} and host.head != host:
            host = host.head
        run = trimmed(self._doc, (host.left_edge.i, host.right_edge.i))
        manner = cues().hedging_adverbs[adverb.lower_]
        return Report(None, adverb.i, self._span((adverb.i, adverb.i)), (self._span(run),), manner)

    def _adjacent(self, verb: "Token", group: Run, taken: Sequence[Span]) -> list[Span]:
        """Return the quotations that end right before the cue, or open after it."""
        doc, offset = self._doc, self._offset
        start = offset + doc[group[0]].idx
        end = offset + doc[group[1]].idx + len(doc[group[1]])
        stop = offset + verb.sent.end_char
        found: list[Span] = []
        for quotation in self._quoted:
            span = quotation.span
            if any(run.start < span.end and span.start < run.end for run in taken):
                continue
            if span.end <= start:
                before = doc.text[: span.end - offset].rstrip("\"”’»' ")
                apart = doc.text[span.end - offset : start - offset].strip(" ,;—–-")
                if not apart and (before[-1:] != "." or not doc[group[0]].is_title):
                    found.append(span)
            elif end <= span.start < stop and not found:
                between = doc[group[1] + 1 : self._index(span.start)]
                if not any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in between):
                    found.append(span)
            elif end <= span.start < stop and found and span.start - found[-1].end < 40:  # noqa: PLR2004 - "…" and "…"
                found.append(span)
        return found

    def _filled(self, verb: "Token", group: Run, spans: list[Span]) -> list[Span]:
        """Take in the words between the cue and its quotation, where they are what is said."""
        start = self._index(spans[0].start)
        begin = first_said(verb, group, start)
        if begin >= start:
            return spans
        end = max(spans[-1].end, self._offset + verb.sent.end_char)
        last = self._index(end) if end < self._offset + len(self._doc.text) else len(self._doc)
        return [self._span(trimmed(self._doc, (begin, last - 1)))]

    def _without_comment(self, span: Span) -> Span:
        """Cut the article's own participle off a quotation: "“…”, highlighting the danger"."""
        for quotation in self._quoted:
            end = quotation.span.end
            if quotation.span.start == span.start and end < span.end:
                after = [word for word in self._doc[self._index(end) :][:2] if not word.is_punct]
                if after and after[0].tag_ == "VBG":
                    return quotation.span
        return span

    def _quotes(self, spans: Sequence[Span]) -> bool:
        return any(
            q.span.start < s.end and s.start < q.span.end for q in self._quoted for s in spans
        )

    def _index(self, place: int) -> int:
        """Return the first word that starts at or after a place in the article."""
        low, high = 0, len(self._doc)
        while low < high:
            middle = (low + high) // 2
            if self._offset + self._doc[middle].idx < place:
                low = middle + 1
            else:
                high = middle
        return low

    def _span(self, run: Run) -> Span:
        first, last = self._doc[run[0]], self._doc[run[1]]
        return Span(self._offset + first.idx, self._offset + last.idx + len(last))


def _manner(verb: "Token", lemma: str) -> Manner | None:
    """Return the manner of a verb that reports; None where it only might, or does not."""
    manner = cues().verbs[lemma]
    negated = any(child.dep_ == "neg" for child in verb.children)
    modal = any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)
    if negated:
        return Manner.COULD_NOT_CONFIRM if manner is Manner.CONFIRMED else None
    if modal or (verb.tag_ == "VB" and _infinitive(verb)):
        return None
    return manner


def _infinitive(verb: "Token") -> bool:
    if not any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children):
        return False
    return not (verb.dep_ == "xcomp" and verb.head.lemma_ in CONTINUING)


def source_of(verb: "Token") -> Source | None:
    """Return who speaks: the subject, the agent of a passive, or the subject of the verb above."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if agent is not None:
        head = next((word for word in agent.children if word.dep_ == "pobj"), None)
        return None if head is None else Source(head, head)
    if passive(verb):
        return None
    own = next((child for child in verb.children if child.dep_ == "nsubj"), _swallowed(verb))
    if own is not None:
        if own.lower_ in RELATIVE and verb.dep_ == "relcl":
            return Source(verb.head, own)
        return Source(own, own)
    return _inherited(verb)


def _inherited(verb: "Token") -> Source | None:
    """Return the subject that a verb without one shares with the verb above it."""
    above = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return Source(above, above)
    shares = verb.dep_ in {"conj", "xcomp"} or (
        verb.dep_ in {"advcl", "ccomp", "dep"} and verb.tag_ == "VBG"
    )
    if not shares or above == verb:
        return None
    for child in above.children:
        if child.dep_ in SUBJECTS:
            relative = child.lower_ in RELATIVE and above.dep_ == "relcl"
            return Source(above.head if relative else child, child)
    return _inherited(above)


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


def passive(verb: "Token") -> bool:
    """Tell whether the verb's subject is what is said, not who says it."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def cue_run(verb: "Token") -> Run:
    """Return the verb with the auxiliaries, adverbs and particles that touch it."""
    near = {child.i for child in verb.children if child.dep_ in PHRASE}
    first = last = verb.i
    while first - 1 in near:
        first -= 1
    while last + 1 in near and verb.doc[last + 1].dep_ == "prt":
        last += 1
    return first, last


def _beside(verb: "Token", source: Source | None, cue: Run) -> Run:
    """Return the cue with its source, where the source stands beside it."""
    first, last = cue
    if source is not None and (source.at_cue.head == verb or abs(source.at_cue.i - verb.i) < 30):  # noqa: PLR2004 - words
        if source.at_cue.i < verb.i and source.at_cue.head == verb:
            first = min(first, source.at_cue.left_edge.i)
        elif source.at_cue.i < verb.i and source.at_cue.head != verb and verb.dep_ == "ROOT":
            first = min(first, source.at_cue.left_edge.i)
        elif source.at_cue.i > verb.i and (source.at_cue.head == verb or verb.dep_ == "amod"):
            last = max(last, source.at_cue.right_edge.i)
    return first, last


def first_said(verb: "Token", group: Run, stop: int) -> int:
    """Return the first word after the cue that is neither its adverbial nor the one spoken to."""
    doc = verb.doc
    place = group[1] + 1
    passed = {"prep", "npadvmod", "advmod", "dative", "punct", "prt", "tmod", "advcl"}
    if verb.lemma_.lower() in cues().addressed:
        passed.add("dobj")
    while place < stop:
        word = doc[place]
        while word.head not in (verb, word):
            word = word.head
        if word.head == verb and word.dep_ in passed and word.i > verb.i:
            place = max(place, word.right_edge.i) + 1
        else:
            break
    return place


def _is_pronoun(word: "Token") -> bool:
    return word.tag_ == "PRP"
