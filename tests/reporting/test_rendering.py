import pytest
from report_samples import SECTION, report

from workbench.model import Figure, FigureKind, Span
from workbench.reporting import (
    ReportFormat,
    render,
    render_csv,
    render_html,
    render_json,
    render_markdown,
)
from workbench.reporting.wording import figure
from workbench.visible import one_line, visible


def test_each_format_is_rendered_in_its_form() -> None:
    made = report(SECTION)

    assert render(made, ReportFormat("md")) == render_markdown(made).encode()
    assert render(made, ReportFormat("csv")) == render_csv(made).encode()
    assert render(made, ReportFormat("json")) == render_json(made).encode()
    assert render(made, ReportFormat("html")) == render_html(made).encode()
    assert render(made, ReportFormat("pdf")).startswith(b"%PDF-")
    assert render(made, ReportFormat("docx")).startswith(b"PK")


@pytest.mark.parametrize(
    ("letter", "shown"),
    [("\x1b", "␛"), ("\0", "␀"), ("\r", "␍"), ("\x7f", "␡"), ("\x9b", "⟨U+009B⟩")],
)
def test_a_control_character_is_made_visible(letter: str, shown: str) -> None:
    assert visible(f"a{letter}b") == f"a{shown}b"


@pytest.mark.parametrize("text", ["a\tb\nc", "שלום \u200fa", "4\u00a0000 é ’ 👩‍🚒", "␛"])
def test_any_other_character_is_kept(text: str) -> None:
    assert visible(text) == text


def test_a_text_is_put_one_line() -> None:
    assert one_line(" a \r\n\tb\u2028c\x85d\u00a0e ") == "a b c d\u00a0e"


@pytest.mark.parametrize(
    ("words", "kind", "value", "shown"),
    [
        ("about 4,000 people", FigureKind.COUNT, 4000.0, "about 4,000 people (count)"),
        ("a dozen", FigureKind.COUNT, 12.0, "a dozen (count: 12)"),
        ("€1.5bn", FigureKind.CURRENCY, 1.5e9, "€1.5bn (currency: 1,500,000,000)"),
        ("thousands", FigureKind.COUNT, None, "thousands (count)"),
        ("last year", FigureKind.YEAR, 2011.0, "last year (year: 2011)"),
        ("a third", FigureKind.PERCENT, 33.3, "a third (percent: 33.3)"),
        ("nines", FigureKind.COUNT, float("inf"), "nines (count)"),
    ],
)
def test_a_figure_shows_its_number_where_its_words_do_not(
    words: str, kind: FigureKind, value: float | None, shown: str
) -> None:
    assert figure(Figure(words, kind, value, None, None, Span(0, 1))) == shown
