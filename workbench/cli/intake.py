"""Commands that take articles in: `add`, `claims`."""

import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import CLEAR_LINE, Session, say, show_progress

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from workbench.model import Document, Json
    from workbench.pipeline import Added, AddedAll, Adding, Intake, NotAdded
    from workbench.pipeline.sources import Found

SHOWN_SINGLY = 20
"""New articles that get a line of their own; of more, only their number is printed."""
KINDS = 6
"""Kinds of files in a folder that are named."""


def _language_code(
    context: click.Context, parameter: click.Parameter, code: str | None
) -> str | None:
    """Return a language code that was typed as BCP 47 spells it."""
    del context, parameter
    if code is None:
        return None
    from workbench.pipeline import language_code

    return language_code(code)


with_title = click.option("--title", metavar="TEXT", help="Its title.")
with_published = click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="When it was published.",
)
with_language = click.option(
    "--language",
    metavar="CODE",
    callback=_language_code,
    help="What it is written in: en, de, pt-BR.",
)


@click.command()
@click.argument("sources", metavar="SOURCE…", nargs=-1)
@click.option(
    "--from",
    "lists",
    metavar="LIST",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A file that names a source on each line; may be repeated.",
)
@with_title
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--url", metavar="ADDRESS", help="Where it was published.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@with_published
@with_language
@click.option("--keep", is_flag=True, help="Keep the originals beside the store.")
@AS_JSON
@click.pass_obj
def add(
    session: Session,
    /,
    *,
    sources: tuple[str, ...],
    lists: tuple[Path, ...],
    as_json: bool,
    keep: bool,
    **known: str | datetime | None,
) -> int:
    """Take articles in: read them, split them into claims and keep these in the store.

    A SOURCE is a file, a folder with all that is in it, a pattern in quotation marks ("*.html"), an
    http or https address, or - for standard input. Text, Markdown, web pages (HTML, MHTML), PDF,
    DOCX, ODT, EPUB, e-mail and feeds are told by their content. Title, author, address, publisher
    and date are those that the source states, unless they are given. The language is told from the
    text, unless it is given: English is split into its clauses, any other by its sentences.

    An address is fetched because it is typed, and never with --offline, WORKBENCH_OFFLINE or
    offline = true in workbench.toml. Only public addresses are; proxies are not used.

    The same text twice is one article; one that nearly repeats another is said to be its copy or
    version. What was interrupted goes on where it stopped when it is started again.

    Ends with 1 where a source could not be added, though others were.
    """
    from workbench import pipeline
    from workbench.reading.source import MAX_SOURCE_BYTES, bytes_of_stream

    if not sources and not lists:
        message = "Name a source, or a list of sources with --from."
        raise click.UsageError(message)
    found = pipeline.find_sources(
        sources,
        lists=lists,
        standard_input=lambda: bytes_of_stream(
            sys.stdin.buffer, name="Standard input", limit=MAX_SOURCE_BYTES
        ),
        store=session.settings.store,
    )
    if len(found.sources) > 1 and (known["title"] or known["url"]):
        message = "--title and --url are those of one source, and there are several."
        raise click.UsageError(message)
    _say_folders(found)
    session.check_matching()
    done = _finish(pipeline.add_sources(found.sources, _intake(session, known, keep=keep)))
    failed = (*found.failed, *done.failed)
    if as_json:
        from workbench.cli import printing

        printing.print_json(_as_json(session, done, failed))
    else:
        _print(session, done)
    for one in failed:
        say(one.reason)
        if one.hint:
            say(one.hint)
    if failed and len(failed) + len(done.added) + done.passed_over > 1:
        say(f"{len(failed)} could not be added; the others are in the store.")
    if came := [one.article.id for one in done.added if one.new or one.restored]:
        session.find_ahead(came)
    return max((one.exit_code for one in failed), default=0)


def _intake(session: Session, known: "dict[str, str | datetime | None]", *, keep: bool) -> "Intake":
    """Return what articles are taken in with, what the analyst knows of them included."""
    from workbench.pipeline import Corrections, Intake
    from workbench.store.kept_files import KeptFiles

    published = known["published"]
    texts = {name: value for name, value in known.items() if isinstance(value, str)}
    kept = KeptFiles(session.settings.store)
    return Intake(
        session.store,
        session.load_encoder,
        session.context(),
        session.model,
        Corrections(
            title=texts.get("title"),
            author=texts.get("author"),
            publisher=texts.get("publisher"),
            published=published.date() if isinstance(published, datetime) else None,
            address=texts.get("url"),
            language=texts.get("language"),
        ),
        fetch=session.fetch,
        keep=(lambda data, name: kept.keep_bytes(data, name=name)) if keep else None,
    )


