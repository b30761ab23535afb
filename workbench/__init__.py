"""Split articles into checkable claims, compare them with past claims, decide and report.

```python
from workbench import Verdict, Workbench

bench = Workbench("claims.duckdb", analyst="rana")
for article in bench.add("article.html"):
    for claim in bench.claims(article):
        similar = bench.similar(claim)
        if similar and similar[0].past.verdict is Verdict.DISPUTED:
            bench.decide(claim, Verdict.DISPUTED, reason=similar[0].past.reason)
    Path("report.html").write_bytes(bench.report("html", article=article))
```
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.bench import Workbench as Workbench
    from workbench.errors import WorkbenchError as WorkbenchError
    from workbench.model import Status as Status
    from workbench.model import Verdict as Verdict

__all__ = ["Status", "Verdict", "Workbench", "WorkbenchError"]

_ROOMS = {"Workbench": "bench", "WorkbenchError": "errors", "Status": "model", "Verdict": "model"}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is: the command line starts without most of it."""
    from importlib import import_module

    if name not in _ROOMS:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"workbench.{_ROOMS[name]}"), name)
