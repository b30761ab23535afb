"""The report as ClaimReview, the markup by which fact-checks are found (schema.org/ClaimReview).

A DataFeed of one review for each claim that has a verdict. Words say the verdict; a number would
say more than an analyst did: only `verified` has one, the best of the scale.
"""

from collections.abc import Iterator

from workbench.model import Article, Decision, Json, Report, ReviewedClaim, Verdict
from workbench.reporting import wording
from workbench.reporting.structured import as_json_text

WORST, BEST = 1, 5


def render_claim_reviews(report: Report) -> str:
    """Return a DataFeed in JSON-LD, ending in one line feed."""
    return as_json_text(
        {
            "@context": "https://schema.org",
            "@type": "DataFeed",
            "name": "Claim status report",
            "description": f"{wording.totals(report.tally)}; filter: {report.filter}",
            "dateModified": wording.moment(report.made_at),
            "dataFeedElement": list(_reviews(report)),
        }
    )


def _reviews(report: Report) -> Iterator[Json]:
    for section in report.sections:
        for item in section.claims:
            if item.decision is not None:
                yield _review(item, item.decision, section.article)


def _review(item: ReviewedClaim, decision: Decision, article: Article) -> dict[str, Json]:
    claim = item.claim
    review: dict[str, Json] = {
        "@type": "ClaimReview",
        "identifier": claim.id,
        "claimReviewed": claim.text,
        "datePublished": decision.at.date().isoformat(),
        "author": {"@type": "Person", "name": decision.analyst},
        "reviewRating": _rating(decision),
        "itemReviewed": _claim(item, article),
    }
    citations: list[Json] = [
        _without_none(
            {
                "@type": "CreativeWork",
                "name": given.evidence.source,
                "text": given.evidence.quote,
                "url": given.evidence.address,
            }
        )
        for given in item.evidence
    ]
    return review | ({"citation": citations} if citations else {})


def _rating(decision: Decision) -> dict[str, Json]:
    rating: dict[str, Json] = {"@type": "Rating", "alternateName": str(decision.verdict)}
    if decision.verdict is Verdict.VERIFIED:
        rating |= {"ratingValue": BEST, "worstRating": WORST, "bestRating": BEST}
    return rating | ({"ratingExplanation": decision.reason} if decision.reason else {})


def _claim(item: ReviewedClaim, article: Article) -> dict[str, Json]:
    claim = item.claim
    appearance = _without_none(
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "url": article.url,
            "inLanguage": article.language,
            "author": {"@type": "Person", "name": article.author} if article.author else None,
            "datePublished": article.published.isoformat() if article.published else None,
            "publisher": (
                {"@type": "Organization", "name": article.publisher} if article.publisher else None
            ),
        }
    )
    return _without_none(
        {
            "@type": "Claim",
            "text": item.quote,
            "author": {"@type": "Thing", "name": claim.speaker} if claim.speaker else None,
            "appearance": appearance,
        }
    )


def _without_none(value: dict[str, Json]) -> dict[str, Json]:
    return {key: item for key, item in value.items() if item is not None}
