import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import FigureKind
from workbench.splitting.figures import figures_in


@pytest.mark.parametrize(
    ("sentence", "text", "value", "hedge", "unit"),
    [
        ("About 4,000 people remain.", "About 4,000 people", 4000, "about", "people"),
        ("It says about 4,000 remain in the district.", "about 4,000", 4000, "about", None),
        ("Over 700 asylum seekers came.", "Over 700 asylum seekers", 700, "over", "asylum seekers"),
        ("killing 107 or more in the square", "107 or more", 107, "or more", None),
        ("six of the shells fell short", "six of the shells", 6, None, "shells"),
        ("It moved thousands of civilians.", "thousands of civilians", None, None, "civilians"),
        ("some 300 families", "some 300 families", 300, "some", "families"),
        ("a dozen rounds", "a dozen rounds", 12, None, "rounds"),
        ("two dozen", "two dozen", 24, None, None),
        ("at least one shell landed", "at least one shell", 1, "at least", "shell"),
        ("1.5 million refugees", "1.5 million refugees", 1_500_000, None, "refugees"),
    ],
)
def test_a_count_has_its_hedge_and_what_it_counts(
    sentence: str, text: str, value: float | None, hedge: str | None, unit: str | None
) -> None:
    (figure,) = figures_in(sentence)
    assert (figure.text, figure.kind) == (text, FigureKind.COUNT)
    assert (figure.value, figure.hedge, figure.unit) == (value, hedge, unit)


@given(st.text())
def test_any_text_is_read_and_each_figure_is_the_text_under_its_span(text: str) -> None:
    for figure in figures_in(text):
        assert text[figure.span.start : figure.span.end] == figure.text


_PIECES = st.sampled_from(
    "about 4,000 2012 2000 - – to 10 % percent $ € NZ one two dozen half a third of and million bn"
    " people weeks May 16 F- 5 m ½ / . , or more at least between first 7:30 pm + ' \n minus".split(
        " "
    )
)


@given(st.lists(_PIECES, max_size=12), st.sampled_from(["", " "]))
def test_any_run_of_number_words_is_read_with_true_spans(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    for figure in figures_in(text, offset=7):
        assert text[figure.span.start - 7 : figure.span.end - 7] == figure.text
