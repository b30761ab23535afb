"""The one way through: read → split → encode → store → match → report, yielding progress."""

from workbench.pipeline.deciding import mark
from workbench.pipeline.intake import Added, add_article, import_past_claims
from workbench.pipeline.progress import Context, Progress, Stage
from workbench.pipeline.similar import SimilarClaims
from workbench.pipeline.status_report import report

__all__ = [
    "Added",
    "Context",
    "Progress",
    "SimilarClaims",
    "Stage",
    "add_article",
    "import_past_claims",
    "mark",
    "report",
]
