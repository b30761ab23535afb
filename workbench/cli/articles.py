"""Commands about articles as a whole: `articles`, `changes`, `rename`, `remove`, `undo`."""

from typing import TYPE_CHECKING

import click

from workbench.cli.intake import with_language, with_published
from workbench.cli.looking import NO_ARTICLES
from workbench.cli.options import AS_JSON
from workbench.cli.session import Session
from workbench.model import ClaimChange, ReviewedClaim

if TYPE_CHECKING:
    from datetime import datetime

    from workbench.model import ArticleSummary, Json


SPLIT_ANEW = (
    "What you re-cut is read in the language of now. To have it all split anew, add it to another "
    "store: workbench --store OTHER add --language CODE SOURCE"
)


@click.command()
@AS_JSON
@click.pass_obj
def articles(session: Session, /, *, as_json: bool) -> None:
    """List the articles in the store, the newest first, with how far their review has come."""
    from workbench.cli import printing

    summaries = session.store.articles(seen_by=session.settings.seen_by)
    if as_json:
        printing.print_json([_summary_to_json(session, one) for one in summaries])
        return
    if not summaries:
        printing.print_line(NO_ARTICLES)
        return
    columns = (
        *("id", "title", "publisher", "published", "claims"),
        *("verified", "disputed", "unconfirmed", "disagreement", "unreviewed"),
    )
    printing.print_objects(columns, [_row(one) for one in summaries])
    titles = {one.article.id: one.article.title for one in summaries}
    for one in summaries:
        for relation in one.relations[:1]:
            printing.print_line(
                f"{one.article.id[: printing.SHORT_ID]} is a {relation.kind} of "
                f"{relation.other_id[: printing.SHORT_ID]}, “{titles[relation.other_id]}”."
            )


def _row(summary: "ArticleSummary") -> "dict[str, Json]":
    tally, published = summary.tally, summary.article.published
    return {
        "id": summary.article.id,
        "title": summary.article.title,
        "publisher": summary.article.publisher,
        "published": published.isoformat() if published else None,
        "claims": tally.total,
        "verified": tally.verified,
        "disputed": tally.disputed,
        "unconfirmed": tally.unconfirmed,
        "disagreement": tally.disagreement,
        "unreviewed": tally.unreviewed,
    }


def _summary_to_json(session: Session, summary: "ArticleSummary") -> "dict[str, Json]":
    from workbench.pipeline import decided_before

    arrival = summary.arrival
    decided = (
        decided_before(
            summary.article.id,
            store=session.store,
            related=summary.relations,
            model=session.model,
            seen_by=session.settings.seen_by,
        )
        if summary.relations
        else {}
    )
    return {
        **_row(summary),
        "url": summary.article.url,
        "added": summary.added_at.isoformat(),
        "author": summary.article.author,
        "language": summary.article.language,
        "original": {
            "source": arrival.source,
            "sha256": arrival.sha256,
            "media_type": arrival.media_type,
            "size": arrival.size,
            "read": arrival.read_at.isoformat(),
            "kept": arrival.kept,
        }
        if arrival
        else None,
        "repeats": [
            {
                "article": relation.other_id,
                "relation": relation.kind.value,
                "resemblance": relation.measured.resemblance,
                "containment": relation.measured.containment,
            }
            for relation in summary.relations
        ],
        "decided_before": {id_: [*map(earlier_to_json, one)] for id_, one in decided.items()},
    }


