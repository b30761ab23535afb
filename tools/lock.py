"""Fill the lock with the SHA-256 of every file that the registry has of each pinned version.

    make lock

Reads the pins of requirements.txt, requirements-dev.txt and requirements-build.txt, lets pip-tools
look up their files, and writes the three again, with whatever they need that was not named. To
take a package in, add its line `name==version` without hashes, and run it.

torch comes in two builds of one version: the registry's, which brings libraries for NVIDIA's cards
on Linux, and the one for processors alone, of which PROCESSOR_BUILDS names the files. Either may be
installed. What only the first one brings stands in constraints.txt, which installs nothing. The
second takes 4 GB less, but pip prefers a file whose hash the registry gives, and a folder of files
gives none: requirements-processor.txt asks for it alone, before the rest.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
GRAPHICS: Final = ("cuda-", "nvidia-", "triton")
"""How the names begin of what torch brings for graphics cards."""
PROCESSOR_BUILDS: Final = {
    # torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl
    "sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b",
}
FILES: Final = {
    "requirements.txt": "# Everything `workbench` runs on: each version, and the files that may be "
    "installed of it.\n# Made by `make lock` from the versions here.\n",
    "requirements-dev.txt": "# What `make test` needs besides requirements.txt.\n",
    "requirements-build.txt": "# What installs the rest, and what builds with it.\n",
    "requirements-processor.txt": "# torch for processors alone, installed first where it is to be "
    "had: 4 GB less than the other.\n",
    "constraints.txt": "# What torch brings on Linux where no build for processors alone is to be "
    "had. Nothing here is\n# installed otherwise. NVIDIA's parts have NVIDIA's own licences.\n",
}
_PIN: Final = re.compile(r"^([A-Za-z0-9][\w.\-]*)===?([^\s\\;]+)", re.MULTILINE)
_BLOCK: Final = re.compile(
    r"^([\w.\-]+)===?(\S+) \\\n((?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE
)

Lock = Mapping[str, tuple[str, frozenset[str]]]
"""Versions and hashes by normalised name."""


def main() -> None:
    """Look the hashes up and write the files."""
    pins = {name: pins_of((ROOT / name).read_text(encoding="utf-8")) for name in FILES}
    torch = pins["requirements.txt"]["torch"]
    asked = pins.keys() - {"constraints.txt", "requirements-processor.txt"}
    needed = {file: _looked_up(pins[file]) for file in sorted(asked)}
    # The version and nothing else: not the build for processors, which brings nothing further.
    whole = dict(_looked_up({"torch": f"={torch}"}))
    runs = {**whole, **needed["requirements.txt"]}
    runs["torch"] = (torch, whole["torch"][1] | PROCESSOR_BUILDS)
    build = needed["requirements-build.txt"]
    written = {
        "requirements.txt": _without(runs, build),
        "requirements-dev.txt": _without(needed["requirements-dev.txt"], runs, build),
        "requirements-build.txt": build,
        "requirements-processor.txt": {"torch": (f"{torch}+cpu", frozenset(PROCESSOR_BUILDS))},
        "constraints.txt": whole,
    }
    for file, lock in written.items():
        graphics = file == "constraints.txt"
        kept = {name: one for name, one in lock.items() if name.startswith(GRAPHICS) == graphics}
        (ROOT / file).write_text(FILES[file] + written_out(kept), encoding="utf-8")
        print(f"{file}: {len(kept)} packages, {sum(len(one) for _, one in kept.values())} files")


def pins_of(requirements: str) -> dict[str, str]:
    """Return the versions that a requirements file pins, by normalised name."""
    return {normalised(name): version for name, version in _PIN.findall(requirements)}


def locked(requirements: str) -> Lock:
    """Return the versions and hashes of a requirements file, by normalised name."""
    return {
        normalised(name): (version, frozenset(re.findall(r"--hash=(\S+)", hashes)))
        for name, version, hashes in _BLOCK.findall(requirements)
    }


def written_out(lock: Lock) -> str:
    """Return a lock as a requirements file."""
    return "".join(
        f"{name}=={version} \\\n"
        + " \\\n".join(f"    --hash={one}" for one in sorted(hashes))
        + "\n"
        for name, (version, hashes) in sorted(lock.items())
    )


def normalised(name: str) -> str:
    """Return a package's name as the registry knows it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _without(lock: Lock, *others: Iterable[str]) -> Lock:
    left = {name for other in others for name in other}
    return {name: one for name, one in lock.items() if name not in left}


def _looked_up(pins: Mapping[str, str]) -> Lock:
    """Ask the registry, through pip, for the files of these versions and of what they need."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder) / "asked.in", Path(folder) / "answer.txt"
        asked.write_text("".join(f"{name}=={version}\n" for name, version in pins.items()))
        command = [sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes"]
        command += ["--allow-unsafe", "--strip-extras", "--no-annotate", "--no-header"]
        command += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"]
        subprocess.run([*command, "--output-file", str(answer), str(asked)], check=True)
        return locked(answer.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
