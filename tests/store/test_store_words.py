import math
from pathlib import Path

import numpy as np
import pytest
from store_values import MODEL, article_of, by_words, desk_at, four_claims, past, terms

from workbench.store import DuckStore


def bm25(texts: dict[str, str], asked: list[str]) -> dict[str, float]:
    """Return the scores by the formula of Robertson and Zaragoza (2009), written out."""
    counts = {id_: terms(text) for id_, text in texts.items()}
    lengths = {id_: sum(own.values()) for id_, own in counts.items()}
    mean = sum(lengths.values()) / len(lengths)
    scores: dict[str, float] = {}
    for term in asked:
        holding = [id_ for id_, own in counts.items() if term in own]
        weight = math.log(1 + (len(texts) - len(holding) + 0.5) / (len(holding) + 0.5))
        for id_ in holding:
            count = counts[id_][term]
            norm = count + 1.2 * (1 - 0.75 + 0.75 * lengths[id_] / mean)
            scores[id_] = scores.get(id_, 0.0) + weight * count * 2.2 / norm
    return scores


def test_scores_follow_the_formula_over_claims_and_past_claims(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    sentences = ["the army left the town", "the town fell", "people remain", "rain fell on rain"]
    article, splitting = article_of(sentences)
    desk.add(article, splitting)
    earlier = [past(1, "rain rain rain the"), past(2, "nothing of the kind")]
    desk.bring_in(earlier)
    texts = {claim.id: claim.text for claim in splitting.claims}
    texts |= {one.id: one.text for one in earlier}
    asked = ["rain", "fell", "the", "unheard"]
    ranked = by_words(desk.store, [*asked, "rain"], limit=10)
    assert dict(ranked) == pytest.approx(bm25(texts, asked))
    assert [score for _, score in ranked] == sorted(dict(ranked).values(), reverse=True)


def test_no_more_are_ranked_than_asked_for(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(number, "rain fell") for number in range(5)])
    assert len(by_words(desk.store, ["rain"], limit=2)) == 2


def test_equal_scores_come_in_the_order_of_the_rows(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(number, "rain fell") for number in (3, 1, 2)])
    ids = [id_ for id_, _ in by_words(desk.store, ["rain"])]
    assert ids == [past(number, "").id for number in (1, 2, 3)]


def test_no_terms_find_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    assert by_words(desk.store, []) == []


def test_the_words_of_a_past_claim_passed_over_are_not_counted_twice(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "rain fell"), past(2, "snow")])
    before = by_words(desk.store, ["rain"])
    desk.bring_in([past(1, "rain fell")])
    assert by_words(DuckStore(desk.store.path), ["rain"]) == before


def test_what_a_mask_leaves_out_is_not_ranked(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "rain rain"), past(2, "rain fell"), past(3, "rain on the town")])
    with desk.store.searching(model=MODEL) as searching:
        rows, _ = searching.by_words(["rain"], limit=1, mask=np.array([False, True, True]))
    assert rows.tolist() == [1]
