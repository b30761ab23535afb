"""Where a similar past claim is from, in words."""

import dataclasses
import datetime as dt

from workbench.model import Manner, PastClaim
from workbench.tui.widgets.matches import source

PAST = PastClaim(
    id="one",
    text="Snow fell on Tell Shar.",
    title="Snow  in\nMay",
    date=dt.date(2012, 5, 3),
    speaker="Samir Haddad",
)


def test_a_past_claim_without_a_publisher_is_from_what_its_title_names() -> None:
    assert source(PAST) == "3 May 2012 · Snow in May · said by Samir Haddad"


def test_a_past_claim_with_a_publisher_is_from_that() -> None:
    past = dataclasses.replace(PAST, publisher="Levant Fact Desk")

    assert source(past) == "3 May 2012 · Levant Fact Desk · said by Samir Haddad"
    denied = dataclasses.replace(past, manner=Manner.DENIED)
    assert source(denied) == "3 May 2012 · Levant Fact Desk · denied by Samir Haddad"
