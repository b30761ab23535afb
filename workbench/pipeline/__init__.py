"""The one way through: read → split → encode → store → match → report, yielding progress."""

from workbench.pipeline.articles import (
    correct_article,
    corrections,
    cut_otherwise,
    language_code,
    remove_article,
)
from workbench.pipeline.deciding import act, link, mark
from workbench.pipeline.encoding import reindex
from workbench.pipeline.finding_ahead import find_ahead
from workbench.pipeline.importing import Imported, Refused, import_past_claims
from workbench.pipeline.intake import Added, AddedAll, Intake, add_article, add_sources
from workbench.pipeline.linked import LinkedClaims, MatchRules
from workbench.pipeline.merging import merge
from workbench.pipeline.preparing import Corrections
from workbench.pipeline.progress import Adding, Context, Importing, Progress, Stage
from workbench.pipeline.recutting import (
    encode_made,
    made_claims,
    recut,
    session_of,
    terms_made,
)
from workbench.pipeline.repeats import changes, decided_before
from workbench.pipeline.restoring import Restored, import_report
from workbench.pipeline.similar import SimilarClaims, Wanted
from workbench.pipeline.sources import NotAdded, Source, find_sources
from workbench.pipeline.status_report import Chosen, report
from workbench.pipeline.streaming import StreamedForm, stream_report
from workbench.pipeline.undoing import turn, turn_on_articles
from workbench.pipeline.verifying import verify, verify_report

__all__ = [
    "Added",
    "AddedAll",
    "Adding",
    "Chosen",
    "Context",
    "Corrections",
    "Imported",
    "Importing",
    "Intake",
    "LinkedClaims",
    "MatchRules",
    "NotAdded",
    "Progress",
    "Refused",
    "Restored",
    "SimilarClaims",
    "Source",
    "Stage",
    "StreamedForm",
    "Wanted",
    "act",
    "add_article",
    "add_sources",
    "changes",
    "correct_article",
    "corrections",
    "cut_otherwise",
    "decided_before",
    "encode_made",
    "find_ahead",
    "find_sources",
    "import_past_claims",
    "import_report",
    "language_code",
    "link",
    "made_claims",
    "mark",
    "merge",
    "recut",
    "reindex",
    "remove_article",
    "report",
    "session_of",
    "stream_report",
    "terms_made",
    "turn",
    "turn_on_articles",
    "verify",
    "verify_report",
]
