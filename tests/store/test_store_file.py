import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from store_values import by_words, desk_at, four_claims, ids_of, rich_article, statuses, vectors

from workbench.errors import NewerStoreError, NotAStoreError, StoreBusyError, StoreError
from workbench.model import EntryKind, Head, Verdict
from workbench.store import DuckStore
from workbench.store.file import as_store_error
from workbench.store.migrations import Migration, migrate, schema_number, shipped
from workbench.store.protocol import Encoded

HOLD = """
import sys
import duckdb
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
"""


CRASH = """
import os, sys
import duckdb
con = duckdb.connect(sys.argv[1])
con.execute(sys.argv[2])
os._exit(0)
"""


@contextmanager
def held(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Hold the file in another process until told by a line, or until the block ends."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder


def crash_after(path: Path, sql: str) -> Path:
    """Run a statement in a process that ends without closing; return the log it leaves."""
    subprocess.run([sys.executable, "-c", CRASH, str(path), sql], check=True, timeout=60)
    return path.with_name(f"{path.name}.wal")


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_reading_where_there_is_no_store_finds_nothing_and_makes_nothing(tmp_path: Path) -> None:
    store = desk_at(tmp_path).store
    assert store.articles() == ()
    assert store.reviewed_claims() == ()
    assert store.entries() == ()
    assert store.missing_texts(["a"], model="m") == ("a",)
    assert ids_of(store) == ()
    assert by_words(store, ["a"]) == []
    assert store.broken_at() is None
    assert list(tmp_path.iterdir()) == []


def test_the_first_write_makes_one_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    assert list(tmp_path.iterdir()) == [desk.store.path]


def test_a_new_store_can_be_read_by_earlier_clients(tmp_path: Path) -> None:
    store = desk_at(tmp_path).store
    store.append([])
    with duckdb.connect(store.path, read_only=True) as con:
        tags = con.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert tags == [({"storage_version": "v1.5.0+"},)]


def test_a_store_is_made_where_files_cannot_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted", source, target)

    monkeypatch.setattr(os, "link", refuse)  # as exFAT does, the format of memory sticks
    desk = desk_at(tmp_path)
    four_claims(desk)
    assert statuses(desk.store) == ["unreviewed"] * 4
    assert list(tmp_path.iterdir()) == [desk.store.path]


def test_a_held_store_is_named_with_the_process_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "claims.duckdb"
    DuckStore(path).append([])
    store = DuckStore(path, wait=0.1)
    with held(path) as holder:
        for use in (store.head, lambda: store.append([])):
            with pytest.raises(StoreBusyError) as busy:
                use()
            assert busy.value.message == (
                f"claims.duckdb is open in another process (PID {holder.pid})."
            )
            assert busy.value.hint == "Close it, or use --store."
            assert busy.value.exit_code == 3
        holder.communicate("go\n")


def test_a_store_that_is_let_go_in_time_is_used(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    with held(desk.store.path) as holder:
        with pytest.raises(StoreBusyError):
            DuckStore(desk.store.path, wait=0).head()
        assert holder.stdin is not None
        holder.stdin.write("go\n")
        holder.stdin.flush()
        desk.decide([claims[0]], Verdict.VERIFIED)
    assert statuses(desk.store)[0] == "verified"


def test_a_store_being_read_elsewhere_can_be_read_here(tmp_path: Path) -> None:
    path = tmp_path / "claims.duckdb"
    DuckStore(path).append([])
    reader = HOLD.replace("sys.argv[1])", "sys.argv[1], read_only=True)")
    command = [sys.executable, "-c", reader, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert DuckStore(path, wait=0).head() == Head(0, "0" * 64)
        holder.communicate("go\n")


def an_sqlite_file(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("create table articles (id text)")
    con.commit()
    con.close()


def a_database_of_others(path: Path) -> None:
    with duckdb.connect(path) as con:
        con.execute("create table articles (id text)")


NO_STORES: dict[str, Callable[[Path], object]] = {
    "a text": lambda path: path.write_text("Bab Amr\n" * 5000, encoding="utf-8"),
    "a few letters": lambda path: path.write_text("claims", encoding="utf-8"),
    "an empty file": lambda path: path.touch(),
    "random bytes": lambda path: path.write_bytes(os.urandom(50_000)),
    "an SQLite file": an_sqlite_file,
    "a DuckDB database of another program": a_database_of_others,
    "an empty DuckDB database": lambda path: duckdb.connect(path).close(),
}


@pytest.mark.parametrize("make", NO_STORES.values(), ids=NO_STORES.keys())
def test_a_file_that_is_no_store_is_refused_and_left_as_it_was(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    store = desk_at(tmp_path).store
    make(store.path)
    before = sha256_of(store.path)
    for use in (store.head, lambda: store.append([])):
        with pytest.raises(NotAStoreError, match=r"^claims\.duckdb is (not )?a DuckDB database"):
            use()
    assert sha256_of(store.path) == before
    assert list(tmp_path.iterdir()) == [store.path]


def test_the_log_of_a_database_of_others_is_left_as_it_was(tmp_path: Path) -> None:
    store = desk_at(tmp_path).store
    log = crash_after(store.path, "create table articles (id text)")
    before = (sha256_of(store.path), sha256_of(log))
    with pytest.raises(NotAStoreError):
        store.append([])
    assert (sha256_of(store.path), sha256_of(log)) == before


def test_what_a_crash_left_in_the_log_is_there_again(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    log = crash_after(desk.store.path, "update article_rows set title = 'From the log'")
    assert desk.store.articles()[0].article.title == "From the log"
    assert log.exists()
    desk.store.append([])
    assert desk.store.articles()[0].article.title == "From the log"
    assert not log.exists()


def test_what_was_acknowledged_stands_in_the_file_and_in_no_log_that_could_be_torn(
    tmp_path: Path,
) -> None:
    """DuckDB passes over the torn end of a log without a word."""
    desk = desk_at(tmp_path)
    desk.decide([four_claims(desk)[0]], Verdict.VERIFIED)
    alone = tmp_path / "alone.duckdb"
    shutil.copy(desk.store.path, alone)

    assert [one.name for one in tmp_path.glob("*.wal")] == []
    assert statuses(DuckStore(alone))[0] == "verified"


def test_a_damaged_log_is_a_sentence_and_is_left_as_it_was(tmp_path: Path) -> None:
    store = desk_at(tmp_path).store
    store.append([])
    log = crash_after(store.path, "insert into terms select range, range::text from range(5000)")
    content = log.read_bytes()
    middle = len(content) // 2
    log.write_bytes(content[:middle] + bytes(64) + content[middle + 64 :])
    before = (sha256_of(store.path), sha256_of(log))
    for use in (store.head, lambda: store.append([])):
        with pytest.raises(StoreError, match=r"write-ahead log of claims\.duckdb, is damaged"):
            use()
    assert (sha256_of(store.path), sha256_of(log)) == before


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    store = DuckStore(tmp_path / "none" / "claims.duckdb")
    for use in (store.head, lambda: store.append([])):
        with pytest.raises(StoreError, match=r"There is no folder .*none to keep claims\.duckdb"):
            use()
    assert list(tmp_path.iterdir()) == []


def test_a_path_below_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    store = DuckStore(tmp_path / "file" / "claims.duckdb")
    for use in (store.head, lambda: store.append([])):
        with pytest.raises(StoreError, match=r"There is no folder .*file to keep claims\.duckdb"):
            use()


def test_a_folder_is_a_sentence(tmp_path: Path) -> None:
    store = DuckStore(tmp_path)
    for use in (store.head, lambda: store.append([])):
        with pytest.raises(StoreError, match=r" is a folder\. Name a file with --store\.$"):
            use()


def test_a_folder_that_takes_no_files_is_a_sentence() -> None:
    store = DuckStore(Path("/proc/claims.duckdb"))  # not even root makes files there
    with pytest.raises(StoreError, match=r"claims\.duckdb cannot be used in /proc: "):
        store.append([])


def test_a_link_leads_to_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    link = tmp_path / "claims.duckdb"
    link.symlink_to(folder / "claims.duckdb")
    desk = desk_at(tmp_path)
    four_claims(desk)
    assert link.is_symlink()
    assert statuses(DuckStore(folder / "claims.duckdb")) == ["unreviewed"] * 4


def test_a_store_of_a_later_version_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    store = desk_at(tmp_path).store
    store.append([])
    with duckdb.connect(store.path) as con:
        con.execute("insert into workbench_migrations values (99, '099_later.sql', 'x')")
    before = sha256_of(store.path)
    for use in (store.head, lambda: store.append([])):
        with pytest.raises(
            NewerStoreError, match=r"made by a later version of this program \(schema 99;"
        ):
            use()
    assert sha256_of(store.path) == before


def test_a_file_of_a_later_duckdb_is_named_as_such() -> None:
    said = duckdb.IOException(
        "IO Error: Trying to read a database file with version number 99, "
        "but we can only read versions between 64 and 69.\nThe database file was created with a "
        "newer version of DuckDB."
    )
    error = as_store_error("claims.duckdb", said)
    assert isinstance(error, NewerStoreError)
    assert error.message == "claims.duckdb was written by a later version of DuckDB."


def test_each_migration_is_recorded_with_its_hash(tmp_path: Path) -> None:
    store = desk_at(tmp_path).store
    store.append([])
    store.append([])
    with duckdb.connect(store.path, read_only=True) as con:
        recorded = con.execute("select number, name, sha256 from workbench_migrations").fetchall()
    assert recorded == [(one.number, one.name, one.sha256) for one in shipped()]


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [one.number for one in shipped()] == list(range(1, len(shipped()) + 1))


NEXT = Migration(
    shipped()[-1].number + 1, "next.sql", "create table flags (claim_id text not null);"
)


def test_an_older_store_is_brought_up_and_keeps_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)
    desk.decide([claims[0]], Verdict.VERIFIED)
    all_and_next = (*shipped(), NEXT)
    monkeypatch.setattr("workbench.store.migrations.shipped", lambda: all_and_next)
    assert statuses(DuckStore(desk.store.path))[0] == "verified"
    with duckdb.connect(desk.store.path, read_only=True) as con:
        assert schema_number(con) == NEXT.number
        assert con.execute("select * from flags").fetchall() == []


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = desk_at(tmp_path).store
    store.append([])
    broken = Migration(NEXT.number, "broken.sql", NEXT.sql + NEXT.sql)
    with duckdb.connect(store.path) as con, pytest.raises(duckdb.Error, match="already exists"):
        migrate(con, (*shipped(), broken))
    with duckdb.connect(store.path, read_only=True) as con:
        assert schema_number(con) == shipped()[-1].number
        assert con.execute("from duckdb_tables() where table_name = 'flags'").fetchall() == []


def test_a_strangers_store_reads_no_other_file(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    secret = tmp_path / "secret.csv"
    secret.write_text("claim_id,reason\nx,y\n", encoding="utf-8")
    with duckdb.connect(desk.store.path) as con:
        con.execute("drop view articles")
        view = "create view articles as select * from read_csv('PATH')"
        con.execute(view.replace("PATH", str(secret)))
    with pytest.raises(StoreError, match="file system operations are disabled"):
        desk.store.reviewed_claims()


ALTERED_BY_HAND = {
    "spans": "update claim_rows set spans = '[[5, 1]]'",
    "spans that are no JSON": "update claim_rows set spans = 'gone'",
    "a manner of no such name": "update claim_rows set manner = 'shouted'",
    "a figure without its parts": "update claim_rows set figures = '[{}]'",
    "nested without end": "update claim_rows set brackets = repeat('[', 100000)",
    "a verdict of no such name": "update acts set verdict = 'true'",
    "a body that is no JSON": "update ledger set body = 'gone', kind = 'recut'",
}


@pytest.mark.parametrize("sql", ALTERED_BY_HAND.values(), ids=ALTERED_BY_HAND.keys())
def test_what_cannot_be_read_back_is_a_sentence(tmp_path: Path, sql: str) -> None:
    desk = desk_at(tmp_path)
    desk.decide([four_claims(desk)[0]], Verdict.VERIFIED)
    with duckdb.connect(desk.store.path) as con:
        con.execute(sql)
    with pytest.raises(StoreError, match=r"^claims\.duckdb (holds what|cannot be used)"):
        desk.store.reviewed_claims()


def test_a_ring_of_links_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "claims.duckdb").symlink_to(tmp_path / "other.duckdb")
    (tmp_path / "other.duckdb").symlink_to(tmp_path / "claims.duckdb")
    with pytest.raises(StoreError, match=r"^claims\.duckdb cannot be used"):
        desk_at(tmp_path).store.append([])


def test_a_name_that_is_too_long_is_a_sentence(tmp_path: Path) -> None:
    store = DuckStore(tmp_path / f"{'x' * 300}.duckdb")
    for use in (store.head, lambda: store.append([])):
        with pytest.raises(StoreError, match="name too long"):
            use()


def test_a_call_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    article, splitting = rich_article()
    one_short = Encoded("toy 1", ("a text",), vectors([]))
    entry = desk.entry(EntryKind.ARTICLE_ADDED, {})
    with pytest.raises(ValueError, match="1 texts have 0 vectors"):
        desk.store.add_article(article, splitting, terms={}, encoded=one_short, entry=entry)
    assert desk.store.articles() == ()
    assert desk.store.reviewed_claims() == ()
    assert desk.add(article, splitting)
