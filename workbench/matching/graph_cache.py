"""Where a model's graph is kept: made once from the reference, read whole or not at all.

A graph's file name is the SHA-256 of its bytes, in a folder named after the model: one that was
altered, or cut off while it was written, does not fit its name and is made anew. It is written
once it gave the reference's vectors. A model of which no such graph can be made is noted there with
the libraries' versions: only with others is it tried again.
"""

import contextlib
import hashlib
import io
import logging
import platform
import time
import uuid
import warnings
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.matching.graph import ALONE, DIMENSIONS, IDS, ROWS, TOKENIZER, GraphEncoder
from workbench.matching.sentence_model import EIGHT_BIT

if TYPE_CHECKING:
    from workbench.matching.reference import ReferenceEncoder
    from workbench.matching.sentence_model import SentenceModel

FORM = "graph-3"
"""Changes with what a graph takes, gives or notes, so that no version reads another's."""
SAME = 0.9999
"""Least cosine between the graph's row of a text and the reference's."""
SAME_IN_EIGHT_BITS = 0.98
"""The same of the graph in eight bits, whose vectors are not compared with the reference's: that
the processor adds up what was meant."""
PROBES = (
    "",
    "Yes.",
    "About 4,000 civilians are still in the district [of Bab Amr], the envoy said on 1 March 2012.",
    "هل غادر المدنيون المدينة؟ قال المتحدث إن نحو 4,000 بقوا.",
    "🚨 Café naïve — “quoted” figure: 3½ % 中文字符",
    "tent " * 2_000,
)
"""Texts on which a new graph has to give the reference's rows, alone and together."""
ABANDONED = 3600.0
"""Seconds after which a draft was left behind by a kill."""

