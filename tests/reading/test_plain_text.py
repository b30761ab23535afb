import datetime as dt
import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import ReadingError
from workbench.model import Article
from workbench.reading import read_bytes, read_path, read_stream
from workbench.reading.source import MAX_ARTICLE_BYTES

STORY = "Bridge closed\n\nThe mayor said 12 people were hurt.\n"


def test_the_id_is_the_sha_256_of_a_utf_8_file_with_lf_line_ends() -> None:
    data = STORY.encode()

    assert read_bytes(data, name="It").id == hashlib.sha256(data).hexdigest()


def test_white_space_at_both_ends_is_kept() -> None:
    assert read_bytes(b"\n\n  A story. \n\n", name="It").text == "\n\n  A story. \n\n"


def test_the_text_is_not_normalised() -> None:
    decomposed = "Besanc\u0327on"

    assert read_bytes(decomposed.encode(), name="It").text == decomposed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_one_story_is_one_article_however_it_was_saved(encoding: str, line_end: str) -> None:
    story = "The café closed\n\n“Twelve people were hurt,” the mayor said.\n"

    article = read_bytes(story.replace("\n", line_end).encode(encoding), name="It")

    assert article == read_bytes(story.encode(), name="It")


def test_terminal_escape_sequences_stay_in_the_text() -> None:
    assert read_bytes(b"Red \x1b[31malert\x1b[0m", name="It").text == "Red \x1b[31malert\x1b[0m"


def test_the_title_is_the_first_line_with_something_on_it() -> None:
    assert read_bytes(b"\n \t\n  Bridge   closed \nText.", name="It").title == "Bridge closed"


def test_a_given_title_is_taken() -> None:
    assert read_bytes(STORY.encode(), name="It", title="Ours").title == "Ours"


@pytest.mark.parametrize("title", ["", "  \n", "\u200b"])
def test_a_title_with_nothing_to_see_gives_way_to_the_first_line(title: str) -> None:
    assert read_bytes(STORY.encode(), name="It", title=title).title == "Bridge closed"


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\v", "\f", "\x1e"])
def test_a_title_ends_where_any_line_ends(separator: str) -> None:
    text = f"{'Bridge closed':<40}{separator}More"

    assert read_bytes(text.encode(), name="It").title == "Bridge closed"


def test_a_title_holds_no_control_characters() -> None:
    assert read_bytes(b"A \x1b[31mred\x07 line\nText", name="It").title == "A [31mred line"


def test_a_long_first_line_is_cut_at_a_word_for_the_title() -> None:
    title = read_bytes(b"twelve words " * 100, name="It").title

    assert title == "twelve words " * 15 + "…"


def test_a_first_line_without_spaces_is_cut_at_200() -> None:
    title = read_bytes(b"x" * 1_000_000, name="It").title

    assert title == "x" * 199 + "…"


def test_a_title_of_200_is_not_cut() -> None:
    assert read_bytes(b"y" * 200, name="It").title == "y" * 200


def test_what_the_analyst_says_about_the_article_is_kept() -> None:
    article = read_bytes(
        STORY.encode(),
        name="It",
        url="https://news.example/bridge",
        publisher="The Example",
        published=dt.date(2012, 3, 1),
    )

    assert article.url == "https://news.example/bridge"
    assert article.publisher == "The Example"
    assert article.published == dt.date(2012, 3, 1)


def test_half_a_character_from_the_command_line_is_refused() -> None:
    with pytest.raises(ReadingError, match="The publisher is not text"):
        read_bytes(STORY.encode(), name="It", publisher="caf\udce9")


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\u00a0\u200b\u3000".encode()]
)
def test_a_text_with_nothing_to_see_is_empty(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^It is empty\.$|^It is empty\. An"):
        read_bytes(data, name="It")


def test_a_text_that_is_too_large_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"^It is larger than 20 MB\."):
        read_bytes(b"a" * (MAX_ARTICLE_BYTES + 1), name="It")


def test_a_text_of_the_largest_size_is_read() -> None:
    assert len(read_bytes(b"a" * MAX_ARTICLE_BYTES, name="It").text) == MAX_ARTICLE_BYTES


@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_a_reading_error(data: bytes) -> None:
    try:
        article = read_bytes(data, name="It")
    except ReadingError:
        return
    assert article == Article.of(article.text, title=article.title)
    assert article.title.splitlines() == [article.title]
    assert 1 <= len(article.title) <= 200


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.data())
def test_offsets_found_in_a_file_are_true_in_the_article(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    article = read_bytes(f"T\n{text}".encode(), name="It")

    assert article.text[start + 2 : end + 2] == text[start:end]


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(STORY.encode())

    assert read_path(file) == read_bytes(STORY.encode(), name="It")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"nowhere\.txt does not exist\."):
        read_path(tmp_path / "nowhere.txt")


def test_a_folder_is_said_to_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"is a folder\."):
        read_path(tmp_path)


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)

    with pytest.raises(ReadingError, match="cannot be opened"):
        read_path(tmp_path / "story.txt" / "page")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    with pytest.raises(ReadingError, match="cannot be opened"):
        read_path(tmp_path / "loop")


def test_a_path_with_a_nul_is_refused() -> None:
    with pytest.raises(ReadingError, match="is not a path"):
        read_path(Path("a\0b"))


def test_a_path_that_is_no_utf_8_is_named_in_a_printable_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read_path(tmp_path / os.fsdecode(b"caf\xe9"))

    assert r"caf\xe9 does not exist." in caught.value.message
    assert caught.value.message.encode()


def test_an_endless_file_is_refused_at_the_limit() -> None:
    with pytest.raises(ReadingError, match="larger than 20 MB"):
        read_path(Path("/dev/zero"))


def test_a_stream_is_read_to_its_end() -> None:
    assert read_stream(io.BytesIO(STORY.encode())).text == STORY


def test_a_stream_that_gives_a_little_at_a_time_is_read_to_its_end() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb", buffering=0) as pipe:
        pipe.write(STORY.encode()[:10])
        pipe.write(STORY.encode()[10:])
    with os.fdopen(reader, "rb", buffering=0) as stream:
        article = read_stream(stream)

    assert article.text == STORY


def test_an_empty_stream_is_called_by_its_name() -> None:
    with pytest.raises(ReadingError, match=r"^Standard input is empty\."):
        read_stream(io.BytesIO())
