"""The JSON form of the values: the words of the model as keys, spans as `[start, end]`.

The command line, the store's nested columns and the JSON report all use this one form.
"""

from workbench.interchange.cells import guarded, unguarded
from workbench.interchange.claims import (
    brackets_from_json,
    brackets_to_json,
    checkability_from_json,
    checkability_to_json,
    claim_from_json,
    claim_to_json,
    dates_from_json,
    dates_to_json,
    figures_from_json,
    figures_to_json,
    furniture_from_json,
    furniture_to_json,
    left_out_to_json,
    span_from_json,
    span_to_json,
    spans_from_json,
    spans_to_json,
    taken_out_to_json,
)
from workbench.interchange.evidence import (
    evidence_from_json,
    evidence_to_json,
    given_evidence_to_json,
    note_to_json,
)
from workbench.interchange.matches import (
    differences_to_json,
    link_to_json,
    match_to_json,
    pair_to_json,
    past_version_to_json,
    timeline_to_json,
)
from workbench.interchange.records import REPORT_SCHEMA, record_from_json
from workbench.interchange.recuts import (
    lineage_to_json,
    recut_body,
    recut_from_entry,
    recuts_from_entries,
)
from workbench.interchange.standing import entry_to_json, reviewed_claim_to_json

__all__ = [
    "REPORT_SCHEMA",
    "brackets_from_json",
    "brackets_to_json",
    "checkability_from_json",
    "checkability_to_json",
    "claim_from_json",
    "claim_to_json",
    "dates_from_json",
    "dates_to_json",
    "differences_to_json",
    "entry_to_json",
    "evidence_from_json",
    "evidence_to_json",
    "figures_from_json",
    "figures_to_json",
    "furniture_from_json",
    "furniture_to_json",
    "given_evidence_to_json",
    "guarded",
    "left_out_to_json",
    "lineage_to_json",
    "link_to_json",
    "match_to_json",
    "note_to_json",
    "pair_to_json",
    "past_version_to_json",
    "record_from_json",
    "recut_body",
    "recut_from_entry",
    "recuts_from_entries",
    "reviewed_claim_to_json",
    "span_from_json",
    "span_to_json",
    "spans_from_json",
    "spans_to_json",
    "taken_out_to_json",
    "timeline_to_json",
    "unguarded",
]