def _say_folders(found: "Found") -> None:
    """Say how many of what each folder holds."""
    from workbench.cli.printing import counted

    for folder in found.folders:
        kinds = list(folder.kinds.items())
        named = ", ".join(f"{number:,} {kind}" for kind, number in kinds[:KINDS])
        more = f" and {len(kinds) - KINDS} other kinds" if len(kinds) > KINDS else ""
        passed = folder.passed_over
        hidden = f"; {passed:,} passed over, hidden or no file" if passed else ""
        total = counted(sum(folder.kinds.values()), "file")
        say(f"{folder.name}: {total} ({named}{more}){hidden}.")


def _finish(work: "Generator[Adding, None, AddedAll]") -> "AddedAll":
    """Run an intake to its end, showing on a terminal how far it has come."""
    shown = sys.stderr.isatty()
    started = time.monotonic()
    step = None
    try:
        while True:
            step = next(work)
            if shown:
                line = progress_line(step, seconds=time.monotonic() - started)
                show_progress(line)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped
    except KeyboardInterrupt:
        work.close()
        kept = step.articles if step else 0
        if shown:
            sys.stderr.write(CLEAR_LINE)
        say(f"{kept:,} new articles are kept; the same command again goes on from there.")
        raise
    finally:
        if shown:
            sys.stderr.write(CLEAR_LINE)


def progress_line(step: "Adding", *, seconds: float) -> str:
    """Return how far an intake has come."""
    line = f"{step.stage}; {step.settled:,} of {step.total:,}, {step.claims:,} claims"
    if step.failed:
        line = f"{line}, {step.failed:,} failed"
    if not step.settled or seconds < 1 or step.total == 1:
        return f"{line} …"
    rate = step.settled / seconds
    left = max(0, round((step.total - step.settled) / rate))
    return f"{line}; {rate:,.1f} a second, {left // 60} min {left % 60:02} s left"


def _print(session: Session, done: "AddedAll") -> None:
    from workbench.cli.printing import counted, print_line

    for name, note in done.notes:
        say(f"{name}: {note}")
    if len(done.added) <= SHOWN_SINGLY:
        for one in done.added:
            _print_article(session, one)
    new = [one for one in done.added if one.new]
    if len(done.added) + done.passed_over > 1:
        claims = counted(sum(one.claims for one in new), "claim")
        known = len(done.added) - len(new) + done.passed_over
        repeats = sum(bool(one.relations) for one in new)
        line = f"{counted(len(new), 'new article')} with {claims}, {known:,} known already."
        print_line(f"{line} {repeats:,} repeat another." if repeats else line)


def _print_article(session: Session, one: "Added") -> None:
    from workbench.cli.printing import SHORT_ID, counted, print_line
    from workbench.model import ENGLISH, name_of, primary
    from workbench.review.words import known_in_words

    known = "Added" if one.new else "Already in the store, and left as it was:"
    known = "Back in the store, as it was:" if one.restored else known
    print_line(
        f"{known} “{one.article.title}” ({one.article.id[:SHORT_ID]}): "
        f"{counted(one.claims, 'claim')}, {counted(one.left_out, 'statement')} left out."
    )
    language = one.article.language or ENGLISH
    foreign = primary(language) != ENGLISH
    told = replace(one.article, language=None) if foreign else one.article
    if one.new and (known_of_it := known_in_words(told)):
        print_line(f"{known_of_it} (workbench rename corrects it).")
    if one.new and foreign:
        print_line(f"It is in {name_of(language)}, and was split by its sentences.")
    if one.relations:
        nearest = one.relations[0]
        other = session.store.article(nearest.other_id)
        more = f", and repeats {len(one.relations) - 1:,} more" if len(one.relations) > 1 else ""
        before = _decided_before(session, one)
        decided = f" Decided there: {counted(len(before), 'claim')} of it." if before else ""
        print_line(
            f"It is a {nearest.kind} of “{other.title}” ({other.id[:SHORT_ID]}){more}.{decided} "
            f"See: workbench changes {other.id[:SHORT_ID]} {one.article.id[:SHORT_ID]}"
        )


