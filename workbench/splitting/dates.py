"""Finds dates and what they resolve to against the day an article was published.

The value is ISO 8601 and as exact as the words: `2012-03-01`, `2012-02`, `2012`, `2012-W08`;
without a publication date a day of a month is `--05-16`, as XML Schema writes it. The value stands
beside the words, never in place of them.
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from workbench.model import DateMention, Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_MONTH = r"(?P<{0}>(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?|" + "|".join(
    rf"{name.capitalize()}\b|{name.upper()}\b"
    for name in _MONTHS
    if len(name) > 4 or name == "may"  # noqa: PLR2004
)
_MONTH += r"|June\b|JUNE\b|July\b|JULY\b)"
_DAY = r"(?P<{0}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:1[5-9]|20)\d\d)"
_END = r"(?![\w%]|[.,]\d)"
_START = r"(?<![\w$€£])(?<!\d[.,/-])"


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(
        _START
        + template.format(
            month=_MONTH.format("month"), day=_DAY.format("day"), year=_YEAR.format("year")
        )
        + _END
    )


CALENDAR = (
    _pattern(r"{year}-(?P<mm>0[1-9]|1[0-2])-(?P<dd>0[1-9]|[12]\d|3[01])"),
    _pattern(r"(?:the )?{day} (?:of )?{month},? {year}"),
    _pattern(r"{month} {day},? {year}"),
    _pattern(r"(?P<dd>0?[1-9]|[12]\d|3[01])(?P<sep>[/.])(?P<mm>0?[1-9]|1[0-2])(?P=sep){year}"),
    _pattern(r"(?P<mm>0?[1-9]|1[0-2])/(?P<dd>0?[1-9]|[12]\d|3[01])/{year}"),
    _pattern(r"{month},? {year}"),
    _pattern(r"(?:the )?{day} (?:of )?{month}"),
    _pattern(r"{month} (?:the )?{day}"),
)
"""Dates with a number in them, the fuller forms first: `1 March 2012`, `May 16`, `2012-03-01`."""

_LONE_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|during|of|from|to|early|late|mid|and)[ -]"
    + _YEAR.format("year")
    + _END,
    re.IGNORECASE,
)
_LONE_MONTH = re.compile(
    r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)"
    r"|[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Ee]arly|[Ll]ate|[Mm]id|[Dd]uring)"
    r"[ -]" + _MONTH.format("month") + r"(?! \d)" + _END
)
_WEEKDAY = re.compile(
    r"\b(?:(?P<which>last|next|this|this coming|this past|the following) )?(?P<weekday>"
    + "|".join(_WEEKDAYS)
    + r")\b(?:,? (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?P<word>the day before yesterday|the day after tomorrow|"
    r"yesterday|last night|today|tonight|tomorrow|"
    r"this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?P<which>last|this|next) (?P<unit>week|month|year)\b", re.IGNORECASE)
_AGO = re.compile(
    r"(?<![-\w.,])(?P<count>an?|\d{1,3}|"
    + "|".join(_NUMBERS)
    + r") (?P<unit>day|week|month|year)s? (?P<way>ago|earlier)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|due|plans?|planned|set to|expect(?:s|ed)?|is to|are to|was to|were to|"
    r"to be|to begin|to start|to take|scheduled|intends?|until|by|from)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bto (?!the\b|a\b|an\b|his\b|her\b|its\b|their\b)[a-z]+\b")
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|made|held|took|came|went|fell|rose|met|\w{2,}ed)\b",
    re.IGNORECASE,
)
_CLAUSE = 120
"""How many letters before and after a weekday are searched for its tense."""
_NIGHTS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


_Resolved = tuple[str | None, bool]

_NUMERIC = re.compile(r"\d[-/.]\d")
_MONTH_NAME = re.compile(
    "|".join(
        form for name in _MONTHS if len(name) == len("jan") for form in (name.title(), name.upper())
    )
)
_CENTURY = re.compile(r"(?:1[5-9]|20)\d\d")
_DIGIT = re.compile(r"\d")


def dates_in(text: str, *, published: dt.date | None = None) -> tuple[DateMention, ...]:
    """Find the dates of a text in order."""
    dates: list[tuple[int, int, _Resolved]] = []
    for span, resolved in _found(text, published):
        at = bisect_left(dates, (span.start, span.end))
        if _free(dates, at, span):
            dates.insert(at, (span.start, span.end, resolved))
    return tuple(
        DateMention(text[start:end], Span(start, end), value, certain)
        for start, end, (value, certain) in dates
    )


def calendar_spans(text: str) -> tuple[Span, ...]:
    """Return where dates with a number in them stand, in order and apart."""
    taken: list[tuple[int, int]] = []
    lines = list(filter(_has_calendar_date, _lines(text)))
    for pattern in CALENDAR:
        for match in _matches(pattern, text, lines):
            at = bisect_left(taken, match.span())
            if _free(taken, at, Span(*match.span())):
                taken.insert(at, match.span())
    return tuple(Span(start, end) for start, end in taken)


def _free(taken: Sequence[tuple[Any, ...]], at: int, span: Span) -> bool:
    """Tell whether a span touches neither of its neighbours, `at` being its place among them."""
    return (at == 0 or taken[at - 1][1] <= span.start) and (
        at == len(taken) or span.end <= taken[at][0]
    )


class _Line(NamedTuple):
    """A line of a text: no date goes on in the next."""

    start: int
    end: int
    words: str
    small: str
    """The words in lower case."""


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for words in text.split("\n"):
        end = start + len(words)
        yield _Line(start, end, words, words.lower())
        start = end + 1


def _matches(
    pattern: re.Pattern[str], text: str, lines: Iterable[_Line]
) -> Iterator[re.Match[str]]:
    for line in lines:
        yield from pattern.finditer(text, line.start, line.end)


def _has_calendar_date(line: _Line) -> bool:
    """Tell, for the price of one look, whether a pattern of CALENDAR can match."""
    if not _DIGIT.search(line.words):
        return False
    return bool(_MONTH_NAME.search(line.words) or _NUMERIC.search(line.words))


def _found(text: str, published: dt.date | None) -> Iterator[tuple[Span, _Resolved]]:
    lines = list(_lines(text))
    calendar = list(filter(_has_calendar_date, lines))
    for pattern in CALENDAR:
        for match in _matches(pattern, text, calendar):
            resolved = _calendar(match, published)
            if resolved:
                yield Span(*match.span()), resolved
    for pattern, rule, cheap in _RULES:
        for match in _matches(pattern, text, filter(cheap, lines)):
            if published is None:
                yield Span(*match.span()), (None, False)
                continue
            resolved = rule(match, published)
            if resolved:
                yield Span(*match.span()), resolved
    for match in _matches(_LONE_YEAR, text, (x for x in lines if _CENTURY.search(x.words))):
        yield Span(*match.span("year")), (match["year"], True)


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _calendar(match: re.Match[str], published: dt.date | None) -> _Resolved | None:
    parts = match.groupdict()
    month = _month(parts["month"]) if parts.get("month") else int(parts["mm"])
    day = parts.get("day") or parts.get("dd")
    year = parts.get("year")
    if day is None:
        return f"{year}-{month:02}", True
    if year is None:
        return _without_year(month, int(day), published)
    exact = _day(int(year), month, int(day))
    swappable = parts.get("sep") == "/" and int(day) <= 12 and int(day) != month  # noqa: PLR2004 - 1/3/2012
    return (exact.isoformat(), not swappable) if exact else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _without_year(month: int, day: int, published: dt.date | None) -> _Resolved | None:
    """Take the year that brings the day nearest to publication; four months off it is a guess."""
    if published is None:
        return (f"--{month:02}-{day:02}", False) if _day(2000, month, day) else None
    years = (published.year - 1, published.year, published.year + 1)
    days = [
        found for year in years if 1 <= year <= dt.MAXYEAR and (found := _day(year, month, day))
    ]
    if not days:
        return None
    nearest = min(days, key=lambda found: abs((found - published).days))
    return nearest.isoformat(), abs((nearest - published).days) <= 120  # noqa: PLR2004


def _shift(published: dt.date, days: int) -> dt.date | None:
    ordinal = published.toordinal() + days
    return dt.date.fromordinal(ordinal) if 1 <= ordinal <= dt.date.max.toordinal() else None


def _near(match: re.Match[str], published: dt.date) -> _Resolved | None:
    day = _shift(published, _NIGHTS.get(match["word"].lower(), 0))
    return (day.isoformat(), True) if day else None


def _weekday(match: re.Match[str], published: dt.date) -> _Resolved | None:
    """Resolve a weekday: the last one up to publication, the next one where the words say so."""
    behind = (published.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    ahead = (7 - behind) % 7
    which = (match["which"] or "").lower()
    before = re.split(r"[.;!?]\s", match.string[max(0, match.start() - _CLAUSE) : match.start()])[
        -1
    ]
    after = re.split(r"[.;!?]\s", match.string[match.end() : match.end() + _CLAUSE])[0]
    if which in {"last", "this past"}:
        days, certain = -(behind or 7), behind > 0
    elif which in {"next", "this coming", "the following"}:
        days, certain = ahead or 7, False
    elif behind == 0:
        days, certain = 0, True
    elif _FUTURE.search(before) or re.match(r"\s*(?:will|would|is to|are to)\b", after):
        days, certain = ahead, False
    else:
        days = -behind
        certain = not _INFINITIVE.search(before) and bool(
            _PAST.search(before) or _PAST.search(after)
        )
    day = _shift(published, days)
    return (day.isoformat(), certain) if day else None


def _period(match: re.Match[str], published: dt.date) -> _Resolved | None:
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return _coarse(published, match["unit"].lower(), step, certain=True)


def _ago(match: re.Match[str], published: dt.date) -> _Resolved | None:
    count = match["count"].lower()
    number = int(count) if count.isdigit() else 1
    if count in _NUMBERS:
        number = _NUMBERS.index(count) + 1
    certain = match["way"].lower() == "ago"
    if match["unit"].lower() == "day":
        day = _shift(published, -number)
        return (day.isoformat(), certain) if day else None
    return _coarse(published, match["unit"].lower(), -number, certain=False)


def _coarse(published: dt.date, unit: str, step: int, *, certain: bool) -> _Resolved | None:
    """Name the week, month or year that lies so many of them from publication."""
    if unit == "week":
        day = _shift(published, 7 * step)
        if day is None:
            return None
        return f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}", certain
    months = published.year * 12 + published.month - 1 + step * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= dt.MAXYEAR:
        return None
    return (f"{year:04}" if unit == "year" else f"{year:04}-{month + 1:02}"), certain


def _lone_month(match: re.Match[str], published: dt.date) -> _Resolved | None:
    month = _month(match["month"])
    which = (match["which"] or "").lower()
    year = published.year
    if which == "next":
        year += month <= published.month
    elif month > published.month or (which == "last" and month == published.month):
        year -= 1
    return f"{year:04}-{month:02}", False


def _with_any(*words: str) -> Callable[[_Line], bool]:
    def cheap(line: _Line) -> bool:
        return any(word in line.small for word in words)

    return cheap


_RULES: tuple[
    tuple[
        re.Pattern[str],
        Callable[[re.Match[str], dt.date], _Resolved | None],
        Callable[[_Line], bool],
    ],
    ...,
] = (
    (_AGO, _ago, _with_any(" ago", " earlier")),
    (_PERIOD, _period, _with_any(" week", " month", " year")),
    (_NEAR, _near, _with_any("day", "night", "morrow", "this ")),
    (_LONE_MONTH, _lone_month, lambda line: bool(_MONTH_NAME.search(line.words))),
    (_WEEKDAY, _weekday, _with_any("day")),
)
"""Dates that publication resolves, the fuller forms first; and what a line must hold for one."""
