"""The screen goes before other threads, and leaves Python as it was."""

import asyncio
import gc
import os
import selectors
import sys
from collections.abc import Iterator

import pytest

from workbench.tui import precedence
from workbench.tui.precedence import HELD_SECONDS, SOON_SECONDS, ScreenFirst, held_up_little


@pytest.fixture
def selector() -> Iterator[ScreenFirst]:
    """Return a selector that waits for a pipe with something in it."""
    reading, writing = os.pipe()
    os.write(writing, b"j")
    selector = ScreenFirst()
    selector.register(reading, selectors.EVENT_READ)
    with held_up_little():
        yield selector
    selector.close()
    os.close(reading)
    os.close(writing)


def test_a_loop_with_work_looks_for_input_from_time_to_time(
    selector: ScreenFirst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "UNLOOKED_SECONDS", 1000.0)
    assert len(selector.select(0)) == 1
    assert selector.select(0) == []

    monkeypatch.setattr(precedence, "UNLOOKED_SECONDS", 0.0)
    assert len(selector.select(0)) == 1


def test_a_loop_without_work_waits_for_input_whenever_it_last_looked(
    selector: ScreenFirst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "UNLOOKED_SECONDS", 1000.0)
    selector.select(0)

    assert len(selector.select()) == 1


def test_the_screen_is_given_the_interpreter_soon_and_keeps_it(
    selector: ScreenFirst, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def select(*_: object) -> list[object]:
        waited.append(sys.getswitchinterval())
        return []

    monkeypatch.setattr(selectors.DefaultSelector, "select", select)
    selector.select()

    assert waited == [pytest.approx(SOON_SECONDS)]
    assert sys.getswitchinterval() == pytest.approx(HELD_SECONDS)


def test_a_screen_runs_to_its_result_and_python_is_left_as_it_was() -> None:
    before = sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()

    async def screen() -> float:
        await asyncio.sleep(0)
        return sys.getswitchinterval()

    with held_up_little():
        assert precedence.run_first(screen()) == pytest.approx(HELD_SECONDS)

    assert (sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()) == before
