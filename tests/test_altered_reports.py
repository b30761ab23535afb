"""What an import of a report takes, and what it refuses: nothing is believed."""

import csv
import io
import json
from collections.abc import Callable
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from whole_reports import exported, imported

from workbench import pipeline
from workbench.errors import ImportRefusedError
from workbench.pipeline import Context
from workbench.reading.exports import is_export
from workbench.store.duck import DuckStore


def refused(text: str, folder: Path, context: Context) -> str:
    """Return why an import is refused, after which no store is there."""
    store = DuckStore(folder / "refused.duckdb")
    with pytest.raises(ImportRefusedError) as found:
        imported(text, store, context)
    assert not store.path.exists()
    return found.value.message


def of_json(change: Callable[[Any], object]) -> Callable[[str], str]:
    """Return what alters a report in JSON."""

    def altered(text: str) -> str:
        value = json.loads(text)
        change(value)
        return json.dumps(value)

    return altered


def cell(table: str, column: str, text: str) -> Callable[[Any], object]:
    """Return what puts another text into the first row of a table of the record."""

    def change(value: Any) -> None:  # noqa: ANN401 - any JSON
        (found,) = [one for one in value["record"]["tables"] if one["name"] == table]
        found["rows"][0][found["columns"].index(column)] = text

    return change


def carry(named: str, content: str) -> Callable[[Any], object]:
    """Return what puts a kept file into the record."""
    file = {"sha256": named, "base64": content}
    return lambda value: value["record"].update(files=[file])


def claim(key: str, other: object) -> Callable[[Any], object]:
    return lambda value: value["articles"][0]["claims"][0].update({key: other})


ALTERED: dict[str, tuple[Callable[[Any], object], str]] = {
    "a quotation that is not at its place": (claim("quote", "Nobody left."), "“quote” of"),
    "a span": (claim("spans", [[0, 4]]), "“spans” of"),
    "a verdict": (claim("status", "verified"), "“status” of"),
    "a reason": (lambda v: v["articles"][0].update(title="Another"), "“title” of"),
    "a claim less": (lambda v: v["articles"][0]["claims"].pop(), "“claims” of"),
    "a head": (lambda v: v["about"]["ledger"].update(head="0" * 64), "another head"),
    "an entry's analyst": (cell("ledger", "analyst", "noor"), "does not hold at entry 1"),
    "an article's text": (cell("article_rows", "text", "Other."), "not what its id says"),
    "a claim's text": (cell("claim_rows", "text", "Other."), "none of its article"),
    "a past claim": (cell("past_claim_versions", "rating", "Otherwise"), "were altered"),
    "a vector": (cell("vectors", "vector", "AACAPw=="), "vectors"),
    "a vector that is none": (cell("vectors", "vector", "?"), "was altered"),
    "a number that is none": (cell("searchable", "number", "drop"), "was altered"),
    "a table": (lambda v: v["record"]["tables"].pop(), "its tables are not"),
    "a column": (lambda v: v["record"]["tables"][0].update(columns=["x"]), "the columns of its"),
    "a kept file": (carry("ab" * 32, "aGFsbG8="), "not what its hash says"),
    "a file of nobody": (carry(sha256(b"hallo").hexdigest(), "aGFsbG8="), "no entry names"),
    "a file that is none": (carry("ab" * 32, "?"), "not a report as"),
    "a later version": (lambda v: v.update(schema="claim-status-report/2"), "not claim-status"),
    "a later store": (lambda v: v["record"].update(store_schema=999), "a later version of this"),
    "no record": (lambda v: v.pop("record"), "a report to read"),
    "no ledger": (lambda v: v["about"].pop("ledger"), "'ledger' is missing"),
    "no number": (lambda v: v["record"].update(store_schema="1; drop"), "not the number"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_a_report_that_was_altered_is_refused_in_a_sentence(
    what: str, whole: str, tmp_path: Path, context: Context
) -> None:
    change, said = ALTERED[what]

    assert said in refused(of_json(change)(whole), tmp_path, context)


@pytest.fixture(scope="module")
def whole(_sample_store: Path) -> str:
    return exported(DuckStore(_sample_store))


def test_a_report_that_is_cut_off_is_refused(whole: str, tmp_path: Path, context: Context) -> None:
    for share in (0.3, 0.9):
        cut = whole[: int(len(whole) * share)]
        assert "its JSON ends or breaks at line" in refused(cut, tmp_path, context)


def test_a_sheet_that_was_altered_is_refused(
    sample_store: DuckStore, tmp_path: Path, context: Context
) -> None:
    sheet = exported(sample_store, "csv")
    rows = [*csv.reader(io.StringIO(sheet, newline=""))]
    place = next(place for place, row in enumerate(rows) if row[0] == "claim")

    def written(changed: list[list[str]]) -> str:
        file = io.StringIO(newline="")
        csv.writer(file).writerows(changed)
        return file.getvalue()

    reworded = [[*row] for row in rows]
    reworded[place][3] = "Nobody left."
    fewer = rows[:place] + rows[place + 1 :]
    pieces = [row for row in rows if row[0] == "record"]
    without = [row for row in rows if row is not pieces[0]]
    bare = [row for row in rows if row[0] != "record"]

    assert "“quote” of" in refused(written(reworded), tmp_path, context)
    assert "in how many rows" in refused(written(fewer), tmp_path, context)
    assert "its JSON ends or breaks" in refused(written(without), tmp_path, context)
    assert "a report to read" in refused(written(bare), tmp_path, context)
    assert "is not a report" in refused(sheet[: len(sheet) // 2], tmp_path, context)
    assert "row 1 has not" in refused(sheet.replace(",", ";"), tmp_path, context)


def test_a_report_of_an_earlier_version_is_brought_up_to_this_one(
    whole: str, tmp_path: Path, context: Context
) -> None:
    value = json.loads(whole)
    tables = value["record"]["tables"]
    assert [one["rows"] for one in tables if one["name"] == "furniture"] == [[]]
    value["record"] = {
        "store_schema": 8,  # which had no such tables
        "tables": [one for one in tables if one["name"] not in {"furniture", "acts", "turns"}],
    }
    store = DuckStore(tmp_path / "copy.duckdb")

    done = imported(json.dumps(value), store, context)

    assert done.merged.articles == 1
    assert pipeline.verify(store) == ()


def test_lists_of_others_are_no_reports() -> None:
    lists = (
        b"id,claim,verdict\n",
        b'{"claim": "It rained."}\n',
        b'[{"about": {}}]',
        b"",
        b"<html>",
    )

    assert not [one for one in lists if is_export(io.BytesIO(one))]


def test_a_whole_report_follows_its_schema(whole: str) -> None:
    folder = resources.files("workbench.reporting") / "schema"
    schema = json.loads((folder / "claim-status-report-1.json").read_text(encoding="utf-8"))
    value = json.loads(whole)

    assert fastjsonschema.compile(schema)(value) == value
    del value["record"]["store_schema"]
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        fastjsonschema.compile(schema)(value)
