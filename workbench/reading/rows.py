"""The rows of a list: CSV with any of three delimiters, JSON lines, or ClaimReviews in JSON-LD."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TextIO

from workbench.errors import ImportRefusedError
from workbench.reading.claim_review import is_linked_data, reviews_in
from workbench.reading.columns import columns_of_fields
from workbench.reading.json_values import CHUNK, Record, records_of, value_of
from workbench.reading.pages import scripts_of
from workbench.reading.source import MAX_ARTICLE_BYTES
from workbench.reading.verdicts import Scale

DELIMITERS = (",", ";", "\t")
REQUIRED = "claim"
NAMED = 12
"""How many columns a sentence names."""
HELD_BACK = 1000
"""So many rows without any claim, and a file is no list of claims."""
NO_OBJECT = "it is not one JSON object"
REVIEW = "ClaimReview"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the cells of the known fields that it has, or what is wrong with it."""

    line: int
    """Where it begins in the file, from 1."""
    cells: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    record: int | None = None
    """Its number among a document's records, from 1; None where a row has lines of its own."""
    number: str | None = None
    """A rating as a number, beside its words."""
    scale: Scale | None = None
    """The ends of the number's scale, where they are stated."""
    keys: tuple[str, ...] = ()
    """What a JSON object has instead of a claim."""


def rows_of(text: TextIO, *, name: str) -> Iterator[Row]:
    """Return the rows of a list whose lines end in LF; ImportRefusedError where it has no claims.

    What begins with `<` is a page, with `[` a JSON document; with `{` JSON lines or a document,
    as its first line tells; anything else is CSV.
    """
    start = text.read(CHUNK)
    text.seek(0)
    first = start.lstrip()
    if not first:
        message = f"{name} is empty."
        raise ImportRefusedError(message, f"A list needs a column “{REQUIRED}”.")
    if first[0] == "<":
        return _page_rows(text, name)
    if first[0] == "[" or (first[0] == "{" and not _is_lines(first)):
        return _held_back(_document_rows(text), name, REVIEW)
    if first[0] == "{":
        return _held_back(_json_rows(text), name, "key")
    return _csv_rows(text, start, name)


def _is_lines(start: str) -> bool:
    """Tell JSON lines from a document: one of its first two lines is an object by itself."""
    lines = [line for line in start.split("\n", 20)[:20] if line.strip()]
    for line in lines[:2]:
        try:
            if line.lstrip().startswith("{") and isinstance(value_of(line), dict):
                return True
        except ValueError:
            continue
    return len(lines) == 1 and len(start) < CHUNK


def _json_rows(text: TextIO) -> Iterator[Row]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            value = value_of(line)
        except ValueError:
            yield Row(number, fault=NO_OBJECT)
            continue
        if isinstance(value, Record):
            yield from _rows_of_value(value, number, records=None)
        else:
            yield Row(number, fault=NO_OBJECT)


def _document_rows(text: TextIO, *, first_line: int = 1) -> Iterator[Row]:
    records = count(1)
    line = first_line
    try:
        for place, value in records_of(text):
            line = place + first_line - 1
            yield from _rows_of_value(value, line, records=records)
    except (TypeError, ValueError) as error:
        fault = f"from here on it is not JSON ({error})"
        yield Row(line, fault=fault, record=next(records))


def _rows_of_value(value: object, line: int, *, records: "count[int] | None") -> Iterator[Row]:
    """Return a row for each review in a value, or the one row that it is."""
    try:
        reviews = tuple(reviews_in(value))
    except RecursionError:
        fault = "it is nested too deeply"
        yield Row(line, fault=fault, record=next(records) if records else None)
        return
    for review in reviews:
        record = next(records) if records else None
        yield Row(line, review.cells, None, record, review.number, review.scale)
    if reviews or (isinstance(value, Record) and is_linked_data(value)):
        return
    record = next(records) if records else None
    if isinstance(value, Record):
        yield _object_row(value, line, record)
    else:
        yield Row(line, fault=NO_OBJECT, record=record)


