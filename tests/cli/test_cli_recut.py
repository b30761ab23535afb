"""`workbench recut`: every act with what it leaves in the store, and its refusals."""

import json

from program import Run

from workbench.store.duck import DuckStore

AMMUNITION = "We have run out of ammunition"


def quotes(store: DuckStore) -> list[str]:
    return [one.quote for one in store.reviewed_claims()]


def id_of(store: DuckStore, quote: str) -> str:
    return next(one.claim.id for one in store.reviewed_claims() if one.quote == quote)


def test_a_claim_is_narrowed_and_then_split(process: Run, sample_store: DuckStore) -> None:
    whole = next(quote for quote in quotes(sample_store) if ", after" in quote)
    claim = sample_store.claim(id_of(sample_store, whole))
    store = ("--store", str(sample_store.path))
    start = claim.spans[0].start
    done = process(*store, "recut", claim.id, "--end", str(start + whole.index(", after") - 1))
    assert done.returncode == 0, done.stderr
    narrowed = whole.partition(", after")[0]
    assert f"Narrowed: “{narrowed[:20]}" in done.stdout
    assert narrowed in quotes(sample_store)

    at = start + narrowed.index(" on ") + 1
    done = process(*store, "recut", id_of(sample_store, narrowed), "--split", str(at), "--json")
    body = json.loads(done.stdout)["body"]
    assert [made["quote"] for made in body["made"]] == [
        narrowed.partition(" on ")[0],
        "on " + narrowed.partition(" on ")[2],
    ]
    assert {made["quote"] for made in body["made"]} < set(quotes(sample_store))
    assert sample_store.unencoded_texts(model=sample_model(sample_store)) == ()


def sample_model(store: DuckStore) -> str:
    """Return the tag of the model that encoded the store's claims."""
    added = store.entries()[0].body
    return str(added["model"])


def test_claims_are_merged_withdrawn_and_promoted_again(run: Run, sample_store: DuckStore) -> None:
    store = ("--store", str(sample_store.path))
    first = id_of(sample_store, AMMUNITION)
    second = id_of(sample_store, "there is nothing left to feed the families")
    article = sample_store.articles()[0].article.id
    done = run(*store, "recut", first, "--merge", second, "--reason", "one thought", "--by", "noor")
    assert done.stdout.startswith("Merged 2 claims")
    (merged,) = [one for one in sample_store.reviewed_claims() if one.lineage]
    assert (merged.lineage[0].reason, merged.lineage[0].analyst) == ("one thought", "noor")
    assert run(*store, "recut", merged.claim.id, "--withdraw").returncode == 0
    listed = json.loads(run(*store, "recut", "--article", article, "--left-out", "--json").stdout)
    number = [one["reason"] for one in listed].index("not a claim (analyst)") + 1
    done = run(*store, "recut", "--article", article, "--promote", str(number))
    assert done.returncode == 0, done.stderr
    assert AMMUNITION in " ".join(quotes(sample_store))

    done = run(*store, "recut", first, "--withdraw")
    assert done.returncode == 1
    assert "was merged by noor and stands no longer." in done.stderr


def test_what_cannot_be_cut_is_said(run: Run, sample_store: DuckStore) -> None:
    store = ("--store", str(sample_store.path))
    claim, other = (one.claim for one in sample_store.reviewed_claims()[:2])
    (span,) = other.spans
    article = sample_store.articles()[0].article.id
    head = sample_store.head()
    for arguments, code, words in (
        ((claim.id,), 2, "Say one of"),
        ((claim.id, "--withdraw", "--start", "3"), 2, "Say one of"),
        (("--withdraw",), 2, "CLAIM is missing"),
        (("--add", "1:2"), 2, "Name the article"),
        (("--article", article, "--add", "x"), 2, "is no span"),
        (("--article", article, "--add", f"{span.start}:{span.end}"), 1, "are a claim already"),
        (("--article", article, "--add", "5:900000"), 1, "The article ends at"),
        (("--article", article, "--promote", "900"), 1, "there is no number 900"),
        ((claim.id, "--end", "900000"), 1, "outside the article"),
        ((claim.id, "--split", "900000"), 1, "leaves no words"),
        ((claim.id, "--start", "900000"), 1, "leaves no words"),
        (("nobody", "--withdraw"), 1, "begins with"),
    ):
        done = run(*store, "recut", *arguments)
        assert (done.returncode, words in done.stderr) == (code, True), (arguments, done.stderr)
    assert sample_store.head() == head
