"""What is gone back to: where the review was left, article and claim; its layout, its colours."""

import datetime as dt
import json
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import running
from screen_values import ARTICLE, IDS, NOON
from test_tui_other_screens import OTHER, add_other

from workbench.errors import WorkbenchError
from workbench.store.duck import DuckStore
from workbench.tui.habits import Habits
from workbench.tui.places import Place, Places
from workbench.tui.widgets.pane_tabs import Pane
from workbench.tui.widgets.workspace import LIST_ROWS, Workspace

PLACE = Place("article", "claim", "detail", 8, 31, NOON.isoformat())


async def test_a_review_begins_where_it_was_left(make_app: MakeApp, store: DuckStore) -> None:
    add_other(store)
    left = make_app(article_id=ARTICLE.id)
    async with running(left) as review:
        await review.press("G", "k", "enter", "plus", "plus")
        assert review.selected() == IDS[4]
    left.remember_place()

    async with running(make_app()) as review:
        workspace = review.screen.query_one(Workspace)
        assert review.selected() == IDS[4]
        assert workspace.pane is Pane.ARTICLE
        assert workspace.query_one("#claims").size.height == LIST_ROWS + 2


async def test_an_article_that_came_in_since_is_begun_with(
    make_app: MakeApp, store: DuckStore
) -> None:
    left = make_app()
    async with running(left) as review:
        await review.press("j")
    left.remember_place()
    place = Places(Path("places.json")).of(store.path)
    assert place is not None
    earlier = (NOON - dt.timedelta(days=3)).isoformat()
    Places(Path("places.json")).remember(
        store.path, Place(ARTICLE.id, None, "detail", 8, 31, earlier)
    )
    add_other(store)

    async with running(make_app()) as review:
        assert review.screen.session is not None
        assert review.screen.session.article == OTHER


async def test_the_list_beside_the_panes_is_given_room_too(make_app: MakeApp) -> None:
    async with running(make_app(), (140, 40)) as review:
        claims = review.screen.query_one("#claims")
        before = claims.size.width
        await review.press("plus")
        wider = claims.size.width
        await review.press("minus", "minus")

        assert claims.size.width < before < wider


async def test_a_theme_that_is_chosen_is_remembered(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        review.app.theme = "nord"
        await review.pilot.pause()
        assert review.said() == "The colours are nord now."

    assert make_app().theme == "nord"
    assert make_app(theme="dracula").theme == "dracula"


async def test_settings_that_name_another_theme_are_said(make_app: MakeApp) -> None:
    async with running(make_app(theme="dracula")) as review:
        review.app.theme = "nord"
        await review.pilot.pause()

        assert review.said() == (
            "The colours are nord now. The next review begins in dracula, as the settings say."
        )


def test_a_remembered_theme_that_is_gone_is_passed_over(make_app: MakeApp) -> None:
    Habits(Path("habits.json")).remember_theme("beige")

    assert make_app().theme == "textual-dark"


def test_each_store_has_its_own_place(tmp_path: Path) -> None:
    places = Places(tmp_path / "deep" / "places.json")
    places.remember(tmp_path / "a.duckdb", PLACE)

    assert places.of(tmp_path / "a.duckdb") == PLACE
    assert places.of(tmp_path / "b.duckdb") is None


@pytest.mark.parametrize(
    "content",
    ["no json", "[]", "{}", '{"at": 3}'],
)
def test_a_file_that_cannot_be_read_is_no_place(tmp_path: Path, content: str) -> None:
    file = tmp_path / "places.json"
    file.write_text(json.dumps({str(tmp_path / "a"): content}) if content == "{}" else content)

    assert Places(file).of(tmp_path / "a") is None


def test_a_place_that_cannot_be_kept_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(WorkbenchError, match="cannot be made"):
        Places(tmp_path / "file" / "places.json").remember(tmp_path / "a", PLACE)
