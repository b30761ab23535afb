"""The command `compare`: what tells two claims apart, and whether both can be true."""

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON
from workbench.cli.session import Session, say
from workbench.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.matching.relation import Comparison, Relation
    from workbench.model import Json

STANDARD_INPUT = "-"
COLUMNS = ("id", "a", "b")


@click.command()
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option(
    "--batch",
    metavar="PAIRS.tsv",
    help="Compare each pair of a file with the columns id, a and b; - is standard input.",
)
@AS_JSON
@click.option("--jsonl", is_flag=True, help="With --batch: print one JSON object a line.")
@click.pass_obj
def compare(
    _session: Session,
    /,
    a: str | None,
    b: str | None,
    *,
    batch: str | None,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Say what tells claim A from claim B, and whether both can be true.

    The relation is conflict (one event, and they cannot both be true), compatible, or different
    (not about the same event). It is a hint for an analyst, and no verdict.

    Exit codes: 0 done; 1 a file that cannot be read, or lines of it that hold no pair (the others
    are compared); 2 usage.
    """
    if batch is not None:
        if a is not None or as_json:
            message = "Give --batch with --jsonl and without claims, or two claims."
            raise click.UsageError(message)
        _compare_file(batch, jsonl=jsonl)
        return
    if jsonl or not (a or "").strip() or not (b or "").strip():
        message = "Give two claims, or --batch PAIRS.tsv."
        raise click.UsageError(message)
    from workbench.cli import printing

    comparison = next(_compared([(str(a), str(b))]))
    if as_json:
        printing.print_json(_as_json(comparison))
        return
    printing.print_line(f"{comparison.relation}: {_in_words(comparison.relation)}")
    for difference in comparison.differences:
        printing.print_line(str(difference))
    if not comparison.differences:
        printing.print_line("no difference found but the wording")


def _compare_file(source: str, *, jsonl: bool) -> None:
    from workbench.cli import printing

    name = "Standard input" if source == STANDARD_INPUT else source
    pairs, bad_lines = _read_pairs(_text_of(source), name=name)
    for number, reason in bad_lines:
        say(f"{name}, line {number}: {reason}")
    compared = _compared([(a, b) for _, a, b in pairs])
    objects: Iterator[dict[str, Json]] = (
        {"id": identity, **_as_json(comparison)}
        for (identity, _, _), comparison in zip(pairs, compared, strict=True)
    )
    if jsonl:
        printing.print_json_lines(objects)
    else:
        printing.print_table(
            ("pair", "relation", "differs in"),
            ((str(one["id"]), str(one["relation"]), _line(one)) for one in objects),
        )
    if bad_lines:
        message = f"{name}: {printing.counted(len(bad_lines), 'line')} held no pair."
        raise ReadingError(message, "The others were compared.")


def _read_pairs(
    text: str, *, name: str
) -> tuple[list[tuple[str, str, str]], list[tuple[int, str]]]:
    """Return the pairs, and the number and reason of each line that holds none."""
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = [column.strip().casefold() for column in next(rows, [])]
    if not any(header):
        message = f"{name} is empty."
        raise ReadingError(message, "Its first line names the columns: id, a and b.")
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        message = f"{name} has no column {' and no column '.join(missing)}."
        raise ReadingError(message, "Its first line names the columns: id, a and b.")
    places = [header.index(column) for column in COLUMNS]
    pairs: list[tuple[str, str, str]] = []
    bad_lines: list[tuple[int, str]] = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = [row[place].strip() if place < len(row) else "" for place in places]
        empty = [column for column, cell in zip(COLUMNS, cells, strict=True) if not cell]
        if len(row) > len(header):
            bad_lines.append((rows.line_num, "more columns than the first line names."))
        elif empty:
            bad_lines.append((rows.line_num, f"nothing under {' and '.join(empty)}."))
        else:
            pairs.append((cells[0], cells[1], cells[2]))
    if not pairs and not bad_lines:
        message = f"{name} holds no pairs."
        raise ReadingError(message, "Each line after the first is one: id, a and b.")
    return pairs, bad_lines


def _text_of(source: str) -> str:
    try:
        held = sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
    except OSError as error:
        message = f"{source} cannot be read: {error.strerror}."
        raise ReadingError(message, "Check its name and that you may read it.") from error
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{source} is not text in UTF-8."
        raise ReadingError(message, "Save it as UTF-8.") from error


def _compared(pairs: list[tuple[str, str]]) -> "Iterator[Comparison]":
    from workbench.matching.encoder import FULL_PRECISION, load_encoder
    from workbench.pipeline.comparing import compare_texts

    if not pairs:
        return iter(())
    # In full precision, in which the trees that tell relations apart were grown.
    return compare_texts(pairs, encoder=load_encoder(tag=FULL_PRECISION))


def _as_json(comparison: "Comparison") -> "dict[str, Json]":
    from workbench import interchange

    return {
        "relation": comparison.relation.value,
        "differences": interchange.differences_to_json(comparison.differences),
    }


def _line(compared: "dict[str, Json]") -> str:
    found = compared["differences"]
    parts = found if isinstance(found, list) else []
    return " · ".join(
        f"{one['kind']} {one['ours']} ≠ {one['theirs']}" for one in parts if isinstance(one, dict)
    )


def _in_words(relation: "Relation") -> str:
    return {
        "conflict": "they seem to tell of one event, and cannot both be true",
        "compatible": "both may be true",
        "different": "they do not seem to tell of the same event",
    }[relation.value]
