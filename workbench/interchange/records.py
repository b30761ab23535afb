"""A store that a report holds, as JSON."""

import base64

from workbench.interchange.shapes import as_list, as_object, as_text, as_text_or_none
from workbench.model import CarriedFile, Json, Record, RecordTable

REPORT_SCHEMA = "claim-status-report/1"
"""What a report in JSON is called in itself."""


def record_from_json(value: Json) -> Record:
    """Read what a report holds under `record`; KeyError, TypeError or ValueError for no record."""
    item = as_object(value)
    number = item["store_schema"]
    if not isinstance(number, int) or isinstance(number, bool):
        message = f"not the number of a schema: {number!r}"
        raise TypeError(message)
    tables = tuple(_table(table) for table in as_list(item["tables"]))
    return Record(number, tables, tuple(map(_file, as_list(item.get("files", [])))))


def _file(value: Json) -> CarriedFile:
    item = as_object(value)
    content = base64.b64decode(as_text(item["base64"]), validate=True)
    return CarriedFile(as_text(item["sha256"]), content)


def _table(value: Json) -> RecordTable:
    item = as_object(value)
    columns = tuple(map(as_text, as_list(item["columns"])))
    rows = tuple(tuple(map(as_text_or_none, as_list(row))) for row in as_list(item["rows"]))
    if any(len(row) != len(columns) for row in rows):
        message = f"a row of {item['name']!r} has not a cell for each column"
        raise ValueError(message)
    return RecordTable(as_text(item["name"]), columns, rows)
