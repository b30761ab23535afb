"""Sources taken in: together, in other processes, interrupted, repeated, failing."""

import hashlib
import os
import signal
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path

import pytest

from workbench import pipeline
from workbench.errors import ReadingError
from workbench.matching.encoder import Encoder, packaged_encoder
from workbench.model import Article, FurnitureKind, RelationKind
from workbench.pipeline import AddedAll, Adding, Context, Corrections, Intake, Source, Stage
from workbench.pipeline.fetching import Fetched
from workbench.store.duck import DuckStore
from workbench.store.kept_files import KeptFiles

FIRE = (
    "Fire in Orsa\n\nThe ministry said {} people were killed in a fire in Orsa on Monday. Police "
    "arrested two men near the harbour. The mayor closed the old bridge for a week. The city "
    "council will pay 300 euros to each family that lost its home.\n"
)


@pytest.fixture
def store(tmp_path: Path) -> DuckStore:
    return DuckStore(tmp_path / "claims.duckdb")


encoder_once = cache(packaged_encoder)


def intake(store: DuckStore, context: Context, **changes: object) -> Intake:
    return Intake(store, encoder_once, context, **changes)  # type: ignore[arg-type]  # any of Intake's fields


def done(work: Generator[Adding, None, AddedAll]) -> tuple[list[Adding], AddedAll]:
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as end:
            return steps, end.value


def processes() -> set[int]:
    """Return the processes that this one has started and not waited for."""
    listed = Path("/proc/self/task").glob("*/children")
    return {int(pid) for one in listed for pid in one.read_text().split()}


@pytest.fixture
def children() -> Callable[[], set[int]]:
    """What lists the processes that were started since."""
    before = processes()  # another test's reader may be among them
    return lambda: processes() - before


def files(folder: Path, *texts: str | bytes) -> list[Source]:
    made = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        made.append(Source(path.name, path=path))
    return made


def test_one_that_fails_keeps_none_other_out(
    store: DuckStore, context: Context, tmp_path: Path
) -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0"
    sources = files(tmp_path, "Rain fell in Homs on 3 March.", b"", picture, "Snow fell.")
    sources.append(Source("gone.txt", path=tmp_path / "gone.txt"))

    steps, all_ = done(pipeline.add_sources(sources, intake(store, context)))

    assert [one.source for one in all_.added] == ["0.txt", "3.txt"]
    assert [one.source for one in all_.failed] == ["1.txt", "2.txt", "gone.txt"]
    assert all(one.source in one.reason for one in all_.failed)
    assert (steps[-1].settled, steps[-1].total, steps[-1].failed) == (5, 5, 3)
    assert len(store.articles()) == 2


def test_what_stood_around_a_page_is_kept_and_reported_and_makes_no_claim(
    store: DuckStore, context: Context, fixtures: Path
) -> None:
    source = Source("ferry.html", path=fixtures / "pages" / "ferry.html")

    _, all_ = done(pipeline.add_sources([source], intake(store, context)))

    (added,) = all_.added
    around = store.furniture(added.article.id)
    assert ("My cousin says", FurnitureKind.COMMENTS) in {(p.text[:14], p.kind) for p in around}
    assert added.left_out == len(store.left_out(added.article.id)) + len(around)
    report = pipeline.report(store, made_at=context.clock(), made_by="mara")
    assert report.sections[0].furniture == around
    claims = [one.claim.text for one in report.sections[0].claims]
    assert not [text for text in claims if "cousin" in text or "cookies" in text]


def test_other_processes_make_the_same_of_it(
    store: DuckStore, context: Context, tmp_path: Path, children: Callable[[], set[int]]
) -> None:
    texts = [FIRE.format(number) + f"\nNumber {number} is another." for number in range(5)]
    sources = files(tmp_path, *texts, b"")
    alone = DuckStore(tmp_path / "alone.duckdb")

    _, ours = done(pipeline.add_sources(sources, intake(alone, context), processes=0))
    _, theirs = done(pipeline.add_sources(sources, intake(store, context), processes=2))

    assert theirs == ours
    assert [one.claim for one in store.reviewed_claims()] == [
        one.claim for one in alone.reviewed_claims()
    ]
    assert not children()


