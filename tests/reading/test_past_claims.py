import csv
import datetime as dt
import io
import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from past_claim_rows import HEADER, read

from workbench.errors import ImportRefusedError
from workbench.model import PastClaim, Verdict
from workbench.reading import BadRow, read_past_claims, read_past_claims_path


def test_a_row_with_all_columns_becomes_a_past_claim() -> None:
    past, bad = read(
        HEADER + '7,"About 4,000 stayed.",disputed,False,2012-03-02,Desk,'
        "https://desk.example/7,Who stayed?,the mayor\n"
    )

    assert bad == ()
    assert past == (
        PastClaim(
            id="7",
            text="About 4,000 stayed.",
            title="Who stayed?",
            verdict=Verdict.DISPUTED,
            rating="False",
            date=dt.date(2012, 3, 2),
            publisher="Desk",
            address="https://desk.example/7",
            speaker="the mayor",
        ),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = 'Publisher;Claim\nDesk;"Twelve, or 13; were hurt."\n'.replace(
        "Publisher;Claim\nDesk;", f"Publisher{delimiter}Claim\nDesk{delimiter}"
    )

    (past,), bad = read(text)

    assert (past.publisher, past.text, bad) == ("Desk", "Twelve, or 13; were hurt.", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_the_encodings_of_an_article(encoding: str) -> None:
    (past,), _ = read("claim\r\nThe café’s roof fell in.\r\n".encode(encoding))

    assert past.text == "The café’s roof fell in."


def test_bad_rows_are_listed_and_the_good_ones_go_in() -> None:
    past, bad = read("claim,date\nA,2012-03-01\n  ,2012-03-01\nB,yesterday\n\nC,\n")

    assert [claim.text for claim in past] == ["A", "C"]
    assert bad == (
        BadRow(3, "there is no claim in it"),
        BadRow(4, "“yesterday” is not a date; dates are written 2012-03-01"),
    )


def test_the_line_of_a_bad_row_counts_lines_inside_cells() -> None:
    _, bad = read('claim,date\n"A\n\nstory",\nB,never\n')

    assert [row.line for row in bad] == [5]


def test_white_space_in_a_cell_becomes_single_spaces() -> None:
    (past,), _ = read('claim\n"  A bridge\r\n\tfell. "\n')

    assert past.text == "A bridge fell."


def test_a_row_with_too_many_cells_is_listed() -> None:
    past, bad = read("claim,publisher\nAbout 4,000 stayed.,Desk\nB,Desk\n")

    assert [claim.text for claim in past] == ["B"]
    assert bad == (BadRow(2, "it has 3 cells, and the header 2"),)


def test_a_row_with_too_few_cells_has_nothing_in_the_last() -> None:
    (past,), _ = read("claim,publisher\nA\n")

    assert past.publisher is None


def test_a_quote_that_never_ends_is_listed() -> None:
    past, bad = read('claim,publisher\nA,Desk\n"B,Desk\nC,Desk\n')

    assert [claim.text for claim in past] == ["A"]
    assert bad == (BadRow(3, "it is not CSV (unexpected end of data)"),)


def test_of_rows_with_one_id_the_first_wins() -> None:
    past, bad = read("id,claim\n7,A\n8,B\n7,C\n")

    assert [claim.text for claim in past] == ["A", "B"]
    assert bad == (BadRow(4, "the claim of line 2 has the same id, 7"),)


def test_a_list_without_claims_column_is_refused_with_its_columns() -> None:
    with pytest.raises(ImportRefusedError) as caught:
        read("Remark;Rating\nA;False\n")

    assert caught.value.message == "list.csv has no column “claim”; it has “remark”, “rating”."


def test_only_so_many_columns_are_named() -> None:
    with pytest.raises(ImportRefusedError, match=r"“c11” and 8 more\."):
        read(",".join(f"c{number}" for number in range(20)))


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_list_is_refused(text: str) -> None:
    with pytest.raises(ImportRefusedError, match=r"^list\.csv is empty\."):
        read(text)


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="is a ZIP archive"):
        read(b"PK\x03\x04\x14\x00")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=r"gone\.csv does not exist\."):
        next(read_past_claims_path(tmp_path / "gone.csv"))


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("claim\nA\n")

    assert [row.text for row in read_past_claims_path(file) if isinstance(row, PastClaim)] == ["A"]


