"""SECURITY.md promises nothing that no test holds."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINE = re.compile(r"^\| (?!a stranger|---)[^|]+\|[^|]+\| `([^`]+)::(\w+)` \|$")


def test_every_line_of_the_threat_model_names_a_test_that_exists() -> None:
    lines = (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|")][2:]

    named = [LINE.match(row) for row in rows]

    assert len(rows) > 20
    assert [row for row, found in zip(rows, named, strict=True) if found is None] == []
    gone = [
        found[0]
        for found in named
        if found is not None
        and not re.search(
            rf"^(?:async )?def {found[2]}\(", (ROOT / found[1]).read_text(), re.MULTILINE
        )
    ]
    assert gone == []
