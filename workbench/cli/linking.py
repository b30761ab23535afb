"""Commands for how claims belong together: `link`, `repeats`, `timeline`."""

from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON, by
from workbench.cli.session import Session
from workbench.model import LinkAnswer

if TYPE_CHECKING:
    from workbench.model import TimelinePoint


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.argument("past", metavar="PAST")
@click.option("--accept", "answer", flag_value="accepted", help="It is about the same matter.")
@click.option("--reject", "answer", flag_value="rejected", help="It is about something else.")
@by("Who answers.")
@AS_JSON
@click.pass_obj
def link(
    session: Session,
    /,
    claim: str,
    past: str,
    *,
    answer: str | None,
    analyst: str | None,
    as_json: bool,
) -> None:
    """Accept or reject a past claim beside a claim; the claim's verdict stays as it is.

    CLAIM is its id, or as many of its first letters as tell it apart; PAST is the past claim's
    whole id, as `workbench search --json` prints it.
    """
    from workbench import interchange, pipeline
    from workbench.cli import printing

    if answer is None:
        message = "Say --accept or --reject."
        raise click.UsageError(message)
    found = session.store.claim(claim)
    entry, match = pipeline.link(
        found,
        past,
        LinkAnswer(answer),
        store=session.store,
        similar=session.linked(),
        context=session.context(analyst),
    )
    if as_json:
        printing.print_json(interchange.entry_to_json(entry))
        return
    printing.print_line(f"{answer.capitalize()}: {match.past.text}")
    if match.past.verdict is not None:
        printing.print_line("Its verdict is not taken over.")


@click.command()
@click.argument("article", metavar="ARTICLE")
@AS_JSON
@click.pass_obj
def repeats(session: Session, /, article: str, *, as_json: bool) -> None:
    """List the claims of an article that repeat or contradict each other, and what differs.

    ARTICLE is its id, or as many of its first letters as tell it apart. No model is loaded.
    """
    from workbench import interchange
    from workbench.cli import printing

    found = session.linked().pairs(session.store.article(article).id)
    if as_json:
        printing.print_json([interchange.pair_to_json(pair) for pair in found])
    elif found:
        printing.print_pairs(found)
    else:
        printing.print_line("No claims of this article repeat or contradict each other.")


@click.command()
@click.argument("claim", metavar="CLAIM")
@AS_JSON
@click.pass_obj
def timeline(session: Session, /, claim: str, *, as_json: bool) -> None:
    """List how a claim's figures were given over time, in all articles and past claims.

    CLAIM is its id, or as many of its first letters as tell it apart. A figure that cannot be
    reconciled with the one before is marked as moved. No model is loaded.
    """
    from workbench import interchange
    from workbench.cli import printing

    linked = session.linked()
    found = linked.timelines(session.store.claim(claim))
    if as_json:
        printing.print_json(
            [interchange.timeline_to_json(one, is_stale=linked.is_stale) for one in found]
        )
        return
    for one in found:
        printing.print_line(one.moves)
        printing.print_table(
            ("date", "figure", "moved", "verdict", "claim", "speaker", "source"),
            (_row(point, stale=linked.is_stale(point.past)) for point in one.points),
        )
    if not found:
        printing.print_line("No other claim gives a figure for the same thing.")


def _row(point: "TimelinePoint", *, stale: bool) -> tuple[str, ...]:
    from workbench.cli import printing

    past = point.past
    return (
        past.date.isoformat() if past.date else "no date",
        point.figure.text,
        "→ moved" if point.moved else "",
        printing.past_verdict(past, stale=stale),
        past.text,
        past.speaker or "",
        printing.source(past),
    )
