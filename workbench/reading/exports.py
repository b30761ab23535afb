"""Reports of this program read back, in JSON or CSV, with the record of their store.

Told by content: JSON by the name of its schema, CSV by its columns.
"""

import csv
import io
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from workbench.errors import ImportRefusedError, ReadingError
from workbench.interchange import REPORT_SCHEMA, record_from_json, unguarded
from workbench.model import Head, Json, Record
from workbench.reading.source import bytes_of_stream, seekable

MAX_EXPORT_BYTES = 2_000_000_000
"""Some 400,000 claims with their vectors; the whole is held in memory."""
SNIFFED = 4096
AS_JSON = re.compile(rb'\s*\{\s*"about"\s*:\s*\{|"schema"\s*:\s*"claim-status-report/')
AS_CSV = re.compile(rb'(?:\xef\xbb\xbf)?"?row"?[,;\t]"?status"?[,;\t]"?text"?[,;\t]')
WHOLE = "Write it with all of its store: workbench report --whole -o FILE."
UNTOUCHED = "Import the file as workbench report wrote it."

Rows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What a report says, and the record that it was made from."""

    head: Head
    """Of the ledger that it was made over."""
    record: Record
    articles: Json = None
    """What JSON says of each article."""
    rows: Rows | None = None
    """What CSV says, a row a claim."""


def replayable(stream: BinaryIO, *, name: str) -> BinaryIO:
    """Return a stream that can be read twice; ImportRefusedError where it cannot be read."""
    try:
        return stream if stream.seekable() else seekable(stream, name=name, limit=MAX_EXPORT_BYTES)
    except ReadingError as error:
        raise ImportRefusedError(error.message, error.hint) from error


def is_export(stream: BinaryIO) -> bool:
    """Tell by its beginning and its end whether a stream that can be read twice is a report."""
    start = stream.read(SNIFFED)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - SNIFFED))
    end = stream.read(SNIFFED)
    stream.seek(0)
    if AS_CSV.match(start):
        return True
    return start.lstrip().startswith(b"{") and bool(AS_JSON.search(start) or AS_JSON.search(end))


def read_export(stream: BinaryIO, *, name: str) -> Exported:
    """Read a report; ImportRefusedError says what keeps it from being imported."""
    try:
        data = bytes_of_stream(stream, name=name, limit=MAX_EXPORT_BYTES)
        text = data.decode("utf-8-sig")
        return _of_csv(text, name) if AS_CSV.match(data) else _of_json(text, name)
    except ReadingError as error:
        raise ImportRefusedError(error.message, error.hint) from error
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError, csv.Error) as error:
        message = f"{name} is not a report as this program writes it: {_said(error)}."
        raise ImportRefusedError(message, UNTOUCHED) from error


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"its JSON ends or breaks at line {error.lineno:,}"
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error)[:200].rstrip(".")


def _of_json(text: str, name: str) -> Exported:
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        if REPORT_SCHEMA in text.partition("\n")[0]:
            message = f"{name} is a report in JSON lines, which holds no record of its store."
            raise ImportRefusedError(message, WHOLE) from None
        raise
    if value["schema"] != REPORT_SCHEMA:
        message = f"{name} says that it is “{str(value['schema'])[:40]}”, not {REPORT_SCHEMA}."
        raise ImportRefusedError(message, "Upgrade, and import it again.")
    if "record" not in value:
        raise _not_whole(name)
    ledger = value["about"]["ledger"]
    head = Head(int(ledger["entries"]), str(ledger["head"]))
    return Exported(head, record_from_json(value["record"]), articles=value["articles"])


def _of_csv(text: str, name: str) -> Exported:
    rows = tuple(_rows(text))
    record = "".join(row["text"] for row in rows if row["row"] == "record")
    if not record:
        raise _not_whole(name)
    said = {row["row"]: row["text"] for row in rows if row["row"].startswith("ledger ")}
    head = Head(int(said["ledger entries"]), said["ledger head"])
    return Exported(head, record_from_json(json.loads(record)), rows=rows)


def _rows(text: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a sheet, its cells as they were before they were made harmless."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    with _LIMIT:
        limit = csv.field_size_limit(len(text) + 1)
        try:
            listed = [*reader]
        finally:
            csv.field_size_limit(limit)
    columns = _bare(listed[0])
    for number, row in enumerate(listed, start=1):
        if len(row) != len(columns) or len(columns) == 1:
            message = f"row {number:,} has not a cell for each column, with commas between"
            raise ValueError(message)
        if number > 1:
            yield dict(zip(columns, _bare(row), strict=True))


_LIMIT = threading.Lock()
"""The longest cell is one setting for all readers of CSV."""


def _bare(cells: Iterable[str]) -> list[str]:
    return [unguarded(cell) for cell in cells]


def _not_whole(name: str) -> ImportRefusedError:
    message = f"{name} is a report to read: it holds no record of the store that it came from."
    return ImportRefusedError(message, WHOLE)
