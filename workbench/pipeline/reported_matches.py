"""Past claims for the claims of a report: searched for once, and kept beside the store.

Kept is what would be found again, which `store/findings` sees to, with the days on which the
verdicts are as stale as it says. What analysts answered is no part of it: a claim with answers is
searched for each time.
"""

import hashlib
import json
import math
import struct
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Final, Self, TypeAlias

from workbench.model import Difference, DifferenceKind, Head, Match, ReviewedClaim
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
            found = searching.findings(self.rules, sorted(self._rows.values()))
            told = {row: _Kept.of(finding) for row, finding in found.items()}
            day = self._linked.today.toordinal()
            over = [row for row in found if not (found[row].current and told[row].is_of(day))]
            made = self._matches(searching, over if self._as_json else found, found, told)
            told |= {row: self._kept(made[row]) for row in over}
            again = [
                told[row].finding(row, found[row].past, weakest=found[row].weakest) for row in over
            ]
            searching.keep_findings(self.rules, again, head=self._head)
        for id_, row in self._rows.items():
            if row in told:
                self._known[id_] = told[row].text if self._as_json else made[row]

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
        found: dict[str, Told] = {}
        kept: dict[str, tuple[_Kept, tuple[Match, ...]]] = {}
        for one, matches in zip(reviewed, self._linked.to_claims(reviewed), strict=True):
            found[one.claim.id] = matches
            if one.claim.id in self._rows:
                kept[one.claim.id] = self._kept(matches), matches
        if self._as_json:
            found |= {id_: one.text for id_, (one, _) in kept.items()}
        return found, not kept or self._keep(kept)

    def _keep(self, found: "Mapping[str, tuple[_Kept, tuple[Match, ...]]]") -> bool:
        """Keep what was found for claims, by their ids; False where somebody wrote meanwhile."""
        ids = {match.past.id for _, matches in found.values() for match in matches}
        with self._store.searching(model=self._linked.model) as searching:
            rows = searching.rows_of(sorted(ids))
            findings = [
                one.finding(
                    self._rows[id_],
                    tuple(rows[match.past.id] for match in matches),
                    weakest=-math.inf if len(matches) < LIMIT else matches[-1].ranked,
                )
                for id_, (one, matches) in found.items()
            ]
            return searching.keep_findings(self.rules, findings, head=self._head)

    def _kept(self, matches: Sequence[Match]) -> "_Kept":
        from workbench.reporting import matches_as_json  # with all forms of a report, 0.05 s

        days = self._linked.days(match.past for match in matches)
        return _Kept(*days, tuple(match.score for match in matches), matches_as_json(matches))

    def _matches(
        self,
        searching: Searching,
        rows: Iterable[int],
        found: Mapping[int, Finding],
        told: "Mapping[int, _Kept]",
    ) -> dict[int, tuple[Match, ...]]:
        """Return the matches of some rows, with their past claims as they are now."""
        asked = list(rows)
        others = list(dict.fromkeys(past for row in asked for past in found[row].past))
        past = dict(zip(others, searching.past_claims(others), strict=True))
        return {
            row: tuple(
                self._linked.graded(Match(past[other], score, differences))
                for other, score, differences in zip(
                    found[row].past, told[row].scores, told[row].differences(), strict=True
                )
            )
            for row in asked
        }


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept for a claim, beside the rows of the past claims."""

    first: int
    last: int
    """The days, as ordinals, on which all verdicts are as stale as the text says."""
    scores: tuple[float, ...]
    text: str
    """The matches as JSON."""

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """Read what `finding` wrote."""
        form = _form(len(finding.past))
        first, last, *scores = form.unpack_from(finding.content)
        return cls(first, last, tuple(scores), finding.content[form.size :].decode("utf-8"))

    def finding(self, row: int, past: tuple[int, ...], *, weakest: float) -> Finding:
        """Return it as it is kept."""
        head = _form(len(past)).pack(self.first, self.last, *self.scores)
        return Finding(row, past, head + self.text.encode("utf-8"), weakest)

    def is_of(self, day: int) -> bool:
        """Tell whether the text holds on a day."""
        return self.first <= day <= self.last

    def differences(self) -> list[tuple[Difference, ...]]:
        """Return the differences of each match."""
        return [
            tuple(
                Difference(DifferenceKind(one["kind"]), one["ours"], one["theirs"])
                for one in match["differences"]
            )
            for match in json.loads(self.text)
        ]


@cache
def _form(matches: int) -> struct.Struct:
    """Return the form of the days and scores."""
    return struct.Struct(f"<2q{matches}d")


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
