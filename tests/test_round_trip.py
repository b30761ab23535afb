"""A report with all of its store goes out and comes back: nothing is lost, nothing is believed."""

import csv
import io
import itertools
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from program import Run

from workbench import pipeline
from workbench.errors import ImportRefusedError, WorkbenchError
from workbench.interchange import evidence_to_json
from workbench.matching.encoder import PACKAGED_MODEL
from workbench.model import (
    Claim,
    Credibility,
    Entry,
    EntryKind,
    Evidence,
    Head,
    Json,
    KeptFile,
    RecutAct,
    Reliability,
    Report,
    Stance,
    Verdict,
)
from workbench.pipeline import Context, LinkedClaims, Restored
from workbench.reading.exports import is_export, read_export
from workbench.reporting import render_csv, render_json
from workbench.review.edges import Edges
from workbench.review.recutting import Cut, reshaped
from workbench.store.duck import DuckStore

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOSTILE = (
    "=1+1",
    "'",
    "[/red]\x1b[31m",
    "\u202eabc",
    "a\r\nb",
    "</script>",
    '",;"',
    "12345678901234",
)
WORDS = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)
CORRECTED = st.fixed_dictionaries(
    {"title": WORDS.map("A {}".format)},
    optional={
        "author": WORDS.map("By {}".format),
        "published": st.just("2025-04-17"),
        "language": st.sampled_from(["de", "pt-BR"]),
    },
)
"""What the body of a correction says beside its article."""
ACTS = (
    *(EntryKind.DECIDED, EntryKind.DECIDED, EntryKind.SAID_JUDGED, EntryKind.NOTED),
    *(EntryKind.NOTE_WRITTEN, EntryKind.TAGGED, EntryKind.EVIDENCE_GIVEN),
    *(EntryKind.RECUT, EntryKind.UNDONE, EntryKind.REDONE, EntryKind.ARTICLE_RENAMED),
)
FORMS: dict[str, Callable[[Report], str]] = {"json": render_json, "csv": render_csv}


def gathered(store: DuckStore) -> Report:
    """Return a whole report, as `report --whole` writes it."""
    linked = LinkedClaims(store, clock=lambda: NOW)
    return pipeline.report(store, made_at=NOW, made_by="mara", similar=linked, whole=True)


def exported(store: DuckStore, form: str = "json") -> str:
    return FORMS[form](gathered(store))


def plain(report: Report, form: str) -> str:
    """Return a report without its record and the lines that name the store's own ledger."""
    nobodys = replace(report, record=None, head=Head(0, "0" * 64))
    return FORMS[form](nobodys)


def imported(text: str, store: DuckStore, context: Context) -> Restored:
    stream = io.BytesIO(text.encode())
    assert is_export(stream)
    work = pipeline.import_report(
        read_export(stream, name="r.json"),
        store=store,
        context=context,
        model=PACKAGED_MODEL,
        source="r.json",
    )
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped


def refused(text: str, folder: Path, context: Context) -> str:
    """Return why an import is refused, after which no store is there."""
    store = DuckStore(folder / "refused.duckdb")
    with pytest.raises(ImportRefusedError) as found:
        imported(text, store, context)
    assert not store.path.exists()
    return found.value.message


