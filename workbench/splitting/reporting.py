"""Find the cues of one paragraph, and the words that they report, in its dependency parse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Manner, Span
from workbench.splitting.cues import cues
from workbench.splitting.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Report:
    """A cue with its source and what it reports, before quotations and speakers are looked at."""

    source: "Token | None"
    """The head of the source's noun phrase."""
    cue: Span
    contents: tuple[Span, ...]
    manner: Manner


def reports(doc: "Doc", offset: int, quoted: Sequence[Quotation]) -> Iterator[Report]:
    """Yield what is reported in a paragraph that starts at `offset` of its article."""
    table = cues()
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in table.verbs:
            report = _by_verb(token, offset, quoted)
        elif token.lower_ == "according":
            report = _according_to(token, offset)
        elif token.lower_ in table.hedging_adverbs:
            report = _by_adverb(token, offset)
        else:
            continue
        if report is not None:
            yield report


def _by_verb(verb: "Token", offset: int, quoted: Sequence[Quotation]) -> Report | None:
    manner = cues().verbs[verb.lemma_.lower()]
    source = source_of(verb)
    if _passive(verb) and source is None:
        return _hedged(verb, offset)
    group = _group(verb, source)
    runs = _clause_runs(verb, source, group) or _host_runs(verb)
    spans = [_span(verb.doc, first, last, offset) for first, last in runs]
    spans += _adjacent(verb, group, offset, quoted, spans)
    if not spans:
        return None
    if any(child.dep_ == "neg" for child in verb.children) and manner is Manner.CONFIRMED:
        manner = Manner.COULD_NOT_CONFIRM
    first, last = _cue_range(verb)
    return Report(source, _span(verb.doc, first, last, offset), tuple(spans), manner)


