"""Taking a claim along: copied, opened in the browser, its note written; and jumping to one."""

import base64
import os
import re
import sys
from pathlib import Path

import pytest
from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE, CLAIMS, IDS, TEXT, claim, fill
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import OptionList

from workbench.errors import WorkbenchError
from workbench.model import Article, EntryKind, Splitting
from workbench.review.taking import is_web_address
from workbench.store.duck import DuckStore
from workbench.tui.background import Background
from workbench.tui.browsing import Opened
from workbench.tui.editing import edited, editor
from workbench.tui.screens.sources import SourcesDialog
from workbench.tui.screens.taking import NO_ADDRESS, NO_EDITOR_HERE
from workbench.tui.widgets.jump_list import LETTERS, labels

COPIED = Path("copied.txt")


@pytest.fixture(autouse=True)
def _no_tmux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file into which the browser of this machine writes what it is asked for."""
    file = tmp_path / "asked"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > {file}\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    return file


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the driver is told to write besides the screen."""
    written: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: written.append(data))
    return written


def content(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def content_path() -> str:
    return str(COPIED.absolute())


def mode(file: Path) -> int:
    return file.stat().st_mode


def clipboard(written: list[str]) -> str:
    (code,) = re.findall(r"\x1b\]52;c;([^\a]*)\a", "".join(written))
    return base64.b64decode(code).decode()


async def answered(review: Review, address: str) -> Opened:
    opened = await review.told.wait_for(Opened, lambda message: message.address == address)
    await review.pilot.pause()
    return opened


async def test_y_copies_the_claim_with_its_verdict(make_app: MakeApp, terminal: list[str]) -> None:
    async with running(make_app()) as review:
        await review.press("d", "enter")
        await review.stored(1)
        await review.press("k", "y")

        text = clipboard(terminal)
        assert text == content(COPIED)
        assert text.startswith(f"“{CLAIMS[0].text}”\n✗ disputed (rana, 2 Mar 2012)\nSamir Haddad")
        assert "Levant Wire · 1 Mar 2012 · https://wire.example.org/bridge" in text
        assert "Copied: in the clipboard where the terminal takes it; else in " in review.said()
        assert content_path() in review.said().replace("\n", "")
        assert mode(COPIED) & 0o077 == 0


async def test_capital_y_copies_the_quote_with_its_place(
    make_app: MakeApp, terminal: list[str]
) -> None:
    async with running(make_app()) as review:
        await review.press("j", "Y")

        quote, _, where = clipboard(terminal).splitlines()
        (span,) = CLAIMS[1].spans
        assert quote == f"“{TEXT[span.start : span.end]}”"
        assert where == (
            f"characters {span.start}–{span.end} of the text with SHA-256 {ARTICLE.id}"
        )


async def test_what_is_copied_obeys_no_terminal(make_app: MakeApp, terminal: list[str]) -> None:
    async with running(make_app()) as review:
        review.screen._copy("a\x1b]0;owned\x07b")

        assert clipboard(terminal) == "a␛]0;owned␇b"


async def test_tmux_is_asked_itself(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmux = tmp_path / "bin" / "tmux"
    tmux.parent.mkdir()
    tmux.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked; cat > {tmp_path}/buffer\n')
    tmux.chmod(0o755)
    monkeypatch.setenv("TMUX", "socket,1,0")
    monkeypatch.setenv("PATH", f"{tmux.parent}:/usr/bin:/bin")
    async with running(make_app()) as review:
        await review.press("y")

        assert content(tmp_path / "buffer") == content(COPIED)
        assert content(tmp_path / "asked") == "load-buffer -w -\n"
        assert review.said().startswith("Copied: in the buffer of tmux")


async def test_a_file_that_cannot_be_written_is_said(make_app: MakeApp) -> None:
    os.mkdir(COPIED)  # noqa: PTH102 - an async test
    async with running(make_app()) as review:
        await review.press("y")

        assert "copied.txt is a folder." in " ".join(review.said().split())


async def test_o_asks_which_source_where_there_are_several(
    make_app: MakeApp, browser: Path
) -> None:
    async with running(make_app(), (140, 40)) as review:
        await review.press("j", "j")
        await review.told.wait_for(Background.MatchesFound, lambda it: it.claim_id == IDS[2])
        await review.press("o")
        assert isinstance(review.app.screen, SourcesDialog)
        assert review.app.screen.query_one(OptionList).option_count == 2

        await review.press("j", "enter")
        opened = await answered(review, "https://facts.example.org/1")
        assert opened.reached
        assert content(browser) == "https://facts.example.org/1"
        assert review.said() == "The browser was asked for https://facts.example.org/1"


async def test_o_opens_the_only_source_at_once(make_app: MakeApp, browser: Path) -> None:
    async with running(make_app()) as review:
        await review.press("o")
        await answered(review, "https://wire.example.org/bridge")

        assert content(browser) == "https://wire.example.org/bridge"


async def test_where_no_browser_can_be_reached_the_address_is_copied(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "/nowhere/browser")
    async with running(make_app()) as review:
        await review.press("o")
        opened = await answered(review, "https://wire.example.org/bridge")

        assert not opened.reached
        assert review.said().startswith("No browser can be reached from here: https://wire")
        assert content(COPIED) == "https://wire.example.org/bridge"


async def test_an_article_without_an_address_has_nothing_to_open(
    make_app: MakeApp, empty_store: DuckStore
) -> None:
    article = Article.of("Snow fell on Tell Shar in May.", title="Snow", url="file:///etc/passwd")
    found = claim(1, "Snow fell on Tell Shar in May", article=article)
    empty_store.path.unlink()
    fill(empty_store, article=article, splitting=Splitting((found,), ()), past_claims=())
    async with running(make_app(empty_store)) as review:
        await review.press("o")

        assert " ".join(review.said().split()) == NO_ADDRESS


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://wire.example.org/a?b=c#d", True),
        ("http://[::1]/a", True),
        ("HTTPS://wire.example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("--incognito https://a.example", False),
        ("https:///nohost", False),
        ("https://a.example/\x1b[2J", False),
        ("https://a.example/\u202egpj", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_opened(address: str, *, allowed: bool) -> None:
    assert is_web_address(address) is allowed


async def test_without_a_terminal_there_is_no_editor(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with running(make_app()) as review:
        await review.press("e")

        assert review.said() == NO_EDITOR_HERE


async def test_without_an_editor_e_says_how_to_name_one(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with running(make_app()) as review:
        await review.press("e")

        assert "No editor is named. Set VISUAL or EDITOR" in " ".join(review.said().split())


def test_visual_comes_before_editor() -> None:
    assert editor({"VISUAL": "code --wait", "EDITOR": "nano"}) == ["code", "--wait"]
    assert editor({"VISUAL": "", "EDITOR": "nano"}) == ["nano"]


def python(*lines: str) -> list[str]:
    """An editor of these lines of Python; the file is `path`."""
    begun = "import sys, pathlib; path = pathlib.Path(sys.argv[1])"
    return [sys.executable, "-c", "\n".join([begun, *lines])]


def test_the_note_is_what_stands_above_the_line(tmp_path: Path) -> None:
    command = python(
        "text = path.read_text()",
        "assert 'the claim' in text",
        "path.write_text('# seen\\n' + text)",
    )

    text = edited("Call the mayor.", "the claim", command=command, kept=tmp_path / "kept")

    assert text == "# seen\nCall the mayor."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("last", "words"),
    [("sys.exit(3)", "ended with 3"), ("path.write_bytes(b'\\xff\\xfe')", "is not UTF-8")],
)
def test_an_editor_that_fails_loses_nothing(tmp_path: Path, last: str, words: str) -> None:
    command = python("path.write_text('half a note')", last)
    kept = tmp_path / "deep" / "kept"

    with pytest.raises(WorkbenchError, match=words) as raised:
        edited("", "", command=command, kept=kept)

    assert raised.value.hint == f"What you wrote is in {kept}."
    assert kept.read_bytes() in {b"half a note", b"\xff\xfe"}


def test_an_editor_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="“/nowhere/ed” did not run"):
        edited("", "", command=["/nowhere/ed"], kept=tmp_path / "kept")


async def test_jumping_goes_to_the_claim_whose_letter_is_typed(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("F")
        claims = review.screen.query_one("#claims")
        drawn = [claims.render_line(line).text[0] for line in range(len(IDS))]
        assert drawn == list(LETTERS[: len(IDS)])

        await review.press(LETTERS[4])
        assert review.selected() == IDS[4]
        assert claims.render_line(4).text[0] == "›"
        await review.press("v")
        (entry,) = await review.stored(1)
        assert (entry.kind, entry.body["claims"]) == (EntryKind.DECIDED, [IDS[4]])


async def test_another_key_leaves_the_jump_and_does_nothing_else(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("F", "escape")
        assert review.said() == ""
        await review.press("F", "Q", "j")

        assert review.selected() == IDS[1]


async def test_jumping_in_an_empty_list_says_so(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press(*"/zzz", "enter", "F", "y", "o", "e")

        assert review.screen.session is not None
        assert not review.screen.session.listed


@pytest.mark.parametrize("count", [0, 1, 26, 27, 60, 300])
def test_no_label_begins_another(count: int) -> None:
    found = labels(count)

    assert len(set(found)) == count
    assert not any(a != b and b.startswith(a) for a in found for b in found)
