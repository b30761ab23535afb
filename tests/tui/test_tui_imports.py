"""What opening the review screen does not load."""

import subprocess
import sys

HEAVY = ("torch", "transformers", "sentence_transformers", "spacy", "thinc")


def test_the_review_screen_loads_no_model_library() -> None:
    program = (
        "import sys, workbench.tui.app, workbench.tui.screens.search\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
