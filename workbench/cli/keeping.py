"""Commands that keep the store whole: `backup`, `restore`, `compact`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import Session, say

if TYPE_CHECKING:
    from workbench.model import Json
    from workbench.store.backups import Copied

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@AS_JSON
@click.pass_obj
def backup(session: Session, /, *, file: Path, as_json: bool) -> None:
    """Copy the store to FILE, and its kept files beside it, while others work on it.

    Whole or not at all; a file that is there is never overwritten. The copy's chain is recomputed.
    """
    from workbench.store.backups import back_up

    copied = back_up(session.settings.store, file)
    if copied.broken_at is not None:
        words = f"The chain breaks at entry {copied.broken_at:,}, in the store as in the copy."
        say(f"{words} workbench verify says more.")
    if copied.missing:
        say(f"{_files(copied.missing)} cannot be read whole, and did not come along.")
    _print(copied, words=f"{file} is a copy of the store", as_json=as_json)


@click.command()
@click.argument("file", type=FILE)
@AS_JSON
@click.pass_obj
def restore(session: Session, /, *, file: Path, as_json: bool) -> None:
    """Put the backup FILE, and its kept files, where the store is to be.

    A store that is there is never overwritten: move it away first, or name another with --store.
    A backup whose chain does not hold is refused.
    """
    from workbench.store.backups import restore as restore_

    copied = restore_(file, session.settings.store)
    if copied.missing:
        say(f"{_files(copied.missing)} cannot be read whole, and did not come along.")
    _print(copied, words=f"{session.settings.store} is the store again", as_json=as_json)


@click.command()
@AS_JSON
@click.pass_obj
def compact(session: Session, /, *, as_json: bool) -> None:
    """Write the store anew without the space that it no longer needs; the ledger stays as it is.

    Others wait meanwhile: some seconds for 100,000 claims.
    """
    from workbench.cli import printing
    from workbench.store.backups import AT_WORK
    from workbench.store.compacting import compact as compact_
    from workbench.store.file import StoreFile

    done = compact_(StoreFile(session.settings.store, wait=AT_WORK, told=say))
    if as_json:
        head: dict[str, Json] = {"entries": done.head.number, "head": done.head.sha256}
        printing.print_json({"bytes_before": done.before, "bytes_after": done.after} | head)
    elif done.after == done.before:
        printing.print_line(f"Nothing to give back: {_size(done.before)}.")
    else:
        words = f"{_size(done.before)} became {_size(done.after)}; the chain holds"
        printing.print_line(f"{words}, {done.head.number:,} entries.")


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"


def _files(count: int) -> str:
    return f"{count:,} kept file{'s' if count != 1 else ''}"


def _print(copied: "Copied", *, words: str, as_json: bool) -> None:
    from workbench.cli import printing

    head = copied.head
    if as_json:
        found: dict[str, Json] = {
            "store": str(copied.path.absolute()),
            "entries": head.number,
            "head": head.sha256,
            "broken_at": copied.broken_at,
            "kept_files": copied.files,
            "kept_files_missing": copied.missing,
        }
        printing.print_json(found)
        return
    files = f" and {_files(copied.files)}" if copied.files else ""
    newest = f", the newest with SHA-256 {head.sha256}" if head.number else ""
    printing.print_line(f"{words}: {head.number:,} entries{newest}{files}.")
