"""A list of past claims given as text, read into its good and its bad rows."""

import io

from workbench.model import PastClaim
from workbench.reading import BadRow, read_past_claims
from workbench.reading.verdicts import VerdictTable

HEADER = "id,claim,verdict,rating,date,publisher,address,title,speaker\n"


def read(
    text: str | bytes, *, verdicts: VerdictTable | None = None, publisher: str | None = None
) -> tuple[tuple[PastClaim, ...], tuple[BadRow, ...]]:
    data = text.encode() if isinstance(text, str) else text
    rows = tuple(
        read_past_claims(io.BytesIO(data), name="list.csv", verdicts=verdicts, publisher=publisher)
    )
    return (
        tuple(row for row in rows if isinstance(row, PastClaim)),
        tuple(row for row in rows if isinstance(row, BadRow)),
    )
