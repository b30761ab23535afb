"""How far long work has come, and who does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.model import Entry, EntryKind, Json


class Stage(StrEnum):
    """What a long piece of work is busy with."""

    FETCHING = "fetching"
    READING = "reading"
    SPLITTING = "splitting"
    LOADING = "loading the sentence model"
    ENCODING = "encoding"
    STORING = "storing"
    SEARCHING = "searching"
    COMPARING = "finding past claims, claim"
    REPORTING = "writing the report, claim"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come."""

    stage: Stage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Adding:
    """How far sources have come in."""

    stage: Stage
    settled: int
    """Sources that nothing more is done about: kept, passed over or failed."""
    total: int
    articles: int
    """New ones, each kept with all of its claims."""
    claims: int
    """Of those."""
    failed: int


@dataclass(frozen=True, slots=True)
class Importing:
    """How far a list of past claims has come in."""

    stage: Stage
    read: int
    """Good rows."""
    encoded: int
    """Texts that had no vector."""
    kept: int
    """New ones and newer versions, each in a whole batch."""
    settled: int
    """Rows that nothing more is done about: kept, unchanged or refused."""


@dataclass(frozen=True, slots=True)
class Context:
    """Who does something, and when: passed in, so that the same work gives the same bytes."""

    analyst: str
    clock: Callable[[], datetime]
    """Gives the time in UTC."""
    new_id: Callable[[], str]
    """Gives 32 fresh hexadecimal digits."""

    def entry(self, kind: EntryKind, **body: Json) -> Entry:
        """Return a new ledger entry by this analyst, now."""
        return Entry(self.new_id(), self.clock(), self.analyst, kind, body)
