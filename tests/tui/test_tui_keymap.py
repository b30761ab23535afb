"""Keys that an analyst maps anew: bindings, footer, help and palette follow; mistakes are named."""

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS, decided
from textual.widgets import Input, Static
from textual.widgets._footer import FooterKey

from workbench.errors import SettingsError
from workbench.model import EntryKind, Verdict
from workbench.store.duck import DuckStore
from workbench.tui.keymap import DEFAULT, Keymap
from workbench.tui.screens.articles import ArticlesScreen
from workbench.tui.screens.evidence_form import EvidenceForm
from workbench.tui.screens.help import HelpScreen
from workbench.tui.screens.one_line import LineDialog
from workbench.tui.screens.review import ReviewScreen


async def test_a_mapped_key_decides_and_the_old_one_does_nothing(make_app: MakeApp) -> None:
    async with running(make_app(keys={"verify": "1,f5", "dispute": "v"})) as review:
        await review.press("1", "v", "enter")
        first, second = await review.stored(2)

        assert (first.body["verdict"], first.body["claims"]) == ("verified", [IDS[0]])
        assert (second.body["verdict"], second.body["claims"]) == ("disputed", [IDS[1]])
        await review.press("d")
        assert review.selected() == IDS[2]


async def test_footer_help_and_palette_show_the_mapped_keys(make_app: MakeApp) -> None:
    async with running(make_app(keys={"verify": "1", "undo": "question_mark", "help": "f1"})) as it:
        footer = {key.key_display: key.description for key in it.screen.query(FooterKey)}
        assert footer["1"] == "verified"
        assert footer["?"] == "undo"
        titles = {command.title for command in it.app.get_system_commands(it.screen)}
        assert {"verified (1)", "undo (?)", "help (F1)"} <= titles

        await it.press("f1")
        assert isinstance(it.app.screen, HelpScreen)
        text = " ".join(str(it.app.screen.query_one("#help Static", Static).render()).split())
        assert "1 Mark the claim verified" in text
        assert "1, d and u then ask about all that are picked" in text


async def test_what_is_said_names_the_mapped_keys(make_app: MakeApp) -> None:
    async with running(make_app(keys={"next": "1", "search": "j", "pick_range": "0"})) as review:
        await review.press("0")

        assert review.said() == "A range: 1 and k make it longer, 0 ends it."


async def test_the_keys_of_other_screens_are_mapped_too(make_app: MakeApp) -> None:
    keys = {"add_evidence": "1", "undo": "f5", "next": "f6", "add_article": "f7", "articles": "f8"}
    async with running(make_app(keys=keys)) as review:
        await review.press("E")
        assert "Press 1 to add some." in str(
            review.app.screen.query_one("#evidence-said", Static).render()
        )
        footer = {key.key_display: key.description for key in review.app.screen.query(FooterKey)}
        assert (footer["1"], footer["F5"]) == ("add", "undo")
        await review.press("1")
        assert isinstance(review.app.screen, EvidenceForm)
        await review.press("escape", "escape", "f8")
        assert isinstance(review.app.screen, ArticlesScreen)
        await review.press("n")
        assert isinstance(review.app.screen, ArticlesScreen)
        await review.press("f7")
        assert isinstance(review.app.screen, LineDialog)
        await review.press("escape", "f8")
        assert isinstance(review.app.screen, ReviewScreen)


async def test_the_keys_of_forms_and_dialogs_are_mapped_too(
    make_app: MakeApp, store: DuckStore
) -> None:
    store.append(
        [
            decided(1, IDS[0], Verdict.VERIFIED),
            decided(2, IDS[0], Verdict.DISPUTED, analyst="zoe"),
        ]
    )
    keys = {
        "verify": "1",
        "help": "f9",
        "save_evidence": "f6",  # a line of several lines selects with it
        "turn_verdict": "f7",
        "next_found": "ctrl+n",
        "remove_filter": "0",
    }
    async with running(make_app(keys=keys)) as review:
        await review.press("D")
        assert "1 verified · d disputed" in shown(review, "#settling-keys")
        await review.press("v", "1", "enter")
        assert (await review.stored(3))[-1].body["verdict"] == "verified"

        await review.press("E", "a", *"x", "tab", "enter", "down", "enter", "tab", "f6")
        assert (await review.stored(4))[-1].kind is EntryKind.EVIDENCE_GIVEN

        await review.press("escape", "S", "1")
        assert (await review.stored(5))[-1].kind is EntryKind.SAID_JUDGED

        await review.press("f9")
        assert isinstance(review.app.screen, HelpScreen)
        await review.press("f9")
        assert isinstance(review.app.screen, ReviewScreen)

        await review.press("f")
        assert "0 removes it" in " ".join(
            str(line.render()) for line in review.app.screen.query("#dialog Static").results(Static)
        )
        await review.press("escape")

        await review.search("bridge")
        await review.press("f2", "f7")
        assert review.app.screen.query_one("#query", Input).value == "bridge is:verified"


def shown(review: Review, where: str) -> str:
    return str(review.app.screen.query_one(where, Static).render())


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"turn_verdict": "v"}, "v is for typing where turn_verdict is done"),
        ({"save_evidence": "enter"}, "Enter is for typing where save_evidence is done"),
        ({"turn_verdict": "f3"}, "F3 would do turn_verdict and turn_since"),
        ({"next_found": "f1"}, "F1 would do help and next_found"),
        ({"remove_filter": "j"}, "j would do next and remove_filter"),
        ({"add_evidence": "q"}, "q would do leave and add_evidence"),
        ({"add_article": "z"}, "z would do undo and add_article"),
        ({"add_evidence": "j"}, "j would do next and add_evidence"),
        ({"next": "s", "search": "j"}, "s would do next and split"),
        ({"verfy": "v"}, "“verfy” is no action"),
        ({"verify": "hyper+v"}, "“hyper+v” is no key"),
        ({"verify": "vv"}, "“vv” is no key"),
        ({"verify": ""}, "“verify” has no key"),
        ({"verify": "ctrl+m"}, "terminals do not tell “ctrl+m” from Enter"),
        ({"verify": "d"}, "d would do verify and dispute"),
        ({"verify": "?"}, "? would do verify and help"),
    ],
)
def test_what_does_not_fit_is_named(keys: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Keymap.of(keys)

    assert raised.value.message == f"The table [keys] of workbench.toml does not fit: {words}."
    assert raised.value.exit_code == 2


def test_all_that_does_not_fit_is_named_at_once() -> None:
    with pytest.raises(SettingsError, match="“a1” is no action; “vv” is no key"):
        Keymap.of({"a1": "x", "verify": "vv"})


def test_two_actions_may_change_keys_with_one_another() -> None:
    swapped = Keymap.of({"verify": "d", "dispute": "v"})

    assert (swapped.keys_of("verify"), swapped.keys_of("dispute")) == ("d", "v")


def test_signs_and_names_are_the_same_key() -> None:
    assert Keymap.of({"help": "?, ctrl+underscore"}).keys_of("help") == (
        "question_mark,ctrl+underscore"
    )


def test_no_help_names_an_action_that_is_not_there() -> None:
    assert not [action.id for action in DEFAULT.actions if "{" in action.help]


def test_only_actions_are_put_into_words() -> None:
    assert DEFAULT.words("{verify} or {no_such}") == "v or {no_such}"
