"""What the detail pane says of a claim."""

import dataclasses
import datetime as dt

from screen_values import CLAIMS, figure

from workbench.model import (
    Checkability,
    Confidence,
    Credibility,
    DateMention,
    Decision,
    Evidence,
    FigureKind,
    GivenEvidence,
    KeptFile,
    Manner,
    Note,
    Reliability,
    ReviewedClaim,
    Span,
    Stance,
    Verdict,
)
from workbench.tui.widgets.detail import (
    claim_in_full,
    date_in_words,
    figure_in_words,
    rank_in_words,
)

REVIEWED = ReviewedClaim(CLAIMS[2], "About 4,000 people depend on it")
DECISION = Decision(
    entry_id="e" * 32,
    claim_id=CLAIMS[2].id,
    verdict=Verdict.DISPUTED,
    reason="the census counted 4,100",
    confidence=Confidence.MODERATE,
    analyst="rana",
    at=dt.datetime(2012, 3, 2, 9, 5, tzinfo=dt.UTC),
)


def rows(claim: ReviewedClaim, *, width: int = 80) -> dict[str, str]:
    """Return the labelled rows of the pane."""
    lines = claim_in_full(claim, width=width).plain.splitlines()[2:]
    return {line[:12].strip(): line[12:] for line in lines if line[:12].strip()}


def test_the_text_comes_first_its_brackets_in_a_style_of_their_own() -> None:
    content = claim_in_full(REVIEWED, width=80)
    styles = {content.plain[span.start : span.end]: span.style for span in content.spans}

    assert content.plain.startswith("About 4,000 people depend on [The old bridge at Tell Shar]")
    assert styles["About 4,000 people depend on "] == "bold"
    assert styles["[The old bridge at Tell Shar]"] == "$text-accent italic"


def test_an_unreviewed_claim_has_no_reason_and_no_analyst() -> None:
    assert rows(REVIEWED) == {
        "it is so": "· unreviewed",
        "it was said": "· not judged",
        "speaker": "Samir Haddad",
        "manner": "said",
        "figure": "About 4,000 people (count)",
        "rank": "0.90: figure",
        "quote": "About 4,000 people depend on it",
        "id": CLAIMS[2].id,
    }


def test_a_decision_is_told_with_reason_confidence_analyst_and_time() -> None:
    found = rows(dataclasses.replace(REVIEWED, decision=DECISION))

    assert found["it is so"] == "✗ disputed"
    assert found["reason"] == "the census counted 4,100"
    assert found["confidence"] == "moderate"
    assert found["by"] == "rana, 2 Mar 2012 09:05 UTC"


def test_both_judgements_of_a_reported_claim_stand_apart() -> None:
    said = dataclasses.replace(DECISION, verdict=Verdict.VERIFIED, reason="on tape")
    found = claim_in_full(
        dataclasses.replace(REVIEWED, decision=DECISION, said=said), width=80
    ).plain.splitlines()

    assert found[2].split() == ["it", "is", "so", "✗", "disputed"]
    place = next(i for i, line in enumerate(found) if line.startswith("it was said"))
    assert found[place].split()[3:] == ["✓", "verified"]
    assert found[place + 1].strip() == "on tape"


def test_what_was_gathered_is_told_with_its_grade_and_its_file() -> None:
    evidence = Evidence(
        "the [ministry]",
        Stance.REFUTES,
        quote="not 4,000",
        address="https://m.example.org",
        retrieved=dt.date(2012, 3, 2),
        reliability=Reliability.B,
        credibility=Credibility.TWO,
        file=KeptFile("scan.pdf", "ab" * 32, 2_500_000),
    )
    given = GivenEvidence("e" * 32, evidence, "rana", DECISION.at)
    note = Note("ask the UN\n[then] call", "omar", DECISION.at)
    claim = dataclasses.replace(REVIEWED, evidence=(given,), tags=("flood", "toll"), note=note)
    shown = [line[12:] for line in claim_in_full(claim, width=100).plain.splitlines()]

    assert shown[4:14] == [
        "− refutes: the [ministry]",
        "“not 4,000”",
        "B2: usually reliable, probably true",
        "https://m.example.org",
        "file scan.pdf (2.5 MB, SHA-256 abababababab…)",
        "retrieved 2 Mar 2012, given by rana, 2 Mar 2012",
        "flood toll",
        "ask the UN",
        "[then] call",
        "omar, 2 Mar 2012 09:05 UTC",
    ]


def test_a_noted_reason_waits_beside_the_verdict() -> None:
    assert rows(dataclasses.replace(REVIEWED, noted="ask the mayor"))["noted"] == "ask the mayor"


def test_a_claim_of_the_article_itself_says_so() -> None:
    assert rows(ReviewedClaim(CLAIMS[4], ""))["speaker"] == "the article itself"


def test_a_speaker_who_is_not_named_is_not_the_article() -> None:
    unnamed = dataclasses.replace(CLAIMS[4], manner=Manner.ALLEGED)

    assert rows(ReviewedClaim(unnamed, ""))["speaker"] == "not named"


def test_the_cue_is_told_where_it_says_more_than_the_manner() -> None:
    assert rows(ReviewedClaim(CLAIMS[3], ""))["manner"] == "said (“according to”)"


def test_a_long_value_goes_on_under_its_beginning() -> None:
    told = dataclasses.replace(REVIEWED, noted="ask the mayor of Tell Shar and the engineer")
    lines = claim_in_full(told, width=40).plain.splitlines()
    begun = next(place for place, line in enumerate(lines) if line.startswith("noted"))

    assert lines[begun : begun + 2] == [
        "noted       ask the mayor of Tell Shar ",
        "            and the engineer",
    ]


def test_a_figure_is_told_as_it_was_read() -> None:
    three = figure("Three families", 3, hedge=None, unit="families")

    assert figure_in_words(three) == "Three families = 3 families (count)"


def test_a_figure_without_a_value_is_told_by_its_words() -> None:
    some = dataclasses.replace(
        figure("Three families", 3, hedge=None, unit="families"),
        value=None,
        kind=FigureKind.COUNT,
    )

    assert figure_in_words(some) == "Three families (count)"


def test_the_rank_gives_its_reasons() -> None:
    plain = dataclasses.replace(CLAIMS[0], checkability=Checkability(0.3, ()))

    assert rank_in_words(CLAIMS[0]) == "0.70: named place, event"
    assert rank_in_words(plain) == "0.30: no reason to rank it higher"


def test_a_date_stands_with_the_day_that_it_names() -> None:
    day = DateMention("Thursday", Span(0, 8), "2012-03-01", certain=True)
    guessed = DateMention("a day earlier", Span(9, 22), "2012-02-29", certain=False)
    unknown = DateMention("Friday", Span(0, 6), None, certain=False)

    assert date_in_words(day) == "Thursday = 2012-03-01"
    assert date_in_words(guessed) == "a day earlier = 2012-02-29 (likely)"
    assert date_in_words(unknown) == "Friday"
