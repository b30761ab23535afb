"""Clauses, references and judgements put together: claims, and what was left out."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from workbench.model import (
    Article,
    Bracket,
    Claim,
    LeftOut,
    LeftOutReason,
    Manner,
    Span,
    Splitting,
)
from workbench.splitting.attribution import Attribution
from workbench.splitting.checkability import PARTS, Voice, assess, objection
from workbench.splitting.clauses import Clause, clauses
from workbench.splitting.dates import dates_in
from workbench.splitting.figures import figures_in
from workbench.splitting.joints import Kind
from workbench.splitting.references import Discourse, Place, opens_with_pronoun, resolve
from workbench.splitting.sentences import Sentence
from workbench.splitting.syntax import Tree
from workbench.splitting.voices import Voices, voices

LIGHT = frozenset({"CC", "DT", "IN", "TO", "WDT", "WP", "WRB", "POS", "EX", "_SP", "PRP", "PRP$"})
"""Tags of words that need no place of their own."""
QUOTE_PAIRS = {"“": "”", "‘": "’", "«": "»"}


@dataclass(frozen=True, slots=True)
class Added:
    """Words to add before a place in a claim, standing for its subject."""

    source: Span
    before: int
    """Index of the word that they stand before; the words they replace are not in the claim."""


def assemble(
    article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> Splitting:
    """Turn an article's sentences into its claims and what was left out."""
    claims: dict[tuple[Span, ...], Claim] = {}
    left_out: dict[tuple[Span, ...], LeftOut] = {}
    discourse = Discourse()
    number = 0
    for paragraph in _by_paragraph(sentences):
        discourse.new_paragraph()
        tree = paragraph[0].tree
        who = voices(tree, paragraph, attributions)
        for sentence in paragraph:
            number += 1
            objections: dict[int, LeftOutReason] = {}
            for clause in clauses(sentence, who):
                attribution = None if clause.voice is None else attributions[clause.voice]
                voice = Voice(
                    attribution is not None,
                    _is_quoted(article.text, tree, clause),
                    attribution.manner if attribution else Manner.ASSERTED,
                )
                reason = objection(sentence, clause, voice)
                if clause.kind is Kind.ADVERBIAL and voice.spoken and reason is None:
                    above = objections.get(_above(tree, clause.head, objections))
                    reason = above if above is LeftOutReason.OPINION else None
                if reason is not None:
                    objections[clause.head] = reason
                if reason is not None:
                    spans = runs(article, tree, clause.words)
                    left_out.setdefault(spans, LeftOut(spans, reason))
                    discourse.read(tree, clause, number, quoted=voice.quoted)
                    continue
                claim, stood_for = make_claim(
                    article, tree, clause, attribution, voice, discourse, number
                )
                if voice.quoted and stood_for is None and opens_with_pronoun(tree, clause):
                    spans = runs(article, tree, clause.words)
                    left_out.setdefault(spans, LeftOut(spans, LeftOutReason.NO_STATEMENT))
                else:
                    claims.setdefault(claim.spans, claim)
                discourse.read(tree, clause, number, stood_for, quoted=voice.quoted)
    for spans, reason in uncovered(article, sentences, [*claims, *left_out]):
        left_out.setdefault(spans, LeftOut(spans, reason))
    left_out.pop((), None)
    return Splitting(
        tuple(_dated(article, sorted(claims.values(), key=lambda claim: claim.spans))),
        tuple(sorted(left_out.values(), key=lambda item: item.spans)),
    )


