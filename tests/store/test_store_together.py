"""Several processes and several threads on one store."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from store_values import article_of, desk_at, four_claims, matrix_of, past

from workbench.model import EntryKind, Verdict
from workbench.store import DuckStore

APPENDS = """
import datetime as dt, sys
from pathlib import Path
from workbench.model import Entry, EntryKind
from workbench.store import DuckStore
path, analyst, claim = sys.argv[1:]
store = DuckStore(Path(path), wait=60)
for number in range(25):
    body = {"claims": [claim], "verdict": "verified", "reason": str(number)}
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    store.append([Entry(f"{analyst}{number}", at, analyst, EntryKind.DECIDED, body)])
"""

FIRST_WRITE = """
import sys
from pathlib import Path
from workbench.store import DuckStore
sys.stdin.readline()
DuckStore(Path(sys.argv[1]), wait=60).append([])
"""


def test_two_processes_lose_nothing_and_keep_the_chain(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    claim = four_claims(desk)[0]
    analysts = ("Wim", "Ilse")
    running = [
        subprocess.Popen([sys.executable, "-c", APPENDS, str(desk.store.path), analyst, claim])
        for analyst in analysts
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    entries = desk.store.entries()
    for analyst in analysts:
        own = [one.body["reason"] for one in entries if one.analyst == analyst]
        assert own == [str(number) for number in range(25)]
    assert desk.store.head().number == 51
    assert desk.store.broken_at() is None


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
    assert list(tmp_path.iterdir()) == [path]
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
