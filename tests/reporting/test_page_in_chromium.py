"""The report's page in a real browser: axe-core finds nothing, and the keyboard shows where it is.

Tried in Chromium where the machine has it, and axe-core's script beside; `make browser-test`
insists on both. The script is that of axe-playwright-python, of which nothing else is used.
"""

import itertools
import os
import shutil
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from chromium import Page, browsing, chromium
from report_samples import FULL, SECTION, UNREVIEWED, report

from workbench.model import (
    Claim,
    ClaimPair,
    Difference,
    DifferenceKind,
    Furniture,
    FurnitureKind,
    PairKind,
    ReportSection,
    Tally,
)
from workbench.reporting import render_html

RIGHT_TO_LEFT = replace(
    UNREVIEWED,
    claim=replace(UNREVIEWED.claim, speaker="وزارة الداخلية (13 قتيلا)"),
)
OTHER = Claim(
    "00000000000000a3", SECTION.article.id, UNREVIEWED.claim.spans, "3,100 were stranded."
)
MADE = report(
    ReportSection(
        SECTION.article,
        (FULL, RIGHT_TO_LEFT),
        Tally(unreviewed=3, disagreement=1),
        SECTION.left_out,
        (
            ClaimPair(
                FULL.claim,
                OTHER,
                PairKind.CONTRADICTS,
                0.7,
                (Difference(DifferenceKind.FIGURE, "4,000", "3,100"),),
            ),
        ),
        tuple(Furniture(f"A piece of {kind}", kind) for kind in FurnitureKind),
    ),
    SECTION,
)
FOUND = """axe.run(document).then(found =>
    found.violations.map(one => ({id: one.id, impact: one.impact, at: one.nodes[0].html}))
)"""
FOCUSED = """(() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const inside = box.width > 0 && box.left >= 0 && box.top < innerHeight && box.bottom > 0;
    return [at.className, inside, getComputedStyle(at).outlineStyle];
})()"""


def axe() -> Path | None:
    """Return where axe-core's script is; None where it is not installed."""
    found = find_spec("axe_playwright_python")
    folders = found.submodule_search_locations if found else None
    return Path(folders[0]) / "axe.min.js" if folders else None


async def looked_through(page: Page, script: str) -> Any:  # noqa: ANN401 - as axe gives it
    await page.call("Runtime.evaluate", expression=script)
    answer = await page.call(
        "Runtime.evaluate", expression=FOUND, awaitPromise=True, returnByValue=True
    )
    return answer["result"]["value"]


async def tab(page: Page) -> Any:  # noqa: ANN401 - what has the focus
    for kind in ("keyDown", "keyUp"):
        await page.call("Input.dispatchKeyEvent", type=kind, key="Tab", windowsVirtualKeyCode=9)
    return await page.value(FOCUSED)


async def test_axe_finds_nothing_and_the_focus_is_seen(tmp_path: Path) -> None:
    script = axe()
    if chromium() is None or script is None:
        assert "WORKBENCH_BROWSER" not in os.environ, "Chromium and axe-core are needed for this."
        return
    file = tmp_path / "report.html"
    file.write_text(render_html(MADE), encoding="utf-8")
    async with browsing(tmp_path / "profile") as page:
        await page.call("Network.enable")
        for scheme, width in itertools.product(("light", "dark"), (400, 1300)):
            preference = [{"name": "prefers-color-scheme", "value": scheme}]
            await page.call("Emulation.setEmulatedMedia", features=preference)
            await page.call(
                "Emulation.setDeviceMetricsOverride",
                width=width,
                height=900,
                deviceScaleFactor=1,
                mobile=False,
            )
            await page.call("Page.navigate", url=file.as_uri())
            await page.until(
                "document.readyState === 'complete' && !!document.querySelector('details')"
            )
            await page.value("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert await looked_through(page, script.read_text(encoding="utf-8")) == [], scheme
            assert await page.value("document.documentElement.scrollWidth <= innerWidth"), width
        seen = [await tab(page) for _ in range(12)]
        assert seen[0][0] == "skip"
        assert [one for one in seen if not one[1] or one[2] in {"none", "hidden"}] == []
        assert [url for url in page.requested if not url.startswith("file:")] == []
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
