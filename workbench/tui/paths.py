"""Completing a path as it is typed."""

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester

from workbench.tui.text import shown


class PathSuggester(Suggester):
    """Offers the first file or folder that begins as typed, away from the event loop."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the path completed; a folder ends in a slash."""
        return await asyncio.to_thread(completed, value)


def completed(typed: str) -> str | None:
    """Return the first path, in alphabetical order, that begins as typed; None for none.

    Hidden ones are offered once their dot is typed; names that a line cannot show never are.
    """
    if not typed:
        return None
    folder, _, begun = typed.rpartition("/")
    inside = Path(f"{folder}/" if folder or typed.startswith("/") else ".")
    try:
        with os.scandir(inside.expanduser()) as entries:
            names = sorted(
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry in entries
                if entry.name.startswith(begun) and (begun or not entry.name.startswith("."))
            )
    except (OSError, RuntimeError, ValueError):  # no such folder yet; no home; a NUL
        return None
    offered = (name for name in names if name != begun and shown(name) == name)
    name = next(offered, None)
    return None if name is None else typed[: len(typed) - len(begun)] + name
