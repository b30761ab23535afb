import pytest
from report_samples import SECTION, report, report_that_says

from workbench.errors import WorkbenchError
from workbench.reporting.own_template import render_own


def test_a_template_is_filled_in_with_the_json_report() -> None:
    line = "{{ one.status }}: {{ one.text }}\n"
    template = f"{{% for one in report.articles[0].claims %}}{line}{{% endfor %}}"

    assert render_own(report(SECTION), template, name="plain.md.j2") == (
        "disputed: About 4,000 people were stranded on the island [of Sule].\n"
        "unreviewed: It was the worst night of the year.\n"
    )


def test_a_template_of_a_page_escapes_what_is_filled_in() -> None:
    made = report_that_says("<script>alert(1)</script>")
    template = "{{ report.about.filter }}"

    assert "<script>" in render_own(made, template, name="plain.md")
    assert "<script>" not in render_own(made, template, name="page.html.j2")
    assert "<script>" not in render_own(made, template, name="PAGE.HTML")


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("one\n{% for %}", "line 2"),
        ("{{ report.nothing.there }}", "nothing"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ report.__init__.__globals__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "no loader"),
        ("{{ 1 // 0 }}", "zero"),
    ],
)
def test_a_template_that_does_not_work_is_refused_in_a_sentence(template: str, reason: str) -> None:
    with pytest.raises(WorkbenchError, match=reason) as found:
        render_own(report(SECTION), template, name="t.md")
    assert not found.value.message.endswith("..")


def test_a_template_cannot_change_the_report() -> None:
    with pytest.raises(WorkbenchError, match="unsafe"):
        render_own(report(SECTION), "{{ report.articles.clear() }}", name="t.md")
