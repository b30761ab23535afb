"""What stands in the columns of a list of past claims: their names, verdicts, ratings and dates."""

import datetime as dt

import pytest
from past_claim_rows import read

from workbench.model import PastClaim, Verdict
from workbench.reading.verdicts import verdict_table


def test_only_the_claim_is_required() -> None:
    (past,), bad = read("claim\nA bridge fell.\n")

    assert bad == ()
    assert past == PastClaim(id=past.id, text="A bridge fell.")


def test_columns_that_are_not_known_are_passed_over() -> None:
    (past,), _ = read("colour,claim\nred,A bridge fell.\n")

    assert past.text == "A bridge fell."


def test_a_claim_without_id_gets_one_from_text_publisher_and_address() -> None:
    one, two, three, four = read(
        "claim,publisher,address,title\nA,B,C,x\nA,B,D,x\nA,E,C,x\nF,B,C,x\n"
    )[0]
    (again,), _ = read("title,address,publisher,claim\nother,C,B,A\n")

    assert len({one.id, two.id, three.id, four.id}) == 4
    assert again.id == one.id
    assert len(one.id) == 16
    assert int(one.id, 16) >= 0


@pytest.mark.parametrize("word", ["verified", "Disputed", " UNCONFIRMED "])
def test_our_verdict_words_are_verdicts(word: str) -> None:
    (past,), _ = read(f"claim,verdict\nA,{word}\n")

    assert past.verdict == Verdict(word.strip().lower())
    assert past.rating is None


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("False", Verdict.DISPUTED),
        ("Pants on Fire!", Verdict.DISPUTED),
        ("pants-on-fire", Verdict.DISPUTED),
        ("Misleading.", Verdict.DISPUTED),
        ("TRUE", Verdict.VERIFIED),
        ("correct", Verdict.VERIFIED),
        ("Unproven", Verdict.UNCONFIRMED),
        ("unsupported", Verdict.UNCONFIRMED),
        ("Mixture", None),
        ("half true", None),
        ("disputed by some", None),
    ],
)
@pytest.mark.parametrize("column", ["verdict", "rating"])
def test_others_words_are_kept_and_mapped_where_the_table_says(
    word: str, verdict: Verdict | None, column: str
) -> None:
    (past,), bad = read(f"claim,{column}\nA,{word}\n")

    assert (past.verdict, past.rating, bad) == (verdict, word, ())


def test_both_words_of_a_publisher_are_kept() -> None:
    (past,), _ = read("claim,verdict,rating\nA,mixture,Half True\n")

    assert (past.verdict, past.rating) == (None, "mixture; Half True")


def test_our_verdict_wins_over_the_rating() -> None:
    (past,), _ = read("claim,verdict,rating\nA,unconfirmed,False\n")

    assert (past.verdict, past.rating) == (Verdict.UNCONFIRMED, "False")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("vclaim_id\tvclaim\ttitle\tdate", "7\tIt fell.\tFell?\t26 May 2015"),
        ("Claim ID,Statement,Headline,Review date", "7,It fell.,Fell?,2015-05-26"),
        ("id;claimReviewed;text;title;datePublished", "7;It fell.;An article;Fell?;2015/5/26"),
    ],
)
def test_columns_go_by_many_names(header: str, row: str) -> None:
    (past,), bad = read(f"{header}\n{row}\n")

    assert bad == ()
    assert (past.id, past.text, past.title, past.date) == (
        "7",
        "It fell.",
        "Fell?",
        dt.date(2015, 5, 26),
    )


@pytest.mark.parametrize(
    "cell", ["26 May 2015", "May 26, 2015", "26th May 2015", "Sept 26 2015", "2015-05-26T10:00Z"]
)
def test_a_date_in_words_is_read(cell: str) -> None:
    (past,), _ = read(f'claim,date\nA,"{cell}"\n')

    assert past.date is not None
    assert (past.date.year, past.date.day) == (2015, 26)


@pytest.mark.parametrize("cell", ["03/04/2012", "2012", "31 February 2012", "26 Mumble 2015"])
def test_a_date_with_two_readings_or_none_makes_a_bad_row(cell: str) -> None:
    past, (bad,) = read(f"claim,date\nA,{cell}\n")

    assert past == ()
    assert bad.reason == f"“{cell}” is not a date; dates are written 2012-03-01"


def test_a_reason_comes_with_the_verdict() -> None:
    (past,), _ = read("claim,verdict,reason\nA,false,no such list\n")

    assert past.reason == "no such list"


def test_a_publisher_is_given_to_claims_that_name_none() -> None:
    past, _ = read("claim,publisher\nA,\nB,Desk\n", publisher="House")
    (named,), _ = read("claim,publisher\nA,House\n")

    assert [claim.publisher for claim in past] == ["House", "Desk"]
    assert past[0].id == named.id


def test_an_analysts_table_decides_on_the_verdict() -> None:
    (past,), _ = read(
        "claim,rating\nA,Half true\n", verdicts=verdict_table({"half true": "disputed"})
    )

    assert (past.verdict, past.rating) == (Verdict.DISPUTED, "Half true")


@pytest.mark.parametrize(
    ("rating", "verdict"), [("1", Verdict.DISPUTED), ("3", None), ("5", Verdict.VERIFIED)]
)
def test_ratings_from_1_to_5_are_mapped_and_kept(rating: str, verdict: Verdict | None) -> None:
    (past,), _ = read(f"claim,rating\nA,{rating}\n")

    assert (past.verdict, past.rating) == (verdict, rating)
