"""Themes: known by name, and what NO_COLOR leaves of them."""

import pytest
from app_making import MakeApp
from running_review import running

from workbench.errors import SettingsError


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
