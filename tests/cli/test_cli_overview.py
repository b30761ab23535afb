"""`workbench overview`."""

import json

from program import Run

from workbench.store.duck import DuckStore


def test_the_figures_are_those_of_the_store(run: Run, sample_store: DuckStore) -> None:
    first = sample_store.reviewed_claims()[0].claim.id
    assert run("mark", first, "disputed").returncode == 0

    printed = json.loads(run("overview", "--json").stdout)

    total = len(sample_store.reviewed_claims())
    expected = {
        "claims": total,
        "verified": 0,
        "disputed": 1,
        "unconfirmed": 0,
        "disagreement": 0,
        "unreviewed": total - 1,
    }
    assert printed["totals"] == {"articles": 1, "open_articles": 1, **expected}
    (article,) = printed["articles"]
    assert {key: article[key] for key in expected} == expected
    assert sum(one["claims"] for one in printed["speakers"]) == total
    assert [one["disputed"] for one in printed["publishers"]] == [1]
    assert [(day["decisions"], day["disputed"]) for day in printed["days"]] == [(1, 1)]


def test_a_person_gets_tables(run: Run, sample_store: DuckStore) -> None:
    run("mark", sample_store.reviewed_claims()[0].claim.id, "verified")

    printed = run("overview").stdout

    assert "1 article, 1 with open claims; " in printed
    assert "speaker " in printed
    assert "publisher " in printed
    assert "day (UTC)" in printed


def test_an_empty_store_says_what_to_do(process: Run) -> None:
    done = process("overview")

    assert done.returncode == 0
    assert "workbench add FILE" in done.stdout
    assert json.loads(process("overview", "--json").stdout)["articles"] == []
