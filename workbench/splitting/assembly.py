"""Clauses, references and judgements put together: claims, and what was left out."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVar

from workbench.model import (
    Article,
    Claim,
    DateMention,
    Figure,
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
from workbench.splitting.discourse import Discourse
from workbench.splitting.figures import figures_in
from workbench.splitting.joints import Kind
from workbench.splitting.quotations import quotations
from workbench.splitting.references import Place, Reference, opens_with_pronoun, resolve
from workbench.splitting.sentences import Sentence
from workbench.splitting.syntax import Tree
from workbench.splitting.voices import Voices, voices
from workbench.splitting.writing import Added, balanced, runs, write

INHERITED = {
    Kind.ADVERBIAL: {LeftOutReason.OPINION},
    Kind.RELATIVE: {LeftOutReason.OPINION},
}
"""What a clause is too where the statement above it is: in somebody's mouth, a relative clause in
quotation marks only."""
Spanned = TypeVar("Spanned", Figure, DateMention)
LIGHT = frozenset({"CC", "DT", "IN", "TO", "WDT", "WP", "WRB", "POS", "EX", "_SP", "PRP", "PRP$"})
"""Tags of words that need no place of their own."""


def assemble(
    article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> Splitting:
    """Turn an article's sentences into its claims and what was left out."""
    figures = figures_in(article.text)
    dates = dates_in(article.text, published=article.published)
    work = _Assembly(article, attributions, figures, dates)
    for paragraph in _by_paragraph(sentences):
        work.discourse.new_paragraph()
        who = voices(paragraph[0].tree, paragraph, attributions)
        for sentence in paragraph:
            work.add(sentence, who)
    claims, left_out = work.claims, work.left_out
    for spans, reason in uncovered(article, sentences, [*claims, *left_out]):
        left_out.setdefault(spans, LeftOut(spans, reason))
    left_out.pop((), None)
    return Splitting(
        tuple(sorted(claims.values(), key=lambda claim: claim.spans)),
        tuple(sorted(left_out.values(), key=lambda item: item.spans)),
    )


@dataclass(slots=True)
class _Assembly:
    """What has been found of an article so far."""

    article: Article
    attributions: Sequence[Attribution]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    """Those of the whole article, which settles what they resolve to."""
    claims: dict[tuple[Span, ...], Claim] = field(default_factory=dict)
    left_out: dict[tuple[Span, ...], LeftOut] = field(default_factory=dict)
    discourse: Discourse = field(default_factory=Discourse)
    sentences: int = 0

    def add(self, sentence: Sentence, who: Voices) -> None:
        """Take in a sentence, clause by clause."""
        self.sentences += 1
        tree = sentence.tree
        objections: dict[int, LeftOutReason] = {}
        for clause in clauses(sentence, who):
            attribution = None if clause.voice is None else self.attributions[clause.voice]
            voice = Voice(
                attribution is not None,
                is_quoted(self.article.text, tree, clause),
                attribution.manner if attribution else Manner.ASSERTED,
            )
            reason = objection(sentence, clause, voice)
            if reason is None and clause.kind in INHERITED:
                above = objections.get(_above(tree, clause.head, objections))
                heard = voice.quoted if clause.kind is Kind.RELATIVE else voice.spoken
                reason = above if above in INHERITED[clause.kind] and heard else None
            stood_for = None
            if reason is None:
                acting = who.acts.get(clause.head)
                actor = None if acting is None else self.attributions[acting].speaker
                stood_for = self._claim(tree, clause, attribution, voice, actor)
            else:
                objections[clause.head] = reason
                self._leave_out(tree, clause, reason)
            self.discourse.read(tree, clause, self.sentences, stood_for, quoted=voice.quoted)

    def _leave_out(self, tree: Tree, clause: Clause, reason: LeftOutReason) -> None:
        spans = runs(self.article, tree, clause.words)
        self.left_out.setdefault(spans, LeftOut(spans, reason))

    def _claim(
        self,
        tree: Tree,
        clause: Clause,
        attribution: Attribution | None,
        voice: Voice,
        actor: Span | None,
    ) -> Span | None:
        """Keep the claim that a clause states, and return what its subject stands for."""
        text = self.article.text
        speaker = attribution.speaker if attribution else None
        heard = None if actor else speaker
        place = Place(tree, text, self.sentences, heard, voice.quoted, actor)
        reference = resolve(place, clause, self.discourse)
        words, added = _with_reference(text, tree, clause, reference)
        if added is None and voice.quoted and opens_with_pronoun(tree, clause):
            self._leave_out(tree, clause, LeftOutReason.NO_STATEMENT)
            return None
        spans = runs(self.article, tree, words)
        written, brackets = write(text, spans, added, tree)
        figures = tuple(_held(self.figures, spans))
        cue = attribution.cue if attribution else None
        claim = Claim(
            id=claim_id(self.article, spans),
            article_id=self.article.id,
            spans=spans,
            text=written,
            speaker=text[speaker.start : speaker.end] if speaker else None,
            speaker_span=speaker,
            cue=text[cue.start : cue.end] if cue else None,
            manner=voice.manner,
            figures=figures,
            checkability=assess(tree, clause, figures, voice),
            brackets=brackets,
            dates=tuple(_held(self.dates, spans)),
        )
        self.claims.setdefault(spans, claim)
        return reference.source if reference and added else None


