"""Reading: a source's bytes become its articles, a list of checked claims past claims.

Pure but for `source`, which opens what it is told to. What cannot be read is a ReadingError, a list
of past claims that cannot be read an ImportRefusedError: one sentence each, and what to do.
"""

from workbench.reading.documents import corrected, read
from workbench.reading.past_claims import (
    BadRow,
    opened_list,
    read_past_claims,
    read_past_claims_path,
)
from workbench.reading.plain_text import read_bytes, read_path, read_stream
from workbench.reading.verdicts import VerdictTable, verdict_table

__all__ = [
    "BadRow",
    "VerdictTable",
    "corrected",
    "opened_list",
    "read",
    "read_bytes",
    "read_past_claims",
    "read_past_claims_path",
    "read_path",
    "read_stream",
    "verdict_table",
]
