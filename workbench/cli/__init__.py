"""The command line: parses, calls, prints.

Exit codes: 0 done, 1 the work failed, 2 usage or configuration, 3 the store is held by another
process, 130 interrupted. Results go to standard output, talk to standard error.
"""

import os
import sys
from collections.abc import Sequence

import click

from workbench.cli import (
    agreeing,
    articles,
    comparing,
    deciding,
    doctor,
    gathering,
    importing,
    intake,
    keeping,
    linking,
    looking,
    overview,
    recutting,
    reporting,
    searching,
    serving,
    undoing,
    verifying,
)
from workbench.cli.session import Session, say
from workbench.config import load_settings
from workbench.errors import WorkbenchError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    code = 0
    try:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a TextIOWrapper
        _refuse_bytes(given)
        code = workbench.main(given, prog_name="workbench", standalone_mode=False) or 0
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrupted; what was finished is kept.")
        code = INTERRUPTED
    except WorkbenchError as error:
        say(error.message)
        if error.hint:
            say(error.hint)
        code = error.exit_code
    except (BrokenPipeError, SystemExit):  # the reader has left; click ends so where it notices
        _discard_output()
    except OSError as error:
        say(f"{error.filename or 'Standard output'}: {error.strerror}.")
        _discard_output()
        code = WorkbenchError.exit_code
    return code


def _refuse_bytes(arguments: Sequence[str]) -> None:
    """Raise UsageError where an argument is not UTF-8: nothing of it could be stored or found."""
    if any("\ud800" <= letter <= "\udfff" for argument in arguments for letter in argument):
        message = "An argument holds bytes that are not UTF-8."
        raise click.UsageError(message)


def _discard_output() -> None:
    """Keep Python from flushing, and failing, once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--store", metavar="FILE", help="The store.  [default: claims.duckdb]")
@click.option(
    "--model",
    metavar="NAME",
    help="The sentence model: a folder or an installed package.  [default: the one that comes "
    "with the program]",
)
@click.option("--offline", is_flag=True, help="Fetch nothing, whatever is typed.")
@click.option(
    "--blind/--no-blind",
    default=None,
    help="Hide what others made of a claim until you gave it a verdict yourself.",
)
@click.version_option(package_name="claim-workbench", prog_name="workbench")
@click.pass_context
def workbench(
    context: click.Context,
    /,
    *,
    store: str | None,
    model: str | None,
    offline: bool,
    blind: bool | None,
) -> None:
    """Split articles into checkable claims, compare them with past claims, and decide them.

    Exit codes: 0 done, 1 the work failed, 2 usage or configuration, 3 the store is held by another
    process, 130 interrupted.
    """
    said = None if blind is None else "yes" if blind else "no"
    flags = {"store": store, "model": model, "offline": "yes" if offline else None, "blind": said}
    context.obj = Session(load_settings(flags))


for command in (
    intake.add,
    intake.claims,
    importing.import_,
    importing.past,
    importing.reindex,
    importing.verdicts,
    articles.articles,
    articles.changes,
    articles.remove,
    articles.rename,
    undoing.undo,
    undoing.redo,
    looking.list_,
    overview.overview,
    searching.search,
    looking.where,
    verifying.verify,
    doctor.doctor,
    keeping.backup,
    keeping.restore,
    keeping.compact,
    comparing.compare,
    linking.link,
    linking.repeats,
    linking.timeline,
    deciding.mark,
    recutting.recut,
    gathering.evidence,
    gathering.history,
    gathering.note,
    gathering.tag,
    reporting.report,
    deciding.review,
    agreeing.agreement,
    agreeing.merge,
    serving.serve,
):
    workbench.add_command(command)
