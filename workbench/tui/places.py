"""Where a review was left, by store: article, claim, and how the screen was laid out.

In a file beside the habits: it is written at each leaving, they are not. A place is a convenience,
so that what cannot be read is an empty list of places, and the next leaving writes it anew.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.model import Article, ArticleSummary
from workbench.writing import write_atomically

MOST = 200
"""How many stores' places are kept; the one left longest ago goes first."""


_LARGEST = 500
"""Lines or per cent that a layout may have."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the review of one store was left."""

    article: str
    """Its id."""
    claim: str | None
    """The id of the claim that was selected."""
    pane: str
    """The pane that was in front."""
    list_rows: int
    """Lines of the list where it stands over the panes."""
    list_share: int
    """Share of the list in the width, where the panes stand beside it, in per cent."""
    at: str
    """When, in UTC, ISO 8601: articles that came in later were not there to be left."""

    @property
    def left_at(self) -> dt.datetime:
        """When the review was left."""
        return dt.datetime.fromisoformat(self.at)


class Places:
    """The places of all stores of this user."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, store: Path) -> Place | None:
        """Return where the review of a store was left; None where that is not known."""
        return _place(self._read().get(str(store.resolve())))

    def remember(self, store: Path, place: Place) -> None:
        """Keep a place; WorkbenchError where that cannot be done."""
        known = self._read()
        known.pop(str(store.resolve()), None)
        kept = [*known.items()][-(MOST - 1) :]
        text = json.dumps(dict([*kept, (str(store.resolve()), asdict(place))]), indent=1)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{self._path.parent} cannot be made: {error.strerror}."
            raise WorkbenchError(message) from error
        write_atomically(self._path, text + "\n", overwrite=True)

    def _read(self) -> dict[str, object]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


def article_to_open(summaries: Sequence[ArticleSummary], place: Place | None) -> Article:
    """Return the article to begin with, of some, the newest first: where the review was left.

    The newest where that is not known, or where it came in after the review was left.
    """
    newest = summaries[0]
    if place is not None and newest.added_at <= place.left_at:
        for summary in summaries:
            if summary.article.id == place.article:
                return summary.article
    return newest.article


def _place(content: object) -> Place | None:
    """Read a place as a file has it; None where it does not fit."""
    match content:
        case {
            "article": str() as article,
            "claim": str() | None as claim,
            "pane": str() as pane,
            "list_rows": int() as rows,
            "list_share": int() as share,
            "at": str() as at,
        } if min(rows, share) > 0 and max(rows, share) <= _LARGEST:
            place = Place(article, claim, pane, rows, share, at)
        case _:
            return None
    try:
        return place if place.left_at.tzinfo is not None else None
    except ValueError:
        return None
