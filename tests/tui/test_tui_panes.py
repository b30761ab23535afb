"""The panes beside the list: turned through, clicked, and what stands in them."""

from app_making import MakeApp
from running_review import running
from screen_values import CLAIMS, IDS

from workbench.tui.background import Background
from workbench.tui.widgets.article_pane import ArticlePane
from workbench.tui.widgets.claim_list import ClaimList


async def test_the_selected_claim_is_lit_up_and_scrolled_to_in_the_article(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await review.press("enter", "G")
        pane = review.screen.query_one(ArticlePane)
        line = pane.line_of(CLAIMS[5].spans[0].start)

        assert pane.display
        assert pane.scroll_offset.y <= line < pane.scroll_offset.y + pane.size.height


async def test_enter_turns_through_the_panes_and_keys_stay_with_the_list(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        shown = []
        for _ in range(3):
            await review.press("enter")
            shown += [
                pane
                for pane in ("detail", "article", "matches")
                if review.screen.query_one(f"#{pane}").display
            ]

        assert shown == ["article", "matches", "detail"]
        assert review.screen.focused is review.screen.query_one(ClaimList)


async def test_tab_goes_through_the_panes_and_back_to_the_list(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        stops = []
        for key in ("tab", "tab", "tab", "tab", "shift+tab"):
            await review.press(key)
            focused = review.screen.focused
            stops.append(focused.id if focused else None)

        assert stops == ["detail", "article", "matches", "claims", "matches"]


async def test_a_tab_that_is_clicked_shows_its_pane(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.pilot.click("#tab-article")
        await review.pilot.pause()

        assert review.screen.query_one(ArticlePane).display


async def test_all_panes_are_there_at_140_columns(make_app: MakeApp) -> None:
    async with running(make_app(), (140, 40)) as review:
        assert all(
            review.screen.query_one(f"#{pane}").display
            for pane in ("claims", "detail", "article", "matches")
        )


async def test_similar_past_claims_come_with_their_differences(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("j", "j")

        message = await review.told.wait_for(
            Background.MatchesFound, lambda found: found.claim_id == IDS[2]
        )

        assert message.matches[0].past.id == "past-one"
        assert "figure" in {str(difference.kind) for difference in message.matches[0].differences}


async def test_matches_are_looked_for_once_a_claim(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("j")
        await review.told.wait_for(Background.MatchesFound, lambda found: found.claim_id == IDS[1])
        await review.press("k", "j", "k")

        assert [found.claim_id for found in review.told.of(Background.MatchesFound)] == list(
            IDS[:2]
        )
