"""Quotation marks of every kind, paired and unpaired."""

import pytest

from workbench.model import Span
from workbench.splitting.quotations import Quotation, quotations


def found(*paragraphs: str) -> tuple[Quotation, ...]:
    spans, start = [], 0
    for text in paragraphs:
        spans.append(Span(start, start + len(text)))
        start += len(text) + 1
    return quotations(paragraphs, spans)


def letters(*paragraphs: str) -> list[str]:
    text = "\n".join(paragraphs)
    return [text[each.span.start : each.span.end] for each in found(*paragraphs)]


@pytest.mark.parametrize(
    "text",
    [
        "“the dam”",
        '"the dam"',
        "«the dam»",
        "„the dam“",
        "„the dam”",
        "‘the dam’",
        "'the dam'",
        "``the dam''",
        "''the dam''",
        "“the ‘old’ dam”",
        "“the “old” dam”",
        "‘the miners’ dam’",
    ],
)
def test_marks_are_paired(text: str) -> None:
    assert letters(f"She saw {text} again.") == [text]


@pytest.mark.parametrize(
    "text", ["The miners’ dam isn’t safe.", "It’s the workers' day.", "in the ’90s", "5'10\" tall"]
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert letters(text) == []


def test_a_quotation_without_a_closing_mark_ends_with_its_paragraph() -> None:
    assert letters("She said: “The dam is safe.", "The road is open.") == ["“The dam is safe."]


def test_a_closing_mark_without_an_opening_one_is_passed_over() -> None:
    assert letters("The dam is safe,” she said.") == []


def test_a_repeated_opening_mark_continues_the_quotation_before() -> None:
    first, second = found("She said: “The dam is safe.", "“It was tested.”")
    assert first.runs_on
    assert second.continues


def test_a_new_quotation_after_a_closed_one_continues_nothing() -> None:
    first, second = found("She said: “The dam is safe.”", "“It was tested.”")
    assert not first.runs_on
    assert not second.continues


def test_a_quotation_opens_a_sentence_or_stands_in_one() -> None:
    inside, whole = found("It is a “green belt” here. “It was tested,” she said.")
    assert not inside.whole
    assert whole.whole


def test_a_few_capitalised_words_are_a_title() -> None:
    title, said = found("“The Long Winter” is a book. “The winter was long,” she said.")
    assert title.title
    assert not said.title
