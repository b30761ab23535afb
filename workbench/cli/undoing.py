"""The commands that take back and restore: `undo`, `redo`."""

from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON, by
from workbench.cli.session import Session
from workbench.model import EntryKind

if TYPE_CHECKING:
    from workbench.model import Article, Entry

BY = by("Whose.")


@click.command()
@BY
@AS_JSON
@click.pass_obj
def undo(session: Session, /, *, analyst: str | None, as_json: bool) -> None:
    """Take back the newest thing that you did to a claim or an article, here or on the screen.

    A verdict, a reason, a note, evidence, tags, an answer on a past claim, a re-cut, a correction
    or a removal of an article. Again takes back the one before; workbench redo restores.
    """
    _turn(session, EntryKind.UNDONE, analyst, as_json=as_json)


@click.command()
@BY
@AS_JSON
@click.pass_obj
def redo(session: Session, /, *, analyst: str | None, as_json: bool) -> None:
    """Restore what you took back last, unless you did something else since."""
    _turn(session, EntryKind.REDONE, analyst, as_json=as_json)


def _turn(session: Session, kind: EntryKind, analyst: str | None, *, as_json: bool) -> None:
    from workbench import interchange, pipeline
    from workbench.cli import printing

    act, article, words = pipeline.turn(
        kind, store=session.store, context=session.context(analyst), blind=session.settings.blind
    )
    if as_json:
        printing.print_json(interchange.entry_to_json(act))
    else:
        printing.print_line(words or f"“{article.title}” {_became(act, article, kind)}.")


def _became(act: "Entry", article: "Article", kind: EntryKind) -> str:
    """Return what became of an article: `is back`."""
    from workbench.review.words import known_in_words

    removal, back = act.kind is EntryKind.ARTICLE_REMOVED, kind is EntryKind.UNDONE
    if removal:
        return "is back" if back else "was taken out again"
    if "title" in act.body:
        return f"has its {'former' if back else 'corrected'} title again"
    return "stands as before" if back else f"is corrected again: {known_in_words(article)}"
