"""Past claims for the claims of a report: searched for once, and kept beside the store.

Kept is what would be found again, and what reports show of each past claim, which `store/findings`
sees to. What analysts answered is no part of it: a claim with answers is searched for each time.
"""

import hashlib
import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Final, TypeAlias

from workbench.model import Head, Match, PastClaim, ReviewedClaim
from workbench.pipeline.kept_matches import (
    in_json,
    matches_as_kept,
    past_claim_as_kept,
    scores_and_differences,
)
from workbench.pipeline.linked import LinkedClaims
from workbench.pipeline.newcomers import admit_newcomers
from workbench.pipeline.progress import Progress
from workbench.pipeline.similar import LIMIT
from workbench.store.protocol import Store
from workbench.store.search_protocol import Finding, KeptFindings, Searching

ROOMS: Final = ("interchange", "matching", "model", "pipeline", "reporting", "splitting", "store")
"""Whose code what is kept depends on."""

ATTEMPTS: Final = 3
"""How often some claims are searched for ahead, where somebody writes meanwhile."""

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
            kept = searching.kept(self.rules)
            findings = kept.findings(sorted(self._rows.values()))
            past = sorted({row for finding in findings.values() for row in finding.past})
            known: Mapping[int, Told]
            if self._as_json:
                shown = self._shown(kept, searching, past)
                known = {
                    row: in_json(finding, shown, self._linked) for row, finding in findings.items()
                }
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

        lines = {id_: matches_as_json(found) for id_, found in to_keep.items()}
        return {**matches, **lines}, kept

    def _keep(self, matches: Mapping[str, tuple[Match, ...]]) -> bool:
        """Keep what was found for claims, by their ids; False where somebody wrote meanwhile."""
        past = {match.past.id: match.past for found in matches.values() for match in found}
        with self._store.searching(model=self._linked.model) as searching:
            rows = searching.rows_of(sorted(past))
            findings = [
                matches_as_kept(self._rows[id_], found, rows=rows, limit=LIMIT)
                for id_, found in matches.items()
            ]
            kept = searching.kept(self.rules)
            if not kept.keep_findings(findings, head=self._head):
                return False
            past_of = {rows[id_]: one for id_, one in past.items()}
            missing = kept.not_shown(sorted(past_of))
            kept.keep_shown({row: past_claim_as_kept(past_of[row]) for row in missing})
        return True

    def _shown(
        self, kept: KeptFindings, searching: Searching, past: Sequence[int]
    ) -> dict[int, bytes]:
        """Return what is shown of some past claims, by their rows; keep what is new."""
        contents = dict(kept.shown(past))
        missing = [row for row in past if row not in contents]
        claims = zip(missing, searching.past_claims(missing), strict=True)
        made = {row: past_claim_as_kept(claim) for row, claim in claims}
        kept.keep_shown(made)
        return contents | made

    def _matches(
        self, findings: Mapping[int, Finding], past: Iterable[tuple[int, PastClaim]]
    ) -> dict[int, tuple[Match, ...]]:
        """Return the matches of some rows, with their past claims as they are now."""
        claims = dict(past)
        return {
            row: tuple(
                self._linked.graded(Match(claims[other], score, told_apart))
                for other, score, told_apart in zip(
                    finding.past, *scores_and_differences(finding), strict=True
                )
            )
            for row, finding in findings.items()
        }


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
