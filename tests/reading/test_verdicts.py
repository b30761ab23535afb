import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import SettingsError
from workbench.model import Verdict
from workbench.reading.verdicts import Scale, loose, verdict_table


def test_no_word_of_the_table_stands_for_two_verdicts() -> None:
    text = resources.files("workbench.reading").joinpath("verdicts.toml").read_text("utf-8")
    listed = [
        loose(word)
        for lists in tomllib.loads(text).values()
        for words in lists.values()
        for word in words
    ]

    assert sorted(set(listed)) == sorted(listed)
    assert len(verdict_table().rows) == len(listed) > 100


@pytest.mark.parametrize(
    ("words", "verdict", "source"),
    [
        ("Pants on Fire!", Verdict.DISPUTED, "PolitiFact"),
        ("Half True", None, "PolitiFact"),
        ("Four  Pinocchios", Verdict.DISPUTED, "Washington Post"),
        ("Größtenteils richtig", Verdict.VERIFIED, "German"),
        ("НЕПРАВДА", Verdict.DISPUTED, "Russian"),
    ],
)
def test_a_word_has_its_verdict_and_its_scale(
    words: str, verdict: Verdict | None, source: str
) -> None:
    row = verdict_table().row(words)

    assert row is not None
    assert (row.verdict, row.source) == (verdict, source)


def test_an_analysts_own_words_are_added_and_win() -> None:
    table = verdict_table({"Mostly-False.": "", "Tall tale": "disputed", "3": "unconfirmed"})

    assert [table.row(word).verdict for word in ("mostly false", "tall tale")] == [  # type: ignore[union-attr]  # both are there
        None,
        Verdict.DISPUTED,
    ]
    assert {row.rating for row in table.rows[-3:]} == {"mostly false", "tall tale", "3"}
    assert {row.source for row in table.rows[-3:]} == {"workbench.toml"}
    assert table.verdict_of_number("0.5", Scale(0, 1)) is Verdict.UNCONFIRMED


def test_a_verdict_that_is_none_of_ours_is_a_matter_of_configuration() -> None:
    with pytest.raises(SettingsError, match=r"sets “Nope” to “false”, which is no verdict\."):
        verdict_table({"Nope": "false"})


@pytest.mark.parametrize(
    ("number", "scale", "verdict"),
    [
        ("1", None, Verdict.DISPUTED),
        ("2.0", None, Verdict.DISPUTED),
        ("3", None, None),
        ("4,5", None, Verdict.VERIFIED),
        ("2.5", None, None),
        ("9", None, None),
        ("-1", None, None),
        ("9/10", None, Verdict.VERIFIED),
        ("2 out of 10", None, Verdict.DISPUTED),
        ("0", Scale(0, 1), Verdict.DISPUTED),
        ("1", Scale(5, 1), Verdict.VERIFIED),
        ("1", Scale(1, 1), None),
        ("one", None, None),
    ],
)
def test_a_number_comes_to_what_its_place_on_the_scale_says(
    number: str, scale: Scale | None, verdict: Verdict | None
) -> None:
    assert verdict_table().verdict_of_number(number, scale) is verdict


ENDS = st.floats(-1e6, 1e6)


@given(st.text(max_size=12) | ENDS.map(str), ENDS, ENDS)
def test_any_number_on_any_scale_has_a_verdict_or_none(
    number: str, worst: float, best: float
) -> None:
    verdict = verdict_table().verdict_of_number(number, Scale(worst, best))

    assert verdict is None or verdict in set(Verdict)
