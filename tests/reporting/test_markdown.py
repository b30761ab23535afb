from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_samples import (
    ARTICLE,
    HOSTILE,
    HOSTILE_TEXTS,
    REVIEWED,
    SECTION,
    STRANDED,
    report,
    report_that_says,
)

from workbench.model import LeftOut, LeftOutReason, ReportSection, Tally
from workbench.reporting import render_markdown
from workbench.reporting.markdown_text import address, code, escaped, escaped_line, quotation
from workbench.visible import one_line

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
GITHUB = MarkdownIt("gfm-like")


def shape(markdown: str, parser: MarkdownIt = COMMONMARK) -> list[str]:
    """Name the elements of a text, in order, its letters left out."""
    return [token.type for token in flat(parser.parse(markdown)) if token.type != "text"]


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or ())


def shown_texts(markdown: str) -> list[str]:
    """Return what a reader sees, each paragraph, heading, cell and item as one string."""
    return [
        "".join(child.content for child in flat(token.children or ()))
        for token in COMMONMARK.parse(markdown)
        if token.type == "inline"
    ]


@given(HOSTILE_TEXTS)
def test_an_escaped_line_shows_letter_for_letter_and_is_plain_text(text: str) -> None:
    words = one_line(text)

    assert shown_texts(escaped_line(text)) == ([words] if words else [])
    assert set(shape(escaped_line(text))) <= {"paragraph_open", "inline", "paragraph_close"}


@given(HOSTILE_TEXTS)
def test_escaped_text_shows_letter_for_letter_in_a_heading(text: str) -> None:
    assert shown_texts(f"## x {escaped(text)}") == [f"x {one_line(text)}".rstrip()]


@given(HOSTILE_TEXTS)
def test_escaped_text_shows_letter_for_letter_in_bold(text: str) -> None:
    words = one_line(text)

    assert shown_texts(f"- **x{escaped(text)}x**") == [f"x{words}x"]


@given(HOSTILE_TEXTS)
def test_a_quotation_is_one_block_and_keeps_its_lines(text: str) -> None:
    lines = "\n".join(quotation(text))

    assert {name.split("_")[0] for name in shape(lines)} <= {
        "blockquote",
        "paragraph",
        "inline",
        "softbreak",
    }
    words = [one_line(line) for line in text.splitlines()]
    shown = " ".join(shown_texts(lines)).split()
    assert "".join(shown) == "".join("".join(words).split())


@pytest.mark.parametrize(
    "text", ["a | b\n--|--\nc | d", "a |\n:-", "a | b\n|-|-|", "a\n===", "a\n---", "a\n- b"]
)
def test_lines_of_a_quotation_make_no_table_heading_or_list_together(text: str) -> None:
    elements = set(shape("\n".join(quotation(text)), GITHUB))

    assert elements == {
        *("blockquote_open", "paragraph_open", "inline", "softbreak"),
        *("paragraph_close", "blockquote_close"),
    }


@pytest.mark.parametrize("text", ["see http://evil.example/x", "www.example.com", "HTTPS://x.org"])
def test_an_address_in_a_text_does_not_become_a_link(text: str) -> None:
    assert "link_open" not in shape(escaped(text), GITHUB)


def test_a_web_address_becomes_a_link_to_itself() -> None:
    url = "https://news.example/a_b?x=[1]&copy;=*2*"

    (link,) = [token for token in flat(COMMONMARK.parse(address(url))) if token.type == "link_open"]

    assert shown_texts(address(url)) == [url]
    assert str(link.attrs["href"]).startswith("https://news.example/a_b")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://x.example/><script>",
        "https://x.example/ onclick=1",
        "https://x.example/\u202egpj.exe",
        "https://x.example/\x1b[31m",
        "ftp://x.example",
        "",
    ],
)
def test_any_other_address_is_only_text(url: str) -> None:
    assert shape(address(url)) in ([], ["paragraph_open", "inline", "paragraph_close"])
    assert "<" not in address(url)


@given(HOSTILE_TEXTS)
def test_an_address_is_a_link_or_text_and_nothing_else(url: str) -> None:
    elements = shape(f"x {address(f'http://{url}')}")

    assert set(elements) <= {
        *("paragraph_open", "inline", "paragraph_close", "link_open", "link_close"),
    }


def test_an_id_is_code_and_what_is_none_is_text() -> None:
    assert code("00ab-1") == "`00ab-1`"
    assert code("`x` <b>") == r"\`x\` &lt;b&gt;"


