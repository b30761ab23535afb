"""Take in the quotations beside a cue: “…” before it, or after it with or without a colon."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.model import Span
from workbench.splitting.contents import FINITE, trimmed
from workbench.splitting.cues import cues
from workbench.splitting.passage import Passage, Run

if TYPE_CHECKING:
    from spacy.tokens import Token

PASSED = frozenset({"prep", "npadvmod", "advmod", "dative", "punct", "prt", "tmod", "advcl"})
"""What may stand between a cue and what is said: "said in a statement on Friday"."""
MARK = 2
"""Letters of the longest opening mark."""
NEAR = 40
"""Letters between two quotations of one cue: `"a" and "b"`."""


def quotations_beside(
    verb: "Token", group: Run, passage: Passage, said: Sequence[Span]
) -> list[Span]:
    """Return what is said with the quotations that stand right before or after the cue.

    `group` is the cue with the source beside it; `said` is what the parse has given.
    """
    adding = verb.tag_ == "VBG" and verb.dep_ != "pcomp"
    before = [] if adding else _before(group, passage, said)
    found = before + _after(verb, group, passage, said)
    if not said and found and found[0].start > passage.start(verb.i):
        found = _with_words_before(verb, group, passage, found)
    return [_without_comment(span, passage) for span in [*said, *found]]


def _before(group: Run, passage: Passage, said: Sequence[Span]) -> list[Span]:
    """Return the quotations whose closing mark the cue follows."""
    start = passage.start(group[0])
    found = []
    for span in _free(passage, said):
        if span.end > start or passage.between(span.end, start).strip(" ,;—–-"):
            continue
        inside = passage.between(span.start, span.end).rstrip("\"”’»“' ")
        if not inside.endswith(".") or not passage.doc[group[0]].is_title:
            found.append(span)
    return found


def _after(verb: "Token", group: Run, passage: Passage, said: Sequence[Span]) -> list[Span]:
    """Return the quotations that open after the cue in its sentence."""
    end = passage.end(group[1])
    stop = passage.offset + verb.sent.end_char
    found: list[Span] = []
    for span in _free(passage, said):
        if not end <= span.start < stop:
            continue
        if found and span.start - found[-1].end < NEAR:
            found.append(span)
        elif not found:
            between = verb.doc[group[1] + 1 : passage.word(span.start)]
            if not any(word.tag_ in FINITE for word in between):
                found.append(span)
    return found


def _free(passage: Passage, said: Sequence[Span]) -> list[Span]:
    """Return the quotations that what is said does not hold yet."""
    spans = [quotation.span for quotation in passage.quotations]
    return [s for s in spans if not any(r.start < s.end and s.start < r.end for r in said)]


def _with_words_before(
    verb: "Token", group: Run, passage: Passage, found: list[Span]
) -> list[Span]:
    """Take in the words between the cue and its quotation, where they are what is said too.

    "He said the words “spare” nobody": the parser often loses the clause around the marks.
    """
    start = passage.word(found[0].start)
    first = _first_said(verb, group, start)
    if first >= start:
        return found
    end = max(found[-1].end, passage.offset + verb.sent.end_char)
    return [passage.span(trimmed(verb.doc, (first, passage.word(end) - 1)))]


def _first_said(verb: "Token", group: Run, stop: int) -> int:
    """Return the first word after the cue that is neither its adverbial nor the one spoken to."""
    place = group[1] + 1
    passed = PASSED | {"dobj"} if verb.lemma_.lower() in cues().addressed else PASSED
    while place < stop:
        word = verb.doc[place]
        while word.head not in (verb, word):
            word = word.head
        if word.head != verb or word.dep_ not in passed or word.i < verb.i:
            break
        place = max(place, word.right_edge.i) + 1
    return place


def _without_comment(span: Span, passage: Passage) -> Span:
    """Cut the article's own participle off a quotation: "“…”, highlighting the danger"."""
    for quotation in passage.quotations:
        end = quotation.span.end
        opens = quotation.span.start <= span.start <= quotation.span.start + MARK
        if opens and end < span.end:
            place = passage.word(end)
            after = [word for word in passage.doc[place : place + 2] if not word.is_punct]
            if after and after[0].tag_ == "VBG":
                return quotation.span
    return span
