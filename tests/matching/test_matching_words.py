from collections import Counter

import pytest

from workbench.matching.words import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4,000 people", "4000 people"),
        ("4\u202f000 people", "4,000 people"),
        ("1,00,000 homes", "100000 homes"),
        ("Bâb Amr", "Bab Amr"),
        ("BAB AMR", "bab amr"),
        ("Bab-Amr", "Bab Amr"),
        ("U.N. envoy", "UN envoy"),
        ("the U.S. army", "US army"),
        ("the city’s hospitals", "city hospital"),
        ("the city's hospitals", "cities’ hospital"),
        ("don’t", "don't"),
        ("#BabAmrSiege", "Bab Amr siege"),
        ("@ReliefAgency", "relief agency"),
        ("COVID-19", "covid 19"),
        ("killing", "killed"),
        ("stopped", "stops"),
        ("hope", "hoping"),
        ("studied", "study"),
        ("houses", "house"),
    ],
)
def test_spellings_of_one_thing_are_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4,000", "4.000"),
        ("4,000", "40,000"),
        ("3.5", "35"),
        ("2011", "2012"),
        ("gas", "ga"),
        ("string", "str"),
    ],
)
def test_different_things_are_different_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_words_are_counted() -> None:
    assert terms("Tents, and more tents: 300 tents") == Counter({"tent": 3, "300": 1})


def test_stop_words_are_left_out() -> None:
    assert terms("It was they who had been there for us") == Counter()


def test_a_country_in_capitals_is_no_stop_word() -> None:
    assert terms("told us") == Counter({"told": 1})
    assert terms("told US") == Counter({"told": 1, "us": 1})


def test_web_addresses_are_left_out() -> None:
    assert terms("convoy https://news.example/a/4000 www.relief.example") == Counter({"convoy": 1})


@pytest.mark.parametrize("text", ["", " \n", "…—“”", "🙂", "[]"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == Counter()


def test_other_scripts_are_kept() -> None:
    assert terms("حمص Хомс ὁδός") == Counter(
        {"حمص": 1, "хомс": 1, "οδοσ": 1}
    )  # a final sigma is a sigma
