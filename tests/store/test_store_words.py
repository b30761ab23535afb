import math
from pathlib import Path

import pytest
from store_values import article_of, desk_at, four_claims, past, terms

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
    ranked = desk.store.by_words([[*asked, "rain"]], limit=10)[0]
    assert dict(ranked) == pytest.approx(bm25(texts, asked))
    assert [score for _, score in ranked] == sorted(dict(ranked).values(), reverse=True)


def test_no_more_are_ranked_than_asked_for(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(number, "rain fell") for number in range(5)])
    assert len(desk.store.by_words([["rain"]], limit=2)[0]) == 2


def test_equal_scores_come_in_the_order_of_the_ids(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(number, "rain fell") for number in (3, 1, 2)])
    ids = [id_ for id_, _ in desk.store.by_words([["rain"]], limit=5)[0]]
    assert ids == [past(number, "").id for number in (1, 2, 3)]


def test_no_terms_find_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    four_claims(desk)
    assert desk.store.by_words([[]], limit=5)[0] == ()


def test_the_words_of_a_past_claim_passed_over_are_not_counted_twice(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "rain fell"), past(2, "snow")])
    before = desk.store.by_words([["rain"]], limit=5)[0]
    desk.bring_in([past(1, "rain fell")])
    assert DuckStore(desk.store.path).by_words([["rain"]], limit=5)[0] == before


def test_several_queries_are_ranked_as_each_alone(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.bring_in([past(1, "rain fell"), past(2, "the flood rose after the rain"), past(3, "x")])
    queries = [["rain"], [], ["rain", "flood"], ["no such word"]]

    together = desk.store.by_words(queries, limit=5)

    assert together == tuple(desk.store.by_words([query], limit=5)[0] for query in queries)
