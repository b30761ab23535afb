"""Where lines break, as offsets into the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.text import cells
from workbench.tui.wrapping import wrap


def broken(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two", 10, ["one two"]),
        ("one two three", 8, ["one two ", "three"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a abcdefgh b", 4, ["a ", "abcd", "efgh ", "b"]),
        ("在巴巴阿姆爾", 4, ["在巴", "巴阿", "姆爾"]),
        ("  indented", 12, ["  indented"]),
    ],
)
def test_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert broken(text, width) == lines


@given(st.text(max_size=120), st.integers(1, 30))
def test_the_lines_hold_every_letter_once_and_in_order(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert "".join(text[start:end] for start, end in lines) == text.replace("\n", "")
    assert [start for start, _ in lines] == sorted(start for start, _ in lines)


@given(
    st.text(alphabet="abc 在é\n", max_size=120),
    st.integers(2, 30),
)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cells(text[start:end].rstrip()) <= width for start, end in wrap(text, width))


def test_a_word_of_5000_letters_is_folded() -> None:
    assert len(wrap("x" * 5000, 80)) == 63


@given(st.text(alphabet="aab  c—ж", max_size=60), st.integers(1, 12))
def test_letters_that_need_no_measuring_break_where_others_do(text: str, width: int) -> None:
    measured = f"{text}ж"

    assert wrap(measured.replace("ж", "é"), width) == wrap(measured, width)
