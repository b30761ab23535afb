"""The main job on an article of our own, in the working directory, with every socket forbidden.

`workbench doctor` runs it in a process and a folder of its own: `python -m workbench.cli.trial`.
"""

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

STORY = """Two men were arrested in the harbour of Sule, the police said on Thursday.

The fire in the market killed 12 people, according to the ministry of health.
"""
ASKED = "the fire in the market killed 12 people"
FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
    }
)
"""What Python says before it reaches out (the audit events of its socket module)."""


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse a connection, and say what it was to be."""
    if event in FORBIDDEN:
        sys.stderr.write(f"A connection was tried: {event} {arguments[1:]!r}.\n")
        message = f"{event} is forbidden here"
        raise PermissionError(message)


def run(options: list[str]) -> int:
    """Add, decide, search, report and verify; 0 where each did what it is for."""
    from workbench.cli import main

    def did(*arguments: str) -> str:
        content = io.BytesIO()
        with redirect_stdout(io.TextIOWrapper(content, encoding="utf-8")) as said:
            code = main([*options, *arguments])
            said.flush()
            if code:
                raise SystemExit(code)
            return content.getvalue().decode()

    Path("fire.txt").write_text(STORY, encoding="utf-8")
    did("add", "fire.txt")
    claims = json.loads(did("list", "--json"))
    dead = next(one["id"] for one in claims if "12 people" in one["quote"])
    did("mark", dead, "verified", "--reason", "The ministry's list.")
    found = json.loads(did("search", ASKED, "--json"))
    did("report", "-o", "status.md")
    did("verify")
    report = Path("status.md").read_text(encoding="utf-8")
    if dead not in json.dumps(found[:1]) or "ministry" not in report:
        sys.stderr.write("What was added was not found again.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.addaudithook(forbid)
    sys.exit(run(sys.argv[1:]))
