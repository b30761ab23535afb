import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ImportRefusedError
from workbench.model import PastClaim, Verdict
from workbench.reading import BadRow, read_past_claims
from workbench.reading.json_values import CHUNK

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "About 4,000 people stayed in the quarter.",
    "datePublished": "2012-03-04",
    "url": "https://desk.example/4000",
    "headline": "How many stayed?",
    "author": {"@type": "Organization", "name": "Fact Desk", "url": "https://desk.example"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "A commander"},
        "datePublished": "2012-03-01",
        "appearance": [{"@type": "CreativeWork", "url": "https://post.example/1"}],
    },
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Mostly false",
        "ratingExplanation": "Two lists say otherwise.",
    },
}


def read(document: object, *, name: str = "feed.json") -> tuple[list[PastClaim], list[BadRow]]:
    text = document if isinstance(document, str) else json.dumps(document)
    rows = list(read_past_claims(io.BytesIO(text.encode()), name=name))
    return (
        [row for row in rows if isinstance(row, PastClaim)],
        [row for row in rows if isinstance(row, BadRow)],
    )


def review(**changes: object) -> dict[str, Any]:
    return {key: value for key, value in {**REVIEW, **changes}.items() if value is not None}


def rated(**rating: object) -> tuple[Verdict | None, str | None]:
    (past,), _ = read(review(reviewRating=rating))
    return past.verdict, past.rating


def test_a_review_becomes_a_past_claim() -> None:
    (past,), bad = read(REVIEW)

    assert bad == []
    assert past == PastClaim(
        id=past.id,
        text="About 4,000 people stayed in the quarter.",
        title="How many stayed?",
        verdict=Verdict.DISPUTED,
        rating="Mostly false",
        date=dt.date(2012, 3, 4),
        publisher="Fact Desk",
        address="https://desk.example/4000",
        speaker="A commander",
        reason="Two lists say otherwise.",
    )


OTHER = review(claimReviewed="The bridge fell.")
PAGE = f"""<!doctype html><html><head><title>x</title>
<script>var ClaimReview = "no";</script>
<SCRIPT id="a" type='application/ld+json'>{json.dumps(REVIEW)}</SCRIPT>
<script type="application/ld+json">
<!-- {json.dumps({"@graph": [{"@type": "WebPage"}, OTHER]}, indent=1)} -->
</script></head><body></body></html>"""


@pytest.mark.parametrize(
    "document",
    [
        [REVIEW, OTHER],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, REVIEW, OTHER]},
        {
            "@type": "DataFeed",
            "dataFeedElement": [
                {"@type": "DataFeedItem", "item": [REVIEW], "url": "https://desk.example/4000"},
                {"@type": "DataFeedItem", "item": None},
                {"@type": "DataFeedItem", "item": OTHER},
            ],
            "dateModified": "2026-01-01",
        },
        {"@type": "NewsArticle", "review": [REVIEW, OTHER]},
        f"{json.dumps(REVIEW)}\n{json.dumps(OTHER)}\n",
        f"{json.dumps(REVIEW, indent=2)}\n{json.dumps(OTHER, indent=2)}\n",
        f"[\n{json.dumps(REVIEW)},\n{json.dumps(OTHER)}\n]\n",
        PAGE,
    ],
    ids=["list", "graph", "feed", "article", "lines", "documents", "list of lines", "page"],
)
def test_reviews_are_found_in_what_holds_them(document: object) -> None:
    past, bad = read(document)

    assert bad == []
    assert [one.text for one in past] == [REVIEW["claimReviewed"], "The bridge fell."]


