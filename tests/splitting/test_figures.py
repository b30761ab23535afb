import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import FigureKind
from workbench.splitting.figures import figures_in

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize(
    ("sentence", "text", "value", "hedge", "unit"),
    [
        ("About 4,000 people remain.", "About 4,000 people", 4000, "about", "people"),
        ("It says about 4,000 remain in the district.", "about 4,000", 4000, "about", None),
        ("Over 700 asylum seekers came.", "Over 700 asylum seekers", 700, "over", "asylum seekers"),
        ("killing 107 or more in the square", "107 or more", 107, "or more", None),
        ("six of the shells fell short", "six of the shells", 6, None, "shells"),
        ("It moved thousands of civilians.", "thousands of civilians", None, None, "civilians"),
        ("tens of thousands of people", "tens of thousands of people", None, None, "people"),
        ("several hundred homes burnt", "several hundred homes", None, None, "homes"),
        ("some 300 families", "some 300 families", 300, "some", "families"),
        ("a dozen rounds", "a dozen rounds", 12, None, "rounds"),
        ("two dozen", "two dozen", 24, None, None),
        ("at least one shell landed", "at least one shell", 1, "at least", "shell"),
        ("1.5 million refugees", "1.5 million refugees", 1_500_000, None, "refugees"),
        ("5m people", "5m people", 5_000_000, None, "people"),
        ("8000 migrants may be at sea", "8000 migrants", 8000, None, "migrants"),
        ("no fewer than 36 shells", "no fewer than 36 shells", 36, "no fewer than", "shells"),
        ("fewer than 40 were hurt", "fewer than 40", 40, "fewer than", None),
        ("perhaps as many as 40 houses", "perhaps as many as 40 houses", 40, None, "houses"),
        ("30-odd trucks", "30-odd trucks", 30, "odd", "trucks"),
        ("40+ people", "40+ people", 40, "plus", "people"),
        ("a dozen or so men", "a dozen or so men", 12, "or so", "men"),
        ("50 people or more", "50 people or more", 50, "or more", "people"),
        ("nearly half a million voters", "nearly half a million voters", 500_000, None, "voters"),
        ("two hundred and fifty-one men", "two hundred and fifty-one men", 251, None, "men"),
        ("a further 30 000 homes", "30 000 homes", 30_000, None, "homes"),
        ("the 15-member council", "15-member", 15, None, "member"),
        ("36 injured when a wall fell", "36 injured", 36, None, "injured"),
        ("two front-line combat units", "two front-line combat units", 2, None, None),
        ("one small wooden boat sank", "one small wooden boat", 1, None, None),
        ("it was turned around twice", "twice", 2, None, "times"),
    ],
)
def test_a_count_has_its_hedge_and_what_it_counts(
    sentence: str, text: str, value: float | None, hedge: str | None, unit: str | None
) -> None:
    (figure,) = figures_in(sentence)
    assert (figure.text, figure.kind, figure.value) == (text, FigureKind.COUNT, value)
    assert hedge is None or figure.hedge == hedge
    assert unit is None or figure.unit == unit


