"""Articles that are not in English: each sentence a claim, letter for letter, with its figures.

Nothing is parsed, so nobody is named as a speaker and no clause is taken out of its sentence.
Sentences are those of sentencex (Wikimedia, MIT; rules for some 250 languages), put together again
where it cuts after an ordinal or an initial.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from workbench.model import (
    Article,
    Checkability,
    Claim,
    Figure,
    FigureKind,
    LeftOut,
    LeftOutReason,
    Span,
    Splitting,
    primary,
)
from workbench.splitting.assembly import claim_id

LINE: Final = re.compile(r"[^\s](?:[^\n]*[^\s])?")
UNFINISHED: Final = re.compile(r"(?:^|[\s(„“«\"'])(?:[^\W\d_]|\d{1,3}|[^\W\d_]\.[^\W\d_])\.$")
"""An end that closes no sentence: `am 3.`, `M.`, `z.B.`"""
END: Final = frozenset(".!?…。！？؟।॥։።።៕။｡")
ASKING: Final = frozenset("?？؟;⁇")
CLOSERS: Final = "\"'”’»›“)]）」』】 \u00a0\u202f"
QUOTE: Final = re.compile('["“”„«»「」『』]')
LONGEST_LINE: Final = 60
"""Letters; a longer line without a full stop is text, however it ends."""

FIGURE: Final = re.compile(
    r"(?<![A-Za-z\d.,])\d+(?:[.,'’\u00a0\u202f\u066b\u066c ]\d{3}(?!\d))*(?:[.,\u066b]\d+)?"
    r"(?:\s?[%٪])?(?!\d)"
)
POINT_IS_DECIMAL: Final = frozenset(
    "am bn cy fa ga gu ha he hi ig ja km kn ko ml mr ms mt my ne pa ps si sw ta te th tl ur wuu xh"  # noqa: SIM905 - one word list
    " yo yue zh zu".split()
)
"""Languages that write 1,234.5; the others write 1.234,5."""
YEARS: Final = range(1800, 2101)


def split_by_sentences(article: Article, *, language: str) -> Splitting:
    """Return each sentence as a claim; headlines, captions and questions are left out."""
    claims: list[Claim] = []
    left_out: list[LeftOut] = []
    for span, reason in _sentences(article.text, language):
        if reason is not None:
            left_out.append(LeftOut((span,), reason))
            continue
        text = article.text[span.start : span.end]
        figures = tuple(figures_of(text, span.start, language))
        claims.append(
            Claim(
                id=claim_id(article, [span]),
                article_id=article.id,
                spans=(span,),
                text=" ".join(text.split()),
                figures=figures,
                checkability=checkability_of(text, figures),
            )
        )
    return Splitting(tuple(claims), tuple(left_out))


def _sentences(text: str, language: str) -> Iterator[tuple[Span, LeftOutReason | None]]:
    """Yield sentences in order, each with why it is none that can be checked, if so."""
    first = True
    for line in LINE.finditer(text):
        spans = list(_in_line(line[0], language))
        for start, end in spans:
            span = Span(line.start() + start, line.start() + end)
            yield span, _reason(line[0][start:end], alone=len(spans) == 1, first=first)
        first = False


def _reason(sentence: str, *, alone: bool, first: bool) -> LeftOutReason | None:
    last = sentence.rstrip(CLOSERS)[-1:]
    if last in ASKING:
        return LeftOutReason.QUESTION
    if not any(letter.isalpha() for letter in sentence):
        return LeftOutReason.NO_STATEMENT
    if alone and last not in END and (first or len(sentence) <= LONGEST_LINE):
        return LeftOutReason.HEADLINE if first else LeftOutReason.CAPTION
    return None


def _in_line(line: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a line start and end."""
    import sentencex  # ~0.01 s

    start = at = 0
    for piece in sentencex.segment(primary(language), line):
        at += len(piece)
        cut = line[start:at].rstrip()
        rest = line[at:].lstrip()
        if rest and (UNFINISHED.search(cut) or rest[0].islower()):
            continue
        if cut.strip():
            yield start + len(cut) - len(cut.lstrip()), start + len(cut)
        start = at
    if line[start:].strip():  # the last piece would have gone on
        yield start, len(line)


def figures_of(text: str, offset: int, language: str) -> Iterator[Figure]:
    """Yield the numbers of a text; `offset` is added to their spans."""
    decimal = "." if primary(language) in POINT_IS_DECIMAL else ","
    for match in FIGURE.finditer(text):
        written = match[0].rstrip("%٪ \u00a0\u202f")
        value = _value(written, decimal=decimal)
        percent = written != match[0].rstrip()
        whole = written.isdigit()
        kind = FigureKind.PERCENT if percent else FigureKind.COUNT
        if not percent and whole and len(written) == len("2012") and value in YEARS:
            kind = FigureKind.YEAR
        yield Figure(
            match[0],
            kind,
            value,
            hedge=None,
            unit="percent" if percent else None,
            span=Span(offset + match.start(), offset + match.end()),
        )


def _value(written: str, *, decimal: str) -> float:
    """Read digits of any script; what is no decimal mark of the language parts thousands."""
    digits = []
    for letter in written:
        if letter.isdigit():
            digits.append(str(unicodedata.digit(letter)))
        elif letter in {decimal, "\u066b"}:
            digits.append(".")
    whole, *fractions = "".join(digits).split(".")
    return (
        float(f"{whole}.{fractions[0]}")
        if len(fractions) == 1
        else float(whole + "".join(fractions))
    )


def checkability_of(text: str, figures: tuple[Figure, ...]) -> Checkability:
    """Score a claim for ordering, by its figures and quotation marks alone."""
    reasons = []
    if figures:
        reasons.append("figure")
    if QUOTE.search(text):
        reasons.append("quotation")
    return Checkability(
        0.4 + 0.2 * bool(figures) + 0.1 * (len(reasons) - bool(figures)), tuple(reasons)
    )