class Desk:
    """Analysts who do anything to a store."""

    def __init__(self, store: DuckStore) -> None:
        self.store = store
        self.numbers = itertools.count(5_000)
        self.done: list[str] = []
        self.article = store.articles()[0].article

    def entry(self, kind: EntryKind, analyst: str, body: dict[str, Json]) -> None:
        number = next(self.numbers)
        at = NOW.replace(microsecond=number)
        self.store.append([Entry(f"{number:032x}", at, analyst, kind, body)])
        self.done.append(f"{number:032x}")

    def act(self, data: st.DataObject) -> None:
        analyst = data.draw(st.sampled_from(["rana", "omar"]))
        kind = data.draw(st.sampled_from(ACTS))
        standing = [one.claim for one in self.store.reviewed_claims(self.article.id)]
        claim = standing[data.draw(st.integers(0, len(standing) - 2))]
        if kind is EntryKind.RECUT:
            self.recut(data, claim, analyst)
        elif kind in {EntryKind.UNDONE, EntryKind.REDONE}:
            if self.done:
                self.entry(kind, analyst, {"entry": data.draw(st.sampled_from(self.done))})
        else:
            some: list[Json] = [claim.id, standing[-1].id]
            claims = some[: data.draw(st.integers(1, 2))]
            said = {"claims": claims, **self.said(kind, data.draw, data.draw(WORDS))}
            self.entry(kind, analyst, said)

    def said(self, kind: EntryKind, draw: Any, words: str) -> dict[str, Json]:  # noqa: ANN401 - of hypothesis
        """Return what the body of an act says beside its claims."""
        judged: dict[str, Json] = {"verdict": draw(st.sampled_from(Verdict)), "reason": words}
        evidence = Evidence(
            words or "A source",
            draw(st.sampled_from(Stance)),
            quote=words or None,
            reliability=draw(st.sampled_from([None, Reliability.B])),
            credibility=draw(st.sampled_from([None, Credibility.TWO])),
            file=draw(st.sampled_from([None, KeptFile(words or "f", "ab" * 32, 3)])),
        )
        says: dict[EntryKind, dict[str, Json]] = {
            EntryKind.DECIDED: judged | {"confidence": draw(st.sampled_from([None, "high"]))},
            EntryKind.SAID_JUDGED: judged,
            EntryKind.NOTED: {"reason": words},
            EntryKind.NOTE_WRITTEN: {"note": words or None},
            EntryKind.TAGGED: {"added": [words or "tag"], "removed": []},
            EntryKind.EVIDENCE_GIVEN: {"evidence": evidence_to_json(evidence), "replaces": None},
            EntryKind.ARTICLE_RENAMED: {"article": self.article.id, **draw(CORRECTED)},
        }
        return says[kind]

    def recut(self, data: st.DataObject, claim: Claim, analyst: str) -> None:
        session = pipeline.session_of(self.store, self.article, analyst=analyst)
        split = reshaped(claim, Edges(self.article.text, claim.spans).split().pieces)
        cut = data.draw(st.sampled_from([Cut(RecutAct.WITHDRAWN, (claim.id,)), split]))
        number = next(self.numbers)
        by = Context(analyst, lambda: NOW, lambda: f"{number:032x}")
        try:
            entry, _, _ = pipeline.recut(session, cut, store=self.store, context=by, reason="so")
        except WorkbenchError:
            return
        self.done.append(entry.id)

    def link(self) -> None:
        """Answer on the past claim that is most like the first claim."""
        first = self.store.reviewed_claims(self.article.id)[0]
        match = LinkedClaims(self.store, clock=lambda: NOW).to_claim(first)[0]
        said: dict[str, Json] = {"score": match.score, "model": match.model}
        pair: dict[str, Json] = {"claim": first.claim.id, "past": match.past.id}
        self.entry(EntryKind.LINKED, "rana", {**pair, **said, "answer": "accepted"})


def rows_of(store: DuckStore) -> dict[str, object]:
    """Return all rows of a store, those of its ledger apart."""
    record = store.record()
    return {table.name: table for table in record.tables if table.name != "ledger"}


def ledger_of(store: DuckStore) -> list[tuple[str | None, ...]]:
    (ledger,) = [table for table in store.record().tables if table.name == "ledger"]
    return list(ledger.rows)


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_was_done_goes_out_and_comes_back(
    sample_store: DuckStore, tmp_path: Path, context: Context, data: st.DataObject
) -> None:
    source = DuckStore(tmp_path / "source.duckdb")
    shutil.copy(sample_store.path, source.path)
    desk = Desk(source)
    desk.link()
    for _ in range(data.draw(st.integers(4, 9))):
        desk.act(data)
    report = gathered(source)
    copy = DuckStore(tmp_path / "copy.duckdb")
    copy.path.unlink(missing_ok=True)

    imported(FORMS[data.draw(st.sampled_from(sorted(FORMS)))](report), copy, context)

    again = gathered(copy)
    assert [plain(again, form) for form in FORMS] == [plain(report, form) for form in FORMS]
    assert rows_of(copy) == rows_of(source)
    assert ledger_of(copy)[:-1] == ledger_of(source)
    assert copy.holds(source.head())


@pytest.fixture
def busy(sample_store: DuckStore) -> DuckStore:
    """Return a store in which something was decided."""
    desk = Desk(sample_store)
    first, second = [one.claim.id for one in sample_store.reviewed_claims()[:2]]
    judged: dict[str, Json] = {"verdict": "disputed", "reason": "=no", "confidence": "high"}
    desk.entry(EntryKind.DECIDED, "rana", {"claims": [first, second], **judged})
    desk.entry(EntryKind.UNDONE, "rana", {"entry": desk.done[0]})
    return sample_store


