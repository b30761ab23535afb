import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from report_samples import DECISION, HOSTILE_TEXTS, REVIEWED, SECTION, report, report_that_says

from workbench.model import PastClaim, Verdict
from workbench.reading import read_past_claims
from workbench.reporting import render_claim_reviews


def test_each_claim_with_a_verdict_is_a_review_of_a_data_feed() -> None:
    article = replace(SECTION.article, author="Ida Holm", language="cy-GB")
    feed = json.loads(render_claim_reviews(report(replace(SECTION, article=article))))

    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    (review,) = feed["dataFeedElement"]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == REVIEWED.claim.text
    assert review["author"] == {"@type": "Person", "name": "anna"}
    assert review["itemReviewed"]["author"]["name"] == "the mayor"
    appearance = review["itemReviewed"]["appearance"]
    assert (appearance["@type"], appearance["inLanguage"]) == ("NewsArticle", "cy-GB")
    assert appearance["author"] == {"@type": "Person", "name": "Ida Holm"}


@pytest.mark.parametrize("verdict", [Verdict.DISPUTED, Verdict.UNCONFIRMED])
def test_a_verdict_that_is_no_number_is_said_in_words_alone(verdict: Verdict) -> None:
    item = replace(REVIEWED, decision=replace(DECISION, verdict=verdict))
    feed = json.loads(render_claim_reviews(report(replace(SECTION, claims=(item,)))))

    rating = feed["dataFeedElement"][0]["reviewRating"]
    assert rating == {
        "@type": "Rating",
        "alternateName": verdict.value,
        "ratingExplanation": "The ferry company counted 3,100.",
    }


def test_a_verified_claim_has_the_best_of_its_scale() -> None:
    item = replace(REVIEWED, decision=replace(DECISION, verdict=Verdict.VERIFIED))
    feed = json.loads(render_claim_reviews(report(replace(SECTION, claims=(item,)))))

    rating = feed["dataFeedElement"][0]["reviewRating"]
    assert rating["ratingValue"] == rating["bestRating"] > rating["worstRating"]


def test_another_workbench_reads_the_reviews_as_past_claims() -> None:
    text = render_claim_reviews(report(SECTION))

    (past,) = read_past_claims(io.BytesIO(text.encode()), name="feed.json")

    assert isinstance(past, PastClaim)
    assert (past.text, past.verdict) == (REVIEWED.claim.text, Verdict.DISPUTED)
    assert (past.publisher, past.speaker) == ("anna", "the mayor")


@given(HOSTILE_TEXTS)
def test_whatever_a_text_holds_is_kept(words: str) -> None:
    feed = json.loads(render_claim_reviews(report_that_says(words)))

    assert feed["dataFeedElement"][0]["claimReviewed"] == words
