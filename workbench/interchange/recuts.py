"""Acts that re-cut claims, as JSON: the body of their ledger entries, and a claim's lineage."""

from collections.abc import Iterable, Sequence
from typing import cast

from workbench.interchange.claims import claim_from_json, claim_to_json
from workbench.interchange.shapes import as_list
from workbench.model import Article, Claim, Entry, EntryKind, Json, Origin, Recut, RecutAct


def recut_body(
    article: Article,
    act: RecutAct,
    *,
    taken: Sequence[str],
    made: Sequence[Claim],
    reason: str | None = None,
) -> dict[str, Json]:
    """Return the body of the entry that records an act."""
    return {
        "article": article.id,
        "act": act.value,
        "claims": [*taken, *(claim.id for claim in made)],
        "taken": [*taken],
        "made": [claim_to_json(claim, article) for claim in made],
        "reason": reason,
    }


def recut_from_entry(entry: Entry) -> Recut:
    """Read a `recut` entry; KeyError, TypeError or ValueError where its body is not that."""
    body = entry.body
    reason = body.get("reason")
    return Recut(
        entry_id=entry.id,
        article_id=str(body["article"]),
        act=RecutAct(str(body["act"])),
        taken=tuple(str(claim) for claim in as_list(body["taken"])),
        made=tuple(claim_from_json(claim) for claim in as_list(body["made"])),
        analyst=entry.analyst,
        at=entry.at,
        reason=str(reason) if reason else None,
    )


def recuts_from_entries(entries: Iterable[Entry]) -> tuple[Recut, ...]:
    """Return the acts among entries that re-cut claims, in order."""
    return tuple(recut_from_entry(entry) for entry in entries if entry.kind is EntryKind.RECUT)


def lineage_to_json(lineage: Iterable[Origin]) -> list[Json]:
    """Return where a claim comes from, the newest act first."""
    return [
        {
            "act": origin.act.value,
            "from": [cast("Json", {"id": one.id, "text": one.text}) for one in origin.taken],
            "analyst": origin.analyst,
            "at": origin.at.isoformat(),
            "reason": origin.reason,
            "entry": origin.entry_id,
        }
        for origin in lineage
    ]
