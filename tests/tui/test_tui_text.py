"""The one door for text to the screen, and that there is no other."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

import workbench.tui
from workbench.tui.text import Mark, lines, marked, on_one_line, shown, strip, styled

ROOM = Path(workbench.tui.__file__).parent
MODULES = sorted(path for path in ROOM.rglob("*.py") if path.name != "text.py")
DANGEROUS = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\u2028")


@pytest.mark.parametrize("text", ["remain [in Bab Amr]", "[/", "[/x]", "[link=http://x]y[/link]"])
def test_what_looks_like_markup_stays_as_it_is(text: str) -> None:
    assert styled(text).plain == text
    assert styled((text, "bold")).plain == text
    assert marked(text, [Mark(0, 2, "bold")]).plain == text


@pytest.mark.parametrize("character", DANGEROUS)
def test_what_acts_unseen_becomes_a_sign(character: str) -> None:
    seen = shown(f"before{character}after")

    assert character not in seen
    assert seen.startswith("before")
    assert seen.endswith("after")
    assert len(seen) > len("beforeafter")


def test_an_escape_sequence_shows_its_letters() -> None:
    assert shown("\x1b[31mred\x1b]0;title\x07") == "␛[31mred␛]0;title␇"


def test_arabic_and_the_joiners_it_needs_stay() -> None:
    assert shown("می\u200cخواهم") == "می\u200cخواهم"


def test_a_joiner_between_other_letters_becomes_a_sign() -> None:
    assert shown("pass\u200dword") == "pass⟨U+200D⟩word"


def test_joined_emoji_are_shown_one_by_one() -> None:
    assert shown("👨\u200d👩\u200d👧") == "👨👩👧"


def test_a_tab_is_four_spaces() -> None:
    assert shown("a\tb") == "a    b"


def test_one_line_has_no_line_feed() -> None:
    assert on_one_line(" a \n\n b\r\nc ") == "a b c"


def test_parts_stand_under_one_another() -> None:
    assert lines([styled("a"), styled("b")]).plain == "a\nb"


def test_a_mark_lies_over_the_letters_it_names() -> None:
    content = marked("one two", [Mark(4, 7, "italic")], style="bold")

    spans = [(content.plain[span.start : span.end], span.style) for span in content.spans]
    assert spans == [("one ", "bold"), ("two", "italic")]


def test_marks_stay_in_place_where_signs_are_longer_than_what_they_show() -> None:
    content = marked("\u202eone two", [Mark(5, 8, "italic")])

    (span,) = content.spans
    assert content.plain[span.start : span.end] == "two"


@given(st.text(max_size=60), st.integers(0, 40))
def test_a_strip_is_as_wide_as_asked(text: str, width: int) -> None:
    assert strip([(text, Style())], width=width, rest=Style()).cell_length == width


@given(st.text())
def test_nothing_shown_can_act_on_a_terminal(text: str) -> None:
    seen = shown(text)

    assert not any(ord(c) < 32 and c != "\n" for c in seen)
    assert not any(127 <= ord(c) < 160 for c in seen)
    assert not any(c in seen for c in ("\u202e", "\u202d", "\u2066", "\u200b", "\ufeff"))
    seen.encode("utf-8")


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_marks_never_change_the_text(text: str, edges: list[tuple[int, int]]) -> None:
    marks = [Mark(min(pair), max(pair), "bold") for pair in edges]

    assert marked(text, marks).plain.count("\n") == shown(text).count("\n")


def names(tree: ast.AST) -> set[str]:
    """Return every module and name that a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOM).as_posix())
def test_no_other_module_makes_text_for_the_screen(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    made = {
        node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }

    assert not {name for name in names(tree) if name.startswith(("rich.text", "rich.markup"))}
    assert not {name for name in names(tree) if name.startswith(("rich.segment", "textual.markup"))}
    assert not {"Content", "Strip", "Text", "Segment", "Content.from_markup"} & made
    assert not {name for name in made if name in {"self.notify", "self.app.notify"}}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOM).as_posix())
def test_no_widget_is_given_a_plain_string_to_show(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    shows = [
        node
        for node in calls
        if (isinstance(node.func, ast.Name) and node.func.id in {"Static", "Label", "Option"})
        or (isinstance(node.func, ast.Attribute) and node.func.attr == "update")
    ]

    assert not [
        ast.unparse(node)
        for node in shows
        for argument in node.args
        if isinstance(argument, ast.Constant | ast.JoinedStr | ast.BinOp)
    ]
    assert not [
        ast.unparse(keyword.value)
        for node in calls
        for keyword in node.keywords
        if keyword.arg == "markup" and ast.unparse(keyword.value) != "False"
    ]
