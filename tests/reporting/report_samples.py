"""Reports made by hand, and texts that would do harm where they are not escaped."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from workbench.model import (
    Article,
    Checkability,
    Claim,
    Confidence,
    Credibility,
    Decision,
    Difference,
    DifferenceKind,
    Entry,
    EntryKind,
    Evidence,
    Figure,
    FigureKind,
    Furniture,
    FurnitureKind,
    GivenEvidence,
    Head,
    KeptFile,
    LeftOut,
    LeftOutReason,
    Manner,
    Match,
    Note,
    Origin,
    PastClaim,
    RecutAct,
    Reliability,
    Report,
    ReportSection,
    ReviewedClaim,
    Span,
    Stance,
    Tally,
    Told,
    Verdict,
)

AT = dt.datetime(2026, 11, 22, 16, 5, 9, tzinfo=dt.UTC)
STORY = (
    "Bridge closed\n\nAbout 4,000 people were stranded on the island, the mayor said on Thursday.\n"
    "It was the worst night of the year.\n"
)
ARTICLE = Article.of(
    STORY,
    title="Bridge closed",
    url="https://news.example/bridge?a=1&copy;=2",
    publisher="The Example",
    published=dt.date(2012, 3, 1),
)
STRANDED = Span(15, 61)
WORST = Span(91, 126)
PAST = PastClaim(
    id="p1",
    text="40,000 people were cut off.",
    verdict=Verdict.DISPUTED,
    rating="Mostly false",
    date=dt.date(2012, 2, 3),
    publisher="The Desk",
    address="https://desk.example/1",
    speaker="a minister",
    reason="Counted twice.",
)
MATCH = Match(PAST, 0.812345678, (Difference(DifferenceKind.FIGURE, "about 4,000", "40,000"),))
CLAIM = Claim(
    id="00000000000000a1",
    article_id=ARTICLE.id,
    spans=(STRANDED,),
    text="About 4,000 people were stranded on the island [of Sule].",
    speaker="the mayor",
    speaker_span=Span(63, 72),
    cue="said",
    manner=Manner.SAID,
    figures=(
        Figure("About 4,000 people", FigureKind.COUNT, 4000.0, "about", "people", Span(15, 33)),
    ),
    checkability=Checkability(0.82, ("figure", "event")),
)
DECISION = Decision(
    entry_id="e" * 32,
    claim_id=CLAIM.id,
    verdict=Verdict.DISPUTED,
    reason="The ferry company counted 3,100.",
    confidence=Confidence.HIGH,
    analyst="anna",
    at=AT,
)
REVIEWED = ReviewedClaim(CLAIM, ARTICLE.quote(CLAIM.spans), DECISION, None, (MATCH,))
UNREVIEWED = ReviewedClaim(
    Claim("00000000000000a2", ARTICLE.id, (WORST,), "It was the worst night of the year."),
    ARTICLE.quote((WORST,)),
    noted="Ask the weather service.",
)
SECTION = ReportSection(
    ARTICLE,
    (REVIEWED, UNREVIEWED),
    Tally(0, 1, 0, 3),
    (LeftOut((WORST,), LeftOutReason.OPINION),),
    furniture=(Furniture("Bea Lund covers the coast.", FurnitureKind.CREDIT),),
)
EVIDENCE = Evidence(
    "Ferry timetable",
    Stance.REFUTES,
    quote="Two sailings went out.",
    address="https://ferry.example/t",
    reliability=Reliability.B,
    credibility=Credibility.THREE,
    file=KeptFile("timetable.pdf", "cd" * 32, 12_345),
)
TAKEN = Claim("00000000000000b1", CLAIM.article_id, (Span(15, 70),), "About 4,000 people")
ENTRY = Entry("f" * 32, AT, "ben", EntryKind.DECIDED, {})
FULL = replace(
    REVIEWED,
    verdicts=(DECISION, replace(DECISION, verdict=Verdict.VERIFIED, analyst="ben", reason="Seen.")),
    said=replace(DECISION, verdict=Verdict.VERIFIED, reason="It is on tape.", analyst="carla"),
    evidence=(GivenEvidence("9" * 32, EVIDENCE, "dora", AT),),
    tags=("harbour", "night"),
    note=Note("Call the harbour master.", "emil", AT),
    lineage=(Origin("8" * 32, RecutAct.NARROWED, (TAKEN,), "frida", AT, "two statements"),),
    history=(
        Told(AT, "ben", "verified → disputed: Seen.", entry=ENTRY, before="verified", after="d"),
    ),
)


def report(*sections: ReportSection, filter: str = "verdict:any") -> Report:  # noqa: A002
    return Report(sections, filter, AT, "anna", "0.1.0", Head(14, "ab" * 32))


def report_that_says(words: str) -> Report:
    """Return a report whose every free text is these words, its shape always the same."""
    article = Article.of(f"{words}.", title=words, publisher=words)
    span = Span(0, len(words))
    past = PastClaim("p1", words, words, rating=words, publisher=words, speaker=words, reason=words)
    claim = Claim(
        id="00000000000000a1",
        article_id=article.id,
        spans=(span,),
        text=words,
        speaker=words,
        cue=words,
        figures=(Figure(words, FigureKind.COUNT, None, words, words, span),),
        checkability=Checkability(0.5, (words,)),
    )
    item = ReviewedClaim(
        claim,
        words,
        Decision("e" * 32, claim.id, Verdict.VERIFIED, words, Confidence.LOW, words, AT),
        words,
        (Match(past, 0.5, (Difference(DifferenceKind.PLACE, words, words),)),),
    )
    left_out = LeftOut((span,), LeftOutReason.QUESTION)
    around = Furniture(words, FurnitureKind.NAVIGATION)
    section = ReportSection(article, (item,), Tally(1), (left_out,), furniture=(around,))
    return Report((section,), words, AT, words, words, Head(1, "0" * 64))


HOSTILE = (
    "remain [in Bab Amr]",
    "[click](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "[a]: http://evil.example",
    "[^1] [x][y] [sic] [/x] [red]",
    "<script>alert(1)</script>",
    "</b><!-- <![CDATA[ <?x <http://evil.example>",
    "&lt;b&gt; &amp; &#91; R&D",
    "*a* **b** _c_ __d__ ~~e~~ `f` ``g``",
    "# heading #",
    "C# ## #",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "> quoted",
    "---",
    "===",
    "***",
    "___",
    "```",
    "~~~ python",
    "| a | b |",
    ":--",
    "\\[x] \\\\ \\",
    "$x$ and $40m",
    "    code",
    "ends in a backslash\\",
    "http://evil.example/a_b www.evil.example a@evil.example",
    "=cmd|' /C calc'!A0",
    "\u202eright to left",
    "\x1b[31mred\x1b[0m \x9b31m \x07 \x7f",
)
FRAGMENTS = st.sampled_from(
    (*"[]()!<>&;#*_`~|\\-+=:$'\"@ aÉ\x1b\x9b\u202e", "](", "1.", "http://", "www.", "lt;")
)
ARBITRARY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HOSTILE_TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(FRAGMENTS, max_size=12).map("".join),
    ARBITRARY,
)