def earlier_to_json(reviewed: ReviewedClaim) -> "Json":
    """Return a decided claim of an earlier article, as it is shown beside the same claim."""
    decision = reviewed.decision
    return {
        "claim": reviewed.claim.id,
        "article": reviewed.claim.article_id,
        "verdict": decision.verdict.value if decision else None,
        "reason": decision.reason if decision else None,
        "analyst": decision.analyst if decision else None,
        "at": decision.at.isoformat() if decision else None,
    }


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--all", "with_same", is_flag=True, help="Print the claims that are the same too.")
@AS_JSON
@click.pass_obj
def changes(session: Session, /, old: str, new: str, *, with_same: bool, as_json: bool) -> None:
    """Say claim by claim what changed from one article to another: added, gone, changed, same.

    OLD and NEW are ids of articles; the first letters of an id do. What was decided of a claim is
    shown, and is not inherited by the other.
    """
    from workbench import pipeline
    from workbench.cli import printing
    from workbench.model import ChangeKind

    seen_by = session.settings.seen_by
    found = pipeline.changes(old, new, store=session.store, model=session.model, seen_by=seen_by)
    if as_json:
        printing.print_json([_change_to_json(one) for one in found])
        return
    shown = [one for one in found if with_same or one.kind is not ChangeKind.SAME]
    printing.print_table(
        ("change", "old status", "new status", "claim", "differs in"),
        (
            (
                f"{one.kind.glyph} {one.kind}",
                printing.status_words(one.old.status) if one.old else "",
                printing.status_words(one.new.status) if one.new else "",
                (one.new or one.old).claim.text,  # type: ignore[union-attr]  # one of them is there
                " · ".join(map(str, one.differences)),
            )
            for one in shown
        ),
    )
    counts = ", ".join(f"{sum(one.kind is kind for one in found):,} {kind}" for kind in ChangeKind)
    printing.print_line(f"{counts}.")


def _change_to_json(change: ClaimChange) -> "Json":
    from workbench import interchange

    return {
        "change": change.kind.value,
        "old": interchange.reviewed_claim_to_json(change.old) if change.old else None,
        "new": interchange.reviewed_claim_to_json(change.new) if change.new else None,
        "differences": interchange.differences_to_json(change.differences),
    }


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.argument("title", metavar="TITLE", required=False)
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@with_published
@click.option("--url", metavar="ADDRESS", help="Where it was published.")
@with_language
@AS_JSON
@click.pass_obj
def rename(
    session: Session,
    /,
    article: str,
    title: str | None,
    *,
    published: "datetime | None",
    as_json: bool,
    **known: str | None,
) -> None:
    """Correct an article's title, author, publisher, date, address or language.

    ARTICLE is its id; the first letters of it do. Its claims stay as they were cut, also where
    another language is split otherwise. workbench undo takes it back.
    """
    from workbench import interchange, pipeline
    from workbench.cli import printing

    day = published.date().isoformat() if published else None
    told = {"title": title, "published": day, **known}
    given = {name: words for name, words in told.items() if words is not None}
    if not given:
        message = (
            "Say what is to be corrected: a TITLE, --author, --publisher, --published, --url or "
            "--language."
        )
        raise click.UsageError(message)
    store = session.store
    former = store.article(article)
    entry = pipeline.correct_article(former.id, given, store=store, context=session.context())
    if as_json:
        printing.print_json(interchange.entry_to_json(entry))
        return
    from workbench.review.words import cut_in_words, known_in_words

    now = store.article(former.id)
    if title is not None:
        printing.print_line(f"“{former.title}” is now “{now.title}”.")
    if set(entry.body) - {"article", "title"}:
        printing.print_line(f"“{now.title}”: {known_in_words(now)}.")
    if "language" in entry.body and (then := pipeline.cut_otherwise(now, store=store)):
        printing.print_line(f"{cut_in_words(then)} {SPLIT_ANEW}")


@click.command()
@click.argument("article", metavar="ARTICLE")
@AS_JSON
@click.pass_obj
def remove(session: Session, /, article: str, *, as_json: bool) -> None:
    """Take an article out: its claims are neither listed, found nor counted any more.

    ARTICLE is its id; the first letters of it do. The ledger keeps everything: workbench undo, or
    adding the article again, brings it back with all that was decided.
    """
    from workbench import interchange, pipeline
    from workbench.cli import printing

    store = session.store
    former = store.article(article)
    entry = pipeline.remove_article(former.id, store=store, context=session.context())
    if as_json:
        printing.print_json(interchange.entry_to_json(entry))
    else:
        printing.print_line(f"“{former.title}” was taken out. workbench undo brings it back.")