def _with_reference(
    text: str, tree: Tree, clause: Clause, reference: Reference | None
) -> tuple[tuple[int, ...], Added | None]:
    """Return the words of a claim, less those a bracket stands for, and the bracket."""
    words = clause.words
    if reference is None:
        return words, None
    left = tuple(i for i in words if i not in reference.replaces)
    behind = max(reference.replaces, default=words[0] - 1)
    after = [i for i in left if i > behind and not tree[i].is_punct]
    inside = not reference.replaces and any(_covers(tree, words, reference.source))
    if not after or inside:
        return words, None
    return left, Added(balanced(text, reference.source), after[0])


def _held(found: Sequence[Spanned], spans: Sequence[Span]) -> Iterator[Spanned]:
    """Yield what stands in one of the spans; both are in the text's order."""
    if not spans:
        return
    first = bisect_left(found, spans[0].start, key=lambda one: one.span.start)
    for place in range(first, len(found)):
        one = found[place]
        if one.span.start >= spans[-1].end:
            return
        if _holds(spans, one.span):
            yield one


def _holds(spans: Iterable[Span], inner: Span) -> bool:
    """Whether one of the spans holds all of another."""
    for outer in spans:  # noqa: SIM110 - any() costs twice as much, for every figure of every claim
        if outer.start <= inner.start and inner.end <= outer.end:
            return True
    return False


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


def claim_id(article: Article, spans: Sequence[Span]) -> str:
    """Return the first 16 hexadecimal digits of SHA-256 over the article's id and the spans."""
    form = article.id + "".join(f" {span.start}-{span.end}" for span in spans)
    return hashlib.sha256(form.encode("ascii")).hexdigest()[:16]


def _covers(tree: Tree, words: Sequence[int], span: Span) -> Iterator[bool]:
    return (span.start <= tree[i].start and tree[i].end <= span.end for i in words)


def is_quoted(text: str, tree: Tree, clause: Clause) -> bool:
    """Whether a clause's subject stands inside quotation marks, by the letters of its paragraph."""
    at = next((tree[i].start for i in clause.words if not tree[i].is_punct), 0)
    before = text[tree[0].start : at]
    if before.count('"') % 2 == 1 or before.count("“") > before.count("”"):
        return True
    if not {"'", "‘", "’"}.intersection(before):
        return False
    here = tree.span(0, len(tree) - 1)
    found = quotations([text[here.start : here.end]], [here])
    return any(each.span.start < at < each.span.end for each in found)
