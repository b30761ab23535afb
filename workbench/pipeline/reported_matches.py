"""Past claims for the claims of a report: searched for once, and kept beside the store.

Kept is what would be found again, and what reports show of each past claim, which `store/findings`
sees to. What analysts answered is no part of it: a claim with answers is searched for each time.
"""

import hashlib
import json
import math
import struct
from collections.abc import Generator, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Final, TypeAlias

from workbench.model import Difference, DifferenceKind, Head, Match, PastClaim, ReviewedClaim
from workbench.pipeline.linked import LinkedClaims
from workbench.pipeline.newcomers import admit_newcomers
from workbench.pipeline.progress import Progress
from workbench.pipeline.similar import LIMIT
from workbench.store.protocol import Store
from workbench.store.search_protocol import Finding, Searching

ROOMS: Final = ("interchange", "matching", "model", "pipeline", "reporting", "splitting", "store")
"""Whose code what is kept depends on."""

ATTEMPTS: Final = 3
"""How often some claims are searched for ahead, where somebody writes meanwhile."""

_KEPT: Final = b"+"
"""What is kept for a claim begins so, where nothing is similar to it too."""
_BETWEEN: Final = "\0"
"""Stands in no JSON."""

Told: TypeAlias = str | tuple[Match, ...]
"""Past claims beside a claim, as they are or as JSON."""


