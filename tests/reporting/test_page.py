import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from report_samples import (
    ARTICLE,
    CLAIM,
    HOSTILE_TEXTS,
    MATCH,
    REVIEWED,
    SECTION,
    report,
    report_that_says,
)

from workbench.model import Report, Span, Status
from workbench.reporting import render_html
from workbench.reporting.lit import pieces
from workbench.visible import visible

VOID = {"meta", "br", "rect"}
HARMLESS = re.compile(r"#a\d+-[a-z]+(?:-[a-z\d]+)?|#main|https?://.*", re.DOTALL)


class Page(HTMLParser):
    """What a browser makes of a page: its elements, its text, and that all of them are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def page(made: Report) -> Page:
    read = Page(render_html(made))
    assert read.open == []
    return read


@given(HOSTILE_TEXTS.filter(str.strip))
def test_whatever_a_text_holds_stays_text(words: str) -> None:
    made, plain = page(report_that_says(words)), page(report_that_says("plain"))

    assert [tag for tag, _ in made.elements if tag != "a"] == [
        tag for tag, _ in plain.elements if tag != "a"
    ]
    assert visible(words) in "".join(made.text)
    assert not made.all("script")


@given(HOSTILE_TEXTS)
def test_a_link_leads_into_the_page_or_to_a_web_address(words: str) -> None:
    item = replace(REVIEWED, matches=(replace(MATCH, past=replace(MATCH.past, address=words)),))
    made = page(report(replace(SECTION, claims=(item,))))

    links = [link["href"] for link in made.all("a")]
    assert links
    assert all(link and HARMLESS.fullmatch(link) for link in links)


def test_an_address_that_would_run_is_shown_and_no_link() -> None:
    past = replace(MATCH.past, address="javascript:alert(1)")
    item = replace(REVIEWED, matches=(replace(MATCH, past=past),))
    made = page(report(replace(SECTION, claims=(item,))))

    assert "javascript:alert(1)" in "".join(made.text)
    assert not [link for link in made.all("a") if "javascript" in str(link["href"])]


def test_the_page_asks_nothing_of_a_network_and_runs_nothing() -> None:
    made = page(report(SECTION))

    (policy,) = [
        one["content"]
        for one in made.all("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    ]
    assert str(policy).startswith("default-src 'none'")
    assert not {"script", "img", "link", "iframe", "object", "form"} & {t for t, _ in made.elements}
    assert not any(name.startswith("on") for _, attrs in made.elements for name in attrs)
    assert "url(" not in render_html(report(SECTION))


def test_every_link_into_the_page_has_its_place() -> None:
    made = page(report(SECTION, SECTION))

    ids = [str(attrs["id"]) for _, attrs in made.elements if "id" in attrs]
    inside = {str(link["href"])[1:] for link in made.all("a") if str(link["href"])[0] == "#"}
    assert len(ids) == len(set(ids))
    assert inside <= set(ids)
    assert {"a1-claim-1", "a1-claim-2", "a2-claim-1", "a1-at-1"} <= inside


def test_the_article_is_shown_letter_for_letter_with_its_claims_lit() -> None:
    lit = list(pieces(ARTICLE.text, SECTION.claims))

    assert "".join(piece.text for piece in lit) == ARTICLE.text
    assert [piece.text for piece in lit if piece.claims] == [
        ARTICLE.quote(item.claim.spans) for item in SECTION.claims
    ]
    assert [piece.ends for piece in lit if piece.ends] == [(1,), (2,)]


def test_claims_that_share_words_are_both_named_there() -> None:
    wide = replace(REVIEWED, claim=replace(CLAIM, spans=(Span(0, 30),)))
    narrow = replace(REVIEWED, claim=replace(CLAIM, spans=(Span(10, 20), Span(40, 50))))

    lit = [(p.text, p.claims, p.begins, p.ends) for p in pieces(ARTICLE.text, (wide, narrow))]

    text = ARTICLE.text
    assert lit == [
        (text[:10], (1,), (1,), ()),
        (text[10:20], (1, 2), (2,), ()),
        (text[20:30], (1,), (), (1,)),
        (text[30:40], (), (), ()),
        (text[40:50], (2,), (), (2,)),
        (text[50:], (), (), ()),
    ]


@pytest.mark.parametrize("status", [Status.DISPUTED, Status.UNREVIEWED])
def test_a_status_shows_by_sign_word_and_class(status: Status) -> None:
    html = render_html(report(SECTION))

    assert f'<span aria-hidden="true">{status.glyph}</span> {status}</span>' in html
    assert f'class="claim {status}"' in html


def test_a_figure_stands_beside_the_one_it_conflicts_with() -> None:
    text = " ".join(" ".join(page(report(SECTION)).text).split())

    assert "Conflicting figures Claim Here There The other claim From 1 " in text
    assert "about 4,000 40,000 40,000 people were cut off." in text


def test_what_nobody_settled_is_an_open_question() -> None:
    text = " ".join(" ".join(page(report(SECTION)).text).split())

    assert "Open questions 2 · unreviewed It was the worst night of the year. Nobody has" in text


def test_each_chart_has_words_for_who_does_not_see_it() -> None:
    charts = page(report(SECTION)).all("svg")

    assert charts
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)


def test_a_report_of_nothing_says_so() -> None:
    assert "There is no article in this report." in "".join(page(report()).text)


def test_the_same_report_is_the_same_page() -> None:
    assert render_html(report(SECTION)) == render_html(report(SECTION))