@pytest.mark.parametrize("sentence", ["about 4,000 remain", "wounding 238", "12 as before"])
def test_a_number_without_a_noun_counts_nothing_named(sentence: str) -> None:
    (figure,) = figures_in(sentence)
    assert figure.unit is None


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "unit"),
    [
        ("NZ $ 26 million", FigureKind.CURRENCY, 26e6, "NZD"),
        ("€3.2bn", FigureKind.CURRENCY, 3.2e9, "EUR"),
        ("US$1.2 trillion", FigureKind.CURRENCY, 1.2e12, "USD"),
        ("EUR 50", FigureKind.CURRENCY, 50, "EUR"),
        ("26 million New Zealand dollars", FigureKind.CURRENCY, 26e6, "NZD"),
        ("65 cents", FigureKind.CURRENCY, 65, "cents"),
        ("25 percent", FigureKind.PERCENT, 25, "percent"),
        ("5.5 per cent", FigureKind.PERCENT, 5.5, "percent"),
        ("0.4%", FigureKind.PERCENT, 0.4, "percent"),
        ("-0.4%", FigureKind.PERCENT, -0.4, "percent"),
        ("3,5 percent", FigureKind.PERCENT, 3.5, "percent"),
        ("10 percentage points", FigureKind.PERCENT, 10, "percentage points"),
        ("a quarter of citizens", FigureKind.PERCENT, 25, "percent"),
        ("three-quarters of them", FigureKind.PERCENT, 75, "percent"),
        ("half the homes", FigureKind.PERCENT, 50, "percent"),
        ("one in five children", FigureKind.PERCENT, 20, "percent"),
        ("two out of five children", FigureKind.PERCENT, 40, "percent"),
        ("thousands of dollars", FigureKind.CURRENCY, None, "USD"),
        ("his 1995 tax filings", FigureKind.YEAR, 1995, None),
        ("three weeks", FigureKind.DURATION, 3, "weeks"),
        ("an 11-year lull", FigureKind.DURATION, 11, "years"),
        ("half an hour", FigureKind.DURATION, 0.5, "hours"),
        ("two and a half years", FigureKind.DURATION, 2.5, "years"),
        ("nearly a month", FigureKind.DURATION, 1, "months"),
        ("three more consecutive days", FigureKind.DURATION, 3, "days"),
        ("40 km", FigureKind.MEASURE, 40, "km"),
        ("40 kilometres per hour", FigureKind.MEASURE, 40, "km/h"),
        ("a 5m wall", FigureKind.MEASURE, 5, "m"),
        ("minus 5 degrees", FigureKind.MEASURE, -5, "degrees"),
        ("a magnitude 6.1 aftershock", FigureKind.MEASURE, 6.1, "magnitude"),
        ("the first referendum", FigureKind.ORDINAL, 1, "referendum"),
        ("its second largest city", FigureKind.ORDINAL, 2, "largest city"),
        ("the twenty-first", FigureKind.ORDINAL, 21, None),
        ("in 2012", FigureKind.YEAR, 2012, None),
        ("the 1991 Hajj", FigureKind.YEAR, 1991, None),
        ("the 1990s", FigureKind.YEAR, 1990, None),
        ("in 2012-13", FigureKind.YEAR, 2012, None),
        ("1 March 2012", FigureKind.DATE, None, None),
        ("on May 16", FigureKind.DATE, None, None),
        ("at 7:30 p.m.", FigureKind.TIME, 19.5, None),
        ("at 0600 GMT", FigureKind.TIME, 6, None),
    ],
)
def test_kinds_are_told_apart(
    sentence: str, kind: FigureKind, value: float | None, unit: str | None
) -> None:
    (figure,) = figures_in(sentence)
    assert (figure.kind, figure.value, figure.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "one of the journalists",
        "no one died",
        "This one is new.",
        "KPA civil police posts 542 and 543",
        "Formula 1",
        "a Boeing 737 landed",
        "an F-16 over the city",
        "under article 5",
        "flight MH17",
        "COVID-19 cases",
        "since 9/11",
        "the Group of Seven",
        "First, it said nothing.",
        "fishermen first noticed them",
        "flown at half mast",
        "see https://example.org/2012/03/01/42",
        "No. 10",
        "version 1.2.3",
        "8000000000000000000000001",
        "call 0815 or 7834991160",
        "to second-guess them",
    ],
)
def test_names_and_pronouns_are_no_figures(sentence: str) -> None:
    assert figures_in(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "ends", "kind", "unit"),
    [
        ("10 to 12 people", (10, 12), FigureKind.COUNT, "people"),
        ("between 10 and 12 percent", (10, 12), FigureKind.PERCENT, "percent"),
        ("two to three million homes", (2e6, 3e6), FigureKind.COUNT, "homes"),
        ("$3-4bn", (3e9, 4e9), FigureKind.CURRENCY, "USD"),
        ("over 2000 - 2050", (2000, 2050), FigureKind.YEAR, None),
        ("from 1980 to 2012", (1980, 2012), FigureKind.YEAR, None),
    ],
)
def test_a_range_gives_both_ends_in_the_same_unit(
    sentence: str, ends: tuple[float, float], kind: FigureKind, unit: str | None
) -> None:
    first, last = figures_in(sentence)
    assert (first.value, last.value) == ends
    assert (first.kind, first.unit) == (last.kind, last.unit) == (kind, unit)


