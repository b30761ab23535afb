"""The report as a file: named after its article and the time, and never written over another."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.model import Article
from workbench.store.protocol import Store

if TYPE_CHECKING:
    from workbench.pipeline import LinkedClaims

_LONGEST_SLUG = 40
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def report_name(article: Article, at: dt.datetime, *, again: int = 0) -> str:
    """Return `claim-status-<slug>-<date-time>.md`; the time in UTC."""
    number = f"-{again}" if again else ""
    return f"claim-status-{slug(article)}-{at:%Y%m%d-%H%M%S}{number}.md"


def slug(article: Article) -> str:
    """Return the title in plain lower-case letters and dashes, or the id where none are left."""
    plain = unicodedata.normalize("NFKD", article.title).encode("ascii", "ignore").decode("ascii")
    words = _NO_LETTERS.sub("-", plain.lower()).strip("-")
    if len(words) > _LONGEST_SLUG:
        cut = words[: _LONGEST_SLUG + 1]
        words = (cut.rpartition("-")[0] or cut[:_LONGEST_SLUG]).strip("-")
    return words or article.id[:8]


def report_writer(
    store: Store,
    similar: "LinkedClaims",
    *,
    analyst: str,
    clock: Callable[[], dt.datetime],
    folder: Path | None = None,
) -> Callable[[Article], Path]:
    """Return what writes an article's report into a folder, by default the working directory."""

    def write(article: Article) -> Path:
        from workbench import pipeline, reporting  # the screen starts without them
        from workbench.writing import write_atomically

        at = clock()
        chosen = pipeline.Chosen(articles=(article.id,))
        made = pipeline.report(store, chosen=chosen, made_at=at, made_by=analyst, similar=similar)
        place = folder or Path.cwd()
        again = 0
        while (path := place / report_name(article, at, again=again)).exists():
            again += 1
        write_atomically(path, reporting.render(made, reporting.ReportFormat.MARKDOWN))
        return path

    return write
