"""A report that `import` takes in with all of its store, and how that is told."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from workbench.cli.session import Session, finish
from workbench.visible import one_line

if TYPE_CHECKING:
    from workbench.model import Json
    from workbench.pipeline import Restored


def restored(session: Session, stream: BinaryIO, name: str) -> "Restored":
    """Take a report in; ImportRefusedError where it is not as it was written."""
    from workbench import pipeline
    from workbench.reading.exports import read_export

    return finish(
        pipeline.import_report(
            read_export(stream, name=name),
            store=session.store,
            context=session.context(),
            model=session.model,
            source=one_line(Path(name).name),
        )
    )


def restored_to_json(found: "Restored") -> "dict[str, Json]":
    """Return how much came in."""
    merged = found.merged
    return {
        "entries": merged.entries,
        "articles": merged.articles,
        "claims": merged.claims,
        "past_claims": merged.past_claims,
        "kept_files": found.files,
        "kept_files_elsewhere": found.elsewhere,
    }


def print_restored(found: "Restored", name: str) -> None:
    """Say how much came in, and what lies elsewhere."""
    from workbench.cli import printing

    merged = found.merged
    if not any((merged.entries, merged.articles, merged.past_claims, found.files)):
        printing.print_line(f"{name}: nothing in it is new.")
        return
    counts = ", ".join(
        (
            printing.counted(merged.articles, "article"),
            printing.counted(merged.claims, "claim"),
            printing.counted(merged.past_claims, "past claim"),
        )
    )
    entries = "1 ledger entry" if merged.entries == 1 else f"{merged.entries:,} ledger entries"
    files = f", with {printing.counted(found.files, 'kept file')}" if found.files else ""
    printing.print_line(f"{name}: {counts} and {entries} came in{files}.")
    if found.elsewhere:
        files = printing.counted(found.elsewhere, "kept file")
        printing.print_line(
            f"{files} lie beside the store that it came from; workbench verify names them. "
            "workbench merge and workbench restore bring files along."
        )