def test_what_is_interrupted_keeps_what_was_finished_and_goes_on_from_there(
    store: DuckStore, context: Context, tmp_path: Path, children: Callable[[], set[int]]
) -> None:
    sources = files(tmp_path, *(f"{number} people fled from Homs." for number in range(20)))
    work = pipeline.add_sources(sources, intake(store, context), processes=1)
    for step in work:
        if step.articles:
            break
    work.close()

    kept = len(store.articles())
    assert 0 < kept < 20
    assert not children()
    _, rest = done(pipeline.add_sources(sources, intake(store, context), processes=0))
    assert (rest.passed_over, len(rest.added)) == (kept, 20 - kept)
    assert len(store.articles()) == 20


def test_a_process_that_is_ended_takes_only_its_source_with_it(
    store: DuckStore, context: Context, tmp_path: Path, children: Callable[[], set[int]]
) -> None:
    sources = files(tmp_path, *(f"{number} people fled from Homs." for number in range(6)))
    work = pipeline.add_sources(sources, intake(store, context), processes=1)
    ended = False
    results: AddedAll | None = None
    while results is None:
        try:
            next(work)
        except StopIteration as end:
            results = end.value
        if not ended and (running := children()):
            os.kill(min(running), signal.SIGKILL)
            ended = True

    assert results is not None
    assert [one.source for one in results.failed] == ["0.txt"]
    assert "ended the process" in results.failed[0].reason
    assert len(store.articles()) == 5


def test_what_is_known_by_its_bytes_is_passed_over_unread(
    store: DuckStore, context: Context, tmp_path: Path
) -> None:
    sources = files(tmp_path, "Rain fell in Homs.", "Snow fell in Homs.")
    done(pipeline.add_sources(sources, intake(store, context)))
    head = store.head()

    def no_model() -> Encoder:
        message = "the model was loaded"
        raise AssertionError(message)

    again = Intake(store, no_model, context)
    steps, all_ = done(pipeline.add_sources(sources, again))

    assert (all_.passed_over, all_.added) == (2, ())
    assert {step.stage for step in steps[:2]} == {Stage.READING}
    assert store.head() == head


def test_the_same_text_in_two_files_is_one_article(
    store: DuckStore, context: Context, tmp_path: Path
) -> None:
    sources = files(tmp_path, "Rain fell in Homs.\n", "Rain fell in Homs.\r\n")

    _, all_ = done(pipeline.add_sources(sources, intake(store, context)))

    assert [one.new for one in all_.added] == [True, False]
    assert len(store.articles()) == 1


def test_an_article_that_was_taken_out_comes_back_when_it_is_added_again(
    store: DuckStore, context: Context, tmp_path: Path
) -> None:
    sources = files(tmp_path, "Rain fell in Homs.")
    done(pipeline.add_sources(sources, intake(store, context)))
    pipeline.remove_article(store.articles()[0].article.id, store=store, context=context)

    _, all_ = done(pipeline.add_sources(sources, intake(store, context)))

    assert (all_.added[0].restored, all_.added[0].new) == (True, False)
    assert len(store.reviewed_claims()) == 1


def test_what_was_read_is_kept_and_the_original_where_it_is_asked_for(
    store: DuckStore, context: Context
) -> None:
    data = b"Der Minister sagte am Dienstag, es habe in Homs geregnet."
    files_ = KeptFiles(store.path)
    keeping = intake(store, context, keep=lambda data, name: files_.keep_bytes(data, name=name))

    done(pipeline.add_sources([Source("standard input", data=data)], keeping))

    arrival = store.articles()[0].arrival
    assert arrival is not None
    assert arrival.sha256 == hashlib.sha256(data).hexdigest()
    assert (arrival.source, arrival.size, arrival.kept) == ("standard input", len(data), True)
    assert (arrival.media_type, arrival.language) == ("text/plain", "de")
    assert arrival.read_at == context.clock()
    assert files_.is_whole(arrival.sha256)


