"""The command `overview`: where the whole store stands, as the overview screen shows it."""

from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model import Json, Overview, Tally

PERIODS = 12
"""At most so many days, weeks or months in the table; JSON gives every day."""
ROWS = 10
"""At most so many speakers or publishers in a table; JSON gives more."""
COUNTS = ("claims", "verified", "disputed", "unconfirmed", "disagreement", "unreviewed")


@click.command()
@AS_JSON
@click.pass_obj
def overview(session: Session, /, *, as_json: bool) -> None:
    """Print where all articles stand, what is open, and verdicts by day, speaker and publisher."""
    from workbench.cli import printing
    from workbench.cli.looking import NO_ARTICLES

    found = session.store.overview(seen_by=session.settings.seen_by)
    if as_json:
        printing.print_json(_to_json(found))
    elif found.articles:
        _print(found)
    else:
        printing.print_line(NO_ARTICLES)


def _to_json(found: "Overview") -> "dict[str, Json]":
    return {
        "totals": {
            "articles": len(found.articles),
            "open_articles": found.open_articles,
            **_counts(found.tally),
        },
        "articles": [
            {
                "id": summary.article.id,
                "title": summary.article.title,
                "publisher": summary.article.publisher,
                **_counts(summary.tally),
            }
            for summary in found.articles
        ],
        "speakers": [{"speaker": one.speaker, **_counts(one.tally)} for one in found.speakers],
        "publishers": [{"publisher": name, **_counts(tally)} for name, tally in found.publishers],
        "days": [
            {
                "day": one.day.isoformat(),
                "decisions": one.tally.total,
                "verified": one.tally.verified,
                "disputed": one.tally.disputed,
                "unconfirmed": one.tally.unconfirmed,
            }
            for one in found.days
        ],
    }


def _counts(tally: "Tally") -> "dict[str, Json]":
    return {
        "claims": tally.total,
        "verified": tally.verified,
        "disputed": tally.disputed,
        "unconfirmed": tally.unconfirmed,
        "disagreement": tally.disagreement,
        "unreviewed": tally.unreviewed,
    }


def _print(found: "Overview") -> None:
    from workbench.cli import printing
    from workbench.review.periods import periods

    articles: list[dict[str, Json]] = [
        {"id": one.article.id, "title": one.article.title, **_counts(one.tally)}
        for one in found.articles
    ]
    printing.print_objects(("id", "title", *COUNTS), articles)
    number = printing.counted(len(found.articles), "article")
    open_ = f"{found.open_articles:,} with open claims"
    printing.print_line(f"{number}, {open_}; {printing.tally_words(found.tally)}")
    _print_tallies(
        "speaker", [(one.speaker or "(the article itself)", one.tally) for one in found.speakers]
    )
    _print_tallies(
        "publisher", [(name or "(not named)", tally) for name, tally in found.publishers]
    )
    over_time = periods(found.days, limit=PERIODS)
    if over_time.rows:
        printing.print_line("")
        printing.print_table(
            (f"{over_time.unit.value} (UTC)", "decisions", *COUNTS[1:4]),
            (
                (name, *(str(_counts(tally)[count]) for count in COUNTS[:4]))
                for name, tally in over_time.rows
            ),
        )


def _print_tallies(heading: str, rows: "Sequence[tuple[str, Tally]]") -> None:
    from workbench.cli import printing

    printing.print_line("")
    printing.print_table(
        (heading, *COUNTS),
        ((name, *(str(count) for count in _counts(tally).values())) for name, tally in rows[:ROWS]),
    )
    if len(rows) > ROWS:
        printing.print_line(f"The first {ROWS} of {len(rows)}; --json prints more.")
