"""From which score on a past claim is shown, and from which it counts as the same."""

SUGGEST = 0.5
MATCH = 0.75
