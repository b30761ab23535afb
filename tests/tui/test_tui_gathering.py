"""Evidence, tags, confidence, what was said and the history on the screen, as they are stored."""

from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import IDS, decided
from textual.widgets import Input, OptionList, Select, Static, TextArea

from workbench.model import Entry, EntryKind, Verdict
from workbench.store.duck import DuckStore
from workbench.store.kept_files import KeptFiles
from workbench.tui.app import WorkbenchApp
from workbench.tui.keymap import DEFAULT
from workbench.tui.paths import completed
from workbench.tui.screens.choice import ChoiceDialog
from workbench.tui.screens.evidence import EMPTY, EvidenceScreen
from workbench.tui.screens.evidence_form import EvidenceForm
from workbench.tui.screens.reason import ReasonDialog
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.tags import TagsDialog
from workbench.tui.widgets.detail import Detail
from workbench.tui.writer import Written


def line(review: Review, id_: str) -> str:
    return str(review.app.screen.query_one(f"#{id_}", Static).render())


def pane(review: Review) -> str:
    return str(review.screen.query_one(Detail).query_one(Static).render())


async def newest(review: Review, kind: EntryKind) -> Entry:
    """Wait until an entry of a kind is on disk, and return it."""

    def wrote(told: WorkbenchApp.WriterTold) -> bool:
        outcome = told.outcome
        return isinstance(outcome, Written) and any(one.kind is kind for one in outcome.entries)

    message = await review.told.wait_for(WorkbenchApp.WriterTold, wrote)
    await review.pilot.pause()
    assert isinstance(message.outcome, Written)
    return next(one for one in reversed(message.outcome.entries) if one.kind is kind)


async def open_form(review: Review) -> EvidenceForm:
    await review.press("E", "a")
    assert isinstance(review.app.screen, EvidenceForm)
    return review.app.screen


async def test_evidence_is_filled_in_by_keys_kept_and_listed(
    make_app: MakeApp, store: DuckStore, tmp_path: Path
) -> None:
    (tmp_path / "scan.txt").write_text("12 tonnes")
    async with running(make_app()) as review:
        await review.press("E")
        assert line(review, "evidence-said") == DEFAULT.words(EMPTY)
        await review.press("a", *"the ministry", "tab", "enter", "down", "down", "enter")
        await review.press("tab", *"not 12", "tab", *"http://x.example.org", "tab", "tab")
        await review.press("enter", "down", "down", "enter", "tab", "tab", *"sc")
        await review.app.workers.wait_for_complete()
        await review.pilot.pause()
        form = review.app.screen
        form.query_one("#evidence-file", Input).value = "scan.txt"
        await review.press("enter")
        await review.told.wait_for(EvidenceForm.FileKept)
        entry = await newest(review, EntryKind.EVIDENCE_GIVEN)

        assert isinstance(review.app.screen, EvidenceScreen)
        assert line(review, "evidence-said") == "Evidence from “the ministry” is on the claim."
        assert review.app.screen.query_one(OptionList).option_count == 1
        evidence = entry.body["evidence"]
        assert isinstance(evidence, dict)
        assert (evidence["source"], evidence["stance"]) == ("the ministry", "refutes")
        assert (evidence["quote"], evidence["address"]) == ("not 12", "http://x.example.org")
        assert (evidence["retrieved"], evidence["reliability"]) == ("2012-03-02", "B")
        file = evidence["file"]
        assert isinstance(file, dict)
        assert KeptFiles(store.path).is_whole(str(file["sha256"]))

        await review.press("escape")
        assert isinstance(review.app.screen, ReviewScreen)
        assert "− refutes: the ministry" in pane(review)
        assert "B6: usually reliable, truth cannot be judged" in pane(review)


