"""Matches and past claims as they are kept: as JSON, ready for a line of a report.

What is kept for a claim are the scores, and its matches as JSON around their past claims; for a
past claim, the day of its verdict and its JSON. So a new verdict changes what is kept in one place.
"""

import json
import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from workbench.model import Difference, DifferenceKind, Match, PastClaim
from workbench.pipeline.linked import LinkedClaims
from workbench.store.search_protocol import Finding

_BEGINS: Final = b"+"
"""What is kept for a claim begins so: where nothing is similar to it, it is all there is."""
_BETWEEN: Final = b"\0"
"""Stands in no JSON."""
_DAY: Final = struct.Struct("<q")
"""The day of a verdict, as an ordinal; 0 where there is none."""

_NO_DAY: Final = _DAY.pack(0)


def past_claim_as_kept(past: PastClaim) -> bytes:
    """Return what is kept of a past claim."""
    from workbench.reporting import past_claim_as_json  # with all forms of a report, 0.05 s

    day = past.verdict_date.toordinal() if past.verdict_date else 0
    return _DAY.pack(day) + past_claim_as_json(past).encode("utf-8")


def matches_as_kept(
    row: int, matches: Sequence[Match], *, rows: Mapping[str, int], limit: int
) -> Finding:
    """Return what is kept for a claim, of at most `limit` matches; `rows` are the past claims'."""
    from workbench.reporting import match_around

    scores = _form(len(matches)).pack(*(match.score for match in matches))
    around = (piece.encode("utf-8") for match in matches for piece in match_around(match))
    return Finding(
        row,
        tuple(rows[match.past.id] for match in matches),
        _BEGINS + scores + _BETWEEN.join(around),
        weakest=-math.inf if len(matches) < limit else matches[-1].ranked,
    )


def in_json(finding: Finding, past: Mapping[int, bytes], linked: LinkedClaims) -> str:
    """Return the matches that are kept as JSON.

    `past` are their past claims, by their rows, as `past_claim_as_kept` wrote them.
    """
    matches = []
    for row, (before, between, after) in zip(finding.past, _around(finding), strict=True):
        content = past[row]
        dated = not content.startswith(_NO_DAY)
        stale = b"true" if dated and linked.is_old(*_DAY.unpack_from(content)) else b"false"
        matches.append(b"".join((before, content[_DAY.size :], between, stale, after)))
    return f"[{b','.join(matches).decode('utf-8')}]"


def scores_and_differences(
    finding: Finding,
) -> tuple[tuple[float, ...], list[tuple[Difference, ...]]]:
    """Return those of each match that is kept."""
    scores = _form(len(finding.past)).unpack_from(finding.content, len(_BEGINS))
    return scores, [_differences(before) for before, _, _ in _around(finding)]


def _around(finding: Finding) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield what `reporting.match_around` returned of each match."""
    start = len(_BEGINS) + _form(len(finding.past)).size
    pieces = iter(finding.content[start:].split(_BETWEEN))
    return zip(pieces, pieces, pieces, strict=False)


def _differences(before: bytes) -> tuple[Difference, ...]:
    """Read the differences out of what stands before a past claim."""
    return tuple(
        Difference(DifferenceKind(one["kind"]), one["ours"], one["theirs"])
        for one in json.loads(before + b"null}")["differences"]
    )


@cache
def _form(matches: int) -> struct.Struct:
    """Return the form of the scores."""
    return struct.Struct(f"<{matches}d")
