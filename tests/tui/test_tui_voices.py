"""Several analysts on screen: settling with D, reviewing blind with b."""

from dataclasses import replace

from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE, IDS, decided
from textual.widgets import Static

from workbench.model import EntryKind, Status, Verdict
from workbench.store.duck import DuckStore
from workbench.tui.screens.articles import ArticlesScreen
from workbench.tui.screens.overview import OverviewScreen
from workbench.tui.screens.settling import SettlingDialog
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.heading import Heading

FIRST = IDS[0]


def disagreed(store: DuckStore) -> None:
    """Let two analysts judge the first claim differently."""
    first = decided(1, FIRST, Verdict.DISPUTED)
    store.append(
        [
            replace(first, body={**first.body, "reason": "[/] it was 400"}),
            decided(2, FIRST, Verdict.VERIFIED, analyst="zoe"),
        ]
    )


def shown(review: Review) -> str:
    """Return all that the heading, the claim's pane and the list say."""
    heading = review.screen.query_one(Heading)
    detail = str(review.screen.query_one(Detail).query_one(Static).render())
    return f"{heading.render_line(0).text}\n{heading.render_line(1).text}\n{detail}"


async def test_a_disagreement_shows_every_voice_and_is_where_the_review_begins(
    make_app: MakeApp, store: DuckStore
) -> None:
    disagreed(store)
    async with running(make_app()) as review:
        assert review.selected() == FIRST
        assert review.statuses()[0] is Status.DISAGREEMENT
        words = shown(review)
        assert "≠ 1 disagreement" in words
        assert "✗ disputed" in words
        assert "[/] it was 400" in words
        await review.press("j", "w", "w", "w", "w", "w")
        assert review.selected() == FIRST  # round the list: a disagreement is open work


async def test_d_settles_after_all_voices_were_read_and_undo_brings_them_back(
    make_app: MakeApp, store: DuckStore
) -> None:
    disagreed(store)
    async with running(make_app()) as review:
        await review.press("D")
        dialog = review.app.screen
        assert isinstance(dialog, SettlingDialog)
        voices = str(dialog.query_one("#voices Static", Static).render())
        assert "omar" in voices
        assert "[/] it was 400" in voices
        assert "zoe" in voices
        await review.press("d", *"both", "enter")
        entry = (await review.stored(3))[-1]

        assert (entry.kind, entry.analyst) == (EntryKind.SETTLED, "rana")
        assert (entry.body["verdict"], entry.body["reason"]) == ("disputed", "both")
        assert entry.body["between"] == [f"{0xF001:032x}", f"{0xF002:032x}"]
        assert review.statuses()[0] is Status.DISPUTED
        assert review.said().startswith("Settled as disputed.")
        await review.press("z")
        assert (await review.stored(4))[-1].kind is EntryKind.UNDONE
        assert review.statuses()[0] is Status.DISAGREEMENT
        assert store.reviewed_claims(ARTICLE.id)[0].status is Status.DISAGREEMENT


async def test_d_can_be_left_and_says_where_nobody_disagrees(
    make_app: MakeApp, store: DuckStore
) -> None:
    disagreed(store)
    async with running(make_app()) as review:
        await review.press("D", "v", "escape", "escape")
        assert not isinstance(review.app.screen, SettlingDialog)
        await review.press("j", "D")
        assert review.said() == "Nobody disagrees on this claim."
        assert review.statuses()[0] is Status.DISAGREEMENT


async def test_v_on_anothers_claim_gives_ones_own_voice(
    make_app: MakeApp, store: DuckStore
) -> None:
    store.append([decided(1, FIRST, Verdict.DISPUTED)])
    async with running(make_app()) as review:
        await review.press("g", "v")
        await review.stored(2)
        stands = store.reviewed_claims(ARTICLE.id)[0]
        assert [(one.analyst, one.verdict.value) for one in stands.verdicts] == [
            ("omar", "disputed"),
            ("rana", "verified"),
        ]


async def test_blind_shows_nothing_of_others_until_ones_own_verdict(
    make_app: MakeApp, store: DuckStore
) -> None:
    disagreed(store)
    async with running(make_app(blind=True)) as review:
        words = shown(review)
        assert "blind" in words
        for hidden in ("omar", "zoe", "400", "disagreement", "✗ disputed"):
            assert hidden not in words
        assert set(review.statuses()) == {Status.UNREVIEWED}
        await review.press("H")
        history = "\n".join(str(one.render()) for one in review.app.screen.query(Static))
        assert "omar" not in history
        await review.press("escape", "O")
        await review.pilot.pause()
        assert isinstance(review.app.screen, OverviewScreen)
        await review.press("escape", "a", "escape")
        assert not isinstance(review.app.screen, ArticlesScreen)
        await review.press("r")
        assert review.said().startswith("The report shows what is hidden: end blind mode with b")
        await review.press("v")
        assert review.statuses()[0] is Status.DISAGREEMENT


async def test_b_ends_blind_mode_and_begins_it_again(make_app: MakeApp, store: DuckStore) -> None:
    disagreed(store)
    async with running(make_app()) as review:
        assert "omar" in shown(review)
        await review.press("b")
        assert "omar" not in shown(review)
        assert review.said().startswith("Blind: what others made of a claim is hidden")
        assert review.app._parts.similar.seen_by == "rana"
        await review.press("b")
        assert "omar" in shown(review)
        assert review.app._parts.similar.seen_by is None
