"""A report imported: its store made again from the record that it carries.

The record is made into a store of its own first and looked through as a stranger's: the chain,
every row against its entry, and all that the report says against what its record comes to. An empty
store then becomes what the report's store was, with one entry more; any other gets what it lacks,
as in a merge.
"""

import json
import tempfile
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.errors import ImportRefusedError, NewerStoreError, StoreError
from workbench.matching.shingles import kept_shingles
from workbench.matching.words import terms
from workbench.model import EntryKind, Json, Report
from workbench.pipeline.carrying import amiss, brought, named_files
from workbench.pipeline.model_choice import models_to_bring
from workbench.pipeline.progress import Context
from workbench.pipeline.status_report import report
from workbench.reading.exports import UNTOUCHED, Exported, Rows
from workbench.store.protocol import Derived, Merged, MergeStage, Merging, Store

DERIVED = frozenset({"matches", "pairs", "corrections", "history", "open"})
"""What a report says in words of its program, its settings and its day."""
COMPARED = frozenset({"article", "claim", "left out"})
"""The rows of a sheet that are compared."""
_AT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Restored:
    """What the import of a report came to."""

    merged: Merged
    files: int
    """Kept files that came in."""
    elsewhere: int
    """Kept files that its entries name and that are not here: they lie beside its store."""


def import_report(
    exported: Exported, *, store: Store, context: Context, model: str, source: str
) -> Generator[Merging, None, Restored]:
    """Take in what a report holds and the store does not; whole or not at all.

    ImportRefusedError says what is amiss where the report is not as it was written.
    """
    from workbench.store.duck import DuckStore
    from workbench.store.kept_files import KeptFiles
    from workbench.store.records import make

    yield Merging(MergeStage.CHECKING, 0, 1)
    with tempfile.TemporaryDirectory(prefix="workbench.") as folder:
        made = DuckStore(Path(folder) / "report.duckdb")
        try:
            make(made.path, exported.record, Derived(terms, kept_shingles))
        except NewerStoreError as error:
            message = f"{source} cannot be imported: {error.message}"
            raise ImportRefusedError(message, error.hint) from error
        except (StoreError, KeyError, RecursionError, TypeError, ValueError) as error:
            message = f"{source} was altered since it was written: {str(error).rstrip('.')}."
            raise ImportRefusedError(message, UNTOUCHED) from error
        _refuse_altered(exported, made, source)
        files, named = exported.record.files, named_files(made.entries())
        if said := amiss(files, named):
            message = f"{source} was altered since it was written: {said}."
            raise ImportRefusedError(message, UNTOUCHED)
        entry = context.entry(EntryKind.MERGED, store=source)
        with brought(store, files) as came:
            if store.head().number:
                merged = yield from store.merge(
                    made.path, entry=entry, models=models_to_bring(model)
                )
            else:
                merged = store.restore(made.record(), entry=entry)
        kept = KeptFiles(store.path)
        elsewhere = sum(not kept.is_whole(sha256) for sha256 in named)
    return Restored(merged, came, elsewhere)


def _refuse_altered(exported: Exported, made: Store, source: str) -> None:
    """Refuse a report that says something else than its record, or a record of another one."""
    if made.head() != exported.head:
        message = f"{source} was altered since it was written: its ledger has another head."
        raise ImportRefusedError(message, UNTOUCHED)
    again = report(made, made_at=_AT, made_by="")
    if exported.rows is not None:
        differs = _row_that_differs(exported.rows, again)
    else:
        from workbench.reporting.structured import as_json_text, report_to_json

        ours = json.loads(as_json_text(report_to_json(again)))["articles"]
        differs = _difference(exported.articles, ours, "articles")
    if differs:
        message = (
            f"{source} was altered since it was written: its record says otherwise, {differs}."
        )
        raise ImportRefusedError(message, UNTOUCHED)


def _difference(theirs: Json, ours: Json, place: str) -> str | None:
    """Return where two values differ; what only one version of the program tells is passed over."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        name = f"of {ours['id']!s:.16}" if "id" in ours else place
        shared = sorted((theirs.keys() & ours.keys()) - DERIVED)
        found = (_difference(theirs[key], ours[key], f"“{key}” {name}") for key in shared)
        return next(filter(None, found), None)
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        pairs = zip(theirs, ours, strict=True)
        return next(filter(None, (_difference(one, other, place) for one, other in pairs)), None)
    return None if theirs == ours else place


def _row_that_differs(theirs: Rows, again: Report) -> str | None:
    from workbench.reporting.spreadsheet import article_row, section_rows
    from workbench.visible import visible

    ours: list[dict[str, str]] = [article_row(section.article) for section in again.sections]
    ours += [row for section in again.sections for row in section_rows(section)]
    told = _compared(theirs)
    expected = _compared(ours)
    if len(told) != len(expected):
        return "in how many rows it has"
    for one, other in zip(told, expected, strict=True):
        for column, cell in one.items():
            if column not in DERIVED and cell != visible(other.get(column, "")):
                return f"“{column}” of {other.get('id') or other['article'][:16]}"
    return None


def _compared(rows: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [row for row in rows if row["row"] in COMPARED]
