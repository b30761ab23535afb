"""Reports with all of their store, written and taken in again."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from workbench import pipeline
from workbench.matching.encoder import PACKAGED_MODEL
from workbench.model import Head, Report
from workbench.pipeline import Context, LinkedClaims, Restored
from workbench.reading.exports import is_export, read_export
from workbench.reporting import render_csv, render_json
from workbench.store.duck import DuckStore

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORMS: dict[str, Callable[[Report], str]] = {"json": render_json, "csv": render_csv}


def gathered(store: DuckStore) -> Report:
    """Return a whole report, as `report --whole` writes it."""
    linked = LinkedClaims(store, clock=lambda: NOW)
    return pipeline.report(store, made_at=NOW, made_by="mara", similar=linked, whole=True)


def exported(store: DuckStore, form: str = "json") -> str:
    return FORMS[form](gathered(store))


def plain(report: Report, form: str) -> str:
    """Return a report without its record and the lines that name the store's own ledger."""
    nobodys = replace(report, record=None, head=Head(0, "0" * 64))
    return FORMS[form](nobodys)


def imported(text: str, store: DuckStore, context: Context) -> Restored:
    stream = io.BytesIO(text.encode())
    assert is_export(stream)
    work = pipeline.import_report(
        read_export(stream, name="r.json"),
        store=store,
        context=context,
        model=PACKAGED_MODEL,
        source="r.json",
    )
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped
