"""How an article came in, and what it repeats."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was read when an article came in, so that anyone can tell later what it was."""

    source: str
    """The path, the address that answered in the end, or `standard input`."""
    sha256: str
    """Of the original bytes, hexadecimal."""
    media_type: str
    """Of the whole source, found by its content."""
    size: int
    """In bytes."""
    read_at: dt.datetime
    """In UTC."""
    kept: bool = False
    """Whether the original itself was kept beside the store."""
    author: str | None = None
    language: str | None = None
    """Of the text, a BCP 47 tag; None where it is not known."""


class RelationKind(StrEnum):
    """How one article repeats another."""

    COPY = "copy"
    """Nearly the same text from another publisher."""
    VERSION = "version"
    """Nearly the same text from the same publisher or address, or from nobody known."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much of their wording two texts have in common."""

    resemblance: float
    """Shared wording over all wording of both, from 0 to 1."""
    containment: float
    """Shared wording over that of the shorter one, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Relation:
    """That an article is a copy or a version of one that came in before."""

    article_id: str
    other_id: str
    """Of the one that came in before."""
    kind: RelationKind
    measured: Resemblance
