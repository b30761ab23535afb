"""Edges of a span moved by word, by sentence and with the mouse, and places where it is split."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Span
from workbench.review.edges import Edges, sentence_at

TEXT = "The bridge fell. “About 4,000 people depend on it,” he said, at 5% risk.\n\nIt rose again."


def over(quote: str, text: str = TEXT) -> Edges:
    start = text.index(quote)
    return Edges(text, (Span(start, start + len(quote)),))


def read(edges: Edges) -> list[str]:
    return [
        " … ".join(edges.text[span.start : span.end] for span in piece) for piece in edges.pieces
    ]


@pytest.mark.parametrize(
    ("edges", "quote"),
    [
        (over("4,000 people").by_words(1), "4,000 people depend"),
        (over("4,000 people").by_words(2), "4,000 people depend on"),
        (over("4,000 people").by_words(-1), "4,000"),
        (over("4,000 people").by_words(-5), "4,000 people"),
        (over("4,000 people").turned(1).by_words(-1), "About 4,000 people"),
        (over("4,000 people").turned(1).by_words(1), "people"),
        (over("4,000 people").turned(1).by_words(-99), TEXT[: TEXT.index(" depend")]),
        (over("risk").by_words(99), TEXT[TEXT.index("risk") : -1]),
        (over("at").by_words(1), "at 5%"),
        (over("4,000 people").by_sentences(1), TEXT[TEXT.index("4,000") : TEXT.index(".\n\n")]),
        (over("fell").turned(1).by_sentences(-1), "The bridge fell"),
        (over("fell").to(TEXT.index("people")), TEXT[TEXT.index("fell") : TEXT.index(" depend")]),
    ],
)
def test_an_edge_moves_to_where_a_word_begins_or_ends(edges: Edges, quote: str) -> None:
    assert read(edges) == [quote]


def test_an_edge_between_words_goes_to_the_nearest_one_on_its_way() -> None:
    assert read(over("4,000 people dep").by_words(1)) == ["4,000 people depend"]
    assert read(over("4,000 people dep").by_words(-1)) == ["4,000 people"]


def test_a_gap_stays_a_gap_until_an_edge_passes_it() -> None:
    one, two = over("The bridge").spans[0], over("people depend").spans[0]
    edges = Edges(TEXT, (one, two))
    assert read(edges.by_words(1)) == ["The bridge … people depend on"]
    assert read(edges.turned(1).to(two.start)) == ["people depend"]


def test_a_claim_is_split_in_the_middle_and_the_cut_moves_between_its_edges() -> None:
    edges = over("About 4,000 people depend on it").split()
    assert edges.hand_in_words == "cut"
    assert read(edges) == ["About 4,000 ", "people depend on it"]
    further = edges.by_words(1)
    assert "".join(read(further)).replace(" ", "") == "About4,000peopledependonit"
    assert read(further) != read(edges)
    assert read(edges.by_words(99)) == read(edges)
    assert len(read(edges.split())) == 3
    assert read(edges.split().joined().joined()) == ["About 4,000 people depend on it"]
    assert over("people").split() == over("people")
    assert over("people").joined() == over("people")


def test_words_that_the_mouse_is_drawn_over_are_taken_whole() -> None:
    first, last = TEXT.index("ople"), TEXT.index("pend")
    assert read(over("fell").selected(first, last)) == ["people depend"]
    assert read(over("fell").selected(last, first)) == ["people depend"]
    blank = TEXT.index("\n\n")
    assert read(over("fell").selected(blank, blank + 1)) == ["fell"]


def test_letters_without_spaces_are_words_of_their_own() -> None:
    edges = Edges("大橋は再び開通した。", (Span(0, 2),))
    assert read(edges.by_words(1)) == ["大橋は"]


def test_the_sentence_at_a_place_is_known() -> None:
    found = sentence_at(TEXT, TEXT.index("people"))
    assert found is not None
    assert TEXT[found.start : found.end].startswith("About 4,000")
    assert sentence_at(" … ", 1) is None


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="ab 4,.“”\n()é大", min_size=1, max_size=60),
    moves=st.lists(st.tuples(st.sampled_from("wstxj"), st.integers(-3, 3)), max_size=8),
    data=st.data(),
)
def test_however_edges_move_each_piece_has_a_word_inside_the_text(
    text: str, moves: list[tuple[str, int]], data: st.DataObject
) -> None:
    one = data.draw(st.integers(0, len(text)))
    edges = Edges(text, (Span(0, len(text)),)).selected(one, len(text))
    begun = any(letter.isalnum() for letter in text)
    for move, steps in moves:
        match move:
            case "w":
                edges = edges.by_words(steps)
            case "s":
                edges = edges.by_sentences(steps)
            case "t":
                edges = edges.turned(steps)
            case "x":
                edges = edges.split()
            case _:
                edges = edges.joined()
        for piece in edges.pieces if begun else ():
            assert 0 <= piece[0].start < piece[-1].end <= len(text)
            assert any(text[i].isalnum() for span in piece for i in range(span.start, span.end))