def test_the_new_ledger_notes_which_report_came_in(
    busy: DuckStore, tmp_path: Path, context: Context
) -> None:
    copy = DuckStore(tmp_path / "copy.duckdb")

    done = imported(exported(busy), copy, context)

    newest = copy.entries()[-1]
    head = busy.head()
    assert (done.merged.entries, done.merged.articles) == (head.number, 1)
    assert (newest.kind, newest.analyst) == (EntryKind.MERGED, "mara")
    assert newest.body["store"] == "r.json"
    assert (newest.body["number"], newest.body["head"]) == (head.number, head.sha256)


def test_a_second_import_changes_nothing_and_a_later_report_brings_what_is_new(
    busy: DuckStore, tmp_path: Path, context: Context
) -> None:
    copy = DuckStore(tmp_path / "copy.duckdb")
    imported(exported(busy), copy, context)
    head = copy.head()

    again = imported(exported(busy, "csv"), copy, context)
    unchanged = copy.head()
    desk = Desk(busy)
    desk.numbers = itertools.count(9_000)
    claim = busy.reviewed_claims()[3].claim.id
    desk.entry(EntryKind.NOTED, "omar", {"claims": [claim], "reason": "later"})
    later = imported(exported(busy), copy, context)

    assert (again.merged.entries, unchanged) == (0, head)
    assert (later.merged.entries, later.merged.articles) == (1, 0)
    assert copy.reviewed_claims()[3].noted == "later"
    assert pipeline.verify(copy) == ()


def test_a_store_that_is_not_empty_gets_what_it_lacks(
    sample_store: DuckStore, tmp_path: Path, context: Context
) -> None:
    ours = DuckStore(tmp_path / "ours.duckdb")
    shutil.copy(sample_store.path, ours.path)
    first, second = [one.claim.id for one in ours.reviewed_claims()[:2]]
    here, there = Desk(ours), Desk(sample_store)
    there.numbers = itertools.count(9_000)
    here.entry(EntryKind.NOTED, "omar", {"claims": [first], "reason": "ours"})
    there.entry(EntryKind.NOTED, "rana", {"claims": [second], "reason": "theirs"})

    done = imported(exported(sample_store), ours, context)

    assert (done.merged.articles, done.merged.entries) == (0, 1)
    assert [one.noted for one in ours.reviewed_claims()[:2]] == ["ours", "theirs"]


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
    without = [row for row in rows if row is not pieces[1]]
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


def test_cells_of_a_whole_sheet_fit_a_spreadsheet_and_run_nothing(busy: DuckStore) -> None:
    rows = [*csv.reader(io.StringIO(exported(busy, "csv"), newline=""))]
    pieces = [row for row in rows if row[0] == "record"]

    assert rows[-len(pieces) :] == pieces
    assert max(len(text) for row in pieces for text in row) <= 30_001
    assert not [text for row in rows for text in row if text[:1] in {"=", "+", "-", "@"}]


def test_the_command_writes_a_whole_report_and_takes_it_in(
    run: Run, busy: DuckStore, tmp_path: Path
) -> None:
    run("report", "--whole", "-o", "all.json")
    first = run("--store", "copy.duckdb", "import", "all.json")
    again = run("--store", "copy.duckdb", "import", "all.json", "--json")
    piped = run(
        "--store", "other.duckdb", "import", "-", stdin=(tmp_path / "all.json").read_bytes()
    )
    plain_report = run("report", "-o", "plain.json")
    refusal = run("--store", "none.duckdb", "import", "plain.json")

    entries = busy.head().number
    assert first.stdout == (
        f"all.json: 1 article, {len(busy.reviewed_claims())} claims, 68 past claims "
        f"and {entries} ledger entries came in.\n"
    )
    assert json.loads(again.stdout)["restored"][0]["entries"] == 0
    assert piped.stdout.startswith("standard input: 1 article")
    assert (plain_report.returncode, refusal.returncode) == (0, 1)
    assert "workbench report --whole -o FILE" in refusal.stderr
    assert not (tmp_path / "none.duckdb").exists()


@pytest.mark.usefixtures("sample_store")
def test_a_selection_is_never_whole(run: Run) -> None:
    chosen = run("report", "--whole", "--format", "json", "--status", "disputed")
    form = run("report", "--whole", "--format", "md")

    assert (chosen.returncode, form.returncode) == (2, 2)
    assert "holds all claims" in chosen.stderr
    assert "is for JSON and CSV" in form.stderr
