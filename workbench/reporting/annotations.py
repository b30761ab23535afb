"""The report as W3C Web Annotations, which other tools lay over the article.

A collection after https://www.w3.org/TR/annotation-model: one annotation for each claim, its words
found by quotation (exact, prefix, suffix) and by position.
"""

from collections.abc import Iterator

from workbench.model import Article, Json, Report, ReviewedClaim, Span
from workbench.reporting import wording
from workbench.reporting.structured import as_json_text

AROUND = 32
"""Letters of context before and behind a quotation."""


def render_annotations(report: Report) -> str:
    """Return an AnnotationCollection in JSON-LD, ending in one line feed.

    Positions count code points, as spans do everywhere here.
    """
    items = list(_annotations(report))
    return as_json_text(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:sha256:{report.head.sha256}",
            "type": "AnnotationCollection",
            "label": f"Claim status report: {report.filter}",
            "created": wording.moment(report.made_at),
            "total": len(items),
            "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
        }
    )


def _annotations(report: Report) -> Iterator[Json]:
    for section in report.sections:
        for item in section.claims:
            yield _annotation(item, section.article)


def _annotation(item: ReviewedClaim, article: Article) -> dict[str, Json]:
    decision = item.decision
    annotation: dict[str, Json] = {
        "id": f"urn:claim:{item.claim.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": list(_bodies(item)),
        "target": [
            {"source": _source(article), "selector": _selectors(article.text, span)}
            for span in item.claim.spans
        ],
    }
    if decision is not None:
        annotation["creator"] = {"type": "Person", "name": decision.analyst}
        annotation["created"] = wording.moment(decision.at)
    return annotation


def _bodies(item: ReviewedClaim) -> Iterator[dict[str, Json]]:
    yield _text("classifying", item.status.value)
    yield _text("describing", item.claim.text)
    if item.decision and item.decision.reason:
        yield _text("commenting", item.decision.reason)
    for tag in item.tags:
        yield _text("tagging", tag)


def _text(purpose: str, value: str) -> dict[str, Json]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _source(article: Article) -> str:
    return article.url or f"urn:sha256:{article.id}"


def _selectors(text: str, span: Span) -> list[Json]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
