"""What a search asks of a store that is open for it: claims and past claims go by their rows."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.model import Claim, Head, PastClaim, Status

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), each row of length 1."""

Rows = NDArray[np.intp]
"""Numbers of claims and past claims, which are counted together from 0 as they come in."""

Mask = NDArray[np.bool_]
"""Shape (claims,): True for claims and past claims that may be found."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was worked out for a claim from the past claims that are similar to it."""

    row: int
    """The claim's."""
    past: tuple[int, ...]
    """The rows of what it rests on, in order."""
    content: bytes
    weakest: float = -np.inf
    """How high a past claim has to be ranked that comes in later, to be found as well."""


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Claims and past claims that came in, or came back, since findings were kept."""

    rows: Rows
    weakest: NDArray[np.float32]
    """What they have to reach beside each row, shape (claims,); infinite where nothing is kept."""


class Searching(Protocol):
    """The store opened once for a search; claims and past claims go by their rows."""

    @property
    def matrix(self) -> Vectors:
        """The vectors that one model made: row n is claim n's, of zeros where it made none.

        Shape (claims, dimensions); (claims, 0) where it made none at all.
        """

    @property
    def unencoded(self) -> int:
        """How many claims and past claims are found by words alone: the model made no vector."""

    def rows_of_articles(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return, for each article, the rows of its claims by their ids."""

    def rows_of(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the newest row of each claim and past claim, by its id."""

    @property
    def head(self) -> Head:
        """The ledger's, while the store is open."""

    def kept(self, rules: str) -> "KeptFindings":
        """Return what is kept beside the store of what was worked out by such rules."""

    def fitting(
        self,
        statuses: Collection[Status] | None = None,
        *,
        since: dt.date | None = None,
        imported: bool | None = None,
        seen_by: str | None = None,
    ) -> Mask | None:
        """Return what may be found: what stands so and is dated that day or later.

        To an analyst who reviews blind, a claim without a verdict of their own is unreviewed.

        Imported past claims only, or claims of articles only, where `imported` says so.

        None where everything may. A claim of an article is dated as its article; what has no date
        is never since a day. A text that reads otherwise now is never found.
        """

    def look_up(self, terms: Iterable[str]) -> None:
        """Read at once what `bm25` needs of the terms of several questions."""

    def bm25(self, terms: Iterable[str], rows: Rows | None = None) -> NDArray[np.float64]:
        """Return the BM25 of every row where some terms are asked for: shape (claims,).

        Of some rows only where they are given, in rising order: shape (rows,).
        """

    def bm25_of(self, row: int, rows: Rows) -> NDArray[np.float64]:
        """Return the BM25 of a row where others, in rising order, ask for it: shape (rows,)."""

    def ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of claims and past claims."""

    def claims(self, rows: Sequence[int]) -> tuple[Claim, ...]:
        """Return claims of articles, in the order of the rows."""

    def past_claims(self, rows: Sequence[int]) -> tuple[PastClaim, ...]:
        """Return past claims, and claims of articles as such, as `Store.past_claims` does."""


class KeptFindings(Protocol):
    """What was worked out by some rules and kept beside the store, while that is open.

    It can be worked out again: where there is no room nothing is kept.
    """

    def findings(self, rows: Sequence[int]) -> Mapping[int, Finding]:
        """Return, by row, what is kept of some claims and holds still.

        It holds as long as any search would find the same, and the past claims that were found
        say the same. None are returned while there are newcomers.
        """

    def found(self) -> Rows:
        """Return the rows of which `findings` returns something."""

    def lapsed(self) -> Rows:
        """Return the rows of all findings that were kept, where all are over.

        As words are counted anew, or vectors came late; nothing where some of it may hold still.
        """

    def keep_findings(self, found: Sequence[Finding], *, head: Head) -> bool:
        """Keep what was worked out while the ledger's head was this one; False if it is not so."""

    def newcomers(self) -> Newcomers | None:
        """Return what findings were not held against; None where all were."""

    def admit(self, newcomers: Rows, over: Rows, *, head: Head) -> bool:
        """Write down that findings were held against some newcomers, and which rows' are over.

        Worked out while the ledger's head was this one. False where it is so no more, and where
        nothing can be written.
        """

    def shown(self, rows: Sequence[int]) -> Mapping[int, bytes]:
        """Return, by row, what reports show of past claims, where it is kept and holds still.

        It does as long as nothing that the store holds of the past claim has changed.
        """

    def not_shown(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Return those of some rows of which `shown` returns nothing."""

    def keep_shown(self, shown: Mapping[int, bytes]) -> None:
        """Keep what reports show of past claims, as they are while the store is open."""