def source_of(verb: "Token") -> "Token | None":
    """Return the head of the noun phrase that speaks: the subject, or the agent of a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((word for word in child.children if word.dep_ == "pobj"), None)
    if _passive(verb):
        return None
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                return verb.head
            return child
    if verb.dep_ in ("conj", "advcl", "xcomp", "ccomp") and verb.head.pos_ in ("VERB", "AUX"):
        if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
            return None
        return next((word for word in verb.head.children if word.dep_ in SUBJECTS), None) or (
            source_of(verb.head) if verb.head.dep_ in ("conj", "xcomp") else None
        )
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    return None


def _passive(verb: "Token") -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _hedged(verb: "Token", offset: int) -> Report | None:
    """Read "is said to have left" and "it was reported that": no speaker is named."""
    if verb.lemma_ not in cues().hedging_verbs:
        return None
    first, last = _cue_range(verb)
    cue = _span(verb.doc, first, last, offset)
    for child in verb.children:
        if child.dep_ == "xcomp":
            whole = _trimmed(verb.doc, verb.left_edge.i, verb.right_edge.i)
            return Report(None, cue, (_span(verb.doc, *whole, offset),), Manner.IS_SAID_TO)
        if child.dep_ == "ccomp" and finite(child):
            run = _trimmed(verb.doc, child.left_edge.i, child.right_edge.i)
            return Report(None, cue, (_span(verb.doc, *run, offset),), cues().verbs[verb.lemma_])
    return None


def _group(verb: "Token", source: "Token | None") -> tuple[int, int]:
    """Return the first and last token of the cue and the source beside it."""
    first, last = _cue_range(verb)
    if source is not None and source.head == verb:
        first = min(first, source.left_edge.i)
        last = max(last, source.right_edge.i)
    return first, last


def _cue_range(verb: "Token") -> tuple[int, int]:
    first = last = verb.i
    near = {
        child.i
        for child in verb.children
        if child.dep_ in ("aux", "auxpass", "neg", "advmod", "prt")
    }
    while first - 1 in near:
        first -= 1
    while last + 1 in near and verb.doc[last + 1].dep_ == "prt":
        last += 1
    return first, last


def _clause_runs(
    verb: "Token", source: "Token | None", group: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return the runs of the clause that is the verb's object."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and finite(c)), None)
    if clause is None:
        return []
    doc = verb.doc
    if clause.i > verb.i:
        first = max(clause.left_edge.i, group[1] + 1 if clause.left_edge.i <= verb.i else 0)
        if doc[first].lower_ == "that" and doc[first].dep_ == "mark":
            first += 1
        runs = [(first, clause.right_edge.i)]
        return [run for run in (_trimmed(doc, *run) for run in runs) if run[0] <= run[1]]
    start = verb.left_edge.i
    if doc[start].dep_ == "cc":
        start += 1
    runs = [(start, group[0] - 1)]
    if clause.right_edge.i > group[1]:
        runs.append((group[1] + 1, clause.right_edge.i))
    return [run for run in (_trimmed(doc, *run) for run in runs) if run[0] <= run[1]]


def _host_runs(verb: "Token") -> list[tuple[int, int]]:
    """Return the runs of the clause that the verb interrupts: "The talks, he said, had failed"."""
    doc = verb.doc
    if verb.dep_ == "parataxis" or (
        verb.dep_ == "advcl"
        and doc[verb.left_edge.i].lower_ == "as"
        and source_of(verb) is not None
    ):
        host = verb.head
    else:
        return []
    first, last = verb.left_edge.i, verb.right_edge.i
    runs = [(host.left_edge.i, first - 1), (last + 1, host.right_edge.i)]
    return [run for run in (_trimmed(doc, *run) for run in runs) if run[0] <= run[1]]


def _adjacent(
    verb: "Token",
    group: tuple[int, int],
    offset: int,
    quoted: Sequence[Quotation],
    taken: Sequence[Span],
) -> list[Span]:
    """Return the quotations that stand right before the cue or open after it."""
    doc = verb.doc
    start = offset + doc[group[0]].idx
    end = offset + doc[group[1]].idx + len(doc[group[1]])
    stop = offset + verb.sent.end_char
    found = []
    for quotation in quoted:
        span = quotation.span
        if any(run.start < span.end and span.start < run.end for run in taken):
            continue
        if span.end <= start:
            between = doc.text[span.end - offset : start - offset]
            if not between.strip(" ,;—–-"):
                found.append(span)
        elif end <= span.start < stop:
            between = doc.char_span(end - offset, span.start - offset, alignment_mode="contract")
            if between is None or not any(word.tag_ in FINITE for word in between):
                found.append(span)
    return found


def finite(clause: "Token") -> bool:
    """Tell whether a clause is a statement: it has a finite verb or opens with "that"."""
    return clause.tag_ in FINITE or any(
        (child.dep_ in ("aux", "auxpass", "cop") and child.tag_ in FINITE)
        or (child.dep_ == "mark" and child.lower_ == "that")
        for child in clause.children
    )


def _according_to(token: "Token", offset: int) -> Report | None:
    preposition = next((child for child in token.children if child.lower_ == "to"), None)
    if preposition is None:
        return None
    source = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if source is None:
        return None
    doc, host = token.doc, token.head
    first, last = token.left_edge.i, token.right_edge.i
    runs = [(host.left_edge.i, first - 1), (last + 1, host.right_edge.i)]
    runs = [run for run in (_trimmed(doc, *run) for run in runs) if run[0] <= run[1]]
    cue = _span(doc, token.i, preposition.i, offset)
    contents = tuple(_span(doc, *run, offset) for run in runs)
    return Report(source, cue, contents, Manner.SAID) if contents else None


def _by_adverb(adverb: "Token", offset: int) -> Report | None:
    doc, host = adverb.doc, adverb.head
    first, last = _trimmed(doc, host.left_edge.i, host.right_edge.i)
    cue = _span(doc, adverb.i, adverb.i, offset)
    manner = cues().hedging_adverbs[adverb.lower_]
    return Report(None, cue, (_span(doc, first, last, offset),), manner)


def _trimmed(doc: "Doc", first: int, last: int) -> tuple[int, int]:
    """Leave out the punctuation at both ends, quotation marks and brackets apart."""
    while first <= last and doc[first].text in ",;:—–-.?! ":
        first += 1
    while last >= first and doc[last].text in ",;:—–- .":
        last -= 1
    return first, last


def _span(doc: "Doc", first: int, last: int, offset: int) -> Span:
    return Span(offset + doc[first].idx, offset + doc[last].idx + len(doc[last]))