def _decided_before(session: Session, one: "Added") -> "dict[str, Json]":
    """Return what was decided of the same claims in the articles that this one repeats."""
    from workbench.cli.articles import earlier_to_json
    from workbench.pipeline import decided_before

    found = decided_before(
        one.article.id,
        store=session.store,
        related=one.relations,
        model=session.model,
        seen_by=session.settings.seen_by,
    )
    return {claim_id: [*map(earlier_to_json, claims)] for claim_id, claims in found.items()}


def _as_json(session: Session, done: "AddedAll", failed: "Sequence[NotAdded]") -> "dict[str, Json]":
    new = [one for one in done.added if one.new]
    return {
        "new": len(new),
        "claims": sum(one.claims for one in new),
        "passed_over": done.passed_over,
        "articles": [
            {
                "article": one.article.id,
                "title": one.article.title,
                "source": one.source,
                "language": one.article.language,
                "author": one.article.author,
                "publisher": one.article.publisher,
                "published": one.article.published.isoformat() if one.article.published else None,
                "url": one.article.url,
                "new": one.new,
                "restored": one.restored,
                "claims": one.claims,
                "left_out": one.left_out,
                "repeats": [
                    {
                        "article": relation.other_id,
                        "relation": relation.kind.value,
                        "resemblance": round(relation.measured.resemblance, 3),
                        "containment": round(relation.measured.containment, 3),
                    }
                    for relation in one.relations
                ],
                "decided_before": _decided_before(session, one) if one.relations else {},
            }
            for one in done.added
        ],
        "failed": [
            {"source": one.source, "reason": one.reason, "hint": one.hint} for one in failed
        ],
        "notes": [{"source": name, "note": note} for name, note in done.notes],
    }


@click.command()
@click.argument("source", metavar="SOURCE")
@with_title
@with_published
@with_language
@click.option("--left-out", is_flag=True, help="Print what did not become a claim, and why.")
@click.option("--coverage", is_flag=True, help="Print what is in no claim and not left out either.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def claims(
    session: Session,
    /,
    source: str,
    *,
    title: str | None,
    published: datetime | None,
    language: str | None,
    left_out: bool,
    coverage: bool,
    jsonl: bool,
) -> None:
    """Split an article into claims and print them; nothing is stored.

    A SOURCE is a file, an address or - for standard input, as for workbench add.
    """
    from workbench import interchange
    from workbench.cli import printing
    from workbench.splitting import split

    objects: list[dict[str, Json]] = []
    claimed = excluded = 0
    for document in _read(session, source, title=title, published=published):
        article = replace(document.article, language=language)
        splitting = split(article).without(document.left_out)
        claimed += len(splitting.claims)
        excluded += len(splitting.left_out) + len(document.taken_out)
        if coverage:
            from workbench.splitting.coverage import unaccounted

            objects += (
                {"span": interchange.span_to_json(span), "quote": article.quote([span])}
                for span in unaccounted(article, splitting)
            )
        elif left_out:
            objects += (interchange.left_out_to_json(one, article) for one in splitting.left_out)
            objects += map(interchange.taken_out_to_json, document.taken_out)
        else:
            objects += (interchange.claim_to_json(one, article) for one in splitting.claims)
    if jsonl:
        printing.print_json_lines(objects)
        return
    columns: tuple[str, ...] = ("id", "text", "speaker", "manner")
    if left_out or coverage:
        columns = ("span", "quote") if coverage else ("reason", "quote")
    printing.print_objects(columns, objects)
    printing.print_line(
        f"{printing.counted(claimed, 'claim')}, {printing.counted(excluded, 'statement')} left out."
    )


def _read(
    session: Session, source: str, *, title: str | None, published: datetime | None
) -> "list[Document]":
    """Return the articles of one source, with what the analyst knows of them."""
    from workbench.pipeline.sources import ADDRESS, STANDARD_INPUT
    from workbench.reading import corrected, read
    from workbench.reading.source import MAX_SOURCE_BYTES, bytes_of_path, bytes_of_stream, shown

    address = None
    if source == STANDARD_INPUT:
        name = "Standard input"
        data = bytes_of_stream(sys.stdin.buffer, name=name, limit=MAX_SOURCE_BYTES)
    elif ADDRESS.match(source):
        answer = session.fetch(source)
        name, data, address = source, answer.data, answer.address
    else:
        name = shown(Path(source))
        data = bytes_of_path(Path(source), limit=MAX_SOURCE_BYTES)
    documents = read(data, name=name, address=address).documents
    day = published.date() if published else None
    return [
        corrected(one, title=title if len(documents) == 1 else None, published=day)
        for one in documents
    ]
