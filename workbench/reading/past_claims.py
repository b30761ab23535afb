"""Lists of checked claims → past claims: CSV, JSON lines, or ClaimReviews in JSON-LD and pages.

The columns, or keys, may go by any of the names in `columns`; only the claim is required, others
are passed over. A list is read piece by piece, so that its size does not matter to memory.
"""

import datetime as dt
import email.utils
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from workbench.errors import ImportRefusedError, ReadingError
from workbench.model import PastClaim, Verdict
from workbench.reading.encoding import decoded_stream
from workbench.reading.rows import Row, rows_of
from workbench.reading.source import MAX_LIST_BYTES, opened, seekable, shown
from workbench.reading.verdicts import VerdictTable, loose, verdict_table

NO_TEXT = re.compile("[\0\ud800-\udfff]")
LONGEST = 20_000
"""Characters of a cell: some five pages."""
MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())  # noqa: SIM905 - twelve
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ?([a-z]{3,9})\.?,? (\d{4})")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t].*)?")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of the list that is not taken in, with the reason."""

    line: int
    """Where it begins in the file, from 1."""
    reason: str
    record: int | None = None
    """Its number in the file, from 1, where records have no lines of their own."""


def read_past_claims(
    stream: BinaryIO,
    *,
    name: str,
    verdicts: VerdictTable | None = None,
    publisher: str | None = None,
) -> Iterator[PastClaim | BadRow]:
    """Return the past claims of a list and the rows that are none, in the file's order.

    `verdicts` says what ratings come to, `publisher` who published claims that name nobody. White
    space inside a cell becomes single spaces. A claim without an id gets the first 16 hexadecimal
    digits of the SHA-256 of its text, publisher and address, one a line. Of rows with the same id
    the first is taken. No figures are looked for: most rows of a list that was corrected are known
    already. Raises ImportRefusedError, at the first row, for a file that is no such list.
    """
    table = verdicts or verdict_table()
    lines: dict[str, int] = {}
    try:
        text = decoded_stream(seekable(stream, name=name, limit=MAX_LIST_BYTES), name=name)
        for row in rows_of(text, name=name):
            try:
                past = _past_claim(row, table, publisher)
                if past.id in lines:
                    message = f"the claim of line {lines[past.id]} has the same id, {past.id}"
                    raise ValueError(message)  # noqa: TRY301 - listed like every other bad row
            except ValueError as error:
                yield BadRow(row.line, str(error), row.record)
                continue
            lines[past.id] = row.line
            yield past
    except ReadingError as error:
        raise ImportRefusedError(error.message, error.hint) from error
    except OSError as error:
        message = f"{name} cannot be read ({error.strerror or error})."
        raise ImportRefusedError(message) from error


def read_past_claims_path(
    path: Path, *, verdicts: VerdictTable | None = None, publisher: str | None = None
) -> Iterator[PastClaim | BadRow]:
    """Return what `read_past_claims` finds in a file; ImportRefusedError where it is not read."""
    with opened_list(path) as stream:
        yield from read_past_claims(
            stream, name=shown(path), verdicts=verdicts, publisher=publisher
        )


def opened_list(path: Path) -> BinaryIO:
    """Open a list; ImportRefusedError where it is missing, a folder or locked."""
    try:
        return opened(path)
    except ReadingError as error:
        raise ImportRefusedError(error.message, error.hint) from error


def _past_claim(row: Row, table: VerdictTable, publisher: str | None) -> PastClaim:
    if row.fault:
        raise ValueError(row.fault)
    for field, cell in row.cells.items():
        if NO_TEXT.search(cell):
            message = f"the {field} holds a character that is no text"
            raise ValueError(message)
        if len(cell) > LONGEST:
            message = f"the {field} is longer than {LONGEST:,} characters"
            raise ValueError(message)
    cells = {field: " ".join(cell.split()) or None for field, cell in row.cells.items()}
    text, address = cells.get("claim"), cells.get("address")
    publisher = cells.get("publisher") or publisher
    if not text:
        message = "there is no claim in it"
        raise ValueError(message)
    named = "\n".join((text, publisher or "", address or ""))
    verdict, rating = _verdict_and_rating(cells.get("verdict"), cells.get("rating"), row, table)
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
        reason=cells.get("reason"),
    )


def _verdict_and_rating(
    word: str | None, rating: str | None, row: Row, table: VerdictTable
) -> tuple[Verdict | None, str | None]:
    """Return the verdict that the publisher's words come to, and those words.

    A number on a stated scale counts where the words are in no table; words that are in it
    without a verdict stand.
    """
    ours = loose(word or "")
    if ours in {verdict.value for verdict in Verdict}:
        return Verdict(ours), rating
    words = tuple(dict.fromkeys(filter(None, (word, rating))))
    number = table.verdict_of_number(row.number, row.scale) if row.number else None
    if row.number and not words:
        ends = f" ({row.scale.worst:g} to {row.scale.best:g})" if row.scale else ""
        return number, f"{row.number}{ends}"
    known = [found.verdict for each in words if (found := table.row(each))]
    verdicts = known or [table.verdict_of_number(each) for each in words]
    if not known and row.scale:
        verdicts.append(number)
    return next(filter(None, verdicts), None), "; ".join(words) or None


def _date(cell: str | None) -> dt.date | None:
    if cell is None:
        return None
    try:
        return dt.datetime.fromisoformat(cell).date()
    except ValueError:
        pass
    try:
        return _written_date(cell.casefold()) or email.utils.parsedate_to_datetime(cell).date()
    except (IndexError, OverflowError, TypeError, ValueError) as error:
        message = f"“{cell[:40]}” is not a date; dates are written 2012-03-01"
        raise ValueError(message) from error


def _written_date(cell: str) -> dt.date | None:
    """Return the day that English words or a year first name; never one that has two readings."""
    if found := YEAR_FIRST.fullmatch(cell):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(cell):
        return dt.date(int(found[3]), _month(found[2]), int(found[1]))
    if found := MONTH_FIRST.fullmatch(cell):
        return dt.date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _month(word: str) -> int:
    """Return the number of an English month; ValueError where it is none."""
    return MONTHS.index(word[:3]) + 1