def _dated(article: Article, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give each claim the dates under its spans, resolved in the light of the whole article."""
    dates = dates_in(article.text, published=article.published)
    for claim in claims:
        own = tuple(date for date in dates if any(map(partial(_holds, date.span), claim.spans)))
        yield replace(claim, dates=own)


def _holds(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def uncovered(
    article: Article, sentences: Sequence[Sentence], taken: Iterable[tuple[Span, ...]]
) -> Iterator[tuple[tuple[Span, ...], LeftOutReason]]:
    """Yield the runs of words that no statement holds, so that nothing goes unmentioned."""
    held = sorted({span for spans in taken for span in spans})
    starts = [span.start for span in held]
    furthest = list(accumulate((span.end for span in held), max))
    for sentence in sentences:
        tree = sentence.tree
        reason = PARTS.get(sentence.part, LeftOutReason.NO_STATEMENT)
        group: list[int] = []
        for i in range(sentence.first, sentence.last + 1):
            at = bisect_right(starts, tree[i].start) - 1
            loose = at < 0 or furthest[at] < tree[i].end
            if loose:
                group.append(i)
            if (not loose or i == sentence.last) and group:
                if any(tree[j].tag not in LIGHT and not tree[j].is_punct for j in group):
                    yield runs(article, tree, group), reason
                group = []


def _above(tree: Tree, i: int, known: Mapping[int, LeftOutReason]) -> int:
    """Return the nearest word above that has an objection; -1 where there is none."""
    while tree[i].head != i:
        i = tree[i].head
        if i in known:
            return i
    return -1


def _by_paragraph(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Group consecutive sentences of one paragraph."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and group[-1].paragraph != sentence.paragraph:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def make_claim(
    article: Article,
    tree: Tree,
    clause: Clause,
    attribution: Attribution | None,
    voice: Voice,
    discourse: Discourse,
    number: int,
) -> tuple[Claim, Span | None]:
    """Make the claim that a clause states, and tell what its subject stands for."""
    words = clause.words
    cue = attribution.cue if attribution else None
    speaker = attribution.speaker if attribution else None
    place = Place(tree, article.text, number, speaker, voice.quoted)
    reference = resolve(place, clause, discourse)
    added: Added | None = None
    if reference is not None:
        left = tuple(i for i in words if i not in reference.replaces)
        behind = max(reference.replaces, default=words[0] - 1)
        after = [i for i in left if i > behind and not tree[i].is_punct]
        inside = not reference.replaces and any(_covers(tree, words, reference.source))
        if after and not inside:
            words = left
            bare = _balanced(article.text, reference.source)
            added = Added(bare, after[0])
        else:
            reference = None
    spans = runs(article, tree, words)
    text, brackets = write(article.text, spans, added, tree)
    figures = tuple(
        figure
        for span in spans
        for figure in figures_in(article.text[span.start : span.end], offset=span.start)
    )
    claim = Claim(
        id=claim_id(article, spans),
        article_id=article.id,
        spans=spans,
        text=text,
        speaker=article.text[speaker.start : speaker.end] if speaker else None,
        speaker_span=speaker,
        cue=article.text[cue.start : cue.end] if cue else None,
        manner=voice.manner,
        figures=figures,
        checkability=assess(tree, clause, figures, voice),
        brackets=brackets,
    )
    return claim, reference.source if reference else None


def claim_id(article: Article, spans: Sequence[Span]) -> str:
    """Return the first 16 hexadecimal digits of SHA-256 over the article's id and the spans."""
    form = article.id + "".join(f" {span.start}-{span.end}" for span in spans)
    return hashlib.sha256(form.encode("ascii")).hexdigest()[:16]


def _covers(tree: Tree, words: Sequence[int], span: Span) -> Iterator[bool]:
    return (span.start <= tree[i].start and tree[i].end <= span.end for i in words)


def _is_quoted(text: str, tree: Tree, clause: Clause) -> bool:
    """Whether a clause's subject stands inside quotation marks, by the letters of its paragraph."""
    at = next((tree[i].start for i in clause.words if not tree[i].is_punct), 0)
    before = text[tree[0].start : at]
    straight = before.count('"') % 2 == 1
    return straight or before.count("“") > before.count("”")


def runs(article: Article, tree: Tree, words: Sequence[int]) -> tuple[Span, ...]:
    """Return the runs of the article under the words, without punctuation at their edges."""
    found: list[Span] = []
    group: list[int] = []
    for i in [*words, -1]:
        if group and i != group[-1] + 1:
            kept = _bare(tree, group)
            if kept:
                whole = _whole_words(article.text, tree.span(kept[0], kept[-1]))
                found.append(_balanced(article.text, whole))
            group = []
        group.append(i)
    return tuple(found)


def _whole_words(text: str, span: Span) -> Span:
    """Widen a run to whole words: the parser cuts at hyphens."""
    start, end = span.start, span.end
    while start and text[start].isalnum() and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while end < len(text) and text[end - 1].isalnum():
        if not (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalnum())):
            break
        end += 1 if text[end].isalnum() else 2
    return Span(start, end)


