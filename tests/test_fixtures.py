import csv
import datetime as dt
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
LENGTHS = {"bab-amr": (600, 900), "factory-prices": (400, 600), "river-flood": (400, 600)}
ARTICLES = sorted(LENGTHS)


def text_of(name: str) -> str:
    return (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")


def annotation_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def past_claims() -> list[dict[str, str]]:
    with (FIXTURES / "past-claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_as_long_as_the_readme_says_and_begins_with_its_headline(name: str) -> None:
    text = text_of(name)
    shortest, longest = LENGTHS[name]
    assert shortest <= len(text.split()) <= longest
    headline, blank, _ = text.split("\n", 2)
    assert headline
    assert not headline.endswith(".")
    assert blank == ""


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_has_typographic_quotation_marks_in_pairs(name: str) -> None:
    text = text_of(name)
    assert '"' not in text
    assert "'" not in text
    assert text.count("“") == text.count("”") > 0


@pytest.mark.parametrize("name", ARTICLES)
def test_an_annotation_quotes_its_article_letter_for_letter(name: str) -> None:
    text, annotation = text_of(name), annotation_of(name)
    assert annotation["article"] == f"{name}.txt"
    quotes = [
        claim[part]
        for claim in annotation["claims"]
        for part in ("quote", "subject", "speaker")
        if part in claim
    ]
    for quote in [*quotes, *annotation["optional"], *annotation["not_claims"]]:
        assert quote in text


@pytest.mark.parametrize("name", ARTICLES)
def test_each_claim_has_a_quote_that_stands_once_and_a_sentence_of_its_own(name: str) -> None:
    text, claims = text_of(name), annotation_of(name)["claims"]
    for claim in claims:
        assert text.count(claim["quote"]) == 1
        assert not re.match(
            r"(it|they|he|she|we|i|this|which|who)\b", claim["claim"], re.IGNORECASE
        )
        assert set(claim) <= {"quote", "subject", "claim", "speaker"}
    assert len({claim["claim"] for claim in claims}) == len(claims)


@pytest.mark.parametrize("name", ARTICLES)
def test_claims_stand_in_article_order(name: str) -> None:
    text = text_of(name)
    ends = [text.index(claim["quote"]) for claim in annotation_of(name)["claims"]]
    steps_back = [second < first for first, second in pairwise(ends)]
    assert sum(steps_back) <= len(ends) // 10


@pytest.mark.parametrize("name", ARTICLES)
def test_what_is_no_claim_lies_outside_every_claim(name: str) -> None:
    text, annotation = text_of(name), annotation_of(name)
    spans = [
        (text.index(claim["quote"]), text.index(claim["quote"]) + len(claim["quote"]))
        for claim in annotation["claims"]
    ]
    for run in annotation["not_claims"]:
        start = text.index(run)
        assert all(end <= start or start + len(run) <= begin for begin, end in spans)


def test_the_sample_article_has_attributed_and_unattributed_claims() -> None:
    claims = annotation_of("bab-amr")["claims"]
    attributed = [claim for claim in claims if "speaker" in claim]
    assert len(claims) >= 40
    assert 10 <= len(attributed) <= len(claims) - 10


def test_past_claims_have_the_columns_that_the_import_reads() -> None:
    rows = past_claims()
    assert len(rows) >= 60
    assert list(rows[0]) == [
        *("id", "claim", "verdict", "rating", "date", "publisher", "address", "title", "speaker")
    ]
    assert all(None not in row and None not in row.values() for row in rows)


def test_past_claims_have_ids_of_their_own_and_dates_and_addresses_that_hold() -> None:
    rows = past_claims()
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        dt.date.fromisoformat(row["date"])
        assert re.match(r"https://[a-z-]+\.example\.(org|net)/", row["address"])
        assert row["claim"]
        assert row["publisher"]
        assert row["title"]


def test_past_claims_have_every_verdict_and_none() -> None:
    verdicts = {row["verdict"] for row in past_claims()}
    assert verdicts == {"verified", "disputed", "unconfirmed", ""}


@pytest.mark.parametrize("piece", ["[sic]", "[link=http://x]", "[/b]", '"', ",", "“", "بابا"])
def test_past_claims_hold_what_breaks_tables_and_screens(piece: str) -> None:
    assert any(piece in row["claim"] + row["title"] for row in past_claims())


def test_past_claims_hold_a_cell_that_a_spreadsheet_would_run() -> None:
    assert any(row["claim"].startswith("=") and row["speaker"][0] == "@" for row in past_claims())


@pytest.mark.parametrize(
    "piece",
    [
        *("[sic]", "[1]", "[/", "[link=http://x]", "[bold]", "[/bold]", "[[3]]", "<script>", "{{"),
        *(
            "\x1b[31m",
            "\x07",
            "\u200b",
            "\u202e",
            "\u2028",
            "\ufeff",
            "محمد",
            "כהן",
            "🚢",
            "’",
            "$(",
        ),
    ],
)
def test_the_hostile_article_holds_what_breaks_programs(piece: str) -> None:
    assert piece in text_of("hostile")


def test_the_hostile_article_has_a_word_of_300_letters_and_unbalanced_quotes() -> None:
    text = text_of("hostile")
    assert max(map(len, text.split())) == 300
    assert text.count("“") != text.count("”")
