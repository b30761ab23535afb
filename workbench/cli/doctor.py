"""The command `doctor`."""

import os
import platform
import subprocess
import sys
import tempfile
from importlib import metadata
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import Session
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model import Json

PACKAGES = ("duckdb", "onnxruntime", "sentence-transformers", "spacy", "textual")
LONGEST = 300.0
"""Seconds that the trial may take: a model's first graph is made in it."""


@click.command()
@click.option("--repair", "mend", is_flag=True, help="Mend first what can be mended.")
@AS_JSON
@click.pass_obj
def doctor(session: Session, /, *, mend: bool, as_json: bool) -> int:
    """Look whether all is well: versions, sentence model, store; then try the main job offline.

    The trial adds an article of the program's own to a store of its own, decides, searches,
    reports and verifies, with every connection forbidden; nothing of it stays. The store is looked
    at and not changed. Ends with 1 where something is wrong.

    With --repair, what can be is mended first: what killed processes left half made is deleted, a
    damaged log is cut after copies of it and of the store were kept, a search index that does not
    fit is made anew, and a copy that was kept is put beside a store that cannot be mended. No entry
    is changed and no store overwritten.
    """
    from workbench.cli import printing

    wrong: list[str] = []
    repaired = _repaired(session, wrong) if mend else []
    found: dict[str, Json] = {
        "versions": dict(_versions()),
        "store": _store(session, [] if wrong else wrong),  # what was said once is not said twice
        "model": _model(session, wrong),
        "offline_trial": _trial(session, wrong),
    }
    if as_json:
        told: dict[str, Json] = {"repaired": list(repaired)} if mend else {}
        printing.print_json(told | found | {"wrong": list(wrong)})
    else:
        for words in repaired:
            printing.print_line(f"Mended: {words}")
        if mend and not repaired:
            printing.print_line("Nothing was mended.")
        for words in _words(found):
            printing.print_line(words)
        for words in wrong:
            printing.print_line(f"Wrong: {words}")
        if not wrong:
            printing.print_line("All is well.")
    return WorkbenchError.exit_code if wrong else 0


def _repaired(session: Session, wrong: list[str]) -> list[str]:
    """Mend the store, and return what was done."""
    from workbench.store.repairing import repair

    try:
        repaired = repair(session.settings.store, model=lambda: session.model)
    except WorkbenchError as error:
        wrong.append(str(error))
        return []
    wrong += repaired.left
    return repaired.done


def _versions() -> "Iterator[tuple[str, Json]]":
    yield "claim-workbench", metadata.version("claim-workbench")
    yield "python", platform.python_version()
    for name in PACKAGES:
        yield name, metadata.version(name)


def _model(session: Session, wrong: list[str]) -> "Json":
    from workbench.matching.sentence_model import model_tag, sentence_model

    try:
        model = sentence_model(session.settings.model)
        model.check()
    except WorkbenchError as error:
        wrong.append(str(error))
        return None
    return {"tag": model_tag(session.settings.model), "sha256": model.sha256}


def _store(session: Session, wrong: list[str]) -> "Json":
    from workbench.store.health import health

    path = session.settings.store
    told: dict[str, Json] = {"path": str(path.absolute()), "exists": path.exists()}
    if not path.exists():
        return told
    try:
        one = health(path, model=session.model)
    except WorkbenchError as error:
        wrong.append(str(error))
        return told
    if one.broken_at is not None:
        wrong.append(f"The ledger's chain breaks at entry {one.broken_at:,}.")
    return told | {
        "schema": one.schema,
        "bytes": one.size,
        "entries": one.head.number,
        "head": one.head.sha256,
        "chain_holds": one.broken_at is None,
        "index_at": one.index_at,
    }


def _trial(session: Session, wrong: list[str]) -> "Json":
    options = []
    if session.settings.model is not None:
        named = os.path.expanduser(session.settings.model)  # noqa: PTH111 - may be no path at all
        options = ["--model", os.path.realpath(named) if os.path.isdir(named) else named]  # noqa: PTH112
    kept = {name: one for name, one in os.environ.items() if not name.startswith("WORKBENCH_")}
    with tempfile.TemporaryDirectory(prefix="workbench.") as folder:
        try:
            done = subprocess.run(  # noqa: S603 - this program
                [sys.executable, "-m", "workbench.cli.trial", *options],
                cwd=folder,
                env=kept,
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="replace",
                timeout=LONGEST,
            )
        except subprocess.TimeoutExpired:
            wrong.append(f"The main job was not done after {LONGEST:.0f} seconds.")
            return False
    if done.returncode or "A connection was tried" in done.stderr:
        last = done.stderr.strip().splitlines()[-1:] or ["It said nothing."]
        wrong.append(f"The main job did not work offline: {last[0]}")
        return False
    return True


def _words(found: "dict[str, Json]") -> "Iterator[str]":
    """Yield what is to be read of what was found."""
    match found:
        case {"versions": dict(versions), "model": model, "store": dict(store)}:
            yield ", ".join(f"{name} {version}" for name, version in versions.items())
            if isinstance(model, dict):
                yield f"Sentence model {model['tag']}, SHA-256 {model['sha256']}"
            if "schema" not in store:
                there = "cannot be opened" if store["exists"] else "not made yet"
                yield f"Store {store['path']}: {there}"
            else:
                holds = "holds" if store["chain_holds"] else "does not hold"
                yield f"Store {store['path']}: schema {store['schema']}, {store['bytes']:,} bytes"
                yield f"Ledger: {store['entries']:,} entries, the chain {holds}; {store['head']}"
                at = store["index_at"]
                index = "none kept; searching makes it" if at is None else f"up to entry {at:,}"
                yield f"Search index: {index}"
    if found["offline_trial"]:
        yield "Main job: added, decided, searched, reported and verified, no connection tried."
