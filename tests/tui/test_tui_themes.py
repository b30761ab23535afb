"""Themes: known by name, and what NO_COLOR leaves of them."""

import pytest
from app_making import MakeApp
from running_review import Review, running
from textual.widget import Widget
from textual.widgets import OptionList

from workbench.errors import SettingsError
from workbench.tui.widgets.store_reader import StoreReader


def test_a_theme_that_does_not_exist_is_a_sentence(make_app: MakeApp) -> None:
    with pytest.raises(SettingsError, match=r"There is no theme “beige”\. Themes are: ansi-dark"):
        make_app(theme="beige")


async def test_themes_are_offered_where_there_are_colours(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_app()) as review:
        offered = {c.title for c in review.app.get_system_commands(review.screen)}
        assert "theme" in offered

    monkeypatch.setenv("NO_COLOR", "1")
    async with running(make_app()) as review:
        offered = {c.title for c in review.app.get_system_commands(review.screen)}
        assert "theme" not in offered


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_the_selected_claim_is_reversed_where_there_are_no_colours(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(make_app(theme=theme)) as review:
        selected, other = (
            [segment.style for segment in review.screen.query_one("#claims").render_line(line)]
            for line in (0, 1)
        )

        assert all(style is not None and style.reverse for style in selected)
        assert not any(style is not None and style.reverse for style in other)


def reversed_lines(list_: Widget) -> list[bool]:
    """Tell for the first lines of a widget whether all that they show is reversed."""
    return [
        all(segment.style is not None and segment.style.reverse for segment in list_.render_line(y))
        for y in range(3)
    ]


@pytest.mark.parametrize(("theme", "no_color"), [("ansi-dark", ""), ("textual-light", "1")])
async def test_cursor_and_focus_are_told_where_colours_are_few(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, theme: str, no_color: str
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    async with running(make_app(theme=theme)) as review:
        await review.press("a")
        await review.told.wait_for(StoreReader.ArticlesListed)
        await review.pilot.pause()
        assert reversed_lines(review.app.screen.query_one(OptionList)) == [True, True, False]

        await review.press("escape", "E", "a")
        assert lit_labels(review) == ["source"]
        await review.press("tab")
        assert lit_labels(review) == ["stance"]


def lit_labels(review: Review) -> list[str]:
    """Return the names of the form's fields that stand out."""
    labels = review.app.screen.query("#evidence-form .label")
    return [str(one.render()) for one in labels if one.styles.text_style.reverse]
