"""Whatever is changed by hand in a store is found, table by table."""

import dataclasses
import datetime as dt
import itertools
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pytest

from workbench import pipeline, reporting
from workbench.cli import main
from workbench.errors import ReadingError, StoreError
from workbench.model import Entry, EntryKind
from workbench.store.duck import DuckStore
from workbench.store.migrations import made_otherwise, migrate, shipped

STORY = (
    "The ministry said on Thursday that 12 people were killed in the fire in Sule.\n\n"
    "Police arrested two men in the harbour, and the mayor left the town.\n"
)
PAGE = "<html><body><nav><a href='/'>Home</a></nav><article>{}</article></body></html>"
PAST = "id,claim,verdict,date,publisher\np1,Nine people died in Sule,{},2012-03-02,The Desk\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small store that has rows in every table, the folder with what lies beside it."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("WORKBENCH_ANALYST", "mara")
        paragraphs = "".join(f"<p>{one.strip()}</p>" for one in STORY.split("\n\n"))
        (folder / "fire.html").write_text(PAGE.format(paragraphs))
        (folder / "list.csv").write_text(PAST.format("disputed"))
        (folder / "corrected.csv").write_text(PAST.format("verified"))
        (folder / "photo.txt").write_text("A photograph.")
        _run("import", "list.csv")
        shutil.copy("claims.duckdb", "early.duckdb")
        _run("add", "fire.html", "--title", "Fire", "--published", "2012-03-01", "--keep")
        _run("import", "corrected.csv")
        (folder / "reworded.csv").write_text(PAST.format("verified").replace("Nine", "Ten"))
        _run("import", "reworded.csv")
        first, *_, last = [
            one.claim.id for one in DuckStore(folder / "claims.duckdb").reviewed_claims()
        ]
        _run("mark", first, "disputed", "--reason", "Nine.")
        _undo(DuckStore(folder / "claims.duckdb"))
        _run("evidence", first, "--add", "Hospital", "--stance", "refutes", "--file", "photo.txt")
        _run("recut", last, "--withdraw")
        _run("recut", "--article", "", "--add", f"{STORY.index('Police')}:{len(STORY) - 2}")
        yield folder


def _run(*arguments: str) -> None:
    given = [one for one in arguments if one]
    if "--article" in given:
        store = DuckStore(Path("claims.duckdb"))
        given.insert(given.index("--article") + 1, store.articles()[0].article.id)
    assert main(given) == 0


def _undo(store: DuckStore) -> None:
    """Take back the newest entry, a verdict; it is given again by the next."""
    given = store.entries()[-1]
    at = given.at + dt.timedelta(seconds=1)
    undone = Entry("f" * 32, at, "mara", EntryKind.UNDONE, {"entry": given.id})
    redone = dataclasses.replace(undone, id="e" * 32, kind=EntryKind.REDONE)
    store.append([undone, redone])