def test_a_feed_in_one_long_line_is_read_element_by_element() -> None:
    element = {"item": [review(claimReviewed="x" * 200)]}
    many = [json.loads(json.dumps(element)) for _ in range(CHUNK // 500)]
    for number, one in enumerate(many):
        one["item"][0]["claimReviewed"] = f"Claim {number} “é” {'x' * 200}"

    past, bad = read(json.dumps({"@type": "DataFeed", "dataFeedElement": many}))

    assert bad == []
    assert len(past) == len(many)


@pytest.mark.parametrize(
    "type_",
    [
        "ClaimReview",
        ["Article", "ClaimReview"],
        "http://schema.org/ClaimReview",
        "https://schema.org/ClaimReview",
        "schema:ClaimReview",
    ],
)
def test_a_type_is_known_in_all_its_forms(type_: object) -> None:
    (past,), _ = read([{"@type": type_, "claimReviewed": "It fell."}])

    assert past.text == "It fell."


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"author": "Fact Desk"}, "publisher", "Fact Desk"),
        ({"author": [{"name": ["Fact Desk"]}]}, "publisher", "Fact Desk"),
        ({"publisher": {"name": "House"}}, "publisher", "House"),
        ({"author": None}, "publisher", None),
        ({"claimReviewed": {"@value": "It fell.", "@language": "en"}}, "text", "It fell."),
        ({"claimReviewed": "<p>It fell &amp; &ldquo;burnt&rdquo;.</p>"}, "text",
         "It fell & “burnt”."),
        ({"claimReviewed": "2 < 3 and 4 > 3"}, "text", "2 < 3 and 4 > 3"),
        ({"claimReviewed": None, "itemReviewed": {"@type": "Claim", "name": "It fell."}}, "text",
         "It fell."),
        ({"itemReviewed": [{"author": [{"name": "A"}, {"name": "B"}]}]}, "speaker", "A, B"),
        ({"itemReviewed": {"author": "Posts"}}, "speaker", "Posts"),
        ({"itemReviewed": {"appearance": {"author": {"name": "C"}}}}, "speaker", "C"),
        ({"itemReviewed": None}, "speaker", None),
        ({"url": None, "mainEntityOfPage": {"@id": "https://a.example"}}, "address",
         "https://a.example"),
        ({"url": "javascript:alert(1)"}, "address", None),
        ({"datePublished": "2012-03-04T10:00:00.000Z"}, "date", dt.date(2012, 3, 4)),
        ({"datePublished": "Sun, 04 Mar 2012 10:00:00 +0000"}, "date", dt.date(2012, 3, 4)),
        ({"datePublished": "March 4, 2012"}, "date", dt.date(2012, 3, 4)),
        ({"datePublished": None}, "date", None),
        ({"datePublished": ""}, "date", None),
        ({"reviewRating": None}, "rating", None),
        ({"reviewRating": "False"}, "verdict", Verdict.DISPUTED),
        ({"reviewRating": [{"ratingValue": "False"}]}, "verdict", Verdict.DISPUTED),
    ],
)  # fmt: skip
def test_a_value_is_read_in_the_forms_it_has_in_the_wild(
    changes: Mapping[str, object], field: str, value: object
) -> None:
    (past,), bad = read(review(**changes))

    assert bad == []
    assert getattr(past, field) == value


def test_references_are_followed() -> None:
    (past,), _ = read(
        {
            "@graph": [
                {"@type": "Organization", "@id": "#desk", "name": "Fact Desk"},
                review(author={"@id": "#desk"}, itemReviewed={"@id": "#claim"}),
                {"@type": "Claim", "@id": "#claim", "author": {"name": "A commander"}},
            ]
        }
    )

    assert (past.publisher, past.speaker) == ("Fact Desk", "A commander")


def test_a_review_of_several_claims_is_several_past_claims() -> None:
    past, _ = read(review(claimReviewed=["It fell.", "It burnt."]))

    assert [one.text for one in past] == ["It fell.", "It burnt."]