async def test_the_form_refuses_in_sentences_and_goes_to_the_field(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        form = await open_form(review)
        await review.press("f2")
        assert line(review, "evidence-said") == "Say who or what the evidence is from."
        await review.press("x", "f2")
        assert line(review, "evidence-said").startswith("Choose what it does for the claim")
        assert form.focused is form.query_one("#evidence-stance")

        form.query_one("#evidence-stance", Select).value = "supports"
        form.query_one("#evidence-retrieved", Input).value = "someday"
        await review.press("f2")
        assert line(review, "evidence-said").startswith("“someday” is no day.")
        form.query_one("#evidence-retrieved", Input).value = ""
        form.query_one("#evidence-file", Input).value = "nothing.pdf"
        await review.press("f2")
        await review.told.wait_for(EvidenceForm.FileRefused)
        await review.pilot.pause()
        assert line(review, "evidence-said").startswith("There is no file nothing.pdf.")

        await review.press("escape")
        assert line(review, "evidence-said") == "Esc again drops what you typed."
        await review.press("escape")
        assert isinstance(review.app.screen, EvidenceScreen)
        assert review.app.writer.waiting == ()


async def test_evidence_is_corrected_taken_off_and_put_back(make_app: MakeApp) -> None:
    quote = "12 tonnes, \u202eand no more"
    async with running(make_app()) as review:
        form = await open_form(review)
        await review.press(*"a blog")
        form.query_one("#evidence-stance", Select).value = "context"
        form.query_one("#evidence-quote", TextArea).text = quote
        await review.pilot.pause()
        await review.press("f2")
        (first,) = await review.stored(1)

        await review.press("c")
        review.app.screen.query_one("#evidence-stance", Select).value = "supports"
        await review.press("f2")
        _, second = await review.stored(2)
        assert second.body["replaces"] == first.id
        given, corrected = first.body["evidence"], second.body["evidence"]
        assert isinstance(given, dict)
        assert isinstance(corrected, dict)
        assert corrected["stance"] == "supports"
        assert corrected["quote"] == given["quote"] == "12 tonnes, ⟨U+202E⟩and no more"

        await review.press("x")
        assert line(review, "evidence-said").endswith(DEFAULT.words(EMPTY))
        await review.press("z")
        assert review.app.screen.query_one(OptionList).option_count == 1
        entries = await review.stored(4)
        assert [one.kind for one in entries[2:]] == [EntryKind.EVIDENCE_REMOVED, EntryKind.UNDONE]


async def test_the_form_is_saved_and_left_by_the_mouse(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        form = await open_form(review)
        await review.press(*"x")
        await review.pilot.click("#evidence-stance", offset=(3, 0))
        await review.pilot.pause()
        await review.pilot.click("#evidence-stance SelectOverlay", offset=(4, 2))
        await review.pilot.pause()
        save = next(key for key in form.query("FooterKey") if getattr(key, "key", "") == "f2")
        await review.pilot.click(save)
        entry = await newest(review, EntryKind.EVIDENCE_GIVEN)

        evidence = entry.body["evidence"]
        assert isinstance(evidence, dict)
        assert evidence["stance"] == "refutes"
        assert isinstance(review.app.screen, EvidenceScreen)


async def test_tags_are_typed_offered_and_stored(make_app: MakeApp, store: DuckStore) -> None:
    body = {"claims": [IDS[5]], "added": ["flood"], "removed": []}
    template = decided(1, IDS[5], Verdict.VERIFIED)
    store.append(
        [Entry(template.id, template.at, "omar", EntryKind.TAGGED, body)]  # type: ignore[arg-type]
    )
    async with running(make_app()) as review:
        await review.press("T")
        await review.told.wait_for(TagsDialog.KnownRead)
        await review.press(*"fl")
        assert line(review, "tags-offered") == "known: flood"
        await review.press("x" * 1, *"y" * 50, "enter")
        assert line(review, "tags-said").startswith("A tag has at most 40 letters")

        review.app.screen.query_one(Input).value = "#Toll, flood"
        await review.press("enter")
        entry = await newest(review, EntryKind.TAGGED)

        assert entry.body == {"claims": [IDS[0]], "added": ["toll", "flood"], "removed": []}
        assert "flood toll" in pane(review)
        await review.press("T", "space", *"later", "enter")
        assert (await review.stored(3))[-1].body == {
            "claims": [IDS[0]],
            "added": ["later"],
            "removed": [],
        }


async def test_picked_claims_are_tagged_by_one_entry(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("space", "space", "T", *"toll", "enter")
        entry = await newest(review, EntryKind.TAGGED)

        assert entry.body["claims"] == list(IDS[:2])
        assert review.said() == "Tags: +toll on 2 claims."


@pytest.mark.parametrize(("key", "level"), [("l", "low"), ("m", "moderate"), ("h", "high")])
async def test_one_key_says_how_sure_one_is(make_app: MakeApp, key: str, level: str) -> None:
    async with running(make_app()) as review:
        await review.press("C")
        assert review.said().startswith("There is no verdict yet")
        await review.press("v", "k", "C", key)
        *_, entry = await review.stored(2)

        assert (entry.body["verdict"], entry.body["confidence"]) == ("verified", level)


async def test_that_it_was_said_is_judged_apart_and_refused_where_nobody_says_it(
    make_app: MakeApp,
) -> None:
    async with running(make_app()) as review:
        await review.press("S")
        assert isinstance(review.app.screen, ChoiceDialog)
        await review.press("d")
        assert isinstance(review.app.screen, ReasonDialog)
        await review.press(*"no tape", "enter")
        entry = await newest(review, EntryKind.SAID_JUDGED)
        assert entry.body == {"claims": [IDS[0]], "verdict": "disputed", "reason": "no tape"}
        assert "it is so    · unreviewed" in pane(review)
        assert "it was said ✗ disputed" in pane(review)

        await review.press("G", "S")
        assert review.said().startswith("The article says this itself")


async def test_the_history_tells_all_that_was_done(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("v", "k", "z", "H")
        await review.pilot.pause()
        shown = str(review.app.screen.query_one("#claim-history Static", Static).render())

        assert "unreviewed → verified" in shown
        assert "taken back" in shown
        await review.press("escape")
        assert isinstance(review.app.screen, ReviewScreen)


def test_a_path_is_completed_as_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "page [1].pdf").touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / "a\x1b[31m").touch()
    monkeypatch.chdir(tmp_path)

    assert completed("sc") == "scans/"
    assert completed("scans/p") == "scans/page [1].pdf"
    assert completed(f"{tmp_path}/sc") == f"{tmp_path}/scans/"
    assert completed(".h") == ".hidden"
    assert completed("a") is None
    assert completed("nowhere/x") is None
    assert completed("") is None
