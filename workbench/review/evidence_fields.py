"""Evidence as an analyst types it: fields of text, read into a value or refused in a sentence."""

import datetime as dt
import re

from workbench.errors import WorkbenchError
from workbench.model import Credibility, Evidence, KeptFile, Reliability, Stance

_GRADE = re.compile(r"([A-Fa-f])?([1-6])?")


def evidence_of(
    *,
    source: str,
    stance: Stance,
    quote: str = "",
    address: str = "",
    retrieved: str = "",
    reliability: Reliability | None = None,
    credibility: Credibility | None = None,
    file: KeptFile | None = None,
) -> Evidence:
    """Return the evidence that the fields give; empty ones are not known.

    WorkbenchError where there is no source, or a day is none.
    """
    named = " ".join(source.split())
    if not named:
        message = "The source is empty."
        raise WorkbenchError(message, "Say who or what the evidence is from.")
    return Evidence(
        source=named,
        stance=stance,
        quote="\n".join(line.rstrip() for line in quote.strip().splitlines()) or None,
        address=" ".join(address.split()) or None,
        retrieved=day_of(retrieved),
        reliability=reliability,
        credibility=credibility,
        file=file,
    )


def day_of(text: str) -> dt.date | None:
    """Return the day that a text names, `2012-03-01`; None for an empty one."""
    if not text.strip():
        return None
    try:
        return dt.datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day alone
    except ValueError as error:
        message = f"“{text.strip()[:20]}” is no day."
        raise WorkbenchError(message, "Write it as 2012-03-01, or leave it empty.") from error


def grade_of(text: str) -> tuple[Reliability | None, Credibility | None]:
    """Return the two sides of an Admiralty grade, `B2`; one that is left out was not judged."""
    found = _GRADE.fullmatch(text.strip())
    if found is None:
        message = f"“{text.strip()[:20]}” is no Admiralty grade."
        raise WorkbenchError(message, "Give a letter from A to F and a number from 1 to 6, as B2.")
    letter, number = found.groups()
    return (
        Reliability(letter.upper()) if letter else None,
        Credibility(number) if number else None,
    )


def grade_in_words(evidence: Evidence) -> str:
    """Return the grade with what it means: `B2: usually reliable, probably true`."""
    if evidence.grade is None:
        return ""
    reliability = evidence.reliability or Reliability.F
    credibility = evidence.credibility or Credibility.SIX
    return f"{evidence.grade}: {reliability.meaning}, {credibility.meaning}"


def file_in_words(file: KeptFile) -> str:
    """Return a kept file's name, size and the beginning of its hash."""
    megabytes = f"{file.size / 1_000_000:,.1f} MB"
    size = f"{file.size:,} bytes" if megabytes == "0.0 MB" else megabytes
    return f"{file.name} ({size}, SHA-256 {file.sha256[:12]}…)"
