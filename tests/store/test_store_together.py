"""Several processes and several threads on one store."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import pytest
from deciding_together import work_together
from store_values import article_of, desk_at, four_claims, matrix_of, past

from workbench.model import EntryKind, Verdict
from workbench.store import DuckStore
from workbench.store.waiting import Line

FIRST_WRITE = """
import sys
from pathlib import Path
from workbench.store import DuckStore
sys.stdin.readline()
DuckStore(Path(sys.argv[1]), wait=60).append([])
"""

STANDS_IN_LINE = """
import sys
from pathlib import Path
from workbench.store.waiting import Line
with Line(Path(sys.argv[1])) as line:
    for _ in sys.stdin:
        line.join()
        print(line.is_first(), flush=True)
"""


@contextmanager
def standing_in_line(store: Path) -> Iterator[tuple["subprocess.Popen[str]", Callable[[], bool]]]:
    """Give a process that can stand in line, and what asks it whether it is the first."""
    command = [sys.executable, "-c", STANDS_IN_LINE, str(store)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def is_first() -> bool:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("?\n")
            process.stdin.flush()
            return process.stdout.readline() == "True\n"

        yield process, is_first


def test_who_waits_longest_is_first_and_who_dies_waits_no_longer(tmp_path: Path) -> None:
    store = tmp_path / "claims.duckdb"
    with ExitStack() as waiting:
        # One after another: a process takes its place as soon as somebody waits.
        first, first_is_first = waiting.enter_context(standing_in_line(store))
        assert first_is_first()
        _, second_is_first = waiting.enter_context(standing_in_line(store))
        assert not second_is_first()
        _, third_is_first = waiting.enter_context(standing_in_line(store))
        assert not third_is_first()
        first.kill()
        first.wait(timeout=60)
        assert not third_is_first()
        assert second_is_first()


def test_where_nobody_can_stand_in_line_everybody_tries(tmp_path: Path) -> None:
    (tmp_path / "claims.duckdb.index").write_text("a file where the folder should be")
    with Line(tmp_path / "claims.duckdb") as line:
        line.join()
        assert line.is_first()


def test_what_is_committed_while_the_file_is_being_opened_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    assert desk.store.head().number == 1
    connect = duckdb.connect
    opened: list[Path] = []

    def late(file: Path, **options: object) -> duckdb.DuckDBPyConnection:
        opened.append(file)
        if len(opened) == 1:  # after DuckDB read the head of the file, and before it locks it
            with connect(file) as con:
                con.execute("create table other (x int)")
        return connect(file, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(duckdb, "connect", late)
    desk.decide([claim], Verdict.VERIFIED)
    assert len(opened) == 2
    desk.decide([claim], Verdict.DISPUTED)
    assert len(opened) == 3


def test_four_windows_at_once_lose_nothing_and_show_no_error(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)

    met = work_together(desk.store, claims, windows=4, decisions=50, patience=60)

    assert met.errors == ()
    entries = desk.store.entries()
    for number, window in enumerate(met.decided):
        own = [one.body["reason"] for one in entries if one.analyst == f"Analyst {number}"]
        assert own == [str(place) for place in range(50)]
        assert [call.number for call in window] == sorted(call.number for call in window)
    assert desk.store.head().number == 1 + 4 * 50
    assert desk.store.broken_at() is None
    assert met.looked
    assert met.unseen() == []


def test_two_processes_that_make_the_store_at_once_share_one(tmp_path: Path) -> None:
    path = tmp_path / "claims.duckdb"
    command = [sys.executable, "-c", FIRST_WRITE, str(path)]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(2)]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0]
    assert {one.name for one in tmp_path.iterdir()} <= {path.name, f"{path.name}.index"}
    assert DuckStore(path).head().number == 0


def test_threads_write_and_read_at_once_and_lose_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)

    def write(claim: str) -> None:
        for number in range(5):
            desk.decide([claim], Verdict.VERIFIED, str(number))

    def read(_: int) -> int:
        store = DuckStore(desk.store.path)  # a store of its own leads to the same file
        matrix_of(store)
        return len(store.reviewed_claims())

    with ThreadPoolExecutor(8) as pool:
        writing = [pool.submit(write, claim) for claim in claims]
        reading = list(pool.map(read, range(20)))
        for one in writing:
            one.result()
    assert reading == [4] * 20
    assert desk.store.head().number == 21
    assert desk.store.broken_at() is None
    reasons = [
        one.decision.reason for one in desk.store.reviewed_claims() if one.decision is not None
    ]
    assert reasons == ["4"] * 4


def test_a_thread_that_fails_leaves_the_turn_to_the_others(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claims = four_claims(desk)

    def attempt(claim: str) -> str:
        try:
            return desk.note([claim], "x")
        except Exception as error:  # noqa: BLE001  whatever it raises, the others go on
            return type(error).__name__

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(attempt, [claims[0], "nowhere", claims[1], "nowhere"]))
    assert [one for one in done if one == "NotFoundError"] == ["NotFoundError"] * 2
    assert desk.store.head().number == 3


def test_an_open_window_sees_what_another_committed(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    window = DuckStore(desk.store.path)
    before = window.head()
    desk.decide([claim], Verdict.VERIFIED)
    assert window.head() == desk.store.head() != before


def test_articles_and_imports_take_their_numbers_in_turn(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)

    def add(number: int) -> None:
        desk.add(*article_of([f"Number {number} fell."], title=str(number)))
        desk.bring_in([past(number, f"Number {number} fell before.")])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(6)))
    assert desk.store.head().number == 12
    assert desk.store.broken_at() is None
    entries = [one for one in desk.store.entries() if one.kind is EntryKind.ARTICLE_ADDED]
    newest_first = [summary.article.id for summary in desk.store.articles()]
    assert newest_first == [one.body["article"] for one in reversed(entries)]