class ReportedMatches:
    """The past claims of many claims, as `LinkedClaims.to_claims` finds them.

    `look_up` comes first, for some thousand claims, then `to_claims` for some hundred of them at a
    time. `as_json` is for who writes JSON only: what is kept is handed on without being read.
    """

    def __init__(self, store: Store, linked: LinkedClaims, *, as_json: bool = False) -> None:
        self._store = store
        self._linked = linked
        self._as_json = as_json
        self.rules = json.dumps([*linked.told_by, _code()])
        """By which past claims are found and told of."""
        self._head = Head(0, "")
        self._rows: Mapping[str, int] = {}
        self._known: dict[str, Told] = {}

    def admit(self) -> Generator[Progress, None, frozenset[int]]:
        """Bring what is kept up to who came in since; `look_up` does so too.

        Returns the rows of claims beside which a newcomer belongs: nothing is kept of them now.
        """
        return admit_newcomers(
            self._store, model=self._linked.model, rules=self.rules, floor=self._linked.told_by[0]
        )

    def look_up(self, reviewed: Sequence[ReviewedClaim]) -> None:
        """Read what is kept of claims; what was looked up before is forgotten."""
        self._rows, self._known = {}, {}
        asked = [one.claim.id for one in reviewed if not one.links]
        if self._linked.seen_by is not None or not asked:
            return
        for _ in self.admit():
            pass
        with self._store.searching(model=self._linked.model) as searching:
            self._head = searching.head
            self._rows = searching.rows_of(asked)
            findings = searching.findings(self.rules, sorted(self._rows.values()))
            past = sorted({row for finding in findings.values() for row in finding.past})
            known: Mapping[int, Told]
            if self._as_json:
                known = _in_json(findings, self._shown(searching, past))
            else:
                known = self._matches(findings, zip(past, searching.past_claims(past), strict=True))
        self._known = {id_: known[row] for id_, row in self._rows.items() if row in known}

    def find(self, rows: Sequence[int]) -> None:
        """Find and keep the past claims of claims of which nothing is kept, by their rows.

        Where other windows write and write, it is left to who asks.
        """
        for _ in range(ATTEMPTS):
            with self._store.searching(model=self._linked.model) as searching:
                self._head = searching.head
                claims = searching.claims(rows)
            self._rows = {claim.id: row for claim, row in zip(claims, rows, strict=True)}
            _, kept = self._searched([ReviewedClaim(claim, quote="") for claim in claims])
            if kept:
                return

    def to_claims(self, reviewed: Sequence[ReviewedClaim]) -> tuple[Told, ...]:
        """Return what is similar to each of several claims that were looked up."""
        missing = [one for one in reviewed if one.claim.id not in self._known]
        found: dict[str, Told] = dict(self._known)
        if missing:
            found |= self._searched(missing)[0]
        return tuple(found[one.claim.id] for one in reviewed)

    def _searched(self, reviewed: Sequence[ReviewedClaim]) -> tuple[dict[str, Told], bool]:
        """Search for some claims; return what is found, by id, and whether it could be kept."""
        matches = dict(
            zip([one.claim.id for one in reviewed], self._linked.to_claims(reviewed), strict=True)
        )
        to_keep = {id_: matches[id_] for id_ in matches if id_ in self._rows}
        kept = not to_keep or self._keep(to_keep)
        if not self._as_json:
            return dict(matches), kept
        from workbench.reporting import matches_as_json

        in_json = {id_: matches_as_json(found) for id_, found in to_keep.items()}
        return {**matches, **in_json}, kept

    def _keep(self, matches: Mapping[str, tuple[Match, ...]]) -> bool:
        """Keep what was found for claims, by their ids; False where somebody wrote meanwhile."""
        past = {match.past.id: match.past for found in matches.values() for match in found}
        with self._store.searching(model=self._linked.model) as searching:
            rows = searching.rows_of(sorted(past))
            findings = [
                _finding(self._rows[id_], found, [rows[match.past.id] for match in found])
                for id_, found in matches.items()
            ]
            if not searching.keep_findings(self.rules, findings, head=self._head):
                return False
            past_of = {rows[id_]: one for id_, one in past.items()}
            missing = searching.not_shown(self.rules, sorted(past_of))
            searching.keep_shown(self.rules, {row: _as_kept(past_of[row]) for row in missing})
        return True

    def _shown(self, searching: Searching, past: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Return some past claims as JSON, and whether their verdicts are stale; keep what is new.

        By their rows.
        """
        kept = dict(searching.shown(self.rules, past))
        missing = [row for row in past if row not in kept]
        claims = zip(missing, searching.past_claims(missing), strict=True)
        made = {row: _as_kept(claim) for row, claim in claims}
        searching.keep_shown(self.rules, made)
        shown = {}
        for row, content in (kept | made).items():
            (day,) = _DAY.unpack_from(content)
            stale = bool(day) and self._linked.is_old(day)
            shown[row] = content[_DAY.size :].decode("utf-8"), "true" if stale else "false"
        return shown

    def _matches(
        self, findings: Mapping[int, Finding], past: Iterable[tuple[int, PastClaim]]
    ) -> dict[int, tuple[Match, ...]]:
        """Return the matches of some rows, with their past claims as they are now."""
        claims = dict(past)
        return {
            row: tuple(
                self._linked.graded(Match(claims[other], score, _differences(before)))
                for other, score, (before, _, _) in zip(finding.past, *_read(finding), strict=True)
            )
            for row, finding in findings.items()
        }


_DAY: Final = struct.Struct("<q")
"""The day of a verdict, as an ordinal; 0 where there is none."""

_Around: TypeAlias = tuple[str, str, str]
"""What `reporting.match_around` returns."""


def _as_kept(past: PastClaim) -> bytes:
    """Return what is kept of a past claim: the day of its verdict, and its JSON."""
    from workbench.reporting import past_claim_as_json  # with all forms of a report, 0.05 s

    day = past.verdict_date.toordinal() if past.verdict_date else 0
    return _DAY.pack(day) + past_claim_as_json(past).encode("utf-8")


def _finding(row: int, matches: Sequence[Match], past: Sequence[int]) -> Finding:
    """Return what is kept for a claim: the scores, and the matches as JSON around past claims."""
    from workbench.reporting import match_around

    scores = _form(len(matches)).pack(*(match.score for match in matches))
    text = _BETWEEN.join(piece for match in matches for piece in match_around(match))
    weakest = -math.inf if len(matches) < LIMIT else matches[-1].ranked
    return Finding(row, tuple(past), _KEPT + scores + text.encode("utf-8"), weakest)


def _read(finding: Finding) -> tuple[tuple[float, ...], list[_Around]]:
    """Read the scores, and what stands around each past claim."""
    form = _form(len(finding.past))
    content = finding.content.removeprefix(_KEPT)
    pieces = iter(content[form.size :].decode("utf-8").split(_BETWEEN))
    around = list(zip(pieces, pieces, pieces, strict=False))
    return form.unpack_from(content), around


def _in_json(
    findings: Mapping[int, Finding], shown: Mapping[int, tuple[str, str]]
) -> dict[int, str]:
    """Return matches as JSON, by rows."""
    told = {}
    for row, finding in findings.items():
        matches = []
        for other, (before, between, after) in zip(finding.past, _read(finding)[1], strict=True):
            past, stale = shown[other]
            matches.append(f"{before}{past}{between}{stale}{after}")
        told[row] = f"[{','.join(matches)}]"
    return told


def _differences(before: str) -> tuple[Difference, ...]:
    """Read the differences out of what stands before a past claim."""
    return tuple(
        Difference(DifferenceKind(one["kind"]), one["ours"], one["theirs"])
        for one in json.loads(f"{before}null}}")["differences"]
    )


@cache
def _form(matches: int) -> struct.Struct:
    """Return the form of the scores."""
    return struct.Struct(f"<{matches}d")


@cache
def _code() -> str:
    """Return what changes when the code does by which past claims are found and told of."""
    told = hashlib.sha256(version("claim-workbench").encode())
    for room in ROOMS:
        folder = resources.files("workbench") / room
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".toml")):
                told.update(file.read_bytes())
    return told.hexdigest()