_REFUSED = "refused"
_MADE_WITH = ("onnx", "onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
_OPSET = 18
_log = logging.getLogger(__name__)


def kept_graph(model: "SentenceModel", *, eight_bit: bool = False) -> GraphEncoder | None:
    """Return the model's graph from the cache; None where there is no sound one."""
    with contextlib.suppress(OSError):
        for path in _folder(model, eight_bit=eight_bit).glob("*.onnx"):
            if path.stem == _sha256(path):
                return _opened(_tag(model, eight_bit=eight_bit), path)
            path.unlink()
    return None


def make_graph(
    model: "SentenceModel", reference: "ReferenceEncoder", *, eight_bit: bool = False
) -> GraphEncoder | None:
    """Make the model's graph and return it (about 2 s); it is kept where a cache can be written.

    None where the model cannot be put so or does not give the reference's vectors then, which is
    remembered.
    """
    folder = _folder(model, eight_bit=eight_bit)
    try:
        if _is_refused(folder):
            return None
        content = _graph(reference, eight_bit=eight_bit)
        graph = GraphEncoder(_tag(model, eight_bit=eight_bit), content)
        same = _same(graph, reference, SAME_IN_EIGHT_BITS if eight_bit else SAME)
    except (OSError, MemoryError) as error:  # of the machine: another time it may go well
        _log.debug("no graph of %s: %s", model.tag, error)
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is, the model has no graph
        _log.debug("no graph of %s: %s", model.tag, error)
        same = False
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if same:
            _keep(content, folder)
        else:
            (folder / _REFUSED).write_text(_versions(), encoding="utf-8")
    return graph if same else None


def _keep(content: bytes, folder: Path) -> None:
    """Write a graph that was found sound, whole or not at all."""
    _clear_drafts_away(folder)
    draft = folder / f"{uuid.uuid4().hex}.draft"
    try:
        draft.write_bytes(content)
        draft.rename(folder / f"{hashlib.sha256(content).hexdigest()}.onnx")
    finally:
        draft.unlink(missing_ok=True)


def adds_bytes_whole() -> bool:
    """Tell whether this processor is known to add up products of bytes without cutting."""
    if platform.machine().lower() in {"aarch64", "arm64"}:
        return True
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # not Linux
        return False


def _tag(model: "SentenceModel", *, eight_bit: bool) -> str:
    return f"{model.tag}{EIGHT_BIT}" if eight_bit else model.tag


def _folder(model: "SentenceModel", *, eight_bit: bool = False) -> Path:
    from platformdirs import user_cache_path

    name = model.sha256
    if eight_bit:  # a home may be shared by machines that are not alike
        name += EIGHT_BIT if adds_bytes_whole() else f"{EIGHT_BIT}-careful"
    return user_cache_path("claim-workbench") / FORM / name


def _opened(tag: str, path: Path) -> GraphEncoder | None:
    try:
        return GraphEncoder(tag, path)
    except Exception as error:  # noqa: BLE001 - no onnxruntime, or one that does not know the graph
        _log.debug("the graph %s is not read: %s", path, error)
        return None


def _graph(reference: "ReferenceEncoder", *, eight_bit: bool = False) -> bytes:
    """Return the graph of everything the reference does with a text's tokens."""
    import onnx

    from workbench.matching.bert_graph import bert_graph, is_mean_bert
    from workbench.matching.eight_bit_graph import CarefulWriting, EightBitWriting

    transformer = reference.transformer
    if eight_bit:
        writer = EightBitWriting if adds_bytes_whole() else CarefulWriting
        graph = bert_graph(transformer, ids=IDS, rows=ROWS, writer=writer)
    elif is_mean_bert(transformer):
        graph = bert_graph(transformer, ids=IDS, rows=ROWS)
    else:
        graph = onnx.load_model_from_string(_traced(reference))
    notes = {TOKENIZER: _tokenizer(reference), DIMENSIONS: str(reference.dimensions)}
    if eight_bit:
        notes[ALONE] = "each text"
    onnx.helper.set_model_props(graph, notes)
    content: bytes = graph.SerializeToString()
    return content


def _traced(reference: "ReferenceEncoder") -> bytes:
    """Return the graph that the reference's own steps make; any model's, but slower."""
    import torch

    class Rows(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = reference.transformer

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            taken = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
            rows: torch.Tensor = self.transformer(taken)["sentence_embedding"]
            return rows

    written = io.BytesIO()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # of values that are fixed while it is traced
        torch.onnx.export(
            Rows().eval(),
            (torch.tensor([[5, 6, 7, 8], [9, 10, 11, 12]]),),
            written,  # type: ignore[arg-type]  # the tracing exporter takes a stream
            input_names=[IDS],
            output_names=[ROWS],
            dynamic_axes={IDS: {0: "texts", 1: "tokens"}},
            opset_version=_OPSET,
            dynamo=False,  # the other way takes 7 s instead of 1, and two more packages
        )
    return written.getvalue()


def _tokenizer(reference: "ReferenceEncoder") -> str:
    """Return the reference's tokenizer as JSON; it cuts where the reference does."""
    from tokenizers import Tokenizer

    given = reference.transformer.tokenizer
    tokenizer = Tokenizer.from_str(given.backend_tokenizer.to_str())
    tokenizer.no_padding()
    length = reference.transformer.max_seq_length
    if length is not None:
        tokenizer.enable_truncation(length, direction=given.truncation_side)
    content: str = tokenizer.to_str()
    return content


def _clear_drafts_away(folder: Path) -> None:
    """Delete what a kill left behind."""
    for draft in folder.glob("*.draft"):
        if time.time() - draft.stat().st_mtime > ABANDONED:
            draft.unlink(missing_ok=True)


def _is_refused(folder: Path) -> bool:
    """Tell whether these very libraries failed to make the model's graph before."""
    note = folder / _REFUSED
    return note.is_file() and note.read_text(encoding="utf-8") == _versions()


def _versions() -> str:
    return "".join(f"{name} {_version(name)}\n" for name in _MADE_WITH)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _same(graph: GraphEncoder, reference: "ReferenceEncoder", least: float) -> bool:
    wanted = reference.encode(PROBES)
    alone = np.concatenate([graph.encode([text]) for text in PROBES])
    together = graph.encode(PROBES)
    return bool(
        min(np.sum(alone * wanted, axis=1).min(), np.sum(together * wanted, axis=1).min()) >= least
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