@given(HOSTILE_TEXTS)
def test_no_text_changes_the_shape_of_a_report(words: str) -> None:
    text = " ".join(f"x{words}".split()) + "x"

    assert shape(render_markdown(report_that_says(text))) == shape(
        render_markdown(report_that_says("plain"))
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_each_free_text_of_a_report_is_shown_letter_for_letter(words: str) -> None:
    text = one_line(words)

    shown = "\n".join(shown_texts(render_markdown(report_that_says(words))))

    assert shown.count(text) >= 18


@given(HOSTILE_TEXTS)
def test_no_control_character_reaches_the_output(words: str) -> None:
    markdown = render_markdown(report_that_says(f"x{words}"))

    assert not [letter for letter in markdown if letter < " " and letter != "\n"]
    assert not [letter for letter in markdown if "\x7f" <= letter <= "\x9f"]
    assert "\u202e" not in markdown


def test_the_report_says_first_what_it_is() -> None:
    markdown = render_markdown(report(SECTION, filter="verdict:disputed [only]"))
    head = shown_texts(markdown.partition("\n## ")[0])

    assert head[:13] == [
        "Claim status report",
        "Article: Bridge closed",
        "Publisher: The Example",
        "Published: 2012-03-01",
        "Address: https://news.example/bridge?a=1&copy;=2",
        f"SHA-256 of the text: {ARTICLE.id}",
        "Filter: verdict:disputed [only]",
        "Excluded by the filter: 2 claims",
        "Made: 2026-11-22 16:05:09 UTC by anna",
        "Program: claim-workbench 0.1.0",
        f"Ledger: 14 entries, the newest with SHA-256 {'ab' * 32}",
        (
            "4 claims: 0 verified, 1 disputed, 0 unconfirmed, 3 unreviewed."
            " Nobody has reviewed 3 of them."
        ),
        "Status",
    ]


def test_the_totals_are_a_table_of_all_and_of_shown_claims() -> None:
    cells = shown_texts(render_markdown(report(SECTION)))
    first = cells.index("Status")

    assert cells[first : first + 18] == [
        *("Status", "All claims", "In this report"),
        *("✓ verified", "0", "0"),
        *("✗ disputed", "1", "1"),
        *("? unconfirmed", "0", "0"),
        *("· unreviewed", "3", "1"),
        *("all", "4", "2"),
    ]


def test_a_reviewed_claim_is_shown_with_all_that_is_known_of_it() -> None:
    shown = shown_texts(render_markdown(report(ReportSection(ARTICLE, (REVIEWED,), Tally(0, 1)))))
    first = shown.index("1. ✗ disputed")

    assert shown[first:] == [
        "1. ✗ disputed",
        "About 4,000 people were stranded on the island [of Sule].",
        "About 4,000 people were stranded on the island",
        "Place: characters 15–61 of the article",
        "Speaker: the mayor (said)",
        "Figures: About 4,000 people (count)",
        "Verdict: disputed",
        "Reason: The ferry company counted 3,100.",
        "Confidence: high",
        "Analyst: anna, 2026-11-22 16:05:09 UTC",
        "Checkability: 0.82 (figure, event)",
        "Claim: 00000000000000a1",
        "Similar past claims:",
        "0.81 ✗ disputed (“Mostly false”): 40,000 people were cut off.",
        "differs: figure about 4,000 ≠ 40,000",
        "from: a minister, The Desk, 2012-02-03, https://desk.example/1",
        "reason then: Counted twice.",
    ]


def test_a_claim_nobody_reviewed_has_no_verdict_line() -> None:
    shown = shown_texts(render_markdown(report(SECTION)))
    second = shown[shown.index("2. · unreviewed") :]

    assert "Noted: Ask the weather service." in second
    assert not [line for line in second if line.startswith(("Verdict", "Reason", "Analyst"))]


def test_a_verdict_without_reason_or_confidence_says_so() -> None:
    assert REVIEWED.decision
    item = replace(REVIEWED, decision=replace(REVIEWED.decision, reason=None, confidence=None))

    shown = shown_texts(render_markdown(report(ReportSection(ARTICLE, (item,), Tally(0, 1)))))

    assert "Reason: none given" in shown
    assert "Confidence: not stated" in shown


def test_each_of_several_articles_has_its_own_totals() -> None:
    other = ReportSection(ARTICLE, (REVIEWED,), Tally(0, 1))
    shown = shown_texts(render_markdown(report(SECTION, other)))

    assert "4 claims: 0 verified, 1 disputed, 0 unconfirmed, 3 unreviewed." in shown
    assert "1 claim: 0 verified, 1 disputed, 0 unconfirmed, 0 unreviewed." in shown
    assert (
        "5 claims: 0 verified, 2 disputed, 0 unconfirmed, 3 unreviewed."
        " Nobody has reviewed 3 of them."
    ) in shown


def test_left_out_statements_are_listed_with_their_reasons() -> None:
    left_out = (LeftOut((STRANDED,), LeftOutReason.GENERAL),)
    section = ReportSection(ARTICLE, (), Tally(), left_out)

    assert shown_texts(render_markdown(report(section)))[-1] == (
        "general truth: About 4,000 people were stranded on the island (characters 15–61)"
    )


def test_a_report_without_articles_says_so() -> None:
    assert "There is no article in this report." in shown_texts(render_markdown(report()))


def test_a_report_whose_filter_lets_nothing_through_says_so() -> None:
    shown = shown_texts(render_markdown(report(ReportSection(ARTICLE, (), Tally(1, 2)))))

    assert "No claim passed the filter; it excludes 3 claims." in shown
    assert "No claim of this article passed the filter." in shown


def test_a_report_of_an_article_without_claims_says_so() -> None:
    shown = shown_texts(render_markdown(report(ReportSection(ARTICLE, (), Tally()))))

    assert "There is no claim in the articles of this report." in shown
    assert "There is no claim in this article." in shown


def test_all_reviewed_leaves_nobody_reviewed_out() -> None:
    markdown = render_markdown(report(ReportSection(ARTICLE, (REVIEWED,), Tally(0, 1))))

    assert "Nobody" not in markdown
    assert "**1 claim: 0 verified, 1 disputed, 0 unconfirmed, 0 unreviewed.**" in markdown


def test_the_same_report_is_the_same_markdown() -> None:
    assert render_markdown(report(SECTION)) == render_markdown(report(SECTION))
