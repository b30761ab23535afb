"""What an analyst types to search past claims: words, and which past claims may be found."""

import datetime as dt
import re
from dataclasses import dataclass

from workbench.model import Status, Verdict

_KEYED = re.compile(r"(?<!\S)(?P<key>is|since|from):(?P<value>\S*)", re.IGNORECASE)
_REVIEWED = frozenset(Status.of(verdict) for verdict in Verdict)
_STATUSES = {**{status.value: frozenset({status}) for status in Status}, "reviewed": _REVIEWED}
_TURNS = ("", *(verdict.value for verdict in Verdict), "unreviewed", "reviewed")
_ORIGINS = {"imported": True, "articles": False}


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A line that was typed: `about 4,000 remain is:disputed since:2012-02 from:imported`."""

    text: str
    """The words, without the filters."""
    statuses: frozenset[Status] | None = None
    since: dt.date | None = None
    imported: bool | None = None
    """True for imported past claims only, False for claims of articles only."""
    unread: tuple[str, ...] = ()
    """Filters that do not read as any, such as `since:yesterday`; they filter nothing."""

    @classmethod
    def parse(cls, line: str) -> "SearchQuery":
        """Read a line; a filter that is given twice counts as it was given last.

        `is:` takes a verdict, `unreviewed` or `reviewed`, or their first letters, so that it works
        as one types; `since:` a year, a month or a day; `from:` `imported` or `articles`.
        """
        statuses, since, imported = None, None, None
        unread: list[str] = []
        for found in _KEYED.finditer(line):
            key, value = found["key"].lower(), found["value"].casefold()
            if not value:
                continue
            if key == "is" and (named := _statuses(value)):
                statuses = named
            elif key == "since" and (day := _day(value)):
                since = day
            elif key == "from" and (origin := _origin(value)) is not None:
                imported = origin
            else:
                unread.append(found[0])
        text = " ".join(_KEYED.sub(" ", line).split())
        return cls(text, statuses, since, imported, tuple(unread))

    @property
    def filters_in_words(self) -> str:
        """Return `verified or disputed · since 1 Feb 2012 · imported`; empty for no filter."""
        standing = [status.value for status in Status if status in (self.statuses or ())]
        since = f"since {self.since:%-d %b %Y}" if self.since else ""
        origin = {None: "", True: "imported", False: "from articles"}[self.imported]
        unread = f"not a filter: {' '.join(self.unread)}" if self.unread else ""
        return " · ".join(part for part in (" or ".join(standing), since, origin, unread) if part)


def turned_verdict(line: str) -> str:
    """Return the line with the next `is:` filter: each verdict, unreviewed, reviewed, then none."""
    now = _given(line, "is")
    place = _TURNS.index(now) if now in _TURNS else 0
    return _with(line, "is", _TURNS[(place + 1) % len(_TURNS)])


def turned_origin(line: str) -> str:
    """Return the line with the next `from:` filter: imported, articles, then none."""
    turns = ("", *_ORIGINS)
    now = _given(line, "from")
    place = turns.index(now) if now in turns else 0
    return _with(line, "from", turns[(place + 1) % len(turns)])


def turned_since(line: str) -> str:
    """Return the line with `since:` at its end, to be typed on; without it where it has one."""
    if any(found["key"].lower() == "since" for found in _KEYED.finditer(line)):
        return _with(line, "since", "")
    return f"{line.rstrip()} since:".lstrip()


def _given(line: str, key: str) -> str:
    values = [found["value"] for found in _KEYED.finditer(line) if found["key"].lower() == key]
    return values[-1].casefold() if values else ""


def _with(line: str, key: str, value: str) -> str:
    """Return the line with another value for a filter, at its end; without it for none."""
    kept = _KEYED.sub(lambda found: "" if found["key"].lower() == key else found[0], line)
    parts = [*kept.split(), *([f"{key}:{value}"] if value else [])]
    return " ".join(parts)


def _statuses(value: str) -> frozenset[Status]:
    named = [statuses for name, statuses in _STATUSES.items() if name.startswith(value)]
    return frozenset().union(*named)


def _origin(value: str) -> bool | None:
    named = [origin for name, origin in _ORIGINS.items() if name.startswith(value)]
    return named[0] if named else None


def _day(value: str) -> dt.date | None:
    """Return the first day of a year, a month or a day; None where it is none yet."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value, re.ASCII)
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
