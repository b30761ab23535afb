"""What the palette finds besides the commands: the claims that are listed, by their words."""

import asyncio
from functools import partial

from textual.command import Hit, Hits, Provider

from workbench.tui.screens.listing import ListingScreen
from workbench.tui.text import Mark, marked, on_one_line

MOST = 30
"""How many claims are offered."""
_AT_ONCE = 2000
"""How many claims are looked at before the screen has its turn."""
_SCORE = 0.5
"""Below a command that is named in full, above one that shares letters."""


class ClaimsProvider(Provider):
    """Offers the listed claims whose text has all words that are typed."""

    async def search(self, query: str) -> Hits:
        """Find them in the order of the list."""
        screen = self.screen
        words = query.casefold().split()
        session = screen.session if isinstance(screen, ListingScreen) else None
        if session is None or not isinstance(screen, ListingScreen) or not words:
            return
        found = 0
        for number, claim in enumerate(session.listed, 1):
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
            text = on_one_line(claim.claim.text)
            folded = text.casefold()
            if not all(word in folded for word in words):
                continue
            marks = (
                [
                    Mark(at, at + len(word), "bold underline")
                    for word in words
                    if (at := folded.find(word)) >= 0
                ]
                if len(folded) == len(text)
                else []
            )
            yield Hit(
                _SCORE - number * 1e-9,
                marked(text, marks),
                partial(screen.go_to, claim.claim.id),
                text=text,
                help=f"claim {number} of {len(session.listed)}, {claim.status}",
            )
            found += 1
            if found >= MOST:
                return
