from hypothesis import given
from hypothesis import strategies as st

from workbench.visible import one_line, visible


def test_escape_sequences_become_signs() -> None:
    assert visible("a\x1b[31mb\x07c\x7fd\x9be") == "a␛[31mb␇c␡d⟨U+009B⟩e"


def test_overrides_of_direction_are_shown_and_marks_stay() -> None:
    assert visible("a\u202eb") == "a⟨U+202E⟩b"
    assert visible("א\u200fב\u200d") == "א\u200fב\u200d"


def test_tabs_and_line_ends_stay() -> None:
    assert visible("a\tb\nc") == "a\tb\nc"


@given(st.text())
def test_one_line_is_one_line_without_controls(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in line)