def test_the_past_claims_of_the_fixtures_are_all_read() -> None:
    file = Path(__file__).parents[2] / "fixtures" / "past-claims.csv"

    rows = list(read_past_claims_path(file))
    past = [row for row in rows if isinstance(row, PastClaim)]

    assert len(past) == len(rows) >= 40
    assert {claim.verdict for claim in past} >= set(Verdict)


def test_json_lines_are_read_like_csv() -> None:
    row = {"id": 7, "claim": "A “b”, c", "verdict": "false", "date": "2012-03-01", "other": [1]}
    bare = {"claim": "D", "publisher": None}

    past, bad = read(f"{json.dumps(row)}\n\n{json.dumps(bare)}\n")

    assert bad == ()
    assert [(claim.id, claim.text, claim.verdict) for claim in past] == [
        ("7", "A “b”, c", Verdict.DISPUTED),
        (past[1].id, "D", None),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not one JSON object"),
        ("[1]", "it is not one JSON object"),
        ("[" * 100_000, "it is not one JSON object"),
        ('{"publisher": "Desk"}', "there is no claim in it"),
        ('{"claim": ["A"]}', "its claim is not text"),
        ('{"claim": "A", "title": true}', "its title is not text"),
        ('{"claim": "half \\ud800 a character"}', "the claim holds a character that is no text"),
        ('{"claim": "A", "id": "\\u0000"}', "the id holds a character that is no text"),
    ],
)
def test_a_bad_line_of_json_is_listed(line: str, reason: str) -> None:
    past, bad = read(f'{{"claim": "Good"}}\n{line}\n')

    assert [claim.text for claim in past] == ["Good"]
    assert bad == (BadRow(2, reason),)


def test_json_lines_without_claims_are_refused_with_their_keys() -> None:
    with pytest.raises(ImportRefusedError, match="has no key “claim”; it has “body”, “rating”"):
        read('{"body": "A"}\n{"rating": "B"}\n')


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), max_size=8))
def test_every_row_is_a_past_claim_or_is_listed(claims: list[str]) -> None:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["claim", "id"])
    writer.writerows((claim, number) for number, claim in enumerate(claims))

    past, bad = read(sheet.getvalue())

    assert len(past) + len(bad) == len(claims)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_are_refused(data: bytes) -> None:
    try:
        past, _ = read(b"claim,date\n" + data)
    except ImportRefusedError:
        return
    assert all(claim.text and claim.id for claim in past)


@pytest.mark.parametrize("text", ["x" * 20_001, "x" * 200_000])
def test_a_huge_cell_makes_a_bad_row(text: str) -> None:
    past, bad = read(f"claim\n{text}\nB\n")

    assert [claim.text for claim in past] == ["B"]
    assert [row.line for row in bad] == [2]


def test_a_spreadsheets_formula_and_escape_codes_are_letters_like_others() -> None:
    (past,), _ = read("claim\n\"=cmd|'/c calc'!A1 \x1b[31mred\"\n")

    assert past.text == "=cmd|'/c calc'!A1 \x1b[31mred"


def test_a_list_is_read_as_it_is_asked_for() -> None:
    stream = io.BytesIO(b"claim\n" + b"A bridge fell over there.\n" * 400_000)
    rows = read_past_claims(stream, name="list.csv")
    next(rows)

    assert stream.tell() < 3_000_000


def test_a_stream_that_cannot_be_read_twice_is_copied(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"claim\nA\n",))
    writer.start()
    rows = list(read_past_claims_path(pipe))
    writer.join()

    assert [row.text for row in rows if isinstance(row, PastClaim)] == ["A"]


def test_a_list_that_is_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    with file.open("wb") as stream:
        stream.truncate(200_000_001)

    with pytest.raises(ImportRefusedError, match=r"is larger than 200 MB\."):
        next(read_past_claims_path(file))


@settings(deadline=None)  # a busy machine
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"{", b"[", b"<", b'{"claim":"', b'[{"claim":'])
)
def test_any_bytes_are_read_alike_however_they_begin(data: bytes, start: bytes) -> None:
    try:
        past, _ = read(start + data)
    except ImportRefusedError:
        return
    assert all(claim.text and claim.id for claim in past)