def test_what_the_analyst_knows_stands_over_what_the_source_says(
    store: DuckStore, context: Context
) -> None:
    known = Corrections(title="Ours", author="A. Writer", publisher="Paper", address="https://a.b/")
    source = Source("standard input", data=b"Rain fell in Homs.")

    done(pipeline.add_sources([source], intake(store, context, corrections=known)))

    summary = store.articles()[0]
    assert (summary.article.title, summary.article.publisher) == ("Ours", "Paper")
    assert summary.article.url == "https://a.b/"
    assert summary.arrival is not None
    assert summary.arrival.author == "A. Writer"


def test_an_address_is_fetched_and_what_answered_is_kept(
    store: DuckStore, context: Context
) -> None:
    def fetch(address: str) -> Fetched:
        if address.endswith("/2"):
            message = f"{address} answered 404."
            raise ReadingError(message)
        return Fetched(b"Rain fell in Homs.", "https://a.example/there")

    sources = [
        Source(name, address=name) for name in ("https://a.example/1", "https://a.example/2")
    ]
    steps, all_ = done(pipeline.add_sources(sources, intake(store, context, fetch=fetch)))

    assert Stage.FETCHING in {step.stage for step in steps}
    assert all_.added[0].article.url == "https://a.example/there"
    assert all_.added[0].source == "https://a.example/there"
    assert all_.failed[0].reason == "https://a.example/2 answered 404."


def test_no_address_is_fetched_where_that_is_not_allowed(
    store: DuckStore, context: Context
) -> None:
    sources = [Source("https://a.example/", address="https://a.example/")]

    _, all_ = done(pipeline.add_sources(sources, intake(store, context)))

    assert "offline" in all_.failed[0].reason
    assert not store.path.exists()


def publish(
    text: str, store: DuckStore, context: Context, **known: str
) -> tuple[Article, tuple[RelationKind, ...]]:
    corrections = Corrections(**known)  # type: ignore[arg-type]  # texts
    source = Source("standard input", data=text.encode())
    work = pipeline.add_sources([source], intake(store, context, corrections=corrections))
    (added,) = done(work)[1].added
    return added.article, tuple(relation.kind for relation in added.relations)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ({"publisher": "The Example"}, {"publisher": "the  example"}, RelationKind.VERSION),
        ({"publisher": "The Example"}, {"publisher": "The Other"}, RelationKind.COPY),
        ({"address": "https://www.a.b/1"}, {"address": "https://a.b/2"}, RelationKind.VERSION),
        ({"address": "https://a.b/1"}, {"address": "https://c.d/1"}, RelationKind.COPY),
        ({}, {"publisher": "The Other"}, RelationKind.VERSION),
    ],
)
def test_nearly_the_same_text_is_a_version_or_another_publishers_copy(
    store: DuckStore,
    context: Context,
    first: dict[str, str],
    second: dict[str, str],
    kind: RelationKind,
) -> None:
    one, none = publish(FIRE.format(12), store, context, **first)
    _, found = publish(FIRE.format(13), store, context, **second)

    assert none == ()
    assert found == (kind,)
    assert [each.other_id for each in store.articles()[0].relations] == [one.id]


def test_versions_that_come_in_together_are_found(
    store: DuckStore, context: Context, tmp_path: Path
) -> None:
    sources = files(tmp_path, FIRE.format(12), "Rain fell in Homs on Monday.", FIRE.format(13))

    _, all_ = done(pipeline.add_sources(sources, intake(store, context)))

    first, _, last = all_.added
    assert [relation.other_id for relation in last.relations] == [first.article.id]


def test_an_article_from_before_schema_6_is_recognised(
    sample_store: DuckStore, context: Context, sample_article: Article
) -> None:
    with sample_store._file.writing() as con:
        con.execute("delete from shingles")
    text = sample_article.text.replace("Thursday", "Friday")

    _, found = publish(text, sample_store, context)

    assert found == (RelationKind.VERSION,)
