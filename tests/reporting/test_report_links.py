"""How past claims stand, how old their verdicts are, and claims that belong together."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import fastjsonschema
from hypothesis import given
from report_samples import ARTICLE, AT, CLAIM, HOSTILE_TEXTS, MATCH, REVIEWED, SECTION, report

from workbench.model import (
    Claim,
    ClaimPair,
    Difference,
    DifferenceKind,
    Link,
    LinkAnswer,
    Match,
    PairKind,
    PastClaim,
    Report,
    Span,
    Tally,
    Thresholds,
    Verdict,
)
from workbench.reporting import render_csv, render_json, render_markdown

THRESHOLDS = Thresholds(0.5, 0.7)
LINK = Link("f" * 32, CLAIM.id, "p1", LinkAnswer.REJECTED, "omar", AT, 0.81, "toy 1", THRESHOLDS)
GRADED = replace(MATCH, model="toy 1", thresholds=THRESHOLDS)
ANSWERED = replace(GRADED, link=LINK, stale=True)
OTHER = Claim("00000000000000a3", ARTICLE.id, (Span(0, 6),), "5,500 people were stranded.")
PAIR = ClaimPair(
    CLAIM,
    OTHER,
    PairKind.CONTRADICTS,
    0.9123,
    (Difference(DifferenceKind.FIGURE, "about 4,000", "5,500"),),
)


def report_with(*matches: Match, pairs: tuple[ClaimPair, ...] = ()) -> Report:
    item = replace(REVIEWED, matches=matches)
    return report(replace(SECTION, claims=(item,), tally=Tally(0, 1), pairs=pairs))


@cache
def schema() -> Any:  # noqa: ANN401 - what fastjsonschema gives
    file = resources.files("workbench.reporting") / "schema" / "claim-status-report-1.json"
    return fastjsonschema.compile(json.loads(file.read_text(encoding="utf-8")))


def article_of(made: Report) -> Any:  # noqa: ANN401 - any JSON
    value = json.loads(render_json(made))
    schema()(value)
    return value["articles"][0]


def test_markdown_says_how_a_past_claim_stands_and_who_answered() -> None:
    text = render_markdown(report_with(GRADED, ANSWERED))

    assert "  - **0.81** = match · ✗ disputed (“Mostly false”): 40,000 people were cut off." in text
    assert (
        "  - **0.81** − rejected by omar, 2026-11-22T16:05:09Z · ✗ disputed (“Mostly false”), "
        "stale: 40,000 people were cut off."
    ) in text


def test_the_day_of_a_claims_own_verdict_is_not_its_articles() -> None:
    past = PastClaim(
        "c",
        "It closed.",
        verdict=Verdict.VERIFIED,
        date=dt.date(2012, 2, 3),
        article_id="a",
        decided=dt.date(2026, 3, 1),
    )
    text = render_markdown(report_with(Match(past, 0.6)))

    assert "  - **0.60** ✓ verified, given 2026-03-01: It closed." in text
    assert "    - **from:** 2012-02-03" in text


def test_markdown_lists_the_claims_that_belong_together() -> None:
    text = render_markdown(report_with(pairs=(PAIR,)))

    assert "### Within the article" in text
    assert "- **≠ contradicts** (0.91)\n  - 1. About 4,000 people" in text
    assert "\n  - 5,500 people were stranded. (`00000000000000a3`)\n" in text
    assert "  - **differs:** figure about 4,000 ≠ 5,500" in text


def test_an_article_without_such_claims_has_no_such_heading() -> None:
    assert "Within the article" not in render_markdown(report_with())


def test_csv_gives_the_answer_within_the_match_and_a_row_for_each_pair() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(report_with(ANSWERED, pairs=(PAIR,))))))

    (claim,) = [row for row in rows if row["row"] == "claim"]
    (pair,) = [row for row in rows if row["row"] == "contradicts"]
    assert claim["matches"].startswith(
        "0.81 | − rejected by omar, 2026-11-22T16:05:09Z | ✗ disputed (“Mostly false”), stale | "
    )
    assert (pair["id"], pair["text"]) == (CLAIM.id, CLAIM.text)
    assert pair["matches"] == (
        "0.91 | ≠ contradicts | 5,500 people were stranded. | "
        "differs: figure about 4,000 ≠ 5,500 | 00000000000000a3"
    )


def test_json_keeps_the_answer_with_what_it_rested_on() -> None:
    (claim,) = article_of(report_with(ANSWERED))["claims"]

    (match,) = claim["matches"]
    assert (match["link"], match["stale"], match["model"]) == ("rejected", True, "toy 1")
    assert match["thresholds"] == {"suggest": 0.5, "match": 0.7}
    assert match["answer"] == {
        "entry": "f" * 32,
        "answer": "rejected",
        "analyst": "omar",
        "at": "2026-11-22T16:05:09Z",
        "score": 0.81,
        "model": "toy 1",
        "thresholds": {"suggest": 0.5, "match": 0.7},
    }
    assert match["past_claim"]["verdict_date"] == "2012-02-03"


def test_json_lists_the_pairs() -> None:
    (pair,) = article_of(report_with(pairs=(PAIR,)))["pairs"]

    assert (pair["kind"], pair["score"]) == ("contradicts", 0.9123)
    assert (pair["first"]["id"], pair["second"]["id"]) == (CLAIM.id, OTHER.id)
    assert pair["differences"] == [{"kind": "figure", "ours": "about 4,000", "theirs": "5,500"}]


def test_a_report_of_the_first_version_still_fits_the_schema() -> None:
    value = json.loads(render_json(report_with(ANSWERED, pairs=(PAIR,))))
    (article,) = value["articles"]
    del article["pairs"]
    (match,) = article["claims"][0]["matches"]
    for key in ("link", "answer", "model", "thresholds", "stale"):
        del match[key]
    del match["past_claim"]["verdict_date"]

    assert schema()(value) == value


@given(HOSTILE_TEXTS)
def test_a_report_of_any_words_in_these_fields_follows_the_schema(words: str) -> None:
    link = replace(LINK, analyst=words, model=words)
    difference = Difference(DifferenceKind.PLACE, words, words)
    pair = replace(PAIR, second=replace(OTHER, text=words), differences=(difference,))
    made = report_with(replace(ANSWERED, link=link, model=words), pairs=(pair,))

    article = article_of(made)
    assert article["pairs"][0]["second"]["text"] == words
    assert article["claims"][0]["matches"][0]["answer"]["analyst"] == words
    assert "\x1b" not in render_markdown(made) + render_csv(made)
