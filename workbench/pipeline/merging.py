"""Another store merged into this one, with the files that it keeps."""

import os
from collections.abc import Generator
from pathlib import Path

from workbench.model import EntryKind
from workbench.pipeline.model_choice import models_to_bring
from workbench.pipeline.progress import Context
from workbench.store.protocol import Merged, Merging, Store


def merge(
    other: Path, *, store: Store, context: Context, model: str, dry_run: bool = False
) -> Generator[Merging, None, Merged]:
    """Bring in what another store holds, telling how far it has come; see `Store.merge`."""
    entry = context.entry(EntryKind.MERGED, store=other.name)
    found = yield from store.merge(
        other, entry=entry, models=models_to_bring(model), dry_run=dry_run
    )
    if not dry_run:
        _keep_files(other, store)
    return found


def _keep_files(other: Path, store: Store) -> None:
    """Copy the files that lie beside the other store; a link may lead anywhere, and is left."""
    from workbench.store.kept_files import KeptFiles

    folder = KeptFiles(other).folder
    if not folder.is_dir():
        return
    ours = KeptFiles(store.path)
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        kept = not entry.name.startswith(".")  # else a draft that a kill left
        if (
            kept
            and entry.is_file(follow_symlinks=False)
            and not (ours.folder / entry.name).exists()
        ):
            ours.keep(Path(entry.path))
