"""Commands for what stands beside a verdict: `evidence`, `tag`, `note`, `history`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON, by
from workbench.cli.session import Session
from workbench.errors import WorkbenchError
from workbench.model import (
    Credibility,
    Evidence,
    KeptFile,
    Reliability,
    ReviewedClaim,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model import Claim, GivenEvidence, Json
    from workbench.review.acts import Stamp, Step
    from workbench.review.session import Session as Review

CLAIM = click.argument("claim", metavar="CLAIM")
BY = by("Who does it.")


@click.command()
@CLAIM
@click.option("--add", "added", metavar="SOURCE", help="Put evidence from this source on it.")
@click.option("--correct", "corrected", metavar="ENTRY", help="Correct evidence: what is given.")
@click.option("--remove", "removed", metavar="ENTRY", help="Take evidence off.")
@click.option("--source", metavar="TEXT", help="Who or what it is from, where it is corrected.")
@click.option(
    "--stance",
    type=click.Choice([stance.value for stance in Stance]),
    help="What it does for the claim; --add needs it.",
)
@click.option("--quote", metavar="TEXT", help="The source’s own words.")
@click.option("--address", metavar="TEXT", help="Where it can be found.")
@click.option("--retrieved", metavar="DAY", help="When it was retrieved, as 2012-03-01.")
@click.option(
    "--grade",
    metavar="B2",
    help="Admiralty code: source A (completely reliable) to F (cannot be judged), and what it "
    "says 1 (confirmed) to 6 (cannot be judged).",
)
@click.option("--file", metavar="PATH", type=click.Path(path_type=Path), help="Keep this file.")
@BY
@AS_JSON
@click.pass_obj
def evidence(
    session: Session,
    /,
    *,
    claim: str,
    added: str | None,
    corrected: str | None,
    removed: str | None,
    analyst: str | None,
    as_json: bool,
    **fields: "str | Path | None",
) -> None:
    """List the evidence on a claim, or add, correct or remove some.

    CLAIM is its id, ENTRY that of the evidence: as many of the first letters as tell it apart. A
    kept file lies beside the store under its SHA-256. Removed evidence stays in the history.
    """
    asked = [one for one in (added, corrected, removed) if one is not None]
    given = [f"--{name}" for name, value in fields.items() if value is not None]
    if len(asked) > 1:
        message = "Say one of --add, --correct and --remove."
        raise click.UsageError(message)
    if given and added is None and corrected is None:
        message = f"{given[0]} goes with --add or --correct."
        raise click.UsageError(message)
    if added is not None and (fields["stance"] is None or fields["source"] is not None):
        message = "--add SOURCE needs --stance, and no --source."
        raise click.UsageError(message)
    found = session.store.claim(claim)
    reviewed = _reviewed(session, found)
    if not asked:
        _list_evidence(session, reviewed, as_json=as_json)
        return
    _act(
        session,
        found,
        _evidence_act(session, reviewed, added, corrected, removed, fields),
        analyst=analyst,
        as_json=as_json,
    )


def _evidence_act(
    session: Session,
    reviewed: ReviewedClaim,
    added: str | None,
    corrected: str | None,
    removed: str | None,
    fields: "dict[str, str | Path | None]",
) -> "Callable[[Review, Stamp], Step]":
    from workbench.review.gathering import give_evidence, remove_evidence

    if removed is not None:
        entry_id = _given(reviewed, removed).entry_id
        return lambda review, stamp: remove_evidence(review, entry_id, stamp=stamp)
    before = _given(reviewed, corrected) if corrected is not None else None
    begun = before.evidence if before else Evidence(added or "", Stance(str(fields["stance"])))
    made = _read(session, begun, fields)
    replaces = before.entry_id if before else None
    return lambda review, stamp: give_evidence(review, made, replaces=replaces, stamp=stamp)


def _read(session: Session, begun: Evidence, fields: "dict[str, str | Path | None]") -> Evidence:
    """Return the evidence that the options make of another one; a file is kept first."""
    from workbench.review.evidence_fields import evidence_of, grade_of
    from workbench.store.kept_files import KeptFiles

    def text(name: str, before: str | None) -> str:
        value = fields[name]
        return (before or "") if value is None else str(value)

    reliability: Reliability | None = begun.reliability
    credibility: Credibility | None = begun.credibility
    if fields["grade"] is not None:
        reliability, credibility = grade_of(str(fields["grade"]))
    made = evidence_of(
        source=text("source", begun.source),
        stance=Stance(text("stance", begun.stance)),
        quote=text("quote", begun.quote),
        address=text("address", begun.address),
        retrieved=text("retrieved", begun.retrieved.isoformat() if begun.retrieved else None),
        reliability=reliability,
        credibility=credibility,
        file=begun.file,
    )
    if fields["file"] is None:
        return made
    return replace(made, file=KeptFiles(session.store.path).keep(Path(fields["file"])))


def _list_evidence(session: Session, reviewed: ReviewedClaim, *, as_json: bool) -> None:
    from workbench import interchange
    from workbench.cli import printing
    from workbench.review.evidence_fields import grade_in_words

    if as_json:
        listed: list[Json] = [interchange.given_evidence_to_json(one) for one in reviewed.evidence]
        printing.print_json(listed)
        return
    if not reviewed.evidence:
        printing.print_line("The claim has no evidence yet. Add some with: --add SOURCE --stance …")
        return
    printing.print_table(
        ("id", "stance", "source", "grade", "quote", "address", "file", "by"),
        (
            (
                one.entry_id[: printing.SHORT_ID],
                f"{one.evidence.stance.glyph} {one.evidence.stance}",
                one.evidence.source,
                grade_in_words(one.evidence),
                one.evidence.quote or "",
                one.evidence.address or "",
                _file(session, one.evidence.file) if one.evidence.file else "",
                one.analyst,
            )
            for one in reviewed.evidence
        ),
    )


def _file(session: Session, file: KeptFile) -> str:
    """Return a kept file in words, and whether its bytes are still there."""
    from workbench.review.evidence_fields import file_in_words
    from workbench.store.kept_files import KeptFiles

    words = file_in_words(file)
    if KeptFiles(session.store.path).is_whole(file.sha256):
        return words
    return f"{words}: missing or altered"


@click.command()
@CLAIM
@click.argument("tags", metavar="[TAG]...", nargs=-1)
@click.option(
    "--remove", "removed", metavar="TAG", multiple=True, help="Take it off; may be repeated."
)
@BY
@AS_JSON
@click.pass_obj
def tag(
    session: Session,
    /,
    *,
    claim: str,
    tags: tuple[str, ...],
    removed: tuple[str, ...],
    analyst: str | None,
    as_json: bool,
) -> None:
    """Tag a claim, or take tags off it; without a tag, list those that it has.

    CLAIM is its id, or as many of its first letters as tell it apart. Tags are one word each and
    in small letters.
    """
    from workbench.cli import printing
    from workbench.review.gathering import tag as tagging
    from workbench.review.tags import tags_in

    on, off = tags_in(" ".join(tags)), tags_in(" ".join(removed))
    found = session.store.claim(claim)
    if on or off:
        _act(
            session,
            found,
            lambda review, stamp: tagging(review, [found.id], added=on, removed=off, stamp=stamp),
            analyst=analyst,
            as_json=as_json,
        )
        return
    standing = _reviewed(session, found).tags
    if as_json:
        printing.print_json(list(standing))
    else:
        printing.print_line(" ".join(standing) or "The claim has no tags.")


@click.command()
@CLAIM
@click.argument("text", metavar="[TEXT]", required=False)
@BY
@AS_JSON
@click.pass_obj
def note(
    session: Session,
    /,
    *,
    claim: str,
    text: str | None,
    analyst: str | None,
    as_json: bool,
) -> None:
    """Write the note of a claim; an empty TEXT takes it off, and without TEXT it is printed.

    CLAIM is its id, or as many of its first letters as tell it apart.
    """
    from workbench import interchange
    from workbench.cli import printing
    from workbench.review.gathering import write_note

    found = session.store.claim(claim)
    if text is not None:
        _act(
            session,
            found,
            lambda review, stamp: write_note(review, text, stamp=stamp),
            analyst=analyst,
            as_json=as_json,
        )
        return
    standing = _reviewed(session, found).note
    if as_json:
        printing.print_json(interchange.note_to_json(standing) if standing else None)
    elif standing is None:
        printing.print_line("The claim has no note.")
    else:
        for line in standing.text.splitlines():
            printing.print_line(line)
        printing.print_line(f"— {standing.analyst}, {standing.at:%-d %b %Y %H:%M} UTC")


@click.command()
@CLAIM
@AS_JSON
@click.pass_obj
def history(session: Session, /, *, claim: str, as_json: bool) -> None:
    """Print all that was done about a claim: who, when, from what to what, and why.

    CLAIM is its id, or as many of its first letters as tell it apart; it may have been re-cut
    since. What was taken back is marked, and stays.
    """
    from workbench.cli import printing
    from workbench.review.blind import seen_entries
    from workbench.review.telling import told

    found = session.store.claim(claim, standing=False)
    entries = session.store.entries_about(found.id)
    if (viewer := session.settings.seen_by) is not None:
        entries = seen_entries(entries, found.id, analyst=viewer)
    lines = told(entries, found.id)
    if as_json:
        printing.print_json(
            [
                {
                    "entry": line.entry.id if line.entry else None,
                    "kind": line.entry.kind.value if line.entry else None,
                    "at": line.at.isoformat(),
                    "analyst": line.analyst,
                    "from": line.before,
                    "to": line.after,
                    "why": line.why,
                    "words": line.words,
                    "taken_back": line.taken_back,
                }
                for line in lines
            ]
        )
        return
    printing.print_table(
        ("when (UTC)", "who", "what"),
        (
            (
                f"{line.at:%Y-%m-%d %H:%M}",
                line.analyst,
                f"{line.words} (taken back)" if line.taken_back else line.words,
            )
            for line in lines
        ),
    )


def _reviewed(session: Session, claim: "Claim") -> ReviewedClaim:
    """Return a claim with what one may see of it; WorkbenchError where it is in force no longer."""
    listed = session.store.reviewed_claims(claim.article_id)
    found = next((one for one in session.seen(listed) if one.claim.id == claim.id), None)
    if found is None:
        message = f"The claim {claim.id} was cut anew and stands no longer."
        raise WorkbenchError(message, "`workbench history` tells what became of it.")
    return found


def _given(reviewed: ReviewedClaim, prefix: str) -> "GivenEvidence":
    found = [one for one in reviewed.evidence if one.entry_id.startswith(prefix)]
    if prefix and len(found) == 1:
        return found[0]
    many = f"{len(found)} pieces" if found else "No piece"
    message = f"{many} of evidence on this claim begins with “{prefix}”."
    raise WorkbenchError(message, f"See: workbench evidence {reviewed.claim.id[:8]} --json")


def _act(
    session: Session,
    claim: "Claim",
    do: "Callable[[Review, Stamp], Step]",
    *,
    analyst: str | None,
    as_json: bool,
) -> None:
    """Do an act and print its entry, or what it says; null where nothing had to be changed."""
    from workbench import interchange, pipeline
    from workbench.cli import printing

    _reviewed(session, claim)
    context = session.context(analyst)
    step = pipeline.act(
        claim, do, store=session.store, context=context, blind=session.settings.blind
    )
    if as_json:
        printing.print_json(interchange.entry_to_json(step.entry) if step.entry else None)
    else:
        printing.print_line(step.words)
