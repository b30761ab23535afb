"""What an article says that is neither in a claim nor left out with a reason."""

import re
from collections.abc import Iterator

from workbench.model import Article, Span, Splitting
from workbench.splitting.figures import figures_in

WORD = re.compile(r"[^\W_]+")
NAME = re.compile(r"[^\W\d_a-z][\w’'\-]*(?: [^\W\d_a-z][\w’'\-]*)*")
"""Words that begin with a capital, in a row: by its letters, so that no parser can lose one."""
QUOTATION = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"|«[^«»\n]+»")
OPENERS = frozenset(
    "a an and as at but by for from he her his however if in into it its meanwhile no nor of on or"  # noqa: SIM905 - one word list
    " our she so some that the their there these they this those though to we what when where"
    " which while who with yet you i me us them him both either since once whilst whereas because"
    " until also although after before even still".split()
)
"""Pronouns and connectives, which a bracket replaces or which belong to no statement."""


def unaccounted(article: Article, splitting: Splitting) -> tuple[Span, ...]:
    """Return the figures, names and quotations that no claim and nothing left out holds.

    Each word of a figure, name or quotation has to lie in a claim's spans, in its speaker or its
    cue, or in a statement that was left out. Spans come in article order.
    """
    covered = _covered(splitting)
    found = [
        span
        for span in expected(article)
        if not all(_inside(word, covered) for word in _words(article.text, span))
    ]
    return tuple(found)


def expected(article: Article) -> tuple[Span, ...]:
    """Return the figures, names and quotations of an article, in order."""
    return tuple(sorted(set(_to_account_for(article.text))))


def _to_account_for(text: str) -> Iterator[Span]:
    for figure in figures_in(text):
        yield figure.span
    for match in NAME.finditer(text):
        words = [word for word in WORD.findall(match[0]) if word.lower() not in OPENERS]
        if words:
            yield Span(*match.span())
    for match in QUOTATION.finditer(text):
        yield Span(*match.span())


def _words(text: str, span: Span) -> Iterator[Span]:
    """Yield the words under a span that are more than the opener of a sentence."""
    for match in WORD.finditer(text, span.start, span.end):
        if match[0].lower() not in OPENERS:
            yield Span(*match.span())


def _covered(splitting: Splitting) -> list[Span]:
    """Return everything that claims and left-out statements hold, as runs that do not touch."""
    spans = [span for claim in splitting.claims for span in claim.spans]
    spans += [claim.speaker_span for claim in splitting.claims if claim.speaker_span]
    spans += [span for item in splitting.left_out for span in item.spans]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _inside(word: Span, covered: list[Span]) -> bool:
    """Whether a word lies in the covered runs."""
    low, high = 0, len(covered)
    while low < high:
        middle = (low + high) // 2
        if covered[middle].end <= word.start:
            low = middle + 1
        else:
            high = middle
    return low < len(covered) and covered[low].start <= word.start and word.end <= covered[low].end
