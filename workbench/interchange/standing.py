"""Where claims stand, and the ledger, as JSON."""

from workbench.interchange.claims import spans_to_json
from workbench.interchange.evidence import given_evidence_to_json, note_to_json
from workbench.interchange.matches import link_to_json
from workbench.model import Decision, Entry, Json, ReviewedClaim


def reviewed_claim_to_json(reviewed: ReviewedClaim) -> dict[str, Json]:
    """Return a claim with where it stands, as `workbench list --json` prints it."""
    decision = reviewed.decision
    return {
        "id": reviewed.claim.id,
        "article": reviewed.claim.article_id,
        "text": reviewed.claim.text,
        "quote": reviewed.quote,
        "spans": spans_to_json(reviewed.claim.spans),
        "speaker": reviewed.claim.speaker,
        "manner": reviewed.claim.manner.value,
        "status": reviewed.status.value,
        "verdict": decision.verdict.value if decision else None,
        "reason": decision.reason if decision else reviewed.noted,
        "confidence": decision.confidence.value if decision and decision.confidence else None,
        "analyst": decision.analyst if decision else None,
        "decided_at": decision.at.isoformat() if decision else None,
        "verdicts": [_voice_to_json(voice) for voice in reviewed.verdicts],
        "links": [link_to_json(link) for link in reviewed.links],
        "said": _said_to_json(reviewed.said) if reviewed.said else None,
        "evidence": [given_evidence_to_json(given) for given in reviewed.evidence],
        "tags": list(reviewed.tags),
        "note": note_to_json(reviewed.note) if reviewed.note else None,
    }


def _said_to_json(said: Decision) -> dict[str, Json]:
    return {
        "verdict": said.verdict.value,
        "reason": said.reason,
        "analyst": said.analyst,
        "decided_at": said.at.isoformat(),
    }


def _voice_to_json(voice: Decision) -> dict[str, Json]:
    """Return one analyst's own verdict."""
    return {
        "verdict": voice.verdict.value,
        "reason": voice.reason,
        "confidence": voice.confidence.value if voice.confidence else None,
        "analyst": voice.analyst,
        "decided_at": voice.at.isoformat(),
        "entry": voice.entry_id,
    }


def entry_to_json(entry: Entry) -> dict[str, Json]:
    """Return a ledger entry."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "analyst": entry.analyst,
        "kind": entry.kind.value,
        "body": dict(entry.body),
    }
