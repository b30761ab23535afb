"""The thresholds in force."""

import pytest

from workbench.errors import SettingsError
from workbench.matching.thresholds import MEASURED, thresholds
from workbench.model import LinkStatus, Thresholds


def test_what_was_measured_holds_where_nothing_is_set() -> None:
    assert thresholds() == MEASURED == Thresholds(0.5, 0.7)
    assert thresholds(match=0.9) == Thresholds(0.5, 0.9)


def test_a_match_is_always_suggested_too() -> None:
    with pytest.raises(SettingsError, match="above match"):
        thresholds(suggest=0.8)


@pytest.mark.parametrize(
    ("score", "status"),
    [(0.7, LinkStatus.MATCH), (0.5, LinkStatus.SUGGESTED), (0.49, LinkStatus.WEAK)],
)
def test_a_score_at_a_threshold_has_reached_it(score: float, status: LinkStatus) -> None:
    assert LinkStatus.of(score, MEASURED) is status
