"""A report with all of its store goes out and comes back: nothing is lost."""

import csv
import io
import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from program import Run
from whole_reports import FORMS, NOW, exported, gathered, imported, plain

from workbench import pipeline
from workbench.errors import StoreError, WorkbenchError
from workbench.interchange import evidence_to_json
from workbench.model import (
    Claim,
    Credibility,
    Entry,
    EntryKind,
    Evidence,
    Json,
    KeptFile,
    RecutAct,
    Reliability,
    Stance,
    Verdict,
)
from workbench.pipeline import Context, LinkedClaims, carrying
from workbench.review.edges import Edges
from workbench.review.recutting import Cut, reshaped
from workbench.store.duck import DuckStore
from workbench.store.kept_files import KeptFiles

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


def kept_in(store: DuckStore, context: Context) -> list[str]:
    """Keep a file as evidence and another as an original, and return their hashes."""
    files = KeptFiles(store.path)
    scan = files.keep_bytes(bytes(range(256)) * 300, name="scan.png")
    source = files.keep_bytes(b"<p>It rained.", name="page.html")
    given = evidence_to_json(Evidence("A scan", Stance.REFUTES, file=scan))
    claim = store.reviewed_claims()[0].claim.id
    original: dict[str, Json] = {"sha256": source.sha256, "kept": True}
    store.append(
        [
            context.entry(EntryKind.EVIDENCE_GIVEN, claims=[claim], evidence=given),
            context.entry(EntryKind.NOTED, claims=[claim], reason="so", original=original),
        ]
    )
    return sorted((scan.sha256, source.sha256))


@pytest.mark.parametrize("form", FORMS)
def test_kept_files_come_along(
    form: str, sample_store: DuckStore, tmp_path: Path, context: Context
) -> None:
    names = kept_in(sample_store, context)
    copy = DuckStore(tmp_path / "copy.duckdb")

    done = imported(exported(sample_store, form), copy, context)
    again = imported(exported(sample_store, form), copy, context)

    assert (done.files, done.elsewhere, again.files) == (2, 0, 0)
    assert [*KeptFiles(copy.path).names()] == names
    assert pipeline.verify(copy) == ()
    assert exported(copy, form).count("base64") == 2


def test_kept_files_that_are_gone_or_left_out_are_said_to_lie_elsewhere(
    sample_store: DuckStore, tmp_path: Path, context: Context, run: Run
) -> None:
    KeptFiles(sample_store.path).path_of(kept_in(sample_store, context)[0]).unlink()
    run("report", "--whole", "-o", "all.json")
    run("report", "--whole", "--no-files", "-o", "bare.csv")

    some = run("--store", "some.duckdb", "import", "all.json", "--json")
    none = run("--store", "none.duckdb", "import", "bare.csv")
    (told,) = json.loads(some.stdout)["restored"]

    assert (told["kept_files"], told["kept_files_elsewhere"]) == (1, 1)
    assert "2 kept files lie beside the store that it came from" in none.stdout
    assert not (tmp_path / "none.duckdb.files").exists()


def test_files_that_are_too_many_are_refused_in_a_sentence(
    sample_store: DuckStore, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in(sample_store, context)
    monkeypatch.setattr(carrying, "LARGEST_LOAD", 1_000)

    with pytest.raises(StoreError, match="more than the 0 MB") as found:
        exported(sample_store)

    assert "--no-files" in found.value.hint
