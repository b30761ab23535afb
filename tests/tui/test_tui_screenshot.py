"""The README's picture: the sample article under review, with the real claims and matches.

`make screenshot` draws it anew.
"""

import html
import os
import re
from pathlib import Path

import pytest
from running_review import running

from workbench.matching.encoder import packaged_encoder
from workbench.pipeline import Context, LinkedClaims
from workbench.store.duck import DuckStore
from workbench.tui.app import WorkbenchApp
from workbench.tui.background import Background
from workbench.tui.habits import Habits

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "review.svg"
SIZE = (140, 40)
SCORE = re.compile(r"\d\.\d\d")


def words_of(svg: str) -> list[str]:
    """Return the picture's words; scores may differ in the last place between processors."""
    runs = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    text = html.unescape(" ".join(runs)).replace("\u00a0", " ")
    return SCORE.sub("", text).split()


async def test_the_readmes_picture_is_what_the_screen_shows(
    sample_store: DuckStore, context: Context, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = WorkbenchApp(
        store=sample_store,
        similar=LinkedClaims(sample_store, clock=context.clock),
        habits=Habits(tmp_path / "habits.json"),
        load_encoder=packaged_encoder,
        write_report=lambda _: Path("unused.md"),
        analyst=context.analyst,
        clock=context.clock,
        new_id=context.new_id,
        theme="textual-dark",
    )
    async with running(app, SIZE) as review:
        await review.press("v", "d", "enter", "v", "u")
        await review.stored(4)
        session = review.screen.session
        assert session is not None
        wanted = next(item.claim.id for item in session.claims if "4,000" in item.claim.text)
        while review.selected() != wanted:
            await review.press("j")
        await review.told.wait_for(
            Background.MatchesFound, lambda message: message.claim_id == wanted
        )
        await review.pilot.pause()
        svg = app.export_screenshot(title="claim workbench")
    app.end(seconds=10)

    if os.environ.get("WORKBENCH_DRAW"):
        PICTURE.write_text(svg, encoding="utf-8")
    drawn = set(words_of(PICTURE.read_text(encoding="utf-8")))
    seen = set(words_of(svg))
    assert len(seen) > 100
    assert len(seen & drawn) >= 0.9 * len(seen | drawn)
