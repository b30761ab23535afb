"""Cells of a sheet that a spreadsheet neither runs nor rounds, and back."""

import re

GUARD = "'"
_RUN_OR_ROUNDED = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']|\d{12,}$|\d+[eE]\d+$")


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet runs or rounds it; `unguarded` gives it back."""
    return GUARD + cell if _RUN_OR_ROUNDED.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell as it was before `guarded`."""
    return cell.removeprefix(GUARD)
