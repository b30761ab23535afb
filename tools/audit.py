"""Ask a service whether weaknesses of the locked versions are known.

    make audit

Exit 0 where none is known, 1 where one is, 2 where no service answered: then nothing is known.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from lock import ROOT

LIMIT_SECONDS: Final = 600
LOCKS: Final = ("requirements.txt", "requirements-dev.txt", "requirements-build.txt")


def main() -> int:
    """Run pip-audit, which is named, over the lock, and say what came of it."""
    command = [sys.argv[1], "--require-hashes", "--disable-pip", "--format", "json"]
    command += ["--progress-spinner", "off"]
    for file in LOCKS:
        command += ["--requirement", str(ROOT / file)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS
        )
        words, code = told(done.stdout, done.stderr)
    except subprocess.TimeoutExpired:
        words, code = told("", f"nothing came within {LIMIT_SECONDS} seconds")
    print(words)
    return code


def told(found: str, said: str) -> tuple[str, int]:
    """Return pip-audit's findings, or why there are none, as sentences with an exit code."""
    try:
        packages = json.loads(found)["dependencies"]
    except (KeyError, TypeError, ValueError):
        lines = said.strip().splitlines() or ["it said nothing"]
        return _unanswered(lines[-1][:200].rstrip(".")), 2
    weak = [*_weaknesses(packages)]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    if len(skipped) == len(packages):
        return _unanswered(f"it knows none of the {len(packages)} packages"), 2
    words = [*weak, f"{len(packages)} packages, {len(weak)} known weaknesses."]
    words += [f"Not looked up: {', '.join(skipped)}."] if skipped else []
    return "\n".join(words), 1 if weak else 0


def _unanswered(why: str) -> str:
    return (
        f"No service answered: {why}.\n"
        "Whether weaknesses are known was not found out; ask again where there is a network."
    )


def _weaknesses(packages: list[dict[str, object]]) -> Iterator[str]:
    for one in packages:
        found = one.get("vulns")
        for weakness in found if isinstance(found, list) else []:
            fixed = ", ".join(weakness.get("fix_versions", ())) or "no version"
            yield f"{one['name']} {one['version']}: {weakness['id']}, mended in {fixed}"


if __name__ == "__main__":
    sys.exit(main())