@pytest.fixture(scope="module")
def merged(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as that one was at first, with a past claim of its own, the rest merged into it."""
    folder = tmp_path_factory.mktemp("merged")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("WORKBENCH_ANALYST", "mara")
        shutil.copy(made / "early.duckdb", "claims.duckdb")
        (folder / "own.csv").write_text(PAST.format("disputed").replace("p1", "p2"))
        _run("import", "own.csv")
        _run("merge", str(made / "claims.duckdb"))
    return folder


@pytest.fixture
def store(made: Path, tmp_path: Path) -> DuckStore:
    copied = tmp_path / "copy"
    shutil.copytree(made, copied)
    return DuckStore(copied / "claims.duckdb")


def tables(store: DuckStore) -> dict[str, list[str]]:
    with duckdb.connect(store.path, read_only=True) as con:
        found: dict[str, list[str]] = {}
        for table, column in con.execute(
            "select table_name, column_name from duckdb_columns() "
            "where schema_name = 'main' "
            "and table_name not in (select view_name from duckdb_views()) order by all"
        ).fetchall():
            found.setdefault(table, []).append(column)
        return found


def by_hand(store: DuckStore, sql: str) -> None:
    with duckdb.connect(store.path) as con:
        con.execute(sql)


def _is_told(store: DuckStore) -> bool:
    """Tell whether a change is found; a store that no longer opens is one that says so."""
    try:
        return bool(pipeline.verify(store))
    except StoreError:
        return True


ALTERED = {
    "VARCHAR": "'~' || coalesce({column}, '')",
    "INTEGER": "coalesce({column}, 0) + 1",
    "BIGINT": "coalesce({column}, 0) + 1",
    "TIMESTAMP": "coalesce({column}, timestamp '2012-01-01') + interval 1 second",
    "DATE": "coalesce({column}, date '2012-01-01') + 1",
    "BOOLEAN": "not {column}",
    "FLOAT[]": "list_transform({column}, lambda x: -x)",
}
FREE = {("retired", "entry", "max"), ("claim_rows", "place", "max")}
"""When a number went out of use, and the place of a claim that was re-cut, are read by nobody."""


def test_an_untouched_store_holds(store: DuckStore) -> None:
    assert pipeline.verify(store) == ()


def test_every_table_has_rows_to_try(store: DuckStore) -> None:
    with duckdb.connect(store.path, read_only=True) as con:
        counts = {
            name: con.execute(f"select count(*) from {name}").fetchall()[0][0]  # noqa: S608 - ours
            for name in tables(store)
        }
    assert all(counts.values()), counts


def _missed(store: DuckStore, folder: Path, ends: Mapping[str, Sequence[str]]) -> list[object]:
    """Alter each cell of the first or last row of each table, and return what is not found."""
    missed: list[object] = []
    with duckdb.connect(store.path, read_only=True) as con:
        types = {
            (table, column): kind
            for table, column, kind in con.execute(
                "select table_name, column_name, data_type from duckdb_columns()"
            ).fetchall()
        }
    for table, columns in tables(store).items():
        for column, end in itertools.product(columns, ends.get(table, ("max",))):
            if (table, column, end) in FREE:
                continue
            tried = DuckStore(folder / "tried" / "claims.duckdb")
            shutil.copytree(store.path.parent, tried.path.parent, dirs_exist_ok=True)
            change = ALTERED[types[table, column]].format(column=column)
            row = f"rowid = (select {end}(rowid) from {table})"  # noqa: S608 - ours
            by_hand(tried, f"update {table} set {column} = {change} where {row}")  # noqa: S608
            if not _is_told(tried):
                missed.append((table, column, end))
    return missed


def test_any_cell_that_was_altered_is_found(store: DuckStore, tmp_path: Path) -> None:
    assert _missed(store, tmp_path, {"claim_rows": ("min", "max")}) == []


def test_any_cell_that_a_merge_brought_is_found_where_it_was_altered(
    merged: Path, tmp_path: Path
) -> None:
    store = DuckStore(merged / "claims.duckdb")
    assert pipeline.verify(store) == ()
    assert _missed(store, tmp_path, {"ledger": ("min", "max")}) == []


@pytest.mark.parametrize("act", ["delete from {table} where {row}", "insert into {table} {copy}"])
def test_any_row_that_was_dropped_or_put_in_is_found(
    store: DuckStore, tmp_path: Path, act: str
) -> None:
    missed = []
    for table in tables(store):
        tried = DuckStore(tmp_path / "tried" / "claims.duckdb")
        shutil.copytree(store.path.parent, tried.path.parent, dirs_exist_ok=True)
        row = f"rowid = (select min(rowid) from {table})"  # noqa: S608 - ours
        copy = f"select * from {table} where {row}"  # noqa: S608 - ours
        by_hand(tried, act.format(table=table, row=row, copy=copy))
        if not _is_told(tried):
            missed.append(table)
    assert missed == []


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        (
            "create or replace view current_statuses as from statuses_seen_by('mara')",
            "view current_statuses",
        ),
        ("drop view current_tags", "view current_tags"),
        ("create view mine as select * from ledger", "view mine"),
        ("create macro length(text) as 3", "macro length"),
        (
            "create or replace macro statuses_seen_by(viewer) as table from current_statuses",
            "macro statuses_seen_by",
        ),
        ("create table mine (number integer)", "table mine"),
        ("create index mine on ledger (number)", "index mine"),
        ("create sequence mine", "sequence mine"),
        ("create type mine as enum ('a')", "type mine"),
    ],
)
def test_what_the_schema_was_made_to_say_otherwise_is_found(
    store: DuckStore, sql: str, named: str
) -> None:
    by_hand(store, sql)

    told = [one.sentence for one in pipeline.verify(store)]
    assert f"The {named} is not as this program makes it." in told


def test_what_would_run_when_a_row_is_written_is_found() -> None:
    with duckdb.connect(":memory:") as con:
        migrate(con, shipped())
        assert made_otherwise(con) == []
        con.execute(
            "create trigger mine after insert on ledger "
            "for each statement insert into retired select 1, 1"
        )
        assert made_otherwise(con) == ["trigger mine"]


def test_past_claims_of_reports_come_from_what_was_looked_through(
    store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.path.parent)
    monkeypatch.setenv("WORKBENCH_ANALYST", "mara")
    store.forget_index()
    told = reporting.past_claim_as_json
    with monkeypatch.context() as patch:
        patch.setattr(
            reporting,
            "past_claim_as_json",
            lambda past: told(past).replace("people died in Sule", "people live in Sule"),
        )
        _run("report", "-o", "altered.jsonl")
    _run("report", "-o", "again.jsonl")
    assert "people live in Sule" in Path("again.jsonl").read_text()

    assert pipeline.verify(store) == ()
    _run("report", "-o", "looked-through.jsonl")
    assert "people live in Sule" not in Path("looked-through.jsonl").read_text()
    assert "people died in Sule" in Path("looked-through.jsonl").read_text()


def test_entries_that_changed_places_are_found(store: DuckStore) -> None:
    by_hand(
        store,
        "update ledger set number = case number when 2 then 3 else 2 end where number in (2, 3)",
    )

    assert pipeline.verify(store)[0].entry == 2


def test_a_kept_file_that_was_altered_is_found(store: DuckStore) -> None:
    folder = store.path.with_name("claims.duckdb.files")
    for file in folder.iterdir():
        file.chmod(0o644)
        file.write_text("Another photograph.")

    sentences = [fault.sentence for fault in pipeline.verify(store)]

    assert len(sentences) == 2
    assert all("is gone or altered" in sentence for sentence in sentences)


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "r.md", "r.html", "r.csv"])
def test_a_report_is_held_against_the_store(
    store: DuckStore, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(store.path.parent)
    main(["report", "-o", name])

    assert pipeline.verify_report(store, Path(name)) == ()
    by_hand(store, "delete from ledger where number = (select max(number) from ledger)")
    (fault,) = pipeline.verify_report(store, Path(name))
    assert "does not hold entry" in fault.sentence


def test_a_report_that_was_altered_is_told(
    store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.path.parent)
    main(["report", "-o", "r.json"])
    report = Path("r.json").read_text()

    Path("r.json").write_text(report.replace('"reason": "Nine."', '"reason": "Ten."'))

    (fault,) = pipeline.verify_report(store, Path("r.json"))
    assert "is not what the ledger says" in fault.sentence


@pytest.mark.parametrize("content", ["[]", "{}", "Nothing of the kind.", "\x00"])
def test_what_is_no_report_is_refused(store: DuckStore, tmp_path: Path, content: str) -> None:
    (tmp_path / "r.json").write_text(content)

    with pytest.raises(ReadingError, match="does not say over which ledger"):
        pipeline.verify_report(store, tmp_path / "r.json")


def test_the_command_names_the_entry_and_ends_with_1(
    store: DuckStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(store.path.parent)
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.startswith("All holds: ")
    by_hand(store, "update ledger set analyst = 'somebody else' where number = 4")

    assert main(["verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["entry"] == 4
