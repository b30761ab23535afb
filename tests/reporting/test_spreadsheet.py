import csv
import io
import json
from importlib import resources

import pytest
from hypothesis import given
from report_samples import (
    ARBITRARY,
    ARTICLE,
    HOSTILE_TEXTS,
    REVIEWED,
    SECTION,
    report,
    report_that_says,
)

from workbench.interchange import guarded, unguarded
from workbench.model import ReportSection, Status, Tally
from workbench.reporting import render_csv
from workbench.reporting.spreadsheet import COLUMNS
from workbench.visible import visible

RUN_BY_SPREADSHEETS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def of_kind(text: str, kind: str) -> list[dict[str, str]]:
    return [row for row in rows(text) if row["row"] == kind]


def test_its_columns_and_rows_are_those_of_its_schema() -> None:
    schema = resources.files("workbench.reporting") / "schema" / "claim-status-report-csv-1.json"
    described = json.loads(schema.read_text(encoding="utf-8"))
    columns = described["tableSchema"]["columns"]
    sheet = render_csv(report(SECTION))

    assert next(csv.reader(io.StringIO(sheet))) == [column["name"] for column in columns]
    assert [row["text"] for row in of_kind(sheet, "schema")] == ["claim-status-report-csv/1"]
    told = columns[0]["dc:description"]
    assert not [row["row"] for row in rows(sheet) if row["row"] not in {*Status, *told.split("`")}]


@pytest.mark.parametrize("cell", RUN_BY_SPREADSHEETS)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["1234567890123456", "12345678901234e5"])
def test_an_id_that_a_spreadsheet_would_round_begins_with_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "4,000", "About 4 = four", "[x]", "a-b", "12", "00a1"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@given(HOSTILE_TEXTS)
def test_a_guarded_cell_comes_back_as_it_was(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(HOSTILE_TEXTS)
def test_no_cell_of_a_report_is_run(words: str) -> None:
    cells = [cell for row in rows(render_csv(report_that_says(words))) for cell in row.values()]

    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")]


@given(ARBITRARY)
def test_a_cell_reads_back_as_the_text_it_came_from(words: str) -> None:
    (claim,) = of_kind(render_csv(report_that_says(words)), "claim")

    for column in ("text", "quote", "speaker", "cue", "reason", "analyst", "noted", "publisher"):
        assert unguarded(claim[column]) == visible(words)


@given(HOSTILE_TEXTS)
def test_no_control_character_reaches_the_sheet(words: str) -> None:
    text = render_csv(report_that_says(words)).replace("\r\n", "\n")

    assert not [letter for letter in text if letter < " " and letter not in "\n\t"]
    assert not [letter for letter in text if "\x7f" <= letter <= "\x9f"]


@given(HOSTILE_TEXTS)
def test_every_row_has_every_column(words: str) -> None:
    sheet = io.StringIO(render_csv(report_that_says(words)), newline="")

    assert {len(row) for row in csv.reader(sheet, strict=True)} == {len(COLUMNS)}


def test_lines_end_in_carriage_return_and_line_feed() -> None:
    text = render_csv(report(ReportSection(ARTICLE, (REVIEWED,), Tally(0, 1))))

    assert text.count("\r\n") == text.count("\n") == text.count("\r")
    assert text.endswith("\r\n")


def test_filter_and_totals_come_first() -> None:
    head = [(row["row"], row["text"]) for row in rows(render_csv(report(SECTION)))[:17]]

    assert head == [
        ("report", "Claim status report"),
        ("schema", "claim-status-report-csv/1"),
        ("filter", "verdict:any"),
        ("excluded", "2"),
        ("claims", "4"),
        ("verified", "0"),
        ("disputed", "1"),
        ("unconfirmed", "0"),
        ("disagreement", "0"),
        ("unreviewed", "3"),
        ("shown", "2"),
        ("made by", "anna"),
        ("made at", "2026-11-22T16:05:09Z"),
        ("program", "claim-workbench 0.1.0"),
        ("ledger entries", "14"),
        ("ledger head", "ab" * 32),
        ("article", "Bridge closed"),
    ]


def test_a_claim_is_one_row_with_all_that_is_known_of_it() -> None:
    claim = of_kind(render_csv(report(SECTION)), "claim")[0]

    assert claim == {
        "row": "claim",
        "status": "disputed",
        "text": "About 4,000 people were stranded on the island [of Sule].",
        "quote": "About 4,000 people were stranded on the island",
        "spans": "15–61",
        "speaker": "the mayor",
        "manner": "said",
        "cue": "said",
        "figures": "About 4,000 people (count)",
        "dates": "",
        "reason": "The ferry company counted 3,100.",
        "confidence": "high",
        "analyst": "anna",
        "time": "2026-11-22T16:05:09Z",
        "noted": "",
        "left_out_as": "",
        "checkability": "0.82",
        "matches": (
            "0.81 | ✗ disputed (“Mostly false”) | 40,000 people were cut off."
            " | differs: figure about 4,000 ≠ 40,000 | a minister | The Desk | 2012-02-03"
            " | https://desk.example/1 | reason then: Counted twice."
        ),
        "author": "",
        "publisher": "The Example",
        "published": "2012-03-01",
        "url": "https://news.example/bridge?a=1&copy;=2",
        "language": "",
        "id": "00000000000000a1",
        "article": ARTICLE.id,
    } | dict.fromkeys(COLUMNS[COLUMNS.index("article") + 1 :], "")


def test_a_claim_nobody_reviewed_is_unreviewed_and_keeps_its_note() -> None:
    claim = of_kind(render_csv(report(SECTION)), "claim")[1]

    assert (claim["status"], claim["analyst"], claim["reason"]) == ("unreviewed", "", "")
    assert claim["noted"] == "Ask the weather service."


def test_a_left_out_statement_is_a_row_with_its_reason() -> None:
    left_out, around = of_kind(render_csv(report(SECTION)), "left out")

    assert left_out["left_out_as"] == "opinion"
    assert left_out["quote"] == "It was the worst night of the year."
    assert left_out["article"] == ARTICLE.id
    assert (around["left_out_as"], around["spans"]) == ("furniture: credit", "")
    assert around["quote"] == "Bea Lund covers the coast."


def test_a_report_whose_filter_lets_nothing_through_says_so() -> None:
    (note,) = of_kind(render_csv(report(ReportSection(ARTICLE, (), Tally(1, 2)))), "note")

    assert note["text"] == "No claim passed the filter; it excludes 3 claims."


def test_the_same_report_is_the_same_sheet() -> None:
    assert render_csv(report(SECTION)) == render_csv(report(SECTION))
