"""The command `verify`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import Session
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.model import Json


@click.command()
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Say instead whether the store still holds what a report says.",
)
@AS_JSON
@click.pass_obj
def verify(session: Session, /, *, report: Path | None, as_json: bool) -> int:
    """Look the store through: the ledger's chain, each row, each quotation, each kept file.

    What was altered, dropped, put in or moved by hand is named, by the entry that it contradicts
    where there is one. Whether the newest entries were cut off shows only against a report that was
    made before: with --report. Ends with 1 where something does not hold.
    """
    from workbench import pipeline
    from workbench.cli import printing

    store = session.store
    faults = pipeline.verify(store) if report is None else pipeline.verify_report(store, report)
    head = store.head()
    if as_json:
        found: list[Json] = [{"entry": one.entry, "fault": one.sentence} for one in faults]
        printing.print_json({"entries": head.number, "head": head.sha256, "faults": found})
    else:
        for one in faults:
            where = f"entry {one.entry:,}: " if one.entry is not None else ""
            printing.print_line(f"{where}{one.sentence}")
        if not faults:
            what = "All holds" if report is None else "The store holds what the report says"
            words = f"{what}: {head.number:,} entries, the newest with SHA-256 {head.sha256}."
            printing.print_line(words)
    return WorkbenchError.exit_code if faults else 0
