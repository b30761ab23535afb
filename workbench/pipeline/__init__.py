"""The one way through: read → split → encode → store → match → report, yielding progress."""

from workbench.pipeline.deciding import link, mark
from workbench.pipeline.encoding import reindex
from workbench.pipeline.intake import (
    Added,
    Imported,
    Refused,
    add_article,
    import_past_claims,
)
from workbench.pipeline.linked import LinkedClaims, MatchRules
from workbench.pipeline.progress import Context, Importing, Progress, Stage
from workbench.pipeline.similar import SimilarClaims, Wanted
from workbench.pipeline.status_report import report

__all__ = [
    "Added",
    "Context",
    "Imported",
    "Importing",
    "LinkedClaims",
    "MatchRules",
    "Progress",
    "Refused",
    "SimilarClaims",
    "Stage",
    "Wanted",
    "add_article",
    "import_past_claims",
    "link",
    "mark",
    "reindex",
    "report",
]
