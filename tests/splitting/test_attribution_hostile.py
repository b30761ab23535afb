"""Text that nobody would write, or only a careless typesetter."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.splitting.attribution import Attribution, attributions
from workbench.splitting.parse import paragraphs

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.txt"))


def sound(text: str) -> tuple[Attribution, ...]:
    """Read the text and check that every place is one of its own."""
    found = attributions(paragraphs(text), attitudes=True)
    for each in found:
        spans = [each.speaker, each.mention, each.cue, *each.contents]
        for span in spans:
            assert span is None or text[span.start : span.end].strip()
        assert each.contents
        assert all(one.end <= other.start for one, other in pairwise(each.contents))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "“““Safe,” said Lind.",
        '"Safe, said Lind. "No." "',
        "said said said “said” said.",
        "[sic] “The [/dam] is [link=http://x] safe,” (he said]",
        "‘‘’’“”\"\"''``",
        "”The dam is safe“, said Lind.",
        "قال المدير: “السد آمن”",
        "\u202e“The dam is safe,” said Lind.\u202c",
        "The dam\u200b is safe\ufeff, said\u00a0Lind.",
        "😀 said 😀 that 😀 was 😀.",
        "SAID LIND: “THE DAM IS SAFE.”",
        "According to.",
        "according to according to",
        "Reportedly.",
        "\n\n\n",
        "“",
        ":",
        "A: B\nA: B\nC: D\nC: D",
        "A:  x\nA:  x\nB:  y\nB:  y",
        "He said, he said, he said, he said.",
        "—said—“no”—said—",
        "“" * 500,
        "'" * 501,
        "said that " * 300,
        "“Yes,” he said. " * 120,
    ],
)
def test_hostile_text_gives_places_in_itself(text: str) -> None:
    sound(text)


MARKS = list("“”\"'’«:,.\n(]—\u202e😀")
WORDS = ["''", "said", "that", "he", "according", "to", "Anna", "Lind", "dam", "is", "safe"]
PIECES = st.sampled_from(MARKS + WORDS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_heap_of_marks_and_words_gives_places_in_itself(text: str) -> None:
    sound(text)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_fixtures_give_places_in_themselves(path: Path) -> None:
    sound(path.read_text(encoding="utf-8"))


def test_an_unclosed_quotation_keeps_its_speaker() -> None:
    text = "The dam was tested.\n\nLind said: “It is safe. Nobody was hurt.\n\nThe road is open."
    (said,) = attributions(paragraphs(text))
    assert said.speaker is not None
    assert text[said.contents[0].start : said.contents[0].end] == "“It is safe. Nobody was hurt."
