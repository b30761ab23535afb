"""Lists of checked claims, CSV or JSON lines, → past claims.

The columns, or keys, are `id`, `claim`, `verdict`, `rating`, `date`, `publisher`, `address`,
`title` and `speaker`, in any order and any case; only `claim` is required, others are passed over.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ImportRefusedError, ReadingError
from workbench.model import Figure, PastClaim, Verdict
from workbench.reading.encoding import decode
from workbench.reading.rows import Row, rows_of
from workbench.reading.source import MAX_LIST_BYTES, bytes_of_path, shown
from workbench.reading.verdicts import loose, verdict_table

FIELDS = frozenset(
    {"id", "claim", "verdict", "rating", "date", "publisher", "address", "title", "speaker"}
)
NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of the list that is not taken in, with the reason."""

    line: int
    """Where it begins in the file, from 1."""
    reason: str


def read_past_claims(
    data: bytes, *, name: str, figures: Callable[[str], tuple[Figure, ...]]
) -> tuple[tuple[PastClaim, ...], tuple[BadRow, ...]]:
    """Return the past claims of a list and the rows that are none, both in the file's order.

    `figures` finds the figures of a claim's text. White space inside a cell becomes single spaces.
    A claim without an id gets the first 16 hexadecimal digits of the SHA-256 of its text,
    publisher and address, one a line. Of rows with the same id the first is taken. A verdict in
    its publisher's own words becomes the rating, and one of ours where `verdicts.toml` says which.
    Raises ImportRefusedError for a file that is no such list or has no `claim` column.
    """
    try:
        text = decode(data, name=name)
    except ReadingError as error:
        raise ImportRefusedError(error.message, error.hint) from error
    past_claims: dict[str, PastClaim] = {}
    lines: dict[str, int] = {}
    bad: list[BadRow] = []
    for row in rows_of(text, name=name, fields=FIELDS):
        try:
            past = _past_claim(row, figures)
            if past.id in lines:
                message = f"the claim of line {lines[past.id]} has the same id, {past.id}"
                raise ValueError(message)  # noqa: TRY301 - listed like every other bad row
        except ValueError as error:
            bad.append(BadRow(row.line, str(error)))
            continue
        past_claims[past.id] = past
        lines[past.id] = row.line
    return tuple(past_claims.values()), tuple(bad)


def read_past_claims_path(
    path: Path, *, figures: Callable[[str], tuple[Figure, ...]]
) -> tuple[tuple[PastClaim, ...], tuple[BadRow, ...]]:
    """Return what `read_past_claims` finds in a file; ImportRefusedError where it is not read."""
    try:
        data = bytes_of_path(path, limit=MAX_LIST_BYTES)
    except ReadingError as error:
        raise ImportRefusedError(error.message, error.hint) from error
    return read_past_claims(data, name=shown(path), figures=figures)


def _past_claim(row: Row, figures: Callable[[str], tuple[Figure, ...]]) -> PastClaim:
    if row.fault:
        raise ValueError(row.fault)
    cells = {field: " ".join(cell.split()) or None for field, cell in row.cells.items()}
    for field, cell in cells.items():
        if cell and NO_TEXT.search(cell):
            message = f"the {field} holds a character that is no text"
            raise ValueError(message)
    text, publisher, address = cells.get("claim"), cells.get("publisher"), cells.get("address")
    if not text:
        message = "there is no claim in it"
        raise ValueError(message)
    named = "\n".join((text, publisher or "", address or ""))
    verdict, rating = _verdict_and_rating(cells.get("verdict"), cells.get("rating"))
    return PastClaim(
        id=cells.get("id") or hashlib.sha256(named.encode()).hexdigest()[:16],
        text=text,
        title=cells.get("title"),
        verdict=verdict,
        rating=rating,
        date=_date(cells.get("date")),
        publisher=publisher,
        address=address,
        speaker=cells.get("speaker"),
        figures=figures(text),
    )


def _verdict_and_rating(word: str | None, rating: str | None) -> tuple[Verdict | None, str | None]:
    """Return the verdict that the publisher's words come to, and those words."""
    ours = loose(word or "")
    if ours in {verdict.value for verdict in Verdict}:
        return Verdict(ours), rating
    words = tuple(dict.fromkeys(filter(None, (word, rating))))
    verdicts = (verdict_words().get(loose(item)) for item in words)
    return next(filter(None, verdicts), None), "; ".join(words) or None


def verdict_words() -> Mapping[str, Verdict]:
    """Return the verdicts that other publishers' words come to."""
    return {row.rating: row.verdict for row in verdict_table().rows if row.verdict}


def _date(cell: str | None) -> dt.date | None:
    if cell is None:
        return None
    try:
        return dt.datetime.fromisoformat(cell).date()
    except ValueError as error:
        message = f"“{cell}” is not a date; dates are written 2012-03-01"
        raise ValueError(message) from error
