"""A bill of materials of what the lock installs: CycloneDX 1.6, JSON.

    make sbom

Each package with its version, its licence, what it needs of the others, and the SHA-256 of every
file of it that the lock lets in. The same lock gives the same bytes, so there is no time in it.
The tools that make such a bill from an environment know no hashes, those that make it from a lock
no licences, and they bring thirty packages: so it is made here.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from licences import Licensed, licensed
from lock import ROOT, Lock, locked, normalised
from packaging.requirements import Requirement

OURS: Final = "claim-workbench"
SPDX: Final = re.compile(r"(?!BSD\b(?!-))[A-Za-z0-9.\-+]+(?: (?:AND|OR|WITH) [A-Za-z0-9.\-+]+)*")
"""Expressions; "BSD" alone is the name of two licences and no expression."""

Json = Mapping[str, Any]


def main() -> None:
    """Write the bill into the file that is named."""
    file = Path(sys.argv[1])
    lock = locked((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    made = bill(lock)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{file}: {len(made['components'])} packages")


def bill(lock: Lock) -> Json:
    """Return the bill of what a lock installs on this system."""
    found = [(name, *one) for name, one in sorted(lock.items()) if _is_installed(name)]
    references = {name: _purl(name, version) for name, version, _ in found}
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    components = [
        {
            "type": "library",
            "bom-ref": references[name],
            "name": name,
            "version": version,
            "licenses": [_licence(licensed(name, distribution(name)))],
            "purl": references[name],
            "hashes": [
                {"alg": "SHA-256", "content": one.removeprefix("sha256:")} for one in sorted(hashes)
            ],
        }
        for name, version, hashes in found
    ]
    root = {
        "type": "application",
        "bom-ref": OURS,
        "name": OURS,
        "version": own["version"],
        "licenses": [{"expression": "Apache-2.0"}],
    }
    dependencies = [{"ref": OURS, "dependsOn": _needs(own["dependencies"], references)}]
    dependencies += [
        {"ref": reference, "dependsOn": _needs(distribution(name).requires, references)}
        for name, reference in references.items()
    ]
    told = json.dumps([components, dependencies], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, told)}",
        "version": 1,
        "metadata": {"component": root},
        "components": components,
        "dependencies": dependencies,
    }


def _licence(found: Licensed) -> Json:
    if SPDX.fullmatch(found.licence):
        return {"expression": found.licence}
    return {"license": {"name": found.licence or "not stated"}}


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _needs(stated: Sequence[str] | None, references: Mapping[str, str]) -> Sequence[str]:
    """Return what of the bill these requirements ask for here, without extras."""
    needed = [Requirement(one) for one in stated or ()]
    names = {
        normalised(one.name)
        for one in needed
        if one.marker is None or one.marker.evaluate({"extra": ""})
    }
    return sorted(references[one] for one in names if one in references)


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


if __name__ == "__main__":
    main()
