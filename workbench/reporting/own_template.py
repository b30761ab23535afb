"""A report after a template of the analyst's own: Jinja2, in its sandbox, over the JSON report."""

from workbench.errors import WorkbenchError
from workbench.model import Report
from workbench.reporting.page import is_openable
from workbench.reporting.structured import report_to_json
from workbench.visible import visible

ESCAPED = (".html", ".htm", ".xml", ".svg")
"""Endings, before `.j2` or `.jinja`, of templates in which everything filled in is escaped."""


def render_own(report: Report, template: str, *, name: str) -> str:
    """Fill in a template; `report` holds what `render_json` writes, with the same keys.

    A template can read values and nothing else: no file, no program, no network. WorkbenchError
    names the line where it does not work.
    """
    from jinja2 import StrictUndefined, TemplateError  # ~0.03 s
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    plain = name.casefold().removesuffix(".j2").removesuffix(".jinja")
    environment = ImmutableSandboxedEnvironment(
        autoescape=plain.endswith(ESCAPED),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.tests["openable"] = is_openable
    try:
        return environment.from_string(template).render(report=report_to_json(report))
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f", line {line}" if line else ""
        said = (error.message or str(error)).rstrip(".")
        message = f"The template {name}{where} does not work: {said}."
        raise WorkbenchError(message, "README.md says what a template can use.") from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        message = f"The template {name} does not work: {error}."
        raise WorkbenchError(message, "README.md says what a template can use.") from error