def _object_row(item: Record, line: int, record: int | None) -> Row:
    cells: dict[str, str] = {}
    for known, key in columns_of_fields(key for key in item if item[key] is not None).items():
        cell = item[key]
        if isinstance(cell, bool) or not isinstance(cell, str | int | float):
            return Row(line, fault=f"its {known} is not text", record=record)
        if key in item.twice:
            return Row(line, fault=f"it has its {known} twice", record=record)
        cells[known] = str(cell)
    keys = () if REQUIRED in cells else tuple(item)[:NAMED]
    return Row(line, cells, None, record, keys=keys)


def _held_back(rows: Iterator[Row], name: str, word: str) -> Iterator[Row]:
    """Hold rows back until one has a claim; refuse a file in which none has."""
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if REQUIRED in row.cells:
            yield from held
            yield from rows
            return
        if len(held) == HELD_BACK:
            break
    raise _no_claims(name, word, tuple(key for row in held for key in row.keys), held)


def _page_rows(text: TextIO, name: str) -> Iterator[Row]:
    page = text.read(MAX_ARTICLE_BYTES + 1)
    if len(page) > MAX_ARTICLE_BYTES:
        message = f"{name} is larger than {MAX_ARTICLE_BYTES // 1_000_000} MB, for a page."
        raise ImportRefusedError(message, "A list of claims may be larger.")
    rows = (
        row
        for line, script in scripts_of(page)
        for row in _document_rows(io.StringIO(script), first_line=line)
    )
    return _held_back(rows, name, REVIEW)


def _csv_rows(text: TextIO, start: str, name: str) -> Iterator[Row]:
    headers = {delimiter: _header(start, delimiter) for delimiter in DELIMITERS}
    known = {each: columns_of_fields(header) for each, header in headers.items()}
    delimiter = max(
        DELIMITERS, key=lambda each: (REQUIRED in known[each], len(known[each]), len(headers[each]))
    )
    if REQUIRED not in known[delimiter]:
        raise _no_claims(name, "column", headers[delimiter])
    places = {
        known_field: headers[delimiter].index(column)
        for known_field, column in known[delimiter].items()
    }
    return _csv_rows_below(text, delimiter, places)


def _header(start: str, delimiter: str) -> tuple[str, ...]:
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    try:
        return tuple(" ".join(cell.split()) for cell in next(filter(_has_cells, reader), ()))
    except csv.Error:  # a cell of more than 131,072 characters
        return ()


def _csv_rows_below(text: TextIO, delimiter: str, places: Mapping[str, int]) -> Iterator[Row]:
    """Return the rows below the header; a fault in the quotes of one does not stop the rest."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    columns = 0
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, fault=f"it is not CSV ({error})")
            continue
        if not _has_cells(row):
            continue
        if not columns:
            columns = len(row)
        elif len(row) > columns:
            yield Row(line, fault=f"it has {len(row)} cells, and the header {columns}")
        else:  # a short row has nothing in its last columns
            yield Row(
                line, {known: row[place] for known, place in places.items() if place < len(row)}
            )


def _has_cells(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


def _no_claims(
    name: str, word: str, found: Iterable[str], rows: Sequence[Row] = ()
) -> ImportRefusedError:
    faults = [f"Line {row.line}: {row.fault}." for row in rows if row.fault][:1]
    if word == REVIEW:
        message = f"{name} holds no claims and no ClaimReview."
        return ImportRefusedError(message, *faults)
    names = tuple(dict.fromkeys(" ".join(column.split()).casefold() for column in found))
    shown = ", ".join(f"“{column[:40]}”" for column in names[:NAMED] if column)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    message = f"{name} has no {word} “{REQUIRED}”; it has {shown or 'none'}{more}."
    hint = f"Name the {word} with the claims’ texts “{REQUIRED}”."
    return ImportRefusedError(message, hint)
