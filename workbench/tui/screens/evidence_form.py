"""One piece of evidence as a form: every field by keys and by mouse, refused in sentences."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import HorizontalGroup, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Footer, Input, Select, Static, TextArea

from workbench.errors import WorkbenchError
from workbench.model import Credibility, Evidence, KeptFile, Reliability, ReviewedClaim, Stance
from workbench.review.evidence_fields import evidence_of, file_in_words
from workbench.store.kept_files import KeptFiles
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.paths import PathSuggester
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.text import on_one_line, shown, styled

Value = TypeVar("Value", Stance, Reliability, Credibility)

AGAIN = "Esc again drops what you typed."
NO_STANCE = "Choose what it does for the claim: supports, refutes or context."
DROPS = "-"
"""Typed for a file, it drops the one that is kept."""


class EvidenceForm(LeftOnce[Evidence | None]):
    """Gives the evidence, its file kept first; None where the form was left."""

    AT = Place.FORM
    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, priority=binding.id == "save_evidence")  # a field may know the key too
        for binding in bindings(Place.FORM)
    ]
    AUTO_FOCUS = "#evidence-source"

    @dataclass
    class FileKept(Message):
        """The file lies beside the store."""

        file: KeptFile

    @dataclass
    class FileRefused(Message):
        """The file could not be kept."""

        error: WorkbenchError

    def __init__(
        self,
        claim: ReviewedClaim,
        evidence: Evidence | None,
        *,
        today: dt.date,
        files: KeptFiles,
    ) -> None:
        """Begin with evidence to correct, or with an empty form, retrieved today."""
        super().__init__()
        self._claim = claim
        self._begun = evidence
        self._files = files
        self._kept = evidence.file if evidence else None
        self._read: Evidence | None = None
        self._leaving = False
        day = evidence.retrieved if evidence else today
        self._texts = {
            "source": evidence.source if evidence else "",
            "quote": (evidence.quote or "") if evidence else "",
            "address": (evidence.address or "") if evidence else "",
            "retrieved": day.isoformat() if day else "",
            "file": "",
        }

    def compose(self) -> ComposeResult:
        """The claim, a line a field, what is wrong, and the keys."""
        begun = self._begun
        verb = "Correct evidence on" if begun else "Evidence on"
        title = f"{verb} “{on_one_line(self._claim.claim.text)}”"
        yield Static(styled((title, "bold")), id="screen-title")
        with VerticalScroll(id="evidence-form", can_focus=False):
            yield from self._line("source", placeholder="who or what it is from")
            stance = begun.stance if begun else None
            yield from _choice("stance", Stance, stance, prompt="supports, refutes or context?")
            with HorizontalGroup(classes="quote"):
                yield Static(styled("quote"), classes="label")
                yield TextArea(
                    shown(self._texts["quote"]), id="evidence-quote", soft_wrap=True, compact=True
                )
            yield from self._line("address", placeholder="where it can be found")
            yield from self._line("retrieved", placeholder="2012-03-01")
            reliability = begun.reliability if begun else None
            yield from _choice("reliability", Reliability, reliability, prompt="not judged")
            credibility = begun.credibility if begun else None
            yield from _choice("credibility", Credibility, credibility, prompt="not judged")
            kept = f"kept: {file_in_words(self._kept)}; {DROPS} drops it" if self._kept else ""
            hint = on_one_line(kept) or "path of a file to keep; → completes"
            yield from self._line("file", placeholder=hint)
        yield Static(id="evidence-said")
        yield Footer(show_command_palette=False, compact=True)

    def _line(self, name: str, *, placeholder: str) -> Iterable[Widget]:
        with HorizontalGroup():
            yield Static(styled(name), classes="label")
            yield Input(
                on_one_line(self._texts[name]),
                placeholder=placeholder,
                id=f"evidence-{name}",
                compact=True,
                select_on_focus=False,
                suggester=PathSuggester() if name == "file" else None,
            )

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._leaving = False
        if (seen := shown(message.value)) != message.value:
            message.input.value = seen  # pasted: a line holds nothing that acts on a terminal

    @on(TextArea.Changed)
    def _written(self, message: TextArea.Changed) -> None:
        self._leaving = False
        if (seen := shown(message.text_area.text)) != message.text_area.text:
            message.text_area.text = seen

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save_evidence()

    def action_save_evidence(self) -> None:
        """Give what the fields say, or say what is wrong with them."""
        if self._read is not None:
            return  # a file is being kept
        stance = _chosen(self, "stance", Stance)
        if not self._text("source").strip():
            self._refuse("Say who or what the evidence is from.", "source")
            return
        if stance is None:
            self._refuse(NO_STANCE, "stance")
            return
        path = self._text("file").strip()
        try:
            read = evidence_of(
                source=self._text("source"),
                stance=stance,
                quote=self._text("quote"),
                address=self._text("address"),
                retrieved=self._text("retrieved"),
                reliability=_chosen(self, "reliability", Reliability),
                credibility=_chosen(self, "credibility", Credibility),
                file=None if path == DROPS else self._kept,
            )
        except WorkbenchError as error:
            self._refuse(str(error), "retrieved")
            return
        if path and path != DROPS:
            self._read = read
            self._say(f"Keeping {path} beside the store…")
            self._keep(path)
        else:
            self.dismiss(read)

    @work(thread=True, exclusive=True, group="keep", exit_on_error=False)
    def _keep(self, path: str) -> None:
        try:
            outcome: Message = self.FileKept(self._files.keep(Path(path)))
        except WorkbenchError as error:
            outcome = self.FileRefused(error)
        self.post_message(outcome)

    @on(FileKept)
    def _file_kept(self, message: FileKept) -> None:
        if self._read is not None:
            self.dismiss(replace(self._read, file=message.file))

    @on(FileRefused)
    def _file_refused(self, message: FileRefused) -> None:
        self._read = None
        self._refuse(str(message.error), "file")

    def action_leave(self) -> None:
        """Leave; once more is asked for where something was typed."""
        if self._leaving or not self._is_changed():
            self.dismiss(None)
        else:
            self._leaving = True
            self._say(AGAIN)

    def _is_changed(self) -> bool:
        typed = any(self._text(name) != before for name, before in self._texts.items())
        begun = self._begun
        chosen = (
            _chosen(self, "stance", Stance),
            _chosen(self, "reliability", Reliability),
            _chosen(self, "credibility", Credibility),
        )
        before = (begun.stance, begun.reliability, begun.credibility) if begun else (None,) * 3
        return typed or chosen != before

    def _text(self, name: str) -> str:
        """Return what a field says; where nobody touched it, with the letters it began with."""
        field = self.query_one(f"#evidence-{name}")
        before = self._texts[name]
        if isinstance(field, TextArea):
            return before if field.text == shown(before) else field.text
        value = field.value if isinstance(field, Input) else ""
        return before if value == on_one_line(before) else value

    def _refuse(self, words: str, name: str) -> None:
        self._say(words)
        self.query_one(f"#evidence-{name}").focus()

    def _say(self, words: str) -> None:
        self.query_one("#evidence-said", Static).update(styled((words, "$text-warning")))


def _choice(name: str, kind: type[Value], chosen: Value | None, *, prompt: str) -> Iterable[Widget]:
    with HorizontalGroup():
        yield Static(styled(name), classes="label")
        yield Select[str](
            [(styled(_words(one)), one.value) for one in kind],
            prompt=prompt,
            value=Select.NULL if chosen is None else chosen.value,
            id=f"evidence-{name}",
            compact=True,
        )


def _words(one: Stance | Reliability | Credibility) -> str:
    """Return a choice as the list shows it: `B usually reliable`."""
    return f"{one.glyph} {one}" if isinstance(one, Stance) else f"{one} {one.meaning}"


def _chosen(form: LeftOnce[Evidence | None], name: str, kind: type[Value]) -> Value | None:
    value = form.query_one(f"#evidence-{name}", Select).value
    return kind(value) if isinstance(value, str) else None
