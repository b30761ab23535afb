"""The rows of a list: CSV with any of three delimiters, or JSON lines."""

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.errors import ImportRefusedError

DELIMITERS = (",", ";", "\t")
REQUIRED = "claim"
NAMED = 12
"""How many columns a sentence names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the cells of the wanted fields that it has, or what is wrong with it."""

    line: int
    """Where it begins in the file, from 1."""
    cells: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


def rows_of(text: str, *, name: str, fields: Collection[str]) -> Iterator[Row]:
    """Return the rows of a list whose lines end in LF; ImportRefusedError for no `claim` column.

    A file whose first visible letter is `{` is JSON lines, any other is CSV.
    """
    start = text.lstrip()[:1]
    if not start:
        message = f"{name} is empty."
        raise ImportRefusedError(message, f"A list needs a column “{REQUIRED}”.")
    if start == "{":
        return _json_rows(text, name, fields)
    return _csv_rows(text, name, fields)


def _json_rows(text: str, name: str, fields: Collection[str]) -> Iterator[Row]:
    rows: list[Row] = []
    keys: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            rows.append(Row(number, fault="it is not one JSON object"))
            continue
        if not isinstance(value, dict):
            rows.append(Row(number, fault="it is not one JSON object"))
            continue
        item = {_column(key): cell for key, cell in value.items()}
        keys.update(dict.fromkeys(item))
        rows.append(_json_row(number, item, fields))
    if REQUIRED not in keys:
        raise _no_claims(name, "key", tuple(keys))
    return iter(rows)


def _json_row(number: int, item: Mapping[str, object], fields: Collection[str]) -> Row:
    cells: dict[str, str] = {}
    for key, cell in item.items():
        if key not in fields or cell is None:
            continue
        if isinstance(cell, bool) or not isinstance(cell, str | int | float):
            return Row(number, fault=f"its {key} is not text")
        cells[key] = str(cell)
    return Row(number, cells)


def _csv_rows(text: str, name: str, fields: Collection[str]) -> Iterator[Row]:
    headers = {delimiter: _header(text, delimiter) for delimiter in DELIMITERS}
    delimiter = max(headers, key=lambda each: (REQUIRED in headers[each], len(headers[each])))
    columns = headers[delimiter]
    if REQUIRED not in columns:
        raise _no_claims(name, "column", columns)
    return _csv_rows_below(text, delimiter, fields)


def _header(text: str, delimiter: str) -> tuple[str, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return tuple(map(_column, next(filter(_has_cells, reader), ())))
    except csv.Error:  # a cell of more than 131,072 characters
        return ()


def _csv_rows_below(text: str, delimiter: str, fields: Collection[str]) -> Iterator[Row]:
    """Return the rows below the header; a fault in the quotes of one does not stop the rest."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: tuple[str, ...] = ()
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
            columns = tuple(map(_column, row))
        elif len(row) > len(columns):
            yield Row(line, fault=f"it has {len(row)} cells, and the header {len(columns)}")
        else:
            pairs = zip(columns, row, strict=False)  # a short row has nothing in its last columns
            yield Row(line, {key: cell for key, cell in reversed(tuple(pairs)) if key in fields})


def _has_cells(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


def _column(name: str) -> str:
    return " ".join(name.split()).casefold()


def _no_claims(name: str, word: str, found: tuple[str, ...]) -> ImportRefusedError:
    shown = ", ".join(f"“{column[:40]}”" for column in found[:NAMED] if column)
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    message = f"{name} has no {word} “{REQUIRED}”; it has {shown or 'none'}{more}."
    hint = f"Name the {word} with the claims’ texts “{REQUIRED}”."
    return ImportRefusedError(message, hint)
