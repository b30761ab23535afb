"""Commands about past claims that come in: `import`, `reindex`, `verdicts`, `past`."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import CLEAR_LINE, Session, finish, say, show_progress
from workbench.errors import ImportRefusedError, WorkbenchError
from workbench.model import Json, PastClaim
from workbench.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Generator

    from workbench.pipeline import Imported, Importing, Restored
    from workbench.reading import BadRow, VerdictTable

STANDARD_INPUT = "-"
MOST_RATINGS = 10_000
"""Different ratings without a verdict that are counted: some publishers write sentences."""
NAMED = 12
"""How many of them the summary names."""


@dataclass(slots=True)
class Taken:
    """What one file came to, as it is found out."""

    name: str
    rows: int = 0
    """Good ones."""
    bad: list["BadRow"] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    imported: "Imported | None" = None
    restored: "Restored | None" = None
    """Of a report of this program."""
    fault: WorkbenchError | None = None

    def seen(self, rows: "Iterator[PastClaim | BadRow]") -> Iterator[PastClaim]:
        """Pass the good rows on; list the others on standard error."""
        for row in rows:
            if not isinstance(row, PastClaim):
                self.bad.append(row)
                _talk(f"{self.name}, {_place(row)}: {row.reason}")
                continue
            self.rows += 1
            if row.rating and row.verdict is None:
                rating = row.rating if len(self.unmapped) < MOST_RATINGS else "other words"
                self.unmapped[rating] += 1
            yield row


@click.command("import")
@click.argument("sources", metavar="FILE…", nargs=-1, required=True)
@click.option("--publisher", metavar="NAME", help="Who published the claims that name nobody.")
@AS_JSON
@click.pass_obj
def import_(
    session: Session,
    /,
    *,
    sources: tuple[str, ...],
    publisher: str | None,
    as_json: bool,
) -> int:
    """Take in past claims that were checked before, from lists or from another store.

    A FILE is a table (CSV, TSV), JSON lines, ClaimReviews (JSON-LD, a DataFeed, a saved web page)
    or another workbench store; what it is shows in its content. - reads standard input. A table
    needs a column claim, and has as far as known id, verdict, rating, date, publisher, address,
    title, speaker and reason.

    A FILE that workbench report --whole wrote, in JSON or CSV, brings back all of its store:
    articles, claims, verdicts, evidence, history. An empty store becomes what that one was; any
    other gets what it lacks. One that was altered is refused, and nothing is written.

    Rows that cannot be read are listed; the others go in. A second import adds nothing twice; a
    row that was corrected since becomes the newer version of its past claim. An import that was
    cut off goes on where it stopped when it is started again.

    Ends with 1 where a file could not be read or none of its rows could, though others went in.
    """
    from workbench.reading import verdict_table

    if sources.count(STANDARD_INPUT) > 1:
        message = "Standard input can be read once."
        raise click.UsageError(message)
    table = verdict_table(session.settings.verdicts)
    session.check_matching()
    before: frozenset[str] = frozenset()
    with suppress(WorkbenchError):  # which each source is told of
        before = session.store.known().articles
    taken = [_take_in(session, source, table=table, publisher=publisher) for source in sources]
    if as_json:
        from workbench.cli import printing

        printing.print_json(_as_json(taken))
    else:
        _print(taken)
    if any(one.imported or one.restored for one in taken):
        session.find_ahead(session.store.known().articles - before)
    none_good = WorkbenchError.exit_code if any(one.bad and not one.rows for one in taken) else 0
    return max(one.fault.exit_code if one.fault else none_good for one in taken)


def _take_in(
    session: Session, source: str, *, table: "VerdictTable", publisher: str | None
) -> Taken:
    """Take one file in; what is wrong with it does not keep the others out."""
    from workbench import pipeline
    from workbench.cli.restoring import restored
    from workbench.reading.exports import is_export
    from workbench.store.other import is_database, past_claims_of

    name = "standard input" if source == STANDARD_INPUT else source
    taken = Taken(name)
    try:
        with _opened(source, name) as stream:
            rows: Iterator[PastClaim | BadRow]
            if source != STANDARD_INPUT and is_database(_head(stream)):
                _refuse_itself(session, Path(source))
                rows = past_claims_of(Path(source))
            elif is_export(stream):
                taken.restored = restored(session, stream, name)
                return taken
            else:
                from workbench.reading import read_past_claims

                rows = read_past_claims(stream, name=name, verdicts=table, publisher=publisher)
            taken.imported = _finish(
                pipeline.import_past_claims(
                    taken.seen(rows),
                    store=session.store,
                    load_encoder=session.load_encoder,
                    context=session.context(),
                    model=session.model,
                    source=one_line(name),
                ),
                name,
                stream,
            )
    except WorkbenchError as error:
        taken.fault = error
        say(error.message)
        if error.hint:
            say(error.hint)
        return taken
    for refused in taken.imported.refused:
        say(f"{name}, id {refused.id}: {refused.reason}")
    return taken


def _opened(source: str, name: str) -> BinaryIO:
    """Open a file, or a copy of what can be read only once: a pipe."""
    from workbench.reading import opened_list
    from workbench.reading.exports import replayable

    given = sys.stdin.buffer if source == STANDARD_INPUT else opened_list(Path(source))
    return replayable(given, name=name)


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(16)
    stream.seek(0)
    return head


def _refuse_itself(session: Session, path: Path) -> None:
    store = session.settings.store
    if store.exists() and path.samefile(store):
        message = f"{path} is the store that the past claims would go into."
        raise ImportRefusedError(message, "Its claims are found in it already.")


def _finish(
    work: "Generator[Importing, None, Imported]", name: str, stream: BinaryIO
) -> "Imported":
    """Run an import to its end, showing on a terminal how far it has come."""
    shown = sys.stderr.isatty()
    started = time.monotonic()
    kept = 0
    try:
        while True:
            step = next(work)
            kept = step.kept
            if shown:
                line = progress_line(step, seconds=time.monotonic() - started, share=_share(stream))
                show_progress(f"{one_line(Path(name).name)}: {line}")
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # StopIteration.value is untyped
    except KeyboardInterrupt:
        _talk(f"{name}: {kept:,} past claims are kept; the same import again goes on from there.")
        raise
    finally:
        if shown:
            sys.stderr.write(CLEAR_LINE)


def progress_line(step: "Importing", *, seconds: float, share: float | None) -> str:
    """Return how far an import has come, `share` of its file being read."""
    line = f"{step.stage}; {step.read:,} rows read, {step.encoded:,} encoded, {step.kept:,} kept"
    if not step.settled or seconds < 1:
        return line
    rate = step.settled / seconds
    line = f"{line}; {rate:,.0f} a second"
    if not share:
        return line
    left = max(0, round((step.read / share - step.settled) / rate))
    return f"{line}, {left // 60} min {left % 60:02} s left"


def _share(stream: BinaryIO) -> float | None:
    """Return how much of a file is read; None for what has no size, or holds another store."""
    if stream.closed:
        return 1.0
    if not stream.seekable():
        return None
    size = os.fstat(stream.fileno()).st_size
    return min(1.0, stream.tell() / size) if size else None


def _talk(sentence: str) -> None:
    """Say something in between, over the line that shows how far the work has come."""
    if sys.stderr.isatty():
        sys.stderr.write(CLEAR_LINE)
    say(sentence)


def _place(row: "BadRow") -> str:
    return f"line {row.line}" if row.record is None else f"record {row.record} (line {row.line})"


def _print(taken: list[Taken]) -> None:
    from workbench.cli import printing
    from workbench.cli.restoring import print_restored

    for one in taken:
        if one.restored is not None:
            print_restored(one.restored, one.name)
        if one.imported is None:
            continue
        done, bad = one.imported, len(one.bad) + len(one.imported.refused)
        printing.print_line(
            f"{one.name}: {printing.counted(done.new, 'past claim')} new, "
            f"{done.corrected:,} corrected, {done.unchanged:,} unchanged, "
            f"{printing.counted(bad, 'bad row')}."
        )
    unmapped = sum((one.unmapped for one in taken), Counter[str]())
    if unmapped:
        named = ", ".join(f"“{word[:60]}” {n:,}" for word, n in unmapped.most_common(NAMED))
        more = f", and {len(unmapped) - NAMED:,} more" if len(unmapped) > NAMED else ""
        printing.print_line(
            f"{printing.counted(unmapped.total(), 'row')} with a rating that stands for no verdict "
            f"of ours: {named}{more}. workbench verdicts prints the table in force."
        )


def _as_json(taken: list[Taken]) -> dict[str, Json]:
    from workbench.cli.restoring import restored_to_json

    done = [one.imported for one in taken if one.imported]
    unmapped = sum((one.unmapped for one in taken), Counter[str]())
    return {
        "new": sum(each.new for each in done),
        "corrected": sum(each.corrected for each in done),
        "unchanged": sum(each.unchanged for each in done),
        "bad": sum(len(one.bad) for one in taken) + sum(len(each.refused) for each in done),
        "bad_rows": [row for one in taken for row in _bad_rows(one)],
        "unmapped": [
            {"rating": rating, "count": count} for rating, count in unmapped.most_common()
        ],
        "restored": [
            {"file": one.name, **restored_to_json(one.restored)} for one in taken if one.restored
        ],
        "refused": [{"file": one.name, "reason": one.fault.message} for one in taken if one.fault],
    }


def _bad_rows(one: Taken) -> Iterator[Json]:
    for row in one.bad:
        yield {
            "file": one.name,
            "line": row.line,
            "record": row.record,
            "id": None,
            "reason": row.reason,
        }
    for refused in one.imported.refused if one.imported else ():
        yield {
            "file": one.name,
            "line": None,
            "record": None,
            "id": refused.id,
            "reason": refused.reason,
        }


@click.command()
@AS_JSON
@click.pass_obj
def verdicts(session: Session, /, *, as_json: bool) -> None:
    """Print what the ratings of other publishers come to, and where each line is from.

    A table [verdicts] in workbench.toml adds lines and changes them: "Mostly false" = "disputed",
    or = "" for no verdict. Import a list again, and the past claims that it changes are corrected.
    """
    from workbench.cli import printing
    from workbench.reading import verdict_table

    rows: list[dict[str, Json]] = [
        {
            "rating": row.rating,
            "verdict": row.verdict.value if row.verdict else None,
            "from": row.source,
        }
        for row in verdict_table(session.settings.verdicts).rows
    ]
    if as_json:
        printing.print_json(list(rows))
    else:
        printing.print_objects(("rating", "verdict", "from"), rows)


@click.command()
@AS_JSON
@click.pass_obj
def reindex(session: Session, /, *, as_json: bool) -> None:
    """Encode the claims and past claims that the sentence model has not encoded yet.

    After another model was named in workbench.toml: until then, its searches find by words alone.
    Where none is named, a store that was encoded in full precision goes on so until it is encoded
    in eight bits here. What was cut off goes on where it stopped.

    Then past claims are found for all claims of which none are kept, so that no report has to.
    """
    from workbench import pipeline
    from workbench.cli import printing
    from workbench.matching.encoder import model_tag

    session.check_matching()
    model = model_tag(session.settings.model)
    encoded = finish(
        pipeline.reindex(
            store=session.store,
            load_encoder=lambda: session.load_encoder(model),
            context=session.context(),
            model=model,
        )
    )
    if as_json:
        printing.print_json({"model": model, "encoded": encoded})
    else:
        printing.print_line(f"{printing.counted(encoded, 'text')} encoded with {model}.")
    session.find_ahead(session.store.known().articles)


@click.command()
@click.argument("past_claim", metavar="ID")
@AS_JSON
@click.pass_obj
def past(session: Session, /, *, past_claim: str, as_json: bool) -> None:
    """Print an imported past claim with its earlier versions, the newest first.

    ID is its id, or the first letters of it that no other has.
    """
    from workbench import interchange
    from workbench.cli import printing

    versions = session.store.past_claim_versions(past_claim)
    objects = [interchange.past_version_to_json(version) for version in versions]
    if as_json:
        printing.print_json(list(objects))
        return
    newest = versions[0].past
    printing.print_line(newest.text)
    for label, value in (
        ("id", newest.id),
        ("title", newest.title),
        ("speaker", newest.speaker),
        ("manner", newest.manner),
        ("publisher", newest.publisher),
        ("address", newest.address),
        ("from another store", newest.origin),
    ):
        if value:
            printing.print_line(f"{label}: {value}")
    columns = ("imported", "verdict", "rating", "date", "reason", "analyst", "claim")
    printing.print_objects(columns, objects)
