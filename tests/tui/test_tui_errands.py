"""Errands: of each name only the newest is done."""

import functools
import queue
import threading

from workbench.tui.errands import Errands

LIMIT = 60.0


def test_errands_are_done_one_after_another() -> None:
    done: queue.Queue[int] = queue.Queue()
    errands = Errands("test")
    for number in range(5):
        errands.ask(str(number), functools.partial(done.put, number))

    assert [done.get(timeout=LIMIT) for _ in range(5)] == [0, 1, 2, 3, 4]
    errands.close()
    assert errands.join(seconds=LIMIT)


def test_a_newer_errand_of_the_same_name_takes_the_place_of_one_that_waits() -> None:
    done: queue.Queue[str] = queue.Queue()
    go = threading.Event()
    errands = Errands("test")
    errands.ask("first", lambda: go.wait(LIMIT))
    errands.ask("matches", lambda: done.put("old"))
    errands.ask("other", lambda: done.put("other"))
    errands.ask("matches", lambda: done.put("new"))
    go.set()

    assert [done.get(timeout=LIMIT) for _ in range(2)] == ["other", "new"]
    errands.close()


def test_closing_drops_what_has_not_begun() -> None:
    begun, go = threading.Event(), threading.Event()
    done: list[str] = []
    errands = Errands("test")

    def first() -> None:
        begun.set()
        go.wait(LIMIT)

    errands.ask("first", first)
    begun.wait(LIMIT)
    errands.ask("second", lambda: done.append("second"))
    errands.close()
    go.set()

    assert errands.join(seconds=LIMIT)
    assert done == []
