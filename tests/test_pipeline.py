"""The one way through, with the real models and a real store."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench import pipeline
from workbench.matching.encoder import PACKAGED_MODEL, Encoder, packaged_encoder
from workbench.model import (
    Article,
    Claim,
    Confidence,
    DifferenceKind,
    EntryKind,
    Match,
    PastClaim,
    Report,
    ReviewedClaim,
    Status,
    Tally,
    Verdict,
)
from workbench.pipeline import (
    Chosen,
    Context,
    LinkedClaims,
    Progress,
    SimilarClaims,
    Stage,
    Wanted,
)
from workbench.reading import read_path
from workbench.splitting import split
from workbench.splitting.figures import figures_in
from workbench.store.duck import DuckStore

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def no_model() -> Encoder:
    message = "the model was loaded"
    raise AssertionError(message)


def add(
    article: Article, store: DuckStore, context: Context, load: Callable[[], Encoder]
) -> tuple[list[Progress], pipeline.Added]:
    work = pipeline.add_article(
        article, store=store, split=split, load_encoder=load, context=context
    )
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as end:
            return steps, end.value


def mark(claim: Claim, store: DuckStore, context: Context) -> None:
    pipeline.mark(
        claim, Verdict.VERIFIED, store=store, reason=None, confidence=None, context=context
    )


def report_of(store: DuckStore, statuses: frozenset[Status] | None = None) -> Report:
    chosen = Chosen(statuses=statuses)
    return pipeline.report(store, chosen=chosen, made_at=NOW, made_by="mara")


def test_taking_an_article_in_tells_each_stage(tmp_path: Path, context: Context) -> None:
    store = DuckStore(tmp_path / "claims.duckdb")
    article = Article.of("Fire\n\nThe ministry said 12 people were killed in Homs.", title="Fire")

    steps, added = add(article, store, context, packaged_encoder)

    assert [step.stage for step in steps] == [
        Stage.SPLITTING,
        Stage.LOADING,
        Stage.ENCODING,
        Stage.STORING,
    ]
    assert added.new
    assert added.claims == len(store.reviewed_claims(article.id)) == 1


def test_a_known_article_needs_no_model_and_changes_nothing(
    sample_store: DuckStore, sample_article: Article, context: Context
) -> None:
    head = sample_store.head()

    steps, added = add(sample_article, sample_store, context, no_model)

    assert steps == []
    assert not added.new
    assert sample_store.head() == head


def test_a_text_with_a_vector_is_not_encoded_again(
    sample_store: DuckStore, context: Context
) -> None:
    known = sample_store.reviewed_claims()[0].claim.text
    past = PastClaim(id="again", text=known, figures=figures_in(known))

    work = pipeline.import_past_claims(
        [past], store=sample_store, load_encoder=no_model, context=context
    )

    assert [step.stage for step in work] == [Stage.READING, Stage.STORING]
    with sample_store.searching(model=PACKAGED_MODEL) as searching:
        last = len(searching.matrix) - 1
        assert searching.ids([last]) == ("again",)
        assert searching.matrix[last].any()


def test_a_stored_claim_finds_past_claims_and_none_of_its_own_article(
    sample_store: DuckStore, sample_article: Article
) -> None:
    similar = SimilarClaims(sample_store)

    found = [similar.to_claim(item.claim) for item in sample_store.reviewed_claims()]

    assert any(found)
    assert all(match.past.article_id != sample_article.id for matches in found for match in matches)
    assert all(match.score >= 0.5 for matches in found for match in matches)


def test_claims_asked_together_find_what_each_finds_alone(sample_store: DuckStore) -> None:
    similar = SimilarClaims(sample_store)
    claims = [item.claim for item in sample_store.reviewed_claims()][:6]

    assert similar.to_claims(claims) == tuple(similar.to_claim(claim) for claim in claims)


def test_another_figure_is_said(sample_store: DuckStore) -> None:
    similar = SimilarClaims(sample_store)
    claim = next(
        item.claim for item in sample_store.reviewed_claims() if "4,000" in item.claim.text
    )

    differences = [
        difference
        for match in similar.to_claim(claim, limit=10)
        for difference in match.differences
        if difference.kind is DifferenceKind.FIGURE
    ]

    assert any("40,000" in difference.theirs for difference in differences)


def test_words_alone_find_without_a_model(sample_store: DuckStore) -> None:
    found = SimilarClaims(sample_store).to_text("tactical retreat", encoder=None)

    assert "retreat" in found[0].past.text


def test_what_another_window_adds_is_found_at_once(
    sample_store: DuckStore, context: Context
) -> None:
    similar = SimilarClaims(sample_store)
    similar.to_text("zebra crossing", encoder=None)
    text = "A zebra crossing was painted over in Leeds."
    past = PastClaim(id="zebra", text=text)
    for _ in pipeline.import_past_claims(
        [past], store=sample_store, load_encoder=packaged_encoder, context=context
    ):
        pass

    found = similar.to_text("zebra crossing", encoder=packaged_encoder())

    assert found[0].past.id == "zebra"


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = DuckStore(tmp_path / "claims.duckdb")

    assert SimilarClaims(store).to_text("anything", encoder=packaged_encoder()) == ()
    assert report_of(store).sections == ()
    assert not store.path.exists()


def test_a_report_counts_before_its_filter(sample_store: DuckStore, context: Context) -> None:
    first, second, *rest = sample_store.reviewed_claims()
    for one in (first, second):
        pipeline.mark(
            one.claim,
            Verdict.DISPUTED,
            store=sample_store,
            reason="no source",
            confidence=Confidence.LOW,
            context=context,
        )

    report = report_of(sample_store, frozenset({Status.DISPUTED}))

    assert report.filter == "claims that are disputed"
    assert report.shown == 2
    assert report.tally == Tally(disputed=2, unreviewed=len(rest))
    assert report.head == sample_store.head()
    assert {item.decision.reason for item in report.sections[0].claims if item.decision} == {
        "no source"
    }


def test_a_report_carries_the_head_that_its_content_reflects(
    sample_store: DuckStore, context: Context
) -> None:
    claim = sample_store.reviewed_claims()[0].claim

    class Disturbed(LinkedClaims):
        """Another window decides while the matches are looked for, once."""

        calm = False

        def to_claims(
            self, reviewed: Sequence[ReviewedClaim], *, limit: int = 5, wanted: Wanted | None = None
        ) -> tuple[tuple[Match, ...], ...]:
            if not self.calm:
                self.calm = True
                mark(claim, sample_store, context)
            return super().to_claims(reviewed, limit=limit, wanted=wanted)

    disturbed = Disturbed(sample_store, clock=lambda: NOW)
    report = pipeline.report(sample_store, made_at=NOW, made_by="mara", similar=disturbed)

    assert report.head == sample_store.head()
    assert report.tally.verified == 1


def test_a_noted_reason_goes_with_the_verdict_and_waits_no_longer(
    sample_store: DuckStore, context: Context
) -> None:
    claim = sample_store.reviewed_claims()[0].claim
    sample_store.append(
        [context.entry(EntryKind.NOTED, claims=[claim.id], reason="the mayor denied it")]
    )
    assert sample_store.reviewed_claims()[0].noted == "the mayor denied it"

    mark(claim, sample_store, context)

    reviewed = sample_store.reviewed_claims()[0]
    assert reviewed.decision is not None
    assert reviewed.decision.reason == "the mayor denied it"
    assert reviewed.noted is None


@pytest.mark.parametrize("name", ["bab-amr.txt", "hostile.txt"])
def test_each_word_of_a_stored_claim_leads_back_to_the_article(
    tmp_path: Path, context: Context, fixtures: Path, name: str
) -> None:
    store = DuckStore(tmp_path / "claims.duckdb")
    article = read_path(fixtures / name)
    add(article, store, context, packaged_encoder)

    for item in store.reviewed_claims():
        claim = item.claim
        outside = claim.text
        for bracket in reversed(claim.brackets):
            inside = claim.text[bracket.at.start + 1 : bracket.at.end - 1]
            assert article.quote([bracket.source]) == inside
            outside = outside[: bracket.at.start] + outside[bracket.at.end :]
        words = iter(article.quote(claim.spans).split())
        assert all(any(word in own for own in words) for word in outside.split())
