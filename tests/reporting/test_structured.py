import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given
from report_samples import ARTICLE, HOSTILE_TEXTS, REVIEWED, SECTION, report, report_that_says

from workbench.model import Match, PastClaim, ReportSection, Tally
from workbench.reporting import render_json


@cache
def check() -> Callable[[object], object]:
    schema = resources.files("workbench.reporting") / "schema" / "claim-status-report-1.json"
    checked: Callable[[object], object] = fastjsonschema.compile(
        json.loads(schema.read_text(encoding="utf-8"))
    )
    return checked


def read(text: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(text, parse_constant=pytest.fail)


def sorted_throughout(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    assert keys == sorted(keys)
    return dict(pairs)


def test_the_report_follows_its_schema() -> None:
    value = read(render_json(report(SECTION)))

    assert value["schema"] == "claim-status-report/1"
    assert check()(value) == value


@given(HOSTILE_TEXTS)
def test_a_report_of_any_words_follows_its_schema(words: str) -> None:
    check()(read(render_json(report_that_says(words))))


@pytest.mark.parametrize("key", ["about", "articles", "schema"])
def test_the_schema_asks_for_each_part(key: str) -> None:
    value = read(render_json(report(SECTION)))
    del value[key]

    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        check()(value)


def test_the_schema_knows_no_fourth_verdict() -> None:
    value = read(render_json(report(SECTION)))
    value["articles"][0]["claims"][0]["decision"]["verdict"] = "unreviewed"

    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        check()(value)


def test_what_the_report_is_comes_first() -> None:
    text = render_json(report(SECTION))

    assert list(read(text)) == ["about", "articles", "schema"]
    assert read(text)["about"] == {
        "excluded": 2,
        "filter": "verdict:any",
        "ledger": {"entries": 14, "head": "ab" * 32},
        "made_at": "2026-11-22T16:05:09Z",
        "made_by": "anna",
        "program": "claim-workbench",
        "shown": 2,
        "tally": {
            "disagreement": 0,
            "disputed": 1,
            "total": 4,
            "unconfirmed": 0,
            "unreviewed": 3,
            "verified": 0,
        },
        "version": "0.1.0",
    }


def test_keys_are_sorted_at_every_depth() -> None:
    text = render_json(report(SECTION))

    assert json.loads(text, object_pairs_hook=sorted_throughout) == read(text)


@given(HOSTILE_TEXTS)
def test_every_character_of_a_text_is_kept(words: str) -> None:
    (article,) = read(render_json(report_that_says(words)))["articles"]
    (claim,) = article["claims"]

    assert {article["title"], claim["text"], claim["quote"], claim["speaker"]} == {words}
    assert {claim["decision"]["reason"], claim["noted"]} == {words}
    assert claim["matches"][0]["past_claim"]["rating"] == words


@given(HOSTILE_TEXTS)
def test_no_control_character_stands_unescaped(words: str) -> None:
    text = render_json(report_that_says(words))

    assert not [letter for letter in text if letter < " " and letter != "\n"]
    assert not [letter for letter in text if "\x7f" <= letter <= "\x9f" or letter == "\u202e"]


def test_a_claim_carries_its_decision_and_its_matches() -> None:
    claim = read(render_json(report(SECTION)))["articles"][0]["claims"][0]

    assert claim["status"] == "disputed"
    assert claim["spans"] == [[15, 61]]
    assert claim["decision"] == {
        "analyst": "anna",
        "at": "2026-11-22T16:05:09Z",
        "confidence": "high",
        "entry": "e" * 32,
        "reason": "The ferry company counted 3,100.",
        "verdict": "disputed",
    }
    (match,) = claim["matches"]
    assert match["score"] == 0.8123
    assert match["differences"] == [{"kind": "figure", "ours": "about 4,000", "theirs": "40,000"}]
    assert match["past_claim"]["date"] == "2012-02-03"


def test_a_claim_nobody_reviewed_has_no_decision() -> None:
    claim = read(render_json(report(SECTION)))["articles"][0]["claims"][1]

    assert (claim["status"], claim["decision"]) == ("unreviewed", None)
    assert claim["noted"] == "Ask the weather service."


def test_left_out_statements_keep_their_place_and_reason() -> None:
    (left_out,) = read(render_json(report(SECTION)))["articles"][0]["left_out"]

    assert left_out == {
        "spans": [[91, 126]],
        "quote": "It was the worst night of the year.",
        "reason": "opinion",
    }


def test_a_number_too_large_for_json_is_null() -> None:
    (figure,) = REVIEWED.claim.figures
    claim = replace(REVIEWED.claim, figures=(replace(figure, value=float("9" * 400)),))
    section = ReportSection(ARTICLE, (replace(REVIEWED, claim=claim),), Tally(0, 1))

    value = read(render_json(report(section)))

    assert value["articles"][0]["claims"][0]["figures"][0]["value"] is None


def test_times_are_given_in_utc() -> None:
    east = dt.timezone(dt.timedelta(hours=2))
    made = replace(report(SECTION), made_at=dt.datetime(2026, 11, 22, 18, 5, 9, 7, tzinfo=east))

    assert read(render_json(made))["about"]["made_at"] == "2026-11-22T16:05:09Z"


def test_a_score_a_hair_above_one_is_one() -> None:
    match = Match(PastClaim("p", "same"), 1.0000001)
    section = ReportSection(ARTICLE, (replace(REVIEWED, matches=(match,)),), Tally(0, 1))

    value = read(render_json(report(section)))

    assert value["articles"][0]["claims"][0]["matches"][0]["score"] == 1.0
    check()(value)


def test_an_empty_report_follows_the_schema() -> None:
    value = read(render_json(report()))

    assert (value["about"]["shown"], value["articles"]) == (0, [])
    check()(value)


def test_the_same_report_is_the_same_json() -> None:
    assert render_json(report(SECTION)) == render_json(report(SECTION))
