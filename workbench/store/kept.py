"""What is kept beside an open DuckDB file of what was worked out from what it holds."""

from collections.abc import Mapping, Sequence

from workbench.model import Head
from workbench.store.findings import Searched
from workbench.store.index import Index
from workbench.store.search_protocol import Finding, Newcomers, Rows


class DuckKept:
    """What `search_protocol.KeptFindings` asks for, while the file is open."""

    def __init__(self, index: Index, searched: Searched) -> None:
        self._findings = index.findings
        self._shown = index.shown
        self._searched = searched

    def findings(self, rows: Sequence[int]) -> Mapping[int, Finding]:
        """Return, by row, what is kept of some claims and holds still."""
        return self._findings.read(self._searched, rows)

    def found(self) -> Rows:
        """Return the rows of which `findings` returns something."""
        return self._findings.found(self._searched)

    def lapsed(self) -> Rows:
        """Return the rows of all findings that were kept, where all are over."""
        return self._findings.lapsed(self._searched)

    def keep_findings(self, found: Sequence[Finding], *, head: Head) -> bool:
        """Keep what was worked out while the ledger's head was this one; False if it is not so."""
        if head != self._searched.head:
            return False
        self._findings.keep(self._searched, found)
        return True

    def newcomers(self) -> Newcomers | None:
        """Return what findings were not held against; None where all were."""
        return self._findings.newcomers(self._searched)

    def admit(self, newcomers: Rows, over: Rows, *, head: Head) -> bool:
        """Write down that findings were held against some newcomers, and which rows' are over."""
        return head == self._searched.head and self._findings.admit(self._searched, newcomers, over)

    def shown(self, rows: Sequence[int]) -> Mapping[int, bytes]:
        """Return, by row, what reports show of past claims, where it is kept and holds still."""
        return self._shown.read(self._searched, rows)

    def not_shown(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Return those of some rows of which `shown` returns nothing."""
        return self._shown.unkept(self._searched, rows)

    def keep_shown(self, shown: Mapping[int, bytes]) -> None:
        """Keep what reports show of past claims, as they are while the store is open."""
        self._shown.keep(self._searched, shown)
