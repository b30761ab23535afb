import math
from pathlib import Path

import numpy as np
import pytest
from store_values import MODEL, article_of, by_words, desk_at, four_claims, past, terms

from workbench.store import DuckStore


def bm25(texts: dict[str, str], asked: list[str], *, counted: int) -> dict[str, float]:
    """Return the scores by the formula of Robertson and Zaragoza (2009), written out.

    Words are counted over the first so many texts.
    """
    counts = {id_: terms(text) for id_, text in texts.items()}
    lengths = {id_: sum(own.values()) for id_, own in counts.items()}
    first = list(texts)[:counted]
    mean = sum(lengths[id_] for id_ in first) / counted
    scores: dict[str, float] = {}
    for term in asked:
        holding = sum(term in counts[id_] for id_ in first)
        weight = math.log(1 + (counted - holding + 0.5) / (holding + 0.5))
        for id_ in (id_ for id_, own in counts.items() if term in own):
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
    assert dict(ranked) == pytest.approx(bm25(texts, asked, counted=4))
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


def test_a_first_claim_without_words_keeps_no_other_from_being_found(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(0, ""), past(1, "rain fell")])
    assert [id_ for id_, _ in by_words(desk.store, ["rain"])] == [past(1, "").id]


def test_some_rows_are_weighed_as_among_all(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    said = ("rain", "rain on the town", "snow", "the town", "rain and rain")
    desk.bring_in([past(number, said[number % 5]) for number in range(60)])
    asked = ["rain", "town", "unheard"]
    with desk.store.searching(model=MODEL) as searching:
        among_all = searching.bm25(asked)
        for rows in ([3], [0, 59], [1, 2], []):
            some = np.asarray(rows, dtype=np.intp)
            assert searching.bm25(asked, some).tolist() == among_all[some].tolist()


def test_what_comes_in_moves_no_score_until_there_are_four_times_as_many(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(number, f"rain {number}") for number in range(4)])

    def scores() -> list[float]:
        with desk.store.searching(model=MODEL) as searching:
            return list(searching.bm25(["rain", "2"])[:4])

    before = scores()
    desk.bring_in([past(number, "rain 2") for number in range(4, 15)])
    assert scores() == before
    desk.bring_in([past(15, "rain 2")])
    assert scores() != before
