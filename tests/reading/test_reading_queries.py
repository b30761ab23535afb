import pytest

from workbench.errors import ReadingError
from workbench.reading.queries import BadLine, Query, read_queries


@pytest.mark.parametrize(
    "heading", ["", "id\ttext\n", "Query\tTweet\n", "\ufeffquery_id\ttext\r\n"]
)
def test_a_query_is_an_id_and_a_text(heading: str) -> None:
    data = f"{heading}a\tOne  fire\tin town \r\n\nb-2\tTwo".encode()
    assert read_queries(data, name="q.tsv") == (
        (Query("a", "One  fire\tin town"), Query("b-2", "Two")),
        (),
    )


def test_a_heading_further_down_is_a_query() -> None:
    queries, _ = read_queries(b"a\tOne\nid\ttext\n", name="q.tsv")
    assert queries == (Query("a", "One"), Query("id", "text"))


def test_lines_that_hold_no_query_are_told_by_number() -> None:
    _, bad = read_queries(b"no tab\na\tOne\n\tTwo\nb\t \na\tThree\n", name="q.tsv")
    assert bad == (
        BadLine(1, "there is no tab between an id and a text"),
        BadLine(3, "there is no id"),
        BadLine(4, "there is no text"),
        BadLine(5, "there is a query a already"),
    )


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"q\.tsv"):
        read_queries(b"\x89PNG\r\n\x1a\n\x00\x00", name="q.tsv")