def _bare(tree: Tree, group: list[int]) -> list[int]:
    """Drop punctuation and conjunctions at the edges of a run, but not its quotation marks."""
    keep = {"“", "”", '"', "‘", "’", "«", "»", "%", "$", "€", "£", "'"}

    def loose(i: int, also: str) -> bool:
        word = tree[i]
        return word.tag == "CC" or (word.is_punct and word.text not in keep | set(also))

    while group and loose(group[0], "(["):
        group = group[1:]
    while group and loose(group[-1], ")]"):
        group = group[:-1]
    return group if any(not tree[i].is_punct for i in group) else []


def _balanced(text: str, span: Span) -> Span:
    """Drop a quotation mark or bracket at an edge that has no partner in the run."""
    start, end = span.start, span.end
    changed = True
    while changed and start < end:
        changed = False
        run = text[start:end]
        if run[0] in '"“‘«([' and not _closes(run, run[0]):
            start += 1
            changed = True
        elif run[-1] in '"”»)]' and not _opens(run, run[-1]):
            end -= 1
            changed = True
        while start < end and text[start].isspace():
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:.…"):
            end -= 1
            if text[end - 1 : end + 1] and text[end : end + 1] == "." and _abbreviates(text, end):
                end += 1
                break
    return Span(start, end)


def _abbreviates(text: str, at: int) -> bool:
    """Whether the full stop at a place belongs to an abbreviation such as `U.S.`."""
    return at >= 2 and text[at - 1].isalpha() and (at < 2 or text[at - 2] in ". ")  # noqa: PLR2004 - a letter and what is before it


def _closes(run: str, opening: str) -> bool:
    closing = {"“": "”", "‘": "’", "«": "»", "(": ")", "[": "]", '"': '"'}[opening]
    return closing in run[1:] if opening != '"' else run.count('"') % 2 == 0


def _opens(run: str, closing: str) -> bool:
    opening = {"”": "“", "»": "«", ")": "(", "]": "[", '"': '"'}[closing]
    return opening in run[:-1] if closing != '"' else run.count('"') % 2 == 0


def write(
    text: str, spans: Sequence[Span], added: Added | None, tree: Tree
) -> tuple[str, tuple[Bracket, ...]]:
    """Write a claim: its runs, joined by single spaces, with what was added in square brackets."""
    pieces: list[str] = []
    length = 0
    brackets: list[Bracket] = []
    place = None if added is None else tree[added.before].start

    def put(piece: str) -> int:
        nonlocal length
        at = length + (1 if pieces else 0)
        pieces.append(piece)
        length = at + len(piece)
        return at

    for span in spans:
        pending = added is not None and place is not None and not brackets
        if pending and added and place is not None and place < span.end:
            place = max(place, span.start)
            before = " ".join(text[span.start : place].split())
            if before:
                put(before)
            words = text[added.source.start : added.source.end]
            at = put(f"[{words}]")
            brackets.append(Bracket(Span(at, at + len(words) + 2), added.source))
            put(" ".join(text[place : span.end].split()))
        else:
            put(" ".join(text[span.start : span.end].split()))
    return " ".join(pieces), tuple(brackets)


__all__ = ["Kind", "LeftOutReason", "Voices", "assemble", "claim_id", "make_claim", "runs", "write"]
