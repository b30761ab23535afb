"""What an analyst gathers about a claim besides its verdict: evidence, tags and a note."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """What a piece of evidence does for a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"

    @property
    def glyph(self) -> str:
        """One character, so that colour never carries it alone."""
        return {"supports": "+", "refutes": "−"}.get(self.value, "○")


class Reliability(StrEnum):
    """How far the source is to be relied on: the letter of the Admiralty code (NATO AJP-2.1)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def meaning(self) -> str:
        """In words."""
        return {
            "A": "completely reliable",
            "B": "usually reliable",
            "C": "fairly reliable",
            "D": "not usually reliable",
            "E": "unreliable",
            "F": "reliability cannot be judged",
        }[self.value]


class Credibility(StrEnum):
    """How likely what it says is true: the number of the Admiralty code (NATO AJP-2.1)."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"

    @property
    def meaning(self) -> str:
        """In words."""
        return {
            "1": "confirmed by other sources",
            "2": "probably true",
            "3": "possibly true",
            "4": "doubtful",
            "5": "improbable",
            "6": "truth cannot be judged",
        }[self.value]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was kept as evidence; its bytes lie beside the store under their hash."""

    name: str
    """As the analyst's file was called, without its folder."""
    sha256: str
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source says about a claim, and how good source and word are."""

    source: str
    """Who or what it is from: `ICRC press release`."""
    stance: Stance
    quote: str | None = None
    """The source's own words."""
    address: str | None = None
    retrieved: dt.date | None = None
    reliability: Reliability | None = None
    credibility: Credibility | None = None
    file: KeptFile | None = None

    @property
    def grade(self) -> str | None:
        """The Admiralty grade, `B2`; a side that was not judged is `F` or `6`; None for neither."""
        if self.reliability is None and self.credibility is None:
            return None
        return f"{self.reliability or Reliability.F}{self.credibility or Credibility.SIX}"


@dataclass(frozen=True, slots=True)
class GivenEvidence:
    """A piece of evidence on a claim as it stands now, with who gave it and when."""

    entry_id: str
    """Of the entry that gave it; removing or replacing names it."""
    evidence: Evidence
    analyst: str
    at: dt.datetime
    """In UTC."""


@dataclass(frozen=True, slots=True)
class Note:
    """What an analyst wrote about a claim, in as many lines as they liked; not a reason."""

    text: str
    analyst: str
    at: dt.datetime
    """In UTC."""
