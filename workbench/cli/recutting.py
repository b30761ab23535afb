"""The command that re-cuts claims: `recut`."""

from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON, by
from workbench.cli.session import Session, say
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.model import Article, Claim
    from workbench.review.recutting import Cut
    from workbench.review.session import Session as Review

HOW = "Say one of --start/--end, --split, --merge, --withdraw, --add, --promote or --left-out."


@click.command()
@click.argument("claim", metavar="CLAIM", required=False)
@click.option("--start", type=click.IntRange(0), metavar="N", help="Where the claim is to start.")
@click.option("--end", type=click.IntRange(0), metavar="N", help="Where the claim is to end.")
@click.option(
    "--split",
    "splits",
    type=click.IntRange(0),
    metavar="AT",
    multiple=True,
    help="Where a further claim begins; may be repeated.",
)
@click.option(
    "--merge", "others", metavar="ID", multiple=True, help="Merge with this claim; may be repeated."
)
@click.option("--withdraw", is_flag=True, help="It is not a claim.")
@click.option("--article", metavar="ID", help="The article, for the three that follow.")
@click.option("--add", metavar="START:END", help="Add the claim under this span.")
@click.option(
    "--promote",
    type=click.IntRange(1),
    metavar="N",
    help="Make the Nth statement of --left-out a claim.",
)
@click.option("--left-out", is_flag=True, help="List what is in no claim, and change nothing.")
@click.option("--reason", metavar="TEXT", help="Why.")
@by("Who re-cuts.")
@AS_JSON
@click.pass_obj
def recut(  # noqa: PLR0913 - an option each
    session: Session,
    /,
    claim: str | None,
    *,
    start: int | None,
    end: int | None,
    splits: tuple[int, ...],
    others: tuple[str, ...],
    withdraw: bool,
    article: str | None,
    add: str | None,
    promote: int | None,
    left_out: bool,
    reason: str | None,
    analyst: str | None,
    as_json: bool,
) -> None:
    """Narrow, widen, split, merge, add, withdraw or promote claims.

    CLAIM is its id, or as many of its first letters as tell it apart. Places count the letters of
    the article's text from 0; whole words are taken. What is made begins unreviewed: verdicts and
    evidence stay with what it was made of.
    """
    edges = start is not None or end is not None
    of_claim = sum((edges, bool(splits), bool(others), withdraw))
    of_article = sum((add is not None, promote is not None, left_out))
    if of_claim + of_article != 1:
        raise click.UsageError(HOW)
    if (claim is None) == bool(of_claim):
        message = "CLAIM is missing." if of_claim else "No CLAIM goes with that; name --article."
        raise click.UsageError(message)
    if bool(of_article) != (article is not None):
        message = "Name the article with --article." if of_article else "--article does not fit."
        raise click.UsageError(message)
    from workbench import pipeline
    from workbench.model import RecutAct
    from workbench.review.recutting import Cut, merging

    store = session.store
    context = session.context(analyst)
    found = store.claim(claim) if claim is not None else None
    kept = store.article(found.article_id if found is not None else article or "")
    review = pipeline.session_of(store, kept, analyst=context.analyst)
    if left_out:
        _print_left_out(review, as_json=as_json)
        return
    if found is None:
        cut = _of_article(review, add=add, promote=promote)
    elif withdraw:
        cut = Cut(RecutAct.WITHDRAWN, (found.id,))
    elif others:
        cut = merging(review, [found.id, *(store.claim(other).id for other in others)])
    else:
        cut = _reshaped(kept, found, start=start, end=end, splits=splits)
    _carry_out(session, review, cut, analyst=analyst, reason=reason, as_json=as_json)


def _carry_out(
    session: Session,
    review: "Review",
    cut: "Cut",
    *,
    analyst: str | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """Make the cut, print it, and encode what was made."""
    from workbench import interchange, pipeline
    from workbench.cli import printing

    context = session.context(analyst)
    entry, made, words = pipeline.recut(
        review, cut, store=session.store, context=context, reason=reason
    )
    if as_json:
        printing.print_json(interchange.entry_to_json(entry))
    else:
        printing.print_line(words.removesuffix(" z takes it back."))
        for claim in made:
            printing.print_line(f"{claim.id[: printing.SHORT_ID]}  {claim.text}")
    try:
        pipeline.encode_made(
            [entry],
            store=session.store,
            load_encoder=session.load_encoder,
            context=context,
            model=session.model,
        )
    except WorkbenchError as error:
        say(f"By words only, until `workbench reindex`: {error}")


def _reshaped(
    article: "Article",
    claim: "Claim",
    *,
    start: int | None,
    end: int | None,
    splits: tuple[int, ...],
) -> "Cut":
    from workbench.review.edges import Edges
    from workbench.review.recutting import reshaped

    edges = Edges(article.text, claim.spans)
    first, last = edges.places[0], edges.places[-1]
    begin, stop = first if start is None else start, last if end is None else end
    if stop > len(article.text):
        message = f"{stop} is outside the article, which ends at {len(article.text)}."
        raise WorkbenchError(message)
    if begin >= stop or not all(first < at < last for at in splits):
        message = f"That leaves no words: the claim stands at {first}–{last}."
        raise WorkbenchError(message)
    pieces = edges.reaching(begin, stop).at(splits).pieces
    return reshaped(claim, pieces)


def _of_article(review: "Review", *, add: str | None, promote: int | None) -> "Cut":
    from workbench.model import RecutAct, Span
    from workbench.review.recutting import Cut

    if promote is not None:
        statements = review.left_out
        if promote > len(statements):
            message = f"{len(statements)} statements are left out; there is no number {promote}."
            raise WorkbenchError(message, "`workbench recut --article ID --left-out` lists them.")
        return Cut(RecutAct.PROMOTED, (), (statements[promote - 1].spans,))
    start, _, end = (add or "").partition(":")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        message = f"“{add}” is no span; write it as 120:184."
        raise click.UsageError(message)
    return Cut(RecutAct.ADDED, (), ((Span(int(start), int(end)),),))


def _print_left_out(review: "Review", *, as_json: bool) -> None:
    from workbench import interchange
    from workbench.cli import printing

    if as_json:
        objects = [interchange.left_out_to_json(item, review.article) for item in review.left_out]
        around = map(interchange.taken_out_to_json, review.furniture)
        printing.print_json([*objects, *around])
        return
    printing.print_table(
        ("number", "reason", "quote"),
        [
            *(
                (str(number), item.reason.value, review.article.quote(item.spans))
                for number, item in enumerate(review.left_out, 1)
            ),
            *(("", piece.words, piece.text) for piece in review.furniture),
        ],
    )
