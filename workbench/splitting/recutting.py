"""The claim under spans that an analyst chose: its text, figures, dates, speaker and rank.

What lies inside the claims that it is cut from is known from them, and nothing is parsed; beyond
them the article is parsed, and attribution and rank are worked out as they are for any claim.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.model import (
    ENGLISH,
    Article,
    Bracket,
    Checkability,
    Claim,
    DateMention,
    Figure,
    Manner,
    Span,
    primary,
)
from workbench.splitting.assembly import claim_id, is_quoted
from workbench.splitting.dates import dates_in
from workbench.splitting.figures import figures_in
from workbench.splitting.languages import language_of
from workbench.splitting.other_languages import checkability_of, figures_of
from workbench.splitting.writing import balanced, whole_words

if TYPE_CHECKING:
    from workbench.splitting.attribution import Attribution
    from workbench.splitting.clauses import Clause
    from workbench.splitting.sentences import Sentence
    from workbench.splitting.syntax import Tree

FIGURE_WEIGHT = 0.2
"""What `checkability.assess` adds for a figure."""
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese letters: no spaces part their words."""


def trimmed(article: Article, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans as a claim has them: whole words, in order, without punctuation at the edges.

    Those that overlap become one; what holds no word is dropped.
    """
    text = article.text
    found: list[Span] = []
    for span in sorted(spans):
        inside = Span(min(span.start, len(text)), min(span.end, len(text)))
        whole = _paired(text, balanced(text, _opened(text, _whole(text, inside))))
        if not any(letter.isalnum() for letter in text[whole.start : whole.end]):
            continue
        if found and whole.start <= found[-1].end:
            whole = Span(found[-1].start, max(found.pop().end, whole.end))
        found.append(whole)
    return tuple(found)


def recut(
    article: Article,
    spans: Iterable[Span],
    *,
    of: Sequence[Claim] = (),
) -> Claim | None:
    """Return the claim under spans of an article; None where they hold no word.

    `of` are the claims that it is cut from: brackets stay where their place is still inside. The
    same spans always give the same id.
    """
    chosen = trimmed(article, spans)
    if not chosen:
        return None
    if known := next((one for one in of if one.spans == chosen), None):
        return known
    text, brackets = _written(article.text, chosen, of)
    bare = Claim(
        id=claim_id(article, chosen),
        article_id=article.id,
        spans=chosen,
        text=text,
        brackets=brackets,
    )
    tag = article.language or language_of(article.text)
    if primary(tag) != ENGLISH:
        return _in_another_language(article, bare, tag)
    claim = replace(
        bare,
        figures=_figures(article.text, chosen),
        dates=tuple(d for d in _dates(article) if _holds(chosen, d.span)),
    )
    within = [span for one in of for span in one.spans]
    if of and all(_inside(span, within, article.text) for span in chosen):
        return _from_parents(claim, of)
    return _parsed(article, claim)


def _in_another_language(article: Article, bare: Claim, tag: str) -> Claim:
    text = article.text
    figures = tuple(
        figure
        for span in bare.spans
        for figure in figures_of(text[span.start : span.end], span.start, tag)
    )
    return replace(
        bare, figures=figures, checkability=checkability_of(article.quote(bare.spans), figures)
    )


def _from_parents(claim: Claim, of: Sequence[Claim]) -> Claim:
    """Return a claim that lies in others with their speaker and rank, less a figure cut off."""
    speaking = next((one for one in of if one.speaker is not None), of[0])
    ranked = max(of, key=lambda one: one.checkability.score)
    score, reasons = ranked.checkability.score, ranked.checkability.reasons
    if "figure" in reasons and not claim.figures:
        score = round(max(score - FIGURE_WEIGHT, 0.0), 2)
        reasons = tuple(reason for reason in reasons if reason != "figure")
    return replace(
        claim,
        speaker=speaking.speaker,
        speaker_span=speaking.speaker_span,
        cue=speaking.cue,
        manner=speaking.manner,
        checkability=Checkability(score, reasons),
    )


# Text and brackets


@dataclass(frozen=True, slots=True)
class _Placed:
    """A bracket by its place in the article."""

    at: int
    """Where the word behind it starts."""
    after: int
    """Where the word before it ends, or its span starts: what stands between, it replaces."""
    source: Span


def _written(
    text: str, spans: Sequence[Span], of: Sequence[Claim]
) -> tuple[str, tuple[Bracket, ...]]:
    """Write a claim: the words of its spans, with the brackets whose place is inside."""
    placed = sorted(
        {p for one in of for p in _placed(text, one) if _fits(text, p, spans)},
        key=lambda p: p.at,
    )
    pieces: list[str] = []
    brackets: list[Bracket] = []
    for span in spans:
        start = span.start
        for bracket in placed:
            if span.start <= bracket.at < span.end:
                pieces += text[start : max(bracket.after, start)].split()
                at = len(" ".join([*pieces, ""]))
                inserted = f"[{text[bracket.source.start : bracket.source.end]}]"
                brackets.append(Bracket(Span(at, at + len(inserted)), bracket.source))
                pieces.append(inserted)
                start = bracket.at
        pieces += text[start : span.end].split()
    return " ".join(pieces), tuple(brackets)


def _placed(text: str, claim: Claim) -> list[_Placed]:
    """Find where in the article a claim's brackets stand, by the letters around them.

    The letters behind the last bracket are the last of the spans, and so on backwards; between
    them may be letters that a bracket stands for.
    """
    places = [i for s in claim.spans for i in range(s.start, s.end) if not text[i].isspace()]
    letters = "".join(text[i] for i in places)
    found: list[_Placed] = []
    end, tail = len(letters), len(claim.text)
    for bracket in sorted(claim.brackets, key=lambda b: b.at, reverse=True):
        behind = "".join(claim.text[bracket.at.end : tail].split())
        begin = letters.rfind(behind, 0, end)
        if not behind or begin < 0:
            return []
        at, tail = places[begin], bracket.at.start
        start = next(s.start for s in claim.spans if s.start <= at < s.end)
        opening = max((b.at.end for b in claim.brackets if b.at.end <= tail), default=0)
        before = "".join(claim.text[opening:tail].split())
        end = letters.rfind(before, 0, begin) + len(before) if opening else len(before)
        after = places[end - 1] + 1 if end else start
        found.append(_Placed(at, min(max(after, start), at), bracket.source))
    return found


def _fits(text: str, bracket: _Placed, spans: Sequence[Span]) -> bool:
    """Whether a bracket's place is inside, and not right behind the words that it repeats."""
    if not any(span.start <= bracket.at < span.end for span in spans):
        return False
    between = text[bracket.source.end : bracket.at]
    repeated = bracket.source.end <= bracket.at and not any(map(str.isalnum, between))
    return not (repeated and any(_overlap(span, bracket.source) for span in spans))


# Figures and dates


def _figures(text: str, spans: Sequence[Span]) -> tuple[Figure, ...]:
    """Return the figures inside, and what is left of those that an edge cuts: `4,000 people`."""
    found: list[Figure] = []
    for figure in figures_in(text):
        for span in spans:
            start, end = max(figure.span.start, span.start), min(figure.span.end, span.end)
            if (start, end) == (figure.span.start, figure.span.end):
                found.append(figure)
            elif start < end:
                found += figures_in(text[start:end], offset=start)
    return tuple(found)


def _dates(article: Article) -> tuple[DateMention, ...]:
    return dates_in(article.text, published=article.published)


# Who says it, and its rank, from the parse


@lru_cache(maxsize=1)
def _read(text: str) -> "tuple[tuple[Sentence, ...], tuple[Attribution, ...]]":
    """Parse an article: 1 s to load spaCy, 2.5 s where torch is installed; then 0.1 s a page."""
    from workbench.splitting.attribution import attributions
    from workbench.splitting.parse import paragraphs
    from workbench.splitting.sentences import sentences

    parsed = paragraphs(text)
    return sentences(parsed), attributions(parsed)


def _parsed(article: Article, claim: Claim) -> Claim:
    """Return a claim with the speaker and the rank of the clause that most of its words are in."""
    from workbench.splitting.checkability import Voice, assess

    sentences, attributions = _read(article.text)
    found = _clause(sentences, attributions, claim.spans)
    if found is None:
        return claim
    tree, clause = found
    attribution = None if clause.voice is None else attributions[clause.voice]
    if attribution is not None and _is_told(attribution, claim.spans):
        attribution = None
    manner = attribution.manner if attribution else Manner.ASSERTED
    voice = Voice(attribution is not None, is_quoted(article.text, tree, clause), manner)
    speaker = attribution.speaker if attribution else None
    cue = attribution.cue if attribution else None
    return replace(
        claim,
        speaker=article.quote([speaker]) if speaker else None,
        speaker_span=speaker,
        cue=article.quote([cue]) if cue else None,
        manner=manner,
        checkability=assess(tree, clause, claim.figures, voice),
    )


def _clause(
    sentences: "Sequence[Sentence]", attributions: "Sequence[Attribution]", spans: Sequence[Span]
) -> "tuple[Tree, Clause] | None":
    """Return the clause that holds most words of the spans, with these words as its own."""
    from workbench.splitting.clauses import clauses
    from workbench.splitting.joints import Kind
    from workbench.splitting.voices import voices

    best: tuple[tuple[int, bool], Tree, Clause] | None = None
    for sentence in sentences:
        if not any(_overlap(sentence.span, span) for span in spans):
            continue
        tree = sentence.tree
        paragraph = [one for one in sentences if one.paragraph == sentence.paragraph]
        words = tuple(i for i in range(len(tree)) if _holds(spans, tree.span(i, i)))
        for clause in clauses(sentence, voices(tree, paragraph, attributions)):
            own = sum(1 for i in set(clause.words) & set(words) if not tree[i].is_punct)
            weight = (own, clause.kind is not Kind.REPORTING)
            if own and (best is None or weight > best[0]):
                best = weight, tree, replace(clause, words=words)
    return best[1:] if best else None


def _is_told(attribution: "Attribution", spans: Sequence[Span]) -> bool:
    """Whether the spans hold the cue, so that the article tells who says it in the claim itself."""
    cue = attribution.cue
    if cue is None or any(_overlap(cue, content) for content in attribution.contents):
        return False
    return _holds(spans, cue)


# Spans


def _whole(text: str, span: Span) -> Span:
    """Widen a span to whole words, where its edges are letters of a script that parts words."""
    wide = whole_words(text, span)
    start = wide.start if _is_spaced(text[wide.start : span.start + 1]) else span.start
    end = wide.end if _is_spaced(text[max(span.end - 1, 0) : wide.end]) else span.end
    return Span(start, end)


def _opened(text: str, span: Span) -> Span:
    """Drop punctuation that a run begins with, but not the point of `.5`."""
    start = span.start
    while start < span.end and (text[start].isspace() or text[start] in ",;:.…!?"):
        if text[start] == "." and text[start + 1 : start + 2].isdigit():
            break
        start += 1
    return Span(start, span.end)


def _paired(text: str, span: Span) -> Span:
    """Take in the quotation mark or bracket at an edge whose partner is inside."""
    start, end = span.start, span.end
    for opening, closing in ("“”", "«»", "()", "[]"):
        inside = text[start:end]
        if inside.count(opening) < inside.count(closing) and text[start - 1 : start] == opening:
            start -= 1
        elif inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
    return Span(start, end)


def _is_spaced(letters: str) -> bool:
    return not UNSPACED.search(letters)


def _holds(spans: Iterable[Span], inner: Span) -> bool:
    return any(outer.start <= inner.start and inner.end <= outer.end for outer in spans)


def _inside(span: Span, others: Iterable[Span], text: str) -> bool:
    """Whether each word of a span lies in one of the others."""
    within = list(others)
    return all(
        not text[i].isalnum() or any(one.start <= i < one.end for one in within)
        for i in range(span.start, span.end)
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
