import datetime as dt

from workbench.model import Document, LeftOutReason
from workbench.reading.formats import read

STORY = """---
title: "Flood in Serravel"
author: Nora Quill
lang: en-GB
date: 2025-04-16T09:30:00Z
url: https://a.example/flood
---

# Flood in Serravel

The **river** rose by *three* metres, [the mayor](https://a.example/mayor) said.
It fell on Monday.

## What is known

- Twelve people were hurt.
- Two bridges are closed.

> “We climbed on to the roof.”

![A boat](https://a.example/boat.jpg)

| Town | Dead |
|------|------|
| Pellin | 4 |
"""


def document(text: str) -> Document:
    return read(text.encode(), name="flood.md").documents[0]


def test_the_text_is_without_the_marks() -> None:
    assert document(STORY).article.text.split("\n\n") == [
        "Flood in Serravel",
        "The river rose by three metres, the mayor said. It fell on Monday.",
        "What is known",
        "Twelve people were hurt.",
        "Two bridges are closed.",
        "“We climbed on to the roof.”",
        "Town",
        "Dead",
        "Pellin",
        "4",
    ]


def test_its_fields_say_who_wrote_it() -> None:
    found = document(STORY)

    assert found.article.title == "Flood in Serravel"
    assert found.article.url == "https://a.example/flood"
    assert (found.author, found.language) == ("Nora Quill", "en-GB")
    assert found.article.published == dt.date(2025, 4, 16)


def test_headings_are_left_out_as_such() -> None:
    found = document(STORY)

    headings = [i.text for i in found.furniture if i.reason is LeftOutReason.HEADLINE]

    assert headings == ["Flood in Serravel", "What is known"]


def test_markup_in_it_is_shown_as_letters() -> None:
    text = "# Title\n\nHe wrote <script>alert(1)</script> in **bold**.\n"

    assert "He wrote <script>alert(1)</script> in bold." in document(text).article.text


def test_the_first_heading_is_the_title_where_no_field_is() -> None:
    assert document("# Flood\n\nIt **rose**.\n").article.title == "Flood"
