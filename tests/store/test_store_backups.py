import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import duckdb
import pytest
from store_values import desk_at, four_claims, past, statuses

from workbench.errors import NotAStoreError, StoreError
from workbench.model import Verdict
from workbench.store import DuckStore, copies, migrations
from workbench.store.backups import back_up, restore
from workbench.store.compacting import compact
from workbench.store.file import StoreFile
from workbench.store.kept_files import KeptFiles
from workbench.store.migrations import migrate, shipped

CONTENT = b"A photograph of the harbour."


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables."""
    with duckdb.connect(path, read_only=True) as con:
        tables = con.execute("select table_name from duckdb_tables() order by all").fetchall()
        return {name: con.execute(f"from {name} order by all").fetchall() for (name,) in tables}


def a_store(folder: Path) -> DuckStore:
    desk = desk_at(folder)
    claims = four_claims(desk)
    desk.bring_in([past(1, "Two fell."), past(2, "Nobody fell.")])
    desk.decide(claims[:2], Verdict.VERIFIED, "Two papers.")
    desk.undo(desk.decide([claims[2]], Verdict.DISPUTED))
    desk.note([claims[3]], "Ask the mayor.")
    KeptFiles(desk.store.path).keep_bytes(CONTENT, name="harbour.jpg")
    return desk.store


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_a_backup_holds_all_rows_the_chain_and_the_kept_files(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    copied = back_up(store.path, tmp_path / "copy.duckdb")

    assert everything(copied.path) == everything(store.path)
    assert (copied.head, copied.broken_at, copied.files) == (store.head(), None, 1)
    (kept,) = (tmp_path / "copy.duckdb.files").iterdir()
    assert kept.read_bytes() == CONTENT
    assert names(tmp_path) == {
        "claims.duckdb",
        "claims.duckdb.files",
        "copy.duckdb",
        "copy.duckdb.files",
    }


def test_a_backup_made_while_decisions_are_written_is_one_moment_of_the_store(
    tmp_path: Path,
) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    acknowledged: list[int] = []

    def work() -> None:
        for _ in range(20):
            desk.decide([claims[0]], Verdict.VERIFIED)
            acknowledged.append(1)

    writer = threading.Thread(target=work)
    writer.start()
    heads = []
    for number in range(4):
        least = 1 + len(acknowledged)
        copied = back_up(desk.store.path, tmp_path / f"{number}.duckdb")
        assert copied.broken_at is None
        assert copied.head.number >= least
        heads.append(copied.head)
    writer.join()
    assert len(acknowledged) == 20
    assert all(desk.store.holds(head) for head in heads)


def test_a_backup_takes_in_what_a_crash_left_in_the_log(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    crash = "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute(sys.argv[2])"
    crash += "; os._exit(0)"
    sql = "update article_rows set title = 'From the log'"
    subprocess.run([sys.executable, "-c", crash, store.path, sql], check=True)
    assert copies.log_of(store.path).exists()

    copied = back_up(store.path, tmp_path / "copy.duckdb")

    assert DuckStore(copied.path).articles()[0].article.title == "From the log"
    assert not copies.log_of(copied.path).exists()


def test_a_copy_keeps_writers_out_until_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path)
    codes: list[int] = []

    def attempt(source: BinaryIO, path: Path, draft: Path) -> None:
        copy_open(source, path, draft)
        code = [sys.executable, "-c", "import duckdb, sys; duckdb.connect(sys.argv[1])"]
        codes.append(subprocess.run([*code, path], check=False, capture_output=True).returncode)

    copy_open = copies.copy_open
    monkeypatch.setattr(copies, "copy_open", attempt)

    back_up(store.path, tmp_path / "copy.duckdb")

    assert codes == [1]


@pytest.mark.parametrize("taken", ["copy.duckdb", "copy.duckdb.wal"])
def test_a_backup_overwrites_nothing(tmp_path: Path, taken: str) -> None:
    store = a_store(tmp_path)
    (tmp_path / taken).write_text("Mine.")
    before = names(tmp_path)

    with pytest.raises(StoreError, match="exists already"):
        back_up(store.path, tmp_path / "copy.duckdb")

    assert (tmp_path / taken).read_text() == "Mine."
    assert names(tmp_path) == before


def test_a_backup_of_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no file"):
        back_up(tmp_path / "claims.duckdb", tmp_path / "copy.duckdb")
    assert names(tmp_path) == set()


def test_a_backup_that_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path)
    before = names(tmp_path)

    def full(draft: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", draft, None, target)

    monkeypatch.setattr(copies, "put", full)
    with pytest.raises(StoreError, match="No space left on device"):
        back_up(store.path, tmp_path / "copy.duckdb")

    assert names(tmp_path) == before


def test_a_kept_file_that_was_altered_is_counted_and_left_behind(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    (kept,) = (tmp_path / "claims.duckdb.files").iterdir()
    kept.chmod(stat.S_IRUSR | stat.S_IWUSR)
    kept.write_bytes(b"Another photograph.")

    copied = back_up(store.path, tmp_path / "copy.duckdb")

    assert (copied.files, copied.missing) == (0, 1)


def test_a_backup_is_restored_where_the_store_was_lost(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    before = everything(store.path)
    back_up(store.path, tmp_path / "copy.duckdb")
    store.path.unlink()

    restored = restore(tmp_path / "copy.duckdb", store.path)

    assert everything(store.path) == before
    assert restored.files == 1
    assert statuses(store) == ["verified", "verified", "unreviewed", "unreviewed"]


def test_restoring_overwrites_no_store(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    back_up(store.path, tmp_path / "copy.duckdb")
    store.append([])
    before = store.path.read_bytes()

    with pytest.raises(StoreError, match=r"claims\.duckdb exists already"):
        restore(tmp_path / "copy.duckdb", store.path)

    assert store.path.read_bytes() == before


def test_a_backup_whose_chain_is_broken_is_not_restored(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with duckdb.connect(store.path) as con:
        con.execute("update ledger set analyst = 'somebody else' where number = 3")
    copied = back_up(store.path, tmp_path / "copy.duckdb")

    assert copied.broken_at == 3
    with pytest.raises(StoreError, match="breaks at entry 3"):
        restore(copied.path, tmp_path / "again.duckdb")
    assert not (tmp_path / "again.duckdb").exists()


def test_what_is_no_store_is_not_restored(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nothing of the kind. " * 100)
    with pytest.raises(NotAStoreError):
        restore(tmp_path / "notes.txt", tmp_path / "claims.duckdb")
    assert names(tmp_path) == {"notes.txt"}


def test_compacting_gives_space_back_and_changes_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.path.chmod(0o640)
    before, head = everything(store.path), store.head()
    with duckdb.connect(store.path) as con:
        con.execute("create table heap as select random() as x from range(300_000)")
        con.execute("drop table heap")
    size = store.path.stat().st_size

    done = compact(StoreFile(store.path, wait=5))

    assert (done.before, done.after) == (size, store.path.stat().st_size)
    assert done.after < size
    assert everything(store.path) == before
    assert (store.head(), store.broken_at()) == (head, None)
    assert store.path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == {"claims.duckdb", "claims.duckdb.files"}
    assert compact(StoreFile(store.path, wait=5)).after == done.after


def test_compacting_refuses_a_store_whose_chain_is_broken(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with duckdb.connect(store.path) as con:
        con.execute("delete from ledger where number = 2")
    before = store.path.read_bytes()

    with pytest.raises(StoreError, match="breaks at entry 2"):
        compact(StoreFile(store.path, wait=5))

    assert store.path.read_bytes() == before


def test_a_process_that_waited_for_the_old_file_writes_into_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    aside = tmp_path / "aside.duckdb"
    back_up(desk.store.path, aside)
    connect = duckdb.connect
    places: list[Path] = []

    def replaced_meanwhile(place: Path, **options: object) -> duckdb.DuckDBPyConnection:
        con = connect(place, **options)  # type: ignore[arg-type]  # as it was called
        if not places:
            aside.replace(place)  # between the opening and the lock, as far as anybody can tell
        places.append(place)
        return con

    monkeypatch.setattr(duckdb, "connect", replaced_meanwhile)
    desk.decide([claims[0]], Verdict.VERIFIED)
    monkeypatch.undo()

    assert statuses(DuckStore(desk.store.path))[0] == "verified"


OLDER = {
    "articles": "article_rows",
    "claims": "claim_rows",
    "past_claims": "past_claim_versions",
    "lengths": "(select claim_id, length from searchable)",
    "postings": """(
      select terms.term, searchable.claim_id, occurrences.count
      from occurrences
      join terms on terms.number = occurrences.term
      join searchable on searchable.number = occurrences.claim
    )""",
}
"""Tables of released schemas, and where their rows stand today."""


def of_schema(store: DuckStore, number: int, older: Path) -> None:
    """Write a store as the version with that schema kept it, from the same analyst's work."""
    with duckdb.connect(older) as con:
        migrate(con, shipped()[:number])
        con.execute(f"attach '{store.path}' as today (read_only)")
        tables = con.execute(
            "select table_name, string_agg(column_name, ', ' order by column_index) "
            "from duckdb_columns() where database_name = current_database() and "
            "table_name in (select table_name from duckdb_tables()) group by all order by all"
        ).fetchall()
        con.execute("use today")
        for table, columns in tables:
            if table != "workbench_migrations":
                from_today = OLDER.get(table, table)
                if table in {"articles", "claims", "past_claims"} and number > 1:
                    from_today = OLDER[table]
                con.execute(
                    f"insert into {older.stem}.{table} ({columns}) "  # noqa: S608 - ours
                    f"select {columns} from {from_today}"
                )


def test_a_migration_tried_again_keeps_one_copy_of_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "older.duckdb"
    of_schema(a_store(tmp_path), 4, older)

    def fails(*_: object) -> None:
        raise duckdb.IOException("IO Error: disk full")  # noqa: EM101, TRY003 - as DuckDB says it

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "migrate", fails)
        for _ in range(2):
            with pytest.raises(StoreError, match="disk full"):
                DuckStore(older).append([])
    DuckStore(older).append([])

    assert [name for name in names(tmp_path) if ".before-" in name] == [
        f"older.duckdb.before-{shipped()[-1].number:03}"
    ]


def test_an_older_store_without_entries_is_not_copied(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "older.duckdb") as con:
        migrate(con, shipped()[:4])
    DuckStore(tmp_path / "older.duckdb").append([])
    assert names(tmp_path) == {"older.duckdb"}