@pytest.mark.parametrize(
    ("rating", "verdict", "kept"),
    [
        ({"ratingValue": 1}, Verdict.DISPUTED, "1"),
        ({"ratingValue": "5"}, Verdict.VERIFIED, "5"),
        ({"ratingValue": 3}, None, "3"),
        ({"ratingValue": 2, "bestRating": 10, "worstRating": 1}, Verdict.DISPUTED, "2 (1 to 10)"),
        ({"ratingValue": 1, "bestRating": 1, "worstRating": 0}, Verdict.VERIFIED, "1 (0 to 1)"),
        ({"ratingValue": 7, "bestRating": 5, "worstRating": 1}, None, "7 (1 to 5)"),
        ({"ratingValue": 0, "bestRating": 0, "worstRating": 0}, None, "0 (0 to 0)"),
        ({"ratingValue": -1}, None, "-1"),
        ({"ratingValue": 5, "alternateName": "False"}, Verdict.DISPUTED, "False"),
        (
            {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Tall tale"},
            Verdict.DISPUTED,
            "Tall tale",
        ),
        ({"ratingValue": 1, "alternateName": "Tall tale"}, None, "Tall tale"),
        (
            {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Half true"},
            None,
            "Half true",
        ),
    ],
)
def test_numbers_count_on_their_scale_and_words_before_numbers(
    rating: Mapping[str, object], verdict: Verdict | None, kept: str
) -> None:
    assert rated(**rating) == (verdict, kept)


def test_a_review_without_a_claim_is_listed_with_its_record_number() -> None:
    past, bad = read([REVIEW, review(claimReviewed=None, itemReviewed=None), OTHER])

    assert len(past) == 2
    assert bad == [BadRow(1, "there is no claim in it", 2)]


def test_a_document_that_breaks_off_gives_what_came_before() -> None:
    text = json.dumps({"dataFeedElement": [REVIEW, OTHER, REVIEW]}, indent=1)
    (first, *_), bad = read(text[: text.index("The bridge")])

    assert first.text == REVIEW["claimReviewed"]
    assert [(row.record, row.reason[:28]) for row in bad] == [(2, "from here on it is not JSON ")]
    assert bad[0].line > 1


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>No data</body></html>",
        "<",
        '[{"@type": "WebPage"}]',
        "[" * 50_000,
        '{"a":' * 50_000,
        '[{"a": 1}',
        "{'claim': 'x'}",
        "[1, 2]",
        "{",
        "[]",
        '{"@type": "DataFeed", "dataFeedElement": []}',
    ],
)
def test_a_file_without_any_claim_is_refused(text: str) -> None:
    with pytest.raises(ImportRefusedError, match=r"^feed\.json "):
        read(text)


def test_a_key_that_stands_twice_makes_a_bad_row() -> None:
    past, bad = read('{"claim": "A"}\n{"claim": "B", "claim": "C"}\n')

    assert [one.text for one in past] == ["A"]
    assert bad == [BadRow(2, "it has its claim twice")]


def test_the_first_line_may_be_the_bad_one() -> None:
    past, bad = read('{"claim": "A\n{"claim": "B"}\n')

    assert [one.text for one in past] == ["B"]
    assert [row.line for row in bad] == [1]


def test_lists_of_plain_rows_are_read_too() -> None:
    past, _ = read([{"vclaim": "A", "vclaim_id": 7, "title": "T"}, {"Statement": "B"}])

    assert [(one.id, one.text) for one in past] == [("7", "A"), (past[1].id, "B")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["@type", "@id", "@graph", "@value", "name", "author", "claimReviewed", "url", "item",
             "itemReviewed", "reviewRating", "ratingValue", "bestRating", "worstRating", "claim",
             "alternateName", "dataFeedElement", "datePublished", "appearance", "id"]
        )
        | st.text(max_size=4),
        inner | st.sampled_from(["ClaimReview", "Claim", "2012-03-04", "\ud800", "5"]),
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(deadline=None)  # a busy machine
@given(JSON, st.booleans())
def test_any_json_is_past_claims_or_bad_rows_or_is_refused(value: object, review_: bool) -> None:  # noqa: FBT001 - drawn
    document = [value, review(**value)] if review_ and isinstance(value, dict) else value
    try:
        past, _ = read(json.dumps(document))
    except ImportRefusedError:
        return
    assert all(one.id and one.text for one in past)
    assert "\ud800" not in repr(past)


@settings(deadline=None)  # a busy machine
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(0, 900))
def test_any_damage_to_a_page_is_borne(noise: str, at: int) -> None:
    try:
        past, _ = read(PAGE[:at] + noise + PAGE[at + len(noise) :])
    except ImportRefusedError:
        return
    assert all(one.id and one.text for one in past)
