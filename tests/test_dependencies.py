"""What is installed with the program: pinned to its bytes, under licences that fit, no pickles."""

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest
from audit import told
from licences import READ, fits, licences
from lock import FILES, GRAPHICS, locked, normalised, pins_of, written_out
from packaging.requirements import Requirement
from sbom import bill

import workbench

ROOT = Path(__file__).resolve().parents[1]
PICKLES = {".bin", ".ckpt", ".joblib", ".npy", ".pickle", ".pkl", ".pt", ".pth"}
RUNS_CODE = re.compile(
    r"\b(?:pickle|joblib|torch|marshal|shelve|dill|cloudpickle)\.(?:load|loads|open|Unpickler)\b"
    r"|allow_pickle=True|weights_only=False|trust_remote_code=True"
    r"|^\s*(?:import|from) (?:pickle|joblib|marshal|shelve|dill|cloudpickle)\b",
    re.MULTILINE,
)


@pytest.mark.parametrize("file", FILES)
def test_every_pin_names_the_files_that_may_be_installed(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    lock = locked(text)

    assert lock
    assert pins_of(text) == {name: version for name, (version, _) in lock.items()}
    hashes = [one for _, found in lock.values() for one in found]
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes)
    assert text.endswith(written_out(lock))
    assert "://" not in text


def test_the_pins_are_in_the_ranges_that_the_program_states() -> None:
    pins = pins_of((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = [Requirement(one) for one in project["dependencies"]]

    assert len(stated) > 20
    assert [one for one in stated if pins.get(normalised(one.name), "0") not in one.specifier] == []


def test_all_that_the_pinned_packages_need_is_pinned() -> None:
    pins = pins_of((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    pins |= pins_of((ROOT / "requirements-build.txt").read_text(encoding="utf-8"))
    needed = {
        normalised(needed.name)
        for name in pins
        for needed in map(Requirement, importlib.metadata.requires(name) or ())
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
    }

    assert {one for one in needed - pins.keys() if not one.startswith(GRAPHICS)} == set()


def test_every_package_of_the_lock_has_a_licence_that_fits() -> None:
    found = list(licences())

    assert len(found) > 100
    assert [one for one in found if not one.fits] == []
    assert {*READ} <= {one.name for one in found}


@pytest.mark.parametrize(
    ("licence", "fitting"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only", True),
        ("Apache-2.0 WITH LLVM-exception AND MIT", True),
        ("(MIT OR GPL-3.0-only) AND BSD-3-Clause", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("LicenseRef-Proprietary", False),
        ("(MIT", False),
        ("MIT Apache-2.0", False),
        ("OSI Approved", False),
        ("", False),
    ],
)
def test_a_licence_fits_in_whole_or_not_at_all(licence: str, *, fitting: bool) -> None:
    assert fits(licence) is fitting


def test_the_bill_of_materials_says_of_each_package_what_it_is() -> None:
    lock = locked((ROOT / "requirements.txt").read_text(encoding="utf-8"))

    made = json.loads(json.dumps(bill(lock)))

    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    by_name = {one["name"]: one for one in made["components"]}
    assert by_name.keys() == lock.keys()
    assert by_name["duckdb"]["licenses"] == [{"expression": "MIT"}]
    assert by_name["jinja2"]["licenses"] == [{"license": {"name": "BSD"}}]
    assert {f"sha256:{one['content']}" for one in by_name["rich"]["hashes"]} == lock["rich"][1]
    needs = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    assert by_name["textual"]["purl"] in needs["claim-workbench"]
    assert by_name["rich"]["purl"] in needs[by_name["textual"]["purl"]]
    assert needs.keys() == {"claim-workbench", *(one["purl"] for one in made["components"])}
    assert bill(lock) == bill(lock)


def test_an_audit_without_an_answer_is_told_from_one_that_found_nothing() -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    weak = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
    unknown = {"name": "c", "skip_reason": "not found"}

    assert told(json.dumps({"dependencies": [sound]}), "") == (
        "1 packages, 0 known weaknesses.",
        0,
    )
    words, code = told(json.dumps({"dependencies": [sound, weak, unknown]}), "")
    assert "b 2: CVE-1, mended in 3" in words
    assert "Not looked up: c." in words
    assert code == 1
    words, code = told("", "ERROR: no route to host")
    assert words.startswith("No service answered: ERROR: no route to host.")
    assert code == 2
    assert told(json.dumps({"dependencies": [unknown]}), "")[1] == 2


def test_no_file_of_the_program_is_a_pickle_or_reads_one() -> None:
    files = [file for file in Path(workbench.__file__).parent.rglob("*") if file.is_file()]
    sources = [file for file in files if file.suffix == ".py"]

    assert len(sources) > 100
    assert [file for file in files if file.suffix in PICKLES] == []
    read = [file for file in sources if RUNS_CODE.search(file.read_text(encoding="utf-8"))]
    assert read == []