def test_so_many_in_so_many_places_is_no_share() -> None:
    killed, villages = figures_in("The shells killed two in three villages.")
    assert (killed.value, villages.value, villages.unit) == (2, 3, "villages")


def test_an_ascent_from_one_amount_to_another_keeps_both_as_they_are() -> None:
    first, last = figures_in("It rose from 500 to 1 million.")
    assert (first.value, last.value) == (500, 1e6)


def test_a_year_is_not_taken_for_a_count_nor_a_count_for_a_year() -> None:
    kinds = [
        figure.kind for figure in figures_in("In 2012 people fled 2000 homes in 1900 villages")
    ]
    assert kinds == [FigureKind.YEAR, FigureKind.COUNT, FigureKind.COUNT]


def test_a_number_does_not_count_what_stands_in_the_next_line() -> None:
    (figure,) = figures_in("The toll is 12\nPeople fled.")
    assert figure.unit is None


def test_spans_are_moved_by_the_offset() -> None:
    (figure,) = figures_in("In all, 12 people", offset=100)
    assert (figure.span.start, figure.span.end) == (108, 117)


def test_the_changing_toll_of_the_flood_is_read() -> None:
    text = (FIXTURES / "river-flood.txt").read_text(encoding="utf-8")
    read = [(figure.hedge, figure.value) for figure in figures_in(text)]
    for toll in [("at least", 23), (None, 31), (None, 12), ("at least", 19), (None, 4)]:
        assert toll in read


def test_the_figures_of_the_economy_story_have_their_kinds() -> None:
    text = (FIXTURES / "factory-prices.txt").read_text(encoding="utf-8")
    read = {(figure.kind, figure.value, figure.unit) for figure in figures_in(text)}
    assert {
        (FigureKind.PERCENT, 7.8, "percent"),
        (FigureKind.DURATION, 11.0, "years"),
        (FigureKind.COUNT, 1240.0, "companies"),
        (FigureKind.CURRENCY, 2.5e6, "EUR"),
        (FigureKind.CURRENCY, 400e6, "USD"),
        (FigureKind.COUNT, 96_000.0, "people"),
        (FigureKind.YEAR, 2013.0, None),
        (FigureKind.PERCENT, 20.0, "percent"),
    } <= read


def test_the_hostile_text_is_read_with_true_spans() -> None:
    text = (FIXTURES / "hostile.txt").read_text(encoding="utf-8")
    figures = figures_in(text)
    assert 40_000 in {figure.value for figure in figures}
    assert all(text[figure.span.start : figure.span.end] == figure.text for figure in figures)


def test_reading_figures_loads_no_language_model() -> None:
    program = (
        "import sys, workbench.splitting.figures;"
        "print([name for name in ('spacy', 'torch', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@given(st.text())
def test_any_text_is_read_and_each_figure_is_the_text_under_its_span(text: str) -> None:
    for figure in figures_in(text):
        assert text[figure.span.start : figure.span.end] == figure.text


PIECES = st.sampled_from(
    [
        *("about", "4,000", "2012", "2000", "-", "–", "to", "10", "%", "percent", "$", "€", "NZ"),
        *("one", "two", "dozen", "half", "a", "third", "of", "and", "million", "bn", "people"),
        *("weeks", "May", "16", "F-", "5", "m", "½", "/", ".", ",", "or", "more", "at", "least"),
        *("between", "first", "7:30", "pm", "+", "'", "\n", "minus", "hundred", "few", "in", "²"),
    ]
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_any_run_of_number_words_is_read_with_true_spans_in_order(
    pieces: list[str], joint: str
) -> None:
    text = joint.join(pieces)
    figures = figures_in(text, offset=7)
    for figure in figures:
        assert text[figure.span.start - 7 : figure.span.end - 7] == figure.text
    assert list(figures) == sorted(figures, key=lambda figure: figure.span)
