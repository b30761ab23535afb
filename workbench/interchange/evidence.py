"""Evidence as JSON: the form in which ledger entries, reports and the command line give it."""

import datetime as dt
import re
from typing import cast

from workbench.interchange.shapes import as_object, as_text, as_text_or_none, day_to_json
from workbench.model import (
    Credibility,
    Evidence,
    GivenEvidence,
    Json,
    KeptFile,
    Note,
    Reliability,
    Stance,
)

_SHA256 = re.compile(r"[0-9a-f]{64}")


def evidence_to_json(evidence: Evidence) -> dict[str, Json]:
    """Return a piece of evidence; every key is there, null where nothing is known."""
    file = evidence.file
    return {
        "source": evidence.source,
        "stance": evidence.stance.value,
        "quote": evidence.quote,
        "address": evidence.address,
        "retrieved": day_to_json(evidence.retrieved),
        "reliability": evidence.reliability.value if evidence.reliability else None,
        "credibility": evidence.credibility.value if evidence.credibility else None,
        "file": ({"name": file.name, "sha256": file.sha256, "size": file.size} if file else None),
    }


def given_evidence_to_json(given: GivenEvidence) -> dict[str, Json]:
    """Return evidence as it stands on a claim: with its grade, its entry, who gave it and when."""
    return {
        **evidence_to_json(given.evidence),
        "grade": given.evidence.grade,
        "entry": given.entry_id,
        "analyst": given.analyst,
        "at": given.at.isoformat(),
    }


def note_to_json(note: Note) -> dict[str, Json]:
    """Return a note with who wrote it and when."""
    return {"text": note.text, "analyst": note.analyst, "at": note.at.isoformat()}


def evidence_from_json(value: Json) -> Evidence:
    """Read what `evidence_to_json` gave; KeyError, TypeError or ValueError for anything else."""
    item = as_object(value)
    retrieved, file = item["retrieved"], item["file"]
    reliability, credibility = item["reliability"], item["credibility"]
    return Evidence(
        source=as_text(item["source"]),
        stance=Stance(as_text(item["stance"])),
        quote=as_text_or_none(item["quote"]),
        address=as_text_or_none(item["address"]),
        retrieved=None if retrieved is None else dt.date.fromisoformat(as_text(retrieved)),
        reliability=None if reliability is None else Reliability(as_text(reliability)),
        credibility=None if credibility is None else Credibility(as_text(credibility)),
        file=None if file is None else _file(file),
    )


def _file(value: Json) -> KeptFile:
    item = as_object(value)
    sha256 = as_text(item["sha256"])
    if not _SHA256.fullmatch(sha256):  # it names a file beside the store
        message = f"not a SHA-256: {sha256!r}"
        raise ValueError(message)
    return KeptFile(as_text(item["name"]), sha256, cast("int", item["size"]))
