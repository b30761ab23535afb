"""From which cosine on a past claim is suggested, and from which it is called a match.

Measured with the packaged model on CheckThat! 2022 2A train, 997 posts against 14,231 past claims
(text and title), by `benchmarks/matching.py`; another model needs its own, which are settings. An
analyst decides.
"""

from typing import Final

from workbench.errors import SettingsError
from workbench.model import Thresholds

SUGGEST: Final = 0.5
"""Keeps 84 % of the judged pairs (92 % on dev), with 2.5 others beside them for each post."""

MATCH: Final = 0.7
"""Where the nearest claim reaches it, it is a judged one in 99 % of cases (100 % on dev)."""

MEASURED: Final = Thresholds(SUGGEST, MATCH)
"""What holds where no setting says otherwise."""


def thresholds(*, suggest: float | None = None, match: float | None = None) -> Thresholds:
    """Return the thresholds in force; SettingsError where a match would not be suggested."""
    found = Thresholds(
        MEASURED.suggest if suggest is None else suggest,
        MEASURED.match if match is None else match,
    )
    if found.suggest > found.match:
        message = f"The threshold suggest ({found.suggest}) is above match ({found.match})."
        raise SettingsError(message, "Set both in workbench.toml under [matching].")
    return found
