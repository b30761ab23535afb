"""What opening the review screen does not load."""

import subprocess
import sys

HEAVY = ("torch", "transformers", "sentence_transformers", "spacy", "thinc")


def test_reading_ahead_loads_no_screen_and_the_screen_no_model_library() -> None:
    program = (
        "import sys, workbench.tui.opening\n"
        "print('textual' in sys.modules)\n"
        "import workbench.tui.app, workbench.tui.screens.search\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False", "[]"]
